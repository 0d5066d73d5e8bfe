#include "estimation/internal/mixed_objective.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/log_gamma.hpp"

namespace boothwise::estimation {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr std::size_t rest_levels_most = 3000;

Error malformed(Bilingual message) { return {ErrorKind::bad_input, "model_malformed", std::move(message)}; }

bool is_row_well_formed(const MixedData& data, std::size_t row) {
  const double size = data.size.empty() ? 1 : data.size[row];
  if (!std::isfinite(data.response[row]) || !std::isfinite(size) || size <= 0) return false;
  if (data.family == Family::binomial && (data.response[row] < 0 || data.response[row] > size)) return false;
  return data.family != Family::noised_count || (std::isfinite(data.variance[row]) && data.variance[row] > 0);
}

double log_choose(double size, double taken) {
  return log_gamma(size + 1) - log_gamma(taken + 1) - log_gamma(size - taken + 1);
}

}  // namespace

Error columns_collinear() {
  return {ErrorKind::bad_input,
          "columns_collinear",
          {"a regressor follows from others (or a column is constant beside the intercept): leave one out",
           "एक चर दूसरों से ही निकलता है (या स्थिरांक के साथ कोई अचर स्तंभ है): एक हटाएँ"}};
}

Status check_mixed(const MixedData& data) {
  const std::size_t rows = data.rows();
  if (rows == 0) return malformed({"a regression needs rows", "प्रतिगमन के लिए पंक्तियाँ चाहिए"});
  if (data.groupings.empty())
    return malformed({"a multilevel regression needs a grouping", "बहुस्तरीय प्रतिगमन के लिए कम-से-कम एक समूह-स्तंभ चाहिए"});
  if (data.fixed.size() != rows * data.columns || (!data.size.empty() && data.size.size() != rows) ||
      data.variance.size() != (data.family == Family::noised_count ? rows : 0))
    return malformed({"columns of the regression have different lengths", "प्रतिगमन के स्तंभ बराबर लंबाई के नहीं हैं"});
  std::size_t levels = 0;
  std::size_t most = 0;
  for (const Grouping& grouping : data.groupings) {
    const bool fits = grouping.level.size() == rows &&
                      std::ranges::all_of(grouping.level, [&](std::uint32_t level) { return level < grouping.levels; });
    if (!fits)
      return malformed(
          {"levels of " + grouping.name + " do not fit its rows", grouping.name + " के स्तर उसकी पंक्तियों से मेल नहीं खाते"});
    levels += grouping.levels;
    most = std::max<std::size_t>(most, grouping.levels);
  }
  if (levels - most > rest_levels_most || data.columns > rest_levels_most)
    return Error{ErrorKind::too_large,
                 "model_too_large",
                 {"expected at most 3,000 levels beside the largest grouping and 3,000 columns",
                  "सबसे बड़े समूह के अलावा अधिकतम 3,000 स्तर और 3,000 स्तंभ हो सकते हैं"}};
  for (std::size_t row = 0; row < rows; ++row) {
    if (!is_row_well_formed(data, row))
      return malformed(
          {"row " + std::to_string(row + 1) + ": expected finite numbers, a size above 0 and a count up to it",
           "पंक्ति " + std::to_string(row + 1) + ": सीमित संख्याएँ, 0 से बड़ा आकार और उससे अनधिक गिनती चाहिए"});
  }
  if (!std::ranges::all_of(data.fixed, [](double value) { return std::isfinite(value); }))
    return malformed({"a regressor is not a finite number", "कोई चर सीमित संख्या नहीं है"});
  return success();
}

MixedObjective::MixedObjective(const MixedData& data, Method method, double precision)
    : data_(data),
      method_(method),
      precision_(method == Method::integrated && data.family != Family::gaussian ? precision : 0),
      system_(data),
      mode_(system_.zero()),
      size_(VectorXd::Ones(system_.rows())),
      response_(Eigen::Map<const VectorXd>(data.response.data(), system_.rows())) {
  if (!data.size.empty()) size_ = Eigen::Map<const VectorXd>(data.size.data(), system_.rows());
  switch (data.family) {
    case Family::gaussian:
      constant_ = -size_.array().log().sum();
      break;
    case Family::binomial:
      for (Index row = 0; row < system_.rows(); ++row) constant_ -= 2 * log_choose(size_[row], response_[row]);
      break;
    case Family::noised_count:
      for (const double variance : data.variance) constant_ += std::log(2 * std::numbers::pi * variance);
      break;
  }
  curve_.weight = size_;
  curve_.score.resize(system_.rows());
  curve_.weight_slope = VectorXd::Zero(system_.rows());
}

double MixedObjective::freedom() const {
  return static_cast<double>(system_.rows() - (method_ == Method::integrated ? system_.columns() : 0));
}

void MixedObjective::look(const VectorXd& predictor) {
  curve_.deviance = 0;
  for (Index row = 0; row < predictor.size(); ++row) {
    const double eta = predictor[row];
    if (data_.family == Family::gaussian) {
      const double residual = response_[row] - eta;
      curve_.deviance += size_[row] * residual * residual;
      curve_.score[row] = size_[row] * residual;
      continue;
    }
    const double small = std::exp(-std::abs(eta));
    const double share = eta >= 0 ? 1 / (1 + small) : small / (1 + small);
    const double spread = small / ((1 + small) * (1 + small));
    const double expected = size_[row] * share;
    if (data_.family == Family::binomial) {
      // log share = -log(1 + small) + min(eta, 0)
      const double log_sum = std::log1p(small);
      const double log_yes = std::min(eta, 0.0) - log_sum;
      const double log_no = std::min(-eta, 0.0) - log_sum;
      curve_.deviance -= 2 * (response_[row] * log_yes + (size_[row] - response_[row]) * log_no);
      curve_.score[row] = response_[row] - expected;
      curve_.weight[row] = size_[row] * spread;
      curve_.weight_slope[row] = size_[row] * spread * (1 - 2 * share);
    } else {
      const double variance = data_.variance[static_cast<std::size_t>(row)];
      const double slope = size_[row] * spread;
      const double residual = response_[row] - expected;
      curve_.deviance += residual * residual / variance;
      curve_.score[row] = residual * slope / variance;
      curve_.weight[row] = slope * slope / variance;
      curve_.weight_slope[row] = 2 * slope * slope * (1 - 2 * share) / variance;
    }
  }
}

bool MixedObjective::find_mode(const std::vector<double>& sd, bool hold_coefficients) {
  constexpr unsigned steps_most = 100;
  constexpr double decrease_enough = 1e-9;
  const Index columns = system_.columns();
  const auto penalised = [&](const CrossedVector& at) {
    return curve_.deviance + at.first.squaredNorm() + at.rest.head(system_.random_rest()).squaredNorm() +
           precision_ * at.rest.tail(columns).squaredNorm();
  };
  look(system_.predictor(sd, mode_));
  double value = penalised(mode_);
  for (unsigned step = 0; step < steps_most; ++step) {
    if (!system_.factor(sd, curve_.weight, precision_)) return false;
    CrossedVector gradient = system_.gathered(sd, curve_.score);
    gradient.first -= mode_.first;
    gradient.rest.head(system_.random_rest()) -= mode_.rest.head(system_.random_rest());
    gradient.rest.tail(columns) -= precision_ * mode_.rest.tail(columns);
    const CrossedVector direction = system_.solve(gradient, !hold_coefficients);
    if (hold_coefficients) gradient.rest.tail(columns).setZero();
    const double decrease = gradient.dot(direction);
    if (!std::isfinite(decrease)) return false;
    if (decrease < decrease_enough) return true;
    const CrossedVector before = mode_;
    double length = 1;
    for (;; length /= 2) {
      mode_ = before;
      mode_.add(length, direction);
      look(system_.predictor(sd, mode_));
      const double next = penalised(mode_);
      if (std::isfinite(next) && next <= value + 1e-12 * std::abs(value)) {
        value = next;
        break;
      }
      if (length < 1e-10) return false;
    }
    if (data_.family == Family::gaussian) return true;
  }
  return true;  // a mode at the edge of what shares can be: as near as makes no difference
}

void MixedObjective::add_gradient(const std::vector<double>& sd, bool hold_coefficients, Value& value) const {
  const bool with_fixed = method_ == Method::integrated;
  VectorXd leverage;
  MatrixXd entries;
  system_.leverages(sd, with_fixed, leverage, entries);
  const bool gaussian = data_.family == Family::gaussian;
  // How the determinant moves with the predictor, and that through the modes.
  const VectorXd pull = leverage.cwiseProduct(curve_.weight_slope);
  CrossedVector adjoint = system_.zero();
  VectorXd adjoint_rows = VectorXd::Zero(system_.rows());
  if (!gaussian) {
    adjoint = system_.solve(system_.gathered(sd, pull), !hold_coefficients);
    adjoint_rows = system_.predictor(sd, adjoint);
  }
  const double scale = gaussian ? freedom() / penalised_squares_ : 1;
  value.by_sd.assign(system_.groupings(), 0.0);
  for (std::size_t k = 0; k < system_.groupings(); ++k) {
    double sum = 0;
    for (Index row = 0; row < system_.rows(); ++row) {
      const double u = system_.own(mode_, k, row);
      sum += -2 * scale * curve_.score[row] * u + 2 * curve_.weight[row] * entries(row, static_cast<Index>(k));
      if (gaussian) continue;
      sum +=
          pull[row] * u + system_.own(adjoint, k, row) * curve_.score[row] - curve_.weight[row] * adjoint_rows[row] * u;
    }
    value.by_sd[k] = sum;
  }
  if (hold_coefficients) {
    const VectorXd rows = pull - curve_.weight.cwiseProduct(adjoint_rows) - 2 * curve_.score;
    value.by_coefficient = system_.gathered(sd, rows).rest.tail(system_.columns());
  }
}

MixedObjective::Value MixedObjective::at(const std::vector<double>& sd, const VectorXd* coefficients,
                                         bool with_gradient) {
  Value value;
  const bool hold = coefficients != nullptr;
  if (hold) mode_.rest.tail(system_.columns()) = *coefficients;
  if (!find_mode(sd, hold)) {
    mode_ = system_.zero();  // a fresh start for whoever asks next
    value.deviance = std::numeric_limits<double>::infinity();
    return value;
  }
  value.defined = true;
  const double squares = mode_.first.squaredNorm() + mode_.rest.head(system_.random_rest()).squaredNorm();
  const double determinant = system_.log_determinant(method_ == Method::integrated);
  if (data_.family == Family::gaussian) {
    penalised_squares_ = curve_.deviance + squares;
    value.deviance =
        determinant + constant_ + freedom() * (1 + std::log(2 * std::numbers::pi * penalised_squares_ / freedom()));
  } else {
    value.deviance = curve_.deviance + constant_ + squares + determinant +
                     precision_ * mode_.rest.tail(system_.columns()).squaredNorm();
  }
  if (with_gradient) add_gradient(sd, hold, value);
  return value;
}

}  // namespace boothwise::estimation
