#include "services/visit_proposal.hpp"

#include "unit/services/work_bench.hpp"

#include <set>

#include "services/calendar_feed.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;

/// Two visits to each of the first two seats by two people.
json::object visits_asked(const std::string& more = "") {
  return json::
      parse(R"({"first_day":"2026-06-15","days":10,"people":["asha","bano"],"seats":[{"pc_no":1,"visits":4},{"pc_no":2,"visits":2}])" +
            more + "}")
          .as_object();
}

TEST_F(WorkUse, VisitsAreProposedWithoutDoubleBookingAndBecomeWorkWhenAccepted) {
  Caller caller = owner();
  const json::object proposal = must(propose_visits(caller, *snapshot, json::serialize(visits_asked())));
  const json::array& visits = proposal.at("visits").as_array();
  EXPECT_EQ(visits.size() + proposal.at("left_over").as_array().size(), 6U);
  EXPECT_EQ(tasks_in_store(), 0);  // nothing is kept
  std::set<std::string> turns;
  std::set<std::string> places;
  json::array accepted;
  for (const json::value& visit : visits) {
    const auto text = [&](const char* member) { return json::serialize(visit.at(member)); };
    EXPECT_TRUE(turns.insert(text("person") + text("day") + text("turn")).second);
    EXPECT_TRUE(places.insert(text("ac_no") + text("day")).second);
    EXPECT_FALSE(visit.at("booked").as_bool());
    accepted.push_back(
        json::object{{"person", visit.at("person")}, {"ac_no", visit.at("ac_no")}, {"day", visit.at("day")}});
  }
  const std::string body = json::serialize(json::object{{"language", "en"}, {"visits", accepted}});
  EXPECT_EQ(must(accept_visits(caller, *snapshot, body)).at("tasks").as_array().size(), visits.size());
  EXPECT_EQ(tasks_in_store(), static_cast<std::int64_t>(visits.size()));
  EXPECT_EQ(code_of(accept_visits(caller, *snapshot, body)), "visit_there_already");
  EXPECT_EQ(tasks_in_store(), static_cast<std::int64_t>(visits.size()));
  const auto feed = calendar_feed(caller, Language::english);
  ASSERT_TRUE(feed.ok());
  EXPECT_NE(feed->find("Visit: "), std::string::npos);
}

TEST_F(WorkUse, VisitsThatWereAcceptedStayWhenMoreAreProposed) {
  Caller caller = owner();
  const json::object first = must(propose_visits(caller, *snapshot, json::serialize(visits_asked())));
  const json::value& one = first.at("visits").at(0);
  must(accept_visits(caller, *snapshot,
                     json::serialize(json::object{{"visits", json::array{json::object{{"person", one.at("person")},
                                                                                      {"ac_no", one.at("ac_no")},
                                                                                      {"day", one.at("day")}}}}})));
  const json::object again =
      must(propose_visits(caller, *snapshot, json::serialize(visits_asked(R"(,"visits_a_day":1)"))));
  int booked = 0;
  std::set<std::string> days;
  for (const json::value& visit : again.at("visits").as_array()) {
    EXPECT_TRUE(days.insert(json::serialize(visit.at("person")) + json::serialize(visit.at("day"))).second);
    if (!visit.at("booked").as_bool()) continue;
    ++booked;
    EXPECT_EQ(visit.at("day"), one.at("day"));
    EXPECT_EQ(visit.at("ac_no"), one.at("ac_no"));
  }
  EXPECT_EQ(booked, 1);
}

TEST_F(WorkUse, VisitsAreRefusedWithWhatIsWrong) {
  Caller caller = owner();
  const auto refused = [&](const std::string& body) { return code_of(propose_visits(caller, *snapshot, body)); };
  json::object body = visits_asked();
  body["people"] = json::array{"mandal_person"};  // without a home segment
  EXPECT_EQ(refused(json::serialize(body)), "home_unknown");
  body["people"] = json::array{"nobody"};
  EXPECT_EQ(refused(json::serialize(body)), "person_unknown");
  body = visits_asked();
  body["seats"] = json::array{json::object{{"pc_no", 999}, {"visits", 1}}};
  EXPECT_EQ(refused(json::serialize(body)), "seat_not_here");
  body["seats"] = json::array{json::object{{"pc_no", 1}, {"visits", 0}}};
  EXPECT_EQ(refused(json::serialize(body)), "nothing_to_propose");
  body = visits_asked();
  body["first_day"] = "soon";
  EXPECT_EQ(refused(json::serialize(body)), "date_malformed");
  const Access below = holder("below", reporter, "1.2.3.");
  Caller reporting = as(below);
  EXPECT_EQ(code_of(propose_visits(reporting, *snapshot, json::serialize(visits_asked()))), "not_yours");
  EXPECT_EQ(
      code_of(accept_visits(reporting, *snapshot, R"({"visits":[{"person":"bano","ac_no":200,"day":"2026-06-15"}]})")),
      "not_yours");
}

}  // namespace
}  // namespace boothwise::services
