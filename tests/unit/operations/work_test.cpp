#include "operations/responsibility.hpp"
#include "operations/tasks.hpp"
#include "operations/unit_paths.hpp"
#include "operations/units.hpp"
#include "operations/works.hpp"
#include "unit/operations/both_stores.hpp"
#include "unit/operations/small_organisation.hpp"

#include <algorithm>
#include <random>
#include <set>

namespace boothwise::operations {
namespace {

const Instant noon{std::chrono::seconds(1'780'000'000)};
const std::string today = "2026-06-10";

class WorkKept : public test::BothStores {
 protected:
  void SetUp() override {
    BothStores::SetUp();
    if (IsSkipped()) return;
    organisation = std::make_unique<test::SmallOrganisation>(store());
  }

  Status change(const std::function<Status(Store&)>& work) { return store().atomically(work); }

  Work wanted(const std::string& level, std::int64_t unit = 1, const std::string& path = "1.") {
    Work work;
    work.kind = "directive";
    work.unit = unit;
    work.path.text = path;
    work.level = level;
    work.levels_below = 5;
    work.title = {"Check the list", "सूची जाँचें"};
    work.first_day = "2026-06-01";
    work.due_day = "2026-06-20";
    work.made_by = "owner";
    work.made_at = noon;
    return work;
  }

  /// Issues it and tells how many were asked; 0 where it failed.
  std::int64_t issue(Work& work) {
    std::int64_t asked = 0;
    failed = change([&](Store& inside) -> Status {
      BOOTHWISE_CHECK(issue_work(inside, work));
      asked = work.asked;
      Giving giving;
      while (!giving.ended) {
        BOOTHWISE_TRY(some, give_tasks(inside, work, 5, noon));  // in several steps
        giving = some;
      }
      return success();
    });
    return asked;
  }
  std::vector<Task> all_tasks(const std::string& path = "1.", const std::string& state = "all") {
    TaskQuestion question;
    question.path.text = path;
    question.state = state;
    question.today = today;
    question.most = 1000;
    return tasks(store(), question).value();
  }
  Status report(std::int64_t task, const std::string& state) {
    return change([&](Store& inside) { return report_task(inside, task, {state, "said", 4}, who); });
  }
  /// What a subtree of this organisation, where no level is passed over, is counted by.
  static CountedBy lowest_kept(const std::string& path) {
    const auto place = std::ranges::count(path, '.') - 1;
    return place <= district_place ? CountedBy::district : place <= counted_place ? CountedBy::unit : CountedBy::task;
  }
  Completion completion(const std::string& path) {
    Completion sum;
    const auto counts = counts_within(store(), UnitPath{path}, lowest_kept(path), today);
    for (const TaskCount& one : counts.value()) sum += one.of;
    return sum;
  }

  Change who{"worker", "Asha", noon};
  Status failed = success();
  std::unique_ptr<test::SmallOrganisation> organisation;
};

TEST_P(WorkKept, AWorkAsksEachUnitOfItsLevelOnce) {
  Work work = wanted("booth");
  EXPECT_EQ(issue(work), 12);
  const auto given = all_tasks();
  ASSERT_EQ(given.size(), 12U);
  EXPECT_EQ(given.front().path.text, test::SmallOrganisation::booth(1, 1));
  EXPECT_EQ(given.front().ac, 1);
  EXPECT_EQ(given.front().work_title, work.title);
  EXPECT_EQ(completion("1.").asked, 12);
  EXPECT_EQ(completion("1.2.4.").asked, 6);
  EXPECT_EQ(completion(test::SmallOrganisation::kendra(3)).asked, 3);
}

TEST_P(WorkKept, AWorkForSomeSegmentsAsksOnlyUnitsThere) {
  Work booths = wanted("booth");
  booths.segments = {2, 3};
  EXPECT_EQ(issue(booths), 6);
  Work mandals = wanted("mandal");
  mandals.segments = {2};
  EXPECT_EQ(issue(mandals), 1);
}

TEST_P(WorkKept, AWorkThatNobodyIsAskedForLeavesNothing) {
  Work work = wanted("booth");
  work.segments = {9};
  EXPECT_EQ(issue(work), 0);
  EXPECT_EQ(failed.error().code, "nobody_asked");
  EXPECT_TRUE(all_tasks().empty());
  EXPECT_FALSE(operations::work(store(), work.id).value().has_value());
}

TEST_P(WorkKept, WhatWasNotReportedIsNotDone) {
  Work work = wanted("booth");
  issue(work);
  const auto given = all_tasks();
  ASSERT_TRUE(report(given[0].id, "done").ok());
  ASSERT_TRUE(report(given[1].id, "blocked").ok());
  ASSERT_TRUE(change([&](Store& inside) { return mark_task_read(inside, given[2].id, who); }).ok());
  const Completion of = completion("1.");
  EXPECT_EQ(of.asked, 12);
  EXPECT_EQ(of.done, 1);
  EXPECT_EQ(of.blocked, 1);
  EXPECT_EQ(of.read, 3);
  EXPECT_EQ(of.not_reported(), 10);
  EXPECT_DOUBLE_EQ(*of.share_done(), 1.0 / 12);
}

TEST_P(WorkKept, TasksOfAUnitAreThoseOfItsSubtreeInPages) {
  Work work = wanted("booth");
  issue(work);
  TaskQuestion question;
  question.path.text = "1.2.3.";
  question.today = today;
  question.most = 4;
  std::vector<std::int64_t> seen;
  while (true) {
    const auto page = tasks(store(), question);
    ASSERT_TRUE(page.ok());
    for (const Task& one : *page) seen.push_back(one.unit);
    if (page->size() < 4U) break;
    question.after_path = page->back().path.text;
    question.after_task = page->back().id;
  }
  EXPECT_EQ(seen, (std::vector<std::int64_t>{101, 102, 103, 201, 202, 203}));
}

TEST_P(WorkKept, LateIsWhatIsNotDoneAfterItsDay) {
  Work work = wanted("booth");
  work.due_day = "2026-06-09";
  issue(work);
  const auto given = all_tasks();
  ASSERT_TRUE(report(given[0].id, "done").ok());
  ASSERT_TRUE(report(given[1].id, "blocked").ok());
  EXPECT_EQ(completion("1.").late, 11);
  EXPECT_EQ(all_tasks("1.", "late").size(), 11U);
  ASSERT_TRUE(change([&](Store& inside) { return set_task_due(inside, given[2].id, today, who); }).ok());
  EXPECT_EQ(completion("1.").late, 10);
}

TEST_P(WorkKept, ATaskIsNotDueBeforeItStarts) {
  Work work = wanted("booth");
  issue(work);
  const auto given = all_tasks();
  const Status moved = change([&](Store& inside) { return set_task_due(inside, given[0].id, "2026-05-31", who); });
  EXPECT_EQ(moved.error().code, "due_before_start");
  EXPECT_EQ(task(store(), given[0].id).value()->due_day, "2026-06-20");
  EXPECT_TRUE(wrong_counts(store())->empty());
}

TEST_P(WorkKept, CountsEqualARecountAfterAnyHistory) {
  std::mt19937 random(GetParam() == test::StoreKind::sqlite ? 11U : 12U);
  const auto draw = [&](std::size_t below) { return static_cast<std::size_t>(random() % below); };
  for (const char* level : {"booth", "mandal", "shakti_kendra"}) {
    Work work = wanted(level);
    work.due_day = "2026-06-0" + std::to_string(4 + draw(5));
    issue(work);
  }
  const std::vector<Task> given = all_tasks();
  const std::array<std::string, 3> states{"open", "done", "blocked"};
  for (int step = 0; step < 120; ++step) {
    const std::int64_t task = given[draw(given.size())].id;
    const auto done = change([&](Store& inside) -> Status {
      switch (draw(4)) {
        case 0:
          return mark_task_read(inside, task, who);
        case 1:
          return set_task_due(inside, task, "2026-06-1" + std::to_string(draw(9)), who);
        case 2: {
          Task own;
          own.unit = 11;
          own.path.text = test::SmallOrganisation::mandal(1);
          own.title = "own";
          own.first_day = own.due_day = "2026-06-0" + std::to_string(1 + draw(8));
          own.changed_at = noon;
          BOOTHWISE_CHECK(add_task(inside, own, "owner"));
          return success();
        }
        default:
          return report_task(inside, task, {states.at(draw(3)), "", std::nullopt}, who);
      }
    });
    ASSERT_TRUE(done.ok()) << done.error().line(Language::english);
  }
  EXPECT_TRUE(wrong_counts(store())->empty());
  Completion by_hand;
  for (const Task& one : all_tasks()) {
    by_hand += {1, one.state == "done" ? 1 : 0, one.state == "blocked" ? 1 : 0, one.read_at ? 1 : 0,
                one.state != "done" && one.due_day < today ? 1 : 0};
  }
  EXPECT_EQ(completion("1."), by_hand);
}

TEST_P(WorkKept, HomesAtAnyHeightEqualARecountAfterAnyHistory) {
  std::mt19937 random(GetParam() == test::StoreKind::sqlite ? 21U : 22U);
  const auto draw = [&](std::size_t below) { return static_cast<std::size_t>(random() % below); };
  std::vector<Work> works;
  for (const char* level : {"booth", "mandal", "district", "booth"}) {
    Work work = wanted(level);
    work.due_day = "2026-06-0" + std::to_string(4 + draw(5));
    issue(work);
    works.push_back(work);
  }
  std::vector<std::string> moves{test::SmallOrganisation::kendra(1), test::SmallOrganisation::mandal(4)};
  for (int step = 0; step < 60; ++step) {
    const std::vector<Task> given = all_tasks();
    const Task& one = given[draw(given.size())];
    const std::array<std::string, 3> states{"open", "done", "blocked"};
    const Status done = change([&](Store& inside) -> Status {
      if (step == 20) return close_work(inside, works[3].id, noon);
      if (step == 35) return move_paths(inside, {moves[0]}, {test::SmallOrganisation::mandal(3) + "21."});
      if (step == 45) return move_paths(inside, {moves[1]}, {"1.2.3.14."});
      if (draw(3) == 0) return set_task_due(inside, one.id, "2026-06-1" + std::to_string(draw(9)), who);
      return report_task(inside, one.id, {states.at(draw(3)), "", std::nullopt}, who);
    });
    ASSERT_TRUE(done.ok()) << step << ": " << done.error().line(Language::english);
  }
  ASSERT_TRUE(wrong_counts(store())->empty());
  for (const std::string path : {"1.", "1.2.", "1.2.3.", "1.2.4.", "1.2.3.11.", "1.2.3.14.", "1.2.4.13.21."}) {
    Completion by_hand;
    for (const Task& one : all_tasks(path)) {
      if (one.work == works[3].id) continue;  // closed: homes expect no more of it
      by_hand += {1, one.state == "done" ? 1 : 0, one.state == "blocked" ? 1 : 0, one.read_at ? 1 : 0,
                  one.state != "done" && one.due_day < today ? 1 : 0};
    }
    // However it is counted, of the segments and districts it lies in too.
    for (const CountedBy by : {CountedBy::district, CountedBy::unit, CountedBy::task}) {
      if (by < lowest_kept(path)) continue;
      Completion kept;
      const auto counts = counts_within(store(), UnitPath{path}, by, today);
      for (const TaskCount& one : counts.value()) {
        if (one.work != works[3].id) kept += one.of;
        EXPECT_TRUE(one.path.text.starts_with(path) && one.path.text.starts_with(one.district.text)) << one.path.text;
      }
      EXPECT_EQ(kept, by_hand) << path << " by " << static_cast<int>(by);
    }
  }
}

TEST_P(WorkKept, ALostCountOfADistrictIsFoundByTheCheck) {
  Work work = wanted("booth");
  issue(work);
  ASSERT_TRUE(store().change("UPDATE district_counts SET done = 1 WHERE district_path = '1.2.3.' AND ac_no = 1").ok());
  const auto wrong = wrong_counts(store());
  ASSERT_EQ(wrong->size(), 1U);
  EXPECT_EQ(wrong->front(), "district 1.2.3. " + work.id + " 2026-06-20 1");
}

TEST_P(WorkKept, GivingStopsAnywhereAndGoesOnWithoutGivingTwice) {
  Work work = wanted("booth");
  ASSERT_TRUE(change([&](Store& inside) { return issue_work(inside, work); }).ok());
  EXPECT_EQ(work.asked, 12);
  const auto give = [&](std::int64_t most) {
    Giving giving;
    const Status given = change([&](Store& inside) -> Status {
      BOOTHWISE_TRY(some, give_tasks(inside, work, most, noon));
      giving = some;
      return success();
    });
    EXPECT_TRUE(given.ok()) << given.error().line(Language::english);
    return giving;
  };
  EXPECT_EQ(give(5).given, 5);
  const Status killed = change([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(give_tasks(inside, work, 5, noon));
    return Error{ErrorKind::environment, "killed", {"killed", "बंद हुआ"}};
  });
  EXPECT_FALSE(killed.ok());
  EXPECT_EQ(completion("1.").asked, 5);
  EXPECT_EQ(operations::work(store(), work.id).value()->given, 5);
  EXPECT_FALSE(operations::work(store(), work.id).value()->all_given);
  EXPECT_FALSE(give(7).ended);  // whether that was the last one is only known when none is left
  EXPECT_TRUE(give(7).ended);
  EXPECT_EQ(give(7).given, 12);
  EXPECT_TRUE(operations::work(store(), work.id).value()->all_given);
  EXPECT_EQ(all_tasks().size(), 12U);
  EXPECT_TRUE(wrong_counts(store())->empty());
}

TEST_P(WorkKept, UnitsThatMoveDuringTheGivingAreAskedOnce) {
  Work work = wanted("booth");
  ASSERT_TRUE(change([&](Store& inside) { return issue_work(inside, work); }).ok());
  const auto give_five = [&] {
    bool ended = false;
    EXPECT_TRUE(change([&](Store& inside) -> Status {
                  BOOTHWISE_TRY(some, give_tasks(inside, work, 5, noon));
                  ended = some.ended;
                  return success();
                }).ok());
    return ended;
  };
  EXPECT_FALSE(give_five());
  // One mandal that was asked goes behind those still to be asked, and one that was not goes to before them.
  ASSERT_TRUE(change([&](Store& inside) -> Status {
                BOOTHWISE_CHECK(note_organisation_change(inside));
                BOOTHWISE_CHECK(set_unit_parent(inside, 11, 4));
                BOOTHWISE_CHECK(set_unit_parent(inside, 14, 3));
                BOOTHWISE_CHECK(move_paths(inside, {test::SmallOrganisation::mandal(1)}, {"1.2.4.11."}));
                return move_paths(inside, {test::SmallOrganisation::mandal(4)}, {"1.2.3.09."});
              }).ok());
  int steps = 0;
  while (!give_five()) ASSERT_LT(++steps, 20);
  std::set<std::int64_t> units;
  for (const Task& one : all_tasks()) EXPECT_TRUE(units.insert(one.unit).second) << one.unit;
  EXPECT_EQ(units.size(), 12U);
  EXPECT_TRUE(wrong_counts(store())->empty());
}

TEST_P(WorkKept, TasksInAStateAreFoundByTheCountsInPages) {
  Work work = wanted("booth");
  issue(work);
  Work districts = wanted("district");
  issue(districts);
  std::set<std::int64_t> blocked;
  for (const Task& one : all_tasks()) {
    if (one.id % 3 != 0) continue;
    ASSERT_TRUE(report(one.id, "blocked").ok());
    blocked.insert(one.id);
  }
  TaskQuestion question;
  question.path.text = "1.";
  question.state = "blocked";
  question.today = today;
  question.most = 2;
  question.wide = true;
  std::set<std::int64_t> seen;
  while (true) {
    const auto page = tasks(store(), question);
    ASSERT_TRUE(page.ok()) << page.error().line(Language::english);
    for (const Task& one : *page) EXPECT_TRUE(seen.insert(one.id).second);
    if (page->size() < 2U) break;
    question.after_path = page->back().path.text;
    question.after_task = page->back().id;
  }
  EXPECT_EQ(seen, blocked);
  question.after_path.clear();
  question.after_task = 0;
  question.most = 100;
  question.work = districts.id;
  question.state = "open";
  const auto of_districts = tasks(store(), question);
  EXPECT_EQ(of_districts->size(), 2U - static_cast<std::size_t>(std::ranges::count_if(blocked, [&](std::int64_t id) {
                                    return task(store(), id).value()->work == districts.id;
                                  })));
}

TEST_P(WorkKept, AFailedChangeMovesNoCount) {
  Work work = wanted("booth");
  issue(work);
  const auto given = all_tasks();
  const Status taken_back = change([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(report_task(inside, given[0].id, {"done", "", std::nullopt}, who));
    return Error{ErrorKind::conflict, "no", {"no", "नहीं"}};
  });
  EXPECT_FALSE(taken_back.ok());
  EXPECT_EQ(completion("1.").done, 0);
  EXPECT_TRUE(wrong_counts(store())->empty());
}

TEST_P(WorkKept, TheHistoryOfATaskTellsWhatHappenedInOrder) {
  Work work = wanted("booth");
  issue(work);
  const std::int64_t one = all_tasks().front().id;
  ASSERT_TRUE(change([&](Store& inside) { return comment_on_task(inside, one, "कल करेंगे", who); }).ok());
  who.at += std::chrono::seconds(60);
  ASSERT_TRUE(report(one, "done").ok());
  const auto notes = task_notes(store(), one);
  ASSERT_EQ(notes->size(), 2U);
  EXPECT_EQ(notes->front().text, "कल करेंगे");
  EXPECT_EQ(notes->back().text, "open>done");
  EXPECT_EQ(notes->back().by, "Asha");
  EXPECT_EQ(replies_to(store(), work.id, {"1.2.3."}, 10)->size(), 1U);
  EXPECT_TRUE(replies_to(store(), work.id, {"1.2.4."}, 10)->empty());
}

TEST_P(WorkKept, SomeoneBelowReportsAndTheCountAboveMoves) {
  Work work = wanted("booth");
  issue(work);
  Store below = store().as({{test::SmallOrganisation::booth(1, 2)}, false});
  TaskQuestion question;
  question.path.text = test::SmallOrganisation::booth(1, 2);
  question.today = today;
  const auto own = tasks(below, question);
  ASSERT_EQ(own->size(), 1U);
  EXPECT_EQ(own->front().work_title.en, "Check the list");  // issued above, yet readable
  const Status done = below.atomically([&](Store& inside) {
    return report_task(inside, own->front().id, {"done", "", std::nullopt}, who);
  });
  ASSERT_TRUE(done.ok()) << done.error().line(Language::english);
  EXPECT_EQ(completion("1.2.3.").done, 1);
  EXPECT_TRUE(wrong_counts(store())->empty());
}

TEST_P(WorkKept, PostgresqlLetsNobodyTouchTasksElsewhere) {
  if (GetParam() == test::StoreKind::sqlite) GTEST_SKIP() << "SQLite has no guard of its own";
  Work work = wanted("booth");
  issue(work);
  Store elsewhere = store().as({{"1.2.4."}, false});
  const std::int64_t one = all_tasks("1.2.3.").front().id;
  EXPECT_FALSE(task(elsewhere, one).value().has_value());
  const Status done = elsewhere.atomically([&](Store& inside) {
    return report_task(inside, one, {"done", "", std::nullopt}, who);
  });
  EXPECT_EQ(done.error().code, "task_unknown");
  EXPECT_EQ(completion("1.").done, 0);
}

TEST_P(WorkKept, OneDutyOfAPlaceIsOnePersonsAtATime) {
  organisation->person("asha", 1, "1.");
  organisation->person("bano", 1, "1.");
  const auto give = [&](const std::string& person, const std::string& duty, const std::string& from,
                        const std::string& to = "") {
    return change([&](Store& inside) -> Status {
      Responsibility one;
      one.person = person;
      one.duty = duty;
      one.place = {"pc", 64, ""};
      one.path.text = "1.2.";
      one.from_day = from;
      one.to_day = to;
      one.noted_at = noon;
      BOOTHWISE_CHECK(add_responsibility(inside, one, "owner"));
      return success();
    });
  };
  EXPECT_TRUE(give("asha", "in_charge", "2026-01-01").ok());
  EXPECT_EQ(give("bano", "in_charge", "2026-05-01").error().code, "responsibility_taken");
  EXPECT_EQ(give("bano", "in_charge", "2025-05-01", "2026-01-01").error().code, "responsibility_taken");
  EXPECT_TRUE(give("bano", "in_charge", "2025-05-01", "2025-12-31").ok());
  EXPECT_TRUE(give("bano", "deputy", "2026-05-01").ok());
  EXPECT_EQ(give("bano", "deputy", "2026-05-02").error().code, "responsibility_taken");

  const auto now = responsibilities_on(store(), "pc", {"1."}, today);
  ASSERT_EQ(now->size(), 2U);
  EXPECT_EQ(load_of(store(), "bano", today).value(), 1);
  const std::string held = now->back().duty == "in_charge" ? now->back().id : now->front().id;
  EXPECT_TRUE(change([&](Store& inside) { return end_responsibility(inside, held, "2026-06-09"); }).ok());
  EXPECT_EQ(change([&](Store& inside) { return end_responsibility(inside, held, "2026-06-09"); }).error().code,
            "responsibility_unknown");
  EXPECT_EQ(responsibilities_on(store(), "pc", {"1."}, today)->size(), 1U);
  EXPECT_EQ(responsibilities_of(store(), {"pc", 64, ""})->size(), 3U);  // history stays
}

TEST_P(WorkKept, CountsFollowAUnitThatMoves) {
  for (const char* level : {"booth", "mandal"}) {
    Work work = wanted(level);
    issue(work);
  }
  ASSERT_TRUE(report(all_tasks().front().id, "done").ok());
  const auto move = [&](const std::string& from, const std::string& to) {
    const Status moved = change([&](Store& inside) { return move_paths(inside, UnitPath{from}, UnitPath{to}); });
    ASSERT_TRUE(moved.ok()) << moved.error().line(Language::english);
    EXPECT_TRUE(wrong_counts(store())->empty()) << from << " to " << to;
  };
  const std::string kendra = test::SmallOrganisation::mandal(4) + "21.";
  move(test::SmallOrganisation::kendra(1), kendra);  // below what is counted: from one mandal to another
  EXPECT_EQ(completion("1.2.4.").asked, 11);
  EXPECT_EQ(completion("1.2.4.").done + completion("1.2.3.").done, 1);
  move(test::SmallOrganisation::mandal(4), "1.2.3.14.");  // a counted unit, to another district
  EXPECT_EQ(completion("1.2.3.").asked, 12);
  for (const CountedBy by : {CountedBy::district, CountedBy::unit, CountedBy::task}) {
    const auto counts = counts_within(store(), UnitPath{"1."}, by, today);
    for (const TaskCount& one : counts.value())
      EXPECT_TRUE(one.district.text == "1.2.3." || one.district.text == "1.2.4.") << one.district.text;
  }
  EXPECT_EQ(completion("1.").asked, 16);
}

TEST_P(WorkKept, AUnitIsFoundAroundAPlace) {
  EXPECT_EQ(lowest_around(store(), "part", 1, "").value()->text, test::SmallOrganisation::kendra(1));
  EXPECT_EQ(lowest_around(store(), "part", 1, "2").value()->text, test::SmallOrganisation::booth(1, 2));
  EXPECT_FALSE(lowest_around(store(), "part", 77, "").value().has_value());
  EXPECT_EQ(joined({test::SmallOrganisation::mandal(1)}, {test::SmallOrganisation::mandal(2)}).text, "1.2.3.");
}

INSTANTIATE_BOTH_STORES(WorkKept);

}  // namespace
}  // namespace boothwise::operations
