#include "forecast/normals.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

#include "forecast/philox.hpp"

namespace boothwise::forecast {

std::vector<double> standard_normals(std::uint64_t seed, std::uint32_t part, std::size_t count) {
  constexpr std::uint32_t stream = 0xF17;  // apart from the simulation's
  constexpr double scale = 1.0 / 4294967296.0;
  std::vector<double> normals;
  normals.reserve(count + 3);
  for (std::uint32_t block = 0; normals.size() < count; ++block) {
    const auto bits = Philox::at({part, block, stream, 0}, seed);
    for (std::size_t pair = 0; pair < 4; pair += 2) {
      const double radius = std::sqrt(-2 * std::log((bits[pair] + 0.5) * scale));
      const double angle = 2 * std::numbers::pi * bits[pair + 1] * scale;
      normals.push_back(radius * std::cos(angle));
      normals.push_back(radius * std::sin(angle));
    }
  }
  normals.resize(count);
  return normals;
}

double normal_quantile(double p) {
  constexpr double end = 1e-12;
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * std::clamp(p, end, 1 - end));
}

double normal_below(double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; }

double chi_square_quantile(double p, double degrees) {
  return boost::math::quantile(boost::math::chi_squared_distribution<double>(degrees), p);
}

}  // namespace boothwise::forecast
