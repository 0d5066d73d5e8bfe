#include "privacy/discrete_gaussian.hpp"
#include "privacy/gaussian_thresholds.hpp"
#include "privacy/random_bits.hpp"
#include "privacy/rational.hpp"
#include "privacy/rejection_sampler.hpp"
#include "unit/privacy/exact_distribution.hpp"

#include <algorithm>
#include <deque>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <set>

namespace boothwise::privacy {
namespace {

/// By chance one test in ten thousand would fall below; seeds are fixed, so it is the same each time.
constexpr double least_p = 1e-4;

std::unique_ptr<RandomBits> seeded(unsigned char seed, std::uint64_t stream = 0) {
  KeyedSource::Key key{};
  key[0] = seed;
  return KeyedSource(key).stream(stream);
}

/// Gives the words that it was told, and fails the test that asks for more.
class ToldBits : public RandomBits {
 public:
  explicit ToldBits(std::deque<std::uint64_t> words) : words_(std::move(words)) {}

 private:
  void fill(std::span<std::uint64_t> words) override {
    for (std::uint64_t& word : words) {
      word = words_.empty() ? 0 : words_.front();
      if (!words_.empty()) words_.pop_front();
    }
  }
  std::deque<std::uint64_t> words_;
};

template <typename Draw>
std::map<std::int64_t, std::uint64_t> drawn(int draws, const Draw& draw) {
  std::map<std::int64_t, std::uint64_t> seen;
  for (int at = 0; at < draws; ++at) ++seen[draw()];
  return seen;
}

TEST(Rational, SumsAndProductsAreExactOrTold) {
  EXPECT_TRUE(rc::check("against whole numbers of any size", [] {
    const auto part = [] { return *rc::gen::arbitrary<std::uint64_t>() >> *rc::gen::inRange(0, 63); };
    const auto above_zero = [&] { return std::max<std::uint64_t>(part(), 1); };
    const Rational a(part(), above_zero());
    const Rational b(part(), above_zero());
    const auto agrees = [](const std::optional<Rational>& ours, const WholeNumber& numerator,
                           const WholeNumber& denominator) {
      const WholeNumber divisor = gcd(numerator, denominator);
      const WholeNumber most = (WholeNumber(1) << 64U) - 1;
      const bool fits = numerator / divisor <= most && denominator / divisor <= most;
      if (!ours) {
        // A sum's numerator may be beyond 128 bits on the way.
        RC_ASSERT(!fits || numerator >> 128U != 0);
        return;
      }
      RC_ASSERT(WholeNumber(ours->numerator()) * denominator == numerator * ours->denominator());
      RC_ASSERT(gcd(WholeNumber(ours->numerator()), WholeNumber(ours->denominator())) == 1);
    };
    const auto [an, ad] = std::pair(WholeNumber(a.numerator()), WholeNumber(a.denominator()));
    const auto [bn, bd] = std::pair(WholeNumber(b.numerator()), WholeNumber(b.denominator()));
    agrees(a.plus(b), an * bd + bn * ad, ad * bd);
    agrees(a.times(b), an * bn, ad * bd);
    RC_ASSERT((a < b) == (an * bd < bn * ad));
  }));
  EXPECT_EQ(Rational(6, 4), Rational(3, 2));
  EXPECT_FALSE(Rational(0, 5).inverse());
  EXPECT_EQ(Rational(2, 3).inverse(), Rational(3, 2));
  EXPECT_THROW(Rational(1, 0), BrokenInvariant);
}

TEST(RandomBits, AreTheKeyStreamOfChaCha20) {
  // Key and nonce of zeros: RFC 8439, appendix A.1, first test vector (the same for the 64-bit nonce).
  const std::unique_ptr<RandomBits> bits = KeyedSource({}).stream(0);
  EXPECT_EQ(bits->next(), 0x903DF1A0ADE0B876U);
  EXPECT_EQ(bits->next(), 0x28BD8653E56A5D40U);
}

TEST(RandomBits, StreamsAndKeysDiffer) {
  std::set<std::uint64_t> seen;
  for (unsigned char key = 0; key < 10; ++key) {
    for (std::uint64_t stream = 0; stream < 100; ++stream) {
      const auto bits = seeded(key, stream);
      for (int word = 0; word < 100; ++word) seen.insert(bits->next());
    }
  }
  EXPECT_EQ(seen.size(), 100'000U);
}

TEST(RandomBits, NumbersBelowABoundAreEquallyLikely) {
  const auto bits = seeded(1);
  for (const std::int64_t bound : {1, 2, 3, 5, 7, 100}) {
    const auto seen = drawn(50'000, [&] { return static_cast<std::int64_t>(bits->below(static_cast<Wide>(bound))); });
    if (bound == 1) {
      EXPECT_EQ(seen.size(), 1U);
      continue;
    }
    const double p = reference::chi_squared_p(seen, 0, bound - 1,
                                              [&](std::int64_t) { return 1.0L / static_cast<long double>(bound); });
    EXPECT_GT(p, least_p) << bound;
  }
  // Beyond 64 bits: halves of the range are equally likely.
  const Wide wide = static_cast<Wide>(3) << 70U;
  const auto seen = drawn(50'000, [&] { return static_cast<std::int64_t>(bits->below(wide) >> 70U); });
  EXPECT_GT(reference::chi_squared_p(seen, 0, 2, [](std::int64_t) { return 1.0L / 3; }), least_p);
}

TEST(RandomBits, ASourceThatHasBrokenIsToldRatherThanWaitedFor) {
  class Ones : public RandomBits {
    void fill(std::span<std::uint64_t> words) override { std::ranges::fill(words, ~std::uint64_t{0}); }
  } ones;
  EXPECT_THROW((void)ones.below(5), BrokenInvariant);
  ToldBits zeros({});
  EXPECT_THROW((void)bernoulli_exp(1, 2, zeros), BrokenInvariant);
}

TEST(RejectionSampler, BernoulliExpHasItsProbability) {
  const auto bits = seeded(2);
  for (const auto& [numerator, denominator] :
       std::vector<std::pair<std::uint64_t, std::uint64_t>>{{0, 1}, {1, 3}, {1, 1}, {5, 2}, {1, 1'000'000'007}}) {
    const auto seen = drawn(100'000, [&] { return bernoulli_exp(numerator, denominator, *bits) ? 1 : 0; });
    const long double yes = std::exp(-static_cast<long double>(numerator) / static_cast<long double>(denominator));
    const auto there = seen.find(1);
    const long double share = there == seen.end() ? 0 : static_cast<long double>(there->second) / 100'000;
    EXPECT_NEAR(static_cast<double>(share), static_cast<double>(yes),
                4 * std::sqrt(static_cast<double>(yes * (1 - yes)) / 100'000) + 1e-9)
        << numerator << '/' << denominator;
  }
}

TEST(RejectionSampler, DiscreteLaplaceFollowsItsDefinition) {
  const auto bits = seeded(3);
  for (const std::uint64_t scale : {1U, 2U, 5U}) {
    const auto seen = drawn(100'000, [&] { return discrete_laplace(scale, *bits); });
    const long double q = std::exp(-1.0L / static_cast<long double>(scale));
    const auto far = static_cast<std::int64_t>(40 * scale);
    const double p = reference::chi_squared_p(seen, -far, far, [&](std::int64_t x) {
      return (1 - q) / (1 + q) * std::pow(q, std::abs(static_cast<long double>(x)));
    });
    EXPECT_GT(p, least_p) << scale;
  }
}

class Variances : public testing::TestWithParam<Rational> {};
class TabledVariances : public Variances {};  // up to 2^20

std::string name_of(const testing::TestParamInfo<Rational>& tested) {
  return std::to_string(tested.param.numerator()) + "over" + std::to_string(tested.param.denominator());
}

TEST_P(Variances, TableSamplerFollowsTheExactDistribution) {
  const auto bits = seeded(4);
  const auto gaussian = DiscreteGaussian::of(GetParam());
  ASSERT_TRUE(gaussian.ok());
  EXPECT_GT(reference::gaussian_p(drawn(500'000, [&] { return gaussian->draw(*bits); }), GetParam()), least_p);
}

TEST_P(Variances, RejectionSamplerFollowsTheExactDistribution) {
  const auto bits = seeded(5);
  const auto seen = drawn(200'000, [&] { return gaussian_by_rejection(GetParam(), *bits); });
  EXPECT_GT(reference::gaussian_p(seen, GetParam()), least_p);
}

TEST_P(TabledVariances, ThresholdsHoldTheExactProbabilities) {
  const std::vector<Bounds> thresholds = gaussian_thresholds(GetParam(), 64);
  long double sum = 0;
  for (std::size_t m = 0; m < thresholds.size(); ++m) {
    sum += (m == 0 ? 1 : 2) * reference::probability(GetParam(), static_cast<std::int64_t>(m));
    EXPECT_NEAR(static_cast<double>(std::ldexp(static_cast<long double>(thresholds[m].low), -64) - sum), 0, 1e-15);
    EXPECT_LE(thresholds[m].low, thresholds[m].high);
    EXPECT_LE(thresholds[m].high - thresholds[m].low, 2);
  }
}

TEST_P(TabledVariances, FinerThresholdsLieWithinCoarserOnes) {
  const std::vector<Bounds> coarse = gaussian_thresholds(GetParam(), 64);
  const std::vector<Bounds> fine = gaussian_thresholds(GetParam(), 256);
  ASSERT_GE(fine.size(), coarse.size());
  for (std::size_t m = 0; m < coarse.size(); ++m) {
    EXPECT_LE(coarse[m].low << 192U, fine[m].low);
    EXPECT_GE(coarse[m].high << 192U, fine[m].high);
  }
}

const std::vector<Rational> tabled{{1, 10}, {1, 2}, {1, 1}, {7, 3}, {80, 1}, {240, 1}, {65'536, 7}, {1U << 20U, 1}};
INSTANTIATE_TEST_SUITE_P(Noise, TabledVariances, testing::ValuesIn(tabled), name_of);
INSTANTIATE_TEST_SUITE_P(Noise, Variances, testing::ValuesIn(tabled), name_of);
INSTANTIATE_TEST_SUITE_P(LargeNoise, Variances, testing::Values(Rational(3'000'000, 1)), name_of);

TEST(DiscreteGaussian, BitsThatDecideNothingAreFollowedByMore) {
  const Rational variance(7, 3);
  for (const unsigned first_bits : {1U, 5U, 9U, 12U}) {
    const auto bits = seeded(6);
    const auto gaussian = DiscreteGaussian::of(variance, first_bits);
    ASSERT_TRUE(gaussian.ok());
    const auto seen = drawn(20'000, [&] { return gaussian->draw(*bits); });
    EXPECT_GT(reference::gaussian_p(seen, variance), least_p) << first_bits;
  }
}

/// The 64 bits of `number` from bit `from` on.
std::uint64_t word(const WholeNumber& number, unsigned from) {
  return static_cast<std::uint64_t>((number >> from) & ~std::uint64_t{0});
}

TEST(DiscreteGaussian, UniformsOnEitherSideOfAThresholdGoApartAtTheHundredthBit) {
  const Rational variance(240, 1);
  const auto gaussian = DiscreteGaussian::of(variance);
  ASSERT_TRUE(gaussian.ok());
  const std::vector<Bounds> fine = gaussian_thresholds(variance, 128);
  for (const std::size_t m : {0U, 1U, 15U, 60U}) {
    const WholeNumber below = fine[m].low - 2;
    const WholeNumber above = fine[m].high + 2;
    ASSERT_EQ(word(below, 64), word(above, 64)) << "the first 64 bits decide";
    ToldBits left({word(below, 64), word(below, 0)});
    ToldBits right({word(above, 64), word(above, 0)});
    EXPECT_EQ(gaussian->draw(left), static_cast<std::int64_t>(m));
    EXPECT_EQ(gaussian->draw(right), static_cast<std::int64_t>(m) + 1);
  }
}

TEST(DiscreteGaussian, TheFarTailIsReachedByMoreBits) {
  const auto gaussian = DiscreteGaussian::of(Rational(1, 1));
  ASSERT_TRUE(gaussian.ok());
  const std::uint64_t ones = ~std::uint64_t{0};
  ToldBits bits({ones, ones, 0});
  const std::int64_t far = gaussian->draw(bits);
  EXPECT_GE(far, 12);  // P(|X| > 12) is 2^-111
  EXPECT_LE(far, 14);
}

TEST(DiscreteGaussian, TheSameBitsGiveTheSameNumbers) {
  const auto gaussian = DiscreteGaussian::of(Rational(240, 1));
  ASSERT_TRUE(gaussian.ok());
  const auto one = seeded(7);
  const auto other = seeded(7);
  for (int at = 0; at < 1000; ++at) EXPECT_EQ(gaussian->draw(*one), gaussian->draw(*other));
}

TEST(DiscreteGaussian, VariancesOutOfRangeAreRefused) {
  for (const Rational& variance : {Rational(0, 1), Rational((std::uint64_t{1} << 32U) + 1, 1), Rational(1, 65'537)})
    EXPECT_EQ(DiscreteGaussian::of(variance).error().code, "variance_out_of_range");
  EXPECT_FALSE(DiscreteGaussian::of(Rational(1, 1), 0).ok());
  EXPECT_FALSE(DiscreteGaussian::of(Rational(1, 1), 65).ok());
}

}  // namespace
}  // namespace boothwise::privacy
