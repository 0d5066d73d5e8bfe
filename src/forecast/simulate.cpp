#include "forecast/simulate.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"
#include "forecast/simulate_part.hpp"

namespace boothwise::forecast {

namespace {

constexpr double standing_least = -1e3;  // where a bloc does not stand: never the most

std::size_t up_to(std::size_t count, std::size_t unit) { return (count + unit - 1) / unit; }

SimulationPart part_of(const Contest& contest, const Table& expected, const std::vector<double>& sds,
                       const Parameters& parameters, const Ready::Factor& factor, const Table& best_part) {
  SimulationPart part;
  part.seats = contest.seats();
  part.blocs = contest.blocs;
  part.factor = factor.rows;
  part.stride = factor.stride;
  part.degrees = parameters.error.degrees;
  part.stretch = factor.stretch;
  const std::size_t cells = part.seats * part.blocs;
  part.mean.resize(cells);
  part.shared_sd.resize(cells);
  part.own_sd.resize(cells);
  part.own_precision.resize(cells);
  part.state_part.resize(cells);
  const double own = std::sqrt(parameters.error.own());
  for (std::size_t bloc = 0; bloc < part.blocs; ++bloc) {
    for (std::size_t seat = 0; seat < part.seats; ++seat) {
      const std::size_t at = bloc * part.seats + seat;
      const bool stands = contest.stands.at(seat, bloc) > 0;
      const double best = best_part.at(seat, bloc);
      part.mean[at] = static_cast<float>(stands ? expected.at(seat, bloc) * best : standing_least);
      part.shared_sd[at] = static_cast<float>(sds[bloc] * best);
      part.own_sd[at] = static_cast<float>(sds[bloc] * best * own);
      part.own_precision[at] = 1 / part.own_sd[at];
      part.state_part[at] = static_cast<float>(stands ? best : 0.0);
    }
  }
  return part;
}

/// From best candidates' shares of one election to shares that add up to 1, and leads.
void finish_kept(const Contest& contest, const Table& best_part, Simulated& simulated) {
  std::vector<double> best(contest.blocs);
  for (std::size_t seat = 0; seat < contest.seats(); ++seat) {
    for (std::size_t election = 0; election < simulated.kept; ++election) {
      const auto at = [&](std::size_t bloc) { return (seat * contest.blocs + bloc) * simulated.kept + election; };
      double total = 0;
      for (std::size_t bloc = 0; bloc < contest.blocs; ++bloc) {
        const bool stands = contest.stands.at(seat, bloc) > 0;
        const double part = best_part.at(seat, bloc);
        best[bloc] = stands && part > 0 ? std::max(static_cast<double>(simulated.shares[at(bloc)]) / part, 0.0) : 0;
        total += best[bloc];
      }
      for (double& share : best) share = total > 0 ? share / total : 0;
      for (std::size_t bloc = 0; bloc < contest.blocs; ++bloc) {
        double others = 0;
        for (std::size_t other = 0; other < contest.blocs; ++other) {
          if (other != bloc) others = std::max(others, best[other] * best_part.at(seat, other));
        }
        simulated.shares[at(bloc)] = static_cast<float>(best[bloc]);
        simulated.leads[at(bloc)] = static_cast<float>(best[bloc] * best_part.at(seat, bloc) - others);
      }
    }
  }
}

}  // namespace

std::span<const float> Simulated::shares_of(std::size_t seat, std::size_t bloc) const {
  return {shares.data() + (seat * wins.cols + bloc) * kept, kept};
}

std::span<const float> Simulated::leads_of(std::size_t seat, std::size_t bloc) const {
  return {leads.data() + (seat * wins.cols + bloc) * kept, kept};
}

Ready make_ready(Fitted fitted, const Geography& geography, std::span<const double> votes, unsigned threads) {
  Ready ready;
  ready.geography = geography;
  ready.neighbours = neighbours_of(geography);
  ready.factors.resize(fitted.draws.size());
  parallel_for(threads, fitted.draws.size(), [&](std::size_t i, unsigned) {
    const std::size_t seats = geography.seats();
    const std::vector<double> factor = shared_factor(geography, fitted.draws[i].error, votes);
    Ready::Factor& into = ready.factors[i];
    into.stride = up_to(seats, 4) * 4;
    into.stretch = stretch_coefficients(fitted.draws[i].error.degrees);
    into.rows.assign(into.stride * into.stride, 0.0F);
    for (std::size_t row = 0; row < seats; ++row) {
      for (std::size_t col = 0; col <= row; ++col)
        into.rows[row * into.stride + col] = static_cast<float>(factor[row * seats + col]);
    }
  });
  ready.fitted = std::move(fitted);
  return ready;
}

Expected expected_shares(const Contest& contest, const Past& past, const Ready& ready,
                         std::span<const double> state_middle, unsigned threads) {
  Expected expected;
  expected.shares.resize(ready.fitted.draws.size());
  expected.sds.resize(ready.fitted.draws.size());
  parallel_for(threads, ready.fitted.draws.size(), [&](std::size_t i, unsigned) {
    const Parameters& parameters = ready.fitted.draws[i];
    const Base base = base_of(contest, past, parameters.swing);
    expected.shares[i] = swung(contest, base, state_middle, ready.neighbours, parameters.swing);
    for (std::size_t bloc = 0; bloc < state_middle.size(); ++bloc)
      expected.sds[i].push_back(bloc_sd(parameters, base, bloc, state_middle[bloc]));
  });
  return expected;
}

Simulated simulate_expected(const Contest& contest, const std::vector<Table>& expected,
                            const std::vector<std::vector<double>>& sds, const Ready& ready, const StateShares& state,
                            const Table& best_part, const SimulationSettings& settings) {
  const std::size_t parts = expected.size();
  const std::size_t seats = contest.seats();
  const std::size_t blocs = contest.blocs;
  std::vector<float> shifts;
  for (std::size_t row = 0; row < state.draws.rows; ++row) {
    for (std::size_t bloc = 0; bloc < blocs; ++bloc)
      shifts.push_back(static_cast<float>(state.draws.at(row, bloc) - state.middle[bloc]));
  }
  const std::size_t groups = std::max<std::size_t>(up_to(settings.elections, parts * mirrors * lanes), 1);
  const std::size_t kept_groups = std::min(groups * mirrors, up_to(settings.kept, parts * lanes));
  std::vector<SimulationSums> sums(parts);
  parallel_for(settings.threads, parts, [&](std::size_t i, unsigned) {
    SimulationPart part = part_of(contest, expected[i], sds[i], ready.fitted.draws[i], ready.factors[i], best_part);
    part.state_shift = shifts;
    part.state_draws = state.draws.rows;
    part.number = static_cast<std::uint32_t>(i);
    part.seed = settings.seed;
    part.groups = groups;
    part.kept_groups = kept_groups;
    part.exact_counts = settings.counts == SeatCounts::exact;
    simulate_part(part, sums[i]);
  });

  Simulated result;
  result.elections = groups * mirrors * lanes * parts;
  const auto elections = static_cast<double>(result.elections);
  const double sets = elections / mirrors;
  result.wins = Table(seats, blocs);
  result.wins_error = Table(seats, blocs);
  result.seats.assign(blocs, std::vector<double>(seats + 1, 0.0));
  result.all.assign(blocs, 0.0);
  for (const SimulationSums& part : sums) {
    for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
      for (std::size_t seat = 0; seat < seats; ++seat) {
        result.wins.at(seat, bloc) += part.wins[bloc * seats + seat] / elections;
        result.wins_error.at(seat, bloc) += part.squares[bloc * seats + seat] / (mirrors * mirrors) / sets;
      }
      for (std::size_t count = 0; count <= seats; ++count)
        result.seats[bloc][count] += part.seat_counts[bloc * (seats + 1) + count] / elections;
      result.all[bloc] += part.all[bloc] / elections;
    }
  }
  for (std::size_t i = 0; i < result.wins.values.size(); ++i) {
    const double mean = result.wins.values[i];
    result.wins_error.values[i] = std::sqrt(std::max(result.wins_error.values[i] - mean * mean, 0.0) / sets);
  }
  result.kept = kept_groups * lanes * parts;
  result.shares.resize(seats * blocs * result.kept);
  result.leads.resize(result.shares.size());
  for (std::size_t cell = 0; cell < seats * blocs; ++cell) {
    auto into = result.shares.begin() + static_cast<std::ptrdiff_t>(cell * result.kept);
    for (const SimulationSums& part : sums) {
      const auto from = part.kept.begin() + static_cast<std::ptrdiff_t>(cell * part.kept_elections);
      into = std::copy(from, from + static_cast<std::ptrdiff_t>(part.kept_elections), into);
    }
  }
  finish_kept(contest, best_part, result);
  return result;
}

Simulated simulate(const Contest& contest, const Past& past, const Ready& ready, const StateShares& state,
                   const Table& best_part, const SimulationSettings& settings) {
  const Expected expected = expected_shares(contest, past, ready, state.middle, settings.threads);
  return simulate_expected(contest, expected.shares, expected.sds, ready, state, best_part, settings);
}

std::vector<double> poisson_binomial(std::span<const double> probabilities) {
  std::vector<double> counts(probabilities.size() + 1, 0.0);
  counts[0] = 1;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    for (std::size_t count = i + 1; count > 0; --count)
      counts[count] = counts[count] * (1 - probabilities[i]) + counts[count - 1] * probabilities[i];
    counts[0] *= 1 - probabilities[i];
  }
  return counts;
}

}  // namespace boothwise::forecast
