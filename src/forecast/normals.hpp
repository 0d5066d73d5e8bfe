#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace boothwise::forecast {

/// `count` standard normals of stream `part` of `seed` (Philox, Box–Muller in f64).
std::vector<double> standard_normals(std::uint64_t seed, std::uint32_t part, std::size_t count);

/// Inverse of the standard normal distribution function; `p` from 0 to 1, clipped to 1e-12 from its ends.
double normal_quantile(double p);

/// The standard normal distribution function, to the last digits in both tails.
double normal_below(double x);

/// Quantile of the chi-square distribution.
double chi_square_quantile(double p, double degrees);

}  // namespace boothwise::forecast
