#include "forecast/fit.hpp"

#include "unit/forecast/worlds.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "forecast/minimise.hpp"

namespace boothwise::forecast {
namespace {

using test::drawn_target;
using test::grid;
using test::made_up_shares;
using test::plain_contest;
using test::plain_election;

TEST(Fit, GradientIsThatOfFiniteDifferencesOfAnotherWidth) {
  const Geography geography = grid(36);
  std::vector<PastElection> elections = {plain_election(made_up_shares(36, 4, 0.06, 1), 2010)};
  const PastTarget target = drawn_target(elections, 2014, {}, geography, 5);
  const Posterior posterior(plain_contest(36, 4, 2019), elections, std::vector{target}, geography, 1e9);
  const std::vector<double> at = Posterior::prior_centre();
  const Objective objective = [&](const std::vector<double>& x) { return posterior(x); };
  const std::vector<double> gradient = gradient_of(objective, at, 2);
  for (std::size_t i = 0; i < at.size(); ++i) {
    std::vector<double> up = at;
    std::vector<double> down = at;
    up[i] += 1e-4;
    down[i] -= 1e-4;
    EXPECT_NEAR(gradient[i], (posterior(up) - posterior(down)) / 2e-4, 1e-3 * (1 + std::abs(gradient[i]))) << i;
  }
}

TEST(Fit, ScaleOfTheSeatErrorsIsRecovered) {
  // Forty elections from a known scale: central 80 % intervals of the fit hold it as often as they say.
  const Geography geography = grid(49);
  Parameters truth;
  truth.scale = 0.05;
  int held = 0;
  double middle = 0;
  constexpr int worlds = 40;
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    const std::vector<PastElection> elections = {plain_election(made_up_shares(49, 4, 0.06, seed), 2010)};
    const PastTarget target = drawn_target(elections, 2014, truth, geography, 1000 + seed);
    const Posterior posterior(plain_contest(49, 4, 2019), elections, std::vector{target}, geography, 1e9);
    const Posterior::LogScale scale = posterior.log_scale(Posterior::prior_centre());
    middle += scale.mean / worlds;
    held += std::abs(scale.mean - std::log(truth.scale)) < 1.2816 * scale.sd ? 1 : 0;
  }
  EXPECT_NEAR(std::exp(middle), truth.scale, 0.01);
  EXPECT_GE(held, worlds * 3 / 4);
}

TEST(Fit, CovariancesWithTheStateAreTheMeansOfSeatsCorrelations) {
  const Geography geography = grid(30);
  const WithState with_state(geography);
  ErrorShape shape;
  for (const double reach : {8.0, 35.0, 60.0, 400.0}) {
    shape.reach_km = reach;
    const std::vector<double> with = with_state.covariances(shape);
    for (std::size_t seat = 0; seat < 30; ++seat) {
      double sum = 0;
      for (std::size_t other = 0; other < 30; ++other) {
        const bool same = geography.region[seat] == geography.region[other];
        sum += shared_correlation(shape, same, distance_km(geography, seat, other));
      }
      EXPECT_NEAR(with[seat] / (sum / 30), 1, 0.02) << reach;  // tabled by reach
    }
  }
}

TEST(Fit, ErrorsOfABlocAreOfTheSizeOfWhatItHadAndGets) {
  Base base;
  base.state = {0.3, 0.1, 0.3};
  base.spread = {1, 1, 2};
  base.noise = 0.5;
  Parameters parameters;
  parameters.scale = 0.05;
  // 4 m (1 - m) of the mean of before and now.
  EXPECT_NEAR(bloc_sd(parameters, base, 0, 0.1), 0.05 * std::sqrt(1.5 * 4 * 0.2 * 0.8), 1e-12);
  EXPECT_GT(bloc_sd(parameters, base, 0, 0.1), bloc_sd(parameters, base, 1, 0.1)) << "who falls leaves larger errors";
  EXPECT_NEAR(bloc_sd(parameters, base, 2, 0.1) / bloc_sd(parameters, base, 0, 0.1), std::sqrt(2), 1e-12);
  parameters.size_power = 0;
  EXPECT_NEAR(bloc_sd(parameters, base, 1, 0.1), 0.05 * std::sqrt(1.5), 1e-12);
}

TEST(Fit, SameForAnyNumberOfThreads) {
  const Geography geography = grid(25);
  const std::vector<PastElection> elections = {plain_election(made_up_shares(25, 3, 0.06, 2), 2010)};
  const std::vector<PastTarget> targets = {drawn_target(elections, 2014, {}, geography, 8)};
  FitSettings settings;
  const Fitted one = fit(plain_contest(25, 3, 2019), elections, targets, geography, settings);
  settings.threads = 4;
  const Fitted four = fit(plain_contest(25, 3, 2019), elections, targets, geography, settings);
  ASSERT_EQ(one.draws.size(), four.draws.size());
  for (std::size_t i = 0; i < one.draws.size(); ++i) {
    EXPECT_EQ(one.draws[i].scale, four.draws[i].scale);
    EXPECT_EQ(one.draws[i].swing.flow, four.draws[i].swing.flow);
  }
  EXPECT_EQ(one.pareto_k, four.pareto_k);
}

TEST(Fit, WhatComesAfterTheTargetChangesNothing) {
  const Geography geography = grid(25);
  std::vector<PastElection> elections = {plain_election(made_up_shares(25, 3, 0.06, 2), 2010)};
  std::vector<PastTarget> targets = {drawn_target(elections, 2014, {}, geography, 8)};
  const Fitted before = fit(plain_contest(25, 3, 2019), elections, targets, geography, {});
  elections.push_back(plain_election(made_up_shares(25, 3, 0.3, 77), 2022));
  targets.push_back(drawn_target(elections, 2022, {}, geography, 9));
  const Fitted after = fit(plain_contest(25, 3, 2019), elections, targets, geography, {});
  EXPECT_EQ(before.best.scale, after.best.scale);
  EXPECT_EQ(before.draws.back().swing.half_life_years, after.draws.back().swing.half_life_years);
}

TEST(Fit, WithoutPastTargetsThePriorsSpeak) {
  const Geography geography = grid(16);
  const std::vector<PastElection> elections = {plain_election(made_up_shares(16, 3, 0.06, 2), 2010)};
  const Fitted fitted = fit(plain_contest(16, 3, 2014), elections, {}, geography, {});
  EXPECT_EQ(fitted.past_targets, 0U);
  EXPECT_NEAR(fitted.best.swing.half_life_years, 1.1, 1e-3);
  EXPECT_NEAR(fitted.best.swing.kappa, 0.875, 1e-3);
  EXPECT_LT(fitted.pareto_k, 0.7);
}

TEST(Fit, ParetoShapeIsFoundOfParetoWeights) {
  for (const double k : {0.2, 0.5, 0.9}) {
    std::vector<double> weights;
    for (int i = 1; i <= 4000; ++i) weights.push_back(std::pow(1 - (i - 0.5) / 4000, -k));
    EXPECT_NEAR(pareto_shape(weights), k, 0.1) << k;
  }
  EXPECT_EQ(pareto_shape({1, 2, 3}), -std::numeric_limits<double>::infinity());
}

TEST(Fit, MinimumOfAKnownFunctionIsFound) {
  const Objective bowl = [](const std::vector<double>& x) {
    return (x[0] - 1) * (x[0] - 1) * 3 + (x[1] + 2) * (x[1] + 2) + x[0] * x[1];
  };
  const Minimum found = minimise(bowl, {5, 5}, 1);
  EXPECT_NEAR(found.at[0], 16.0 / 11, 1e-3);
  EXPECT_NEAR(found.at[1], -30.0 / 11, 1e-3);
  EXPECT_NEAR(found.hessian[0], 6, 1e-2);
  EXPECT_NEAR(found.hessian[1], 1, 1e-2);
}

}  // namespace
}  // namespace boothwise::forecast
