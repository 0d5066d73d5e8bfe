#include "privacy/discrete_gaussian.hpp"

#include "privacy/gaussian_thresholds.hpp"
#include "privacy/rejection_sampler.hpp"

namespace boothwise::privacy {

bool DiscreteGaussian::in_range(const Rational& variance) {
  constexpr std::uint64_t numerator_most = std::uint64_t{1} << 32U;
  constexpr std::uint64_t denominator_most = std::uint64_t{1} << 16U;
  return !variance.is_zero() && variance.numerator() <= numerator_most && variance.denominator() <= denominator_most;
}

Result<DiscreteGaussian> DiscreteGaussian::of(const Rational& variance, unsigned first_bits) {
  if (!in_range(variance) || first_bits < 1 || first_bits > 64)
    return Error{ErrorKind::bad_input,
                 "variance_out_of_range",
                 {"noise needs a variance above 0 with a numerator up to 2^32 and a denominator up to 2^16",
                  "शोर का प्रसरण 0 से ऊपर होना चाहिए: अंश 2^32 तक, हर 2^16 तक"}};
  DiscreteGaussian made(variance, first_bits);
  constexpr std::uint64_t in_tables_most = std::uint64_t{1} << 20U;
  if (variance <= Rational(in_tables_most, 1)) made.make_tables();
  return made;
}

void DiscreteGaussian::make_tables() {
  const WholeNumber end = WholeNumber(1) << first_bits_;
  for (const Bounds& bounds : gaussian_thresholds(variance_, first_bits_)) {
    // From the first threshold that may be the end on, 64 bits decide nothing more: `high` is never reached there.
    const bool last = bounds.high >= end;
    const WholeNumber high = last ? WholeNumber(end - 1) : bounds.high;
    const WholeNumber low = bounds.low < high ? bounds.low : high;
    thresholds_.push_back({static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(high)});
    if (last) break;
  }
  const unsigned bits = first_bits_ < guide_bits ? first_bits_ : guide_bits;
  std::uint32_t m = 0;
  for (std::uint64_t begin = 0; begin < std::uint64_t{1} << bits; ++begin) {
    const std::uint64_t drawn = begin << (first_bits_ - bits);
    while (m < thresholds_.size() && drawn >= thresholds_[m].high) ++m;
    guide_.push_back(m);
  }
}

std::uint64_t DiscreteGaussian::refined_size(std::uint64_t drawn, RandomBits& bits) const {
  WholeNumber uniform = drawn;
  // Each round decides with probability above 1 - 2^-50: a hundred are a source that has broken.
  for (unsigned known = first_bits_ + 64; known < first_bits_ + 6400; known += 64) {
    uniform = (uniform << 64U) + bits.next();
    const std::vector<Bounds> thresholds = gaussian_thresholds(variance_, known);
    std::uint64_t m = 0;
    while (m < thresholds.size() && uniform >= thresholds[m].high) ++m;
    if (m < thresholds.size() && uniform < thresholds[m].low) return m;
  }
  throw BrokenInvariant("the random source stays on a threshold");
}

std::int64_t DiscreteGaussian::draw_by_rejection(RandomBits& bits) const {
  return gaussian_by_rejection(variance_, bits);
}

}  // namespace boothwise::privacy
