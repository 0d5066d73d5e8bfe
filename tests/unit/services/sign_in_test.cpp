#include "services/sign_in.hpp"

#include "operations/audit.hpp"
#include "operations/units.hpp"
#include "unit/operations/both_stores.hpp"

#include "base/one_time_code.hpp"
#include "services/kept_password.hpp"

namespace boothwise::services {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const std::string good_password = "सुबह की चाय 47 बार";

/// An organisation of a state and a district, users with roles, and a clock that is set by hand.
class SignIn : public test::BothStores {
 protected:
  void SetUp() override {
    test::BothStores::SetUp();
    if (IsSkipped()) return;
    auto loaded = Roles::load(std::filesystem::path(BOOTHWISE_SOURCE_DIR) / "data");
    ASSERT_TRUE(loaded.ok()) << loaded.error().line(Language::english);
    roles_ = std::move(loaded).value();
    const Status made = store().atomically([](operations::Store& inside) -> Status {
      for (const char* level : {"state", "district", "booth"}) {
        BOOTHWISE_CHECK(
            operations::put_level(inside, {level, level[0] - 'a', {level, level}, "head", {"Head", "प्रमुख"}}));
      }
      BOOTHWISE_CHECK(
          operations::add_unit(inside, {1, {}, {"1."}, "state", "UP", {"State", "प्रदेश"}, "2026-01-01", {}}, "state"));
      return operations::add_unit(inside, {2, 1, {"1.2."}, "booth", "B", {"Booth", "बूथ"}, "2026-01-01", {}}, "booth");
    });
    ASSERT_TRUE(made.ok()) << made.error().line(Language::english);
  }

  FrontDoor door() { return {store(), key_, roles_, now_}; }

  /// A user with a role and her invitation.
  std::string invite(const std::string& name, const std::string& role, std::int64_t unit, const std::string& path) {
    operations::User user;
    user.id = operations::new_id();
    user.unit = unit;
    user.path = {path};
    user.name = name;
    user.sign_in_name = normal_sign_in_name(name).value();
    user.language = "hi";
    user.made_by = "owner";
    user.made_at = now_;
    std::string secret;
    const Status done = store().atomically([&](operations::Store& inside) -> Status {
      BOOTHWISE_CHECK(operations::add_user(inside, user));
      BOOTHWISE_CHECK(operations::add_role_grant(
          inside, {operations::new_id(), user.id, role, unit, {path}, {}, {{path}}, "owner", now_}));
      BOOTHWISE_TRY(made, make_invitation(inside, user.id, "owner", now_));
      secret = std::move(made);
      return success();
    });
    EXPECT_TRUE(done.ok()) << done.error().line(Language::english);
    users_[name] = user.id;
    return secret;
  }
  Opened worker(const std::string& name = "asha") {
    const auto opened = take_invitation(door(), invite(name, "booth_head", 2, "1.2."), good_password, visitor_);
    EXPECT_TRUE(opened.ok());
    return opened.ok() ? *opened : Opened{};
  }
  std::string code_of(const std::string& user) {
    const auto found = operations::user_with_id(store(), user).value();
    const auto secret = key_.open(ServerKey::Purpose::one_time_codes, found->code_sealed);
    return one_time_code(secret.value(), one_time_step(now_.time_since_epoch().count()));
  }
  std::optional<Identity> who(const std::string& token) { return identify(door(), token).value(); }
  std::string refusal(const std::string& name, const std::string& password) {
    const auto opened = sign_in(door(), name, password, visitor_);
    return opened ? "" : opened.error().code;
  }

  ServerKey key_ = ServerKey::passing();
  Roles roles_;
  Instant now_{seconds(1'780'000'000)};
  Visitor visitor_{"203.0.113.7", "a phone"};
  std::map<std::string, std::string> users_;
};

TEST_P(SignIn, ABoothHeadTakesHerInvitationAndIsSignedInWithHerReachOnly) {
  const Opened opened = worker();
  EXPECT_EQ(opened.missing, Missing::nothing);
  const auto identity = who(opened.token);
  ASSERT_TRUE(identity);
  EXPECT_TRUE(identity->access.may(Right::report_work, {"1.2."}));
  EXPECT_FALSE(identity->access.may(Right::report_work, {"1."}));
  EXPECT_FALSE(identity->access.may(Right::manage_users));
}

TEST_P(SignIn, AnInvitationIsGoodOnceAndForThreeDays) {
  const std::string secret = invite("asha", "booth_head", 2, "1.2.");
  ASSERT_TRUE(take_invitation(door(), secret, good_password, visitor_).ok());
  EXPECT_EQ(take_invitation(door(), secret, good_password, visitor_).error().code, "invitation_over");
  const std::string late = invite("bano", "booth_head", 2, "1.2.");
  now_ += hours(73);
  EXPECT_EQ(take_invitation(door(), late, good_password, visitor_).error().code, "invitation_over");
  EXPECT_EQ(take_invitation(door(), "nothing", good_password, visitor_).error().code, "invitation_unknown");
}

TEST_P(SignIn, ANewInvitationEndsTheOneBefore) {
  const std::string first = invite("asha", "booth_head", 2, "1.2.");
  std::string second;
  ASSERT_TRUE(store()
                  .atomically([&](operations::Store& inside) -> Status {
                    BOOTHWISE_TRY(made, make_invitation(inside, users_["asha"], "owner", now_));
                    second = made;
                    return success();
                  })
                  .ok());
  EXPECT_EQ(invited_user(door(), first).error().code, "invitation_over");
  EXPECT_EQ(invited_user(door(), second)->name, "asha");
}

TEST_P(SignIn, AnUnknownNameAWrongPasswordAndASuspendedUserAnswerAlike) {
  worker();
  const auto unknown = sign_in(door(), "nobody", good_password, visitor_);
  const auto wrong = sign_in(door(), "asha", "another long text 1", visitor_);
  ASSERT_TRUE(operations::set_user_state(store(), users_["asha"], "suspended").ok());
  const auto suspended = sign_in(door(), "asha", good_password, visitor_);
  for (const auto& refused : {unknown, wrong, suspended}) {
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "sign_in_refused");
    EXPECT_EQ(refused.error().message.en, unknown.error().message.en);
  }
}

TEST_P(SignIn, WhoHasTheStoreWithoutTheServersKeyCannotEvenGuessAPassword) {
  worker();
  const auto kept = [&] { return operations::user_with_id(store(), users_["asha"]).value()->password_hash; };
  const std::string before = kept();
  EXPECT_FALSE(is_kept_without_key(before));
  EXPECT_FALSE(password_matches(before, good_password));
  EXPECT_FALSE(password_matches(before.substr(before.find('$')), good_password));
  EXPECT_TRUE(is_kept_password(key_, before, good_password));
  EXPECT_FALSE(is_kept_password(ServerKey::passing(), before, good_password)) << "another key's server";
  EXPECT_EQ(refusal("asha", good_password), "");
  EXPECT_EQ(kept(), before) << "kept as it was";
}

TEST_P(SignIn, APasswordThatWasKeptWithoutTheKeyIsKeptUnderItOnceItIsKnown) {
  worker();
  ASSERT_TRUE(operations::set_password(store(), users_["asha"], password_hash(good_password)).ok());
  const auto without_key = [&] {
    return is_kept_without_key(operations::user_with_id(store(), users_["asha"]).value()->password_hash);
  };
  EXPECT_EQ(refusal("asha", "another long text 1"), "sign_in_refused");
  EXPECT_TRUE(without_key());
  EXPECT_EQ(refusal("asha", good_password), "");
  EXPECT_FALSE(without_key());
  EXPECT_EQ(refusal("asha", good_password), "");
}

TEST_P(SignIn, NamesAndTelephoneNumbersAreFoundHoweverTheyAreWritten) {
  EXPECT_EQ(normal_sign_in_name(" 098765 43210 ").value(), "+919876543210");
  EXPECT_EQ(normal_sign_in_name("+91 98765-43210").value(), "+919876543210");
  EXPECT_EQ(normal_sign_in_name("Asha.Devi").value(), "asha.devi");
  for (const char* malformed : {"12345", "a b", "ab", "", "1234567890", "\xff\xfe\xfd"}) {
    EXPECT_EQ(normal_sign_in_name(malformed).error().code, "sign_in_name_malformed") << malformed;
  }
}

TEST_P(SignIn, WeakPasswordsAreRefused) {
  const std::string phone = "+919876543210";
  for (const char* weak : {"short 1", "aaaaaaaaaaaaaaaa", "123456789012", "qwertyuiopas", "my 9876543210 number"}) {
    EXPECT_EQ(check_password(weak, "Asha Devi", phone).error().code, "password_weak") << weak;
  }
  EXPECT_TRUE(check_password(good_password, "Asha Devi", phone).ok());
}

TEST_P(SignIn, PasswordsThatManyChooseAreRefusedInAnyDress) {
  for (const char* common : {"password@123456", "P@ssw0rd@2026", "India@123456", "Qwerty123456789",
                             "iloveyou!iloveyou!", "JaiShriRam1008", "welcome-2-BHARAT", "98 76 54 32 10 11"}) {
    EXPECT_EQ(check_password(common, "Asha", "asha").error().code, "password_weak") << common;
  }
  for (const char* own : {"a password for tea", "indigo kettle 47", "राम के घर 7 आम", "krishna reads slowly"}) {
    EXPECT_TRUE(check_password(own, "Asha", "asha.devi").ok()) << own;
  }
}

TEST_P(SignIn, ThePersonsOwnNameOrNumberIsRefusedInThePassword) {
  const auto refused = [](const char* password, const char* name, const char* sign_in_name) {
    const Status checked = check_password(password, name, sign_in_name);
    return !checked.ok() && checked.error().code == "password_weak";
  };
  EXPECT_TRUE(refused("kettle ASHA kettle", "Asha Devi", "+919876543210"));
  EXPECT_TRUE(refused("चाय सुनीता 47 बार", "सुनीता देवी", "+919876543210"));
  EXPECT_TRUE(refused("98765 43210 kettles", "Asha Devi", "+919876543210"));
  EXPECT_TRUE(refused("tea with asha.devi 47", "X", "asha.devi"));
  EXPECT_FALSE(refused("tall kettles sing 47", "A. K. Li", "+919876543210")) << "initials are in every sentence";
}

TEST_P(SignIn, FailuresLockTheNameLongerEachTimeAndASuccessForgetsThem) {
  worker();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(refusal("asha", "wrong password 1"), "sign_in_refused");
  const auto locked = sign_in(door(), "asha", good_password, visitor_);
  ASSERT_FALSE(locked.ok());
  EXPECT_EQ(locked.error().code, "too_many_attempts");
  EXPECT_EQ(locked.error().retry_seconds, 30);
  now_ += seconds(31);
  EXPECT_EQ(refusal("asha", "wrong password 1"), "sign_in_refused");
  EXPECT_EQ(sign_in(door(), "asha", good_password, visitor_).error().retry_seconds, 60);
  now_ += seconds(61);
  EXPECT_EQ(refusal("asha", good_password), "");
  EXPECT_EQ(refusal("asha", "wrong password 1"), "sign_in_refused");
  EXPECT_EQ(refusal("asha", good_password), "");
}

TEST_P(SignIn, AnOfficerIsNobodyUntilSheHasSetUpCodes) {
  const auto opened = take_invitation(door(), invite("head", "state_data_head", 1, "1."), good_password, visitor_);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->missing, Missing::code_setup);
  const auto waiting = who(opened->token);
  ASSERT_TRUE(waiting);
  EXPECT_FALSE(waiting->access.known());
  const auto setup = begin_code_setup(door(), *waiting);
  ASSERT_TRUE(setup.ok());
  EXPECT_EQ(setup->secret.size(), 32U);
  EXPECT_EQ(end_code_setup(door(), *waiting, "000000", visitor_).error().code, "code_refused");
  const auto set = end_code_setup(door(), *waiting, code_of(waiting->user), visitor_);
  ASSERT_TRUE(set.ok()) << set.error().line(Language::english);
  EXPECT_EQ(set->recovery_codes.size(), 10U);
  EXPECT_FALSE(who(opened->token));
  EXPECT_TRUE(who(set->opened->token)->access.may(Right::manage_settings));
}

TEST_P(SignIn, ACodeIsGoodOnceAndARecoveryCodeTakesItsPlaceOnce) {
  const auto opened = take_invitation(door(), invite("head", "state_data_head", 1, "1."), good_password, visitor_);
  const auto waiting = who(opened->token);
  ASSERT_TRUE(begin_code_setup(door(), *waiting).ok());
  const auto set = end_code_setup(door(), *waiting, code_of(waiting->user), visitor_);
  ASSERT_TRUE(set.ok());
  now_ += minutes(2);
  const std::string code = code_of(waiting->user);
  const auto first = sign_in(door(), "head", good_password, visitor_);
  EXPECT_EQ(first->missing, Missing::code);
  EXPECT_TRUE(give_code(door(), first->token, code, visitor_).ok());
  EXPECT_EQ(give_code(door(), first->token, code, visitor_).error().code, "sign_in_needed");
  const auto second = sign_in(door(), "head", good_password, visitor_);
  EXPECT_EQ(give_code(door(), second->token, code, visitor_).error().code, "code_refused");
  const auto recovered = give_code(door(), second->token, set->recovery_codes.front(), visitor_);
  ASSERT_TRUE(recovered.ok());
  EXPECT_TRUE(who(recovered->token)->access.known());
  const auto third = sign_in(door(), "head", good_password, visitor_);
  EXPECT_EQ(give_code(door(), third->token, set->recovery_codes.front(), visitor_).error().code, "code_refused");
}

TEST_P(SignIn, SessionsEndBySigningOutByIdlenessAndByTheirAge) {
  const Opened opened = worker();
  ASSERT_TRUE(sign_out(door(), *who(opened.token)).ok());
  EXPECT_FALSE(who(opened.token));
  const auto idle = sign_in(door(), "asha", good_password, visitor_);
  now_ += hours(24 * 13);
  EXPECT_TRUE(who(idle->token));
  now_ += hours(24 * 13);
  EXPECT_TRUE(who(idle->token));
  now_ += hours(24 * 5);
  EXPECT_FALSE(who(idle->token));  // 30 days old
  const auto unused = sign_in(door(), "asha", good_password, visitor_);
  now_ += hours(24 * 15);
  EXPECT_FALSE(who(unused->token));
}

TEST_P(SignIn, SigningOutElsewhereLeavesTheOneAtHand) {
  const Opened here = worker();
  const auto there = sign_in(door(), "asha", good_password, visitor_);
  ASSERT_TRUE(sign_out_elsewhere(door(), *who(here.token)).ok());
  EXPECT_TRUE(who(here.token));
  EXPECT_FALSE(who(there->token));
}

TEST_P(SignIn, ATokenDoesNoMoreThanItsScopeAndEndsWithItsTime) {
  const Opened opened = worker();
  const std::string secret = new_token();
  ASSERT_TRUE(operations::add_api_token(store(), users_["asha"],
                                        {operations::new_id(), "a program", "view_results", now_, now_ + hours(24)},
                                        token_hash(secret))
                  .ok());
  const auto identity = identify_token(door(), secret).value();
  ASSERT_TRUE(identity);
  EXPECT_TRUE(identity->access.may(Right::view_results));
  EXPECT_FALSE(identity->access.may(Right::report_work));
  now_ += hours(25);
  EXPECT_FALSE(identify_token(door(), secret).value());
  EXPECT_FALSE(identify_token(door(), opened.token).value());
}

TEST_P(SignIn, ASecretCalendarReadsWorkOfItsUserUntilItIsRevoked) {
  worker();
  const std::string& asha = users_["asha"];
  const auto make = [&](const std::string& secret) {
    return store().atomically([&](operations::Store& inside) {
      return operations::set_calendar_address(inside, asha, token_hash(secret), "en", now_);
    });
  };
  ASSERT_TRUE(make("first").ok());
  const auto identity = identify_calendar(door(), "first.ics");
  ASSERT_TRUE(identity.ok());
  EXPECT_EQ(identity->language, "en");
  EXPECT_TRUE(identity->access.may(Right::view_work, {"1.2."}));
  EXPECT_FALSE(identity->access.may(Right::report_work)) << "to read only";
  EXPECT_FALSE(identity->access.may(Right::view_results));
  EXPECT_EQ(operations::calendar_address_of(store(), asha).value()->seen_at, now_);
  EXPECT_EQ(identify_calendar(door(), "other.ics").error().code, "calendar_unknown");
  ASSERT_TRUE(make("second").ok());
  EXPECT_EQ(identify_calendar(door(), "first.ics").error().code, "calendar_unknown") << "a new one ends the old";
  ASSERT_TRUE(operations::set_user_state(store(), asha, "suspended").ok());
  EXPECT_EQ(identify_calendar(door(), "second.ics").error().code, "calendar_unknown");
  ASSERT_TRUE(operations::set_user_state(store(), asha, "active").ok());
  ASSERT_TRUE(store()
                  .atomically([&](operations::Store& inside) {
                    return operations::revoke_calendar_address(inside, asha, now_);
                  })
                  .ok());
  EXPECT_EQ(identify_calendar(door(), "second.ics").error().code, "calendar_unknown");
}

TEST_P(SignIn, TheLastSignInIsKeptOnceItIsWhole) {
  worker();
  EXPECT_EQ(operations::user_with_id(store(), users_["asha"]).value()->last_sign_in, now_);
  const std::string secret = invite("bano", "state_officer", 1, "1.");
  ASSERT_EQ(take_invitation(door(), secret, good_password, visitor_)->missing, Missing::code_setup);
  EXPECT_FALSE(operations::user_with_id(store(), users_["bano"]).value()->last_sign_in) << "the second step is missing";
}

TEST_P(SignIn, AllOfItIsInTheAuditTrailWithoutNames) {
  worker();
  refusal("asha", "wrong password 1");
  const auto rows =
      operations::newest_audit_rows(store(), {UnitPath{"1."}, {}, {}, 0, now_.time_since_epoch().count() + 1, {}, 50})
          .value();
  std::string actions;
  for (const auto& row : rows) {
    actions += row.action + " ";
    EXPECT_EQ(row.actor.find("asha"), std::string::npos);
    EXPECT_EQ(row.object.find(users_["asha"]), std::string::npos);
  }
  EXPECT_NE(actions.find("invitation.taken"), std::string::npos);
  EXPECT_NE(actions.find("sign_in.refused"), std::string::npos);
  EXPECT_TRUE(operations::verify_audit(store(), {})->empty());
}

INSTANTIATE_BOTH_STORES(SignIn);

}  // namespace
}  // namespace boothwise::services
