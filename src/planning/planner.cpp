#include "planning/planner.hpp"

#include "planning/exchanges.hpp"
#include "planning/flow.hpp"

#include <algorithm>
#include <utility>

namespace boothwise::planning {

Planner::Planner(AssignmentProblem problem) : problem_(std::make_unique<const AssignmentProblem>(std::move(problem))) {}
Planner::~Planner() = default;
Planner::Planner(Planner&&) noexcept = default;

const ConstrainedSearch& Planner::constrained(const Progress& progress) {
  if (!constrained_) constrained_.emplace(*problem_, progress);
  return *constrained_;
}

Search Planner::plan(double seconds_max, const Progress& progress) {
  std::optional<Flow> flow = cheapest_flow(*problem_);
  if (!flow) return {Ending::impossible};
  Residual residual(*problem_, flow->chosen, std::move(flow->prices));
  residual.settle_ties();
  Search search{Ending::planned, {residual.chosen(), 0, 0, true}};
  search.plan.cost = cost_of(*problem_, search.plan.chosen);
  search.plan.bound = search.plan.cost;
  if (problem_->is_plain()) {
    residual_.emplace(std::move(residual));
  } else if (!keeps_conflicts(*problem_, search.plan.chosen)) {
    search = constrained(progress).cheapest({}, seconds_max, progress);
    if (search.ending != Ending::planned) return search;
    search.plan.chosen = settled_by_exchanges(*problem_, std::move(search.plan.chosen));
  }
  chosen_ = search.plan.chosen;
  cost_ = search.plan.cost;
  is_proven_ = search.plan.proven;
  return search;
}

std::vector<Alternative> Planner::alternatives(PostNo post, std::size_t most, double seconds_max,
                                               const Progress& progress) {
  if (!residual_) return searched(post, most, seconds_max, progress);
  std::vector<Alternative> all = residual_->alternatives(post);
  if (all.size() > most) all.resize(most);
  return all;
}

std::vector<Alternative> Planner::searched(PostNo post, std::size_t most, double seconds_max,
                                           const Progress& progress) {
  const auto [begin, end] = problem_->pairs_of_post(post);
  Demand other{{}, {1, problem_->posts[post].most}};
  for (PairNo pair = begin; pair < end; ++pair) {
    if (!std::ranges::binary_search(chosen_, pair)) other.of.push_back(pair);
  }
  std::vector<Alternative> list;
  while (list.size() < most && !other.of.empty()) {
    Search search = constrained(progress).cheapest({&other, 1}, seconds_max, progress);
    if (search.ending != Ending::planned) break;
    const auto comes = std::ranges::find_first_of(other.of, search.plan.chosen);
    const PairNo pair = *comes;
    list.push_back({pair, search.plan.cost - cost_, search.plan.proven && is_proven_, std::move(search.plan.chosen)});
    other.of.erase(comes);
  }
  return list;
}

}  // namespace boothwise::planning
