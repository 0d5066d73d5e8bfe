#include "services/users.hpp"

#include "operations/users.hpp"
#include "unit/services/organisation_bench.hpp"

#include "services/approvals.hpp"

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
