#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "base/text.hpp"
#include "server/app.hpp"
#include "server/router.hpp"

namespace boothwise::server {
namespace {

namespace json = boost::json;

/// The state's own results in a server.
class ForecastPage : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    shop_ = std::make_unique<test::Workshop>("UP");
    NoProgress quiet;
    const auto files = services::files_of_folder(BOOTHWISE_SOURCE_DIR "/data/up/results");
    ASSERT_TRUE(files.ok());
    services::ImportOptions options;
    options.now = shop_->at;
    const auto done = services::import_files(*shop_->workspace.warehouse, *files, options, quiet);
    ASSERT_TRUE(done.ok() && done->committed);
    AppOptions app;
    app.data_folder = BOOTHWISE_SOURCE_DIR "/data";
    app.web_folder = shop_->folder.path() / "web";
    std::filesystem::create_directories(app.web_folder);
    app.version = "test";
    auto made = App::make(std::move(shop_->workspace), app);
    ASSERT_TRUE(made.ok()) << made.error().line(Language::english);
    app_ = std::move(made).value();
  }
  static void TearDownTestSuite() {
    app_.reset();
    shop_.reset();
  }

  static json::object ask(Method method, const std::string& path, const json::object& body, unsigned status = 200) {
    Request request;
    request.method = method;
    request.path = "/api/v1/forecast" + path;
    if (method == Method::post) request.body = json::serialize(body);
    request.access = Access::owner();
    const Response answer = app_->router().answer(request);
    EXPECT_EQ(answer.status, status) << path << answer.body.substr(0, 400);
    return json::parse(answer.body).as_object();
  }
  static std::string first_scenario() { return std::string(ask(Method::get, "", {}).at("scenario").as_string()); }

  static std::unique_ptr<test::Workshop> shop_;
  static std::unique_ptr<App> app_;
};
std::unique_ptr<test::Workshop> ForecastPage::shop_;
std::unique_ptr<App> ForecastPage::app_;

TEST_F(ForecastPage, BeginsWithTheAlliancesAsTheyLastStood) {
  const json::object start = ask(Method::get, "", {});
  EXPECT_EQ(start.at("election"), "LS-2024");
  EXPECT_EQ(start.at("last"), "LS-2019");
  const std::string scenario(start.at("scenario").as_string());
  EXPECT_NE(scenario.find("[\"BSP\", \"RLD\", \"SP\"]"), std::string::npos) << scenario;
  EXPECT_FALSE(start.at("sources").as_array().empty());
}

TEST_F(ForecastPage, AnswersAScenarioWithChancesThatAreNeverSure) {
  const json::object answer = ask(Method::post, "/answer", {{"scenario", first_scenario()}, {"elections", 500}});
  ASSERT_EQ(answer.at("seats").as_array().size(), 80U);
  for (const json::value& seat : answer.at("seats").as_array()) {
    double sum = 0;
    for (const auto& bloc : seat.at("p_win").as_object()) {
      EXPECT_GT(bloc.value().as_double(), 0);
      EXPECT_LT(bloc.value().as_double(), 1);
      sum += bloc.value().as_double();
    }
    EXPECT_NEAR(sum, 1, 0.05);
  }
}

TEST_F(ForecastPage, SaysFirstWhatTheChanceIsTodayThenWhatItWouldTake) {
  const json::object needs =
      ask(Method::post, "/needs", {{"scenario", first_scenario()}, {"bloc", "NDA"}, {"elections", 500}});
  EXPECT_EQ(needs.at("bloc"), "NDA");
  EXPECT_EQ(needs.at("seats_wanted"), 80);
  EXPECT_TRUE(needs.contains("p_today_shown"));
  const json::array& points = needs.at("lead_points_needed").as_array();
  ASSERT_FALSE(points.empty());
  EXPECT_LE(points.front().at("even_points").as_double(), points.back().at("even_points").as_double());
}

TEST_F(ForecastPage, RefusesAScenarioWithItsLineAndValue) {
  const std::string wrong = replaced(first_scenario(), "\"SP\"", "\"NOSUCH\"");
  const json::object problem = ask(Method::post, "/answer", {{"scenario", wrong}}, 400);
  EXPECT_NE(json::serialize(problem).find("NOSUCH"), std::string::npos);
  EXPECT_NE(json::serialize(problem).find("party_unknown"), std::string::npos);
  ask(Method::post, "/answer", {{"scenario", "x ="}}, 400);
  ask(Method::post, "/needs", {{"scenario", first_scenario()}, {"bloc", "X"}}, 400);
  ask(Method::post, "/needs", {{"scenario", first_scenario()}, {"seats", 81}}, 400);
}

TEST_F(ForecastPage, KeepsScenariosUntilTheyAreForgotten) {
  const json::object kept =
      ask(Method::post, "/scenarios", {{"title", "जैसा पिछली बार"}, {"scenario", first_scenario()}}, 201);
  ask(Method::post, "/scenarios", {{"title", "bad"}, {"scenario", "x ="}}, 400);
  ASSERT_EQ(ask(Method::get, "/scenarios", {}).at("scenarios").as_array().size(), 1U);
  const std::string id(kept.at("id").as_string());
  ask(Method::post, "/scenarios/" + id + "/forget", {});
  ask(Method::post, "/scenarios/" + id + "/forget", {}, 404);
  EXPECT_TRUE(ask(Method::get, "/scenarios", {}).at("scenarios").as_array().empty());
}

}  // namespace
}  // namespace boothwise::server
