#include "forecast/swing.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "forecast/transfers.hpp"

namespace boothwise::forecast {

namespace {

constexpr double least_share = 0.002;

/// Keeps shares of blocs that stand at least at `least_share`, others at 0, and rows at 1.
void settle_rows(const Contest& contest, Table& shares) {
  for (std::size_t seat = 0; seat < shares.rows; ++seat) {
    double total = 0;
    for (std::size_t bloc = 0; bloc < shares.cols; ++bloc) {
      double& share = shares.at(seat, bloc);
      share = contest.stands.at(seat, bloc) > 0 ? std::max(share, least_share) : 0;
      total += share;
    }
    for (std::size_t bloc = 0; bloc < shares.cols && total > 0; ++bloc) shares.at(seat, bloc) /= total;
  }
}

/// Adds to each bloc's shares what is missing to its mean.
void move_means(const Contest& contest, Table& shares, std::span<const double> state) {
  const std::vector<double> means = weighted_means(shares, contest.valid_votes);
  for (std::size_t seat = 0; seat < shares.rows; ++seat) {
    for (std::size_t bloc = 0; bloc < shares.cols; ++bloc) shares.at(seat, bloc) += state[bloc] - means[bloc];
  }
}

Table flowed(const Contest& contest, const Base& base, std::span<const double> state) {
  const std::size_t blocs = base.shares.cols;
  std::vector<double> kept(blocs, 1.0);
  std::vector<double> gains(blocs, 0.0);
  for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
    if (state[bloc] < base.state[bloc]) kept[bloc] = state[bloc] / base.state[bloc];
    gains[bloc] = std::max(state[bloc] - base.state[bloc], 0.0);
  }
  const double gained = std::accumulate(gains.begin(), gains.end(), 0.0);
  Table shares = base.shares;
  for (std::size_t seat = 0; seat < shares.rows; ++seat) {
    double lost = 0;
    for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
      lost += shares.at(seat, bloc) * (1 - kept[bloc]);
      shares.at(seat, bloc) *= kept[bloc];
    }
    for (std::size_t bloc = 0; bloc < blocs && gained > 0; ++bloc) shares.at(seat, bloc) += lost * gains[bloc] / gained;
  }
  move_means(contest, shares, state);
  return shares;
}

Table smoothed(const Table& shares, const Neighbours& neighbours, double part) {
  Table smooth = shares;
  for (std::size_t seat = 0; seat < shares.rows; ++seat) {
    if (neighbours.of[seat].empty()) continue;
    for (std::size_t bloc = 0; bloc < shares.cols; ++bloc) {
      double around = 0;
      for (const auto& neighbour : neighbours.of[seat]) around += neighbour.share * shares.at(neighbour.seat, bloc);
      smooth.at(seat, bloc) = (1 - part) * shares.at(seat, bloc) + part * around;
    }
  }
  return smooth;
}

}  // namespace

Past past_before(std::span<const PastElection> elections, double year) {
  Past past;
  for (const std::size_t i : strictly_before(elections, year)) past.elections.push_back(elections[i]);
  past.strengths = party_strengths(past.elections);
  return past;
}

std::vector<Table> past_shares(const Contest& contest, const Past& past, double kappa) {
  std::vector<Table> shares;
  for (std::size_t i = 0; i < past.elections.size(); ++i)
    shares.push_back(bloc_shares(contest, without_leak(past.elections[i], past.strengths[i], kappa), kappa));
  return shares;
}

namespace {

/// Adds, `weight` times, the variance of each bloc's shares over seats in one election, and m (1 - m) of their means.
void add_spread(const Table& shares, std::vector<double> votes, double weight, std::vector<double>& variance,
                std::vector<double>& plain) {
  for (std::size_t seat = 0; seat < shares.rows; ++seat) {
    const auto row = shares.row(seat);
    if (std::accumulate(row.begin(), row.end(), 0.0) <= 0) votes[seat] = 0;  // nothing was counted here then
  }
  const double all = std::accumulate(votes.begin(), votes.end(), 0.0);
  if (all <= 0) return;
  const std::vector<double> means = weighted_means(shares, votes);
  for (std::size_t bloc = 0; bloc < shares.cols; ++bloc) {
    double squares = 0;
    for (std::size_t seat = 0; seat < shares.rows; ++seat) {
      const double away = shares.at(seat, bloc) - means[bloc];
      squares += votes[seat] / all * away * away;
    }
    variance[bloc] += weight * squares;
    plain[bloc] += weight * means[bloc] * (1 - means[bloc]);
  }
}

std::vector<double> spread_of(const Contest& contest, std::span<const Table> shares_then,
                              std::span<const double> weights, std::span<const double> state) {
  constexpr double farthest = 4;  // from the blocs' mean: a bloc hardly seen says little of itself
  std::vector<double> variance(contest.blocs, 0.0);
  std::vector<double> plain(contest.blocs, 0.0);
  for (std::size_t i = 0; i < shares_then.size(); ++i)
    add_spread(shares_then[i], contest.valid_votes, weights[i], variance, plain);
  std::vector<double> spread(contest.blocs, 0.0);
  double sum = 0;
  double total = 0;
  for (std::size_t bloc = 0; bloc < contest.blocs; ++bloc) {
    if (plain[bloc] <= 0) continue;
    spread[bloc] = variance[bloc] / plain[bloc];
    sum += state[bloc] * spread[bloc];
    total += state[bloc];
  }
  for (double& one : spread) one = sum > 0 && one > 0 ? std::clamp(one * total / sum, 1 / farthest, farthest) : 1;
  return spread;
}

}  // namespace

Base base_of(const Contest& contest, const Past& past, const SwingSettings& settings) {
  return base_of(contest, past, past_shares(contest, past, settings.kappa), settings);
}

Base base_of(const Contest& contest, const Past& past, std::span<const Table> shares_then,
             const SwingSettings& settings) {
  std::vector<double> weights;
  for (const PastElection& election : past.elections) {
    const double kind = election.kind == contest.kind ? 1 : settings.other_kind_weight;
    weights.push_back(kind * std::exp2(-(contest.year - election.year) / settings.half_life_years));
  }
  // Weights of far past underflow to 0 together only if all are old: then the nearest still counts.
  const double most = *std::ranges::max_element(weights);
  for (double& weight : weights) weight = most > 0 ? weight / most : 1;
  Base base;
  base.shares = Table(contest.seats(), contest.blocs);
  std::vector<double> told(contest.seats(), 0.0);
  double total = 0;
  double squares = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Table& shares = shares_then[i];
    total += weights[i];
    squares += weights[i] * weights[i];
    for (std::size_t seat = 0; seat < shares.rows; ++seat) {
      const auto row = shares.row(seat);
      if (std::accumulate(row.begin(), row.end(), 0.0) <= 0) continue;  // nothing was counted here then
      told[seat] += weights[i];
      for (std::size_t bloc = 0; bloc < shares.cols; ++bloc) base.shares.at(seat, bloc) += weights[i] * row[bloc];
    }
  }
  std::vector<double> counted = contest.valid_votes;
  for (std::size_t seat = 0; seat < told.size(); ++seat) {
    if (told[seat] <= 0) counted[seat] = 0;
    for (std::size_t bloc = 0; bloc < contest.blocs && told[seat] > 0; ++bloc) base.shares.at(seat, bloc) /= told[seat];
  }
  base.state = weighted_means(base.shares, counted);
  for (std::size_t seat = 0; seat < told.size(); ++seat) {
    if (told[seat] <= 0) std::ranges::copy(base.state, base.shares.row(seat).begin());
  }
  base.noise = squares / (total * total);
  base.spread = spread_of(contest, shares_then, weights, base.state);
  return base;
}

Table swung(const Contest& contest, const Base& base, std::span<const double> state, const Neighbours& neighbours,
            const SwingSettings& settings) {
  Table alike = base.shares;
  move_means(contest, alike, state);
  const Table flow = flowed(contest, base, state);
  for (std::size_t i = 0; i < alike.values.size(); ++i)
    alike.values[i] += settings.flow * (flow.values[i] - alike.values[i]);
  Table shares = smoothed(alike, neighbours, std::min(settings.smooth * base.noise, 1.0));
  constexpr int rounds = 2;  // settling the rows moves the means a little, and the other way round
  for (int round = 0; round < rounds; ++round) {
    move_means(contest, shares, state);
    settle_rows(contest, shares);
  }
  return shares;
}

}  // namespace boothwise::forecast
