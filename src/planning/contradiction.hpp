#pragma once

#include "planning/assignment.hpp"

#include <cstdint>
#include <vector>

#include "base/progress.hpp"

namespace boothwise::planning {

enum class RuleKind : std::uint8_t {
  conflict,      ///< the pairs of `conflicts[number]` not both
  group,         ///< at most so many of `groups[number]`
  leader_least,  ///< leader `number` has at least so many posts
  leader_most,   ///< leader `number` has at most so many posts
  fixed,         ///< the pair `fixed[number]` is chosen
  post_need      ///< post `number` has exactly so many leaders
};

/// One rule of a problem.
struct Rule {
  RuleKind kind = RuleKind::conflict;
  std::uint32_t number = 0;

  friend bool operator==(const Rule&, const Rule&) = default;
};

/// Why no plan is possible; the first of these that holds, the others are empty.
struct Contradiction {
  std::vector<PostNo> posts_without_leaders;  ///< fewer leaders are allowed there than the post needs
  std::uint64_t posts_need = 0;               ///< leaders that all posts need …
  std::uint64_t leaders_most = 0;             ///< … but this is what all caps together allow,
  std::uint64_t leaders_least = 0;            ///< … or this is what leaders must have at least
  std::vector<Rule> rules;                    ///< these rules cannot hold together; without any one of them they can
  bool is_irreducible = true;                 ///< false: time ran out, so some of `rules` may not be needed
};

/// Why `problem`, which has no plan, has none. Rules are found by deletion filtering, in blocks: what is still
/// impossible without a block does not need it. Conflicts go first, so that the set tells of them only where they
/// matter.
[[nodiscard]] Contradiction why_impossible(const AssignmentProblem& problem, double seconds_max,
                                           const Progress& progress);

}  // namespace boothwise::planning
