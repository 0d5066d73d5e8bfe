#include "planning/allocation.hpp"
#include "planning/best_steps.hpp"

#include <CbcModel.hpp>
#include <OsiClpSolverInterface.hpp>
#include <algorithm>
#include <cmath>
#include <optional>

namespace boothwise::planning {

namespace {

constexpr double hardly = 1e-9;

Status check(const OptionProblem& problem) {
  bool fits = !problem.budget.empty();
  for (const double budget : problem.budget) fits = fits && std::isfinite(budget) && budget >= 0;
  for (const std::vector<EffortOption>& options : problem.places) {
    fits = fits && !options.empty();
    for (const EffortOption& option : options) {
      fits = fits && std::isfinite(option.gain) && option.cost.size() == problem.budget.size();
      for (const double cost : option.cost) fits = fits && std::isfinite(cost) && cost >= 0;
    }
  }
  if (fits) return success();
  return Error{
      ErrorKind::bad_input,
      "options_malformed",
      {"expected an option at every place, with a finite gain and a cost of at least 0 for each kind of effort",
       "हर जगह कम-से-कम एक विकल्प चाहिए, जिसमें सीमित लाभ और हर तरह के प्रयास की 0 या अधिक लागत हो"}};
}

/// Steps of each place, if there is one kind of effort, all cost one unit more than the step before, and each gains
/// less: then the best step next is exact.
bool falls_step_by_step(const OptionProblem& problem) {
  if (problem.budget.size() != 1) return false;
  std::optional<double> unit;
  for (const std::vector<EffortOption>& options : problem.places) {
    if (options.front().cost[0] != 0) return false;
    for (std::size_t at = 1; at < options.size(); ++at) {
      const double cost = options[at].cost[0] - options[at - 1].cost[0];
      if (!unit) unit = cost;
      if (cost <= 0 || std::abs(cost - *unit) > hardly * *unit) return false;
      if (at >= 2 && options[at].gain - options[at - 1].gain > options[at - 1].gain - options[at - 2].gain + 1e-15)
        return false;
    }
  }
  return true;
}

OptionPlan by_steps(const OptionProblem& problem) {
  OptionPlan plan;
  plan.option.assign(problem.places.size(), 0);
  for (const std::vector<EffortOption>& options : problem.places) plan.gain += options[0].gain;
  double left = problem.budget[0] * (1 + hardly);
  const auto next = [&](std::size_t place) {
    const auto& options = problem.places[place];
    const std::size_t at = plan.option[place];
    return at + 1 < options.size() ? options[at + 1].gain - options[at].gain : 0;
  };
  take_best_steps(problem.places.size(), next, [&](std::size_t place) {
    const auto& options = problem.places[place];
    const std::size_t at = plan.option[place];
    const double cost = options[at + 1].cost[0] - options[at].cost[0];
    if (cost > left) return false;
    left -= cost;
    plan.gain += next(place);
    ++plan.option[place];
    return true;
  });
  plan.gain_most = plan.gain;
  plan.proven = true;
  plan.by_steps = true;
  return plan;
}

Error impossible() {
  return {ErrorKind::bad_input,
          "options_impossible",
          {"no choice of options stays within the budgets: raise a budget, or give a place an option of no effort",
           "कोई भी चुनाव बजट के भीतर नहीं आता: बजट बढ़ाएँ, या हर जगह बिना प्रयास का विकल्प दें"}};
}

Result<OptionPlan> by_programme(const OptionProblem& problem, double seconds_most) {
  OsiClpSolverInterface solver;
  solver.messageHandler()->setLogLevel(0);
  const std::size_t kinds = problem.budget.size();
  const std::size_t places = problem.places.size();
  CoinPackedMatrix matrix(true, 0, 0);
  matrix.setDimensions(static_cast<int>(places + kinds), 0);
  std::vector<double> objective;
  for (std::size_t place = 0; place < places; ++place) {
    for (const EffortOption& option : problem.places[place]) {
      CoinPackedVector column;
      column.insert(static_cast<int>(place), 1);
      for (std::size_t kind = 0; kind < kinds; ++kind) {
        if (option.cost[kind] > 0) column.insert(static_cast<int>(places + kind), option.cost[kind]);
      }
      matrix.appendCol(column);
      objective.push_back(-option.gain);
    }
  }
  std::vector<double> lower(places + kinds, 1.0);
  std::vector<double> upper(places + kinds, 1.0);
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    lower[places + kind] = -COIN_DBL_MAX;
    upper[places + kind] = problem.budget[kind] * (1 + hardly);
  }
  const std::vector<double> zeros(objective.size(), 0.0);
  const std::vector<double> ones(objective.size(), 1.0);
  solver.loadProblem(matrix, zeros.data(), ones.data(), objective.data(), lower.data(), upper.data());
  for (std::size_t column = 0; column < objective.size(); ++column) solver.setInteger(static_cast<int>(column));
  solver.initialSolve();
  if (!solver.isProvenOptimal()) return impossible();
  CbcModel model(solver);
  model.setLogLevel(0);
  model.messageHandler()->setLogLevel(0);
  model.setAllowableGap(1e-9);
  model.setMaximumSeconds(seconds_most);
  model.branchAndBound();
  if (model.bestSolution() == nullptr) return impossible();
  OptionPlan plan;
  int column = 0;
  for (const std::vector<EffortOption>& options : problem.places) {
    std::size_t taken = 0;
    for (std::size_t at = 0; at < options.size(); ++at, ++column) {
      if (model.bestSolution()[column] > 0.5) taken = at;
    }
    plan.option.push_back(taken);
    plan.gain += options[taken].gain;
  }
  plan.gain_most = std::max(plan.gain, -model.getBestPossibleObjValue());
  plan.proven = model.isProvenOptimal();
  return plan;
}

}  // namespace

Result<OptionPlan> allocate_options(const OptionProblem& problem, double seconds_most) {
  BOOTHWISE_CHECK(check(problem));
  if (falls_step_by_step(problem)) return by_steps(problem);
  return by_programme(problem, seconds_most);
}

}  // namespace boothwise::planning
