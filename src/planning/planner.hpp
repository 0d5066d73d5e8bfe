#pragma once

#include "planning/assignment.hpp"
#include "planning/constrained.hpp"
#include "planning/residual.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "base/progress.hpp"

namespace boothwise::planning {

/// Assigns leaders to posts at the least cost and answers what else could have been.
///
/// Caps, needs and fixed choices alone are a flow (LEMON's network simplex), solved exactly. Where the flow breaks a
/// conflict or a group, branch and cut goes on from there (CBC). Ties: of plans of equal cost the one with the earliest
/// pairs in order of posts, then leaders (flow: of all plans; branch and cut: of those that one replacement or exchange
/// leads to). Nothing depends on threads.
class Planner {
 public:
  /// REQUIRES: pairs in order; `fixed`, `conflicts` and `groups` name pairs that are there; costs within `cost_most`.
  explicit Planner(AssignmentProblem problem);
  ~Planner();
  Planner(Planner&&) noexcept;
  Planner& operator=(Planner&&) = delete;

  /// The cheapest plan, or the best found in about `seconds_max`. What follows asks about this plan.
  Search plan(double seconds_max, const Progress& progress);

  /// The best `most` other plans for `post`, cheapest first: each brings a leader there who is not there now, and no
  /// leader comes twice. Of a plain problem they are exact and take no search; otherwise each is a search of at most
  /// `seconds_max`, and the list ends early where that found none. REQUIRES: `plan` found one.
  [[nodiscard]] std::vector<Alternative> alternatives(PostNo post, std::size_t most, double seconds_max,
                                                      const Progress& progress);

  [[nodiscard]] const AssignmentProblem& problem() const { return *problem_; }

 private:
  [[nodiscard]] std::vector<Alternative> searched(PostNo post, std::size_t most, double seconds_max,
                                                  const Progress& progress);
  const ConstrainedSearch& constrained(const Progress& progress);

  std::unique_ptr<const AssignmentProblem> problem_;
  std::vector<PairNo> chosen_;
  Cost cost_ = 0;
  bool is_proven_ = false;
  std::optional<Residual> residual_;  ///< of a plain problem
  std::optional<ConstrainedSearch> constrained_;
};

}  // namespace boothwise::planning
