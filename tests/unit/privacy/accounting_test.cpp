#include "privacy/accounting.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace boothwise::privacy {
namespace {

TEST(BudgetPlan, SharesOfAPathAddUpToTheWholeBudgetExactly) {
  EXPECT_TRUE(rc::check("any weights", [] {
    std::vector<LevelWeights> weights(*rc::gen::inRange<std::size_t>(1, 8));
    for (LevelWeights& of_table : weights) {
      for (std::uint32_t& weight : of_table) weight = *rc::gen::inRange<std::uint32_t>(0, 50);
    }
    weights.front()[0] += 1;
    const auto plan = BudgetPlan::of(weights);
    RC_ASSERT(plan.ok());
    std::optional<Rational> sum = Rational();
    for (std::size_t table = 0; table < plan->tables(); ++table) {
      for (const Level level : levels) {
        RC_ASSERT(plan->rho(table, level).is_zero() == (weights[table][number(level)] == 0));
        sum = sum->plus(plan->rho(table, level));
        RC_ASSERT(sum.has_value());
      }
    }
    RC_ASSERT(*sum == Rational(1, 10));
  }));
}

TEST(BudgetPlan, NoiseOfSixTablesAtFourLevelsHasVariance240) {
  const auto plan = BudgetPlan::of(std::vector<LevelWeights>(6, {1, 1, 1, 1}));
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(plan->rho(5, Level::booth), Rational(1, 240));
  EXPECT_EQ(noise_variance(plan->rho(5, Level::booth)), Rational(240, 1));
  EXPECT_FALSE(noise_variance(Rational()));
}

TEST(BudgetPlan, MoreThanATenthIsRefused) {
  const std::vector<LevelWeights> weights{{1, 1, 1, 1}};
  EXPECT_EQ(BudgetPlan::of(weights, Rational(100'001, 1'000'000)).error().code, "budget_too_large");
  EXPECT_EQ(BudgetPlan::of(weights, Rational()).error().code, "budget_too_large");
  EXPECT_TRUE(BudgetPlan::of(weights, Rational(1, 20)).ok());
}

TEST(BudgetPlan, WeightsThatSplitNothingAreRefused) {
  EXPECT_EQ(BudgetPlan::of({}).error().code, "weights_malformed");
  EXPECT_EQ(BudgetPlan::of({{0, 0, 0, 0}}).error().code, "weights_malformed");
  EXPECT_EQ(BudgetPlan::of({{65'536, 1, 0, 0}}).error().code, "weights_malformed");
  EXPECT_EQ(BudgetPlan::of({{1, 0, 0, 0}}, Rational(1, 1'000'000'000'000)).error().code, "budget_not_exact");
}

/// delta by its definition: the best order of a fine grid.
double delta_by_grid(double rho, double epsilon) {
  double least = 1;
  for (double a = 1.0001; a < 400; a *= 1.0001)
    least = std::min(least, std::exp((a - 1) * (a * rho - epsilon)) / (a - 1) * std::pow(1 - 1 / a, a));
  return least;
}

TEST(Conversion, DeltaIsTheLeastOverAllOrders) {
  for (const double rho : {0.01, 0.1, 1.0}) {
    for (const double epsilon : {0.2, 1.0, 3.0})
      EXPECT_NEAR(delta_of(rho, epsilon) / delta_by_grid(rho, epsilon), 1, 1e-5) << rho << ' ' << epsilon;
  }
}

TEST(Conversion, EpsilonGivesItsDeltaAndIsBelowThePlainBound) {
  for (const double rho : {0.01, 0.05, 0.1, 0.3}) {
    for (const double delta : {1e-3, 1e-6, 1e-9}) {
      const double epsilon = epsilon_of(rho, delta);
      EXPECT_LE(delta_of(rho, epsilon), delta * (1 + 1e-9));
      EXPECT_NEAR(delta_of(rho, epsilon) / delta, 1, 1e-6);
      EXPECT_LT(epsilon, epsilon_of_bun_steinke(rho, delta));
    }
  }
}

TEST(Conversion, AreTheNumbersThatTheDocumentsState) {
  EXPECT_NEAR(epsilon_of(0.1, 1e-6), 2.142, 0.005);
  EXPECT_NEAR(epsilon_of_bun_steinke(0.1, 1e-6), 2.45, 0.005);
  EXPECT_NEAR(epsilon_of(0.05, 1e-6), 1.472, 0.005);
  EXPECT_NEAR(guessing_most(0.1), 0.612, 0.0005);
}

}  // namespace
}  // namespace boothwise::privacy
