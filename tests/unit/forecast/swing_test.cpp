#include "forecast/swing.hpp"

#include "unit/forecast/worlds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

#include "forecast/needs.hpp"
#include "forecast/scores.hpp"
#include "forecast/state_level.hpp"

namespace boothwise::forecast {
namespace {

using test::grid;
using test::made_up_shares;
using test::plain_contest;
using test::plain_election;
using test::ready_with;

Base plain_base(const Contest& contest, const Table& shares) {
  return base_of(contest, past_before(std::vector{plain_election(shares, 2010)}, 2020), {});
}

TEST(Swing, SharesAddUpToOneAndStateMeansAreAsAsked) {
  const Table shares = made_up_shares(36, 4, 0.05, 4);
  const Contest contest = plain_contest(36, 4, 2020);
  const Base base = plain_base(contest, shares);
  const std::vector<double> state = {0.40, 0.35, 0.15, 0.10};
  const Table told = swung(contest, base, state, neighbours_of(grid(36)), {});
  for (std::size_t seat = 0; seat < 36; ++seat) {
    const auto row = told.row(seat);
    EXPECT_NEAR(std::accumulate(row.begin(), row.end(), 0.0), 1, 1e-6);
  }
  const std::vector<double> means = weighted_means(told, contest.valid_votes);
  for (std::size_t bloc = 0; bloc < 4; ++bloc) EXPECT_NEAR(means[bloc], state[bloc], 2e-3);
}

TEST(Swing, WithoutFlowAndSmoothingAllSeatsChangeAlike) {
  const Table shares = made_up_shares(16, 3, 0.03, 4);
  const Contest contest = plain_contest(16, 3, 2020);
  const Base base = plain_base(contest, shares);
  std::vector<double> state = base.state;
  state[0] += 0.05;
  state[2] -= 0.05;
  SwingSettings uniform;
  uniform.flow = 0;
  uniform.smooth = 0;
  const Table told = swung(contest, base, state, neighbours_of(grid(16)), uniform);
  for (std::size_t seat = 0; seat < 16; ++seat) EXPECT_NEAR(told.at(seat, 0) - shares.at(seat, 0), 0.05, 1e-9);
}

TEST(Swing, SpreadIsOfABlocsSeatsAgainstAllBlocs) {
  // The first bloc has strongholds, the second is everywhere alike, the fourth never stood.
  constexpr std::size_t seats = 30;
  Table shares(seats, 4);
  for (std::size_t seat = 0; seat < seats; ++seat) {
    shares.at(seat, 0) = seat % 3 == 0 ? 0.5 : 0.2;
    shares.at(seat, 1) = seat % 2 == 0 ? 0.32 : 0.28;
    shares.at(seat, 2) = 1 - shares.at(seat, 0) - shares.at(seat, 1);
  }
  const Contest contest = plain_contest(seats, 4, 2020);
  const std::vector<double> spread = plain_base(contest, shares).spread;
  const double between = 0.02;                 // variance of 0.5 in a third of the seats and 0.2 in the others
  const double first = between / (0.3 * 0.7);  // of a mean of 0.3
  const double second = 0.0004 / (0.3 * 0.7);  // of 0.32 and 0.28
  const double third = 0.0204 / (0.4 * 0.6);   // of what is left; the two are independent
  const double mean = 0.3 * first + 0.3 * second + 0.4 * third;
  EXPECT_NEAR(spread[0], first / mean, 1e-9);
  EXPECT_EQ(spread[1], 0.25) << second / mean;
  EXPECT_NEAR(spread[2], third / mean, 1e-9);
  EXPECT_EQ(spread[3], 1);
}

TEST(Swing, WithFlowLosersKeepTheSamePartEverywhere) {
  const Table shares = made_up_shares(16, 3, 0.03, 4);
  const Contest contest = plain_contest(16, 3, 2020);
  const Base base = plain_base(contest, shares);
  std::vector<double> state = base.state;
  state[0] += 0.05;
  state[2] -= 0.05;
  SwingSettings flow;
  flow.flow = 1;
  flow.smooth = 0;
  const Table told = swung(contest, base, state, neighbours_of(grid(16)), flow);
  for (std::size_t seat = 0; seat < 16; ++seat) {
    EXPECT_NEAR(told.at(seat, 2) / shares.at(seat, 2), state[2] / base.state[2], 1e-6);
    EXPECT_NEAR(told.at(seat, 1), shares.at(seat, 1), 1e-9);
  }
}

TEST(Swing, LaterElectionsCountMore) {
  const Contest contest = plain_contest(9, 3, 2020);
  const Table older = made_up_shares(9, 3, 0.1, 1);
  const Table newer = made_up_shares(9, 3, 0.1, 2);
  SwingSettings settings;
  settings.half_life_years = 2;
  const Base base = base_of(
      contest, past_before(std::vector{plain_election(older, 2016), plain_election(newer, 2018)}, 2020), settings);
  EXPECT_NEAR(base.shares.at(4, 0), (older.at(4, 0) + 2 * newer.at(4, 0)) / 3, 1e-9);
  EXPECT_NEAR(base.noise, 5.0 / 9, 1e-9);
}

TEST(Swing, SeatWithoutPastVotesIsAsTheState) {
  Table shares = made_up_shares(9, 3, 0.1, 1);
  for (double& share : shares.row(3)) share = 0;
  const Contest contest = plain_contest(9, 3, 2020);
  const Base base = plain_base(contest, shares);
  for (std::size_t bloc = 0; bloc < 3; ++bloc) EXPECT_EQ(base.shares.at(3, bloc), base.state[bloc]);
}

TEST(StateLevel, MorePollsNeverShrinkTheErrorThatTheyShare) {
  const std::vector<double> middle = {0.4, 0.35, 0.15, 0.1};
  const auto spread = [&](std::size_t count) {
    std::vector<Poll> polls;
    for (std::size_t i = 0; i < count; ++i)
      polls.push_back({{0.42, 0.36, 0.13, 0.09}, 1e7, static_cast<std::int32_t>(i)});
    const StateShares state = state_shares(Mode::polls, middle, polls, {}, 1);
    double squares = 0;
    for (std::size_t row = 0; row < state.draws.rows; ++row) {
      const double lead = state.draws.at(row, 0) - state.draws.at(row, 1) - (state.middle[0] - state.middle[1]);
      squares += lead * lead / static_cast<double>(state.draws.rows);
    }
    return std::sqrt(squares);
  };
  const double few = spread(1);
  const double many = spread(400);
  EXPECT_GT(many, 0.05);
  EXPECT_LT(many, few + 0.005);
}

TEST(StateLevel, WithPollsOfAKnownErrorIntervalsHoldWhatCameAsOftenAsTheySay) {
  // Made-up elections: the blocs move from the base by Student's law, polls of three houses miss them by an error that
  // all share, one of each house, and sampling. Small sizes alike, so that shares need no bounds.
  const StateErrors errors;
  const std::vector<double> middle = {0.36, 0.34, 0.30};
  constexpr std::size_t elections = 1500;
  std::array<double, 3> held{};
  constexpr std::array<double, 3> central = {0.5, 0.8, 0.95};
  for (std::uint64_t seed = 1; seed <= elections; ++seed) {
    const std::vector<double> z = standard_normals(seed, 9, 64);
    const auto stretch = [&](double one) {
      return std::sqrt(errors.degrees / chi_square_quantile(normal_below(one), errors.degrees));
    };
    const double base_stretch = stretch(z[0]);
    const double poll_stretch = stretch(z[1]);
    std::vector<double> came(3);
    std::vector<double> missed(3);
    for (std::size_t bloc = 0; bloc < 3; ++bloc) {
      const double size = std::sqrt(4 * middle[bloc] * (1 - middle[bloc]) / 2);
      came[bloc] = middle[bloc] + 0.1 * size * base_stretch * z[2 + bloc];
      missed[bloc] = errors.polls_lead * size * poll_stretch * z[5 + bloc];
    }
    const auto even = [](std::vector<double>& shares, double total) {
      const double off = (std::accumulate(shares.begin(), shares.end(), 0.0) - total) / 3;
      for (double& share : shares) share -= off;
    };
    even(came, 1);
    even(missed, 0);
    std::vector<Poll> polls;
    for (std::int32_t house = 0; house < 3; ++house) {
      Poll poll;
      poll.people = 2000;
      poll.house = house;
      for (std::size_t bloc = 0; bloc < 3; ++bloc) {
        const std::size_t at = 8 + static_cast<std::size_t>(house) * 6 + bloc;
        const double sampling = std::sqrt(middle[bloc] * (1 - middle[bloc]) * errors.design_effect / poll.people);
        poll.shares.push_back(came[bloc] + missed[bloc] + errors.house_share * z[at] + sampling * z[at + 3]);
      }
      even(poll.shares, 1);
      polls.push_back(std::move(poll));
    }
    StateErrors known = errors;
    known.no_polls_lead = 0.1;
    const StateShares told = state_shares(Mode::polls, middle, polls, known, seed);
    std::vector<float> leads;
    for (std::size_t draw = 0; draw < told.draws.rows; ++draw)
      leads.push_back(static_cast<float>(told.draws.at(draw, 0) - told.draws.at(draw, 1)));
    std::ranges::sort(leads);
    for (std::size_t i = 0; i < central.size(); ++i) {
      const double lead = came[0] - came[1];
      held[i] += lead >= quantile(leads, (1 - central[i]) / 2) && lead <= quantile(leads, (1 + central[i]) / 2) ? 1 : 0;
    }
  }
  for (std::size_t i = 0; i < central.size(); ++i) EXPECT_NEAR(held[i] / elections, central[i], 0.04) << central[i];
}

TEST(StateLevel, WithoutPollsTheStateIsAsWideAsElectionsMoved) {
  const std::vector<double> middle = {0.4, 0.35, 0.15, 0.1};
  StateErrors errors;
  errors.no_polls_lead = 0.2;
  const StateShares state = state_shares(Mode::no_polls, middle, {}, errors, 1);
  double wide = 0;
  for (std::size_t row = 0; row < state.draws.rows; ++row)
    wide += std::abs(state.draws.at(row, 0) - state.draws.at(row, 1)) > 0.2 ? 1 : 0;
  EXPECT_GT(wide / static_cast<double>(state.draws.rows), 0.2);
  const std::vector<StateChange> calm = {{2014, {0.4, 0.3}, {0.41, 0.3}}, {2019, {0.4, 0.3}, {0.4, 0.32}}};
  const std::vector<StateChange> wild = {{2014, {0.4, 0.3}, {0.6, 0.1}}, {2019, {0.4, 0.3}, {0.2, 0.5}}};
  EXPECT_LT(no_polls_scale(calm), 0.1);
  EXPECT_GT(no_polls_scale(wild), 0.2);
  EXPECT_NEAR(no_polls_scale({}), 0.2 * std::sqrt(2 / 3.14159265), 0.01);
}

TEST(StateLevel, GivenSharesAreNotInDoubt) {
  const std::vector<double> middle = {0.6, 0.4};
  const StateShares state = state_shares(Mode::given, middle, {}, {}, 1);
  EXPECT_EQ(state.draws.rows, 0U);
  EXPECT_EQ(state.middle, middle);
}

Simulated some_elections() {
  const Geography geography = grid(20);
  const Contest contest = plain_contest(20, 3, 2020);
  const Ready ready = ready_with({}, geography);
  const std::vector<Table> expected = {made_up_shares(20, 3, 0.08, 6)};
  StateShares state;
  state.middle = weighted_means(expected[0], contest.valid_votes);
  return simulate_expected(contest, expected, {{0.06, 0.06, 0.05}}, ready, state, Table(20, 3, 1.0), {});
}

TEST(Needs, MoreSeatsNeverTakeLess) {
  const Simulated simulated = some_elections();
  const std::vector<double> leads(20, 0.0);
  const std::vector<SwingNeed> needs = swing_needs(simulated, 1, leads);
  for (std::size_t k = 1; k < needs.size(); ++k) {
    EXPECT_GE(needs[k].even, needs[k - 1].even);
    EXPECT_GE(needs[k].nine_in_ten, needs[k].even);
    EXPECT_GE(needs[k].even, needs[k].one_in_ten);
  }
  // With the lead that it takes, the seats are there as often as said.
  double reached = 0;
  for (std::size_t election = 0; election < simulated.kept; ++election) {
    int won = 0;
    for (std::size_t seat = 0; seat < 20; ++seat)
      won += static_cast<double>(simulated.leads_of(seat, 1)[election]) + needs[14].even > 0 ? 1 : 0;
    reached += won >= 15 ? 1 : 0;
  }
  EXPECT_NEAR(reached / static_cast<double>(simulated.kept), 0.5, 0.01);
}

TEST(Needs, OneSeatIsTheLastInEveryElection) {
  double sum = 0;
  for (const TippingSeat& seat : tipping_seats(some_elections(), 0, 12)) sum += seat.kth_best;
  EXPECT_NEAR(sum, 1, 1e-9);
}

TEST(Needs, VotesWonOverCountTwice) {
  EXPECT_EQ(votes_needed(100).won_over, 51);
  EXPECT_EQ(votes_needed(101).won_over, 51);
  EXPECT_EQ(votes_needed(100).mobilised, 101);
  EXPECT_EQ(votes_needed(0).won_over, 1);
  EXPECT_EQ(votes_needed(-5).mobilised, 0);
}

TEST(Needs, BestEffortIsNotWorseThanSimpleRules) {
  const Simulated simulated = some_elections();
  EffortSettings settings;
  settings.budget = 8;
  settings.seats = 12;
  for (const double most : {0.02, 0.05, 0.1}) {
    settings.response.most = most;
    settings.aim = Aim::expected_seats;
    const EffortPlan best = best_effort(simulated, 1, settings);
    EXPECT_LE(std::accumulate(best.effort.begin(), best.effort.end(), 0.0), settings.budget + 1e-6);
    EXPECT_GE(best.expected_seats, equal_effort(simulated, 1, settings).expected_seats - 0.01);
    EXPECT_GE(best.expected_seats, nearest_first(simulated, 1, settings).expected_seats - 0.01);
    settings.aim = Aim::all_seats;
    EXPECT_GE(best_effort(simulated, 1, settings).log_all, equal_effort(simulated, 1, settings).log_all - 0.01);
    settings.aim = Aim::at_least;
    EXPECT_GE(best_effort(simulated, 1, settings).at_least, equal_effort(simulated, 1, settings).at_least - 0.02);
  }
}

TEST(Scores, AreTheTextbooks) {
  ToldSeat sure;
  sure.probability = 0.8;
  sure.won = true;
  sure.lead = 0.10;
  sure.lead_came = 0.06;
  sure.lead_sd = 0.05;
  ToldSeat wrong = sure;
  wrong.won = false;
  wrong.lead_came = -0.05;
  const Scores scores = score(std::vector{sure, wrong});
  EXPECT_NEAR(scores.brier, (0.04 + 0.64) / 2, 1e-12);
  EXPECT_NEAR(scores.log_score, -(std::log(0.8) + std::log(0.2)) / 2, 1e-12);
  EXPECT_EQ(scores.side_right, 1U);
  EXPECT_NEAR(scores.lead_rmse, std::sqrt((0.0016 + 0.0225) / 2), 1e-12);
  EXPECT_NEAR(scores.coverage[2], 0.5, 1e-12);
  EXPECT_EQ(scores.reliability[8].seats, 2);
}

TEST(Scores, EmpiricalCrpsNearsTheNormals) {
  std::vector<float> values;
  for (const double z : standard_normals(3, 1, 20'000)) values.push_back(static_cast<float>(0.1 + 0.2 * z));
  EXPECT_NEAR(crps(values, 0.3), normal_crps(0.1, 0.2, 0.3), 2e-3);
}

TEST(Scores, NoProbabilityIsZeroOrOne) {
  EXPECT_EQ(clipped(0), 0.001);
  EXPECT_EQ(clipped(1), 0.999);
  ToldSeat seat;
  seat.probability = 0;
  seat.won = true;
  EXPECT_LT(score(std::vector{seat}).log_score, 7);
}

}  // namespace
}  // namespace boothwise::forecast
