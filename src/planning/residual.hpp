#pragma once

#include "planning/flow.hpp"

#include <cstdint>
#include <vector>

namespace boothwise::planning {

/// Another plan: the same but with one more pair in it, and what follows from that.
struct Alternative {
  PairNo comes = 0;            ///< the pair that is now in the plan
  Cost extra = 0;              ///< what the whole plan then costs more
  bool proven = false;         ///< no plan with that pair costs less
  std::vector<PairNo> chosen;  ///< the whole plan, ascending
};

/// What can still move in a cheapest flow, and at which cost (its residual graph). A pair is forced into the flow along
/// the cheapest cycle through it, so the answers are exact. REQUIRES: the problem is plain and outlives this; `chosen`
/// is a cheapest choice and `prices` prove it (those of any cheapest flow do: complementary slackness).
class Residual {
 public:
  Residual(const AssignmentProblem& problem, const std::vector<PairNo>& chosen, std::vector<Cost> prices);

  /// Of plans of equal cost takes the one with the earliest pairs, in order of posts, then leaders.
  void settle_ties();
  [[nodiscard]] std::vector<PairNo> chosen() const;

  /// Every pair of `post` that is not in the plan but could be, with what forcing it in costs; cheapest first, then in
  /// order of leaders.
  [[nodiscard]] std::vector<Alternative> alternatives(PostNo post) const;

 private:
  /// One step from a node; `pair` is what changes hands, or `no_pair` for a step by the hub.
  struct Step {
    std::uint32_t to;
    PairNo pair;
    Cost cost;  ///< with prices, so never below 0
  };
  /// The cheapest ways from one node to all others.
  struct Ways {
    std::vector<Cost> cost;           ///< `unreachable` where there is none
    std::vector<std::uint32_t> from;  ///< the node before
    std::vector<PairNo> pair;         ///< the pair of the last step
  };

  template <typename Visit>
  void each_step(std::uint32_t node, Visit visit) const;
  [[nodiscard]] Ways ways_from(std::uint32_t start, Cost cost_max) const;
  [[nodiscard]] Cost cost_with_prices(PairNo pair) const;
  /// The pairs that change on the cycle that brings `pair` in.
  [[nodiscard]] std::vector<PairNo> cycle(PairNo pair, const Ways& ways) const;
  void apply(const std::vector<PairNo>& changes);
  void settle_ties_of(PostNo post);

  [[nodiscard]] std::uint32_t leader_node(LeaderNo leader) const { return leader + 1; }
  [[nodiscard]] std::uint32_t post_node(PostNo post) const {
    return post + 1 + static_cast<std::uint32_t>(problem_->leaders.size());
  }

  const AssignmentProblem* problem_;
  std::vector<Cost> prices_;
  std::vector<char> chosen_;
  std::vector<char> frozen_;          ///< stays as it is
  std::vector<std::uint32_t> loads_;  ///< by node
  std::vector<PairNo> pairs_by_leader_;
  std::vector<std::uint32_t> leader_begin_;
  std::vector<PairNo> post_begin_;
};

}  // namespace boothwise::planning
