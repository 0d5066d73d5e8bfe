#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <fstream>
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
  /// As a browser asks: answers that are kept are given again.
  static json::object asked_again(const std::string& path, unsigned status = 200) {
    Request request;
    request.path = "/api/v1/forecast" + path;
    const std::size_t sign = request.path.find('?');
    if (sign != std::string::npos) {
      for (const std::string& pair : split(std::string_view(request.path).substr(sign + 1), '&'))
        request.query.emplace_back(pair.substr(0, pair.find('=')), pair.substr(pair.find('=') + 1));
      request.path.erase(sign);
    }
    const Response answer = app_->answer(request);
    EXPECT_EQ(answer.status, status) << path << answer.body.substr(0, 400);
    return json::parse(answer.body).as_object();
  }
  /// The modes that the backtest of one election tells.
  static std::string modes_of(const json::object& backtest) {
    std::string modes;
    for (const json::value& target : backtest.at("targets").as_array()) modes += target.at("mode").as_string();
    return modes;
  }
  static void write_polls(const std::string& rows) {
    std::ofstream(app_->workspace().folder / "polls.csv", std::ios::trunc)
        << "election,counted,published,house,people,bloc,share\n" + rows;
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

TEST_F(ForecastPage, TakesChangedPollsAtOnceAndTellsAFaultOfThemBesideTheRest) {
  const std::string path = "/backtest?election=LS-2019";
  const json::object before = asked_again(path);
  EXPECT_EQ(modes_of(before), "AB");
  EXPECT_TRUE(before.at("polls_problem").is_null());
  const std::string poll = "LS-2019,2019-05-23,2019-05-19,H,2000,";
  write_polls(poll + "NDA,2\n");
  const json::object faulty = asked_again(path);
  EXPECT_EQ(modes_of(faulty), "AB");
  EXPECT_EQ(faulty.at("targets"), before.at("targets"));
  EXPECT_EQ(faulty.at("polls_problem").at("title"), "number_malformed");
  EXPECT_EQ(faulty.at("polls_problem").at("file"), "polls.csv");
  EXPECT_EQ(faulty.at("polls_problem").at("line"), 2);
  EXPECT_EQ(faulty.at("polls_problem").at("field"), "share");
  asked_again(path + "&mode=C", 400);
  write_polls(poll + "NOSUCH,0.4\n");
  const json::object unknown = asked_again(path);
  EXPECT_EQ(modes_of(unknown), "AB");
  ASSERT_TRUE(unknown.at("polls_problem").is_object());
  // A poll of every bloc that stood, as the fault names them.
  std::string rows;
  for (const json::value& bloc : unknown.at("polls_problem").at("choices").as_array())
    rows += poll + std::string(bloc.as_string()) + ",0.1\n";
  write_polls(rows);
  const json::object with = asked_again(path);
  EXPECT_EQ(modes_of(with), "ABC") << json::serialize(with.at("polls_problem"));
  EXPECT_TRUE(with.at("polls_problem").is_null());
  std::filesystem::remove(app_->workspace().folder / "polls.csv");
  EXPECT_EQ(modes_of(asked_again(path)), "AB");
}

TEST_F(ForecastPage, SaysWhichElectionsItIsNotFittedTo) {
  const json::array left = [] {
    json::array list;
    for (const char* election : {"LS-2009-BY", "LS-2012-BY", "LS-2014-BY", "LS-2018-BY"})
      list.push_back(json::object{{"election", election}, {"why", "by_election"}});
    return list;
  }();
  const json::object answer = ask(Method::post, "/answer", {{"scenario", first_scenario()}, {"elections", 200}});
  EXPECT_EQ(answer.at("not_fitted"), left);
  for (const json::value& election : answer.at("from").as_array())
    EXPECT_FALSE(std::string(election.as_string()).ends_with("-BY"));
  EXPECT_EQ(asked_again("/backtest?election=LS-2019&mode=B").at("not_fitted"), left);
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
