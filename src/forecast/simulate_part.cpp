#include "forecast/simulate_part.hpp"

#include <Eigen/Core>
#include <Eigen/QR>
#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <numbers>

#include "forecast/normals.hpp"

// The inner loops work on eight elections at once. Compiled for AVX2 and for the plain instruction set; without fused
// multiply-add (a compile option of this file) both give the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define BOOTHWISE_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define BOOTHWISE_CLONES
#endif
#define BOOTHWISE_INLINE __attribute__((always_inline)) inline

namespace boothwise::forecast {

namespace {

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

/// High and low halves of a × b, lane by lane.
BOOTHWISE_INLINE void multiply(VU a, std::uint32_t b, VU& high, VU& low) {
  std::array<std::uint32_t, lanes> highs;
  for (std::size_t lane = 0; lane < lanes; ++lane)
    highs[lane] = static_cast<std::uint32_t>((std::uint64_t{a[lane]} * b) >> 32U);
  high = __builtin_bit_cast(VU, highs);
  low = a * b;
}

BOOTHWISE_INLINE V radius(VU bits) {
  const V uniform = __builtin_convertvector(__builtin_bit_cast(VI, bits >> 1U), V) * 4.65661287e-10F + 2.32830644e-10F;
  return root(-2.0F * logarithm(uniform));
}

/// Four standard normals for each of eight counters and `Blocks` blocks that follow one another: Philox 4x32-10,
/// Box–Muller. Several blocks at once, since one waits for its own multiplications.
template <std::size_t Blocks>
BOOTHWISE_INLINE void normals_of(std::uint32_t group, std::uint32_t block, std::uint32_t number, std::uint64_t seed,
                                 V* out) {
  const VU lane_number{0, 1, 2, 3, 4, 5, 6, 7};
  VU c0[Blocks];
  VU c1[Blocks];
  VU c2[Blocks];
  VU c3[Blocks];
  for (std::size_t i = 0; i < Blocks; ++i) {
    c0[i] = lane_number + group * static_cast<std::uint32_t>(lanes);
    c1[i] = VU{} + (block + static_cast<std::uint32_t>(i));
    c2[i] = VU{} + number;
    c3[i] = VU{};
  }
  auto key0 = static_cast<std::uint32_t>(seed);
  auto key1 = static_cast<std::uint32_t>(seed >> 32U);
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = 0; i < Blocks; ++i) {
      VU high0;
      VU low0;
      VU high1;
      VU low1;
      multiply(c0[i], 0xD2511F53U, high0, low0);
      multiply(c2[i], 0xCD9E8D57U, high1, low1);
      c0[i] = high1 ^ c1[i] ^ key0;
      c1[i] = low1;
      c2[i] = high0 ^ c3[i] ^ key1;
      c3[i] = low0;
    }
    key0 += 0x9E3779B9U;
    key1 += 0xBB67AE85U;
  }
  for (std::size_t i = 0; i < Blocks; ++i) {
    V cosine;
    V sine;
    const V first = radius(c0[i]);
    turn(__builtin_convertvector(__builtin_bit_cast(VI, c1[i]), V) * 2.32830644e-10F, cosine, sine);
    out[4 * i] = first * cosine;
    out[4 * i + 1] = first * sine;
    const V second = radius(c2[i]);
    turn(__builtin_convertvector(__builtin_bit_cast(VI, c3[i]), V) * 2.32830644e-10F, cosine, sine);
    out[4 * i + 2] = second * cosine;
    out[4 * i + 3] = second * sine;
  }
}

/// Fills `out`, of a multiple of four, from block `block` on.
BOOTHWISE_INLINE void fill_normals(std::uint32_t group, std::uint32_t block, std::uint32_t number, std::uint64_t seed,
                                   V* out, std::size_t count) {
  constexpr std::uint32_t at_once = 3;
  std::size_t i = 0;
  for (; i + std::size_t{4} * at_once <= count; i += std::size_t{4} * at_once, block += at_once)
    normals_of<at_once>(group, block, number, seed, out + i);
  for (; i < count; i += 4, ++block) normals_of<1>(group, block, number, seed, out + i);
}

/// Vectors of lanes lie at multiples of their size: the default allocator forgets the attribute that asks for it.
template <typename T>
struct Aligned {
  using value_type = T;
  Aligned() = default;
  template <typename U>
  explicit Aligned(const Aligned<U>&) {}
  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), std::align_val_t(line))); }
  void deallocate(T* at, std::size_t) { ::operator delete(at, std::align_val_t(line)); }
  friend bool operator==(const Aligned&, const Aligned&) { return true; }
  static constexpr std::size_t line = 64;
};
using Lanes = std::vector<V, Aligned<V>>;

/// Scratch of one group of eight pairs; all of it stays in the processor's cache.
struct Scratch {
  Lanes normals;  // shared: blocs × stride
  Lanes shared;   // blocs × stride
  Lanes own;      // blocs × seats
  Lanes stretch;  // seats
  Lanes chance;   // blocs × seats
  Lanes wins;     // blocs × seats, summed over groups until flushed
  Lanes squares;
  Lanes four;    // blocs × seats: the chances of the mirrored elections together
  Lanes counts;  // seats + 1
  Lanes tally;   // blocs
};

BOOTHWISE_INLINE std::size_t padded(std::size_t count) { return (count + 3) / 4 * 4; }

/// Fills the group's random numbers: shared normals, own normals, stretches.
BOOTHWISE_INLINE void draw_group(const SimulationPart& part, std::uint32_t group, Scratch& scratch) {
  const auto blocks = [](const Lanes& of) { return static_cast<std::uint32_t>(of.size() / 4); };
  const std::uint32_t own_from = blocks(scratch.normals);
  const std::uint32_t stretch_from = own_from + blocks(scratch.own);
  fill_normals(group, 0, part.number, part.seed, scratch.normals.data(), scratch.normals.size());
  fill_normals(group, own_from, part.number, part.seed, scratch.own.data(), scratch.own.size());
  fill_normals(group, stretch_from, part.number, part.seed, scratch.stretch.data(), scratch.stretch.size());
  for (V& stretch : scratch.stretch) {
    const V z = stretch * (1.0F / 6.0F);
    V series = all_lanes(part.stretch.back());
    for (std::size_t power = part.stretch.size() - 1; power-- > 0;) series = series * z + part.stretch[power];
    stretch = exponential(series);
  }
}

/// shared = factor × normals, bloc by bloc, four rows at a time.
BOOTHWISE_INLINE void share_errors(const SimulationPart& part, Scratch& scratch) {
  for (std::size_t bloc = 0; bloc < part.blocs; ++bloc) {
    const V* normals = &scratch.normals[bloc * part.stride];
    V* shared = &scratch.shared[bloc * part.stride];
    for (std::size_t row = 0; row < part.seats; row += 4) {
      const float* factor = &part.factor[row * part.stride];
      V sum0 = V{};
      V sum1 = V{};
      V sum2 = V{};
      V sum3 = V{};
      for (std::size_t col = 0; col < row + 4; ++col) {
        const V z = normals[col];
        sum0 += factor[col] * z;
        sum1 += factor[part.stride + col] * z;
        sum2 += factor[2 * part.stride + col] * z;
        sum3 += factor[3 * part.stride + col] * z;
      }
      shared[row] = sum0;
      shared[row + 1] = sum1;
      shared[row + 2] = sum2;
      shared[row + 3] = sum3;
    }
  }
}

/// One of the mirrored elections of a group: signs of the shared and of the own errors, and the state's shift.
struct Mirror {
  float shared = 1;
  float own = 1;
  const float* shift = nullptr;
};

/// Who wins each seat in one of the mirrored elections, and the tally of winners. With `Integrate` the chance of each
/// bloc given all but its own local error, else 1 or 0.
template <std::size_t Blocs, bool Integrate>
BOOTHWISE_INLINE void decide(const SimulationPart& part, Scratch& scratch, const Mirror& mirror) {
  const std::size_t blocs = Blocs == 0 ? part.blocs : Blocs;
  const std::size_t seats = part.seats;
  for (std::size_t bloc = 0; bloc < blocs; ++bloc) scratch.tally[bloc] = V{};
  for (std::size_t seat = 0; seat < seats; ++seat) {
    constexpr std::size_t blocs_most = 16;
    std::array<V, blocs_most> base;
    std::array<V, blocs_most> whole;
    for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
      const std::size_t at = bloc * seats + seat;
      const float moved = part.mean[at] + (mirror.shift != nullptr ? mirror.shift[bloc] * part.state_part[at] : 0.0F);
      base[bloc] = moved + (mirror.shared * part.shared_sd[at]) * scratch.shared[bloc * part.stride + seat];
      whole[bloc] = base[bloc] + (mirror.own * part.own_sd[at]) * (scratch.stretch[seat] * scratch.own[at]);
    }
    const V unstretched = Integrate ? 1.0F / scratch.stretch[seat] : V{};
    for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
      V others = all_lanes(-1e3F);
      for (std::size_t other = 0; other < blocs; ++other) {
        if (other != bloc) others = larger(others, whole[other]);
      }
      const VI won = whole[bloc] > others;
      const V wins = won ? all_lanes(1.0F) : V{};
      scratch.tally[bloc] += wins;
      const std::size_t at = bloc * seats + seat;
      scratch.chance[at] =
          Integrate ? normal_below_of((base[bloc] - others) * (part.own_precision[at] * unstretched)) : wins;
    }
  }
}

/// Two blocs: their difference is Student's, and nothing of the local errors is left to chance.
void decide_two(const SimulationPart& part, const StudentTable& student, Scratch& scratch, const Mirror& mirror) {
  const float* shift = mirror.shift;
  const std::size_t seats = part.seats;
  const double unit = std::sqrt(part.degrees / (part.degrees - 2));
  scratch.tally[0] = V{};
  scratch.tally[1] = V{};
  for (std::size_t seat = 0; seat < seats; ++seat) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      std::array<double, 2> base{};
      std::array<double, 2> whole{};
      double variance = 0;
      for (std::size_t bloc = 0; bloc < 2; ++bloc) {
        const std::size_t at = bloc * seats + seat;
        base[bloc] =
            static_cast<double>(part.mean[at]) +
            (shift != nullptr ? static_cast<double>(shift[bloc]) * static_cast<double>(part.state_part[at]) : 0.0) +
            static_cast<double>(mirror.shared) * static_cast<double>(part.shared_sd[at]) *
                static_cast<double>(scratch.shared[bloc * part.stride + seat][lane]);
        const double own = static_cast<double>(part.own_sd[at]);
        variance += own * own;
        whole[bloc] = base[bloc] + static_cast<double>(mirror.own) * own *
                                       static_cast<double>(scratch.stretch[seat][lane]) *
                                       static_cast<double>(scratch.own[at][lane]);
      }
      const double chance = student.below((base[0] - base[1]) / std::sqrt(variance) * unit);
      scratch.chance[seat][lane] = static_cast<float>(chance);
      scratch.chance[seats + seat][lane] = static_cast<float>(1 - chance);
      scratch.tally[whole[0] > whole[1] ? 0 : 1][lane] += 1.0F;
    }
  }
}

/// Adds the Poisson-binomial distribution of the group's chances and the product of all of them.
BOOTHWISE_INLINE void count_exactly(const SimulationPart& part, Scratch& scratch, SimulationSums& sums) {
  const std::size_t seats = part.seats;
  for (std::size_t bloc = 0; bloc < part.blocs; ++bloc) {
    V* counts = scratch.counts.data();
    std::fill(counts, counts + seats + 1, V{});
    counts[0] = all_lanes(1.0F);
    V log_all = V{};
    for (std::size_t seat = 0; seat < seats; ++seat) {
      const V p = scratch.chance[bloc * seats + seat];
      const V q = 1.0F - p;
      for (std::size_t count = seat + 1; count > 0; --count) counts[count] = counts[count] * q + counts[count - 1] * p;
      counts[0] = counts[0] * q;
      log_all += logarithm(larger(p, all_lanes(1e-35F)));
    }
    double* into = &sums.seat_counts[bloc * (seats + 1)];
    for (std::size_t count = 0; count <= seats; ++count) {
      for (std::size_t lane = 0; lane < lanes; ++lane) into[count] += static_cast<double>(counts[count][lane]);
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) sums.all[bloc] += std::exp(static_cast<double>(log_all[lane]));
  }
}

BOOTHWISE_INLINE void count_winners(const SimulationPart& part, const Scratch& scratch, SimulationSums& sums) {
  for (std::size_t bloc = 0; bloc < part.blocs; ++bloc) {
    double* into = &sums.seat_counts[bloc * (part.seats + 1)];
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const auto won = static_cast<std::size_t>(scratch.tally[bloc][lane]);
      into[won] += 1;
      if (won == part.seats) sums.all[bloc] += 1;
    }
  }
}

void flush(Scratch& scratch, SimulationSums& sums) {
  for (std::size_t i = 0; i < scratch.wins.size(); ++i) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      sums.wins[i] += static_cast<double>(scratch.wins[i][lane]);
      sums.squares[i] += static_cast<double>(scratch.squares[i][lane]);
    }
    scratch.wins[i] = V{};
    scratch.squares[i] = V{};
  }
}

/// Keeps the shares of one election of each lane.
void keep(const SimulationPart& part, const Scratch& scratch, const Mirror& mirror, std::size_t from,
          SimulationSums& sums) {
  for (std::size_t bloc = 0; bloc < part.blocs; ++bloc) {
    for (std::size_t seat = 0; seat < part.seats; ++seat) {
      const std::size_t at = bloc * part.seats + seat;
      const float moved = part.mean[at] + (mirror.shift != nullptr ? mirror.shift[bloc] * part.state_part[at] : 0.0F);
      const V whole = moved + (mirror.shared * part.shared_sd[at]) * scratch.shared[bloc * part.stride + seat] +
                      (mirror.own * part.own_sd[at]) * scratch.stretch[seat] * scratch.own[at];
      float* into = &sums.kept[(seat * part.blocs + bloc) * sums.kept_elections + from];
      for (std::size_t lane = 0; lane < lanes; ++lane) into[lane] = whole[lane];
    }
  }
}

template <std::size_t Blocs>
BOOTHWISE_INLINE void run(const SimulationPart& part, const StudentTable* student, Scratch& scratch,
                          SimulationSums& sums) {
  constexpr std::size_t flush_after = 32;
  constexpr std::array<std::array<float, 2>, mirrors> signs = {{{1, 1}, {-1, -1}, {1, -1}, {-1, 1}}};
  const std::size_t cells = part.blocs * part.seats;
  std::size_t kept = 0;
  for (std::size_t group = 0; group < part.groups; ++group) {
    draw_group(part, static_cast<std::uint32_t>(group), scratch);
    share_errors(part, scratch);
    std::fill(scratch.four.begin(), scratch.four.end(), V{});
    for (std::size_t i = 0; i < mirrors; ++i) {
      const std::size_t number = (part.number * part.groups + group) * mirrors + i;
      const float* shift = part.state_draws > 0 ? &part.state_shift[number % part.state_draws * part.blocs] : nullptr;
      const Mirror mirror{signs[i][0], signs[i][1], shift};
      if (student != nullptr) {
        decide_two(part, *student, scratch, mirror);
      } else if (part.exact_counts) {
        decide<Blocs, true>(part, scratch, mirror);
      } else {
        decide<Blocs, false>(part, scratch, mirror);
      }
      for (std::size_t cell = 0; cell < cells; ++cell) scratch.four[cell] += scratch.chance[cell];
      if (part.exact_counts) {
        count_exactly(part, scratch, sums);
      } else {
        count_winners(part, scratch, sums);
      }
      const std::size_t at = group * mirrors + i;
      if (kept < part.kept_groups && at * part.kept_groups >= kept * part.groups * mirrors)
        keep(part, scratch, mirror, lanes * kept++, sums);
    }
    for (std::size_t cell = 0; cell < cells; ++cell) {
      scratch.wins[cell] += scratch.four[cell];
      scratch.squares[cell] += scratch.four[cell] * scratch.four[cell];
    }
    if (group % flush_after == flush_after - 1) flush(scratch, sums);
  }
  flush(scratch, sums);
}

BOOTHWISE_CLONES void run_any(const SimulationPart& part, const StudentTable* student, Scratch& scratch,
                              SimulationSums& sums) {
  switch (part.blocs) {
    case 3:
      return run<3>(part, student, scratch, sums);
    case 4:
      return run<4>(part, student, scratch, sums);
    case 5:
      return run<5>(part, student, scratch, sums);
    default:
      return run<0>(part, student, scratch, sums);
  }
}

BOOTHWISE_CLONES void normals_of_group(std::uint32_t group, std::uint32_t number, std::uint64_t seed,
                                       std::size_t blocks, V* out) {
  fill_normals(group, 0, number, seed, out, blocks * 4);
}

}  // namespace

void simulate_part(const SimulationPart& part, SimulationSums& sums) {
  const std::size_t cells = part.blocs * part.seats;
  sums.wins.assign(cells, 0.0);
  sums.squares.assign(cells, 0.0);
  sums.seat_counts.assign(part.blocs * (part.seats + 1), 0.0);
  sums.all.assign(part.blocs, 0.0);
  sums.kept_elections = part.kept_groups * lanes;
  sums.kept.assign(cells * sums.kept_elections, 0.0F);
  Scratch scratch;
  scratch.normals.resize(part.blocs * part.stride);
  scratch.shared.resize(part.blocs * part.stride);
  scratch.own.resize(padded(cells));
  scratch.stretch.resize(padded(part.seats));
  scratch.chance.resize(cells);
  scratch.wins.resize(cells);
  scratch.squares.resize(cells);
  scratch.four.resize(cells);
  scratch.counts.resize(part.seats + 1);
  scratch.tally.resize(part.blocs);
  if (part.blocs == 2) {
    const StudentTable student(part.degrees);
    run_any(part, &student, scratch, sums);
  } else {
    run_any(part, nullptr, scratch, sums);
  }
}

std::vector<float> stretch_coefficients(double degrees) {
  constexpr Eigen::Index terms = 12;
  constexpr Eigen::Index points = 241;
  constexpr double farthest = 6;
  Eigen::MatrixXd powers(points, terms);
  Eigen::VectorXd logs(points);
  for (Eigen::Index i = 0; i < points; ++i) {
    // Chebyshev's points, so that the fit is even to its ends.
    const double x = std::cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(points));
    double power = 1;
    for (Eigen::Index term = 0; term < terms; ++term, power *= x) powers(i, term) = power;
    logs(i) = std::log((degrees - 2) / chi_square_quantile(normal_below(farthest * x), degrees)) / 2;
  }
  const Eigen::VectorXd solved = powers.colPivHouseholderQr().solve(logs);
  std::vector<float> coefficients;
  for (Eigen::Index term = 0; term < terms; ++term) coefficients.push_back(static_cast<float>(solved(term)));
  return coefficients;
}

std::vector<float> simulation_normals(std::uint64_t seed, std::uint32_t number, std::uint32_t group,
                                      std::size_t count) {
  Lanes drawn(padded(count));
  normals_of_group(group, number, seed, drawn.size() / 4, drawn.data());
  std::vector<float> normals;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t lane = 0; lane < lanes; ++lane) normals.push_back(drawn[i][lane]);
  }
  return normals;
}

namespace {

constexpr std::size_t student_cells = 4096;

}  // namespace

StudentTable::StudentTable(double degrees)
    : degrees_(degrees), value_(student_cells + 1, 0.0), slope_(student_cells + 1, 0.0) {
  // In y = x / sqrt(degrees + x²), which runs from -1 to 1, the function is smooth up to its ends.
  const double constant =
      std::exp(std::lgamma((degrees + 1) / 2) - std::lgamma(degrees / 2)) / std::sqrt(std::numbers::pi);
  for (std::size_t i = 0; i <= student_cells; ++i) {
    const double y = 2 * static_cast<double>(i) / static_cast<double>(student_cells) - 1;
    const double rest = std::max(1 - y * y, 0.0);
    slope_[i] = constant * std::pow(rest, degrees / 2 - 1) * 2 / static_cast<double>(student_cells);
    if (i == 0) value_[i] = 0;
    if (i == student_cells) value_[i] = 1;
    if (i > 0 && i < student_cells) value_[i] = student_below(y * std::sqrt(degrees / rest), degrees);
  }
}

double StudentTable::below(double x) const {
  const double y = x / std::sqrt(degrees_ + x * x);
  const double at = (y + 1) / 2 * static_cast<double>(student_cells);
  const auto cell = std::min(static_cast<std::size_t>(std::max(at, 0.0)), student_cells - 1);
  const double t = at - static_cast<double>(cell);
  const double u = 1 - t;
  return value_[cell] * u * u * (1 + 2 * t) + value_[cell + 1] * t * t * (3 - 2 * t) + slope_[cell] * t * u * u -
         slope_[cell + 1] * t * t * u;
}

}  // namespace boothwise::forecast
