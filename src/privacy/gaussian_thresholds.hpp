#pragma once

#include "privacy/rational.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <memory>
#include <vector>

/// Included by this kernel's sources and tests only: whole numbers of any size are slow to compile.
namespace boothwise::privacy {

/// A whole number of any size; up to 512 bits without allocating.
using WholeNumber =
    boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
                                      512, 0, boost::multiprecision::signed_magnitude, boost::multiprecision::unchecked,
                                      std::allocator<boost::multiprecision::limb_type>>,
                                  boost::multiprecision::et_off>;

/// Where a number lies for certain.
struct Bounds {
  WholeNumber low, high;
};

/// 2^bits P(|X| <= m) for m = 0, 1, …, with P(x) proportional to exp(-x^2 / (2 variance)), as bounds that hold for
/// certain: every rounding goes outwards, and what lies beyond the last m is bounded by a geometric series. Bounds are
/// some units apart at most; the last m is where less than 2^-(bits + 8) is left, by the weight relative to 0's.
/// REQUIRES: 0 < variance <= 2^20, its numerator <= 2^32, its denominator <= 2^16; bits <= 2^16.
std::vector<Bounds> gaussian_thresholds(const Rational& variance, unsigned bits);

}  // namespace boothwise::privacy
