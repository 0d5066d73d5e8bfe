#include "estimation/internal/minimise.hpp"

#include <algorithm>
#include <cmath>

namespace boothwise::estimation {

using Eigen::MatrixXd;
using Eigen::VectorXd;

Minimum minimise(const Differentiable& function, VectorXd start, MatrixXd inverse_hessian, double tolerance,
                 unsigned steps_most) {
  constexpr unsigned halvings_most = 30;
  constexpr double sufficient = 1e-4;
  Minimum minimum{std::move(start)};
  VectorXd gradient(minimum.at.size());
  minimum.value = function(minimum.at, gradient);
  const MatrixXd first_guess = inverse_hessian;
  while (minimum.steps < steps_most) {
    VectorXd step = -inverse_hessian * gradient;
    double slope = step.dot(gradient);
    if (!(slope < 0)) {  // rounding spoilt the matrix
      inverse_hessian = first_guess;
      step = -inverse_hessian * gradient;
      slope = step.dot(gradient);
    }
    if (!(-slope > 2 * tolerance)) {
      minimum.converged = true;
      break;
    }
    ++minimum.steps;
    VectorXd next_gradient(gradient.size());
    VectorXd next;
    double value = 0;
    double length = 1;
    unsigned halvings = 0;
    for (; halvings < halvings_most; ++halvings) {
      next = minimum.at + length * step;
      value = function(next, next_gradient);
      if (std::isfinite(value) && value <= minimum.value + sufficient * length * slope) break;
      // The minimum of the parabola through what is known, within bounds.
      const double parabola = -slope * length / (2 * ((value - minimum.value) / length - slope));
      length = std::isfinite(parabola) ? std::clamp(parabola, 0.1 * length, 0.5 * length) : 0.1 * length;
    }
    if (halvings == halvings_most) {  // no decrease that can be told from rounding
      minimum.converged = -slope < 1e-4;
      break;
    }
    const VectorXd moved = next - minimum.at;
    const VectorXd turned = next_gradient - gradient;
    const double curvature = moved.dot(turned);
    if (curvature > 1e-10 * moved.norm() * turned.norm()) {
      const VectorXd pulled = inverse_hessian * turned;
      inverse_hessian += (1 + turned.dot(pulled) / curvature) / curvature * moved * moved.transpose() -
                         (pulled * moved.transpose() + moved * pulled.transpose()) / curvature;
    }
    minimum.at = next;
    minimum.value = value;
    gradient = next_gradient;
  }
  return minimum;
}

}  // namespace boothwise::estimation
