#include "planning/allocation.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck.h>

#include "base/random.hpp"

namespace boothwise::planning {
namespace {

/// All plans, one after the other.
double best_by_enumeration(const OptionProblem& problem, std::size_t place, std::vector<double> left) {
  if (place == problem.places.size()) return 0;
  double best = -1e300;
  for (const EffortOption& option : problem.places[place]) {
    std::vector<double> after = left;
    bool fits = true;
    for (std::size_t kind = 0; kind < left.size(); ++kind) {
      after[kind] -= option.cost[kind];
      fits = fits && after[kind] >= -1e-9;
    }
    if (fits) best = std::max(best, option.gain + best_by_enumeration(problem, place + 1, after));
  }
  return best;
}

TEST(Allocation, OptionsAreThoseOfTheBestPlanOfAll) {
  rc::check("allocate_options against enumeration", [] {
    OptionProblem problem;
    const auto kinds = *rc::gen::inRange<std::size_t>(1, 3);
    for (std::size_t kind = 0; kind < kinds; ++kind) problem.budget.push_back(*rc::gen::inRange(0, 12));
    const auto places = *rc::gen::inRange<std::size_t>(1, 5);
    for (std::size_t place = 0; place < places; ++place) {
      auto& options = problem.places.emplace_back();
      options.push_back({0, std::vector<double>(kinds, 0.0)});
      for (int more = *rc::gen::inRange(0, 4); more > 0; --more) {
        EffortOption option{static_cast<double>(*rc::gen::inRange(0, 100)), {}};
        for (std::size_t kind = 0; kind < kinds; ++kind) option.cost.push_back(*rc::gen::inRange(0, 8));
        options.push_back(option);
      }
    }
    const OptionPlan plan = allocate_options(problem, 10).value();
    RC_ASSERT(plan.proven);
    RC_ASSERT(std::abs(plan.gain - best_by_enumeration(problem, 0, problem.budget)) < 1e-6);
    std::vector<double> spent(kinds, 0.0);
    for (std::size_t place = 0; place < places; ++place) {
      for (std::size_t kind = 0; kind < kinds; ++kind)
        spent[kind] += problem.places[place][plan.option[place]].cost[kind];
    }
    for (std::size_t kind = 0; kind < kinds; ++kind) RC_ASSERT(spent[kind] <= problem.budget[kind] + 1e-6);
  });
}

TEST(Allocation, FallingGainsNeedNoProgramme) {
  OptionProblem problem{{{{0, {0}}, {5, {1}}, {8, {2}}}, {{1, {0}}, {5, {1}}, {6, {2}}}}, {3}};
  const OptionPlan plan = allocate_options(problem, 10).value();
  EXPECT_TRUE(plan.by_steps);
  EXPECT_EQ(plan.option, (std::vector<std::size_t>{2, 1}));
  problem.places[0][2].gain = 20;  // the second step gains more than the first
  EXPECT_FALSE(allocate_options(problem, 10).value().by_steps);
}

TEST(Allocation, RefusesWhatCannotBe) {
  const OptionProblem dear{{{{1, {3}}}}, {2}};
  EXPECT_EQ(allocate_options(dear, 10).error().code, "options_impossible");
  const OptionProblem none{{{}}, {2}};
  EXPECT_EQ(allocate_options(none, 10).error().code, "options_malformed");
  SeatChances chances{1, 1, 1, {1.5}};
  EXPECT_EQ(allocate_effort(chances, {}, 1).error().code, "chances_malformed");
  chances.probability[0] = 0.5;
  EXPECT_EQ(allocate_effort(chances, {Aim::at_least, 2}, 1).error().code, "aim_malformed");
}

double normal_cdf(double value) { return 0.5 * std::erfc(-value / std::sqrt(2.0)); }

/// Seats with leads in points, a swing that all share, and effort that moves the lead by less and less.
SeatChances chances_of(const std::vector<double>& leads, std::size_t draws, std::size_t levels, double most) {
  SeatChances chances{draws, leads.size(), levels, {}};
  for (const double lead : leads) {
    for (std::size_t level = 0; level < levels; ++level) {
      for (std::size_t draw = 0; draw < draws; ++draw) {
        const double swing = 12 * (static_cast<double>(draw) + 0.5) / static_cast<double>(draws) - 6;
        const double effort = most * (1 - std::exp(-static_cast<double>(level) / 3));
        chances.probability.push_back(normal_cdf((lead + swing + effort) / 7));
      }
    }
  }
  return chances;
}

double best_plan_by_enumeration(const SeatChances& chances, const SeatAim& aim, std::size_t seat, std::size_t left,
                                Levels& plan) {
  if (seat == chances.seats) return worth(chances, aim, plan);
  double best = -1e300;
  for (std::size_t level = 0; level < chances.levels && level <= left; ++level) {
    plan[seat] = level;
    best = std::max(best, best_plan_by_enumeration(chances, aim, seat + 1, left - level, plan));
  }
  return best;
}

TEST(Allocation, PlansOfAllThreeAimsAreAsGoodAsTheBestOfAll) {
  const SeatChances chances = chances_of({-9, -4, -1, 2, 6}, 20, 5, 4);
  for (const SeatAim& aim : {SeatAim{Aim::expected_seats, 0}, SeatAim{Aim::at_least, 4}, SeatAim{Aim::all, 0}}) {
    Levels plan(5, 0);
    const double best = best_plan_by_enumeration(chances, aim, 0, 7, plan);
    const Levels found = allocate_effort(chances, aim, 7).value();
    EXPECT_LE(std::accumulate(found.begin(), found.end(), std::size_t{0}), 7);
    EXPECT_NEAR(worth(chances, aim, found), best, 1e-3 * std::abs(best));
  }
}

TEST(Allocation, ChanceOfAtLeastIsTheSumOverAllOutcomes) {
  const SeatChances chances = chances_of({-5, 0, 3, 8}, 3, 2, 4);
  const Levels plan{1, 0, 1, 0};
  for (std::size_t least = 1; least <= 4; ++least) {
    double sum = 0;
    for (std::size_t draw = 0; draw < 3; ++draw) {
      for (unsigned outcome = 0; outcome < 16; ++outcome) {
        double chance = 1.0 / 3;
        std::size_t won = 0;
        for (std::size_t seat = 0; seat < 4; ++seat) {
          const double win = chances.of(seat, plan[seat])[draw];
          const bool is_won = (outcome >> seat & 1U) != 0;
          chance *= is_won ? win : 1 - win;
          won += is_won ? 1 : 0;
        }
        if (won >= least) sum += chance;
      }
    }
    EXPECT_NEAR(worth(chances, {Aim::at_least, least}, plan), sum, 1e-12);
  }
}

TEST(Allocation, ThePlanIsNeverWorseThanEqualEffortOrNearestFirst) {
  std::vector<double> leads;
  RandomStream stream(4);
  for (int seat = 0; seat < 30; ++seat) leads.push_back(40 * stream.uniform() - 20);
  std::vector<std::size_t> nearest(leads.size());
  std::iota(nearest.begin(), nearest.end(), std::size_t{0});
  std::ranges::sort(nearest, {}, [&](std::size_t seat) { return std::abs(leads[seat]); });
  const SeatChances chances = chances_of(leads, 40, 6, 5);
  for (const SeatAim& aim : {SeatAim{Aim::expected_seats, 0}, SeatAim{Aim::at_least, 18}, SeatAim{Aim::all, 0}}) {
    const double ours = worth(chances, aim, allocate_effort(chances, aim, 45).value());
    EXPECT_GE(ours, worth(chances, aim, equal_effort(chances, 45)));
    EXPECT_GE(ours, worth(chances, aim, in_order(chances, nearest, 45)));
  }
}

}  // namespace
}  // namespace boothwise::planning
