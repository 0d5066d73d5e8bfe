#pragma once

#include "privacy/random_bits.hpp"
#include "privacy/rational.hpp"

#include <cstdint>

/// The samplers of Canonne, Kamath & Steinke, "The Discrete Gaussian for Differential Privacy" (2020), section 5: whole
/// numbers only, so that the distribution is exact. DiscreteGaussian (discrete_gaussian.hpp) is the fast one.
namespace boothwise::privacy {

/// True with probability exp(-numerator / denominator), exactly (their algorithm 1). REQUIRES: 0 < denominator < 2^88.
bool bernoulli_exp(Wide numerator, Wide denominator, RandomBits& bits);

/// P(x) proportional to exp(-|x| / scale) (their algorithm 2 with s = 1). REQUIRES: 0 < scale < 2^17.
std::int64_t discrete_laplace(std::uint64_t scale, RandomBits& bits);

/// P(x) proportional to exp(-x^2 / (2 variance)) (their algorithm 3). REQUIRES: 0 < numerator of variance <= 2^32,
/// denominator <= 2^16; under these nothing overflows 128 bits (the proof is at the definition).
std::int64_t gaussian_by_rejection(const Rational& variance, RandomBits& bits);

}  // namespace boothwise::privacy
