#include "privacy/rational.hpp"

#include <limits>

#include "base/result.hpp"

namespace boothwise::privacy {

namespace {

Wide greatest_common_divisor(Wide a, Wide b) {
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

}  // namespace

std::optional<Rational> Rational::reduced(Wide numerator, Wide denominator) {
  const Wide divisor = greatest_common_divisor(numerator, denominator);
  numerator /= divisor;
  denominator /= divisor;
  constexpr Wide most = std::numeric_limits<std::uint64_t>::max();
  if (numerator > most || denominator > most) return std::nullopt;
  Rational result;
  result.numerator_ = static_cast<std::uint64_t>(numerator);
  result.denominator_ = static_cast<std::uint64_t>(denominator);
  return result;
}

Rational::Rational(std::uint64_t numerator, std::uint64_t denominator) {
  if (denominator == 0) throw BrokenInvariant("a fraction with denominator 0");
  *this = *reduced(numerator, denominator);
}

std::optional<Rational> Rational::plus(const Rational& other) const {
  const Wide left = static_cast<Wide>(numerator_) * other.denominator_;
  const Wide right = static_cast<Wide>(other.numerator_) * denominator_;
  Wide sum = 0;
  if (__builtin_add_overflow(left, right, &sum)) return std::nullopt;
  return reduced(sum, static_cast<Wide>(denominator_) * other.denominator_);
}

std::optional<Rational> Rational::times(const Rational& other) const {
  return reduced(static_cast<Wide>(numerator_) * other.numerator_,
                 static_cast<Wide>(denominator_) * other.denominator_);
}

std::optional<Rational> Rational::inverse() const {
  if (numerator_ == 0) return std::nullopt;
  return reduced(denominator_, numerator_);
}

}  // namespace boothwise::privacy
