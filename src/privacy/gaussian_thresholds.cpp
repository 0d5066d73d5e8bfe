#include "privacy/gaussian_thresholds.hpp"

namespace boothwise::privacy {

namespace {

/// Fixed point: numbers stand for themselves divided by 2^places. Values are not negative.
class FixedPoint {
 public:
  explicit FixedPoint(unsigned places) : places_(places), one_(WholeNumber(1) << places) {}

  [[nodiscard]] Bounds one() const { return {one_, one_}; }
  [[nodiscard]] Bounds product(const Bounds& a, const Bounds& b) const {
    return {(a.low * b.low) >> places_, ((a.high * b.high) >> places_) + 1};
  }
  /// exp(-numerator / denominator): halved until it is at most 1, the alternating series, squared again.
  [[nodiscard]] Bounds exp_minus(const WholeNumber& numerator, WholeNumber denominator) const {
    unsigned halvings = 0;
    for (; numerator > denominator; denominator *= 2) ++halvings;
    Bounds sum = one();
    Bounds term = one();
    for (unsigned k = 1; term.high > 1; ++k) {
      term = {term.low * numerator / (denominator * k), term.high * numerator / (denominator * k) + 1};
      const bool odd = k % 2 == 1;
      sum = odd ? Bounds{sum.low - term.high, sum.high - term.low} : Bounds{sum.low + term.low, sum.high + term.high};
    }
    // Terms fall, so what is cut off is at most the last one.
    sum = {sum.low - term.high, sum.high + term.high};
    if (sum.low < 0) sum.low = 0;
    for (; halvings > 0; --halvings) sum = product(sum, sum);
    return sum;
  }
  /// Bound from above of a geometric series' sum.
  [[nodiscard]] WholeNumber series(const WholeNumber& first, const WholeNumber& ratio) const {
    return (first << places_) / (one_ - ratio) + 1;
  }

 private:
  unsigned places_;
  WholeNumber one_;
};

}  // namespace

std::vector<Bounds> gaussian_thresholds(const Rational& variance, unsigned bits) {
  constexpr unsigned guard = 64;
  const FixedPoint fixed(bits + guard);
  const WholeNumber negligible = WholeNumber(1) << (guard - 8);
  // weight(m) = exp(-m^2 / (2 variance)) = weight(m - 1) * step(m), step(m) = q^(2m - 1)
  Bounds step = fixed.exp_minus(variance.denominator(), WholeNumber(2) * variance.numerator());
  const Bounds step_ratio = fixed.product(step, step);
  Bounds weight = fixed.one();
  Bounds sum = weight;
  std::vector<Bounds> sums{sum};
  while (true) {
    weight = fixed.product(weight, step);
    step = fixed.product(step, step_ratio);
    if (weight.high <= negligible) break;
    sum = {sum.low + 2 * weight.low, sum.high + 2 * weight.high};
    sums.push_back(sum);
  }
  // `weight` is the first that is left out, and from there on each is at most `step` of the one before.
  const Bounds all{sum.low, sum.high + 2 * fixed.series(weight.high, step.high)};
  for (Bounds& threshold : sums)
    threshold = {(threshold.low << bits) / all.high, (threshold.high << bits) / all.low + 1};
  return sums;
}

}  // namespace boothwise::privacy
