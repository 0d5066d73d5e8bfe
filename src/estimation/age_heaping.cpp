#include "estimation/age_heaping.hpp"

#include <array>
#include <cmath>

namespace boothwise::estimation {

std::optional<double> whipple_index(const AgeCounts& ages) {
  constexpr std::int64_t first = 23;
  constexpr std::int64_t last = 62;
  double all = 0;
  double heaped = 0;
  for (auto at = ages.lower_bound(first); at != ages.end() && at->first <= last; ++at) {
    all += static_cast<double>(at->second);
    heaped += at->first % 5 == 0 ? static_cast<double>(at->second) : 0;
  }
  if (all <= 0) return std::nullopt;
  return 100 * 5 * heaped / all;
}

std::optional<double> myers_index(const AgeCounts& ages) {
  // Every digit is summed over two ranges a decade apart, weighted so that each has met ten starting ages.
  constexpr std::int64_t first = 20;
  constexpr std::int64_t decades = 5;
  std::array<double, 10> blended{};
  double all = 0;
  for (const auto& [age, electors] : ages) {
    const auto digit = static_cast<std::size_t>(age % 10);
    const std::int64_t decade = (age - first) / 10;
    if (age < first || decade > decades) continue;
    const double early = decade < decades ? static_cast<double>(digit + 1) : 0;
    const double late = decade > 0 ? static_cast<double>(9 - digit) : 0;
    blended.at(digit) += (early + late) * static_cast<double>(electors);
    all += (early + late) * static_cast<double>(electors);
  }
  if (all <= 0) return std::nullopt;
  double differences = 0;
  for (const double share : blended) differences += std::abs(100 * share / all - 10);
  return differences / 2;
}

}  // namespace boothwise::estimation
