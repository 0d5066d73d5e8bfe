#pragma once

#include "planning/assignment.hpp"

#include <vector>

namespace boothwise::planning {

/// Sets of pairs of which at most one may be chosen, so that every conflict lies within one of them (an edge clique
/// cover of the conflict graph, made greedily: each conflict not yet covered grows, pair by pair in order of how many
/// conflicts they have, into a set that cannot grow further). Few large sets bound a linear programme far better than a
/// row a conflict. Conflicts that a cap of one or a post for one already keeps are left out. Each set is ascending.
[[nodiscard]] std::vector<std::vector<PairNo>> conflict_cliques(const AssignmentProblem& problem);

}  // namespace boothwise::planning
