#pragma once

#include <cmath>
#include <vector>

#include "forecast/forecast.hpp"
#include "forecast/normals.hpp"

namespace boothwise::forecast::test {

/// A made-up country: seats on a grid of ten-kilometre steps, four regions.
inline Geography grid(std::size_t seats) {
  Geography geography;
  const auto side = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(seats))));
  for (std::size_t seat = 0; seat < seats; ++seat) {
    geography.east_km.push_back(20.0 * static_cast<double>(seat % side));
    geography.north_km.push_back(20.0 * static_cast<double>(seat / side));
    geography.region.push_back(
        static_cast<std::int32_t>((seat % side >= side / 2 ? 1 : 0) + (seat / side >= side / 2 ? 2 : 0)));
  }
  return geography;
}

/// A contest of as many blocs as parties and others: party i is bloc i, all stand everywhere.
inline Contest plain_contest(std::size_t seats, std::size_t parties, double year) {
  Contest contest;
  contest.year = year;
  contest.blocs = parties;
  for (std::size_t party = 0; party < parties; ++party) contest.bloc.push_back(static_cast<std::int32_t>(party));
  contest.standing = Table(seats, parties, 1.0);
  contest.stands = Table(seats, parties, 1.0);
  contest.valid_votes.assign(seats, 1000.0);
  return contest;
}

inline PastElection plain_election(const Table& shares, double year) {
  PastElection election;
  election.year = year;
  election.votes = shares;
  for (double& votes : election.votes.values) votes *= 1000;
  election.alliance.assign(shares.cols, -1);
  return election;
}

/// Shares around 0.5, 0.3, 0.2 (…), spread by `sd`, from a seed.
inline Table made_up_shares(std::size_t seats, std::size_t parties, double sd, std::uint64_t seed) {
  const std::vector<double> normals = standard_normals(seed, 7, seats * parties);
  Table shares(seats, parties);
  for (std::size_t seat = 0; seat < seats; ++seat) {
    for (std::size_t party = 0; party < parties; ++party) {
      const double level = 1.0 / static_cast<double>(party + 1);
      shares.at(seat, party) = std::max(level + sd * normals[seat * parties + party], 0.02);
    }
  }
  return row_shares(shares);
}

/// A model without a fit: one draw with these parameters.
inline Ready ready_with(const Parameters& parameters, const Geography& geography) {
  Fitted fitted;
  fitted.best = parameters;
  fitted.draws = {parameters};
  return make_ready(std::move(fitted), geography, std::vector<double>(geography.seats(), 1.0), 1);
}

/// An election drawn from the model: a swing of the past with errors of known parameters.
inline PastTarget drawn_target(const std::vector<PastElection>& elections, double year, const Parameters& truth,
                               const Geography& geography, std::uint64_t seed) {
  const std::size_t seats = geography.seats();
  const std::size_t blocs = elections[0].votes.cols;
  PastTarget target;
  target.contest = plain_contest(seats, blocs, year);
  const Past past = past_before(elections, year);
  const Base base = base_of(target.contest, past, truth.swing);
  std::vector<double> state = base.state;
  state[0] += 0.04;
  state[1] -= 0.04;
  const Table expected = swung(target.contest, base, state, neighbours_of(geography), truth.swing);
  const std::vector<double> factor = shared_factor(geography, truth.error, target.contest.valid_votes);
  const std::vector<double> z = standard_normals(seed, 1, 2 * seats * blocs);
  const std::vector<double> of_stretch = standard_normals(seed, 2, seats);
  const double degrees = truth.error.degrees;
  target.outcome.shares = expected;
  for (std::size_t seat = 0; seat < seats; ++seat) {
    const double stretch = std::sqrt((degrees - 2) / chi_square_quantile(normal_below(of_stretch[seat]), degrees));
    for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
      double shared = 0;
      for (std::size_t other = 0; other <= seat; ++other)
        shared += factor[seat * seats + other] * z[bloc * seats + other];
      const double own = std::sqrt(truth.error.own()) * z[(blocs + bloc) * seats + seat];
      target.outcome.shares.at(seat, bloc) += bloc_sd(truth, base, bloc, state[bloc]) * stretch * (shared + own);
    }
    target.outcome.winner.push_back(0);
  }
  target.outcome.shares = row_shares(target.outcome.shares);
  target.outcome.best = target.outcome.shares;
  return target;
}

}  // namespace boothwise::forecast::test
