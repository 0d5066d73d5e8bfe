#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "forecast/elections.hpp"
#include "forecast/fit.hpp"
#include "forecast/simulate_part.hpp"

namespace boothwise::forecast {

/// What does not depend on a scenario: the fit, and for each of its draws the factor of the shared errors and the law
/// of the local ones. Kept, it lets a changed scenario be answered in milliseconds. Never changed after.
struct Ready {
  Fitted fitted;
  Geography geography;
  Neighbours neighbours;
  struct Factor {
    std::vector<float> rows;  ///< lower triangle, rows padded to `stride`
    std::size_t stride = 0;
    StretchCoefficients stretch{};
  };
  std::vector<Factor> factors;  ///< one a draw
};

/// `votes`: a seat's weight in the state's shares, which the seats' errors do not move.
Ready make_ready(Fitted fitted, const Geography& geography, std::span<const double> votes, unsigned threads);

/// What the blocs poll in the state: equally likely rows (draws × blocs), adding up to 1. One row: shares are given.
struct StateShares {
  std::vector<double> middle;
  Table draws{};
};

enum class SeatCounts : std::uint8_t {
  counted,  ///< everything is counted: winners of seats, and seats
  exact     ///< a bloc's own luck is integrated out; given the rest, seats are independent: their Poisson-binomial
            ///< distribution, averaged
};

struct SimulationSettings {
  std::size_t elections = 20'000;  ///< simulated; rounded up to whole groups of 32 a draw of the fit
  std::size_t kept = 4'096;        ///< of them, whose shares are kept for intervals
  SeatCounts counts = SeatCounts::exact;
  std::uint64_t seed = 1;
  unsigned threads = 1;
};

/// Simulated elections. Everything is a mean over elections in which the bloc's own local error is integrated out.
struct Simulated {
  std::size_t elections = 0;
  Table wins{};                              ///< seats × blocs: probability of winning
  Table wins_error{};                        ///< its Monte-Carlo standard error
  std::vector<std::vector<double>> seats{};  ///< of each bloc: probability of 0, 1, … seats
  std::vector<double> all{};                 ///< of each bloc: probability of winning every seat
  /// Kept elections: (seat × blocs + bloc) × kept + election. Shares add up to 1 over a seat's blocs.
  std::vector<float> shares{};
  /// Share of the bloc less the best of the others, laid out alike.
  std::vector<float> leads{};
  std::size_t kept = 0;

  [[nodiscard]] std::span<const float> shares_of(std::size_t seat, std::size_t bloc) const;
  [[nodiscard]] std::span<const float> leads_of(std::size_t seat, std::size_t bloc) const;
};

/// Simulates `contest`. `best_part` (seats × blocs): what part of a bloc's share its best candidate has (1 for a bloc,
/// less for "the others", who do not win together).
/// Errors of seats: region, near by (Matérn) and own, independent between blocs and stretched together in a seat, so
/// that each seat's error is Student's; shared model, sections 3 and 6. Elections come in fours: both signs of the
/// shared errors with both signs of the local ones. The same bytes for any number of threads.
Simulated simulate(const Contest& contest, const Past& past, const Ready& ready, const StateShares& state,
                   const Table& best_part, const SimulationSettings& settings);

/// As `simulate`, with expected shares given for each draw of the fit (seats × blocs each) instead of a swing.
Simulated simulate_expected(const Contest& contest, const std::vector<Table>& expected,
                            const std::vector<std::vector<double>>& sds, const Ready& ready, const StateShares& state,
                            const Table& best_part, const SimulationSettings& settings);

/// Expected shares (seats × blocs) and the blocs' sds for each draw of the fit.
struct Expected {
  std::vector<Table> shares;
  std::vector<std::vector<double>> sds;
};
Expected expected_shares(const Contest& contest, const Past& past, const Ready& ready,
                         std::span<const double> state_middle, unsigned threads);

/// Distribution of the number of successes among independent trials, by the O(n²) recursion.
std::vector<double> poisson_binomial(std::span<const double> probabilities);

}  // namespace boothwise::forecast
