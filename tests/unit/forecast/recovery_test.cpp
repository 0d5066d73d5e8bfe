// What the fit says of parameters, against worlds drawn from known ones: shared model, section 10.
#include "unit/forecast/worlds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <numeric>

#include "forecast/fit.hpp"

namespace boothwise::forecast {
namespace {

using test::drawn_target;
using test::grid;
using test::made_up_shares;
using test::plain_contest;
using test::plain_election;

/// A parameter, and how it is drawn from its prior by a standard normal number: docs/forecast.md#fit.
struct Parameter {
  const char* name;
  std::function<double&(Parameters&)> of;
  std::function<void(Parameters&, double)> draw;
};

void lognormal(double& into, double middle, double sd, double z) { into = middle * std::exp(sd * z); }
void logistic(double& into, double middle, double sd, double z) {
  into = 1 / (1 + (1 - middle) / middle * std::exp(-sd * z));
}

/// Shares of region, near and own from their ratios, as the fit has them.
void draw_shares(Parameters& truth, double region_over_own, double near_over_own) {
  truth.error.region = region_over_own / (1 + region_over_own + near_over_own);
  truth.error.near = near_over_own / (1 + region_over_own + near_over_own);
}

const std::vector<Parameter>& all_parameters() {
  static const std::vector<Parameter> parameters = {
      {"half-life", [](Parameters& of) -> double& { return of.swing.half_life_years; },
       [](Parameters& to, double z) { lognormal(to.swing.half_life_years, 1.1, 0.4, z); }},
      {"other house", [](Parameters& of) -> double& { return of.swing.other_kind_weight; },
       [](Parameters& to, double z) { lognormal(to.swing.other_kind_weight, 1, 0.4, z); }},
      {"flow", [](Parameters& of) -> double& { return of.swing.flow; },
       [](Parameters& to, double z) { logistic(to.swing.flow, 0.9, 0.8, z); }},
      {"smooth", [](Parameters& of) -> double& { return of.swing.smooth; },
       [](Parameters& to, double z) { logistic(to.swing.smooth, 0.5, 0.7, z); }},
      // Beta(7, 1): its quantile is u^(1/7).
      {"kappa", [](Parameters& of) -> double& { return of.swing.kappa; },
       [](Parameters& to, double z) { to.swing.kappa = std::pow(normal_below(z), 1.0 / 7); }},
      {"region", [](Parameters& of) -> double& { return of.error.region; },
       [](Parameters& to, double z) { draw_shares(to, 0.08 / 0.72 * std::exp(0.7 * z), 0.2 / 0.72); }},
      {"near", [](Parameters& of) -> double& { return of.error.near; },
       [](Parameters& to, double z) {
         const double own = to.error.own();
         draw_shares(to, to.error.region / own, 0.2 / 0.72 * std::exp(0.7 * z));
       }},
      {"reach", [](Parameters& of) -> double& { return of.error.reach_km; },
       [](Parameters& to, double z) { lognormal(to.error.reach_km, 60, 0.5, z); }},
      // 2 + Gamma(2, rate 0.4): a chi-square of four degrees over 0.8.
      {"degrees", [](Parameters& of) -> double& { return of.error.degrees; },
       [](Parameters& to, double z) { to.error.degrees = 2 + chi_square_quantile(normal_below(z), 4) / 0.8; }},
      {"size power", [](Parameters& of) -> double& { return of.size_power; },
       [](Parameters& to, double z) { lognormal(to.size_power, 1, 1, z); }},
  };
  return parameters;
}

constexpr std::uint64_t worlds = 160;
constexpr std::size_t draws = 63;

/// For each parameter and world, how many of the posterior's draws are below the truth that the world was drawn from.
const std::vector<std::vector<std::size_t>>& ranks() {
  static const std::vector<std::vector<std::size_t>> known = [] {
    const std::size_t count = all_parameters().size();
    std::vector<std::vector<std::size_t>> found(count);
    const Geography geography = grid(36);
    for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
      Parameters truth;
      const std::vector<double> z = standard_normals(seed, 4, count);
      for (std::size_t i = 0; i < count; ++i) all_parameters()[i].draw(truth, z[i]);
      truth.scale = 0.03;
      std::vector<PastElection> elections = {plain_election(made_up_shares(36, 4, 0.04, seed), 2010),
                                             plain_election(made_up_shares(36, 4, 0.04, seed + 900), 2012)};
      elections[1].kind = 1;
      const PastTarget target = drawn_target(elections, 2014, truth, geography, 5000 + seed);
      FitSettings settings;
      settings.seats_per_election = 1e9;  // the worlds' seats are as independent as the model has them
      settings.seed = seed;
      settings.proposals = 256;
      settings.draws = draws;
      settings.threads = 2;
      Fitted fitted = fit(plain_contest(36, 4, 2019), elections, std::vector{target}, geography, settings);
      for (std::size_t i = 0; i < count; ++i) {
        const double true_value = all_parameters()[i].of(truth);
        found[i].push_back(static_cast<std::size_t>(std::ranges::count_if(
            fitted.draws, [&](Parameters& draw) { return all_parameters()[i].of(draw) < true_value; })));
      }
    }
    return found;
  }();
  return known;
}

TEST(Recovery, IntervalsOfAllParametersHoldTheTruthAsOftenAsTheySay) {
  for (const double central : {0.5, 0.8, 0.95}) {
    double held = 0;
    for (const auto& of_parameter : ranks()) {
      for (const std::size_t rank : of_parameter) {
        const double place = (static_cast<double>(rank) + 0.5) / (draws + 1);
        held += std::abs(place - 0.5) < central / 2 ? 1 : 0;
      }
    }
    const double share = held / static_cast<double>(worlds * ranks().size());
    EXPECT_NEAR(share, central, 0.04);
  }
}

TEST(Recovery, RanksOfTheTruthAmongThePosteriorsDrawsAreUniform) {
  // Simulation-based calibration (Talts et al. 2018): eight classes; chi-square of seven degrees, p above 0.01 for all
  // parameters together and, as there are ten of them, above 0.001 for each.
  constexpr std::size_t classes = 8;
  const auto chi_square = [](const std::vector<double>& counts) {
    const double each = std::accumulate(counts.begin(), counts.end(), 0.0) / classes;
    double sum = 0;
    for (const double count : counts) sum += (count - each) * (count - each) / each;
    return sum;
  };
  std::vector<double> together(classes, 0.0);
  for (std::size_t i = 0; i < ranks().size(); ++i) {
    std::vector<double> counts(classes, 0.0);
    for (const std::size_t rank : ranks()[i]) counts[rank * classes / (draws + 1)] += 1;
    for (std::size_t k = 0; k < classes; ++k) together[k] += counts[k];
    EXPECT_LT(chi_square(counts), chi_square_quantile(0.999, classes - 1)) << all_parameters()[i].name;
  }
  EXPECT_LT(chi_square(together), chi_square_quantile(0.99, classes - 1));
}

/// Seats and parties in another order; the last party stays the last, for "all others" are told apart by their place.
struct Order {
  std::vector<std::size_t> seats;
  std::vector<std::size_t> parties;

  [[nodiscard]] Table of(const Table& table) const {
    Table turned = table;
    for (std::size_t seat = 0; seat < table.rows; ++seat) {
      for (std::size_t party = 0; party < table.cols; ++party)
        turned.at(seat, party) = table.at(seats[seat], parties[party]);
    }
    return turned;
  }
  [[nodiscard]] Geography of(const Geography& geography) const {
    Geography turned;
    for (const std::size_t seat : seats) {
      turned.east_km.push_back(geography.east_km[seat]);
      turned.north_km.push_back(geography.north_km[seat]);
      turned.region.push_back(geography.region[seat]);
    }
    return turned;
  }
};

TEST(Recovery, RelabellingPartiesAndSeatsPermutesWhatIsFittedAndExpectedAndChangesNothingElse) {
  constexpr std::size_t seats = 30;
  Order order{std::vector<std::size_t>(seats), {2, 0, 1, 3}};
  for (std::size_t seat = 0; seat < seats; ++seat) order.seats[seat] = (seat * 7 + 3) % seats;
  // Steps that differ, so that no two neighbours are equally far.
  Geography geography = grid(seats);
  const std::vector<double> aside = standard_normals(3, 3, 2 * seats);
  for (std::size_t seat = 0; seat < seats; ++seat) {
    geography.east_km[seat] += aside[seat];
    geography.north_km[seat] += aside[seats + seat];
  }
  PastElection first = plain_election(made_up_shares(seats, 4, 0.06, 1), 2010);
  first.alliance = {0, -1, 0, -1};
  const PastElection second = plain_election(made_up_shares(seats, 4, 0.06, 2), 2012);
  const std::vector<PastElection> elections = {first, second};
  const PastTarget target = drawn_target(elections, 2014, {}, geography, 5);
  std::vector<PastElection> turned_elections = elections;
  for (PastElection& election : turned_elections) election.votes = order.of(election.votes);
  turned_elections[0].alliance = {0, 0, -1, -1};
  PastTarget turned_target = target;
  turned_target.outcome.shares = order.of(target.outcome.shares);

  const Posterior one(plain_contest(seats, 4, 2019), elections, std::vector{target}, geography, 1e9);
  const Posterior other(plain_contest(seats, 4, 2019), turned_elections, std::vector{turned_target},
                        order.of(geography), 1e9);
  const std::vector<double> at = Posterior::prior_centre();
  EXPECT_NEAR(one(at), other(at), 1e-7 * std::abs(one(at)));
  EXPECT_NEAR(one.log_scale(at).mean, other.log_scale(at).mean, 1e-9);

  Parameters parameters = Posterior::parameters(at);
  parameters.scale = 0.05;
  const Contest contest = plain_contest(seats, 4, 2019);
  const auto simulated = [&](const std::vector<PastElection>& of, const Geography& places) {
    const Ready ready = test::ready_with(parameters, places);
    const Past past = past_before(of, contest.year);
    const Base base = base_of(contest, past, parameters.swing);
    SimulationSettings settings;
    settings.elections = 60'000;
    const StateShares state{base.state};
    return std::pair(expected_shares(contest, past, ready, base.state, 1).shares[0],
                     simulate(contest, past, ready, state, Table(seats, 4, 1.0), settings));
  };
  const auto [expected, simulation] = simulated(elections, geography);
  const auto [turned_expected, turned_simulation] = simulated(turned_elections, order.of(geography));
  const Table permuted = order.of(expected);
  const Table wins = order.of(simulation.wins);
  const Table errors = order.of(simulation.wins_error);
  for (std::size_t i = 0; i < permuted.values.size(); ++i) {
    EXPECT_NEAR(turned_expected.values[i], permuted.values[i], 1e-12);
    // Random numbers go by place: another order draws others. Five standard errors of a difference.
    const double error = std::hypot(errors.values[i], turned_simulation.wins_error.values[i]);
    EXPECT_NEAR(turned_simulation.wins.values[i], wins.values[i], 5 * error + 1e-4);
  }
}

}  // namespace
}  // namespace boothwise::forecast
