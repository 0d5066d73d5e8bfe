#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "forecast/simulate.hpp"

namespace boothwise::forecast {

/// The lead that a bloc would have to gain everywhere, as a fraction, for at least so many seats.
struct SwingNeed {
  std::size_t seats = 0;
  double if_as_expected = 0;  ///< if every seat came out as expected
  double one_in_ten = 0;      ///< with probability 0.1
  double even = 0;            ///< 0.5
  double nine_in_ten = 0;     ///< 0.9
};

/// One for each number of seats from 1 to all; negative: so much could be lost. Common random numbers: all from the
/// same kept elections, so needs never fall as the seats rise. `expected_leads`: one a seat.
std::vector<SwingNeed> swing_needs(const Simulated& simulated, std::size_t bloc,
                                   std::span<const double> expected_leads);

/// How often a seat decides whether a bloc reaches `seats`.
struct TippingSeat {
  std::size_t seat = 0;
  double kth_best = 0;  ///< share of elections in which it is exactly the last seat needed
  double decides = 0;   ///< share of elections in which the other seats give one less than needed
};

/// For every seat, in seat order. REQUIRES: `seats` from 1 to all.
std::vector<TippingSeat> tipping_seats(const Simulated& simulated, std::size_t bloc, std::size_t seats);

/// Votes that make up a deficit.
struct VotesNeeded {
  std::int64_t won_over = 0;   ///< if each comes from the winner
  std::int64_t mobilised = 0;  ///< if each is new
};
VotesNeeded votes_needed(std::int64_t deficit_votes);

enum class Aim : std::uint8_t { expected_seats, at_least, all_seats };

/// How effort turns into lead: d(f) = most × (1 - e^(-f / scale)). Assumed, never known: give plans over a range of it.
struct Response {
  double most = 0.04;  ///< lead gained by boundless effort, fraction
  double scale = 1;    ///< effort for the first 63 % of that
};

struct EffortPlan {
  std::vector<double> effort;  ///< of each seat
  double expected_seats = 0;
  double at_least = 0;  ///< probability of the seats wanted
  double log_all = 0;   ///< sum of log win probabilities
};

struct EffortSettings {
  Aim aim = Aim::expected_seats;
  std::size_t seats = 1;  ///< wanted; of `at_least`
  double budget = 10;     ///< in units of effort
  double step = 0.1;
  Response response{};
};

/// What a given effort brings.
EffortPlan effect_of(const Simulated& simulated, std::size_t bloc, std::vector<double> effort,
                     const EffortSettings& settings);

/// Spends the budget where it gains most: step by step along the concave hull of each seat's gain (best for sums over
/// seats), for `at_least` by the gain in the kept elections themselves.
EffortPlan best_effort(const Simulated& simulated, std::size_t bloc, const EffortSettings& settings);
/// The same effort in every seat; and one seat after another up to three times the response's scale, nearest margin
/// first.
EffortPlan equal_effort(const Simulated& simulated, std::size_t bloc, const EffortSettings& settings);
EffortPlan nearest_first(const Simulated& simulated, std::size_t bloc, const EffortSettings& settings);

}  // namespace boothwise::forecast
