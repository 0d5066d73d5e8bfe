#include "services/users.hpp"

#include "operations/users.hpp"
#include "unit/services/organisation_bench.hpp"

#include <set>

#include "services/approvals.hpp"
#include "services/audit_trail.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;

/// Users of two districts, managed from the state and from the districts.
class Users : public test::OrganisationBench {
 protected:
  void SetUp() override {
    test::OrganisationBench::SetUp();
    if (IsSkipped()) return;
    roles_ = Roles::load(std::filesystem::path(BOOTHWISE_SOURCE_DIR) / "data").value();
    agra_ = add(top, "district", "आगरा", "district Agra");
    mathura_ = add(top, "district", "मथुरा", "district Mathura");
    mandal_ = add(agra_, "mandal", "मंडल", "AC 1");
  }

  Result<json::object> try_invite(const Access& by, const std::string& name, const std::string& role, std::int64_t unit,
                                  std::int64_t pc = 0) {
    auto caller = as(by);
    json::object body{{"name", name}, {"sign_in_name", name}, {"role", role}, {"unit", unit}};
    if (pc > 0) body["pc"] = pc;
    return invite_user(caller, roles_, state, json::serialize(body));
  }
  std::string invite(const std::string& name, const std::string& role, std::int64_t unit, std::int64_t pc = 0) {
    return std::string(must(try_invite(Access::owner(), name, role, unit, pc)).at("id").as_string());
  }
  Result<json::object> try_give(const Access& by, const std::string& user, const std::string& role, std::int64_t unit) {
    auto caller = as(by);
    return give_role(caller, roles_, state, user, json::serialize(json::object{{"role", role}, {"unit", unit}}));
  }
  Result<json::object> try_reset(const Access& by, const std::string& user, const std::string& approval = "") {
    auto caller = as(by);
    return reset_user(caller, roles_, user, json::serialize(json::object{{"approval", approval}}));
  }
  Result<json::object> try_suspend(const Access& by, const std::string& user) {
    auto caller = as(by);
    return suspend_user(caller, roles_, user);
  }
  std::string reach_of(const std::string& user) {
    const auto grants = operations::role_grants_of(store(), user).value();
    std::string text;
    for (const UnitPath& path : grants.front().reach) text += path.text + " ";
    return text;
  }
  Access head_of_agra() { return head_of(path_of(agra_)); }

  Roles roles_;
  std::int64_t agra_ = 0;
  std::int64_t mathura_ = 0;
  std::int64_t mandal_ = 0;
};

TEST_P(Users, ADistrictInvitesBelowItselfAndNowhereElse) {
  EXPECT_EQ(code_of(try_invite(head_of_agra(), "asha", "mandal_head", mandal_)), "done");
  EXPECT_EQ(code_of(try_invite(head_of_agra(), "bano", "district_president", agra_)), "not_yours");
  EXPECT_EQ(code_of(try_invite(head_of_agra(), "bano", "district_president", mathura_)), "unit_unknown");
  EXPECT_EQ(code_of(try_invite(head_of_agra(), "bano", "state_officer", top)), "unit_unknown");
  EXPECT_EQ(code_of(try_invite(head_of_agra(), "bano", "state_officer", mandal_)), "role_not_here");
  EXPECT_EQ(code_of(try_invite(head_of_agra(), "asha", "mandal_head", mandal_)), "sign_in_name_taken");
}

TEST_P(Users, WhoeverHoldsARoleAboveIsNotTakenOverFromBelow) {
  const std::string asha = invite("asha", "mandal_head", mandal_);
  EXPECT_EQ(code_of(try_reset(head_of_agra(), asha)), "done");
  ASSERT_EQ(code_of(try_give(Access::owner(), asha, "state_officer", top)), "done");
  EXPECT_EQ(code_of(try_reset(head_of_agra(), asha)), "not_yours");
  EXPECT_EQ(code_of(try_suspend(head_of_agra(), asha)), "not_yours");
}

TEST_P(Users, AnotherDistrictsUserIsNotThere) {
  const std::string asha = invite("asha", "district_president", mathura_);
  EXPECT_EQ(code_of(try_reset(head_of_agra(), asha)), "user_unknown");
  EXPECT_EQ(code_of(try_give(head_of_agra(), asha, "mandal_head", mandal_)), "user_unknown");
}

TEST_P(Users, NobodyTouchesHerOwnAccountAndTheLastOfficerStays) {
  const Access self{"u1", "Asha", {{"head", RightSet::all(), {whole_organisation}}}};
  EXPECT_EQ(code_of(try_suspend(self, "u1")), "own_account");
  const std::string head = invite("head", "state_data_head", top);
  ASSERT_TRUE(operations::set_user_state(store(), head, "active").ok());
  EXPECT_EQ(code_of(try_suspend(Access::owner(), head)), "last_officer");
  const std::string second = invite("second", "state_data_head", top);
  ASSERT_TRUE(operations::set_user_state(store(), second, "active").ok());
  EXPECT_EQ(code_of(try_suspend(Access::owner(), head)), "done");
}

TEST_P(Users, ASensitiveResetNeedsASecondPersonAndOnce) {
  const std::string auditor = invite("auditor", "auditor", top);
  const Access one{"u1", "Asha", {{"head", RightSet::all(), {whole_organisation}}}};
  const Access other{"u2", "Bano", {{"head", RightSet::all(), {whole_organisation}}}};
  EXPECT_EQ(code_of(try_reset(one, auditor)), "approval_needed");
  auto asking = as(one);
  const auto asked = must(ask_approval(
      asking,
      json::serialize(json::object{{"kind", "reset_user"}, {"object", "user:" + auditor}, {"reason", "lost"}})));
  const std::string id(asked.at("id").as_string());
  EXPECT_EQ(code_of(decide_approval(asking, id, R"({"decision":"approved"})")), "own_request");
  auto deciding = as(other);
  EXPECT_EQ(code_of(decide_approval(deciding, id, R"({"decision":"approved"})")), "done");
  EXPECT_EQ(code_of(decide_approval(deciding, id, R"({"decision":"refused"})")), "approval_decided");
  EXPECT_EQ(code_of(try_reset(other, auditor, id)), "approval_needed") << "it was approved for who asked";
  EXPECT_EQ(code_of(try_reset(one, auditor, id)), "done");
  EXPECT_EQ(code_of(try_reset(one, auditor, id)), "approval_needed") << "once";
}

TEST_P(Users, AreListedBySearchAndStateWithHowManyThereAre) {
  invite("asha", "mandal_head", mandal_);
  const std::string bano = invite("bano", "district_president", mathura_);
  ASSERT_TRUE(operations::set_user_state(store(), bano, "active").ok());
  const auto names = [&](const UsersAsked& asked, const Access& by) {
    auto caller = as(by);
    std::string text;
    const auto view = must(users_view(caller, roles_, asked));
    for (const json::value& user : view.at("users").as_array()) text += std::string(user.at("name").as_string()) + " ";
    return text + "of " + std::to_string(view.at("counts").at("all").as_int64());
  };
  EXPECT_EQ(names({}, Access::owner()), "asha bano of 2");
  EXPECT_EQ(names({top, "", "ASH"}, Access::owner()), "asha of 2");
  EXPECT_EQ(names({top, "", "", "active"}, Access::owner()), "bano of 2");
  EXPECT_EQ(names({top, "", "%"}, Access::owner()), "of 2") << "a sign is no wild card";
  EXPECT_EQ(names({top, "asha"}, Access::owner()), "bano of 2");
  EXPECT_EQ(names({}, head_of_agra()), "asha of 1") << "the topmost unit where she manages";
  const Access agra = head_of_agra();
  auto outside = as(agra);
  EXPECT_EQ(code_of(users_view(outside, roles_, {mathura_})), "unit_unknown");
  EXPECT_EQ(code_of(user_view(outside, roles_, bano)), "user_unknown");
}

TEST_P(Users, OneOfThemIsShownWithWhatTheCallerMayDo) {
  const std::string asha = invite("asha", "mandal_head", mandal_);
  const Access agra = head_of_agra();
  auto caller = as(agra);
  const auto below = must(user_view(caller, roles_, asha));
  EXPECT_TRUE(below.at("may_manage").as_bool());
  EXPECT_FALSE(below.at("four_eyes").as_bool());
  EXPECT_TRUE(below.at("last_sign_in").is_null());
  ASSERT_EQ(code_of(try_give(Access::owner(), asha, "state_officer", top)), "done");
  const auto above = must(user_view(caller, roles_, asha));
  EXPECT_FALSE(above.at("may_manage").as_bool());
  EXPECT_TRUE(above.at("four_eyes").as_bool());
}

TEST_P(Users, WhoIsEndedCannotSignInAndNothingTellsWhoItWas) {
  const std::string asha = invite("asha", "mandal_head", mandal_);
  const Access agra = head_of_agra();
  auto caller = as(agra);
  EXPECT_EQ(code_of(end_user(caller, roles_, asha)), "done");
  EXPECT_EQ(code_of(end_user(caller, roles_, asha)), "user_unknown");
  EXPECT_EQ(code_of(user_view(caller, roles_, asha)), "user_unknown");
  const auto kept = operations::user_with_id(store(), asha).value();
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->name + kept->password_hash + kept->code_sealed, "");
  EXPECT_TRUE(operations::role_grants_of(store(), asha)->empty());
  EXPECT_EQ(code_of(try_invite(head_of_agra(), "asha", "mandal_head", mandal_)), "done") << "the name is free again";
}

TEST_P(Users, APersonsAccountEndsWhenSheLeavesInTheSameStep) {
  const std::string ram = add_someone(mandal_, "राम", R"(,"phone":"9876543210")");
  const std::string account = invite("+919876543210", "mandal_head", mandal_);
  auto caller = owner();
  EXPECT_TRUE(must(user_view(caller, roles_, account)).at("tied_to_person").as_bool()) << "by the number";
  EXPECT_EQ(must(person_leaves(caller, ram, "{}")).at("accounts_ended").to_number<int>(), 1);
  EXPECT_TRUE(operations::user_with_id(store(), account).value()->ended);
}

TEST_P(Users, WhoseAccountStandsAboveIsNotMadeToLeaveFromBelow) {
  const std::string ram = add_someone(mandal_, "राम", R"(,"phone":"9876543210")");
  const std::string account = invite("+919876543210", "mandal_head", mandal_);
  ASSERT_EQ(code_of(try_give(Access::owner(), account, "state_officer", top)), "done");
  const Access agra = head_of_agra();
  auto caller = as(agra);
  EXPECT_EQ(code_of(person_leaves(caller, ram, "{}")), "not_yours");
  EXPECT_FALSE(operations::user_with_id(store(), account).value()->ended);
  auto above = owner();
  const auto view = must(people_view(above, mandal_, "", "", false, ""));
  EXPECT_EQ(view.at("people").as_array().size(), 1U) << "nothing of it was done";
}

TEST_P(Users, TheSecondOfficerSeesWhoAskedAndWhyAndTheAskerThatItMayBeUsed) {
  const std::string auditor = invite("auditor", "auditor", top);
  const std::string asker = invite("asker", "state_data_head", top);
  const Access one{asker, "asker", {{"head", RightSet::all(), {whole_organisation}}}};
  const Access other{"u2", "Bano", {{"head", RightSet::all(), {whole_organisation}}}};
  auto asking = as(one);
  const auto asked = must(ask_approval(
      asking,
      json::serialize(json::object{{"kind", "reset_user"}, {"object", "user:" + auditor}, {"reason", "lost"}})));
  EXPECT_FALSE(asked.at("may_decide").as_bool()) << "not her own";
  auto deciding = as(other);
  const auto seen = must(approvals_view(deciding)).at("approvals").at(0).as_object();
  EXPECT_EQ(seen.at("asked_by_name").as_string(), "asker");
  EXPECT_EQ(seen.at("object_name").as_string(), "auditor");
  EXPECT_TRUE(seen.at("may_decide").as_bool());
  must(decide_approval(deciding, std::string(asked.at("id").as_string()), R"({"decision":"approved"})"));
  EXPECT_TRUE(must(approvals_view(asking)).at("approvals").at(0).at("may_use").as_bool());
  EXPECT_FALSE(must(approvals_view(deciding)).at("approvals").at(0).at("may_use").as_bool());
}

TEST_P(Users, TheTrailIsLookedThroughByWhoActionAndDay) {
  const std::string asha = invite("asha", "mandal_head", mandal_);
  auto caller = owner();
  const std::string keyed(must(user_view(caller, roles_, asha)).at("audit_id").as_string());
  const auto actions = [&](const AuditAsked& asked) {
    std::string text;
    const auto view = must(audit_view(caller, asked));
    for (const json::value& row : view.at("rows").as_array()) {
      text += std::string(row.at("action").as_string()) + " ";
    }
    return text;
  };
  EXPECT_EQ(actions({0, keyed}), "user.invited ");
  EXPECT_EQ(actions({agra_, keyed, "user."}), "user.invited ");
  EXPECT_EQ(actions({mathura_, keyed}), "");
  EXPECT_EQ(actions({0, keyed, "role."}), "");
  EXPECT_EQ(actions({0, keyed, "", "2026-05-29"}), "user.invited ");
  EXPECT_EQ(actions({0, keyed, "", "2026-05-28"}), "");
  EXPECT_EQ(code_of(audit_view(caller, {0, "", "", "yesterday"})), "date_malformed");
  EXPECT_EQ(code_of(audit_view(caller, {0, "", "", "", "x"})), "cursor_malformed");
}

TEST_P(Users, PagesOfTheTrailHoldEveryRowOnceThoughManyAreOfOneSecond) {
  auto caller = owner();
  ASSERT_TRUE(caller.whole_store()
                  .atomically([&](operations::Store& inside) -> Status {
                    for (int i = 0; i < 250; ++i) {
                      BOOTHWISE_CHECK(note_audit(inside, {caller.key(), "user" + std::to_string(i % 20), caller.now()},
                                                 "test.done", "row:" + std::to_string(i), whole_organisation));
                    }
                    return success();
                  })
                  .ok());
  std::set<std::string> seen;
  std::size_t rows = 0;
  for (std::string after;;) {
    const auto page = must(audit_view(caller, {0, "", "test.", "", after}));
    for (const json::value& row : page.at("rows").as_array()) seen.emplace(row.at("object").as_string());
    rows += page.at("rows").as_array().size();
    if (page.at("next").is_null()) break;
    after = page.at("next").as_string();
  }
  EXPECT_EQ(rows, 250U);
  EXPECT_EQ(seen.size(), 250U);
}

TEST_P(Users, ASeatsRoleReachesWhatLiesInsideTheSeatAndFollowsTheOrganisation) {
  const std::string asha = invite("asha", "seat_in_charge", top, 1);
  EXPECT_EQ(reach_of(asha), path_of(mandal_) + " ");
  const auto across = add(agra_, "mandal", "मंडल 2", "AC 2, 3");
  EXPECT_EQ(reach_of(asha), path_of(mandal_) + " ") << "AC 3 is of another seat";
  ASSERT_EQ(code_of(try_places(across, "AC 2")), "done");
  EXPECT_EQ(reach_of(asha), path_of(mandal_) + " " + path_of(across) + " ");
  const auto region = add(top, "region", "क्षेत्र");
  ASSERT_EQ(code_of(try_move(agra_, region)), "done");
  EXPECT_EQ(reach_of(asha), path_of(mandal_) + " " + path_of(across) + " ");
  ASSERT_EQ(code_of(try_close(across)), "done");
  EXPECT_EQ(reach_of(asha), path_of(mandal_) + " ");
  EXPECT_EQ(code_of(try_invite(Access::owner(), "bano", "seat_in_charge", top, 99)), "seat_unknown");
  EXPECT_EQ(code_of(try_invite(Access::owner(), "bano", "seat_in_charge", agra_, 1)), "role_not_here");
}

TEST_P(Users, ARoleMovesWithItsUnit) {
  const std::string asha = invite("asha", "mandal_head", mandal_);
  const auto region = add(top, "region", "क्षेत्र");
  ASSERT_EQ(code_of(try_move(agra_, region)), "done");
  EXPECT_EQ(reach_of(asha), path_of(mandal_) + " ");
}

INSTANTIATE_BOTH_STORES(Users);

}  // namespace
}  // namespace boothwise::services
