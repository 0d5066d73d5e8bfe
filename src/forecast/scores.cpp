#include "forecast/scores.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "forecast/normals.hpp"

namespace boothwise::forecast {

namespace {

/// Probability of a smaller lead than the one that came; -1 where nothing was told.
double probability_integral(const ToldSeat& seat) {
  if (!seat.leads.empty()) {
    const auto below =
        std::ranges::count_if(seat.leads, [&](float lead) { return static_cast<double>(lead) < seat.lead_came; });
    return (static_cast<double>(below) + 0.5) / static_cast<double>(seat.leads.size() + 1);
  }
  return seat.lead_sd > 0 ? normal_below((seat.lead_came - seat.lead) / seat.lead_sd) : -1;
}

constexpr std::size_t classes = 10;

}  // namespace

double clipped(double probability) { return std::clamp(probability, least_probability, 1 - least_probability); }

double quantile(std::span<const float> values, double p) {
  const double at = std::clamp(p, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  const double part = at - static_cast<double>(low);
  return static_cast<double>(values[low]) * (1 - part) + static_cast<double>(values[high]) * part;
}

double crps(std::span<const float> values, double came) {
  std::vector<float> ordered(values.begin(), values.end());
  std::ranges::sort(ordered);
  const auto count = static_cast<double>(ordered.size());
  double distance = 0;
  double spread = 0;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const auto value = static_cast<double>(ordered[i]);
    distance += std::abs(value - came);
    spread += value * (2 * static_cast<double>(i) + 1 - count);
  }
  return distance / count - spread / (count * count);
}

double normal_crps(double mean, double sd, double came) {
  const double z = (came - mean) / sd;
  const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
  return sd * (z * (2 * normal_below(z) - 1) + 2 * density - 1 / std::sqrt(std::numbers::pi));
}

Scores score(std::span<const ToldSeat> seats) {
  Scores scores;
  scores.units = seats.size();
  scores.pit.assign(classes, 0);
  for (std::size_t i = 0; i < classes; ++i) {
    const auto from = static_cast<double>(i) / static_cast<double>(classes);
    scores.reliability.push_back({from, from + 1.0 / static_cast<double>(classes), 0, 0, 0});
  }
  constexpr std::array<double, 3> central = {0.5, 0.8, 0.95};
  for (const ToldSeat& seat : seats) {
    const double p = clipped(seat.probability);
    const double came = seat.won ? 1 : 0;
    scores.side_right += (p > 0.5) == seat.won ? 1 : 0;
    scores.brier += (p - came) * (p - came);
    scores.log_score -= std::log(seat.won ? p : 1 - p);
    scores.lead_rmse += (seat.lead - seat.lead_came) * (seat.lead - seat.lead_came);
    if (!seat.leads.empty()) {
      scores.lead_crps += crps(seat.leads, seat.lead_came);
    } else if (seat.lead_sd > 0) {
      scores.lead_crps += normal_crps(seat.lead, seat.lead_sd, seat.lead_came);
    } else {
      scores.lead_crps += std::abs(seat.lead - seat.lead_came);
    }
    scores.expected_seats += p;
    scores.seats_won += seat.won ? 1 : 0;
    const double integral = probability_integral(seat);
    if (integral >= 0) {
      scores.pit[std::min(static_cast<std::size_t>(integral * static_cast<double>(classes)), classes - 1)] += 1;
      for (std::size_t i = 0; i < central.size(); ++i)
        scores.coverage[i] += std::abs(integral - 0.5) <= central[i] / 2 ? 1 : 0;
    }
    ReliabilityRow& row =
        scores.reliability[std::min(static_cast<std::size_t>(p * static_cast<double>(classes)), classes - 1)];
    row.seats += 1;
    row.told += p;
    row.came += came;
  }
  const double units = seats.empty() ? 1 : static_cast<double>(seats.size());
  scores.brier /= units;
  scores.log_score /= units;
  scores.lead_rmse = std::sqrt(scores.lead_rmse / units);
  scores.lead_crps /= units;
  for (double& part : scores.coverage) part /= units;
  for (ReliabilityRow& row : scores.reliability) {
    if (row.seats == 0) continue;
    row.told /= static_cast<double>(row.seats);
    row.came /= static_cast<double>(row.seats);
  }
  return scores;
}

}  // namespace boothwise::forecast
