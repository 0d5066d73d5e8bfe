#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace boothwise::planning {

/// Leaders, posts and pairs are known by their number, from 0 in the order given.
using LeaderNo = std::uint32_t;
using PostNo = std::uint32_t;
using PairNo = std::uint32_t;

/// What a plan costs, in whole thousandths of the caller's unit (of a kilometre, say), so that sums are exact.
using Cost = std::int64_t;
inline constexpr Cost cost_unit = 1000;
/// Most that one pair may cost, either side of 0.
inline constexpr Cost cost_most = 1'000'000 * cost_unit;

/// From how many to how many: posts of a leader, leaders of a post.
struct Load {
  std::uint32_t least = 0;
  std::uint32_t most = 1;
};

/// One leader at one post, where that is allowed. What is not among the pairs is forbidden.
struct Pair {
  LeaderNo leader = 0;
  PostNo post = 0;
  Cost cost = 0;  ///< the sum of its parts
};

/// At most `most` of these pairs may be chosen.
struct Group {
  std::vector<PairNo> of;
  std::uint32_t most = 1;
};

/// Who can be responsible for what, and at which cost. Posts are seats, segments, districts or booths.
struct AssignmentProblem {
  std::vector<Load> leaders;
  std::vector<Load> posts;  ///< {1, 1}: exactly one; {2, 2}: in-charge and co-in-charge
  std::vector<Pair> pairs;  ///< in order of post, then leader; each once
  std::uint32_t part_count = 0;
  std::vector<Cost> parts;  ///< `part_count` a pair, in order of pairs
  std::vector<PairNo> fixed;
  std::vector<std::array<PairNo, 2>> conflicts;  ///< not both
  std::vector<Group> groups;

  /// Allows `leader` at `post`; each part of the cost is an amount times its weight, rounded to thousandths.
  /// False, and nothing is added, where a part or the sum is beyond `cost_most`.
  /// REQUIRES: later in order than the pairs so far; as many amounts and weights as `part_count`.
  bool allow(LeaderNo leader, PostNo post, std::span<const double> amounts, std::span<const double> weights);
  /// The number of a pair; none where it is forbidden.
  [[nodiscard]] std::optional<PairNo> find(LeaderNo leader, PostNo post) const;
  [[nodiscard]] std::span<const Cost> parts_of(PairNo pair) const;
  /// The numbers [first, second) of the pairs of a post.
  [[nodiscard]] std::array<PairNo, 2> pairs_of_post(PostNo post) const;
  /// True if caps, needs and fixed choices are all there is: a flow.
  [[nodiscard]] bool is_plain() const { return conflicts.empty() && groups.empty(); }
};

/// A choice of pairs that keeps every rule.
struct Plan {
  std::vector<PairNo> chosen;  ///< ascending
  Cost cost = 0;
  Cost bound = 0;       ///< no plan costs less
  bool proven = false;  ///< no plan costs less than this one; else the gap is `cost - bound`
};

/// What the chosen pairs cost.
[[nodiscard]] Cost cost_of(const AssignmentProblem& problem, std::span<const PairNo> chosen);

/// True if the chosen pairs (ascending) keep every conflict and group.
[[nodiscard]] bool keeps_conflicts(const AssignmentProblem& problem, std::span<const PairNo> chosen);
/// True if the chosen pairs (ascending) keep every rule: loads, needs, fixed choices, conflicts and groups.
[[nodiscard]] bool keeps_rules(const AssignmentProblem& problem, std::span<const PairNo> chosen);

}  // namespace boothwise::planning
