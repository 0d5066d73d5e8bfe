#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace boothwise::forecast {

/// Coefficients of log stretch as a polynomial in z / 6.
using StretchCoefficients = std::array<float, 12>;

/// One draw of the fit, laid out for the simulation's inner loops. Seats × blocs are (bloc × seats + seat).
struct SimulationPart {
  std::size_t seats = 0;
  std::size_t blocs = 0;
  std::span<const float> factor;       ///< rows of the shared errors' factor
  std::size_t stride = 0;              ///< of a row, a multiple of 4 and at least `seats`
  std::vector<float> mean;             ///< expected share × best part; very low where the bloc does not stand
  std::vector<float> shared_sd;        ///< of a bloc's shared error, × best part
  std::vector<float> own_sd;           ///< of its own error at unit stretch, × best part
  std::vector<float> own_precision;    ///< 1 / own_sd
  std::vector<float> state_part;       ///< best part: how the state's shift moves it; 0 where it does not stand
  std::span<const float> state_shift;  ///< draws × blocs, from the middle
  std::size_t state_draws = 0;         ///< 0: none
  StretchCoefficients stretch{};       ///< of a seat's errors
  double degrees = 6;
  std::uint32_t number = 0;  ///< of the draw: keys its random stream
  std::uint64_t seed = 1;
  std::size_t groups = 0;       ///< of eight times four mirrored elections
  std::size_t kept_groups = 0;  ///< times eight elections whose shares are kept, evenly spaced; at most 4 × groups
  /// Local errors integrated, seats by their Poisson-binomial distribution; else all of it counted.
  bool exact_counts = true;
};

struct SimulationSums {
  std::vector<double> wins;         ///< bloc × seats + seat: sum of probabilities
  std::vector<double> squares;      ///< sum of squares of the sums of four
  std::vector<double> seat_counts;  ///< bloc × (seats + 1) + count
  std::vector<double> all;          ///< of each bloc: sum of products
  std::vector<float> kept;          ///< (seat × blocs + bloc) × kept elections + election, before the best part
  std::size_t kept_elections = 0;
};

inline constexpr std::size_t lanes = 8;
/// Elections of one set of random numbers: both signs of the shared errors with both signs of the local ones.
inline constexpr std::size_t mirrors = 4;

/// Simulates one part: `groups` × 32 elections. Bit-identical on every x86-64 (no fused operations).
void simulate_part(const SimulationPart& part, SimulationSums& sums);

/// For `SimulationPart::stretch`: log sqrt((degrees - 2) / chi²), where chi² is the quantile at Φ(z).
StretchCoefficients stretch_coefficients(double degrees);

/// The generator's normals as the simulation draws them, for tests: `count` × 8 of group `group`.
std::vector<float> simulation_normals(std::uint64_t seed, std::uint32_t number, std::uint32_t group, std::size_t count);

/// Values that 1 / stretch takes and how likely they are, to integrate over it: nodes at equal steps of z.
struct StretchNodes {
  explicit StretchNodes(double degrees);

  static constexpr double farthest = 6;
  static constexpr std::size_t count = 33;
  std::array<float, count> unstretched{};
  std::array<float, count> weight{};  ///< adding up to 1
};

}  // namespace boothwise::forecast
