#include "services/messages.hpp"

#include "operations/audit.hpp"
#include "operations/messages.hpp"
#include "unit/operations/both_stores.hpp"
#include "unit/operations/small_organisation.hpp"
#include "unit/services/sms_server.hpp"

#include <fstream>
#include <gtest/gtest.h>

#include "services/election_locks.hpp"
#include "services/works.hpp"

namespace boothwise::services {
namespace {

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

INSTANTIATE_BOTH_STORES(Messages);

}  // namespace
}  // namespace boothwise::services
