#include "estimation/false_discovery.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace boothwise::estimation {

std::vector<double> false_discovery_rates(const std::vector<double>& p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t one, std::size_t other) { return p_values[one] > p_values[other]; });
  std::vector<double> result(p_values.size());
  double least = 1;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const auto place = static_cast<double>(order.size() - rank);
    least = std::min(least, p_values[order[rank]] * static_cast<double>(p_values.size()) / place);
    result[order[rank]] = least;
  }
  return result;
}

}  // namespace boothwise::estimation
