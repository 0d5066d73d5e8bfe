#pragma once

#include <cmath>
#include <numbers>

#include "base/random.hpp"

namespace boothwise::estimation {

/// Standard normals from a stream (Box & Muller 1958), both of each pair.
class NormalDraws {
 public:
  explicit NormalDraws(RandomStream stream) : stream_(stream) {}

  double next() {
    if (kept_) {
      kept_ = false;
      return second_;
    }
    const double radius = std::sqrt(-2 * std::log(1 - stream_.uniform()));
    const double angle = 2 * std::numbers::pi * stream_.uniform();
    second_ = radius * std::sin(angle);
    kept_ = true;
    return radius * std::cos(angle);
  }

  /// Marsaglia & Tsang 2000. REQUIRES: freedom >= 2.
  double chi_squared(double freedom) {
    const double d = freedom / 2 - 1.0 / 3;
    for (;;) {
      const double x = next();
      const double v = 1 + x / std::sqrt(9 * d);
      if (v <= 0) continue;
      const double cube = v * v * v;
      if (std::log(1 - stream_.uniform()) < x * x / 2 + d - d * cube + d * std::log(cube)) return 2 * d * cube;
    }
  }

 private:
  RandomStream stream_;
  double second_ = 0;
  bool kept_ = false;
};

}  // namespace boothwise::estimation
