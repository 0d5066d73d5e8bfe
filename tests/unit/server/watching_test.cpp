#include "unit/server/app_options.hpp"
#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <set>

#include "server/app.hpp"
#include "services/organisation.hpp"
#include "services/users.hpp"

/// What is told of those who try what they may not: in the trail, and in the alarms that stand on /metrics.
namespace boothwise::server {
namespace {

namespace json = boost::json;

class Watching : public ::testing::Test {
 protected:
  void SetUp() override {
    AppOptions options = app_options(shop_.folder.path());
    options.caretaker = CaretakerOptions{shop_.folder.path() / "auditor", {}, std::chrono::milliseconds(60'000)};
    auto made = App::make(std::move(shop_.workspace), options);
    ASSERT_TRUE(made.ok()) << made.error().line(Language::english);
    app_ = std::move(made).value();
  }
  Response ask(Method method, const std::string& path, const std::string& cookie = {}, const json::object& body = {}) {
    Request request;
    request.method = method;
    request.path = path;
    request.headers = {{"host", "localhost"}, {"x-boothwise", "1"}};
    if (!cookie.empty()) request.headers["cookie"] = cookie;
    if (method == Method::post) request.body = json::serialize(body);
    return app_->answer(request);
  }
  /// A booth's head who has just taken her invitation: her cookie.
  std::string booth_head() {
    const Access owner = Access::owner();
    auto desk = app_->caller(owner);
    std::int64_t unit = 0;
    for (const char* level : {"state", "region", "district", "mandal", "shakti_kendra", "booth"}) {
      json::object body{{"level", level}, {"name_hi", "इकाई"}, {"code", level}};
      if (unit > 0) body["parent"] = unit;
      const auto added = services::add_unit(*desk, (*app_->snapshot())->places, json::serialize(body));
      EXPECT_TRUE(added.ok()) << (added.ok() ? "" : added.error().line(Language::english));
      unit = added->at("unit").as_int64();
    }
    const auto invited =
        services::invite_user(*desk, app_->roles(), (*app_->snapshot())->places,
                              json::serialize(json::object{
                                  {"name", "asha"}, {"sign_in_name", "asha"}, {"role", "booth_head"}, {"unit", unit}}));
    EXPECT_TRUE(invited.ok()) << (invited.ok() ? "" : invited.error().line(Language::english));
    const Response taken = ask(Method::post, "/api/v1/invitation/take", {},
                               {{"invitation", invited->at("invitation")}, {"password", "सुबह की चाय 47 बार"}});
    EXPECT_EQ(taken.status, 200) << taken.body;
    for (const auto& [name, value] : taken.headers) {
      if (name == "Set-Cookie") return value.substr(0, value.find(';'));
    }
    return {};
  }
  std::int64_t refusals_in_trail() {
    auto& store = **app_->workspace().operations->store();
    return store.ask("SELECT count(*) FROM audit WHERE action = 'access.refused'")->front().integer(0);
  }

  test::Workshop shop_;
  std::unique_ptr<App> app_;
};

TEST_F(Watching, WhoIsSignedInAndRefusedIsInTheTrailOnceAMinute) {
  const std::string cookie = booth_head();
  EXPECT_EQ(ask(Method::get, "/api/v1/session", cookie).status, 200U);
  EXPECT_EQ(refusals_in_trail(), 0);
  EXPECT_EQ(ask(Method::get, "/api/v1/audit", cookie).status, 403U);
  EXPECT_EQ(refusals_in_trail(), 1);
  EXPECT_EQ(ask(Method::get, "/api/v1/audit", cookie).status, 403U);
  EXPECT_EQ(refusals_in_trail(), 1);
  EXPECT_EQ(ask(Method::get, "/api/v1/users", cookie).status, 403U);
  EXPECT_EQ(refusals_in_trail(), 2);
}

TEST_F(Watching, WhoIsNotSignedInFillsNoTrail) {
  booth_head();  // there are users now: who asks from here is no owner any more
  EXPECT_EQ(ask(Method::get, "/api/v1/audit").status, 401U);
  EXPECT_EQ(refusals_in_trail(), 0);
}

/// All words of a text that fit.
std::set<std::string> words_like(const std::string& text, const std::string& pattern) {
  std::set<std::string> words;
  const std::regex wanted(pattern);
  for (auto at = std::sregex_iterator(text.begin(), text.end(), wanted); at != std::sregex_iterator(); ++at) {
    words.insert(at->str(at->size() - 1));
  }
  return words;
}

TEST_F(Watching, AlarmsStandOnFiguresAndRoutesThatThereAre) {
  const std::string alarms = read_file(BOOTHWISE_SOURCE_DIR "/deploy/prometheus/boothwise.rules.yml").value();
  ask(Method::get, "/healthz");
  Request health;
  health.route = "health";
  app_->served(health, Response{}, 0.1);
  const std::string figures = app_->metrics_text();
  const auto named = words_like(alarms, "(boothwise_[a-z_]+)");
  EXPECT_GE(named.size(), 4U);
  for (const std::string& figure : named) EXPECT_NE(figures.find(figure), std::string::npos) << figure;
  std::set<std::string> routes;
  for (const Route& route : app_->router().routes()) routes.insert(route.id);
  const auto lists = words_like(alarms, R"x(route=~"([a-z_|]+)")x");
  EXPECT_GE(lists.size(), 3U);
  for (const std::string& list : lists) {
    for (const std::string& route : words_like(list, "([a-z_]+)")) EXPECT_TRUE(routes.contains(route)) << route;
  }
}

}  // namespace
}  // namespace boothwise::server
