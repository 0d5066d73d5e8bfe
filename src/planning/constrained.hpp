#pragma once

#include "planning/assignment.hpp"

#include <cstdint>
#include <span>
#include <vector>

#include "base/progress.hpp"

namespace boothwise::planning {

/// How a search over plans ended.
enum class Ending : std::uint8_t {
  planned,     ///< a plan; `Plan::proven` tells whether it is the cheapest
  impossible,  ///< no plan keeps the rules
  undecided    ///< stopped, or out of time, before one was found
};

struct Search {
  Ending ending = Ending::undecided;
  Plan plan{};  ///< if planned
};

/// A wish beyond the problem's rules: so many of these pairs.
struct Demand {
  std::vector<PairNo> of;  ///< ascending
  Load load;
};

/// Searches plans that keep conflicts and groups too, by branch and cut (CBC, on one thread, rows and columns in order
/// of the input, so that the answer is the same each time).
///
/// The linear programme over all pairs gives a bound and each pair's reduced cost: a plan with that pair costs at least
/// their sum. Conflict cliques become rows once its solution breaks them. The search then goes over the pairs within a
/// window above the bound alone, with all cliques among them; a plan found there that lies within the window is the
/// cheapest of all, else the window grows. REQUIRES: the problem outlives this. Not changed by searching.
class ConstrainedSearch {
 public:
  ConstrainedSearch(const AssignmentProblem& problem, const Progress& progress);

  /// A cheapest plan that also meets `demand`. Takes at most about `seconds_max`, on the clock of the machine; asks
  /// `progress` between nodes whether it should stop.
  [[nodiscard]] Search cheapest(std::span<const Demand> demands, double seconds_max, const Progress& progress) const;

 private:
  struct Window;
  [[nodiscard]] Window within(double width, std::span<const Demand> demands) const;

  const AssignmentProblem* problem_;
  std::vector<std::vector<PairNo>> cliques_;
  bool possible_ = false;  ///< the linear programme has a solution
  bool stopped_ = false;
  double bound_ = 0;                   ///< in units; no plan is below
  std::vector<double> reduced_costs_;  ///< in units, of each pair; 0 or below for pairs of the solution
};

}  // namespace boothwise::planning
