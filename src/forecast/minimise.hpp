#pragma once

#include <functional>
#include <vector>

namespace boothwise::forecast {

using Objective = std::function<double(const std::vector<double>&)>;

struct Minimum {
  std::vector<double> at;
  double value = 0;
  std::vector<double> hessian{};  ///< row order, symmetric
};

/// Central differences; each of the components is asked for on up to `threads` threads.
std::vector<double> gradient_of(const Objective& objective, const std::vector<double>& at, unsigned threads);

/// BFGS with Armijo's rule from `start`, at most `rounds_most` steps or until a step gains less than 1e-4; then the
/// Hessian by differences of gradients. REQUIRES: the objective is finite at `start`; where it is infinite is avoided.
/// `objective` is called from several threads. The same for any number of threads.
Minimum minimise(const Objective& objective, std::vector<double> start, unsigned threads, int rounds_most = 60);

}  // namespace boothwise::forecast
