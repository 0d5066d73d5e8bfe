#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "estimation/internal/normal_draws.hpp"
#include "estimation/mixed_model.hpp"

namespace boothwise::estimation {

namespace {

Error malformed(std::size_t row) {
  return {ErrorKind::bad_input,
          "cells_malformed",
          {"cell " + std::to_string(row + 1) +
               " of the population: expected a count of at least 0, finite regressors, known levels and a target",
           "जनसंख्या का खाना " + std::to_string(row + 1) + ": 0 या अधिक गिनती, सीमित चर, ज्ञात स्तर और लक्ष्य चाहिए"}};
}

Status check(const MixedData& data, const Cells& cells) {
  const std::size_t groupings = data.groupings.size();
  const std::size_t rows = cells.rows();
  if (cells.fixed.size() != rows * data.columns || cells.level.size() != rows * groupings ||
      cells.target.size() != rows)
    return malformed(0);
  for (std::size_t row = 0; row < rows; ++row) {
    bool fits = std::isfinite(cells.count[row]) && cells.count[row] >= 0 && cells.target[row] < cells.targets;
    for (std::size_t j = 0; j < data.columns; ++j) fits = fits && std::isfinite(cells.fixed[row * data.columns + j]);
    for (std::size_t k = 0; k < groupings; ++k) {
      const std::uint32_t level = cells.level[row * groupings + k];
      fits = fits && (level == fresh_level || level < data.groupings[k].levels);
    }
    if (!fits) return malformed(row);
  }
  return success();
}

}  // namespace

Estimate summarised(std::vector<double>& draws) {
  Estimate estimate;
  estimate.known = true;
  std::ranges::sort(draws);
  const auto count = static_cast<double>(draws.size());
  for (const double value : draws) estimate.mean += value / count;
  for (const double value : draws) estimate.sd += (value - estimate.mean) * (value - estimate.mean) / count;
  estimate.sd = std::sqrt(estimate.sd);
  const auto quantile = [&](double q) {
    const double place = q * (count - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, draws.size() - 1);
    return draws[below] + (place - static_cast<double>(below)) * (draws[above] - draws[below]);
  };
  estimate.low_90 = quantile(0.05);
  estimate.high_90 = quantile(0.95);
  estimate.low_50 = quantile(0.25);
  estimate.high_50 = quantile(0.75);
  return estimate;
}

Result<std::vector<Estimate>> poststratify(const MixedData& data, const MixedPosterior& posterior, const Cells& cells,
                                           std::uint64_t seed) {
  BOOTHWISE_CHECK(check(data, cells));
  const std::size_t groupings = data.groupings.size();
  std::vector<double> total(cells.targets, 0.0);
  for (std::size_t row = 0; row < cells.rows(); ++row) total[cells.target[row]] += cells.count[row];
  std::vector<std::vector<double>> drawn(cells.targets);
  std::vector<double> sums(cells.targets);
  std::vector<double> chances(cells.targets);  // variance of what members are by chance
  std::vector<double> fresh(cells.targets * groupings);
  const RandomStream streams(seed);
  for (std::uint32_t draw = 0; draw < posterior.draws(); ++draw) {
    std::ranges::fill(sums, 0.0);
    std::ranges::fill(chances, 0.0);
    NormalDraws normals(streams.of(draw));
    for (std::size_t place = 0; place < fresh.size(); ++place)
      fresh[place] = normals.next() * posterior.sd(draw, place % groupings);
    const auto coefficients = posterior.coefficients(draw);
    for (std::size_t row = 0; row < cells.rows(); ++row) {
      double predictor = 0;
      for (std::size_t j = 0; j < data.columns; ++j) predictor += coefficients[j] * cells.fixed[row * data.columns + j];
      for (std::size_t k = 0; k < groupings; ++k) {
        const std::uint32_t level = cells.level[row * groupings + k];
        predictor +=
            level == fresh_level ? fresh[cells.target[row] * groupings + k] : posterior.effects(draw, k)[level];
      }
      const bool gaussian = data.family == Family::gaussian;
      const double mean = gaussian ? predictor : 1 / (1 + std::exp(-predictor));
      sums[cells.target[row]] += cells.count[row] * mean;
      if (!cells.realised) continue;
      const double residual = posterior.residual_sd(draw);
      chances[cells.target[row]] += cells.count[row] * (gaussian ? residual * residual : mean * (1 - mean));
    }
    for (std::size_t target = 0; target < cells.targets; ++target) {
      if (total[target] <= 0) continue;
      const double chance = cells.realised ? std::sqrt(chances[target]) * normals.next() : 0;
      drawn[target].push_back((sums[target] + chance) / total[target]);
    }
  }
  std::vector<Estimate> estimates(cells.targets);
  for (std::size_t target = 0; target < cells.targets; ++target) {
    if (!drawn[target].empty()) estimates[target] = summarised(drawn[target]);
  }
  return estimates;
}

}  // namespace boothwise::estimation
