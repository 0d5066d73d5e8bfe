#pragma once

#include "planning/assignment.hpp"

#include <optional>
#include <vector>

namespace boothwise::planning {

/// A cheapest choice of pairs by loads, needs and fixed choices alone, and the prices that prove it: with `prices` by
/// node (0 the hub, then leaders, then posts) no residual arc from u to v has cost + price(u) - price(v) below 0.
struct Flow {
  std::vector<PairNo> chosen;  ///< ascending
  std::vector<Cost> prices;
};

/// Minimum-cost flow by LEMON's network simplex: hub → leader (her load) → post (the pair's cost) → hub (its need).
/// Conflicts and groups are not looked at. Nothing if no choice keeps the rest.
[[nodiscard]] std::optional<Flow> cheapest_flow(const AssignmentProblem& problem);

}  // namespace boothwise::planning
