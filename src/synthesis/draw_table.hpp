#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/random.hpp"

namespace boothwise::synthesis {

/// Draws an index with given weights in one step: a table of 4,096 places shared out by largest remainder, so weights
/// are kept to 1/4096.
class DrawTable {
 public:
  DrawTable() = default;
  /// REQUIRES: 1 to 65,536 weights, none negative, one above 0.
  explicit DrawTable(std::span<const double> weights);

  [[nodiscard]] std::size_t draw(RandomStream& random) const { return places_[random.next() >> 52U]; }
  [[nodiscard]] bool empty() const { return !filled_; }

 private:
  static constexpr std::size_t places = 4096;
  std::array<std::uint16_t, places> places_{};
  bool filled_ = false;
};

/// True with this probability.
inline bool happens(RandomStream& random, double probability) { return random.uniform() < probability; }

/// 0 to `below` - 1. REQUIRES: below > 0.
inline std::uint64_t below(RandomStream& random, std::uint64_t below) {
  return static_cast<std::uint64_t>(random.uniform() * static_cast<double>(below));
}

/// `low` to `high`, both included.
inline std::int32_t between(RandomStream& random, std::int32_t low, std::int32_t high) {
  return low + static_cast<std::int32_t>(below(random, static_cast<std::uint64_t>(high - low) + 1));
}

/// From the standard normal distribution (Box & Muller 1958, one of the pair).
double normal(RandomStream& random);

}  // namespace boothwise::synthesis
