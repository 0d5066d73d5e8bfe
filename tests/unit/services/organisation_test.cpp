#include "operations/audit.hpp"
#include "operations/booth_agents.hpp"
#include "unit/services/organisation_bench.hpp"

#include <algorithm>
#include <set>

namespace boothwise::services {
namespace {

namespace json = boost::json;

class OrganisationUnits : public test::OrganisationBench {};

TEST_P(OrganisationUnits, TheFirstUnitIsTheTopAndThereIsOneOnly) {
  EXPECT_EQ(path_of(top), "1.");
  EXPECT_EQ(code_of(try_add(0, "state", "दूसरा")), "top_there_already");
  EXPECT_EQ(code_of(try_close(top)), "unit_is_top");
}

TEST_P(OrganisationUnits, ALevelStandsBelowAHigherOne) {
  const auto mandal = add(top, "mandal", "मंडल");
  EXPECT_EQ(code_of(try_add(mandal, "district", "ज़िला")), "level_not_below");
  EXPECT_EQ(code_of(try_add(mandal, "mandal", "मंडल")), "level_not_below");
  EXPECT_EQ(code_of(try_add(mandal, "village", "गाँव")), "level_unknown");
  EXPECT_EQ(code_of(try_add(mandal, "बूथ", "बूथ 1")), "done");
}

TEST_P(OrganisationUnits, ADistrictCoveringAForeignBoothIsRefusedAndTheBoothNamed) {
  const auto region = add(top, "region", "क्षेत्र", "district Agra");
  const auto refused = try_add(region, "district", "ज़िला", "parts 4: 7");
  ASSERT_EQ(code_of(refused), "place_foreign");
  EXPECT_EQ(refused.error().where.value, "parts 4: 7");
  EXPECT_NE(refused.error().message.hi.find("क्षेत्र"), std::string::npos);
  EXPECT_EQ(unit(region).at("below").as_array().size(), 0U) << "nothing was written";
}

TEST_P(OrganisationUnits, SiblingsDoNotShareABooth) {
  const auto a = add(top, "district", "क", "AC 1; parts 2: 1-9");
  const auto b = add(top, "district", "ख", "parts 2: 10-20");
  EXPECT_EQ(code_of(try_places(b, "parts 2: 9-20")), "place_taken");
  EXPECT_EQ(code_of(try_places(b, "PC 1")), "place_taken");
  EXPECT_EQ(unit(b).at("places").at("text").as_string(), "parts 2: 10-20");
  EXPECT_EQ(code_of(try_places(a, "AC 1")), "done");
  EXPECT_EQ(code_of(try_places(b, "AC 2")), "done");
}

TEST_P(OrganisationUnits, WhatUnitsBelowCoverCannotBeTakenFromAbove) {
  const auto district = add(top, "district", "ज़िला", "AC 1, 2");
  add(district, "mandal", "मंडल", "parts 2: 5");
  const auto refused = try_places(district, "AC 1");
  ASSERT_EQ(code_of(refused), "place_foreign");
  EXPECT_EQ(refused.error().where.value, "parts 2: 5");
}

TEST_P(OrganisationUnits, AUnitMovesWithAllBelowItUnlessThatBreaksARule) {
  const auto a = add(top, "district", "क", "AC 1");
  const auto b = add(top, "district", "ख", "AC 2");
  const auto c = add(top, "region", "ग");
  const auto mandal = add(a, "mandal", "मंडल", "parts 1: 1-9");
  const auto booth = add(mandal, "booth", "बूथ", "parts 1: 3");
  EXPECT_EQ(code_of(try_move(mandal, b)), "place_foreign");
  EXPECT_EQ(code_of(try_move(mandal, c)), "place_taken") << "AC 1 is the former district's";
  EXPECT_EQ(path_of(booth), "1.2.5.6.");
  EXPECT_EQ(code_of(try_move(a, booth)), "unit_cycle");
  EXPECT_EQ(code_of(try_move(a, a)), "unit_cycle");
  EXPECT_EQ(code_of(try_move(top, a)), "unit_is_top");
  EXPECT_EQ(code_of(try_move(b, mandal)), "level_not_below");
  EXPECT_EQ(code_of(try_move(a, c)), "done");
  EXPECT_EQ(path_of(booth), "1.4.2.5.6.");
}

TEST_P(OrganisationUnits, AClosedUnitsPeopleGoUpItsPostsEndAndItsBoothsAreFree) {
  const auto a = add(top, "district", "क", "AC 1");
  const auto mandal = add(a, "mandal", "मंडल", "parts 1: 1-9");
  const auto other = add(a, "mandal", "मंडल 2");
  const auto person = add_someone(mandal, "राम", R"(,"post":"mandal_president")");
  EXPECT_EQ(code_of(try_close(a)), "unit_has_units");
  EXPECT_EQ(code_of(try_close(mandal)), "done");
  EXPECT_EQ(code_of(try_close(mandal)), "unit_closed");
  EXPECT_EQ(code_of(try_add(mandal, "booth", "बूथ")), "unit_closed");
  EXPECT_EQ(code_of(try_places(other, "parts 1: 1-9")), "done");
  auto caller = owner();
  const auto view = must(person_view(caller, person, ""));
  EXPECT_EQ(view.at("unit").as_int64(), a);
  EXPECT_FALSE(view.at("posts").at(0).at("to").is_null());
}

TEST_P(OrganisationUnits, NobodyChangesOrSeesWhatLiesOutOfReach) {
  const auto a = add(top, "district", "क", "AC 1");
  const auto b = add(top, "district", "ख", "AC 2");
  const Access access = head_of("1." + std::to_string(a) + ".");
  auto caller = as(access);
  EXPECT_EQ(code_of(unit_view(caller, b)), "unit_unknown");
  EXPECT_EQ(code_of(unit_view(caller, top)), "unit_unknown");
  EXPECT_EQ(code_of(unit_view(caller, 0)), "done");
  EXPECT_EQ(code_of(change_unit(caller, b, R"({"name_hi":"ग"})")), "unit_unknown");
  EXPECT_EQ(code_of(change_unit(caller, a, R"({"name_hi":"ग"})")), "done");
  EXPECT_EQ(code_of(set_unit_places(caller, state, a, R"({"places":"AC 3"})")), "not_yours") << "decided from above";
  const auto mine = must(services::add_unit(
      caller, state,
      R"({"parent":)" + std::to_string(a) + R"(,"level":"mandal","name_hi":"म","places":"parts 1: 1"})"));
  const auto refused = services::add_unit(
      caller, state, R"({"parent":)" + std::to_string(a) + R"(,"level":"mandal","name_hi":"म","places":"parts 2: 1"})");
  EXPECT_EQ(code_of(refused), "place_foreign");
  EXPECT_EQ(must(search_organisation(caller, "ख")).at("units").as_array().size(), 0U);
}

TEST_P(OrganisationUnits, EveryChangeStandsInTheAuditTrail) {
  const auto a = add(top, "district", "क", "AC 1");
  EXPECT_EQ(code_of(try_places(a, "AC 1, 2")), "done");
  const auto rows = operations::newest_audit_rows(store(), {UnitPath{"1."}, {}, {}, 0, 1'900'000'000, {}, 10}).value();
  std::multiset<std::string> actions;
  for (const auto& row : rows) actions.insert(row.action);
  EXPECT_EQ(actions, (std::multiset<std::string>{"unit.opened", "unit.opened", "unit.places_set"}));
}

INSTANTIATE_BOTH_STORES(OrganisationUnits);

class OrganisationPeople : public test::OrganisationBench {
 protected:
  void SetUp() override {
    test::OrganisationBench::SetUp();
    if (IsSkipped()) return;
    district = add(top, "district", "ज़िला", "AC 1");
    booth = add(add(district, "mandal", "मंडल"), "booth", "बूथ 7", "parts 1: 7");
  }
  Result<json::object> begin(const std::string& person, const std::string& post, const std::string& from = "") {
    auto caller = owner();
    return begin_post(
        caller, json::serialize(json::object{{"person", person}, {"unit", district}, {"post", post}, {"from", from}}));
  }
  Result<json::object> end(const std::string& held, const std::string& on = "") {
    auto caller = owner();
    return end_post(caller, held, json::serialize(json::object{{"on", on}}));
  }
  Result<json::object> appoint(const std::string& person, const std::string& more = "") {
    auto caller = owner();
    return appoint_agent(caller, state,
                         R"({"ac_no":1,"part":"7","bla1_by":"ज़िला अध्यक्ष","bla2_on":"2026-05-01","person":")" + person +
                             "\"" + more + "}");
  }
  std::string held_at_district(std::size_t place = 0) {
    return std::string(unit(district).at("posts").at(place).at("held").as_string());
  }
  std::int64_t district = 0, booth = 0;
};

TEST_P(OrganisationPeople, APostIsOfItsLevelAndNotHeldByMoreThanMayHoldIt) {
  const auto ram = add_someone(district, "राम");
  const auto sita = add_someone(district, "सीता");
  EXPECT_EQ(code_of(begin(ram, "mandal_president")), "post_of_other_level");
  EXPECT_EQ(code_of(begin(ram, "king")), "post_unknown");
  EXPECT_EQ(code_of(begin(ram, "ज़िला अध्यक्ष", "2026-02-01")), "done");
  EXPECT_EQ(code_of(begin(ram, "district_president")), "post_held_already");
  EXPECT_EQ(code_of(begin(sita, "district_president")), "post_full");
  EXPECT_TRUE(unit(district).at("has_head").as_bool());
  EXPECT_EQ(code_of(end(held_at_district(), "2026-01-01")), "days_reversed");
  EXPECT_EQ(code_of(end(held_at_district(), "2026-12-01")), "day_in_future");
  const auto held = held_at_district();
  EXPECT_EQ(code_of(end(held, "2026-03-01")), "done");
  EXPECT_EQ(code_of(end(held)), "post_not_held");
  EXPECT_FALSE(unit(district).at("has_head").as_bool());
  EXPECT_EQ(code_of(begin(sita, "district_president", "2026-02-15")), "post_full") << "Ram held it then";
  EXPECT_EQ(code_of(begin(sita, "district_president", "2026-03-01")), "done") << "on the day when he ended";
}

TEST_P(OrganisationPeople, TelephoneNumbersAreMadeAlikeAndAreOnePersonsOnly) {
  add_someone(district, "राम", R"(,"phone":"98765 43210")");
  auto caller = owner();
  const std::string at = R"({"name":"सीता","unit":)" + std::to_string(booth);
  EXPECT_EQ(code_of(add_person(caller, at + R"(,"phone":"09876543210"})")), "phone_taken");
  EXPECT_EQ(code_of(add_person(caller, at + R"(,"phone":"12345"})")), "phone_malformed");
  EXPECT_EQ(code_of(add_person(caller, at + R"(,"email":"nobody"})")), "body_malformed");
  EXPECT_EQ(code_of(add_person(caller, at + R"(,"languages":"234123412346"})")), "forbidden_numbers");
}

TEST_P(OrganisationPeople, WhoLeavesIsErasedAndHoldsNothing) {
  const auto ram = add_someone(district, "राम", R"(,"phone":"9876543210","post":"district_president")");
  EXPECT_EQ(code_of(appoint(ram)), "done");
  auto caller = owner();
  EXPECT_EQ(code_of(person_leaves(caller, ram, "{}")), "done");
  EXPECT_EQ(code_of(person_leaves(caller, ram, "{}")), "person_unknown");
  const auto view = unit(district);
  EXPECT_FALSE(view.at("has_head").as_bool());
  EXPECT_TRUE(view.at("former_posts").at(0).at("name").is_null());
  EXPECT_EQ(must(agents_view(caller, 0, "")).at("agents").as_array().size(), 0U);
  EXPECT_EQ(must(search_organisation(caller, "राम")).at("people").as_array().size(), 0U);
}

TEST_P(OrganisationPeople, AnAgentIsAnElectorOfThePartAndTheOnlyOne) {
  const auto ram = add_someone(district, "राम");
  const auto sita = add_someone(district, "सीता");
  EXPECT_EQ(code_of(appoint(ram, R"(,"elector_part":"8")")), "agent_elsewhere");
  EXPECT_EQ(code_of(appoint(ram, R"(,"from":"2026-04-01")")), "days_reversed") << "before the form";
  EXPECT_EQ(code_of(appoint(ram, R"(,"elector_part":"8","note":"भाग में कोई सहमत नहीं")")), "done");
  EXPECT_EQ(code_of(appoint(sita)), "agent_there_already");
  auto caller = owner();
  EXPECT_EQ(
      code_of(appoint_agent(caller, state,
                            R"({"ac_no":9,"part":"7","bla1_by":"x","bla2_on":"2026-05-01","person":")" + sita + "\"}")),
      "place_unknown");
  const auto agent = must(agents_view(caller, booth, "")).at("agents").at(0).at("agent").as_string();
  EXPECT_EQ(code_of(end_agent(caller, std::string(agent), "{}")), "done");
  EXPECT_EQ(code_of(appoint(sita)), "done");
}

TEST_P(OrganisationPeople, AnAgentStandsAtTheLowestUnitThatCoversThePart) {
  const auto ram = add_someone(district, "राम");
  EXPECT_EQ(code_of(appoint(ram)), "done");
  auto caller = owner();
  const auto at = [&](std::int64_t id) { return must(agents_view(caller, id, "")).at("agents").as_array().size(); };
  EXPECT_EQ(at(booth), 1U);
  EXPECT_EQ(code_of(try_places(booth, "parts 1: 8")), "done");
  EXPECT_EQ(at(booth), 0U);
  EXPECT_EQ(at(district), 1U);
  EXPECT_EQ(code_of(try_places(booth, "parts 1: 7-8")), "done");
  EXPECT_EQ(at(booth), 1U);
}

TEST_P(OrganisationPeople, ContactDataAreShownOnlyWithTheRightAndTheLookIsNoted) {
  add_someone(booth, "राम", R"(,"phone":"9876543210")");
  const std::string path = path_of(district);
  Access few{"u2", "Bano", {{"reader", RightSet{Right::view_organisation}, {UnitPath{path}}}}};
  auto reader = as(few);
  const auto seen = must(people_view(reader, 0, "", "", false, "")).at("people").at(0).as_object();
  EXPECT_FALSE(seen.contains("phone"));
  EXPECT_EQ(code_of(people_view(reader, 0, "", "", true, "")), "not_yours");
  const auto before =
      operations::newest_audit_rows(store(), {UnitPath{path}, {}, {}, 0, 1'900'000'000, {}, 10})->size();
  const Access head = head_of(path);
  auto caller = as(head);
  const auto list = must(people_view(caller, 0, "", "", true, "बैठक बुलाना"));
  EXPECT_EQ(list.at("people").at(0).at("phone").as_string(), "+919876543210");
  const auto rows = operations::newest_audit_rows(store(), {UnitPath{path}, {}, {}, 0, 1'900'000'000, {}, 10}).value();
  ASSERT_EQ(rows.size(), before + 1);
  const auto look = std::ranges::find(rows, "contacts.seen", &operations::AuditRow::action);
  ASSERT_NE(look, rows.end());
  EXPECT_EQ(look->purpose, "बैठक बुलाना");
  EXPECT_EQ(look->details.find("9876543210"), std::string::npos);
}

INSTANTIATE_BOTH_STORES(OrganisationPeople);

}  // namespace
}  // namespace boothwise::services
