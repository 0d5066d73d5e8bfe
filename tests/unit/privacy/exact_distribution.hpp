#pragma once

#include "privacy/rational.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

namespace boothwise::privacy::reference {

/// P(x) of the discrete Gaussian, by its definition and long double: sums from the far ends inwards.
inline long double probability(const Rational& variance, std::int64_t x) {
  static std::map<Rational, long double> totals;
  const auto weight = [&](std::int64_t at) {
    return std::exp(-static_cast<long double>(at) * static_cast<long double>(at) *
                    static_cast<long double>(variance.denominator()) /
                    (2 * static_cast<long double>(variance.numerator())));
  };
  auto& total = totals[variance];
  if (total == 0) {
    const auto far = static_cast<std::int64_t>(12 * std::sqrt(variance.approximately())) + 12;
    for (std::int64_t at = far; at > 0; --at) total += 2 * weight(at);
    total += 1;
  }
  return weight(x) / total;
}

/// The probability that Pearson's chi-squared is as large by chance, for whole numbers against probabilities by value.
/// Values are put together from the left until 20 are expected of each bin.
template <typename Probability>
double chi_squared_p(const std::map<std::int64_t, std::uint64_t>& seen, std::int64_t from, std::int64_t to,
                     const Probability& probability_of) {
  std::uint64_t draws = 0;
  for (const auto& [value, count] : seen) draws += count;
  long double statistic = 0;
  long double expected = 0;
  long double counted = 0;
  long double expected_left = static_cast<long double>(draws);
  auto counted_left = static_cast<long double>(draws);
  int bins = 0;
  const auto close = [&](long double bin_expected, long double bin_counted) {
    statistic += (bin_counted - bin_expected) * (bin_counted - bin_expected) / bin_expected;
    ++bins;
  };
  for (std::int64_t value = from; value <= to; ++value) {
    const auto there = seen.find(value);
    counted += there == seen.end() ? 0 : static_cast<long double>(there->second);
    expected += static_cast<long double>(draws) * probability_of(value);
    if (expected < 20 || expected_left - expected < 20) continue;
    close(expected, counted);
    expected_left -= expected;
    counted_left -= counted;
    expected = counted = 0;
  }
  close(expected_left, counted_left);
  return boost::math::gamma_q((bins - 1) / 2.0, static_cast<double>(statistic) / 2);
}

inline double gaussian_p(const std::map<std::int64_t, std::uint64_t>& seen, const Rational& variance) {
  const auto far = static_cast<std::int64_t>(11 * std::sqrt(variance.approximately())) + 11;
  return chi_squared_p(seen, -far, far, [&](std::int64_t x) { return probability(variance, x); });
}

}  // namespace boothwise::privacy::reference
