#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "estimation/internal/minimise.hpp"
#include "estimation/internal/mixed_objective.hpp"
#include "estimation/internal/normal_draws.hpp"

namespace boothwise::estimation {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

std::span<const double> MixedPosterior::coefficients(std::uint32_t draw) const {
  return {values_.data() + draw * width_, columns_};
}
std::span<const double> MixedPosterior::effects(std::uint32_t draw, std::size_t grouping) const {
  return {values_.data() + draw * width_ + first_[grouping], levels_[grouping]};
}
double MixedPosterior::sd(std::uint32_t draw, std::size_t grouping) const {
  return sds_[draw * first_.size() + grouping];
}
double MixedPosterior::residual_sd(std::uint32_t draw) const { return residual_sds_.empty() ? 0 : residual_sds_[draw]; }

namespace {

std::vector<double> exponentials(const VectorXd& logs) {
  std::vector<double> list;
  for (const double value : logs) list.push_back(std::exp(value));
  return list;
}

Error settings_malformed() {
  return {ErrorKind::bad_input,
          "settings_malformed",
          {"expected 1 to 100,000 draws, 8 to 4,096 points and scales above 0",
           "1 से 1,00,000 नमूने, 8 से 4,096 बिंदु और 0 से बड़े पैमाने चाहिए"}};
}

}  // namespace

class PosteriorMaker {
 public:
  PosteriorMaker(const MixedData& data, const PosteriorSettings& settings)
      : data_(data),
        settings_(settings),
        objective_(data, Method::integrated, 1 / (settings.coefficient_sd * settings.coefficient_sd)) {
    MixedPosterior& made = posterior_;
    made.draws_ = settings.draws;
    made.columns_ = data.columns;
    made.width_ = data.columns;
    for (const Grouping& grouping : data.groupings) {
      made.first_.push_back(made.width_);
      made.levels_.push_back(grouping.levels);
      made.width_ += grouping.levels;
    }
    made.values_.reserve(made.width_ * settings.draws);
  }

  Result<MixedPosterior> make() {
    const auto groupings = static_cast<Index>(data_.groupings.size());
    const VectorXd start = VectorXd::Constant(groupings, std::log(0.3));
    if (!objective_.at(exponentials(start), nullptr, false).defined) return columns_collinear();
    const Minimum mode = minimise([this](const VectorXd& at, VectorXd& gradient) { return density(at, gradient); },
                                  start, MatrixXd::Identity(groupings, groupings) * 0.1, 1e-4, 100);
    choose_points(mode.at);
    if (points_.empty()) return columns_collinear();
    draw_all();
    return std::move(posterior_);
  }

 private:
  struct Point {
    VectorXd log_sd;
    double weight = 0;
  };

  /// -2 log posterior of log standard deviations: half-normal prior, and the logarithm's own slope.
  double density(const VectorXd& log_sd, VectorXd& gradient) {
    // Below e^-9 an intercept is none, and above e^5 the search is lost.
    if (log_sd.minCoeff() < -12 || log_sd.maxCoeff() > 5) return std::numeric_limits<double>::infinity();
    const std::vector<double> sd = exponentials(log_sd);
    const MixedObjective::Value value = objective_.at(sd, nullptr, gradient.size() > 0);
    if (!value.defined) return value.deviance;
    double deviance = value.deviance;
    for (std::size_t k = 0; k < sd.size(); ++k) {
      const double scaled = sd[k] / settings_.sd_scale;
      deviance += scaled * scaled - 2 * std::log(sd[k]);
      if (gradient.size() > 0) gradient[static_cast<Index>(k)] = value.by_sd[k] * sd[k] + 2 * scaled * scaled - 2;
    }
    return deviance;
  }

  /// Axes of the posterior about its mode, from differences of gradients.
  MatrixXd axes_about(const VectorXd& mode) {
    constexpr double step = 0.05;
    const Index size = mode.size();
    MatrixXd hessian(size, size);
    VectorXd above(size);
    VectorXd below(size);
    for (Index k = 0; k < size; ++k) {
      VectorXd at = mode;
      at[k] += step;
      density(at, above);
      at[k] -= 2 * step;
      density(at, below);
      hessian.col(k) = (above - below) / (2 * step);
    }
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solved((hessian + hessian.transpose()) / 4);  // of -log, not -2 log
    const VectorXd spread = solved.eigenvalues().cwiseMax(0.25).cwiseSqrt().cwiseInverse();     // at most e^2 wide
    return solved.eigenvectors() * spread.asDiagonal();
  }

  /// Points from a wide normal about the mode, weighted by what the posterior is there (self-normalised).
  void choose_points(const VectorXd& mode) {
    constexpr double widening = 1.25;
    const MatrixXd axes = axes_about(mode) * widening;
    NormalDraws normals(RandomStream(settings_.seed).of(1));
    std::vector<double> log_weight;
    VectorXd none;
    for (std::uint32_t point = 0; point < settings_.deviation_points; ++point) {
      VectorXd drawn(mode.size());
      for (double& value : drawn) value = normals.next();
      const VectorXd at = mode + axes * drawn;
      const double deviance = density(at, none);
      if (!std::isfinite(deviance)) continue;
      points_.push_back({at});
      log_weight.push_back((drawn.squaredNorm() - deviance) / 2);
    }
    if (points_.empty()) return;
    const double largest = *std::ranges::max_element(log_weight);
    double sum = 0;
    double squares = 0;
    for (std::size_t point = 0; point < points_.size(); ++point) {
      points_[point].weight = std::exp(log_weight[point] - largest);
      sum += points_[point].weight;
      squares += points_[point].weight * points_[point].weight;
    }
    for (Point& point : points_) point.weight /= sum;
    posterior_.effective_points_ = sum * sum / squares;
  }

  /// Draws are shared out over the points by systematic resampling.
  void draw_all() {
    RandomStream stream = RandomStream(settings_.seed).of(2);
    NormalDraws normals(stream.of(1));
    const double shift = stream.uniform();
    double reached = 0;
    double next = shift;
    for (const Point& point : points_) {
      reached += point.weight * settings_.draws;
      bool set = false;
      for (; next < reached || (&point == &points_.back() && next < settings_.draws); next += 1) {
        if (!set) objective_.at(exponentials(point.log_sd), nullptr, false);
        set = true;
        draw_one(exponentials(point.log_sd), normals);
      }
    }
  }

  void draw_one(const std::vector<double>& sd, NormalDraws& normals) {
    CrossedVector drawn = objective_.system().zero();
    for (double& value : drawn.first) value = normals.next();
    for (double& value : drawn.rest) value = normals.next();
    drawn = objective_.system().coloured(std::move(drawn));
    double residual = 1;
    if (data_.family == Family::gaussian) {
      residual = std::sqrt(objective_.penalised_squares() / normals.chi_squared(objective_.freedom()));
      posterior_.residual_sds_.push_back(residual);
      drawn.first *= residual;
      drawn.rest *= residual;
    }
    drawn.add(1, objective_.mode());
    const auto columns = static_cast<Index>(data_.columns);
    const auto coefficients = drawn.rest.tail(columns);
    posterior_.values_.insert(posterior_.values_.end(), coefficients.begin(), coefficients.end());
    for (std::size_t k = 0; k < sd.size(); ++k) {
      for (const double u : objective_.system().levels_of(drawn, k)) posterior_.values_.push_back(u * sd[k]);
      posterior_.sds_.push_back(sd[k] * residual);
    }
  }

  const MixedData& data_;
  const PosteriorSettings& settings_;
  MixedObjective objective_;
  std::vector<Point> points_;
  MixedPosterior posterior_;
};

Result<MixedPosterior> draw_posterior(const MixedData& data, const PosteriorSettings& settings) {
  BOOTHWISE_CHECK(check_mixed(data));
  const bool fits = settings.draws >= 1 && settings.draws <= 100'000 && settings.deviation_points >= 8 &&
                    settings.deviation_points <= 4096 && settings.sd_scale > 0 && settings.coefficient_sd > 0;
  if (!fits) return settings_malformed();
  return PosteriorMaker(data, settings).make();
}

}  // namespace boothwise::estimation
