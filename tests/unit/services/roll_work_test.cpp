#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "services/import_service.hpp"
#include "services/roll_entry.hpp"
#include "services/roll_help.hpp"
#include "services/rolls_view.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;

const std::filesystem::path data = BOOTHWISE_SOURCE_DIR "/data";
const Day day{std::chrono::year(2026), std::chrono::month(1), std::chrono::day(10)};

json::object must(Result<json::object> view) {
  EXPECT_TRUE(view.ok()) << (view.ok() ? "" : view.error().line(Language::english));
  return view.ok() ? std::move(view).value() : json::object();
}

/// A workspace in which one part is typed.
class Typing : public testing::Test {
 protected:
  Typing() {
    draft = must(make_roll_draft(shop.workspace, manifest(),
                                 R"({"revision":"2026","ac_no":5,"part_no":3,"qualifying_date":"2026-01-01",
                         "publication_date":"2026-01-06","source":"images received from the ERO on 2026-01-10",
                         "stated_male":1,"stated_female":1,"stated_other":0,"by":"Asha"})",
                                 shop.at))
                .at("draft")
                .as_string();
  }

  const warehouse::Manifest& manifest() {
    kept = shop.workspace.warehouse->manifest();
    return *kept;
  }

  Result<json::object> type(const std::string& by, int serial, const std::string& name, const std::string& more = "") {
    return put_draft_entry(
        shop.workspace, draft,
        R"({"by":")" + by + R"(","serial_no":)" + std::to_string(serial) + R"(,"name":")" + name +
            R"(","relation_type":"F","relation_name":"सोहन लाल","house_no":"12क","age":34,"gender":")" +
            (serial == 1 ? "M" : "F") + "\"" + more + "}",
        shop.at);
  }
  json::object check() { return must(check_roll_draft(shop.workspace, draft)); }

  test::Workshop shop{"UP"};
  std::shared_ptr<const warehouse::Manifest> kept;
  std::string draft;
};

TEST_F(Typing, APartTypedTwiceAlikeBecomesARollWithItsProvenance) {
  for (const char* by : {"Asha", "Bano"}) {
    ASSERT_TRUE(type(by, 1, "रमेश").ok());
    ASSERT_TRUE(type(by, 2, "सुनीता").ok());
  }
  ASSERT_TRUE(check().at("ready").as_bool()) << json::serialize(check());
  NoProgress quiet;
  const json::object imported = must(import_roll_draft(shop.workspace, draft, shop.at, quiet));
  const warehouse::Run* run = manifest().run(imported.at("run").to_number<std::int64_t>());
  ASSERT_NE(run, nullptr);
  EXPECT_NE(run->source.find("received from the ERO"), std::string::npos);
  EXPECT_NE(run->source.find("Asha and Bano"), std::string::npos);
  const json::object part = must(roll_part_view(*shop.workspace.warehouse, manifest(), "2026", AcNo(5), 3));
  EXPECT_EQ(part.at("entries").as_array().size(), 2U);
  EXPECT_EQ(must(roll_draft_view(shop.workspace, manifest(), draft)).at("state").as_string(), "imported");
  EXPECT_EQ(type("Asha", 1, "रमेश").error().code, "draft_closed");
  EXPECT_FALSE(std::filesystem::exists(shop.workspace.folder / "drafts" / draft));
}

TEST_F(Typing, UndoingItsOneRunLeavesNothingOfATypedPart) {
  for (const char* by : {"Asha", "Bano"}) {
    ASSERT_TRUE(type(by, 1, "रमेश").ok());
    ASSERT_TRUE(type(by, 2, "सुनीता").ok());
  }
  const std::size_t runs = manifest().runs.size();
  NoProgress quiet;
  const auto run = must(import_roll_draft(shop.workspace, draft, shop.at, quiet)).at("run").to_number<std::int64_t>();
  ASSERT_EQ(manifest().runs.size(), runs + 1);
  EXPECT_EQ(manifest().run(run)->files.size(), 2U);
  for (const char* table : {"roll_entries", "roll_summaries"}) {
    EXPECT_FALSE(warehouse::active_files(manifest(), table, "2026").empty()) << table;
  }
  const auto undone = undo_run(*shop.workspace.warehouse, run);
  ASSERT_TRUE(undone.ok()) << undone.error().line(Language::english);
  for (const char* table : {"roll_entries", "roll_summaries"}) {
    EXPECT_TRUE(warehouse::active_files(manifest(), table, "2026").empty()) << table;
  }
}

TEST_F(Typing, DifferencesAreNamedByEntryAndField) {
  ASSERT_TRUE(type("Asha", 1, "रमेश").ok());
  ASSERT_TRUE(type("Asha", 2, "सुनीता").ok());
  ASSERT_TRUE(type("Bano", 1, "रामेश").ok());
  const json::object found = check();
  EXPECT_FALSE(found.at("ready").as_bool());
  ASSERT_EQ(found.at("differences").as_array().size(), 1U);
  EXPECT_EQ(found.at("differences").at(0).at("field").as_string(), "name");
  EXPECT_EQ(found.at("differences").at(0).at("second").as_string(), "रामेश");
  ASSERT_EQ(found.at("only_first").as_array().size(), 1U);
  NoProgress quiet;
  EXPECT_EQ(import_roll_draft(shop.workspace, draft, shop.at, quiet).error().code, "draft_not_ready");
}

TEST_F(Typing, EachSeesOnlyHisOwnWorkAndNobodyTypesBothTimes) {
  ASSERT_TRUE(type("Asha", 1, "रमेश").ok());
  ASSERT_TRUE(type("Bano", 1, "सुरेश").ok());
  const json::object own = must(draft_entries_view(shop.workspace, draft, "Bano"));
  EXPECT_EQ(own.at("typing").as_string(), "second");
  EXPECT_EQ(json::serialize(own).find("रमेश"), std::string::npos);
  EXPECT_EQ(must(draft_entries_view(shop.workspace, draft, "Asha")).at("typing").as_string(), "first");
  EXPECT_EQ(type("Chand", 2, "गीता").error().code, "third_person");
}

TEST_F(Typing, AnEntryThatDoesNotAddUpToTheSummaryIsNotTaken) {
  for (const char* by : {"Asha", "Bano"}) ASSERT_TRUE(type(by, 1, "रमेश").ok());
  EXPECT_FALSE(check().at("ready").as_bool());
  EXPECT_EQ(check().at("typed").at("total").to_number<int>(), 1);
  EXPECT_EQ(check().at("stated").at("total").to_number<int>(), 2);
}

TEST_F(Typing, WrongEntriesNameFieldAndValue) {
  const auto put = [&](const std::string& body) { return put_draft_entry(shop.workspace, draft, body, shop.at); };
  const auto young = put(R"({"by":"Asha","serial_no":1,"name":"राम","age":17,"gender":"M"})");
  ASSERT_FALSE(young.ok());
  EXPECT_EQ(young.error().where.column, "age");
  EXPECT_EQ(young.error().where.value, "17");
  EXPECT_EQ(put(R"({"by":"Asha","serial_no":1,"name":"राम","age":20,"gender":"x"})").error().where.column, "gender");
  const auto number =
      put(R"({"by":"Asha","serial_no":1,"name":"राम","age":20,"gender":"M","house_no":"234567890124"})");
  ASSERT_FALSE(number.ok());
  EXPECT_EQ(number.error().code, "number_forbidden");
  EXPECT_EQ(number.error().where.value.find("2345"), std::string::npos);
  EXPECT_EQ(put("no json").error().code, "body_malformed");
  EXPECT_EQ(put_draft_entry(shop.workspace, "nothing", R"({"by":"A","serial_no":1,"name":"x","age":20,"gender":"M"})",
                            shop.at)
                .error()
                .code,
            "draft_unknown");
}

TEST_F(Typing, ADroppedDraftHoldsNobody) {
  ASSERT_TRUE(type("Asha", 1, "रमेश").ok());
  ASSERT_TRUE(drop_roll_draft(shop.workspace, draft).ok());
  EXPECT_TRUE(must(draft_entries_view(shop.workspace, draft, "Asha")).at("entries").as_array().empty());
}

TEST(TypingDraft, IsMadeOnlyWithWhereTheImagesCameFrom) {
  test::Workshop shop{"UP"};
  const auto manifest = shop.workspace.warehouse->manifest();
  const auto refused = make_roll_draft(shop.workspace, *manifest,
                                       R"({"revision":"2026","ac_no":5,"part_no":3,"qualifying_date":"2026-01-01",
                                           "publication_date":"2026-01-06","stated_male":1,"stated_female":1,
                                           "stated_other":0,"by":"Asha"})",
                                       shop.at);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().where.column, "source");
}

/// A workspace in which claims may be made on 10 January 2026.
class Help : public testing::Test {
 protected:
  Help() { set_period("2026-01-06", "2026-02-06"); }

  void set_period(const std::string& first, const std::string& last) {
    must(set_claims_period_view(shop.workspace,
                                R"({"revision":"2026","first_day":")" + first + R"(","last_day":")" + last +
                                    R"(","kind":"summary","source":"notification of 2026-01-05"})",
                                day));
  }
  Result<json::object> help(const std::string& agent, const std::string& more = R"("declared":false)") {
    return add_roll_help(shop.workspace, data,
                         R"({"revision":"2026","ac_no":5,"part_no":3,"situation":"wrongly_struck","serial_no":45,
                             "evidence":["residence","old_entry"],"checked_in_person":true,"agent":")" +
                             agent + "\"," + more + "}",
                         shop.at, day);
  }
  test::Workshop shop{"UP"};
};

TEST_F(Help, TheEleventhApplicationOfADayIsRefused) {
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(help("Asha").ok()) << i;
  const auto eleventh = help("Asha");
  ASSERT_FALSE(eleventh.ok());
  EXPECT_EQ(eleventh.error().code, "daily_limit");
  EXPECT_TRUE(help("Bano").ok());
  const json::object view = must(roll_help_view(shop.workspace, data, "2026", "Asha", day));
  EXPECT_EQ(view.at("given").as_array().size(), 10U);
  EXPECT_EQ(view.at("agents").at(0).at("today").to_number<int>(), 10);
}

TEST_F(Help, AboveThirtyInARevisionEachNeedsADeclaration) {
  Day other = day;
  for (int i = 0; i < 30; ++i) {
    if (i % 10 == 0) other = Day{std::chrono::sys_days(other) + std::chrono::days(1)};
    ASSERT_TRUE(add_roll_help(shop.workspace, data,
                              R"({"revision":"2026","ac_no":5,"part_no":3,"situation":"new_elector",
                                  "evidence":["age"],"checked_in_person":true,"agent":"Asha"})",
                              shop.at, other)
                    .ok())
        << i;
  }
  EXPECT_EQ(help("Asha").error().code, "declaration_missing");
  EXPECT_TRUE(help("Asha", R"("declared":true)").ok());
}

TEST_F(Help, IsGivenOnlyWithinThePeriodAndAfterAVisit) {
  set_period("2026-01-06", "2026-01-09");
  EXPECT_EQ(help("Asha").error().code, "claims_period_over");
  set_period("2026-01-11", "2026-01-19");
  EXPECT_EQ(help("Asha").error().code, "claims_period_over");
  set_period("2026-01-10", "2026-01-10");
  EXPECT_TRUE(help("Asha").ok());
  EXPECT_EQ(help("Asha", R"("checked_in_person":false)").error().code, "not_checked_in_person");
  EXPECT_EQ(help("Asha", R"("evidence":[])").error().code, "evidence_missing");
  EXPECT_EQ(help("Asha", R"("evidence":["caste"])").error().code, "evidence_missing");
  EXPECT_EQ(help("Asha", R"("situation":"bulk")").error().code, "situation_unknown");
  EXPECT_EQ(help("Asha", R"("revision":"1999")").error().code, "claims_period_unknown");
}

TEST_F(Help, AnObjectionNamesOneEntryAndItsReason) {
  const std::string objection = R"("situation":"objection","evidence":["visit"],)";
  EXPECT_EQ(help("Asha", objection + R"("reason":"")").error().where.column, "reason");
  EXPECT_EQ(help("Asha", objection + R"("reason":"died in December","serial_no":null)").error().where.column,
            "serial_no");
  const json::object kept = must(help("Asha", objection + R"("reason":"died in December")"));
  EXPECT_EQ(kept.at("form").as_string(), "7");
  const std::string id(kept.at("help").as_string());
  EXPECT_TRUE(set_roll_help_outcome(shop.workspace, id, R"({"outcome":"accepted"})").ok());
  EXPECT_EQ(set_roll_help_outcome(shop.workspace, id, R"({"outcome":"perhaps"})").error().code, "body_malformed");
}

TEST_F(Help, PeriodsCountTheirDays) {
  const json::object view = must(claims_periods_view(shop.workspace, day));
  EXPECT_EQ(view.at("periods").at(0).at("state").as_string(), "open");
  EXPECT_EQ(view.at("periods").at(0).at("days_left").to_number<int>(), 28);
  EXPECT_EQ(set_claims_period_view(shop.workspace,
                                   R"({"revision":"2026","first_day":"2026-02-06","last_day":"2026-01-06",
                                       "kind":"summary","source":"x"})",
                                   day)
                .error()
                .code,
            "period_reversed");
}

TEST(HelpGuide, EverySituationHasAFormStepsAndEvidenceInBothLanguages) {
  const json::object guide = must(roll_help_guide_view(data));
  ASSERT_GE(guide.at("situations").as_array().size(), 5U);
  for (const json::value& one : guide.at("situations").as_array()) {
    EXPECT_FALSE(one.at("form").as_string().empty());
    EXPECT_FALSE(one.at("steps").as_array().empty());
    EXPECT_FALSE(one.at("evidence").as_array().empty());
    for (const char* language : {"en", "hi"}) {
      EXPECT_FALSE(one.at("title").at(language).as_string().empty());
      for (const json::value& step : one.at("steps").as_array()) EXPECT_FALSE(step.at(language).as_string().empty());
    }
  }
  EXPECT_EQ(guide.at("limits").at(0).at("per_day").to_number<int>(), 10);
}

}  // namespace
}  // namespace boothwise::services
