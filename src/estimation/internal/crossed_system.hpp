#pragma once

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <vector>

#include "estimation/mixed_model.hpp"

namespace boothwise::estimation {

/// A vector over all intercepts and coefficients: those of the largest grouping, then the other groupings' one after
/// the other with the coefficients at the end.
struct CrossedVector {
  Eigen::VectorXd first;
  Eigen::VectorXd rest;

  [[nodiscard]] double dot(const CrossedVector& other) const { return first.dot(other.first) + rest.dot(other.rest); }
  void add(double factor, const CrossedVector& other) {
    first += factor * other.first;
    rest += factor * other.rest;
  }
};

/// The penalised normal equations of crossed intercepts on the spherical scale (intercept = sd times u):
///   J = [ S Z'WZ S + I , S Z'WX ; X'WZ S , X'WX + precision ],  S the diagonal matrix of standard deviations.
/// The largest grouping's block is diagonal and is eliminated; what is left is factorised densely.
class CrossedSystem {
 public:
  /// REQUIRES: checked data with a grouping.
  explicit CrossedSystem(const MixedData& data);

  [[nodiscard]] Eigen::Index rows() const { return rows_; }
  [[nodiscard]] Eigen::Index columns() const { return columns_; }
  [[nodiscard]] std::size_t groupings() const { return groupings_; }
  [[nodiscard]] Eigen::Index random_rest() const { return random_rest_; }
  [[nodiscard]] CrossedVector zero() const;

  /// Linear predictor of `at` for standard deviations `sd`.
  [[nodiscard]] Eigen::VectorXd predictor(std::span<const double> sd, const CrossedVector& at) const;
  /// The adjoint: sums of `rows` by intercept (times sd) and coefficient.
  [[nodiscard]] CrossedVector gathered(std::span<const double> sd, const Eigen::VectorXd& rows) const;
  /// `at`'s value of the row's level of a grouping.
  [[nodiscard]] double own(const CrossedVector& at, std::size_t grouping, Eigen::Index row) const;
  /// Of one grouping: its levels in `at`, in the data's order.
  [[nodiscard]] std::vector<double> levels_of(const CrossedVector& at, std::size_t grouping) const;

  /// Factorises J with these weights. False if it is not positive definite.
  bool factor(std::span<const double> sd, const Eigen::VectorXd& weights, double precision);
  [[nodiscard]] double log_determinant(bool with_fixed) const;
  /// J^-1 times `right`; without the coefficients where not `with_fixed` (theirs become 0).
  [[nodiscard]] CrossedVector solve(CrossedVector right, bool with_fixed) const;
  /// A draw of variance J^-1 from a vector of standard normals.
  [[nodiscard]] CrossedVector coloured(CrossedVector normals) const;
  /// Row by row: `leverage` a' J^-1 a for the row's design a, and by grouping (column) the entry of J^-1 a at the row's
  /// level.
  void leverages(std::span<const double> sd, bool with_fixed, Eigen::VectorXd& leverage,
                 Eigen::MatrixXd& entries) const;
  /// Diagonal of J^-1 at the coefficients.
  [[nodiscard]] Eigen::VectorXd fixed_variances() const;

 private:
  using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

  [[nodiscard]] Eigen::Index used(bool with_fixed) const { return with_fixed ? random_rest_ + columns_ : random_rest_; }

  Eigen::Index rows_ = 0;
  Eigen::Index columns_ = 0;
  std::size_t groupings_ = 0;
  std::size_t largest_ = 0;
  Eigen::Index first_levels_ = 0;
  Eigen::Index random_rest_ = 0;
  std::vector<std::size_t> others_;   ///< groupings beside the largest
  std::vector<Eigen::Index> offset_;  ///< by entry of others_: where its levels begin in rest
  std::vector<Eigen::Index> levels_;  ///< by grouping
  RowMatrix fixed_;
  std::vector<std::uint32_t> order_;     ///< rows by level of the largest grouping
  std::vector<std::uint32_t> begin_;     ///< by that level: where its rows begin in order_
  std::vector<std::uint32_t> first_of_;  ///< by row
  std::vector<std::uint32_t> rest_of_;   ///< by row, one an entry of others_
  std::vector<std::uint32_t> slot_of_;   ///< the same, as a place in touched_
  std::vector<std::uint32_t> touched_;   ///< by level of the largest: which of rest it meets, ascending
  std::vector<std::size_t> touched_begin_;

  Eigen::VectorXd diagonal_;
  std::vector<double> border_;  ///< by place in touched_
  RowMatrix fixed_border_;
  Eigen::MatrixXd schur_;
  Eigen::LLT<Eigen::MatrixXd> factor_;
};

}  // namespace boothwise::estimation
