#pragma once

#include <compare>
#include <cstdint>
#include <optional>

namespace boothwise::privacy {

/// Wide enough for any product of two 64-bit numbers.
using Wide = unsigned __int128;

/// A fraction of 64-bit whole numbers that is not negative, in lowest terms: budgets and variances are exact. Sums and
/// products that would not fit are told, never rounded.
class Rational {
 public:
  constexpr Rational() = default;  ///< 0
  /// REQUIRES: denominator > 0; throws BrokenInvariant otherwise.
  Rational(std::uint64_t numerator, std::uint64_t denominator);

  [[nodiscard]] std::uint64_t numerator() const { return numerator_; }
  [[nodiscard]] std::uint64_t denominator() const { return denominator_; }
  [[nodiscard]] bool is_zero() const { return numerator_ == 0; }
  /// For what is computed after the noise: intervals and weights.
  [[nodiscard]] double approximately() const {
    return static_cast<double>(numerator_) / static_cast<double>(denominator_);
  }

  /// Nothing if the result does not fit.
  [[nodiscard]] std::optional<Rational> plus(const Rational& other) const;
  [[nodiscard]] std::optional<Rational> times(const Rational& other) const;
  /// Nothing if it does not fit, or if this is 0.
  [[nodiscard]] std::optional<Rational> inverse() const;

  friend bool operator==(const Rational&, const Rational&) = default;
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    return static_cast<Wide>(a.numerator_) * b.denominator_ <=> static_cast<Wide>(b.numerator_) * a.denominator_;
  }

 private:
  static std::optional<Rational> reduced(Wide numerator, Wide denominator);

  std::uint64_t numerator_ = 0;
  std::uint64_t denominator_ = 1;
};

}  // namespace boothwise::privacy
