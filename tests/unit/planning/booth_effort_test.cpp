#include "planning/booth_effort.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck.h>

namespace boothwise::planning {
namespace {

std::uint64_t units_of_area(const BoothEffort& effort, const BoothUnits& units, std::size_t area) {
  std::uint64_t sum = 0;
  for (std::size_t booth = 0; booth < units.size(); ++booth) {
    std::optional<std::size_t> at = effort.booths[booth].area;
    while (at && *at != area) at = effort.areas[*at].within;
    if (at) sum += units[booth];
  }
  return sum;
}

bool within_caps(const BoothEffort& effort, const BoothUnits& units) {
  for (std::size_t booth = 0; booth < units.size(); ++booth) {
    if (units[booth] > effort.booths[booth].units_most) return false;
  }
  for (std::size_t area = 0; area < effort.areas.size(); ++area) {
    if (units_of_area(effort, units, area) > effort.areas[area].units_most) return false;
  }
  return true;
}

double votes_of(const BoothEffort& effort, const BoothUnits& units) {
  double votes = 0;
  for (std::size_t booth = 0; booth < units.size(); ++booth)
    votes += votes_gained(effort.booths[booth], effort.half_units, units[booth]);
  return votes;
}

/// All plans, one after the other; those over a cap are left out once they are whole.
double most_by_enumeration(const BoothEffort& effort, BoothUnits& units, std::size_t booth) {
  if (booth == effort.booths.size()) return within_caps(effort, units) ? votes_of(effort, units) : -1;
  double most = -1;
  for (std::uint32_t given = 0; given <= effort.booths[booth].units_most; ++given) {
    units[booth] = given;
    most = std::max(most, most_by_enumeration(effort, units, booth + 1));
  }
  units[booth] = 0;
  return most;
}

/// All booths, two or three seats, segments in them.
BoothEffort some_effort(std::size_t booths_most, std::uint32_t units_most, std::uint32_t area_most) {
  BoothEffort effort;
  effort.half_units = *rc::gen::elementOf(std::vector<double>{0.5, 1, 1.7, 3});
  effort.areas.push_back({*rc::gen::inRange<std::uint64_t>(0, 3 * area_most), {}});
  const auto seats = *rc::gen::inRange<std::size_t>(1, 4);
  for (std::size_t seat = 0; seat < seats; ++seat)
    effort.areas.push_back({*rc::gen::inRange<std::uint64_t>(0, 2 * area_most), 0});
  const auto segments = *rc::gen::inRange<std::size_t>(0, 3);
  for (std::size_t segment = 0; segment < segments; ++segment)
    effort.areas.push_back(
        {*rc::gen::inRange<std::uint64_t>(0, area_most), *rc::gen::inRange<std::size_t>(1, seats + 1)});
  const auto booths = *rc::gen::inRange<std::size_t>(0, booths_most + 1);
  for (std::size_t booth = 0; booth < booths; ++booth) {
    BoothResponse one;
    one.votes = *rc::gen::inRange(0, 60);
    one.votes_most = *rc::gen::inRange(0, 60);
    one.units_most = *rc::gen::inRange<std::uint32_t>(0, units_most + 1);
    one.area = *rc::gen::inRange<std::size_t>(0, effort.areas.size());
    effort.booths.push_back(one);
  }
  return effort;
}

TEST(BoothEffort, GainsAsMuchAsTheBestOfAllPlans) {
  rc::check("best_over_booths against enumeration", [] {
    const BoothEffort effort = some_effort(6, 3, 5);
    const BoothUnits plan = best_over_booths(effort).value();
    RC_ASSERT(within_caps(effort, plan));
    BoothUnits tried(effort.booths.size(), 0);
    const double most = most_by_enumeration(effort, tried, 0);
    const double rounding = 0.001 * static_cast<double>(std::accumulate(plan.begin(), plan.end(), std::size_t{1}) + 6);
    RC_ASSERT(votes_of(effort, plan) >= most - rounding);
    RC_ASSERT(votes_of(effort, plan) <= most + 1e-9);
  });
}

TEST(BoothEffort, NoPlanIsOverACapAndNoRuleGainsMore) {
  rc::check("caps of large plans, and the rules beside", [] {
    const BoothEffort effort = some_effort(60, 12, 80);
    const BoothUnits plan = best_over_booths(effort).value();
    const BoothUnits equal = equal_over_booths(effort);
    std::vector<std::size_t> order(effort.booths.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::reverse(order);
    const BoothUnits ordered = booths_in_order(effort, order);
    const double rounding = 0.001 * 60 * 12;
    for (const BoothUnits* units : {&plan, &equal, &ordered}) {
      RC_ASSERT(units->size() == effort.booths.size());
      RC_ASSERT(within_caps(effort, *units));
      RC_ASSERT(votes_of(effort, plan) >= votes_of(effort, *units) - rounding);
    }
  });
}

TEST(BoothEffort, MoreUnitsNeverGainLess) {
  rc::check("a unit more in all", [] {
    BoothEffort effort = some_effort(40, 8, 50);
    const double before = votes_of(effort, best_over_booths(effort).value());
    ++effort.areas[0].units_most;
    RC_ASSERT(votes_of(effort, best_over_booths(effort).value()) >= before - 1e-9);
  });
}

TEST(BoothEffort, OfEqualBoothsTheEarlierComesFirst) {
  const BoothResponse booth{80, 1000, 4, 0};
  const BoothEffort effort{{{5, {}}}, {booth, booth, booth}, 2};
  EXPECT_EQ(best_over_booths(effort).value(), (BoothUnits{2, 2, 1}));
  EXPECT_EQ(booths_in_order(effort, std::vector<std::size_t>{2, 0, 1}), (BoothUnits{1, 0, 4}));
}

TEST(BoothEffort, EqualEffortLeavesNoBoothOutAndSpreadsTheRestOverTheList) {
  const BoothResponse booth{80, 1000, 4, 0};
  BoothEffort effort{{{5, {}}}, std::vector<BoothResponse>(3, booth), 2};
  EXPECT_EQ(equal_over_booths(effort), (BoothUnits{2, 1, 2}));
  effort.booths.assign(1000, booth);
  effort.areas[0].units_most = 1100;
  const BoothUnits equal = equal_over_booths(effort);
  for (std::size_t hundred = 0; hundred < 10; ++hundred) {
    const auto begin = equal.begin() + static_cast<std::ptrdiff_t>(100 * hundred);
    EXPECT_GE(*std::min_element(begin, begin + 100), 1U);
    EXPECT_NEAR(std::accumulate(begin, begin + 100, 0), 110, 3) << hundred;
  }
}

TEST(BoothEffort, SpendsNoUnitWhereNothingMoreCanBeGained) {
  const BoothEffort effort{{{9, {}}}, {{100, 60, 9, 0}, {0, 50, 9, 0}}, 1};  // 50, then 10, then nothing
  const BoothUnits plan = best_over_booths(effort).value();
  EXPECT_EQ(plan, (BoothUnits{2, 0}));
  EXPECT_DOUBLE_EQ(votes_gained(effort.booths[0], 1, 2), 60);
}

TEST(BoothEffort, RefusesWhatIsMalformed) {
  const BoothResponse booth{10, 10, 1, 0};
  const auto code = [](const BoothEffort& effort) { return best_over_booths(effort).error().code; };
  EXPECT_EQ(code({{{1, {}}}, {booth}, 0}), "effort_malformed");
  EXPECT_EQ(code({{{1, {}}, {1, 1}}, {booth}, 1}), "effort_malformed");
  EXPECT_EQ(code({{{1, {}}}, {{-1, 10, 1, 0}}, 1}), "effort_malformed");
  EXPECT_EQ(code({{{1, {}}}, {{10, 10, booth_units_bound + 1, 0}}, 1}), "effort_malformed");
  EXPECT_EQ(code({{{1, {}}}, {{10, 10, 1, 1}}, 1}), "effort_malformed");
  EXPECT_EQ(code({{{1, {}}}, {{std::nan(""), 10, 1, 0}}, 1}), "effort_malformed");
}

}  // namespace
}  // namespace boothwise::planning
