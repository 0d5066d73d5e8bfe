#pragma once

#include <Eigen/Core>
#include <functional>

namespace boothwise::estimation {

/// Value at `at`, with its gradient there. Not finite where the function is not defined.
using Differentiable = std::function<double(const Eigen::VectorXd& at, Eigen::VectorXd& gradient)>;

struct Minimum {
  Eigen::VectorXd at;
  double value = 0;
  unsigned steps = 0;
  bool converged = false;
};

/// BFGS with a backtracking line search (Nocedal & Wright 2006, algorithm 6.1). `inverse_hessian`: where to start from.
/// Ends when the decrease that a full step promises is below `tolerance`.
Minimum minimise(const Differentiable& function, Eigen::VectorXd start, Eigen::MatrixXd inverse_hessian,
                 double tolerance, unsigned steps_most);

}  // namespace boothwise::estimation
