#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"

/// Days, visits and workers over seats or booths, so that they gain the most. docs/definitions.md#allocation.
namespace boothwise::planning {

// --- Gains that add up: one option a place, several kinds of effort ---

/// What can be done at a place and what it gains there. Gains are of any one unit.
struct EffortOption {
  double gain = 0;
  std::vector<double> cost;  ///< by kind of effort (days, visits, workers), at least 0
};

struct OptionProblem {
  std::vector<std::vector<EffortOption>> places;  ///< one of each place's options is taken
  std::vector<double> budget;                     ///< by kind of effort
};

struct OptionPlan {
  std::vector<std::size_t> option;  ///< by place
  double gain = 0;
  double gain_most = 0;   ///< no plan gains more
  bool proven = false;    ///< gain is gain_most but for rounding
  bool by_steps = false;  ///< one kind of effort and falling gains: the best step next was enough
};

/// With one kind of effort and options whose gains fall step by step, the best step next is the best plan (Fox 1966);
/// else a mixed-integer programme (CBC, one thread). Errors: `options_malformed`, `options_impossible` (the cheapest
/// options together go over a budget).
Result<OptionPlan> allocate_options(const OptionProblem& problem, double seconds_most);

// --- Chances of seats that hang together ---

/// Chances of winning each seat at each level of effort, given what all seats share: draw by draw of a forecast.
struct SeatChances {
  std::size_t draws = 0;
  std::size_t seats = 0;
  std::size_t levels = 0;           ///< level l costs l units; 0 is no effort
  std::vector<double> probability;  ///< [seat][level][draw], 0 to 1, not falling by level

  [[nodiscard]] std::span<const double> of(std::size_t seat, std::size_t level) const {
    return {probability.data() + (seat * levels + level) * draws, draws};
  }
};

enum class Aim : std::uint8_t {
  expected_seats,  ///< as many seats as can be
  at_least,        ///< the chance of so many seats
  all              ///< the chance of all seats, as its logarithm
};

struct SeatAim {
  Aim aim = Aim::expected_seats;
  std::size_t seats = 0;  ///< of at_least
};

using Levels = std::vector<std::size_t>;  ///< of effort, by seat

/// What a plan is worth: seats, a chance, or the logarithm of one. REQUIRES: well-formed chances and levels.
double worth(const SeatChances& chances, const SeatAim& aim, const Levels& plan);

/// The best plan of `units` found: for expected seats the best there is (allocate_options); for the other aims the step
/// that gains most per unit, then exchanges between two seats while they gain. Errors: `chances_malformed`,
/// `aim_malformed`; those of allocate_options.
Result<Levels> allocate_effort(const SeatChances& chances, const SeatAim& aim, std::size_t units);

/// Everybody the same, what is left over to the first seats.
Levels equal_effort(const SeatChances& chances, std::size_t units);
/// Seat by seat in this order, each up to the highest level.
Levels in_order(const SeatChances& chances, std::span<const std::size_t> order, std::size_t units);

}  // namespace boothwise::planning
