#include "planning/visit_calendar.hpp"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>
#include <set>

namespace boothwise::planning {
namespace {

VisitProblem random_problem() {
  VisitProblem problem;
  problem.days = *rc::gen::inRange(1U, 12U);
  problem.visits_a_day_most = *rc::gen::inRange(1U, 4U);
  problem.km_a_day_most = *rc::gen::inRange(0, 300);
  const auto point = [] {
    return Point{24 + *rc::gen::inRange(0, 600) / 100.0, 78 + *rc::gen::inRange(0, 600) / 100.0};
  };
  for (int leader = *rc::gen::inRange(1, 4); leader > 0; --leader) {
    problem.leaders.push_back({point(), {*rc::gen::inRange(0U, 12U)}});
  }
  for (int place = *rc::gen::inRange(1, 8); place > 0; --place)
    problem.places.push_back({point(), *rc::gen::inRange(0U, 3U)});
  for (int wish = *rc::gen::inRange(0, 25); wish > 0; --wish) {
    VisitWish one{static_cast<std::uint32_t>(*rc::gen::inRange<std::size_t>(0, problem.leaders.size())),
                  static_cast<std::uint32_t>(*rc::gen::inRange<std::size_t>(0, problem.places.size())), std::nullopt};
    if (*rc::gen::inRange(0, 4) == 0) one.day = *rc::gen::inRange(0U, problem.days);
    problem.wishes.push_back(one);
  }
  return problem;
}

TEST(VisitCalendar, NobodyIsAtTwoPlacesAndEveryWishIsPlannedOrLeftOverOnce) {
  rc::check("calendar", [] {
    const VisitProblem problem = random_problem();
    const VisitCalendar calendar = plan_visits(problem).value();
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> turns;
    std::set<std::pair<std::uint32_t, std::uint32_t>> place_days;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::set<std::uint32_t>> districts;
    std::set<std::uint32_t> seen;
    for (const PlannedVisit& visit : calendar.visits) {
      const VisitWish& wish = problem.wishes[visit.wish];
      RC_ASSERT(seen.insert(visit.wish).second);
      RC_ASSERT(visit.day < problem.days);
      RC_ASSERT(visit.turn < problem.visits_a_day_most);
      RC_ASSERT(turns.emplace(wish.leader, visit.day, visit.turn).second);
      RC_ASSERT(place_days.emplace(wish.place, visit.day).second);
      RC_ASSERT(problem.leaders[wish.leader].days_away.front() != visit.day);
      RC_ASSERT(!wish.day || *wish.day == visit.day);
      if (!wish.day) districts[{wish.leader, visit.day}].insert(problem.places[wish.place].district);
    }
    for (const auto& [day, of] : districts) RC_ASSERT(of.size() == 1);
    for (const auto& [wish, why] : calendar.left_over) RC_ASSERT(seen.insert(wish).second);
    RC_ASSERT(seen.size() == problem.wishes.size());
  });
}

TEST(VisitCalendar, WaysAreShort) {
  // Ten places on a line, named in a bad order: the way along the line is the shortest.
  VisitProblem problem;
  problem.leaders.push_back({{26, 80}, {}});
  problem.visits_a_day_most = 2;
  for (const int at : {7, 2, 9, 1, 5, 10, 3, 8, 4, 6}) {
    problem.places.push_back({{26, 80 + at / 10.0}, 0});
    problem.wishes.push_back({0, static_cast<std::uint32_t>(problem.places.size() - 1), std::nullopt});
  }
  const VisitCalendar calendar = plan_visits(problem).value();
  EXPECT_EQ(calendar.visits.size(), 10);
  EXPECT_NEAR(calendar.km, great_circle_km({26, 80}, {26, 81}), 0.5);
  EXPECT_EQ(calendar.visits.back().day, 4);
}

TEST(VisitCalendar, TellsWhyAVisitIsLeftOver) {
  VisitProblem problem;
  problem.days = 2;
  problem.visits_a_day_most = 1;
  problem.leaders = {{{26, 80}, {0}}};
  problem.places = {{{26, 80}, 0}, {{26, 81}, 0}};
  problem.wishes = {{0, 0, 0U}, {0, 0, 1U}, {0, 1, 1U}, {0, 1, std::nullopt}};
  const VisitCalendar calendar = plan_visits(problem).value();
  ASSERT_EQ(calendar.left_over.size(), 3);
  EXPECT_EQ(calendar.left_over[0].second, NotPlanned::away);
  EXPECT_EQ(calendar.left_over[1].second, NotPlanned::full);
  EXPECT_EQ(calendar.left_over[2].second, NotPlanned::no_days);
  problem.wishes[0].place = 2;
  EXPECT_EQ(plan_visits(problem).error().code, "visits_malformed");
}

}  // namespace
}  // namespace boothwise::planning
