#include "forecast/minimise.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/parallel.hpp"

namespace boothwise::forecast {

namespace {

constexpr double step_width = 1e-3;

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

std::vector<double> times(const std::vector<double>& matrix, const std::vector<double>& vector) {
  const std::size_t size = vector.size();
  std::vector<double> product(size, 0.0);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j < size; ++j) product[i] += matrix[i * size + j] * vector[j];
  }
  return product;
}

/// The BFGS update of the inverse Hessian.
void update(std::vector<double>& inverse, const std::vector<double>& moved, const std::vector<double>& turned) {
  const double curvature = dot(moved, turned);
  if (curvature <= 1e-12) return;
  const std::size_t size = moved.size();
  const std::vector<double> image = times(inverse, turned);
  const double scale = (1 + dot(turned, image) / curvature) / curvature;
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j < size; ++j)
      inverse[i * size + j] += scale * moved[i] * moved[j] - (image[i] * moved[j] + moved[i] * image[j]) / curvature;
  }
}

}  // namespace

std::vector<double> gradient_of(const Objective& objective, const std::vector<double>& at, unsigned threads) {
  const std::size_t size = at.size();
  std::vector<double> sides(2 * size);
  parallel_for(threads, sides.size(), [&](std::size_t part, unsigned) {
    std::vector<double> beside = at;
    beside[part / 2] += part % 2 == 0 ? step_width : -step_width;
    sides[part] = objective(beside);
  });
  std::vector<double> gradient(size);
  for (std::size_t i = 0; i < size; ++i) gradient[i] = (sides[2 * i] - sides[2 * i + 1]) / (2 * step_width);
  return gradient;
}

namespace {

/// Second differences: of each pair of coordinates the function on both sides along their sum, and along each alone.
std::vector<double> hessian_of(const Objective& objective, const Minimum& best, unsigned threads) {
  constexpr double width = 1e-2;
  const std::size_t size = best.at.size();
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j <= i; ++j) pairs.emplace_back(i, j);
  }
  std::vector<double> sides(2 * pairs.size());
  parallel_for(threads, sides.size(), [&](std::size_t part, unsigned) {
    const auto [i, j] = pairs[part / 2];
    const double by = part % 2 == 0 ? width : -width;
    std::vector<double> beside = best.at;
    beside[i] += by;
    if (j != i) beside[j] += by;
    sides[part] = objective(beside);
  });
  std::vector<double> along(pairs.size());
  for (std::size_t k = 0; k < pairs.size(); ++k)
    along[k] = (sides[2 * k] - 2 * best.value + sides[2 * k + 1]) / (width * width);
  const auto alone = [&](std::size_t i) { return along[i * (i + 1) / 2 + i]; };
  std::vector<double> hessian(size * size);
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    const auto [i, j] = pairs[k];
    const double value = i == j ? along[k] : (along[k] - alone(i) - alone(j)) / 2;
    hessian[i * size + j] = value;
    hessian[j * size + i] = value;
  }
  return hessian;
}

}  // namespace

Minimum minimise(const Objective& objective, std::vector<double> start, unsigned threads, int rounds_most) {
  constexpr double longest_step = 1.5;
  constexpr double enough = 1e-4;
  const std::size_t size = start.size();
  std::vector<double> inverse(size * size, 0.0);
  for (std::size_t i = 0; i < size; ++i) inverse[i * size + i] = 0.1;
  Minimum best{std::move(start), 0, {}};
  best.value = objective(best.at);
  std::vector<double> gradient = gradient_of(objective, best.at, threads);
  for (int round = 0; round < rounds_most; ++round) {
    std::vector<double> direction = times(inverse, gradient);
    double longest = 0;
    for (double& part : direction) {
      part = -part;
      longest = std::max(longest, std::abs(part));
    }
    double step = longest > longest_step ? longest_step / longest : 1.0;
    const double slope = dot(direction, gradient);
    if (!(slope < 0)) break;
    std::vector<double> next(size);
    double value = 0;
    for (;; step /= 2) {
      for (std::size_t i = 0; i < size; ++i) next[i] = best.at[i] + step * direction[i];
      value = objective(next);
      if (std::isfinite(value) && value <= best.value + 1e-4 * step * slope) break;
      if (step < 1e-6) break;
    }
    if (!(value < best.value)) break;
    std::vector<double> turned = gradient_of(objective, next, threads);
    std::vector<double> moved(size);
    std::vector<double> change(size);
    for (std::size_t i = 0; i < size; ++i) {
      moved[i] = next[i] - best.at[i];
      change[i] = turned[i] - gradient[i];
    }
    update(inverse, moved, change);
    const double gained = best.value - value;
    best.at = std::move(next);
    best.value = value;
    gradient = std::move(turned);
    if (gained < enough) break;
  }
  best.hessian = hessian_of(objective, best, threads);
  return best;
}

}  // namespace boothwise::forecast
