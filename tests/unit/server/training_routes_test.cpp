#include "training/hall.hpp"
#include "training/invitation_messages.hpp"
#include "training/practice_folders.hpp"
#include "unit/operations/both_stores.hpp"
#include "unit/server/app_options.hpp"
#include "unit/services/sms_server.hpp"
#include "unit/services/workshop.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <utility>

#include "server/app.hpp"
#include "services/users.hpp"

/// A session from its template to a certificate, and that what is practised never reaches the real workspace.
namespace boothwise::server {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

/// The practice district takes some seconds to make: once, for all tests, as a server keeps it.
const fs::path& practice_template() {
  static test::TemporaryFolder folder;
  static const bool made = [] {
    NoProgress nobody;
    const auto mark = training::practice_mark(BOOTHWISE_SOURCE_DIR "/data");
    const Status status = make_practice_template(folder.path(), BOOTHWISE_SOURCE_DIR "/data", *mark, nobody);
    EXPECT_TRUE(status.ok()) << status.error().line(Language::english);
    return status.ok();
  }();
  static const fs::path path = made ? training::template_folder(folder.path()) : fs::path();
  return path;
}

class TrainingServer : public test::BothStores {
 protected:
  void SetUp() override {
    test::BothStores::SetUp();
    if (IsSkipped()) return;
    shop_ = std::make_unique<test::Workshop>("UP");
    workspace_ = shop_->workspace.folder;
    shop_->workspace.operations = std::make_unique<services::OperationsDoor>(file(), database());
    if (practises()) {
      fs::create_directories(training::practice_folder(workspace_));
      ASSERT_TRUE(training::copy_room(practice_template(), training::template_folder(workspace_)).ok());
    }
    const AppOptions options = app_options(shop_->folder.path());
    auto made = App::make(std::move(shop_->workspace), options);
    ASSERT_TRUE(made.ok()) << made.error().line(Language::english);
    app_ = std::move(made).value();
    begin();
  }
  void TearDown() override {
    app_.reset();
    test::BothStores::TearDown();
  }

  /// Whether its tests need the practice district, which takes seconds to make.
  [[nodiscard]] virtual bool practises() const { return true; }

  struct Browser {
    std::string practice{};  ///< its pass
    bool page_practises = false;
  };

  Response ask(Browser& browser, Method method, const std::string& address, const json::object& body = {}) {
    Request request;
    request.method = method;
    const auto target = parse_target(address);
    request.path = target->path;
    request.query = target->query;
    request.headers = {{"host", "localhost"}, {"x-boothwise", "1"}};
    if (!browser.practice.empty()) request.headers["cookie"] = "boothwise-practice=" + browser.practice;
    if (browser.page_practises) request.headers["x-boothwise-practice"] = "1";
    if (method == Method::post) request.body = json::serialize(body);
    Response response = app_->answer(request);
    for (const auto& [name, value] : response.headers) {
      constexpr std::string_view begin = "boothwise-practice=";
      if (name == "Set-Cookie" && value.starts_with(begin)) {
        browser.practice = value.substr(begin.size(), value.find(';') - begin.size());
      }
    }
    return response;
  }
  json::object must(Browser& browser, Method method, const std::string& address, const json::object& body = {}) {
    const Response response = ask(browser, method, address, body);
    EXPECT_GE(response.status, 200U) << address << response.body;
    EXPECT_LT(response.status, 300U) << address << response.body;
    boost::system::error_code failure;
    json::value view = json::parse(response.body, failure);
    return !failure && view.is_object() ? view.as_object() : json::object();
  }
  json::object get(Browser& browser, const std::string& address) { return must(browser, Method::get, address); }
  json::object post(Browser& browser, const std::string& address, const json::object& body = {}) {
    return must(browser, Method::post, address, body);
  }

  std::int64_t unit(std::int64_t parent, const char* level, const char* name) {
    json::object body{{"level", level}, {"name_hi", name}, {"name_en", name}};
    if (parent != 0) body["parent"] = parent;
    return post(office_, "/api/v1/organisation/units", body).at("unit").as_int64();
  }
  void begin() {
    const std::int64_t region = unit(unit(0, "state", "प्रदेश"), "region", "काशी");
    district_ = unit(region, "district", "Varanasi");
    unit(region, "district", "Ghazipur");
    const std::string person(post(office_, "/api/v1/organisation/people",
                                  {{"unit", district_}, {"name", "आशा देवी"}, {"phone", "9876543210"}})
                                 .at("person")
                                 .as_string());
    post(office_, "/api/v1/organisation/posts",
         {{"person", person}, {"unit", district_}, {"post", "district_president"}});
    const json::object made = post(office_, "/api/v1/training/sessions",
                                   {{"template", "districts_75"},
                                    {"day", iso_date(day_in_india(now_))},
                                    {"venue", "लखनऊ"},
                                    {"courses", json::array{"claims"}}});
    session_ = "/api/v1/training/sessions/" + std::string(made.at("session").as_string());
    EXPECT_EQ(made.at("counts").at("places").to_number<int>(), 4) << "two districts, two posts";
    EXPECT_EQ(made.at("counts").at("vacant").to_number<int>(), 3);
    const json::object invited = post(office_, session_ + "/invitations");
    token_ = invited.at("invitations").at(0).at("token").as_string().c_str();
    digits_ = invited.at("invitations").at(0).at("digits").as_string().c_str();
  }
  void read_and_answer(Browser& browser) {
    const json::object course = get(browser, "/api/v1/training/courses/claims");
    for (const json::value& lesson : course.at("lessons").as_array()) {
      post(browser,
           "/api/v1/training/courses/claims/lessons/" + std::string(lesson.at("lesson").as_string()) + "/read");
    }
    const json::object result = post(browser, "/api/v1/training/courses/claims/quiz",
                                     {{"answers", {{"feelings", 2}, {"first", 2}, {"example", 3}}}});
    EXPECT_TRUE(result.at("passed").as_bool());
  }

  std::unique_ptr<test::Workshop> shop_;
  std::unique_ptr<App> app_;
  fs::path workspace_;
  Browser office_;
  std::int64_t district_ = 0;
  std::string session_;
  std::string token_;
  std::string digits_;
  Instant now_ = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
};

TEST_P(TrainingServer, ASessionGoesFromItsTemplateToACertificate) {
  Browser phone;
  EXPECT_EQ(post(phone, "/api/v1/training/reply", {{"token", token_}, {"reply", "yes"}}).at("you").at("reply"), "yes");
  EXPECT_NE(ask(phone, Method::get, "/api/v1/training/invitation.ics?token=" + token_).body.find("BEGIN:VEVENT"),
            std::string::npos);
  post(phone, "/api/v1/training/join", {{"token", token_}});
  EXPECT_TRUE(post(office_, session_ + "/check-in", {{"code", digits_}}).at("first").as_bool());
  EXPECT_FALSE(post(office_, session_ + "/check-in", {{"code", "x/training/reply#" + token_}}).at("first").as_bool());
  read_and_answer(phone);

  const std::string exercise = "/api/v1/training/courses/claims/exercises/all-segments";
  EXPECT_TRUE(post(phone, exercise + "/begin").at("practising").as_bool());
  EXPECT_EQ(ask(phone, Method::post, exercise + "/hint").status, 409U) << "no hint before a try";
  EXPECT_FALSE(post(phone, exercise + "/check", {{"answer", "17"}}).at("passed").as_bool());
  EXPECT_EQ(post(phone, exercise + "/hint").at("given_hints").as_array().size(), 1U);
  EXPECT_EQ(get(office_, session_ + "/board").at("people").at(0).at("at").at("step"), "all-segments");
  phone.page_practises = true;
  const json::object seat = get(phone, "/api/v1/seats/2?election=LS-2019&side=UPVAN");
  std::int64_t led = 0;
  for (const json::value& one : seat.at("segments").as_array()) led += one.at("led").as_bool() ? 1 : 0;
  EXPECT_TRUE(post(phone, exercise + "/check", {{"answer", std::to_string(led)}}).at("passed").as_bool());
  const std::string second = "/api/v1/training/courses/claims/exercises/lead-fell";
  post(phone, second + "/begin");
  EXPECT_TRUE(post(phone, second + "/check",
                   {{"answer", std::to_string(seat.at("standing").at("margin_votes").to_number<std::int64_t>())}})
                  .at("passed")
                  .as_bool());

  const json::object issued = post(office_, session_ + "/certificates");
  ASSERT_EQ(issued.at("certificates").as_array().size(), 1U) << json::serialize(issued);
  const std::string code(issued.at("certificates").at(0).at("code").as_string());
  Browser stranger;
  EXPECT_EQ(get(stranger, "/api/v1/certificates/" + code).at("name"), "आशा देवी");
  const Response pdf = ask(stranger, Method::get, "/api/v1/certificates/" + code + "/pdf");
  EXPECT_TRUE(pdf.body.starts_with("%PDF")) << pdf.body.substr(0, 300);
  EXPECT_EQ(ask(stranger, Method::get, "/api/v1/certificates/ABC").status, 404U);
  EXPECT_EQ(post(office_, session_ + "/follow-ups").at("added").to_number<int>(), 3);
  EXPECT_EQ(post(office_, session_ + "/follow-ups").at("added").to_number<int>(), 0) << "once";
  const json::object report = get(office_, session_ + "/report");
  EXPECT_EQ(report.at("counts").at("finished").to_number<int>(), 1);
  EXPECT_NE(ask(office_, Method::get, session_ + "/report.csv").body.find("आशा देवी"), std::string::npos);
  const json::array& people = report.at("units").at(0).at("people").as_array();
  const auto found = std::ranges::find_if(people, [](const json::value& one) { return one.at("name") == "आशा देवी"; });
  ASSERT_NE(found, people.end()) << json::serialize(people);
  const json::object& person = found->as_object();
  EXPECT_EQ(person.at("exercises_passed"), 2);
  EXPECT_EQ(person.at("quiz").to_number<double>(), 1.0);
  EXPECT_EQ(person.at("follow_ups").at("planned"), 3);
  EXPECT_EQ(report.at("course_outcomes").at(0).at("finished"), 1);
  EXPECT_EQ(report.at("follow_ups").as_array().size(), 3U);
  const std::string paper = "/api/v1/reports/made/training?place=" + session_.substr(session_.rfind('/') + 1);
  EXPECT_TRUE(ask(office_, Method::get, paper).body.starts_with("%PDF"));
  EXPECT_TRUE(ask(office_, Method::get, paper + "&format=xlsx").body.starts_with("PK"));
  EXPECT_NE(ask(office_, Method::get, "/api/v1/reports/made/training?format=text").body.find("1 / 4"),
            std::string::npos)
      << "the latest session where none is named";
  EXPECT_EQ(ask(office_, Method::get, "/api/v1/reports/made/training?place=none").status, 404U);
  post(office_, "/api/v1/certificates/" + code + "/revoke", {{"reason", "ग़लत नाम"}});
  EXPECT_FALSE(get(stranger, "/api/v1/certificates/" + code).at("valid").as_bool());
}

TEST_P(TrainingServer, WhatIsPractisedNeverReachesTheRealWorkspace) {
  Browser phone;
  post(phone, "/api/v1/training/join", {{"token", token_}});
  post(phone, "/api/v1/training/practice/enter");
  phone.page_practises = true;
  EXPECT_TRUE(get(phone, "/api/v1/session").at("practice").as_bool());
  EXPECT_FALSE(get(office_, "/api/v1/session").at("practice").as_bool());
  const auto units_before = json::serialize(get(office_, "/api/v1/organisation/units"));
  const auto manifest_before = read_file(workspace_ / "warehouse" / "manifest.json").value();
  // She may do everything in her own: a unit, a task, a person who leaves, an undone import.
  const std::int64_t made =
      post(phone, "/api/v1/organisation/units", {{"parent", 1}, {"level", "region"}, {"name_hi", "अभ्यास क्षेत्र"}})
          .at("unit")
          .as_int64();
  post(phone, "/api/v1/tasks", {{"unit", made}, {"title", "बूथ सूची जाँचें"}, {"due_day", "2030-01-01"}});
  const json::object imports = get(phone, "/api/v1/imports");
  const auto run = imports.at("runs").at(0).at("run").to_number<std::int64_t>();
  post(phone, "/api/v1/imports/" + std::to_string(run) + "/undo");
  EXPECT_EQ(json::serialize(get(office_, "/api/v1/organisation/units")), units_before);
  EXPECT_EQ(read_file(workspace_ / "warehouse" / "manifest.json").value(), manifest_before);
  EXPECT_TRUE(get(office_, "/api/v1/tasks").at("tasks").as_array().empty());
  // Nor does it reach the template, whose files the room shares.
  const auto mark = training::practice_mark(BOOTHWISE_SOURCE_DIR "/data");
  EXPECT_TRUE(training::template_is_ready(workspace_, *mark));
  Browser other;
  post(other, "/api/v1/training/practice/enter");
  EXPECT_NE(json::serialize(get(other, "/api/v1/imports")), json::serialize(get(phone, "/api/v1/imports")));
}

TEST_P(TrainingServer, APageThatWasLoadedOnTheOtherSideChangesNothing) {
  Browser phone;
  const json::object task{{"unit", district_}, {"title", "असली काम"}, {"due_day", "2030-01-01"}};
  post(phone, "/api/v1/training/practice/enter");
  EXPECT_EQ(ask(phone, Method::post, "/api/v1/tasks", task).status, 409U) << "loaded before she began to practise";
  phone.page_practises = true;
  post(phone, "/api/v1/training/practice/leave");
  EXPECT_EQ(ask(phone, Method::post, "/api/v1/tasks", task).status, 409U) << "loaded while she practised";
  EXPECT_TRUE(get(office_, "/api/v1/tasks").at("tasks").as_array().empty());
  phone.page_practises = false;
  post(phone, "/api/v1/tasks", task);
  EXPECT_EQ(get(office_, "/api/v1/tasks").at("tasks").as_array().size(), 1U);
}

TEST_P(TrainingServer, APassOpensNothingReal) {
  Browser phone;
  post(phone, "/api/v1/training/join", {{"token", token_}});
  const Access owner = Access::owner();
  auto caller = app_->caller(owner);
  ASSERT_TRUE(services::make_first_officer(*caller, "पदाधिकारी", "9811112222").ok());
  for (const std::string path : {"/api/v1/tasks", "/api/v1/imports", "/api/v1/organisation"}) {
    EXPECT_EQ(ask(phone, Method::get, path).status, 401U) << path;
  }
  EXPECT_EQ(ask(phone, Method::get, "/api/v1/training/sessions").status, 401U) << "training is held by others";
  EXPECT_EQ(get(phone, "/api/v1/training").at("name"), "आशा देवी") << "what she may see is her own learning";
  post(phone, "/api/v1/training/practice/enter");
  EXPECT_EQ(ask(phone, Method::get, "/api/v1/organisation").status, 200U) << "that is her practice district's";
  Browser stranger;
  EXPECT_EQ(ask(stranger, Method::get, "/api/v1/training").status, 401U);
}

TEST_P(TrainingServer, EachTraineeHasAFolderStoreAndFreshCopyOfHerOwn) {
  Browser phone;
  post(phone, "/api/v1/training/join", {{"token", token_}});
  post(phone, "/api/v1/training/practice/enter");
  phone.page_practises = true;
  post(phone, "/api/v1/organisation/units", {{"parent", 1}, {"level", "region"}, {"name_hi", "अभ्यास क्षेत्र"}});
  std::vector<fs::path> rooms;
  for (const auto& entry : fs::directory_iterator(workspace_ / "practice")) {
    if (entry.path().filename() != "template") rooms.push_back(entry.path());
  }
  ASSERT_EQ(rooms.size(), 1U);
  constexpr std::uintmax_t most = 20'000'000;
  EXPECT_LT(training::room_bytes(rooms[0]), most);
  EXPECT_TRUE(fs::exists(rooms[0] / "operations.sqlite"));
  EXPECT_NE(read_file(rooms[0] / "keys" / "server.key").value(), read_file(workspace_ / "keys" / "server.key").value());
  const auto changed = json::serialize(get(phone, "/api/v1/organisation/units"));
  post(phone, "/api/v1/training/practice/anew");
  EXPECT_NE(json::serialize(get(phone, "/api/v1/organisation/units")), changed);
}

class TrainingWithoutPractice : public TrainingServer {
 protected:
  [[nodiscard]] bool practises() const override { return false; }
};

TEST_P(TrainingWithoutPractice, TheFirstExerciseIsToldHowFarThePracticeDistrictIsAndBeginsOnceItIsMade) {
  if (!database().empty()) GTEST_SKIP() << "takes seconds, and no store has a part in it";
  Browser phone;
  post(phone, "/api/v1/training/join", {{"token", token_}});
  const std::string begin = "/api/v1/training/courses/claims/exercises/all-segments/begin";
  const auto started = std::chrono::steady_clock::now();
  json::object answer = post(phone, begin);
  ASSERT_TRUE(answer.contains("making")) << json::serialize(answer);
  EXPECT_FALSE(answer.at("practising").as_bool());
  EXPECT_FALSE(post(phone, "/api/v1/training/practice/anew").contains("fresh")) << "nor is there a fresh copy yet";
  double last = 0;
  while (answer.contains("making") && std::chrono::steady_clock::now() - started < std::chrono::minutes(4)) {
    const double now = answer.at("making").at("progress").to_number<double>();
    EXPECT_GE(now, last) << "never goes back";
    last = now;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    answer = post(phone, begin);
  }
  EXPECT_TRUE(answer.at("practising").as_bool()) << json::serialize(answer);
}

TEST_P(TrainingServer, EveryExerciseOfEveryCourseCanBeLookedAt) {
  Browser phone;
  post(phone, "/api/v1/training/practice/enter");
  for (const training::Course& course : app_->courses()) {
    for (const training::Exercise& one : course.exercises) {
      const std::string at = "/api/v1/training/courses/" + course.code + "/exercises/" + one.code;
      post(phone, at + "/begin");
      const Response response = ask(phone, Method::post, at + "/check", {{"answer", "-1"}});
      EXPECT_EQ(response.status, 200U) << course.code << " " << one.code << response.body;
      EXPECT_NE(response.body.find("\"passed\":false"), std::string::npos) << course.code << " " << one.code;
      if (!one.file.empty()) {
        EXPECT_EQ(ask(phone, Method::get, "/api/v1/training/files/" + one.file).status, 200U) << one.file;
      }
    }
  }
}

TEST_P(TrainingServer, AnInvitationThatWasRenewedEndsTheFormerOne) {
  Browser phone;
  const json::object seen = post(phone, "/api/v1/training/reply", {{"token", token_}});
  post(office_, session_ + "/invitations/" + std::string(seen.at("you").at("attendee").as_string()) + "/renew");
  EXPECT_EQ(ask(phone, Method::post, "/api/v1/training/reply", {{"token", token_}}).status, 404U);
  EXPECT_EQ(ask(phone, Method::post, "/api/v1/training/reply", {{"token", "x"}}).status, 404U);
}

/// What a provider on this machine gets of a session's invitations at one hour of today.
class TrainingMessages : public TrainingServer {
 protected:
  [[nodiscard]] bool practises() const override { return false; }
  Result<json::object> send_at(int hour) {
    static const Access owner = Access::owner();
    auto asked = app_->caller(owner);
    services::Caller caller{app_->workspace(),    BOOTHWISE_SOURCE_DIR "/data",
                            asked->key(),         owner,
                            asked->whole_store(), begin_in_india(asked->today()) + std::chrono::hours(hour),
                            asked->today()};
    training::Hall hall{caller, app_->courses()};
    const auto snapshot = app_->snapshot();
    const auto provider = services::sms_provider(settings_);
    NoProgress nobody;
    return training::send_invitations(hall, **snapshot, {settings_, *provider},
                                      session_.substr(session_.rfind('/') + 1), "https://booths.example.org", nobody);
  }
  void only_use(const std::string& use) {
    auto parsed = services::parse_sms_settings("provider = \"http\"\nurl = \"" + provider_.url() + "\"\n" + R"(
sender = "BTHWSE"
principal_entity = "1101"
timeout_seconds = 1
[[templates]]
use = ")" + use + R"("
language = "hi"
id = "1110"
text = "{#var#}, {#var#}: {#var#}"
variables = ["name", "venue", {name = "link", letters_most = 200}]
)",
                                               "sms.toml", "unused");
    ASSERT_TRUE(parsed.ok()) << parsed.error().line(Language::english);
    settings_ = std::move(parsed).value();
  }

  test::SmsServer provider_;
  services::SmsSettings settings_;
};

TEST_P(TrainingMessages, EveryHolderWithANumberGetsHerOwnLinkOnce) {
  only_use("training");
  const auto first = send_at(12);
  ASSERT_TRUE(first.ok()) << first.error().line(Language::english);
  EXPECT_EQ(first->at("sent"), 1) << json::serialize(*first);
  EXPECT_EQ(first->at("without_phone"), 0) << "vacant places are nobody's";
  ASSERT_EQ(provider_.delivered(), 1U);
  const std::string body = provider_.taken().at(0).body;
  EXPECT_NE(body.find("आशा देवी, लखनऊ: https://booths.example.org/training/reply#" + token_), std::string::npos) << body;
  EXPECT_EQ(send_at(13)->at("already"), 1);
  EXPECT_EQ(provider_.requests(), 1) << "who asks again sends nothing twice";
}

TEST_P(TrainingMessages, ARenewedInvitationIsSentAnew) {
  only_use("training");
  EXPECT_EQ(send_at(12)->at("sent"), 1);
  Browser phone;
  const json::object seen = post(phone, "/api/v1/training/reply", {{"token", token_}});
  post(office_, session_ + "/invitations/" + std::string(seen.at("you").at("attendee").as_string()) + "/renew");
  EXPECT_EQ(send_at(12)->at("sent"), 1);
  EXPECT_EQ(provider_.delivered(), 2U);
}

TEST_P(TrainingMessages, NothingGoesOutAtNightWithoutARegisteredTextOrForASessionThatIsOver) {
  only_use("training");
  EXPECT_EQ(send_at(20).error().code, "outside_hours");
  EXPECT_EQ(send_at(8).error().code, "outside_hours");
  only_use("invitation");
  EXPECT_EQ(send_at(12).error().code, "no_such_template");
  only_use("training");
  post(office_, session_ + "/change", {{"state", "closed"}});
  EXPECT_EQ(send_at(12).error().code, "session_closed");
  EXPECT_EQ(provider_.requests(), 0);
  EXPECT_EQ(ask(office_, Method::post, session_ + "/messages").status, 409U) << "no provider is set up";
}

TEST_P(TrainingMessages, WhatAProviderMayHaveTakenIsNotSentAgain) {
  only_use("training");
  provider_.next({test::SmsServer::Mood::silent_after_taking});
  EXPECT_EQ(send_at(12)->at("uncertain"), 1);
  EXPECT_EQ(send_at(12)->at("already"), 1);
}

TEST_P(TrainingServer, HelpIsAskedOnceTakenOnceAndFeedbackHasNoName) {
  Browser phone;
  post(phone, "/api/v1/training/join", {{"token", token_}});
  post(office_, session_ + "/check-in", {{"code", token_}});
  post(phone, session_ + "/help", {{"words", "फ़ाइल नहीं खुली"}});
  EXPECT_EQ(ask(phone, Method::post, session_ + "/help", json::object{}).status, 409U);
  const json::object board = get(office_, session_ + "/board");
  const std::string call(board.at("help").at(0).at("help").as_string());
  EXPECT_EQ(board.at("help").at(0).at("name"), "आशा देवी");
  post(office_, session_ + "/help/" + call + "/take");
  EXPECT_EQ(ask(office_, Method::post, session_ + "/help/" + call + "/take").status, 409U);
  EXPECT_TRUE(post(office_, session_ + "/help/" + call + "/end").at("help").as_array().empty());
  post(phone, session_ + "/feedback", {{"useful", 5}, {"clear", 4}, {"pace", 3}, {"words", "अच्छा"}});
  EXPECT_EQ(ask(phone, Method::post, session_ + "/feedback", {{"useful", 1}, {"clear", 1}, {"pace", 1}}).status, 409U);
  EXPECT_TRUE(get(office_, session_ + "/report").at("feedback").is_null()) << "one alone would be known";
}

INSTANTIATE_BOTH_STORES(TrainingServer);
INSTANTIATE_BOTH_STORES(TrainingMessages);
INSTANTIATE_BOTH_STORES(TrainingWithoutPractice);

}  // namespace
}  // namespace boothwise::server
