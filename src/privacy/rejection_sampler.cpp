#include "privacy/rejection_sampler.hpp"

#include "base/result.hpp"

namespace boothwise::privacy {

namespace {

/// exp(-1) to the power of this is no event: a run as long is a source that has broken.
constexpr std::uint64_t longest_run = 4096;

/// For a fraction of at most 1: the number of successes in a row of Bernoulli(fraction / k), k = 1, 2, …, is even with
/// probability 1 - fraction + fraction^2 / 2 - … .
bool bernoulli_exp_within_one(Wide numerator, Wide denominator, RandomBits& bits) {
  std::uint64_t k = 1;
  while (bits.below(denominator * k) < numerator) {
    if (++k > longest_run) throw BrokenInvariant("the random source gives only small numbers");
  }
  return k % 2 == 1;
}

/// The greatest whole number whose square is at most `value`.
std::uint64_t root_below(std::uint64_t value) {
  std::uint64_t root = 0;
  for (std::uint64_t step = std::uint64_t{1} << 31U; step > 0; step /= 2) {
    if ((root + step) * (root + step) <= value) root += step;
  }
  return root;
}

}  // namespace

bool bernoulli_exp(Wide numerator, Wide denominator, RandomBits& bits) {
  for (Wide whole = numerator / denominator; whole > 0; --whole) {
    if (!bernoulli_exp_within_one(1, 1, bits)) return false;
  }
  return bernoulli_exp_within_one(numerator % denominator, denominator, bits);
}

std::int64_t discrete_laplace(std::uint64_t scale, RandomBits& bits) {
  while (true) {
    const auto within = static_cast<std::uint64_t>(bits.below(scale));
    if (!bernoulli_exp_within_one(within, scale, bits)) continue;
    std::uint64_t whole = 0;
    while (bernoulli_exp_within_one(1, 1, bits)) {
      if (++whole > longest_run) throw BrokenInvariant("the random source gives only small numbers");
    }
    const auto size = static_cast<std::int64_t>(within + scale * whole);
    const bool negative = bits.bit();
    if (negative && size == 0) continue;  // or 0 would come twice
    return negative ? -size : size;
  }
}

// With n <= 2^32, d <= 2^16: t = floor(sqrt(n / d)) + 1 <= 2^16 + 1; |y| <= t (4096 + 1) < 2^29; |y| d t < 2^62, so its
// distance from n is below 2^62 and the square below 2^124; 2 n d t^2 < 2^83; times k <= 4096 below 2^95.
std::int64_t gaussian_by_rejection(const Rational& variance, RandomBits& bits) {
  const std::uint64_t n = variance.numerator();
  const std::uint64_t d = variance.denominator();
  const std::uint64_t t = root_below(n / d) + 1;
  while (true) {
    const std::int64_t drawn = discrete_laplace(t, bits);
    const std::uint64_t scaled = static_cast<std::uint64_t>(drawn < 0 ? -drawn : drawn) * d * t;
    const std::uint64_t apart = scaled > n ? scaled - n : n - scaled;
    // exp(-(|y| - variance / t)^2 / (2 variance)), numerator and denominator by (d t)^2
    if (bernoulli_exp(static_cast<Wide>(apart) * apart, static_cast<Wide>(n) * 2 * d * t * t, bits)) return drawn;
  }
}

}  // namespace boothwise::privacy
