#include "operations/jobs.hpp"
#include "operations/tasks.hpp"
#include "unit/services/work_bench.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <set>

#include "services/calendar_feed.hpp"
#include "services/election_locks.hpp"
#include "services/organisation.hpp"
#include "services/responsibility.hpp"
#include "services/responsibility_proposal.hpp"
#include "services/tasks.hpp"
#include "services/today_view.hpp"
#include "services/works.hpp"
#include "services/works_giving.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;

TEST_F(WorkUse, ADirectiveRollsUpFromTheBoothsAsAnHonestShare) {
  const std::string work = directive();
  Access booth_head = holder("head", reporter, Organisation::booth(1, 2));
  Caller head = as(booth_head);
  const json::object own = must(tasks_view(head, {}));
  ASSERT_EQ(own.at("tasks").as_array().size(), 1U);
  const std::int64_t task = own.at("tasks").at(0).at("task").as_int64();
  must(report_task(head, task, R"({"state":"done","note":"पूरी सूची देखी","reached":12})"));

  Caller caller = owner();
  const json::object view = must(work_view(caller, work, 3));
  EXPECT_EQ(view.at("completion").at("asked").as_int64(), 6);
  EXPECT_EQ(view.at("completion").at("done").as_int64(), 1);
  EXPECT_EQ(view.at("completion").at("not_reported").as_int64(), 5);
  EXPECT_NEAR(view.at("completion").at("share_done").as_double(), 1.0 / 6, 1e-9);
  ASSERT_EQ(view.at("units").as_array().size(), 2U);
  EXPECT_EQ(view.at("units").at(0).at("unit").as_int64(), 11);
  EXPECT_EQ(view.at("units").at(0).at("completion").at("done").as_int64(), 1);
}

TEST_F(WorkUse, WhoLeavesAnswersForNothingAnyMoreAndHerOpenTasksAreTheUnitsAgain) {
  Caller caller = owner();
  const auto answers = [&](const std::string& seat, const std::string& from) {
    must(give_responsibility(caller, *snapshot,
                             R"({"give":[{"kind":"pc","place_no":)" + seat +
                                 R"(,"person":"bano","duty":"in_charge","from_day":")" + from + R"("}]})"));
  };
  answers("1", "2026-05-01");
  answers("2", "2026-09-01");
  const std::int64_t task =
      must(add_task(caller, R"({"unit":3,"title":"बैठक","due_day":"2026-06-20","assignee":"bano"})"))
          .at("task")
          .as_int64();
  must(person_leaves(caller, "bano", "{}"));

  const json::object seat = must(responsibility_history(caller, *snapshot, "pc", 1, ""));
  ASSERT_EQ(seat.at("history").as_array().size(), 1U) << "what was stays";
  EXPECT_EQ(seat.at("history").at(0).at("to_day").as_string(), "2026-06-09");
  EXPECT_TRUE(must(responsibility_history(caller, *snapshot, "pc", 2, "")).at("history").as_array().empty())
      << "what had not begun never will";
  EXPECT_TRUE(must(task_view(caller, task)).at("assignee").is_null());
  const json::object home = must(today_view(caller, *snapshot, std::nullopt));
  EXPECT_EQ(home.at("seats_without").as_int64(), 80);
}

/// Many booths more than are asked in one request.
class ManyBooths : public WorkUse {
 protected:
  void SetUp() override {
    WorkUse::SetUp();
    constexpr int more = 2500;
    const Status added = store->atomically([&](operations::Store& inside) -> Status {
      for (int i = 0; i < more; ++i) {
        const std::string id = std::to_string(1000 + i);
        const std::string path = Organisation::kendra(1 + i % 4) + id + ".";
        const std::string parent = std::to_string(21 + i % 4);
        BOOTHWISE_CHECK(inside.change(
            "INSERT INTO units (unit_id, parent_id, path, level_code, code, name_en, name_hi, folded, opened_on, "
            "has_head, synthetic) VALUES (" +
            id + ", " + parent + ", '" + path + "', 'booth', 'u" + id + "', 'b', 'b', '', '2026-01-01', 0, 1)"));
      }
      return success();
    });
    ASSERT_TRUE(added.ok()) << added.error().line(Language::english);
  }
  operations::Job taken(const std::string& server) {
    auto job = operations::take_job(*store, giving_lane, server, noon, noon + std::chrono::seconds(10));
    EXPECT_TRUE(job.ok() && job->has_value());
    return **job;
  }
  Result<std::int64_t> give(const operations::Job& job, const std::string& server, Progress& progress) {
    return give_all(shop.workspace, *store, *snapshot, job.task, {job.id, server, job.attempt}, progress);
  }
};

/// Stops after some batches, as a server does that ends.
class StopsAfter final : public Progress {
 public:
  explicit StopsAfter(int reports) : left_(reports) {}
  void report(double fraction, const Bilingual& /*what*/) override {
    fractions.push_back(fraction);
    --left_;
  }
  [[nodiscard]] bool stop_requested() const override { return left_ <= 0; }
  std::vector<double> fractions;

 private:
  int left_;
};

TEST_F(ManyBooths, AreAskedByAJobThatAnotherServerEndsAndEachOnce) {
  const std::string work = directive();
  EXPECT_EQ(tasks_in_store(), 0);
  Caller caller = owner();
  const json::object accepted = must(work_view(caller, work, {}));
  EXPECT_EQ(accepted.at("giving").at("asked").as_int64(), 2512);
  EXPECT_EQ(accepted.at("giving").at("given").as_int64(), 0);
  EXPECT_EQ(must(works_view(caller, {}, "directive")).at("works").as_array().size(), 1U) << "it stands there at once";

  const operations::Job job = taken("one");
  StopsAfter killed(1);
  EXPECT_EQ(give(job, "one", killed).error().kind, ErrorKind::stopped);
  const json::object half = must(work_view(caller, work, {}));
  EXPECT_EQ(half.at("giving").at("given").as_int64(), 1000);
  EXPECT_NEAR(half.at("giving").at("share").as_double(), 1000.0 / 2512, 1e-9);
  EXPECT_EQ(half.at("completion").at("asked").as_int64(), 1000) << "of those given";
  EXPECT_NEAR(killed.fractions.back(), 1000.0 / 2512, 1e-9);

  ASSERT_TRUE(operations::release_job(*store, {job.id, "one", job.attempt}).ok());
  const operations::Job again = taken("two");
  EXPECT_EQ(again.id, job.id);
  NoProgress quiet;
  EXPECT_EQ(give(job, "one", quiet).error().code, "job_taken");
  EXPECT_EQ(give(again, "two", quiet).value(), 2512);
  EXPECT_EQ(give(again, "two", quiet).value(), 2512) << "once more gives none twice";
  EXPECT_EQ(tasks_in_store(), 2512);
  EXPECT_TRUE(must(work_view(caller, work, {})).at("giving").is_null());
  EXPECT_TRUE(operations::wrong_counts(*store)->empty());
}

TEST_F(ManyBooths, AClosedWorkIsGivenNoFurther) {
  const std::string work = directive();
  const operations::Job job = taken("one");
  StopsAfter killed(1);
  static_cast<void>(give(job, "one", killed));
  Caller caller = owner();
  must(close_work(caller, work));
  NoProgress quiet;
  EXPECT_EQ(give(job, "one", quiet).value(), 1000);
  EXPECT_EQ(must(today_view(caller, *snapshot, {})).at("completion").at("asked").as_int64(), 0);
  EXPECT_TRUE(operations::wrong_counts(*store)->empty());
}

TEST_F(WorkUse, AUnitElsewhereAnswersAsOneThatIsNotThere) {
  const std::string work = directive();
  Access access = holder("president", president, "1.2.3.");
  Caller caller = as(access);
  const std::int64_t foreign =
      store->ask("SELECT task_id FROM tasks WHERE path >= '1.2.4.' ORDER BY path LIMIT 1")->front().integer(0);
  EXPECT_EQ(code_of(today_view(caller, *snapshot, 4)), "unit_unknown");
  EXPECT_EQ(code_of(today_view(caller, *snapshot, 999)), "unit_unknown");
  EXPECT_EQ(code_of(tasks_view(caller, {4})), "unit_unknown");
  EXPECT_EQ(code_of(task_view(caller, foreign)), "task_unknown");
  EXPECT_EQ(code_of(report_task(caller, foreign, R"({"state":"done","note":"x"})")), "task_unknown");
  EXPECT_EQ(code_of(add_task(caller, R"({"unit":13,"title":"x","due_day":"2026-06-11"})")), "unit_unknown");
  EXPECT_EQ(code_of(issue_directive(caller, R"({"unit":1,"level":"booth","title":"x","due_day":"2026-06-11"})")),
            "unit_unknown");
  EXPECT_EQ(code_of(work_view(caller, work, 4)), "unit_unknown");
  EXPECT_TRUE(operations::wrong_counts(*store)->empty());
}

TEST_F(WorkUse, BadOrdersAreRefusedAndNothingChanges) {
  Caller caller = owner();
  const auto refused = [&](const std::string& body) { return code_of(issue_directive(caller, body)); };
  EXPECT_EQ(refused(R"({"unit":1,"level":"booth","title":"x","first_day":"2026-06-20","due_day":"2026-06-11"})"),
            "due_before_start");
  EXPECT_EQ(refused(R"({"unit":3,"level":"region","title":"x","due_day":"2026-06-20"})"), "level_not_below");
  EXPECT_EQ(refused(R"({"unit":1,"level":"sector","title":"x","due_day":"2026-06-20"})"), "level_unknown");
  EXPECT_EQ(refused(R"({"unit":1,"level":"booth","title":"x","due_day":"2026-02-30"})"), "date_malformed");
  EXPECT_EQ(refused(R"({"unit":1,"level":"booth","title":"x","due_day":"2026-06-20","community":"…"})"),
            "body_malformed");
  EXPECT_EQ(refused("[]"), "body_malformed");
  const auto programme = [&](const std::string& more) {
    return code_of(issue_programme(caller, *snapshot,
                                   R"({"template":"leaders_stay","unit":1,"first_day":"2026-06-20")" + more + "}"));
  };
  EXPECT_EQ(programme(R"(,"area":{"seats":[999]})"), "unknown_seat");
  EXPECT_EQ(programme(R"(,"area":{"classes":["rich"]})"), "class_unknown");
  EXPECT_EQ(programme(R"(,"area":{"caste":["x"]})"), "body_malformed");
  EXPECT_EQ(programme(R"(,"due_day":"2026-06-01")"), "due_before_start");
  EXPECT_EQ(code_of(issue_programme(caller, *snapshot, R"({"template":"rally","unit":1,"first_day":"2026-06-20"})")),
            "template_unknown");
  EXPECT_EQ(
      code_of(issue_programme(caller, *snapshot,
                              R"({"template":"roll_check_drive","unit":1,"first_day":"2026-06-20","targets":true})")),
      "measure_missing");
  EXPECT_EQ(tasks_in_store(), 0);
}

TEST_F(WorkUse, SomeoneWhoMayOnlyReportCannotDirect) {
  Access access = holder("head", reporter, "1.2.3.");
  Caller caller = as(access);
  EXPECT_EQ(code_of(issue_directive(caller, R"({"unit":3,"level":"booth","title":"x","due_day":"2026-06-20"})")),
            "not_yours");
  EXPECT_EQ(code_of(responsible_people(caller, 3, "")), "not_yours");
  EXPECT_EQ(tasks_in_store(), 0);
}

TEST_F(WorkUse, AProgrammeForASeatAsksBoothsOfItsSegmentsOnly) {
  Caller caller = owner();
  const PcNo seat = snapshot->places.ac(AcNo(1))->pc;
  const json::object made = must(
      issue_programme(caller, *snapshot,
                      R"({"template":"booth_committee_renewal","unit":1,"first_day":"2026-06-20","area":{"seats":[)" +
                          std::to_string(seat.value) + "]}}"));
  std::int64_t there = 0;
  for (int m = 1; m <= 4; ++m) there += snapshot->places.ac(AcNo(m))->pc == seat ? 3 : 0;
  EXPECT_EQ(made.at("asked").as_int64(), there);
  const json::object list = must(works_view(caller, std::nullopt, "programme"));
  EXPECT_EQ(list.at("works").at(0).at("title").at("hi").as_string(), "बूथ समिति का नवीनीकरण");
  EXPECT_EQ(must(works_view(caller, std::nullopt, "directive")).at("works").as_array().size(), 0U);
}

TEST_F(WorkUse, NoTemplateNamesAnAudienceAmongPersons) {
  const json::object view = must(programme_templates_view(std::filesystem::path(data)));
  for (const json::value& one : view.at("templates").as_array()) {
    EXPECT_FALSE(one.at("title").at("hi").as_string().empty());
    EXPECT_FALSE(one.at("words").at("hi").as_string().empty());
    const std::string text = json::serialize(one);
    for (const char* word : {"caste", "जाति", "religio", "धर्म", "community", "समुदाय", "audience"}) {
      EXPECT_EQ(text.find(word), std::string::npos) << word << " in " << text;
    }
  }
}

TEST_F(WorkUse, LateClimbsToTheUnitAboveAndThenFurther) {
  directive(R"(,"escalate_days":2,"first_day":"2026-05-01")");
  ASSERT_TRUE(store->change("UPDATE tasks SET due_day = '2026-06-08'").ok());
  ASSERT_TRUE(store->change("UPDATE task_counts SET due_day = '2026-06-08'").ok());
  ASSERT_TRUE(store->change("UPDATE district_counts SET due_day = '2026-06-08'").ok());
  const auto escalated = [&](std::int64_t unit, int after_days) {
    const Day today = days_after(day, after_days);
    Caller caller = as(owner_access, noon, today);
    const json::object view = must(works_view(caller, unit, ""));
    return view.at("works").at(0).at("escalated").as_int64();
  };
  // Due on the 8th: one level up from the 9th, two from the 11th, three from the 13th, five from the 17th.
  EXPECT_EQ(escalated(21, 0), 3);  // shakti kendra, one above the booths
  EXPECT_EQ(escalated(11, 0), 0);  // mandal, two above
  EXPECT_EQ(escalated(11, 1), 3);
  EXPECT_EQ(escalated(3, 1), 0);
  EXPECT_EQ(escalated(3, 3), 6);
  EXPECT_EQ(escalated(1, 6), 0);
  EXPECT_EQ(escalated(1, 7), 12);
}

TEST_F(WorkUse, TheHomeOfADistrictTellsWhatNeedsItsPresidentToday) {
  directive(R"(,"first_day":"2026-05-01")");
  ASSERT_TRUE(store->change("UPDATE tasks SET due_day = '2026-05-20'").ok());
  ASSERT_TRUE(store->change("UPDATE task_counts SET due_day = '2026-05-20'").ok());
  ASSERT_TRUE(store->change("UPDATE district_counts SET due_day = '2026-05-20'").ok());
  Access access = holder("president", president, "1.2.3.");
  Caller caller = as(access);
  const json::object home = must(today_view(caller, *snapshot, std::nullopt));
  EXPECT_EQ(home.at("unit").at("unit").as_int64(), 3);
  EXPECT_EQ(home.at("completion").at("late").as_int64(), 6);
  EXPECT_EQ(home.at("things").at(0).at("code").as_string(), "late");
  EXPECT_LE(home.at("things").as_array().size(), 3U);
  ASSERT_EQ(home.at("units").as_array().size(), 2U);
  EXPECT_EQ(home.at("units").at(1).at("completion").at("late").as_int64(), 3);
  EXPECT_EQ(home.at("helpers").at(0).at("name").as_string(), "bano");
  EXPECT_GE(home.at("seats").as_array().size(), 1U);
}

TEST_F(WorkUse, TheHomesOfAStateAMandalAndABoothShowTheirOwn) {
  directive();
  Caller caller = owner();
  const json::object state = must(today_view(caller, *snapshot, std::nullopt));
  EXPECT_EQ(state.at("seats").as_array().size(), 80U);
  EXPECT_EQ(state.at("seats_without").as_int64(), 80);
  ASSERT_EQ(state.at("units").as_array().size(), 2U);  // districts, by way of the region
  EXPECT_EQ(state.at("units").at(0).at("completion").at("asked").as_int64(), 6);
  const json::object mandal = must(today_view(caller, *snapshot, 13));
  EXPECT_EQ(mandal.at("completion").at("asked").as_int64(), 3);
  EXPECT_EQ(mandal.at("units").at(0).at("completion").at("asked").as_int64(), 3);
  EXPECT_EQ(mandal.at("tasks").as_array().size(), 3U);
  const json::object booth = must(today_view(caller, *snapshot, 302));
  EXPECT_EQ(booth.at("completion").at("asked").as_int64(), 1);
  EXPECT_EQ(booth.at("booths").at(0).at("part").as_string(), "2");
}

TEST_F(WorkUse, AHomeOverSeveralUnitsAddsThemUp) {
  directive();
  Access access{"in_charge",
                "in_charge",
                {{"seat_in_charge", president, {{Organisation::mandal(1)}, {Organisation::mandal(3)}}}}};
  Caller caller = as(access);
  const json::object home = must(today_view(caller, *snapshot, std::nullopt));
  EXPECT_EQ(home.at("units_held").as_array().size(), 2U);
  EXPECT_EQ(home.at("completion").at("asked").as_int64(), 6);
  EXPECT_EQ(home.at("units").at(0).at("completion").at("asked").as_int64(), 3);
}

TEST_F(WorkUse, AReportNeedsANoteAndAKnownState) {
  directive();
  Caller caller = owner();
  EXPECT_EQ(code_of(report_task(caller, 1, R"({"state":"done"})")), "note_missing");
  EXPECT_EQ(code_of(report_task(caller, 1, R"({"state":"finished","note":"x"})")), "body_malformed");
  EXPECT_EQ(code_of(report_task(caller, 4711, R"({"state":"done","note":"x"})")), "task_unknown");
  EXPECT_EQ(code_of(change_task(caller, 1, R"({"due_day":"2026-06-01"})")), "due_before_start");
  EXPECT_EQ(code_of(tasks_view(caller, {std::nullopt, "", "", "nonsense"})), "cursor_malformed");
  EXPECT_TRUE(operations::wrong_counts(*store)->empty());
}

TEST_F(WorkUse, EvidenceIsTakenByItsBytesAndBoundedAndItsNameCleaned) {
  directive();
  Caller caller = owner();
  const std::string png = std::string("\x89PNG\r\n\x1a\n", 8) + "rest";
  const auto send = [&](const std::string& name, const std::string& bytes) {
    return add_evidence(caller, 1, name, shop.folder.write("sent", bytes));
  };
  const json::object taken = must(send("../../etc/सभा <1>.png", png));
  EXPECT_EQ(taken.at("files").at(0).at("name").as_string(), "सभा 1.png");
  const auto back = evidence(caller, std::string(taken.at("files").at(0).at("file").as_string()));
  EXPECT_EQ(back->bytes, png);
  EXPECT_EQ(back->type, "image/png");
  EXPECT_EQ(code_of(send("page.png", "<html><script>x</script>")), "evidence_type");
  EXPECT_EQ(code_of(send("...", png)), "evidence_name");
  EXPECT_EQ(code_of(send("large.png", png + std::string(evidence_bytes_most, 'x'))), "evidence_too_large");
  for (int i = 1; i < 10; ++i) must(send("a.png", png));
  EXPECT_EQ(code_of(send("eleventh.png", png)), "too_many_files");
  Access elsewhere = holder("other", reporter, "1.2.4.");
  Caller other = as(elsewhere);
  EXPECT_EQ(evidence(other, std::string(taken.at("files").at(0).at("file").as_string())).error().code, "file_unknown");
}

TEST_F(WorkUse, DutiesAreGivenAllOrNoneAndHistoryStays) {
  Caller caller = owner();
  const auto give = [&](const std::string& list) {
    return give_responsibility(caller, *snapshot, R"({"give":[)" + list + "]}");
  };
  const std::string first = R"({"person":"asha","duty":"in_charge","kind":"pc","place_no":1,"from_day":"2026-06-01"})";
  EXPECT_EQ(code_of(give(
                first + R"(,{"person":"nobody","duty":"in_charge","kind":"pc","place_no":2,"from_day":"2026-06-01"})")),
            "person_unknown");
  EXPECT_EQ(must(responsibility_view(caller, *snapshot, "pc", std::nullopt, "")).at("without").as_int64(), 80);
  const json::object given = must(give(first));
  EXPECT_EQ(code_of(give(first)), "responsibility_taken");
  EXPECT_EQ(code_of(give(R"({"person":"bano","duty":"in_charge","kind":"pc","place_no":81,"from_day":"2026-06-01"})")),
            "unknown_seat");
  EXPECT_EQ(
      code_of(give(
          R"({"person":"bano","duty":"in_charge","kind":"pc","place_no":2,"from_day":"2026-06-09","to_day":"2026-06-01"})")),
      "ends_before_start");
  EXPECT_EQ(must(responsibility_view(caller, *snapshot, "pc", std::nullopt, "")).at("without").as_int64(), 79);
  const std::string id(given.at("given").at(0).at("duty").at("id").as_string());
  must(end_responsibility(caller, id, R"({"last_day":"2026-06-09"})"));
  EXPECT_EQ(must(responsibility_view(caller, *snapshot, "pc", std::nullopt, "")).at("without").as_int64(), 80);
  EXPECT_EQ(must(responsibility_history(caller, *snapshot, "pc", 1, "")).at("history").as_array().size(), 1U);
}

TEST_F(WorkUse, ADistrictPresidentAssignsOwnBoothsButNoWholeSeat) {
  Access access = holder("president", president, "1.2.3.");
  Caller caller = as(access);
  const auto give = [&](const std::string& what) {
    return code_of(
        give_responsibility(caller, *snapshot, R"({"give":[{"person":"bano","from_day":"2026-06-01",)" + what + "}]}"));
  };
  EXPECT_TRUE(give(R"("duty":"in_charge","kind":"part","place_no":1,"part":"2")").starts_with("done"));
  EXPECT_EQ(give(R"("duty":"in_charge","kind":"part","place_no":3,"part":"2")"), "not_yours");
  EXPECT_EQ(give(R"("duty":"in_charge","kind":"pc","place_no":80)"), "not_yours");
  EXPECT_EQ(code_of(give_responsibility(
                caller, *snapshot,
                R"({"give":[{"person":"asha","from_day":"2026-06-01","duty":"deputy","kind":"unit","place_no":3}]})")),
            "person_unknown");  // she belongs above
}

TEST_F(WorkUse, TheProposalTellsWhyAndWhatTheSecondChoiceCosts) {
  Caller caller = owner();
  NoProgress quiet;
  const json::object plan = must(propose_responsibility(
      caller, *snapshot, R"({"kind":"ac","places":[1,200],"people":["asha","bano"],"cap":1})", quiet));
  EXPECT_TRUE(plan.at("proven").as_bool());
  ASSERT_EQ(plan.at("posts").as_array().size(), 2U);
  const json::value& first = plan.at("posts").at(0);
  EXPECT_EQ(first.at("place_no").as_int64(), 1);
  EXPECT_EQ(first.at("leaders").at(0).at("leader").as_string(), "asha");
  EXPECT_NE(first.at("leaders").at(0).at("why").at("en").as_string().find("at home there"), std::string::npos);
  EXPECT_GT(first.at("second_choice").at("plan_costs_more").to_number<double>(), 0);
  EXPECT_EQ(store->ask("SELECT count(*) FROM responsibilities")->front().integer(0), 0);

  const json::object turned = must(propose_responsibility(
      caller, *snapshot,
      R"({"kind":"ac","places":[1,200],"people":["asha","bano"],"cap":1,"fixed":[{"person":"asha","place_no":200}]})",
      quiet));
  EXPECT_EQ(turned.at("posts").at(1).at("leaders").at(0).at("leader").as_string(), "asha");
  EXPECT_EQ(code_of(propose_responsibility(caller, *snapshot,
                                           R"({"kind":"ac","places":[1,2,200],"people":["asha"],"cap":2})", quiet)),
            "plan_impossible");
  EXPECT_EQ(
      code_of(propose_responsibility(
          caller, *snapshot, R"({"kind":"ac","places":[1,200],"people":["asha"],"cap":2,"apart_most":3})", quiet)),
      "plan_impossible");
}

TEST_F(WorkUse, LocksFollowTheCalendarAndNeedTwoToBeLifted) {
  Caller caller = owner();
  const std::string poll =
      R"({"election":"LS-2026","kind":"state","announced_on":"2026-06-01","poll_on":"2026-06-12","closes_at":"18:00","result_on":"2026-06-20","source":"notice"})";
  EXPECT_EQ(
      code_of(set_poll(
          caller, *snapshot,
          R"({"election":"LS-2026","kind":"state","announced_on":"2026-06-30","poll_on":"2026-06-12","closes_at":"18:00","result_on":"2026-06-20","source":"notice"})")),
      "dates_reversed");
  EXPECT_EQ(must(locks_view(caller, *snapshot, {})).at("phase").as_string(), "ordinary");
  must(set_poll(caller, *snapshot, poll));
  EXPECT_EQ(must(locks_view(caller, *snapshot, {})).at("phase").as_string(), "announced");
  const std::string scheme = R"({"template":"scheme_gap_help","unit":1,"first_day":"2026-06-20"})";
  EXPECT_EQ(code_of(issue_programme(caller, *snapshot, scheme)), "locked_by_election");
  EXPECT_EQ(tasks_in_store(), 0);

  EXPECT_EQ(code_of(ask_for_override(caller, R"({"feature":"outgoing_message","reason":"x","hours":1})")),
            "lock_is_law");
  EXPECT_EQ(code_of(ask_for_override(caller, R"({"feature":"nothing","reason":"x","hours":1})")), "feature_unknown");
  const std::string id(
      must(ask_for_override(caller, R"({"feature":"scheme_message","reason":"court order","hours":2})"))
          .at("id")
          .as_string());
  EXPECT_EQ(code_of(approve_override(caller, id)), "same_person");
  EXPECT_EQ(code_of(issue_programme(caller, *snapshot, scheme)), "locked_by_election");
  Access second{"second", "second", {{"state_officer", {Right::approve}, {whole_organisation}}}};
  Caller other = as(second);
  must(approve_override(other, id));
  EXPECT_EQ(must(issue_programme(caller, *snapshot, scheme)).at("asked").as_int64(), 12);
  Caller later = as(owner_access, noon + std::chrono::hours(3));
  EXPECT_EQ(code_of(issue_programme(later, *snapshot, scheme)), "locked_by_election");
  Caller silent = as(owner_access, noon + std::chrono::hours(7));  // 48 hours before the poll closes
  EXPECT_EQ(must(locks_view(silent, *snapshot, {})).at("phase").as_string(), "silence");
  const auto rows = store->ask("SELECT count(*) FROM audit WHERE action LIKE 'lock.%' OR action LIKE 'poll.%'");
  EXPECT_EQ(rows->front().integer(0), 3);
}

TEST_F(WorkUse, APollOfOneSeatLocksNothingElsewhere) {
  Caller caller = owner();
  const std::int32_t seat = snapshot->places.ac(AcNo(1))->pc.value;
  must(set_poll(
      caller, *snapshot,
      R"({"election":"LS-2026-BY","kind":"pc","place_no":)" + std::to_string(seat) +
          R"(,"announced_on":"2026-06-01","poll_on":"2026-06-30","closes_at":"18:00","result_on":"2026-07-02","source":"n"})"));
  EXPECT_EQ(must(locks_view(caller, *snapshot, {1})).at("phase").as_string(), "announced");
  EXPECT_EQ(must(locks_view(caller, *snapshot, {200})).at("phase").as_string(), "ordinary");
  EXPECT_EQ(must(locks_view(caller, *snapshot, {})).at("phase").as_string(), "announced");
}

TEST_F(WorkUse, TheCalendarFeedHoldsWhatIsAsked) {
  directive();
  Caller caller = owner();
  must(add_task(caller, R"({"unit":11,"title":"बैठक, मंडल; सभी","due_day":"2026-06-15"})"));
  const auto feed = calendar_feed(caller, Language::hindi);
  ASSERT_TRUE(feed.ok());
  EXPECT_NE(feed->find("DTSTART;VALUE=DATE:20260610\r\nDTEND;VALUE=DATE:20260621\r\n"), std::string::npos);
  EXPECT_NE(feed->find("SUMMARY:सूची जाँचें\r\n"), std::string::npos);
  EXPECT_NE(feed->find("SUMMARY:बैठक\\, मंडल\\; सभी"), std::string::npos);
}

}  // namespace
}  // namespace boothwise::services
