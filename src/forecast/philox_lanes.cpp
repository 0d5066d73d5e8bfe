#include "forecast/philox_lanes.hpp"

#include <bit>

#include "forecast/philox.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace boothwise::forecast {

namespace {

constexpr std::uint32_t lane_count = 8;

#if defined(__x86_64__)

/// Words of four counters, each in the lower half of 64 bits; the upper halves hold nothing of use. So a round's whole
/// products come from one instruction, and no halves need to be sorted.
struct FourCounters {
  __m256i word0;
  __m256i word1;
  __m256i word2;
  __m256i word3;
};

__attribute__((target("avx2"), always_inline)) inline void one_round(FourCounters& of, __m256i key0, __m256i key1) {
  const __m256i product0 = _mm256_mul_epu32(of.word0, _mm256_set1_epi64x(0xD2511F53));
  const __m256i product1 = _mm256_mul_epu32(of.word2, _mm256_set1_epi64x(0xCD9E8D57));
  of.word0 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product1, 32), of.word1), key0);
  of.word2 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product0, 32), of.word3), key1);
  of.word1 = product1;
  of.word3 = product0;
}

__attribute__((target("avx2"), always_inline)) inline void store_lanes(__m256i even, __m256i odd, float* out) {
  constexpr int odd_lanes = 0xAA;
  const __m256i lanes = _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), odd_lanes);
  _mm256_store_si256(reinterpret_cast<__m256i*>(out), lanes);
}

__attribute__((target("avx2"))) void fill_with_avx2(const PhiloxStream& stream, std::uint32_t block, std::size_t blocks,
                                                    float* out) {
  constexpr std::size_t rounds = 10;
  __m256i keys0[rounds];
  __m256i keys1[rounds];
  auto key0 = static_cast<std::uint32_t>(stream.seed);
  auto key1 = static_cast<std::uint32_t>(stream.seed >> 32U);
  for (std::size_t round = 0; round < rounds; ++round, key0 += 0x9E3779B9U, key1 += 0xBB67AE85U) {
    keys0[round] = _mm256_set1_epi64x(key0);
    keys1[round] = _mm256_set1_epi64x(key1);
  }
  const __m256i first = _mm256_set1_epi32(static_cast<int>(stream.group * lane_count));
  const __m256i even0 = _mm256_add_epi32(first, _mm256_set_epi64x(6, 4, 2, 0));
  const __m256i odd0 = _mm256_add_epi32(first, _mm256_set_epi64x(7, 5, 3, 1));
  const __m256i number = _mm256_set1_epi64x(stream.number);
  for (std::size_t i = 0; i < blocks; ++i, out += std::size_t{4} * lane_count) {
    const __m256i of_block = _mm256_set1_epi64x(block + static_cast<std::uint32_t>(i));
    FourCounters even{even0, of_block, number, _mm256_setzero_si256()};
    FourCounters odd{odd0, of_block, number, _mm256_setzero_si256()};
#pragma GCC unroll 10
    for (std::size_t round = 0; round < rounds; ++round) {
      one_round(even, keys0[round], keys1[round]);
      one_round(odd, keys0[round], keys1[round]);
    }
    store_lanes(even.word0, odd.word0, out);
    store_lanes(even.word1, odd.word1, out + lane_count);
    store_lanes(even.word2, odd.word2, out + std::size_t{2} * lane_count);
    store_lanes(even.word3, odd.word3, out + std::size_t{3} * lane_count);
  }
}

#endif

}  // namespace

void fill_philox_lanes_plainly(const PhiloxStream& stream, std::uint32_t block, std::size_t blocks, float* out) {
  for (std::size_t i = 0; i < blocks; ++i, out += std::size_t{4} * lane_count) {
    for (std::uint32_t lane = 0; lane < lane_count; ++lane) {
      const Philox::Counter counter{stream.group * lane_count + lane, block + static_cast<std::uint32_t>(i),
                                    stream.number, 0};
      const auto words = Philox::at(counter, stream.seed);
      for (std::size_t word = 0; word < words.size(); ++word)
        out[word * lane_count + lane] = std::bit_cast<float>(words[word]);
    }
  }
}

void fill_philox_lanes(const PhiloxStream& stream, std::uint32_t block, std::size_t blocks, float* out) {
#if defined(__x86_64__)
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (has_avx2) {
    fill_with_avx2(stream, block, blocks, out);
    return;
  }
#endif
  fill_philox_lanes_plainly(stream, block, blocks, out);
}

}  // namespace boothwise::forecast
