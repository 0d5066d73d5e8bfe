#include "services/messages.hpp"

#include "operations/audit.hpp"
#include "operations/messages.hpp"
#include "unit/operations/both_stores.hpp"
#include "unit/operations/small_organisation.hpp"
#include "unit/services/sms_server.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <gtest/gtest.h>

#include "services/election_locks.hpp"
#include "services/message_desk.hpp"
#include "services/works.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;
using Organisation = test::SmallOrganisation;
using Mood = test::SmsServer::Mood;
using std::chrono::hours;
using std::chrono::minutes;

const std::string settings_text = R"(
sender = "BTHWSE"
principal_entity = "1101"
timeout_seconds = 1
[headers]
Authorization = "Bearer key"
[[templates]]
use = "reminder"
language = "hi"
id = "1107"
text = "{#var#}: {#var#} काम शेष, अंतिम तिथि {#var#}।"
variables = ["title", "count", "day"]
[[templates]]
use = "escalation"
language = "hi"
id = "1108"
text = "{#var#}, {#var#}: {#var#} काम देर से।"
variables = ["title", "unit", "count"]
[[templates]]
use = "invitation"
language = "hi"
id = "1109"
text = "निमंत्रण: {#var#}"
variables = [{name = "link", letters_most = 120}]
)";

/// A small organisation with heads of booths, a directive that is due, and a provider on this machine.
class Messages : public test::BothStores {
 protected:
  void SetUp() override {
    BothStores::SetUp();
    if (IsSkipped()) return;
    organisation_ = std::make_unique<Organisation>(store());
    for (int booth = 1; booth <= 3; ++booth) head(booth, 100 + booth, Organisation::booth(1, booth), "booth_president");
    settings_ = settings("provider = \"http\"\nurl = \"" + server_.url() + "\"\n");
    directive("2026-06-12");
  }

  static SmsSettings settings(const std::string& how) {
    auto parsed = parse_sms_settings(how + settings_text, "sms.toml", "unused");
    EXPECT_TRUE(parsed.ok()) << (parsed.ok() ? "" : parsed.error().line(Language::english));
    return std::move(parsed).value();
  }

  /// Somebody with a telephone number who heads a unit.
  void head(int number, std::int64_t unit, const std::string& path, const std::string& post) {
    const std::string id = "head" + std::to_string(number);
    organisation_->person(id, unit, path);
    change("UPDATE people SET phone = '+9198765432" + std::to_string(10 + number) + "' WHERE person_id = '" + id + "'");
    change("INSERT INTO posts_held (held_id, person_id, unit_id, path, post, from_day, noted_by, noted_at) VALUES ('h" +
           std::to_string(unit) + "', '" + id + "', " + std::to_string(unit) + ", '" + path + "', '" + post +
           "', '2026-01-01', 'owner', 0)");
  }
  void change(const std::string& sql) {
    const auto done = store().change(sql);
    ASSERT_TRUE(done.ok()) << sql << ": " << done.error().line(Language::english);
  }
  void directive(const std::string& due) {
    Caller caller = owner();
    const auto view = issue_directive(
        caller,
        R"({"unit":11,"level":"booth","title":"सूची जाँचें","remind_days":3,"escalate_days":2,"due_day":")" + due + "\"}");
    ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
    work_ = view->at("work").as_string();
  }

  Caller owner() {
    return {workspace_, BOOTHWISE_SOURCE_DIR "/data", key_, access_, store(), now_, day_in_india(now_)};
  }
  MessagePass pass() { return pass_with(settings_); }
  MessagePass pass_with(const SmsSettings& settings) {
    const auto provider = sms_provider(settings);
    Caller caller = owner();
    const auto did = pass_messages(caller, snapshot_, {settings, *provider});
    EXPECT_TRUE(did.ok()) << (did.ok() ? "" : did.error().line(Language::english));
    return did.ok() ? *did : MessagePass{};
  }
  /// Of the messages in a state, the first that the desk lists.
  json::object listed(const std::string& state) {
    Caller caller = owner();
    const auto view = messages_view(caller, &settings_, state);
    EXPECT_TRUE(view.ok()) << (view.ok() ? "" : view.error().line(Language::english));
    const json::array& rows = view->at("newest").as_array();
    return rows.empty() ? json::object() : rows.front().as_object();
  }
  /// The state after it, or the error's code.
  std::string again(const json::value& message, const std::string& said = R"({"did_not_arrive":true})") {
    Caller caller = owner();
    const auto done = send_message_again(caller, &settings_, message.as_string(), said);
    return done.ok() ? std::string(done->at("state").as_string()) : done.error().code;
  }
  std::int64_t count(const std::string& state) {
    return store().ask("SELECT count(*) FROM messages WHERE state = '" + state + "'").value().front().integer(0);
  }

  services::Workspace workspace_;
  ServerKey key_ = ServerKey::passing();
  Access access_ = Access::owner();
  Snapshot snapshot_;
  Instant now_{std::chrono::seconds(1'781'073'000)};  // 2026-06-10 12:00 in India
  std::unique_ptr<Organisation> organisation_;
  test::SmsServer server_;
  SmsSettings settings_;
  std::string work_;
};

TEST_P(Messages, WhoHasSomethingDueSoonIsRemindedOnceWithTheRegisteredText) {
  const MessagePass first = pass();
  EXPECT_EQ(first.planned, 3);
  EXPECT_EQ(first.sent, 3);
  const MessagePass second = pass();
  EXPECT_EQ(second.planned + second.sent, 0);
  now_ += hours(24);
  EXPECT_EQ(pass().planned, 0) << "the next day is no reason to say it again";
  const auto taken = server_.taken();
  ASSERT_EQ(taken.size(), 3U);
  EXPECT_NE(taken[0].body.find("सूची जाँचें: 1 काम शेष, अंतिम तिथि 12 जून 2026।"), std::string::npos) << taken[0].body;
  EXPECT_NE(taken[0].body.find("\"template\":\"1107\""), std::string::npos) << taken[0].body;
  EXPECT_EQ(taken[0].authorization, "Bearer key");
}

TEST_P(Messages, LateWorkIsToldToTheUnitThatItHasComeToEachOnce) {
  head(7, 21, Organisation::kendra(1), "shakti_kendra_convenor");
  head(8, 11, Organisation::mandal(1), "mandal_president");
  ASSERT_EQ(pass().sent, 3);
  now_ += hours(24 * 3);  // a day late: the shakti kendra
  EXPECT_EQ(pass().sent, 1);
  EXPECT_NE(server_.taken().back().body.find("सूची जाँचें, इकाई 21: 3 काम देर से।"), std::string::npos)
      << server_.taken().back().body;
  EXPECT_EQ(pass().sent, 0);
  now_ += hours(24 * 2);  // three days late: the mandal
  EXPECT_EQ(pass().sent, 1);
  EXPECT_NE(server_.taken().back().body.find("इकाई 11"), std::string::npos) << server_.taken().back().body;
}

TEST_P(Messages, WhatIsDoneByThenAndWhoHasLeftGetNothing) {
  change("UPDATE tasks SET state = 'done' WHERE unit_id = 101");
  change("UPDATE people SET phone = NULL WHERE person_id = 'head2'");
  const MessagePass did = pass();
  EXPECT_EQ(did.planned, 2);
  EXPECT_EQ(did.sent, 1);
  EXPECT_EQ(did.dropped, 1);
}

TEST_P(Messages, NothingGoesOutAtNight) {
  now_ += hours(8);  // 20:00
  const MessagePass night = pass();
  EXPECT_FALSE(night.in_hours);
  EXPECT_EQ(night.planned, 3);
  EXPECT_EQ(server_.requests(), 0);
  now_ += hours(13);  // 9:00
  EXPECT_EQ(pass().sent, 3);
}

TEST_P(Messages, NothingGoesOutInTheSilenceBeforeAPoll) {
  Caller caller = owner();
  const auto poll = set_poll(caller, snapshot_,
                             R"({"election":"LS-2026","kind":"state","announced_on":"2026-05-01","poll_on":"2026-06-11",
                                 "closes_at":"18:00","result_on":"2026-06-20","source":"test"})");
  ASSERT_TRUE(poll.ok()) << poll.error().line(Language::english);
  EXPECT_EQ(pass().later, 3);
  EXPECT_EQ(server_.requests(), 0);
  now_ += hours(24) + hours(6) + minutes(30);  // behind the close, 18:30: within the hours
  EXPECT_EQ(pass().sent, 3);
}

TEST_P(Messages, AProviderThatIsBusyIsAskedAgainLaterAndLater) {
  server_.next({Mood::busy, Mood::busy, Mood::busy, Mood::busy});
  EXPECT_EQ(pass().later, 3);
  EXPECT_EQ(pass().later, 0) << "not before a minute has gone";
  now_ += minutes(1);
  const MessagePass third = pass();
  EXPECT_EQ(third.sent, 2);
  EXPECT_EQ(third.later, 1);
  now_ += minutes(1);
  EXPECT_EQ(pass().sent, 0) << "two minutes behind the second try";
  now_ += minutes(1);
  EXPECT_EQ(pass().sent, 1);
  EXPECT_EQ(server_.delivered(), 3U);
}

TEST_P(Messages, AProviderThatIsAlwaysBusyIsGivenUp) {
  for (int tries = 0; tries < 6; ++tries) {
    server_.next({Mood::busy, Mood::busy, Mood::busy});
    pass();
    now_ += minutes(20);
  }
  EXPECT_EQ(count("failed"), 3);
  EXPECT_EQ(server_.requests(), 18);
}

TEST_P(Messages, WhatMayHaveGoneOutIsNotSentAgain) {
  server_.next({Mood::broken_after_taking, Mood::silent_after_taking});
  const MessagePass did = pass();
  EXPECT_EQ(did.uncertain, 2);
  EXPECT_EQ(did.sent, 1);
  now_ += hours(1);
  EXPECT_EQ(pass().sent, 0);
  EXPECT_EQ(server_.taken().size(), 3U) << "nobody got it twice";
}

TEST_P(Messages, AProviderThatKnowsReferencesIsAskedAgainWithTheSameOne) {
  settings_.deduplicates = true;
  server_.next({Mood::broken_after_taking, Mood::silent_after_taking});
  EXPECT_EQ(pass().later, 2);
  now_ += minutes(1);
  EXPECT_EQ(pass().sent, 2);
  EXPECT_EQ(server_.taken().size(), 5U);
  EXPECT_EQ(server_.delivered(), 3U);
}

TEST_P(Messages, WhatASenderLeftBehindIsNotSentTwice) {
  ASSERT_TRUE(operations::plan_message(store(), {"k1",
                                                 "reminder",
                                                 "head1",
                                                 101,
                                                 {Organisation::booth(1, 1)},
                                                 work_,
                                                 "2026-06-12",
                                                 1,
                                                 "waiting",
                                                 0,
                                                 now_,
                                                 0,
                                                 "",
                                                 now_})
                  .value());
  const auto due = operations::messages_due(store(), now_, 10).value();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_TRUE(operations::take_message(store(), due.front(), now_ + minutes(5), now_).value());
  EXPECT_FALSE(operations::take_message(store(), due.front(), now_ + minutes(5), now_).value()) << "one sender only";
  EXPECT_EQ(pass().sent, 3) << "those of the pass itself";
  now_ += minutes(6);
  EXPECT_EQ(pass().uncertain, 1);
  EXPECT_EQ(count("uncertain"), 1);
}

TEST_P(Messages, ARefusedMessageIsNotTriedAgain) {
  server_.next({Mood::refuse});
  EXPECT_EQ(pass().failed, 1);
  now_ += hours(2);
  EXPECT_EQ(pass().sent, 0);
  EXPECT_EQ(server_.requests(), 3);
}

TEST_P(Messages, EveryOneIsInTheTrailWithoutNamesNumbersAndTexts) {
  pass();
  const auto rows = operations::newest_audit_rows(store(), {UnitPath{"1."}, {}, "message."}).value();
  ASSERT_EQ(rows.size(), 3U);
  for (const operations::AuditRow& row : rows) {
    EXPECT_EQ(row.action, "message.sent");
    EXPECT_TRUE(row.object.starts_with("person:")) << row.object;
    EXPECT_EQ((row.object + row.details).find("head"), std::string::npos);
    EXPECT_EQ((row.object + row.details).find("98765"), std::string::npos);
  }
}

TEST_P(Messages, TheDryRunWritesThemToAFileOnly) {
  const test::TemporaryFolder folder;
  SmsSettings dry = settings("provider = \"file\"\n");
  dry.outbox = folder.path() / "outbox.jsonl";
  EXPECT_EQ(pass_with(dry).sent, 3);
  EXPECT_EQ(server_.requests(), 0);
  std::ifstream file(dry.outbox);
  std::string line;
  int lines = 0;
  while (std::getline(file, line)) ++lines;
  EXPECT_EQ(lines, 3);
}

TEST_P(Messages, NoProviderMeansLaterNotLost) {
  SmsSettings nobody = settings("provider = \"http\"\nurl = \"http://127.0.0.1:1/\"\n");
  EXPECT_EQ(pass_with(nobody).later, 3);
  now_ += minutes(1);
  EXPECT_EQ(pass().sent, 3);
}

TEST_P(Messages, AnInvitationGoesToTheNumberOnceAndOnlyByDay) {
  operations::User user;
  user.id = operations::new_id();
  user.unit = 101;
  user.path = {Organisation::booth(1, 1)};
  user.name = "आशा";
  user.sign_in_name = "+919876543299";
  user.language = "hi";
  const auto provider = sms_provider(settings_);
  const auto send = [&](const std::string& link) {
    Caller caller = owner();
    const Status sent = send_invitation(caller, snapshot_, {settings_, *provider}, user, link);
    return sent.ok() ? std::string("sent") : sent.error().code;
  };
  EXPECT_EQ(send("https://x/invitation#secret"), "sent");
  EXPECT_EQ(send("https://x/invitation#secret"), "message_not_sent");
  EXPECT_NE(server_.taken().at(0).body.find("secret"), std::string::npos);
  server_.next({Mood::silent_after_taking});
  EXPECT_EQ(send("https://x/invitation#other"), "message_not_sent");
  EXPECT_EQ(count("uncertain"), 1);
  now_ += hours(8);
  EXPECT_EQ(send("https://x/invitation#late"), "outside_hours");
  user.sign_in_name = "asha";
  EXPECT_EQ(send("https://x/invitation#name"), "no_phone");
}

TEST_P(Messages, WhatDidNotArriveGoesOutOnceMoreHoweverOftenThatIsSaid) {
  server_.next({Mood::broken_after_taking, Mood::refuse});
  ASSERT_EQ(pass().uncertain, 1);
  const json::object uncertain = listed("uncertain");
  EXPECT_TRUE(uncertain.at("again").as_bool());
  EXPECT_EQ(uncertain.at("why"), "500");
  const json::value failed = listed("failed").at("message");
  EXPECT_EQ(again(uncertain.at("message"), R"({"did_not_arrive":false})"), "body_malformed");
  EXPECT_EQ(again(uncertain.at("message"), "{}"), "body_malformed");
  EXPECT_EQ(again(uncertain.at("message")), "waiting");
  EXPECT_EQ(again(uncertain.at("message")), "waiting") << "a second press changes nothing";
  EXPECT_EQ(again(failed), "waiting");
  EXPECT_EQ(pass().sent, 2);
  EXPECT_EQ(server_.taken().size(), 4U) << "two of the first pass, of which one was not answered, and these two";
  EXPECT_EQ(again(failed), "message_not_again") << "it was sent meanwhile";
  EXPECT_EQ(pass().sent, 0);
  const auto rows = operations::newest_audit_rows(store(), {UnitPath{"1."}, {}, "message.again"}).value();
  ASSERT_EQ(rows.size(), 2U);
  for (const operations::AuditRow& row : rows) {
    EXPECT_TRUE(row.object.starts_with("person:")) << row.object;
    EXPECT_NE(row.details.find("\"was\""), std::string::npos) << row.details;
    EXPECT_EQ((row.object + row.details).find("head"), std::string::npos);
  }
}

TEST_P(Messages, WhatCannotGoOutOnceMoreIsRefused) {
  EXPECT_EQ(again("no such message"), "message_unknown");
  change("UPDATE people SET phone = NULL WHERE person_id = 'head2'");
  pass();
  EXPECT_EQ(again(listed("dropped").at("message")), "message_not_again");
  EXPECT_FALSE(listed("dropped").at("again").as_bool());
  EXPECT_EQ(again(listed("sent").at("message")), "message_not_again");
  change("UPDATE messages SET state = 'sending', next_at = next_at + 3600 WHERE state = 'sent'");
  EXPECT_EQ(again(listed("sending").at("message")), "sending") << "it is on its way";
  change("UPDATE messages SET state = 'uncertain', kind = 'invitation' WHERE state = 'sending'");
  EXPECT_FALSE(listed("uncertain").at("again").as_bool());
  EXPECT_EQ(again(listed("uncertain").at("message")), "message_text_gone");
  change("UPDATE messages SET kind = 'reminder' WHERE state = 'uncertain'");
  Caller caller = owner();
  const std::string id(listed("uncertain").at("message").as_string());
  const auto nobody = send_message_again(caller, nullptr, id, R"({"did_not_arrive":true})");
  EXPECT_EQ(nobody.error().code, "no_messages") << "nothing would send it";
  EXPECT_EQ(count("waiting"), 0);
}

TEST_P(Messages, OnlyWhoHoldsTheSettingsSeesAndSendsThem) {
  server_.next({Mood::refuse});
  pass();
  const std::string id(listed("failed").at("message").as_string());
  access_ =
      Access("somebody", "Somebody", {Grant{"mandal_president", {Right::view_work, Right::manage_users}, {{"1.2."}}}});
  Caller caller = owner();
  EXPECT_EQ(messages_view(caller, &settings_).error().kind, ErrorKind::forbidden);
  EXPECT_EQ(send_message_again(caller, &settings_, id, R"({"did_not_arrive":true})").error().kind,
            ErrorKind::forbidden);
  EXPECT_EQ(count("failed"), 1);
}

TEST_P(Messages, TheDeskTellsHowTheyGoOutWithoutPersonsAndSecrets) {
  settings_ = settings("provider = \"http\"\nurl = \"https://user:pass@sms.example/token-abc/send?key=abc\"\n");
  server_.next({Mood::refuse});
  const SmsSettings here = settings("provider = \"http\"\nurl = \"" + server_.url() + "\"\n");
  pass_with(here);
  Caller caller = owner();
  const json::object view = messages_view(caller, &settings_).value();
  const json::object& told = view.at("settings").as_object();
  EXPECT_EQ(view.at("way"), "http");
  EXPECT_EQ(told.at("goes_to"), "sms.example");
  EXPECT_EQ(told.at("sender"), "BTHWSE");
  EXPECT_EQ(told.at("templates").as_array().size(), 3U);
  EXPECT_EQ(told.at("templates").at(0).at("variables").at(0).at("name"), "title");
  EXPECT_EQ(told.at("templates").at(0).at("id"), "1107");
  EXPECT_EQ(told.at("unregistered"), json::array{"training"});
  const json::value& newest = view.at("newest").at(0);
  EXPECT_NE(newest.at("unit_name").at("hi").as_string().find("इकाई"), std::string::npos);
  const std::string all = json::serialize(view);
  for (const char* hidden : {"Bearer", "token-abc", "key=", "user:", "pass", "+9198765", "head1", "सूची जाँचें"}) {
    EXPECT_EQ(all.find(hidden), std::string::npos) << hidden << " in " << all;
  }
  EXPECT_TRUE(messages_view(caller, nullptr).value().at("settings").is_null());
}

INSTANTIATE_BOTH_STORES(Messages);

}  // namespace
}  // namespace boothwise::services
