#include "planning/constrained.hpp"

#include "planning/cliques.hpp"

#include <CbcEventHandler.hpp>
#include <CbcModel.hpp>
#include <CbcStrategy.hpp>
#include <OsiClpSolverInterface.hpp>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "base/result.hpp"

namespace boothwise::planning {

namespace {

constexpr double in_units = 1.0 / static_cast<double>(cost_unit);

/// Rows of a 0-1 programme over the pairs: at least and at most so many of some.
class Rows {
 public:
  void add(const std::vector<PairNo>& of, const Load& load) {
    columns_.insert(columns_.end(), of.begin(), of.end());
    begins_.push_back(static_cast<int>(columns_.size()));
    lower_.push_back(load.least);
    upper_.push_back(load.most);
  }
  [[nodiscard]] bool empty() const { return lower_.empty(); }
  void add_to(OsiClpSolverInterface& solver) const {
    const std::vector<double> ones(columns_.size(), 1.0);
    solver.addRows(static_cast<int>(lower_.size()), begins_.data(), columns_.data(), ones.data(), lower_.data(),
                   upper_.data());
  }

 private:
  std::vector<int> begins_{0};
  std::vector<int> columns_;
  std::vector<double> lower_;
  std::vector<double> upper_;
};

Rows rows_of_loads_and_groups(const AssignmentProblem& problem) {
  std::vector<std::vector<PairNo>> by_post(problem.posts.size());
  std::vector<std::vector<PairNo>> by_leader(problem.leaders.size());
  for (PairNo pair = 0; pair < problem.pairs.size(); ++pair) {
    by_post[problem.pairs[pair].post].push_back(pair);
    by_leader[problem.pairs[pair].leader].push_back(pair);
  }
  Rows rows;
  for (std::size_t post = 0; post < by_post.size(); ++post) rows.add(by_post[post], problem.posts[post]);
  for (std::size_t leader = 0; leader < by_leader.size(); ++leader) {
    const Load& load = problem.leaders[leader];
    if (load.least > 0 || load.most < by_leader[leader].size()) rows.add(by_leader[leader], load);
  }
  for (const Group& group : problem.groups) rows.add(group.of, {0, group.most});
  return rows;
}

/// The programme without its cliques.
void load(OsiClpSolverInterface& solver, const AssignmentProblem& problem) {
  solver.messageHandler()->setLogLevel(0);
  const std::vector<int> no_rows(problem.pairs.size() + 1, 0);
  const std::vector<double> upper(problem.pairs.size(), 1.0);
  std::vector<double> lower(problem.pairs.size(), 0.0);
  std::vector<double> cost;
  cost.reserve(problem.pairs.size());
  for (const Pair& pair : problem.pairs) cost.push_back(static_cast<double>(pair.cost) * in_units);
  for (const PairNo pair : problem.fixed) lower[pair] = 1;
  solver.addCols(static_cast<int>(cost.size()), no_rows.data(), nullptr, nullptr, lower.data(), upper.data(),
                 cost.data());
  rows_of_loads_and_groups(problem).add_to(solver);
}

/// Adds a row for each clique that `solution` breaks; false if it breaks none that has no row yet.
bool add_broken(const std::vector<std::vector<PairNo>>& cliques, std::vector<char>& is_row, const double* solution,
                OsiClpSolverInterface& solver) {
  constexpr double tolerance = 1e-6;
  Rows rows;
  for (std::size_t at = 0; at < cliques.size(); ++at) {
    if (is_row[at] != 0) continue;
    double sum = 0;
    for (const PairNo pair : cliques[at]) sum += solution[pair];
    if (sum <= 1 + tolerance) continue;
    rows.add(cliques[at], {0, 1});
    is_row[at] = 1;
  }
  if (!rows.empty()) rows.add_to(solver);
  return !rows.empty();
}

/// Ends the search where that was asked for.
class StopHandler final : public CbcEventHandler {
 public:
  explicit StopHandler(const Progress& progress) : progress_(&progress) {}
  CbcAction event(CbcEvent /*what*/) override { return progress_->stop_requested() ? stop : noAction; }
  [[nodiscard]] CbcEventHandler* clone() const override { return new StopHandler(*this); }

 private:
  const Progress* progress_;
};

void set_up(CbcModel& model, double seconds_max, const Progress& progress) {
  // All plans cost whole thousandths, so one that is less than a thousandth from the bound is the cheapest.
  constexpr double gap_allowed = 0.9 * in_units;
  // CBC's usual cuts at every node and strong branching: few nodes, each well chosen. Its own preprocessing finds
  // little after the window and took longer than it saved (docs/benchmarks.md#planning).
  constexpr int cuts_at_every_node = 0;
  constexpr int strong_candidates = 10;
  constexpr int branches_before_trust = 5;
  model.setLogLevel(0);
  model.solver()->setHintParam(OsiDoReducePrint, true, OsiHintTry);
  model.setAllowableGap(gap_allowed);
  model.setAllowableFractionGap(0);
  model.setCutoffIncrement(gap_allowed);
  model.setUseElapsedTime(true);
  model.setMaximumSeconds(seconds_max);
  model.setNumberThreads(0);
  const StopHandler handler(progress);
  model.passInEventHandler(&handler);
  CbcStrategyDefault strategy(cuts_at_every_node, strong_candidates, branches_before_trust);
  model.setStrategy(strategy);
}

std::vector<PairNo> chosen_of(const double* solution, std::size_t columns) {
  constexpr double half = 0.5;
  std::vector<PairNo> chosen;
  for (std::size_t pair = 0; pair < columns; ++pair) {
    if (solution[pair] > half) chosen.push_back(static_cast<PairNo>(pair));
  }
  return chosen;
}

/// The least whole number of thousandths from a bound in units. What rounding can make of the bound stays far below
/// half a thousandth.
Cost whole_cost(double bound) {
  constexpr double slack = 0.5;
  return static_cast<Cost>(std::ceil(bound * static_cast<double>(cost_unit) - slack));
}

Search checked(const AssignmentProblem& problem, Search search, bool is_cheapest) {
  if (!keeps_rules(problem, search.plan.chosen)) throw BrokenInvariant("the solver's plan breaks a rule");
  search.plan.proven = is_cheapest;
  if (is_cheapest) search.plan.bound = search.plan.cost;
  return search;
}

}  // namespace

/// The part of the problem within a window above the bound, its pairs numbered anew.
struct ConstrainedSearch::Window {
  AssignmentProblem problem;
  std::vector<std::vector<PairNo>> cliques;
  std::vector<Demand> demands;
  std::vector<PairNo> original;  ///< each pair's number in the whole problem

  [[nodiscard]] Search search(double& seconds_left, const Progress& progress) const;
};

ConstrainedSearch::ConstrainedSearch(const AssignmentProblem& problem, const Progress& progress)
    : problem_(&problem), cliques_(conflict_cliques(problem)) {
  OsiClpSolverInterface solver;
  load(solver, problem);
  std::vector<char> is_row(cliques_.size(), 0);
  solver.initialSolve();
  while (solver.isProvenOptimal() && add_broken(cliques_, is_row, solver.getColSolution(), solver)) {
    stopped_ = progress.stop_requested();
    if (stopped_) return;
    solver.resolve();
  }
  possible_ = !solver.isProvenPrimalInfeasible();
  if (!possible_) return;
  if (!solver.isProvenOptimal()) throw BrokenInvariant("the linear programme of a plan was not solved");
  bound_ = solver.getObjValue();
  reduced_costs_.assign(solver.getReducedCost(), solver.getReducedCost() + problem.pairs.size());
}

ConstrainedSearch::Window ConstrainedSearch::within(double width, std::span<const Demand> demands) const {
  constexpr PairNo outside = std::numeric_limits<PairNo>::max();
  std::vector<char> is_kept(problem_->pairs.size(), 0);
  for (std::size_t pair = 0; pair < is_kept.size(); ++pair)
    is_kept[pair] = static_cast<char>(reduced_costs_[pair] <= width + in_units);
  for (const PairNo pair : problem_->fixed) is_kept[pair] = 1;
  Window window;
  std::vector<PairNo> place(is_kept.size(), outside);
  for (PairNo pair = 0; pair < is_kept.size(); ++pair) {
    if (is_kept[pair] == 0) continue;
    place[pair] = static_cast<PairNo>(window.original.size());
    window.original.push_back(pair);
    window.problem.pairs.push_back(problem_->pairs[pair]);
  }
  const auto placed = [&](const std::vector<PairNo>& pairs) {
    std::vector<PairNo> inside;
    for (const PairNo pair : pairs) {
      if (place[pair] != outside) inside.push_back(place[pair]);
    }
    return inside;
  };
  window.problem.leaders = problem_->leaders;
  window.problem.posts = problem_->posts;
  window.problem.fixed = placed(problem_->fixed);
  for (const Group& group : problem_->groups) window.problem.groups.push_back({placed(group.of), group.most});
  for (const Demand& demand : demands) window.demands.push_back({placed(demand.of), demand.load});
  for (const std::vector<PairNo>& clique : cliques_) {
    std::vector<PairNo> inside = placed(clique);
    if (inside.size() > 1) window.cliques.push_back(std::move(inside));
  }
  std::ranges::sort(window.cliques);
  window.cliques.erase(std::ranges::unique(window.cliques).begin(), window.cliques.end());
  return window;
}

Search ConstrainedSearch::Window::search(double& seconds_left, const Progress& progress) const {
  OsiClpSolverInterface solver;
  load(solver, problem);
  Rows rows;
  for (const std::vector<PairNo>& clique : cliques) rows.add(clique, {0, 1});
  for (const Demand& demand : demands) rows.add(demand.of, demand.load);
  if (!rows.empty()) rows.add_to(solver);
  for (std::size_t pair = 0; pair < problem.pairs.size(); ++pair) solver.setInteger(static_cast<int>(pair));
  solver.initialSolve();
  if (solver.isProvenPrimalInfeasible()) return {Ending::impossible};
  CbcModel model(solver);
  set_up(model, seconds_left, progress);
  model.branchAndBound();
  seconds_left -= model.getCurrentSeconds();
  if (model.bestSolution() == nullptr) return {model.isProvenInfeasible() ? Ending::impossible : Ending::undecided};
  Search search{Ending::planned};
  search.plan.chosen = chosen_of(model.bestSolution(), problem.pairs.size());
  search.plan.cost = cost_of(problem, search.plan.chosen);
  search.plan.proven = model.isProvenOptimal();
  const double bound = model.getBestPossibleObjValue();
  search.plan.bound = search.plan.proven ? search.plan.cost : whole_cost(std::max(bound, -1e15));
  for (PairNo& pair : search.plan.chosen) pair = original[pair];
  return search;
}

Search ConstrainedSearch::cheapest(std::span<const Demand> demands, double seconds_max,
                                   const Progress& progress) const {
  if (stopped_ || !possible_) return {stopped_ ? Ending::undecided : Ending::impossible};
  constexpr double share_first = 0.005;
  constexpr double growth = 8;
  double width = 1 + share_first * std::abs(bound_);
  for (double seconds_left = seconds_max;;) {
    const Window window = within(width, demands);
    Search search = window.search(seconds_left, progress);
    const bool is_whole = window.original.size() == problem_->pairs.size();
    const bool is_over = seconds_left <= 0 || progress.stop_requested();
    if (search.ending == Ending::planned) {
      search.plan.bound = std::max(search.plan.bound, whole_cost(bound_));
      if (!is_whole) search.plan.bound = std::min(search.plan.bound, whole_cost(bound_ + width));
      const bool is_cheapest = search.plan.bound >= search.plan.cost;
      if (is_cheapest || !search.plan.proven || is_over) return checked(*problem_, std::move(search), is_cheapest);
      width = static_cast<double>(search.plan.cost) * in_units - bound_;
    } else {
      if (search.ending == Ending::undecided || is_whole) return search;
      if (is_over) return {Ending::undecided};
      width *= growth;
    }
  }
}

}  // namespace boothwise::planning
