#pragma once

#include "privacy/random_bits.hpp"
#include "privacy/rational.hpp"

#include <cstdint>
#include <vector>

#include "base/result.hpp"

namespace boothwise::privacy {

/// Draws whole numbers with P(x) exactly proportional to exp(-x^2 / (2 variance)), whole-number arithmetic only.
///
/// Inversion with lazily refined thresholds. A uniform real u is drawn by its bits; |x| is the m with
/// P(|X| < m) <= u < P(|X| <= m). The first 64 bits leave u in an interval of 2^-64, and each threshold is known to lie
/// between two 64-bit numbers; where both together decide m, no further bit could change it. Where they do not (once in
/// some 10^17 draws) 64 more bits are drawn and the thresholds computed as finely, until they do. So what is drawn is
/// what the real u would give: the distribution has no error at all, and tables only save work. Variances above 2^20 go
/// to the samplers of rejection_sampler.hpp. docs/release.md#noise.
class DiscreteGaussian {
 public:
  /// 0 < variance, its numerator <= 2^32, its denominator <= 2^16.
  static bool in_range(const Rational& variance);
  /// `first_bits`, 1 to 64, is how many bits are tried first: fewer are slower and give the same distribution (tests).
  /// Errors: `variance_out_of_range`.
  static Result<DiscreteGaussian> of(const Rational& variance, unsigned first_bits = 64);

  [[nodiscard]] const Rational& variance() const { return variance_; }
  std::int64_t draw(RandomBits& bits) const {
    if (thresholds_.empty()) return draw_by_rejection(bits);
    const auto size = static_cast<std::int64_t>(draw_size(bits));
    return size > 0 && bits.bit() ? -size : size;
  }

 private:
  struct Threshold {
    std::uint64_t low, high;  ///< 2^first_bits P(|X| <= m) lies between
  };
  static constexpr unsigned guide_bits = 10;

  DiscreteGaussian(const Rational& variance, unsigned first_bits) : variance_(variance), first_bits_(first_bits) {}
  void make_tables();
  std::uint64_t draw_size(RandomBits& bits) const {
    const std::uint64_t drawn = bits.next() >> (64 - first_bits_);
    std::size_t m = guide_[guide_of(drawn)];
    while (m < thresholds_.size() && drawn >= thresholds_[m].high) ++m;
    if (m < thresholds_.size() && drawn < thresholds_[m].low) return m;
    return refined_size(drawn, bits);
  }
  [[nodiscard]] std::size_t guide_of(std::uint64_t drawn) const {
    return first_bits_ > guide_bits ? static_cast<std::size_t>(drawn >> (first_bits_ - guide_bits))
                                    : static_cast<std::size_t>(drawn);
  }
  std::uint64_t refined_size(std::uint64_t drawn, RandomBits& bits) const;
  std::int64_t draw_by_rejection(RandomBits& bits) const;

  Rational variance_;
  unsigned first_bits_;
  std::vector<Threshold> thresholds_;  ///< by m; empty for the largest variances
  std::vector<std::uint32_t> guide_;   ///< by the first bits of what was drawn: the first m that can be
};

}  // namespace boothwise::privacy
