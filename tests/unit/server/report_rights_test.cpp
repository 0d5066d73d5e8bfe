#include "operations/users.hpp"
#include "papers/making.hpp"
#include "papers/weekly.hpp"
#include "unit/operations/both_stores.hpp"
#include "unit/server/app_options.hpp"
#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <thread>

#include "base/atomic_file.hpp"
#include "server/app.hpp"
#include "services/roles.hpp"
#include "services/users.hpp"

/// Which papers a district's president may have: those of her own district, by whatever way they are asked for.
namespace boothwise::server {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr const char* gorakhpur = "Gorakhpur";
constexpr const char* deoria = "Deoria";

class ReportRights : public test::BothStores {
 protected:
  void SetUp() override {
    test::BothStores::SetUp();
    if (IsSkipped()) return;
    shop_ = std::make_unique<test::Workshop>("UP");
    ASSERT_TRUE(shop_
                    ->import({{"LS-2019.csv",
                               "election,pc_no,candidate,party,votes,electors\n"
                               "LS-2019,64,X,BJP,600,2000\nLS-2019,64,Y,SP,400,2000\n"
                               "LS-2019,66,X,BJP,500,2000\nLS-2019,66,Y,SP,450,2000\n"}})
                    ->committed);
    workspace_ = shop_->workspace.folder;
    shop_->workspace.operations = std::make_unique<services::OperationsDoor>(file(), database());
    const AppOptions options = app_options(shop_->folder.path());
    auto made = App::make(std::move(shop_->workspace), options);
    ASSERT_TRUE(made.ok()) << made.error().line(Language::english);
    app_ = std::move(made).value();
    const std::int64_t region = unit(unit(0, "state", "state"), "region", "");
    const std::int64_t own = unit(region, "district", "district Gorakhpur");
    other_unit_ = unit(region, "district", "district Deoria");
    president_ = user_with("district_president", own);
    head_ = user_with("state_data_head", 1);
    ASSERT_TRUE(president_.known());
  }
  void TearDown() override {
    app_.reset();
    test::BothStores::TearDown();
  }

  std::int64_t unit(std::int64_t parent, const char* level, const char* places) {
    json::object body{{"level", level}, {"name_hi", "इकाई"}, {"name_en", "unit"}, {"places", places}};
    if (parent > 0) body["parent"] = parent;
    return json::parse(post(Access::owner(), "/api/v1/organisation/units", body).body).at("unit").as_int64();
  }
  Access user_with(const char* role, std::int64_t at) {
    auto roles = services::Roles::load(BOOTHWISE_SOURCE_DIR "/data");
    const Access owner = Access::owner();
    auto caller = app_->caller(owner);
    const auto invited = services::invite_user(
        *caller, *roles, (*app_->snapshot())->places,
        json::serialize(json::object{{"name", role}, {"sign_in_name", role}, {"role", role}, {"unit", at}}));
    EXPECT_TRUE(invited.ok()) << (invited.ok() ? "" : invited.error().line(Language::english));
    const std::string user(invited->at("id").as_string());
    EXPECT_TRUE(operations::set_user_state(store(), user, "active").ok());
    auto access = app_->access_of(user);
    EXPECT_TRUE(access.ok());
    return *access;
  }

  Response ask(const Access& access, Method method, const std::string& address, const json::object& body = {}) {
    Request request;
    request.method = method;
    const auto target = parse_target(address);
    request.path = target->path;
    request.query = target->query;
    request.headers = {{"host", "localhost"}, {"x-boothwise", "1"}};
    request.access = access;
    if (method == Method::post) request.body = json::serialize(body);
    return app_->router().answer(request);
  }
  Response post(const Access& access, const std::string& address, const json::object& body) {
    return ask(access, Method::post, address, body);
  }
  unsigned made(const Access& access, const std::string& what) {
    return ask(access, Method::get, "/api/v1/reports/made/" + what).status;
  }
  json::object reports(const Access& access) {
    return json::parse(ask(access, Method::get, "/api/v1/reports").body).as_object();
  }
  /// A pack of briefs as it is made in the end; its job's id.
  std::string pack_of(const Access& access) {
    const Response begun = post(access, "/api/v1/reports/packs", {{"language", "en"}});
    EXPECT_EQ(begun.status, 202U) << begun.body;
    std::string job(json::parse(begun.body).at("job").as_string());
    for (int tries = 0; tries < 600; ++tries) {
      const json::value state = json::parse(ask(access, Method::get, "/api/v1/jobs/" + job).body);
      if (state.at("state") != "running") {
        EXPECT_EQ(state.at("state"), "done") << json::serialize(state);
        return job;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    ADD_FAILURE() << "the pack is never made";
    return job;
  }

  std::unique_ptr<test::Workshop> shop_;
  std::unique_ptr<App> app_;
  fs::path workspace_;
  Access president_ = Access{};
  Access head_ = Access{};
  std::int64_t other_unit_ = 0;
};

TEST_P(ReportRights, APresidentMakesTheBriefOfHerOwnDistrictInEveryForm) {
  for (const char* format : {"pdf", "xlsx", "text", "image"}) {
    EXPECT_EQ(made(president_, std::string("district?place=Gorakhpur&format=") + format), 200U) << format;
    EXPECT_EQ(made(president_, std::string("district?place=Deoria&format=") + format), 403U) << format;
    EXPECT_EQ(made(head_, std::string("district?place=Deoria&format=") + format), 200U) << format;
  }
}

TEST_P(ReportRights, NoOtherKindOpensTheNeighboursDistrict) {
  EXPECT_EQ(made(president_, "seat?place=64"), 200U);
  EXPECT_EQ(made(president_, "seat?place=66"), 403U);
  EXPECT_EQ(made(president_, "schemes?place=Gorakhpur"), 200U);
  EXPECT_EQ(made(president_, "schemes?place=Deoria"), 403U);
  EXPECT_EQ(made(president_, "rolls?place=Deoria"), 403U);
  EXPECT_EQ(made(president_, "booth?place=337/1"), 403U) << "a booth of Deoria";
  EXPECT_EQ(made(president_, "programmes?place=" + std::to_string(other_unit_)), 404U)
      << "no word of whether it is there";
  EXPECT_EQ(made(president_, "training"), 403U);
  EXPECT_EQ(ask(president_, Method::get, "/api/v1/reports/slips?revision=2026&ac=337&part=1").status, 403U);
}

TEST_P(ReportRights, ThePageOffersHerOwnDistrictAndTheKindsOfHerRights) {
  const json::object answer = reports(president_);
  ASSERT_EQ(answer.at("districts").as_array().size(), 1U);
  EXPECT_EQ(answer.at("districts").at(0).at("district"), gorakhpur);
  EXPECT_TRUE(answer.at("sessions").as_array().empty());
  for (const json::value& kind : answer.at("kinds").as_array()) EXPECT_NE(kind.at("kind"), "training");
  EXPECT_GT(reports(head_).at("districts").as_array().size(), 70U);
}

TEST_P(ReportRights, WhatTheServerMadeEachWeekIsGivenOutByDistrict) {
  const fs::path folder = papers::weekly_folder(workspace_);
  fs::create_directories(folder);
  std::map<std::string, std::string> names;
  for (const char* district : {gorakhpur, deoria}) {
    for (const auto format : {papers::PaperFormat::pdf, papers::PaperFormat::xlsx}) {
      const std::string name = papers::brief_name(district, Language::hindi, format);
      ASSERT_TRUE(write_file_atomically(folder / name, std::string("paper of ") + district).ok());
      names[name] = district;
    }
  }
  const json::object answer = reports(president_);
  EXPECT_EQ(answer.at("ready").as_array().size(), 2U) << json::serialize(answer.at("ready"));
  EXPECT_EQ(reports(head_).at("ready").as_array().size(), 4U);
  for (const auto& [name, district] : names) {
    const Response file = ask(president_, Method::get, "/api/v1/reports/ready/" + name);
    EXPECT_EQ(file.status, district == gorakhpur ? 200U : 404U) << name;
    EXPECT_EQ(file.body.find("paper of Deoria"), std::string::npos);
    EXPECT_EQ(ask(head_, Method::get, "/api/v1/reports/ready/" + name).status, 200U) << name;
    EXPECT_EQ(ask(Access{}, Method::get, "/api/v1/reports/ready/" + name).status, 401U);
  }
  EXPECT_EQ(ask(head_, Method::get, "/api/v1/reports/ready/manifest.json").status, 404U)
      << "only what was made each week";
}

TEST_P(ReportRights, APackHoldsHerDistrictAloneAndAnothersPackIsNotThere) {
  const std::string own = pack_of(president_);
  const Response pack = ask(president_, Method::get, "/api/v1/reports/packs/" + own);
  EXPECT_EQ(pack.status, 200U);
  EXPECT_NE(pack.body.find(papers::brief_name(gorakhpur, Language::english, papers::PaperFormat::pdf)),
            std::string::npos);
  EXPECT_EQ(pack.body.find(papers::brief_name(deoria, Language::english, papers::PaperFormat::pdf)), std::string::npos);
  EXPECT_EQ(ask(head_, Method::get, "/api/v1/reports/packs/" + own).status, 404U) << "who asked has it, nobody else";
  const Response others = post(head_, "/api/v1/reports/packs", {{"language", "en"}});
  const std::string job(json::parse(others.body).at("job").as_string());
  EXPECT_EQ(ask(president_, Method::get, "/api/v1/reports/packs/" + job).status, 404U);
  EXPECT_EQ(ask(president_, Method::get, "/api/v1/jobs/" + job).status, 404U);
  EXPECT_EQ(ask(head_, Method::post, "/api/v1/jobs/" + job + "/stop").status, 202U);
}

TEST_P(ReportRights, WhoIsNotSignedInHasNone) {
  EXPECT_EQ(made(Access{}, "district?place=Gorakhpur"), 401U);
  EXPECT_EQ(ask(Access{}, Method::get, "/api/v1/reports").status, 401U);
}

INSTANTIATE_BOTH_STORES(ReportRights);

}  // namespace
}  // namespace boothwise::server
