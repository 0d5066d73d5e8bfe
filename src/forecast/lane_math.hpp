#pragma once

#include <cstddef>
#include <cstdint>

#include "forecast/simulate_part.hpp"

/// The functions that simulated elections need, of eight numbers at once, without a branch and without a library, so
/// that every processor gives the same bits. For one source alone (simulate_part.cpp), whose options of compilation
/// they want; inlined into what is compiled for several instruction sets.
#define BOOTHWISE_INLINE __attribute__((always_inline)) inline

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \
    "-Wpsabi"  // none of these is ever called: how a vector would be given over does not matter
#endif

namespace boothwise::forecast {

using V = float __attribute__((vector_size(32)));
using VI = std::int32_t __attribute__((vector_size(32)));
using VU = std::uint32_t __attribute__((vector_size(32)));

BOOTHWISE_INLINE V all_lanes(float x) { return V{x, x, x, x, x, x, x, x}; }
BOOTHWISE_INLINE VI all_lanes_i(std::int32_t x) { return VI{x, x, x, x, x, x, x, x}; }
BOOTHWISE_INLINE V larger(V a, V b) { return a > b ? a : b; }

BOOTHWISE_INLINE V root(V x) {
  V result;
  for (std::size_t lane = 0; lane < lanes; ++lane) result[lane] = __builtin_sqrtf(x[lane]);
  return result;
}

/// e^x for |x| < 87, within 2e-7 (Cephes' polynomial).
BOOTHWISE_INLINE V exponential(V x) {
  x = x < all_lanes(-87.0F) ? all_lanes(-87.0F) : x;
  x = x > all_lanes(87.0F) ? all_lanes(87.0F) : x;
  const V magic = all_lanes(12582912.0F);
  const V shifted = x * 1.44269504088896341F + magic;
  const V whole = shifted - magic;
  const V rest = (x - whole * 0.693359375F) + whole * 2.12194440e-4F;
  V series = all_lanes(1.9875691500e-4F);
  series = series * rest + 1.3981999507e-3F;
  series = series * rest + 8.3334519073e-3F;
  series = series * rest + 4.1665795894e-2F;
  series = series * rest + 1.6666665459e-1F;
  series = series * rest + 5.0000001201e-1F;
  series = series * rest * rest + rest + 1.0F;
  const VI exponent = (__builtin_convertvector(whole, VI) + all_lanes_i(127)) << 23;
  return series * __builtin_bit_cast(V, exponent);
}

/// Natural logarithm of a positive normal number, within 2e-7 (Cephes' polynomial).
BOOTHWISE_INLINE V logarithm(V x) {
  const VI bits = __builtin_bit_cast(VI, x);
  VI exponent = (bits >> 23) - all_lanes_i(126);
  V mantissa = __builtin_bit_cast(V, (bits & all_lanes_i(0x007FFFFF)) | all_lanes_i(0x3F000000));
  const VI low = mantissa < all_lanes(0.707106781186547524F);
  exponent = exponent + low;  // -1 where low
  mantissa = low ? mantissa + mantissa - 1.0F : mantissa - 1.0F;
  const V square = mantissa * mantissa;
  V series = all_lanes(7.0376836292e-2F);
  series = series * mantissa - 1.1514610310e-1F;
  series = series * mantissa + 1.1676998740e-1F;
  series = series * mantissa - 1.2420140846e-1F;
  series = series * mantissa + 1.4249322787e-1F;
  series = series * mantissa - 1.6668057665e-1F;
  series = series * mantissa + 2.0000714765e-1F;
  series = series * mantissa - 2.4999993993e-1F;
  series = series * mantissa + 3.3333331174e-1F;
  const V power = __builtin_convertvector(exponent, V);
  V result = series * mantissa * square + power * -2.12194440e-4F - square * 0.5F + mantissa;
  return result + power * 0.693359375F;
}

/// Cosine and sine of 2π × turns, turns from -0.5 to 0.5.
BOOTHWISE_INLINE void turn(V turns, V& cosine, V& sine) {
  const V magic = all_lanes(12582912.0F);
  const V quarters = turns * 4.0F;
  const V shifted = quarters + magic;
  const V whole = shifted - magic;
  const V angle = (quarters - whole) * 1.57079632679489662F;
  const V square = angle * angle;
  V s = all_lanes(-1.9515295891e-4F);
  s = s * square + 8.3321608736e-3F;
  s = s * square - 1.6666654611e-1F;
  s = s * square * angle + angle;
  V c = all_lanes(2.443315711809948e-5F);
  c = c * square - 1.388731625493765e-3F;
  c = c * square + 4.166664568298827e-2F;
  c = c * square * square - square * 0.5F + 1.0F;
  const VI quarter = __builtin_convertvector(whole, VI);
  const VI odd = (quarter & all_lanes_i(1)) != all_lanes_i(0);
  const V swapped_c = odd ? s : c;
  const V swapped_s = odd ? c : s;
  const VI negative_c = ((quarter + all_lanes_i(1)) & all_lanes_i(2)) << 30;
  const VI negative_s = (quarter & all_lanes_i(2)) << 30;
  cosine = __builtin_bit_cast(V, __builtin_bit_cast(VI, swapped_c) ^ negative_c);
  sine = __builtin_bit_cast(V, __builtin_bit_cast(VI, swapped_s) ^ negative_s);
}

/// Φ(x), with small relative error in the lower tail (Numerical Recipes' erfc, 1.2e-7).
BOOTHWISE_INLINE V normal_below_of(V x) {
  const V z = x * 0.70710678118654752F;
  const V magnitude = z < all_lanes(0.0F) ? -z : z;
  const V t = 1.0F / (1.0F + 0.5F * magnitude);
  V series = all_lanes(0.17087277F);
  series = series * t - 0.82215223F;
  series = series * t + 1.48851587F;
  series = series * t - 1.13520398F;
  series = series * t + 0.27886807F;
  series = series * t - 0.18628806F;
  series = series * t + 0.09678418F;
  series = series * t + 0.37409196F;
  series = series * t + 1.00002368F;
  series = series * t - 1.26551223F;
  const V tail = 0.5F * t * exponential(series - magnitude * magnitude);
  return z < all_lanes(0.0F) ? tail : 1.0F - tail;
}

BOOTHWISE_INLINE V radius(V bits) {
  const V uniform =
      __builtin_convertvector(__builtin_bit_cast(VI, __builtin_bit_cast(VU, bits) >> 1U), V) * 4.65661287e-10F +
      2.32830644e-10F;
  return root(-2.0F * logarithm(uniform));
}

BOOTHWISE_INLINE V turns(V bits) { return __builtin_convertvector(__builtin_bit_cast(VI, bits), V) * 2.32830644e-10F; }

/// Random bits to standard normals, four vectors a block (Box–Muller).
BOOTHWISE_INLINE void normals_from_bits(V* bits, std::size_t count) {
  for (std::size_t i = 0; i < count; i += 4) {
    const V far0 = radius(bits[i]);
    const V far1 = radius(bits[i + 2]);
    V cosine0;
    V sine0;
    V cosine1;
    V sine1;
    turn(turns(bits[i + 1]), cosine0, sine0);
    turn(turns(bits[i + 3]), cosine1, sine1);
    bits[i] = far0 * cosine0;
    bits[i + 1] = far0 * sine0;
    bits[i + 2] = far1 * cosine1;
    bits[i + 3] = far1 * sine1;
  }
}

}  // namespace boothwise::forecast

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
