#include "estimation/mixed_model.hpp"

#include <cmath>

#include "estimation/internal/minimise.hpp"
#include "estimation/internal/mixed_objective.hpp"

namespace boothwise::estimation {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr double search_tolerance = 1e-6;  // of the deviance
constexpr unsigned search_steps_most = 200;

std::vector<double> as_list(const VectorXd& vector) { return {vector.begin(), vector.end()}; }

/// Standard deviations (and, where they are searched, coefficients behind them) that minimise the deviance.
/// The deviance is even in each standard deviation, so the search needs no bound at 0.
Minimum search(MixedObjective& objective, const VectorXd& start, MatrixXd inverse_hessian) {
  const auto groupings = static_cast<Index>(objective.system().groupings());
  const Index columns = start.size() - groupings;
  return minimise(
      [&](const VectorXd& at, VectorXd& gradient) {
        const VectorXd coefficients = at.tail(columns);
        const MixedObjective::Value value =
            objective.at(as_list(at.head(groupings)), columns > 0 ? &coefficients : nullptr, true);
        if (!value.defined) return value.deviance;
        gradient.head(groupings) = Eigen::Map<const VectorXd>(value.by_sd.data(), groupings);
        if (columns > 0) gradient.tail(columns) = value.by_coefficient;
        return value.deviance;
      },
      start, std::move(inverse_hessian), search_tolerance, search_steps_most);
}

/// A step of about a tenth from where the search begins.
MatrixXd first_guess(MixedObjective& objective, const VectorXd& start) {
  const MixedObjective::Value value = objective.at(as_list(start), nullptr, true);
  double steepest = 1e-3;
  for (const double slope : value.by_sd) steepest = std::max(steepest, std::abs(slope));
  return MatrixXd::Identity(start.size(), start.size()) * (0.2 / steepest);
}

}  // namespace

Result<MixedFit> fit_mixed(const MixedData& data, Method method) {
  BOOTHWISE_CHECK(check_mixed(data));
  const auto groupings = static_cast<Index>(data.groupings.size());
  const bool counts = data.family != Family::gaussian;
  MixedObjective objective(data, method, 0);
  const VectorXd start = VectorXd::Constant(groupings, 0.5);
  if (!objective.at(as_list(start), nullptr, false).defined) return columns_collinear();
  Minimum found = search(objective, start, first_guess(objective, start));
  unsigned steps = found.steps;
  std::vector<double> sd = as_list(found.at.head(groupings));
  if (method == Method::laplace && counts) {
    // Coefficients join the search from their joint mode; their curvature there is known.
    const auto columns = static_cast<Index>(data.columns);
    objective.at(sd, nullptr, false);
    VectorXd longer(groupings + columns);
    longer << found.at, objective.mode().rest.tail(columns);
    VectorXd spreads(groupings + columns);
    spreads.head(groupings).setConstant(1e-2 / static_cast<double>(groupings));
    spreads.tail(columns) = objective.system().fixed_variances() / 2;
    found = search(objective, longer, spreads.asDiagonal());
    steps += found.steps;
    sd = as_list(found.at.head(groupings));
  }
  const VectorXd coefficients = found.at.tail(found.at.size() - groupings);
  MixedFit fit;
  fit.deviance = objective.at(sd, coefficients.size() > 0 ? &coefficients : nullptr, false).deviance;
  fit.steps = steps;
  fit.converged = found.converged;
  const double residual = counts ? 1 : std::sqrt(objective.penalised_squares() / objective.freedom());
  fit.residual_sd = counts ? 0 : residual;
  fit.coefficients = as_list(objective.mode().rest.tail(static_cast<Index>(data.columns)));
  fit.coefficient_sd = as_list(objective.system().fixed_variances().cwiseSqrt() * residual);
  for (std::size_t k = 0; k < data.groupings.size(); ++k) {
    fit.sd.push_back(std::abs(sd[k]) * residual);
    std::vector<double> effects = objective.system().levels_of(objective.mode(), k);
    for (double& effect : effects) effect *= sd[k];
    fit.effects.push_back(std::move(effects));
  }
  return fit;
}

}  // namespace boothwise::estimation
