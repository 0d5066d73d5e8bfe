#include "synthesis/apportion.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace boothwise::synthesis {

std::vector<std::int64_t> apportion(std::int64_t total, std::span<const double> weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::int64_t> parts(weights.size());
  std::vector<std::pair<double, std::size_t>> remainders(weights.size());
  std::int64_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact = static_cast<double>(total) * weights[i] / sum;
    parts[i] = static_cast<std::int64_t>(std::floor(exact));
    given += parts[i];
    remainders[i] = {static_cast<double>(parts[i]) - exact, i};
  }
  std::ranges::sort(remainders);
  for (std::size_t i = 0; given < total; ++i, ++given) ++parts[remainders[i % remainders.size()].second];
  return parts;
}

std::vector<std::int64_t> apportion(std::int64_t total, std::span<const double> weights,
                                    std::span<const std::int64_t> most) {
  std::vector<std::int64_t> parts(weights.size());
  std::int64_t left = total;
  while (left > 0) {
    std::vector<double> open(weights.size());
    for (std::size_t i = 0; i < open.size(); ++i) {
      // Where the weight is 0 but the room is needed, a little is better than nothing.
      if (parts[i] < most[i]) open[i] = std::max(weights[i], 1e-9);
    }
    const std::vector<std::int64_t> more = apportion(left, open);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::int64_t taken = std::min(more[i], most[i] - parts[i]);
      parts[i] += taken;
      left -= taken;
    }
  }
  return parts;
}

}  // namespace boothwise::synthesis
