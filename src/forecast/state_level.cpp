#include "forecast/state_level.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "forecast/normals.hpp"

namespace boothwise::forecast {

namespace {

constexpr std::size_t state_draws = 4096;

/// Log density of the changes at `scale`: of each election the lead that moved most, between who gained most and who
/// lost most. Leads of one election move together, so one of them is what it tells; that one decides seats.
double log_density(std::span<const StateChange> changes, double scale) {
  constexpr double degrees = 4;
  double sum = 0;
  for (const StateChange& change : changes) {
    double gained = 0;
    double lost = 0;
    for (std::size_t party = 0; party < change.before.size(); ++party) {
      gained = std::max(gained, change.after[party] - change.before[party]);
      lost = std::min(lost, change.after[party] - change.before[party]);
    }
    const double lead = gained - lost;
    sum -= std::log(scale) + (degrees + 1) / 2 * std::log1p(lead * lead / (degrees * scale * scale));
  }
  return sum;
}

/// Shares at least 0.001, adding up to 1.
void settle(std::span<double> shares) {
  constexpr double least = 0.001;
  double total = 0;
  for (double& share : shares) total += share = std::max(share, least);
  for (double& share : shares) share /= total;
}

/// All polls as one: mean of shares, and the variance of a share that is left when what they share is known.
struct PollMean {
  std::vector<double> shares;
  double variance_per_share = 0;  // of sampling: × m (1 - m)
  double house_variance = 0;
};

PollMean mean_of(std::span<const Poll> polls, const StateErrors& errors) {
  PollMean mean{std::vector<double>(polls.front().shares.size(), 0.0), 0, 0};
  std::map<std::int32_t, double> houses;
  double total = 0;
  for (const Poll& poll : polls) {
    const double weight = 1 / (0.25 * errors.design_effect / poll.people + errors.house_share * errors.house_share);
    total += weight;
    houses[poll.house] += weight;
    for (std::size_t bloc = 0; bloc < mean.shares.size(); ++bloc) mean.shares[bloc] += weight * poll.shares[bloc];
    mean.variance_per_share += weight * weight * errors.design_effect / poll.people;
  }
  for (double& share : mean.shares) share /= total;
  mean.variance_per_share /= total * total;
  for (const auto& [house, weight] : houses) {
    const double part = weight / total;
    mean.house_variance += part * part * errors.house_share * errors.house_share;
  }
  return mean;
}

/// Variance stretches of Student's law with `degrees`: equally likely quantiles of degrees / chi².
std::array<double, 16> stretches(double degrees) {
  std::array<double, 16> values{};
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] =
        degrees / chi_square_quantile((static_cast<double>(i) + 0.5) / static_cast<double>(values.size()), degrees);
  return values;
}

}  // namespace

double no_polls_scale(std::span<const StateChange> changes) {
  constexpr double prior = 0.2;
  constexpr int steps = 400;
  constexpr double step = 0.002;
  std::vector<double> logs;
  for (int i = 1; i <= steps; ++i) {
    const double scale = step * i;
    logs.push_back(log_density(changes, scale) - scale * scale / (2 * prior * prior));
  }
  const double most = *std::ranges::max_element(logs);
  double total = 0;
  double weighted = 0;
  for (int i = 1; i <= steps; ++i) {
    const double weight = std::exp(logs[static_cast<std::size_t>(i - 1)] - most);
    total += weight;
    weighted += weight * step * i;
  }
  return weighted / total;
}

StateShares state_shares(Mode mode, std::span<const double> middle, std::span<const Poll> polls,
                         const StateErrors& errors, std::uint64_t seed) {
  StateShares state;
  state.middle.assign(middle.begin(), middle.end());
  if (mode == Mode::given) return state;
  const std::size_t blocs = middle.size();
  // A lead's scale is that of a difference of two shares with independent errors: each has it over √2, and a small bloc
  // moves less, as its size has it.
  const auto size = [](double share) { return std::sqrt(std::max(4 * share * (1 - share), 0.02)); };
  const double base_scale = errors.no_polls_lead / std::sqrt(2.0);
  const double poll_scale = errors.polls_lead / std::sqrt(2.0);
  const std::array<double, 16> stretch = stretches(errors.degrees);
  const bool with_polls = mode == Mode::polls && !polls.empty();
  const PollMean mean = with_polls ? mean_of(polls, errors) : PollMean{};

  // Which stretch of the base's and of the polls' error goes with which weight: how likely they make their distance.
  std::vector<double> weights(stretch.size() * stretch.size(), 1.0);
  const auto variances = [&](std::size_t pair, std::size_t bloc, double& of_base, double& of_polls) {
    const double spread = size(middle[bloc]);
    of_base = base_scale * base_scale * spread * spread * stretch[pair / stretch.size()];
    const double share = mean.shares[bloc];
    of_polls = poll_scale * poll_scale * spread * spread * stretch[pair % stretch.size()] + mean.house_variance +
               mean.variance_per_share * share * (1 - share);
  };
  if (with_polls) {
    for (std::size_t pair = 0; pair < weights.size(); ++pair) {
      double log_weight = 0;
      for (std::size_t bloc = 0; bloc + 1 < blocs; ++bloc) {
        double of_base = 0;
        double of_polls = 0;
        variances(pair, bloc, of_base, of_polls);
        const double apart = mean.shares[bloc] - middle[bloc];
        log_weight -= (std::log(of_base + of_polls) + apart * apart / (of_base + of_polls)) / 2;
      }
      weights[pair] = log_weight;
    }
    const double most = *std::ranges::max_element(weights);
    for (double& weight : weights) weight = std::exp(weight - most);
  }
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  state.draws = Table(state_draws, blocs);
  double reached = 0;
  std::size_t pair = 0;
  // Rows go round the stretches in steps that leave no pattern in the order of draws.
  constexpr std::size_t stride = 1597;
  for (std::size_t i = 0; i < state_draws; ++i) {
    const double wanted = (static_cast<double>(i) + 0.5) / static_cast<double>(state_draws) * total;
    while (pair + 1 < weights.size() && reached + weights[pair] < wanted) reached += weights[pair++];
    const auto row = state.draws.row(i * stride % state_draws);
    const std::vector<double> normals = standard_normals(seed ^ 0x57A7EU, static_cast<std::uint32_t>(i), blocs);
    for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
      if (with_polls) {
        double of_base = 0;
        double of_polls = 0;
        variances(pair, bloc, of_base, of_polls);
        const double trust = of_base / (of_base + of_polls);
        row[bloc] = middle[bloc] + trust * (mean.shares[bloc] - middle[bloc]) +
                    std::sqrt(of_base * of_polls / (of_base + of_polls)) * normals[bloc];
      } else {
        row[bloc] =
            middle[bloc] + base_scale * size(middle[bloc]) * std::sqrt(stretch[pair / stretch.size()]) * normals[bloc];
      }
    }
    const double off = (std::accumulate(row.begin(), row.end(), 0.0) - 1) / static_cast<double>(blocs);
    for (double& share : row) share -= off;
    settle(row);
  }
  std::vector<double> means(blocs, 0.0);
  for (std::size_t i = 0; i < state_draws; ++i) {
    for (std::size_t bloc = 0; bloc < blocs; ++bloc)
      means[bloc] += state.draws.at(i, bloc) / static_cast<double>(state_draws);
  }
  state.middle = std::move(means);
  return state;
}

}  // namespace boothwise::forecast
