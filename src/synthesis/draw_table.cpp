#include "synthesis/draw_table.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "synthesis/apportion.hpp"

namespace boothwise::synthesis {

DrawTable::DrawTable(std::span<const double> weights) : filled_(true) {
  const std::vector<std::int64_t> shares = apportion(static_cast<std::int64_t>(places), weights);
  std::size_t at = 0;
  for (std::size_t index = 0; index < shares.size(); ++index) {
    for (std::int64_t i = 0; i < shares[index]; ++i) places_.at(at++) = static_cast<std::uint16_t>(index);
  }
}

double normal(RandomStream& random) {
  const double radius = std::sqrt(-2 * std::log(1 - random.uniform()));
  return radius * std::cos(2 * std::numbers::pi * random.uniform());
}

}  // namespace boothwise::synthesis
