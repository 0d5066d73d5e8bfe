#include "asking/answer.hpp"
#include "unit/operations/small_organisation.hpp"
#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "services/responsibility.hpp"
#include "services/tasks.hpp"

namespace boothwise::asking {
namespace {

namespace json = boost::json;
using Organisation = test::SmallOrganisation;

const std::filesystem::path data = BOOTHWISE_SOURCE_DIR "/data";
const Day day{std::chrono::year(2026), std::chrono::month(6), std::chrono::day(10)};
const Instant noon{std::chrono::seconds(1'781'073'000)};  // 2026-06-10 12:00 in India

/// UP with a small organisation: one district unit of Saharanpur, one of Agra; two late tasks in the first, one in the
/// second.
class OwnQuestions : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = shop.workspace.operations->store();
    ASSERT_TRUE(opened.ok());
    store = *opened;
    organisation = std::make_unique<Organisation>(*store);
    for (const auto& [unit, district] : {std::pair(3, "Saharanpur"), std::pair(4, "Agra")}) {
      const std::string number = std::to_string(unit);
      const auto placed = store->change("INSERT INTO unit_places (unit_id, path, kind, place_no, part) VALUES (" +
                                        number + ", '1.2." + number + ".', 'district', 0, '" + district + "')");
      ASSERT_TRUE(placed.ok()) << placed.error().line(Language::english);
    }
    organisation->person("bano", 3, "1.2.3.");
    snapshot = shop.snapshot();
    services::Caller caller = as(owner_access);
    for (const auto& [unit, due] : {std::pair(11, "2026-06-01"), std::pair(12, "2026-06-05"),
                                    std::pair(12, "2026-06-20"), std::pair(13, "2026-06-02")}) {
      const auto added = services::add_task(
          caller, R"({"unit":)" + std::to_string(unit) + R"(,"title":"बैठक","due_day":")" + due + R"("})");
      ASSERT_TRUE(added.ok()) << added.error().line(Language::english);
    }
    const auto given = services::give_responsibility(
        caller, *snapshot,
        R"({"give":[{"kind":"pc","place_no":1,"person":"bano","duty":"in_charge","from_day":"2026-05-01"}]})");
    ASSERT_TRUE(given.ok()) << given.error().line(Language::english);
  }

  services::Caller as(const Access& access) { return {shop.workspace, data, key, access, *store, noon, day}; }
  static Access holder(const RightSet& rights, const std::string& path) {
    return {"u", "u", {{"role", rights, {UnitPath{path}}}}};
  }
  json::object ask(const Access& access, std::string_view question) {
    services::Caller caller = as(access);
    Figures figures({*snapshot, shop.workspace, data, day});
    services::ForecastShelf shelf;
    const auto lexicon = Lexicon::read(figures);
    EXPECT_TRUE(lexicon.ok());
    const OwnDesk own{caller, shelf, data / "up"};
    auto view = answer_view(*lexicon, figures, question, {"", "NDA"}, &own);
    EXPECT_TRUE(view.ok()) << question << (view.ok() ? "" : view.error().line(Language::english));
    return view.ok() ? std::move(view).value() : json::object{};
  }
  static double value_of(const json::object& view) {
    if (view.at("answer").is_null()) return -1;
    return view.at("answer").at("figures").at(0).at("value").to_number<double>();
  }

  test::Workshop shop{"UP"};
  ServerKey key = ServerKey::passing();
  Access owner_access = Access::owner();
  operations::Store* store = nullptr;
  std::unique_ptr<Organisation> organisation;
  std::shared_ptr<const services::Snapshot> snapshot;
  RightSet work{Right::view_results, Right::view_work};
};

TEST_F(OwnQuestions, LateTasksOfADistrictAreCountedInEveryWayToAsk) {
  for (const char* question : {"How many tasks are late in Saharanpur district?", "सहारनपुर ज़िले में कितने काम देर से हैं",
                               "saharanpur jile me kitne kaam der se hai"}) {
    const json::object view = ask(owner_access, question);
    EXPECT_EQ(value_of(view), 2) << question << json::serialize(view);
  }
  EXPECT_EQ(value_of(ask(owner_access, "how many tasks are late")), 3);
  EXPECT_EQ(value_of(ask(owner_access, "tasks in Saharanpur")), 3);
}

TEST_F(OwnQuestions, TasksOutOfReachAreNotToldOf) {
  const Access district = holder(work, "1.2.4.");
  EXPECT_EQ(value_of(ask(district, "how many tasks are late")), 1);
  EXPECT_EQ(value_of(ask(district, "how many tasks are late in Agra")), 1);
  EXPECT_TRUE(ask(district, "how many tasks are late in Saharanpur").at("answer").is_null());
  const Access no_work = holder({Right::view_results}, "1.");
  EXPECT_TRUE(ask(no_work, "how many tasks are late in Saharanpur").at("answer").is_null());
  EXPECT_TRUE(ask(no_work, "how many tasks are late").at("answer").is_null());
}

TEST_F(OwnQuestions, WhoAnswersForASeatIsNamedToThoseWhoSeeThatSeat) {
  for (const char* question : {"Who is responsible for Saharanpur seat?", "सहारनपुर लोकसभा के लिए कौन ज़िम्मेदार है",
                               "who is in charge of Saharanpur"}) {
    const json::object view = ask(owner_access, question);
    ASSERT_FALSE(view.at("answer").is_null()) << question << json::serialize(view);
    EXPECT_EQ(view.at("answer").at("figures").at(0).at("text").at("en").as_string(), "bano");
  }
  const json::object other = ask(owner_access, "who is responsible for Agra seat");
  ASSERT_FALSE(other.at("answer").is_null());
  EXPECT_EQ(other.at("answer").at("figures").at(0).at("text").at("en").as_string(), "nobody");
  for (const Access& narrow : {holder({Right::view_results}, "1."), holder(work, "1.2.4.")}) {
    const json::object view = ask(narrow, "who is responsible for Agra seat");
    EXPECT_EQ(json::serialize(view).find("bano"), std::string::npos);
  }
  const json::object hidden = ask(holder({Right::view_results}, "1."), "who is responsible for Saharanpur seat");
  EXPECT_TRUE(hidden.at("answer").is_null());
  EXPECT_EQ(json::serialize(hidden).find("bano"), std::string::npos);
}

TEST_F(OwnQuestions, AWordThatIsNotUnderstoodRefusesTheQuestion) {
  const json::object view = ask(owner_access, "how many urgent tasks are late in Saharanpur");
  EXPECT_TRUE(view.at("answer").is_null());
  EXPECT_EQ(view.at("words").as_string(), "urgent");
}

TEST_F(OwnQuestions, WithoutAKeptScenarioThereIsNoChance) {
  EXPECT_TRUE(ask(owner_access, "chance of winning Saharanpur seat").at("answer").is_null());
}

}  // namespace
}  // namespace boothwise::asking
