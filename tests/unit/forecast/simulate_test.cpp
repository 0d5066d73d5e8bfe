#include "forecast/simulate.hpp"

#include "unit/forecast/worlds.hpp"

#include <algorithm>
#include <array>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <numeric>

#include "forecast/philox.hpp"
#include "forecast/philox_lanes.hpp"
#include "forecast/simulate_part.hpp"

namespace boothwise::forecast {
namespace {

using test::grid;
using test::made_up_shares;
using test::plain_contest;
using test::ready_with;

/// Student's distribution function.
double student_below(double x, double degrees) {
  return boost::math::cdf(boost::math::students_t_distribution<double>(degrees), x);
}

struct World {
  Contest contest;
  Ready ready;
  std::vector<Table> expected;
  std::vector<std::vector<double>> sds;
  StateShares state;
  Table best_part;
};

World world(std::size_t seats, std::size_t blocs, double shared) {
  World made;
  const Geography geography = grid(seats);
  Parameters parameters;
  parameters.error.region = shared / 2;
  parameters.error.near = shared / 2;
  made.contest = plain_contest(seats, blocs, 2020);
  made.ready = ready_with(parameters, geography);
  made.expected = {made_up_shares(seats, blocs, 0.05, 11)};
  made.sds = {std::vector<double>(blocs, 0.06)};
  made.state.middle = weighted_means(made.expected[0], made.contest.valid_votes);
  made.best_part = Table(seats, blocs, 1.0);
  return made;
}

Simulated run(const World& made, SimulationSettings settings = {}) {
  return simulate_expected(made.contest, made.expected, made.sds, made.ready, made.state, made.best_part, settings);
}

TEST(Simulation, OneSeatOfTwoBlocsIsStudentsDistribution) {
  World made = world(1, 2, 0);
  made.expected[0].values = {0.53, 0.47};
  for (const double degrees : {3.0, 5.5, 9.0}) {
    made.ready.fitted.draws[0].error.degrees = degrees;
    const Simulated simulated = run(made);
    const double sd = 0.06 * std::sqrt(2.0);
    const double exact = student_below(0.06 / sd * std::sqrt(degrees / (degrees - 2)), degrees);
    EXPECT_NEAR(simulated.wins.at(0, 0), exact, 1e-6) << degrees;
    EXPECT_NEAR(simulated.all[0], exact, 1e-5);
  }
}

TEST(Simulation, IndependentSeatsAreAllWonWithTheProductOfTheirChances) {
  const World made = world(5, 2, 0);
  const Simulated simulated = run(made);
  double product = 1;
  std::vector<double> chances;
  for (std::size_t seat = 0; seat < 5; ++seat) {
    product *= simulated.wins.at(seat, 0);
    chances.push_back(simulated.wins.at(seat, 0));
  }
  EXPECT_NEAR(simulated.all[0] / product, 1, 1e-5);
  const std::vector<double> counts = poisson_binomial(chances);
  for (std::size_t count = 0; count <= 5; ++count) EXPECT_NEAR(simulated.seats[0][count], counts[count], 1e-5);
}

TEST(Simulation, PoissonBinomialIsThatOfEnumeration) {
  const std::vector<double> chances = {0.1, 0.9, 0.5, 0.33, 0.77, 0.02, 0.61, 0.48, 0.99, 0.25, 0.7, 0.05};
  std::vector<double> counted(chances.size() + 1, 0.0);
  for (unsigned set = 0; set < 1U << chances.size(); ++set) {
    double probability = 1;
    std::size_t won = 0;
    for (std::size_t i = 0; i < chances.size(); ++i) {
      const bool wins = (set >> i & 1U) != 0;
      probability *= wins ? chances[i] : 1 - chances[i];
      won += wins ? 1 : 0;
    }
    counted[won] += probability;
  }
  const std::vector<double> told = poisson_binomial(chances);
  for (std::size_t count = 0; count <= chances.size(); ++count) EXPECT_NEAR(told[count], counted[count], 1e-14);
}

TEST(Simulation, SameSeedGivesTheSameBitsOnAnyNumberOfThreads) {
  World made = world(30, 4, 0.3);
  made.ready.fitted.draws.resize(7, made.ready.fitted.draws[0]);
  made.ready.factors.resize(7, made.ready.factors[0]);
  made.expected.resize(7, made.expected[0]);
  made.sds.resize(7, made.sds[0]);
  SimulationSettings settings;
  const Simulated one = run(made, settings);
  for (const unsigned threads : {2U, 3U, 8U}) {
    settings.threads = threads;
    const Simulated many = run(made, settings);
    EXPECT_EQ(one.wins, many.wins);
    EXPECT_EQ(one.seats, many.seats);
    EXPECT_EQ(one.all, many.all);
    EXPECT_EQ(one.leads, many.leads);
  }
  settings.seed = 2;
  EXPECT_NE(run(made, settings).wins, one.wins);
}

TEST(Simulation, ExactAndCountedSeatsAgree) {
  const World made = world(40, 4, 0.3);
  SimulationSettings settings;
  settings.elections = 60'000;
  const Simulated exact = run(made, settings);
  settings.counts = SeatCounts::counted;
  const Simulated counted = run(made, settings);
  for (std::size_t i = 0; i < exact.wins.values.size(); ++i)
    EXPECT_NEAR(exact.wins.values[i], counted.wins.values[i], 0.012);
  for (std::size_t count = 0; count <= 40; ++count) EXPECT_NEAR(exact.seats[0][count], counted.seats[0][count], 0.01);
}

TEST(Simulation, ChancesOfASeatAddUpToOneWithinTheirError) {
  const World made = world(25, 4, 0.3);
  const Simulated simulated = run(made);
  for (std::size_t seat = 0; seat < 25; ++seat) {
    const auto row = simulated.wins.row(seat);
    EXPECT_NEAR(std::accumulate(row.begin(), row.end(), 0.0), 1, 0.01);
  }
}

/// The slow, obvious version: every error drawn, the winner taken.
std::vector<double> counted_wins(const World& made, std::size_t seat, std::size_t elections) {
  const Parameters& parameters = made.ready.fitted.draws[0];
  const std::vector<double> factor = shared_factor(made.ready.geography, parameters.error, made.contest.valid_votes);
  const std::size_t seats = made.contest.seats();
  const std::size_t blocs = made.contest.blocs;
  std::vector<double> wins(blocs, 0.0);
  for (std::size_t election = 0; election < elections; ++election) {
    const std::vector<double> z = standard_normals(99, static_cast<std::uint32_t>(election), blocs * (seats + 1) + 24);
    double chi = 0;  // 6 degrees of freedom
    for (std::size_t i = 0; i < 6; ++i) chi += z[blocs * (seats + 1) + i] * z[blocs * (seats + 1) + i];
    const double stretch = std::sqrt(4 / chi);
    double best = -1;
    std::size_t winner = 0;
    for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
      double shared = 0;
      for (std::size_t other = 0; other <= seat; ++other)
        shared += factor[seat * seats + other] * z[bloc * seats + other];
      const double own = std::sqrt(parameters.error.own()) * z[blocs * seats + bloc];
      const double share = made.expected[0].at(seat, bloc) + made.sds[0][bloc] * stretch * (shared + own);
      if (share > best) {
        best = share;
        winner = bloc;
      }
    }
    wins[winner] += 1.0 / static_cast<double>(elections);
  }
  return wins;
}

TEST(Simulation, IntegratedChancesAreThoseOfPlainCounting) {
  const World made = world(12, 4, 0.4);
  SimulationSettings settings;
  settings.elections = 60'000;
  const Simulated simulated = run(made, settings);
  for (const std::size_t seat : {std::size_t{0}, std::size_t{7}}) {
    const std::vector<double> counted = counted_wins(made, seat, 40'000);
    for (std::size_t bloc = 0; bloc < 4; ++bloc) EXPECT_NEAR(simulated.wins.at(seat, bloc), counted[bloc], 0.012);
  }
}

TEST(Simulation, ErrorsThatSeatsShareDoNotMoveTheStatesShares) {
  const World made = world(49, 3, 0.8);
  const Simulated simulated = run(made);
  double squares = 0;
  double of_seat = 0;
  for (std::size_t election = 0; election < simulated.kept; ++election) {
    double mean = 0;
    for (std::size_t seat = 0; seat < 49; ++seat)
      mean += static_cast<double>(simulated.shares_of(seat, 0)[election]) / 49;
    squares += (mean - made.state.middle[0]) * (mean - made.state.middle[0]);
    const double away = static_cast<double>(simulated.shares_of(20, 0)[election]) - made.expected[0].at(20, 0);
    of_seat += away * away;
  }
  // Were they free, the mean would move by more than half of what a seat does.
  EXPECT_LT(std::sqrt(squares / of_seat), 0.2);
}

TEST(Simulation, RelabellingBlocsOrSeatsOnlyPermutesTheAnswer) {
  const World made = world(24, 3, 0.3);
  World turned = made;
  for (std::size_t seat = 0; seat < 24; ++seat) {
    for (std::size_t bloc = 0; bloc < 3; ++bloc)
      turned.expected[0].at(seat, bloc) = made.expected[0].at(seat, 2 - bloc);
  }
  SimulationSettings settings;
  settings.elections = 40'000;
  const Simulated one = run(made, settings);
  const Simulated other = run(turned, settings);
  for (std::size_t seat = 0; seat < 24; ++seat) {
    for (std::size_t bloc = 0; bloc < 3; ++bloc)
      EXPECT_NEAR(one.wins.at(seat, bloc), other.wins.at(seat, 2 - bloc), 0.012);
  }
}

TEST(Simulation, PhiloxGivesThePublishedNumbers) {
  EXPECT_EQ(Philox::at({0, 0, 0, 0}, 0), (Philox::Counter{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U}));
  EXPECT_EQ(Philox::at({0xffffffffU, 0xffffffffU, 0xffffffffU, 0xffffffffU}, 0xffffffffffffffffU),
            (Philox::Counter{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU}));
}

TEST(Simulation, LanesOfPhiloxAreThoseOfThePlainWay) {
  constexpr std::size_t blocks = 7;
  struct alignas(32) Bits {
    std::array<float, 32 * blocks> of{};
  };
  for (const PhiloxStream stream : {PhiloxStream{0, 0, 0}, PhiloxStream{9, 77, 0xfedcba9876543210U},
                                    PhiloxStream{0x1fffffffU, 0xffffffffU, ~std::uint64_t{0}}}) {
    Bits quick;
    Bits plain;
    fill_philox_lanes(stream, 0xfffffffcU, blocks, quick.of.data());
    fill_philox_lanes_plainly(stream, 0xfffffffcU, blocks, plain.of.data());
    EXPECT_EQ(std::memcmp(quick.of.data(), plain.of.data(), sizeof quick.of), 0);
  }
}

TEST(Simulation, NormalsOfTheLanesAreThoseOfPhiloxAndNormal) {
  const std::vector<float> normals = simulation_normals(42, 3, 5, 4000);
  double sum = 0;
  double squares = 0;
  double fourth = 0;
  for (const float one : normals) {
    const auto z = static_cast<double>(one);
    sum += z;
    squares += z * z;
    fourth += z * z * z * z;
  }
  const auto count = static_cast<double>(normals.size());
  EXPECT_NEAR(sum / count, 0, 0.025);
  EXPECT_NEAR(squares / count, 1, 0.03);
  EXPECT_NEAR(fourth / count, 3, 0.25);
  // Lane 2 of block 0 is the counter (5 × 8 + 2, 0, 3, 0).
  const Philox::Counter bits = Philox::at({42, 0, 3, 0}, 42);
  const double radius = std::sqrt(-2 * std::log((bits[0] + 0.5) / 4294967296.0));
  const double angle = 2 * 3.14159265358979 * static_cast<double>(static_cast<std::int32_t>(bits[1])) / 4294967296.0;
  EXPECT_NEAR(normals[2], radius * std::cos(angle), 2e-5);
  EXPECT_NEAR(normals[8 + 2], radius * std::sin(angle), 2e-5);
}

TEST(Simulation, StretchIsTheChiSquaresQuantile) {
  for (const double degrees : {2.5, 4.0, 8.0, 30.0}) {
    const StretchCoefficients coefficients = stretch_coefficients(degrees);
    for (const double z : {-4.0, -2.0, 0.0, 1.5, 4.0}) {
      double series = 0;
      for (std::size_t i = coefficients.size(); i-- > 0;)
        series = series * z / 6 + static_cast<double>(coefficients[i]);
      const double exact = std::sqrt((degrees - 2) / chi_square_quantile(normal_below(z), degrees));
      EXPECT_NEAR(std::exp(series) / exact, 1, 1e-3) << degrees << " " << z;
    }
  }
}

TEST(Simulation, NodesOfTheStretchIntegrateToStudentsDistribution) {
  for (const double degrees : {2.2, 5.0, 12.0}) {
    const StretchNodes nodes(degrees);
    for (const double x : {-30.0, -3.0, -0.4, 0.0, 0.7, 2.0, 9.0}) {
      double below = 0;
      for (std::size_t i = 0; i < StretchNodes::count; ++i)
        below += static_cast<double>(nodes.weight[i]) * normal_below(x * static_cast<double>(nodes.unstretched[i]));
      EXPECT_NEAR(below, student_below(x * std::sqrt(degrees / (degrees - 2)), degrees), 1e-6) << degrees << " " << x;
    }
  }
}

TEST(Simulation, BlocThatDoesNotStandNeverWins) {
  World made = world(6, 3, 0.2);
  made.contest.stands.at(2, 0) = 0;
  const Simulated simulated = run(made);
  EXPECT_LT(simulated.wins.at(2, 0), 1e-6);
  EXPECT_EQ(*std::ranges::max_element(simulated.shares_of(2, 0)), 0);
}

}  // namespace
}  // namespace boothwise::forecast
