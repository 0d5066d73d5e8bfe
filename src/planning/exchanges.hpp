#pragma once

#include "planning/assignment.hpp"

#include <vector>

namespace boothwise::planning {

/// Of plans of equal cost takes an earlier one, in order of posts, then leaders, as long as one replacement at a post
/// or one exchange of two leaders between posts leads there and keeps every rule. `chosen` (ascending) must keep every
/// rule.
[[nodiscard]] std::vector<PairNo> settled_by_exchanges(const AssignmentProblem& problem, std::vector<PairNo> chosen);

}  // namespace boothwise::planning
