#pragma once

#include <Eigen/Core>
#include <vector>

#include "estimation/internal/crossed_system.hpp"
#include "estimation/mixed_model.hpp"

namespace boothwise::estimation {

/// What is wrong with the data, if anything. Errors: those of fit_mixed but `columns_collinear`.
Status check_mixed(const MixedData& data);
Error columns_collinear();

/// -2 log of the Laplace-approximated likelihood as a function of standard deviations, with its gradient.
/// Inner modes start from the last ones found, so a sequence of calls is a function of its beginning.
class MixedObjective {
 public:
  /// `precision`: of the coefficients' normal prior (integrated; not gaussian).
  MixedObjective(const MixedData& data, Method method, double precision);

  struct Value {
    double deviance = 0;
    std::vector<double> by_sd;       ///< gradient; empty unless asked for
    Eigen::VectorXd by_coefficient;  ///< likewise, for laplace of counts
    bool defined = false;
  };
  /// At standard deviations (gaussian: over the residual's). `coefficients`: of laplace of counts, where they are held;
  /// else they are found.
  Value at(const std::vector<double>& sd, const Eigen::VectorXd* coefficients, bool with_gradient);

  [[nodiscard]] const CrossedSystem& system() const { return system_; }
  /// Modes that the last call found, on the spherical scale.
  [[nodiscard]] const CrossedVector& mode() const { return mode_; }
  /// gaussian: weighted squares of residuals and of u at the last call.
  [[nodiscard]] double penalised_squares() const { return penalised_squares_; }
  /// gaussian: observations, less the coefficients where those are integrated out.
  [[nodiscard]] double freedom() const;

 private:
  struct Curve {
    double deviance = 0;  ///< -2 log likelihood given the predictor; gaussian: weighted squares
    Eigen::VectorXd score;
    Eigen::VectorXd weight;
    Eigen::VectorXd weight_slope;
  };
  void look(const Eigen::VectorXd& predictor);
  bool find_mode(const std::vector<double>& sd, bool hold_coefficients);
  void add_gradient(const std::vector<double>& sd, bool hold_coefficients, Value& value) const;

  const MixedData& data_;
  Method method_;
  double precision_;
  CrossedSystem system_;
  CrossedVector mode_;
  Curve curve_;
  Eigen::VectorXd size_;
  Eigen::VectorXd response_;
  double constant_ = 0;
  double penalised_squares_ = 0;
};

}  // namespace boothwise::estimation
