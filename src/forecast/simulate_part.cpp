#include "forecast/simulate_part.hpp"

#include <Eigen/Core>
#include <Eigen/QR>
#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <numbers>

#include "forecast/lane_math.hpp"
#include "forecast/normals.hpp"
#include "forecast/philox_lanes.hpp"

// The inner loops work on eight elections at once. Compiled for AVX2 and for the plain instruction set; without fused
// multiply-add (a compile option of this file) both give the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define BOOTHWISE_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define BOOTHWISE_CLONES
#endif

namespace boothwise::forecast {

namespace {

/// Fills `out`, of a multiple of four, from block `block` on.
BOOTHWISE_INLINE void fill_normals(const PhiloxStream& stream, std::uint32_t block, V* out, std::size_t count) {
  fill_philox_lanes(stream, block, count / 4, reinterpret_cast<float*>(out));
  normals_from_bits(out, count);
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
using WholeLanes = std::vector<VI, Aligned<VI>>;

/// Scratch of one group of eight times four elections; nearly all of it stays in the processor's nearest caches.
struct Scratch {
  Lanes normals;             // shared: blocs × stride
  Lanes shared;              // blocs × stride
  Lanes own;                 // blocs × seats
  Lanes stretch;             // seats
  Lanes chance;              // mirrors × blocs × seats
  Lanes wins;                // blocs × seats, summed over groups until flushed
  Lanes squares;             // of the four mirrored elections' chances together
  Lanes seat_counts;         // blocs × (seats + 1), summed over groups until flushed
  Lanes counts;              // seats + 1, and as far as four seats more could reach
  WholeLanes tally;          // mirrors × blocs: seats won
  std::vector<float> moved;  // mirrors × blocs × seats: expected shares after the state's shift
};

BOOTHWISE_INLINE std::size_t padded(std::size_t count) { return (count + 3) / 4 * 4; }

/// Fills the group's random numbers: shared normals, own normals, stretches.
BOOTHWISE_INLINE void draw_group(const SimulationPart& part, std::uint32_t group, Scratch& scratch) {
  const auto blocks = [](const Lanes& of) { return static_cast<std::uint32_t>(of.size() / 4); };
  const std::uint32_t own_from = blocks(scratch.normals);
  const std::uint32_t stretch_from = own_from + blocks(scratch.own);
  const PhiloxStream stream{group, part.number, part.seed};
  fill_normals(stream, 0, scratch.normals.data(), scratch.normals.size());
  fill_normals(stream, own_from, scratch.own.data(), scratch.own.size());
  fill_normals(stream, stretch_from, scratch.stretch.data(), scratch.stretch.size());
  const StretchCoefficients& coefficients = part.stretch;
#pragma GCC unroll 4
  for (std::size_t i = 0; i < scratch.stretch.size(); ++i) {
    const V z = scratch.stretch[i] * (1.0F / 6.0F);
    V series = all_lanes(coefficients.back());
    for (std::size_t power = coefficients.size() - 1; power-- > 0;) series = series * z + coefficients[power];
    scratch.stretch[i] = exponential(series);
  }
}

/// shared = factor × normals for `Together` blocs from `bloc` on, four rows at a time: each of the factor's numbers is
/// read once for all of them.
template <std::size_t Together>
BOOTHWISE_INLINE void share_errors_of(const SimulationPart& part, std::size_t bloc, Scratch& scratch) {
  const V* normals = &scratch.normals[bloc * part.stride];
  V* shared = &scratch.shared[bloc * part.stride];
  for (std::size_t row = 0; row < part.seats; row += 4) {
    const float* factor = &part.factor[row * part.stride];
    V sums[Together][4] = {};
    for (std::size_t col = 0; col < row + 4; ++col) {
      for (std::size_t i = 0; i < Together; ++i) {
        const V z = normals[i * part.stride + col];
        for (std::size_t k = 0; k < 4; ++k) sums[i][k] += factor[k * part.stride + col] * z;
      }
    }
    for (std::size_t i = 0; i < Together; ++i) {
      for (std::size_t k = 0; k < 4; ++k) shared[i * part.stride + row + k] = sums[i][k];
    }
  }
}

BOOTHWISE_INLINE void share_errors(const SimulationPart& part, Scratch& scratch) {
  std::size_t bloc = 0;
  for (; bloc + 2 <= part.blocs; bloc += 2) share_errors_of<2>(part, bloc, scratch);
  if (bloc < part.blocs) share_errors_of<1>(part, bloc, scratch);
}

/// Signs of the shared and of the own errors in one of the mirrored elections of a group.
struct Mirror {
  float shared = 1;
  float own = 1;
};
constexpr std::array<Mirror, mirrors> mirrored = {{{1, 1}, {-1, -1}, {1, -1}, {-1, 1}}};

/// Expected shares of each mirrored election after the state's shift in it.
BOOTHWISE_INLINE void move_state(const SimulationPart& part, std::size_t group, Scratch& scratch) {
  const std::size_t seats = part.seats;
  for (std::size_t i = 0; i < mirrors; ++i) {
    const std::size_t number = (part.number * part.groups + group) * mirrors + i;
    const float* shift = part.state_draws > 0 ? &part.state_shift[number % part.state_draws * part.blocs] : nullptr;
    for (std::size_t bloc = 0; bloc < part.blocs; ++bloc) {
      const float by = shift != nullptr ? shift[bloc] : 0.0F;
      const float* mean = &part.mean[bloc * seats];
      const float* state_part = &part.state_part[bloc * seats];
      float* moved = &scratch.moved[(i * part.blocs + bloc) * seats];
      for (std::size_t seat = 0; seat < seats; ++seat) moved[seat] = mean[seat] + by * state_part[seat];
    }
  }
}

constexpr std::size_t blocs_most = 16;

/// A seat's shared and own errors, bloc by bloc, for the first of the mirrored elections.
struct SeatErrors {
  std::array<V, blocs_most> shared;
  std::array<V, blocs_most> own;
};

BOOTHWISE_INLINE void errors_of_seat(const SimulationPart& part, const Scratch& scratch, std::size_t seat,
                                     std::size_t blocs, SeatErrors& errors) {
  for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
    const std::size_t at = bloc * part.seats + seat;
    errors.shared[bloc] = part.shared_sd[at] * (scratch.stretch[seat] * scratch.shared[bloc * part.stride + seat]);
    errors.own[bloc] = part.own_sd[at] * (scratch.stretch[seat] * scratch.own[at]);
  }
}

/// Who has the most, as masks for all but the last: of those that have equally much the first.
BOOTHWISE_INLINE void winners_of(const std::array<V, blocs_most>& shares, std::size_t blocs,
                                 std::array<VI, blocs_most>& won) {
  V most = shares[0];
  for (std::size_t bloc = 1; bloc < blocs; ++bloc) most = larger(most, shares[bloc]);
  VI taken = shares[0] == most;
  won[0] = taken;
  for (std::size_t bloc = 1; bloc + 1 < blocs; ++bloc) {
    won[bloc] = (shares[bloc] == most) & ~taken;
    if (bloc + 2 < blocs) taken |= won[bloc];
  }
}

/// Winners of every seat in the four mirrored elections, counted: seats by tally, wins and squares of a set of four.
/// The last bloc has the seats that no other has.
template <std::size_t Blocs>
BOOTHWISE_INLINE void decide_by_counting(const SimulationPart& part, Scratch& scratch) {
  const std::size_t blocs = Blocs == 0 ? part.blocs : Blocs;
  const std::size_t seats = part.seats;
  for (std::size_t seat = 0; seat < seats; ++seat) {
    SeatErrors errors;
    errors_of_seat(part, scratch, seat, blocs, errors);
    std::array<VI, blocs_most> four;
    for (std::size_t bloc = 0; bloc + 1 < blocs; ++bloc) four[bloc] = VI{};
    four[blocs - 1] = all_lanes_i(static_cast<std::int32_t>(mirrors));
#pragma GCC unroll 4
    for (std::size_t i = 0; i < mirrors; ++i) {
      std::array<V, blocs_most> shares;
      for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
        const float moved = scratch.moved[(i * blocs + bloc) * seats + seat];
        const V base = mirrored[i].shared > 0 ? moved + errors.shared[bloc] : moved - errors.shared[bloc];
        shares[bloc] = mirrored[i].own > 0 ? base + errors.own[bloc] : base - errors.own[bloc];
      }
      std::array<VI, blocs_most> won;
      winners_of(shares, blocs, won);
      for (std::size_t bloc = 0; bloc + 1 < blocs; ++bloc) {
        four[bloc] -= won[bloc];
        scratch.tally[i * blocs + bloc] -= won[bloc];
      }
    }
    for (std::size_t bloc = 0; bloc + 1 < blocs; ++bloc) four[blocs - 1] -= four[bloc];
    for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
      const std::size_t at = bloc * seats + seat;
      const V wins = __builtin_convertvector(four[bloc], V);
      scratch.wins[at] += wins;
      scratch.squares[at] += wins * wins;
    }
  }
  for (std::size_t i = 0; i < mirrors; ++i) {
    VI left = all_lanes_i(static_cast<std::int32_t>(seats));
    for (std::size_t bloc = 0; bloc + 1 < blocs; ++bloc) left -= scratch.tally[i * blocs + bloc];
    scratch.tally[(i + 1) * blocs - 1] = left;
  }
}

/// The chance of each bloc in every seat of the four mirrored elections, given all but its own local error.
template <std::size_t Blocs>
BOOTHWISE_INLINE void decide_by_chance(const SimulationPart& part, Scratch& scratch) {
  const std::size_t blocs = Blocs == 0 ? part.blocs : Blocs;
  const std::size_t seats = part.seats;
  for (std::size_t seat = 0; seat < seats; ++seat) {
    SeatErrors errors;
    errors_of_seat(part, scratch, seat, blocs, errors);
    const V unstretched = 1.0F / scratch.stretch[seat];
    for (std::size_t i = 0; i < mirrors; ++i) {
      std::array<V, blocs_most> base;
      std::array<V, blocs_most> whole{};
      for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
        const float moved = scratch.moved[(i * blocs + bloc) * seats + seat];
        base[bloc] = moved + mirrored[i].shared * errors.shared[bloc];
        whole[bloc] = base[bloc] + mirrored[i].own * errors.own[bloc];
      }
      for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
        V others = all_lanes(-1e3F);
        for (std::size_t other = 0; other < blocs; ++other) {
          if (other != bloc) others = larger(others, whole[other]);
        }
        const std::size_t at = bloc * seats + seat;
        scratch.chance[i * blocs * seats + at] =
            normal_below_of((base[bloc] - others) * (part.own_precision[at] * unstretched));
      }
    }
  }
}

/// Two blocs: given what they share with other seats, nothing of their difference is left to chance. Stretches are
/// integrated too.
BOOTHWISE_INLINE void decide_two(const SimulationPart& part, const StretchNodes& nodes, Scratch& scratch) {
  const std::size_t seats = part.seats;
  for (std::size_t seat = 0; seat < seats; ++seat) {
    SeatErrors errors;
    errors_of_seat(part, scratch, seat, 2, errors);
    const float precision = 1 / std::hypot(part.own_sd[seat], part.own_sd[seats + seat]);
    const V shared =
        part.shared_sd[seat] * scratch.shared[seat] - part.shared_sd[seats + seat] * scratch.shared[part.stride + seat];
    for (std::size_t i = 0; i < mirrors; ++i) {
      const float moved = scratch.moved[i * 2 * seats + seat] - scratch.moved[(i * 2 + 1) * seats + seat];
      V chance{};
      for (std::size_t node = 0; node < nodes.weight.size(); ++node) {
        const V lead = moved * nodes.unstretched[node] + mirrored[i].shared * shared;
        chance += nodes.weight[node] * normal_below_of(lead * precision);
      }
      scratch.chance[i * 2 * seats + seat] = chance;
      scratch.chance[(i * 2 + 1) * seats + seat] = 1.0F - chance;
      const V lead = moved + mirrored[i].shared * (errors.shared[0] - errors.shared[1]) +
                     mirrored[i].own * (errors.own[0] - errors.own[1]);
      const VI won = lead > all_lanes(0.0F);
      scratch.tally[i * 2] -= won;
      scratch.tally[i * 2 + 1] += won + 1;
    }
  }
}

/// Adds the four elections' chances, and the squares of a set of four.
BOOTHWISE_INLINE void add_chances(const SimulationPart& part, Scratch& scratch) {
  const std::size_t cells = part.blocs * part.seats;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    V four = V{};
    for (std::size_t i = 0; i < mirrors; ++i) four += scratch.chance[i * cells + cell];
    scratch.wins[cell] += four;
    scratch.squares[cell] += four * four;
  }
}

/// Four independent trials as the polynomial whose coefficients are the chances of 0 to 4 successes.
BOOTHWISE_INLINE void four_trials(const V* chances, std::size_t count, V coefficients[5]) {
  std::array<V, 4> p;
  for (std::size_t i = 0; i < p.size(); ++i) p[i] = i < count ? chances[i] : V{};
  const V first[3] = {(1.0F - p[0]) * (1.0F - p[1]), p[0] * (1.0F - p[1]) + (1.0F - p[0]) * p[1], p[0] * p[1]};
  const V second[3] = {(1.0F - p[2]) * (1.0F - p[3]), p[2] * (1.0F - p[3]) + (1.0F - p[2]) * p[3], p[2] * p[3]};
  coefficients[0] = first[0] * second[0];
  coefficients[1] = first[0] * second[1] + first[1] * second[0];
  coefficients[2] = first[0] * second[2] + first[1] * second[1] + first[2] * second[0];
  coefficients[3] = first[1] * second[2] + first[2] * second[1];
  coefficients[4] = first[2] * second[2];
}

/// Adds the Poisson-binomial distribution of one bloc's chances in one election: four seats at a time.
BOOTHWISE_INLINE void add_seat_counts(const V* chances, std::size_t seats, V* counts, V* into) {
  std::fill(counts, counts + seats + 5, V{});
  counts[4] = all_lanes(1.0F);  // counts[k + 4] is of k seats; four zeros before them
  for (std::size_t seat = 0; seat < seats; seat += 4) {
    V c[5];
    four_trials(chances + seat, seats - seat, c);
    const std::size_t reached = std::min(seat + 4, seats);
    for (std::size_t at = reached + 4; at >= 4; --at) {
      counts[at] = (counts[at] * c[0] + counts[at - 1] * c[1]) + (counts[at - 2] * c[2] + counts[at - 3] * c[3]) +
                   counts[at - 4] * c[4];
    }
  }
  for (std::size_t count = 0; count <= seats; ++count) into[count] += counts[count + 4];
}

/// The product of all chances, election by election, summed over them. Mantissas and exponents are multiplied apart, so
/// that it stays finite however small; a chance below 1e-18 counts as that.
BOOTHWISE_INLINE double sum_of_products(const V* chances, std::size_t seats) {
  const V least = all_lanes(1e-18F);
  V mantissa = all_lanes(1.0F);
  VI exponent = VI{};
  for (std::size_t seat = 0; seat < seats; seat += 2) {
    mantissa *= larger(chances[seat], least);
    if (seat + 1 < seats) mantissa *= larger(chances[seat + 1], least);
    const VI bits = __builtin_bit_cast(VI, mantissa);
    exponent += (bits >> 23) - all_lanes_i(127);
    mantissa = __builtin_bit_cast(V, (bits & all_lanes_i(0x007FFFFF)) | all_lanes_i(0x3F800000));
  }
  double sum = 0;
  for (std::size_t lane = 0; lane < lanes; ++lane)
    sum += std::ldexp(static_cast<double>(mantissa[lane]), exponent[lane]);
  return sum;
}

BOOTHWISE_INLINE void count_exactly(const SimulationPart& part, Scratch& scratch, SimulationSums& sums) {
  const std::size_t seats = part.seats;
  for (std::size_t i = 0; i < mirrors; ++i) {
    for (std::size_t bloc = 0; bloc < part.blocs; ++bloc) {
      const V* chances = &scratch.chance[(i * part.blocs + bloc) * seats];
      add_seat_counts(chances, seats, scratch.counts.data(), &scratch.seat_counts[bloc * (seats + 1)]);
      sums.all[bloc] += sum_of_products(chances, seats);
    }
  }
}

BOOTHWISE_INLINE void count_winners(const SimulationPart& part, const Scratch& scratch, SimulationSums& sums) {
  for (std::size_t i = 0; i < mirrors; ++i) {
    for (std::size_t bloc = 0; bloc < part.blocs; ++bloc) {
      double* into = &sums.seat_counts[bloc * (part.seats + 1)];
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const auto won = static_cast<std::size_t>(scratch.tally[i * part.blocs + bloc][lane]);
        into[won] += 1;
        if (won == part.seats) sums.all[bloc] += 1;
      }
    }
  }
}

void flush_lanes(Lanes& from, std::vector<double>& into) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    for (std::size_t lane = 0; lane < lanes; ++lane) into[i] += static_cast<double>(from[i][lane]);
    from[i] = V{};
  }
}

void flush(Scratch& scratch, SimulationSums& sums) {
  flush_lanes(scratch.wins, sums.wins);
  flush_lanes(scratch.squares, sums.squares);
  flush_lanes(scratch.seat_counts, sums.seat_counts);
}

/// Keeps the shares of one election of each lane.
void keep(const SimulationPart& part, const Scratch& scratch, std::size_t mirror, std::size_t from,
          SimulationSums& sums) {
  for (std::size_t seat = 0; seat < part.seats; ++seat) {
    SeatErrors errors;
    errors_of_seat(part, scratch, seat, part.blocs, errors);
    for (std::size_t bloc = 0; bloc < part.blocs; ++bloc) {
      const V whole = (scratch.moved[(mirror * part.blocs + bloc) * part.seats + seat] +
                       mirrored[mirror].shared * errors.shared[bloc]) +
                      mirrored[mirror].own * errors.own[bloc];
      float* into = &sums.kept[(seat * part.blocs + bloc) * sums.kept_elections + from];
      for (std::size_t lane = 0; lane < lanes; ++lane) into[lane] = whole[lane];
    }
  }
}

template <std::size_t Blocs>
BOOTHWISE_INLINE void run(const SimulationPart& part, const StretchNodes* nodes, Scratch& scratch,
                          SimulationSums& sums) {
  constexpr std::size_t flush_after = 32;
  std::size_t kept = 0;
  for (std::size_t group = 0; group < part.groups; ++group) {
    draw_group(part, static_cast<std::uint32_t>(group), scratch);
    share_errors(part, scratch);
    move_state(part, group, scratch);
    std::fill(scratch.tally.begin(), scratch.tally.end(), VI{});
    if (nodes != nullptr) {
      decide_two(part, *nodes, scratch);
    } else if (part.exact_counts) {
      decide_by_chance<Blocs>(part, scratch);
    } else {
      decide_by_counting<Blocs>(part, scratch);
    }
    if (nodes != nullptr || part.exact_counts) add_chances(part, scratch);
    if (part.exact_counts) {
      count_exactly(part, scratch, sums);
    } else {
      count_winners(part, scratch, sums);
    }
    for (std::size_t i = 0; i < mirrors && kept < part.kept_groups; ++i) {
      if ((group * mirrors + i) * part.kept_groups >= kept * part.groups * mirrors)
        keep(part, scratch, i, lanes * kept++, sums);
    }
    if (group % flush_after == flush_after - 1) flush(scratch, sums);
  }
  flush(scratch, sums);
}

BOOTHWISE_CLONES void run_any(const SimulationPart& part, const StretchNodes* nodes, Scratch& scratch,
                              SimulationSums& sums) {
  switch (part.blocs) {
    case 3:
      return run<3>(part, nodes, scratch, sums);
    case 4:
      return run<4>(part, nodes, scratch, sums);
    case 5:
      return run<5>(part, nodes, scratch, sums);
    default:
      return run<0>(part, nodes, scratch, sums);
  }
}

BOOTHWISE_CLONES void normals_of_group(std::uint32_t group, std::uint32_t number, std::uint64_t seed,
                                       std::size_t blocks, V* out) {
  fill_normals({group, number, seed}, 0, out, blocks * 4);
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
  scratch.chance.resize(mirrors * cells);
  scratch.wins.resize(cells);
  scratch.squares.resize(cells);
  scratch.seat_counts.resize(part.exact_counts ? part.blocs * (part.seats + 1) : 0);
  scratch.counts.resize(part.seats + 5);
  scratch.tally.resize(mirrors * part.blocs);
  scratch.moved.resize(mirrors * cells);
  if (part.blocs == 2) {
    const StretchNodes nodes(part.degrees);
    run_any(part, &nodes, scratch, sums);
  } else {
    run_any(part, nullptr, scratch, sums);
  }
}

StretchCoefficients stretch_coefficients(double degrees) {
  constexpr Eigen::Index terms = std::tuple_size_v<StretchCoefficients>;
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
  StretchCoefficients coefficients{};
  for (Eigen::Index term = 0; term < terms; ++term)
    coefficients[static_cast<std::size_t>(term)] = static_cast<float>(solved(term));
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

StretchNodes::StretchNodes(double degrees) {
  // The trapezoidal rule, which a smooth function under the normal density makes exact very soon.
  constexpr double step = 2 * farthest / static_cast<double>(count - 1);
  double total = 0;
  std::array<double, count> density{};
  for (std::size_t i = 0; i < count; ++i) {
    const double z = step * static_cast<double>(i) - farthest;
    density[i] = std::exp(-z * z / 2);
    total += density[i];
    unstretched[i] = static_cast<float>(std::sqrt(chi_square_quantile(normal_below(z), degrees) / (degrees - 2)));
  }
  for (std::size_t i = 0; i < count; ++i) weight[i] = static_cast<float>(density[i] / total);
}

}  // namespace boothwise::forecast
