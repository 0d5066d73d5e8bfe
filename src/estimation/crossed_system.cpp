#include "estimation/internal/crossed_system.hpp"

#include <algorithm>
#include <cmath>

namespace boothwise::estimation {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

CrossedSystem::CrossedSystem(const MixedData& data)
    : rows_(static_cast<Index>(data.rows())),
      columns_(static_cast<Index>(data.columns)),
      groupings_(data.groupings.size()),
      fixed_(Eigen::Map<const RowMatrix>(data.fixed.data(), rows_, columns_)) {
  for (std::size_t k = 0; k < groupings_; ++k) {
    levels_.push_back(data.groupings[k].levels);
    if (data.groupings[k].levels > data.groupings[largest_].levels) largest_ = k;
  }
  first_levels_ = levels_[largest_];
  for (std::size_t k = 0; k < groupings_; ++k) {
    if (k == largest_) continue;
    others_.push_back(k);
    offset_.push_back(random_rest_);
    random_rest_ += levels_[k];
  }
  first_of_ = data.groupings[largest_].level;
  begin_.assign(static_cast<std::size_t>(first_levels_) + 1, 0);
  for (const std::uint32_t level : first_of_) ++begin_[level + 1];
  for (std::size_t level = 0; level + 1 < begin_.size(); ++level) begin_[level + 1] += begin_[level];
  order_.resize(data.rows());
  std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
  for (std::uint32_t row = 0; row < data.rows(); ++row) order_[next[first_of_[row]]++] = row;

  const std::size_t width = others_.size();
  rest_of_.resize(data.rows() * width);
  slot_of_.resize(data.rows() * width);
  for (std::size_t row = 0; row < data.rows(); ++row) {
    for (std::size_t other = 0; other < width; ++other) {
      rest_of_[row * width + other] =
          static_cast<std::uint32_t>(offset_[other]) + data.groupings[others_[other]].level[row];
    }
  }
  touched_begin_.push_back(0);
  std::vector<std::uint32_t> met;
  for (std::size_t level = 0; level + 1 < begin_.size(); ++level) {
    met.clear();
    for (std::size_t at = begin_[level]; at < begin_[level + 1]; ++at) {
      const auto* of_row = rest_of_.data() + order_[at] * width;
      met.insert(met.end(), of_row, of_row + width);
    }
    std::ranges::sort(met);
    met.erase(std::unique(met.begin(), met.end()), met.end());
    for (std::size_t at = begin_[level]; at < begin_[level + 1]; ++at) {
      for (std::size_t other = 0; other < width; ++other) {
        const std::size_t place = order_[at] * width + other;
        slot_of_[place] = static_cast<std::uint32_t>(std::ranges::lower_bound(met, rest_of_[place]) - met.begin());
      }
    }
    touched_.insert(touched_.end(), met.begin(), met.end());
    touched_begin_.push_back(touched_.size());
  }
  border_.resize(touched_.size());
  diagonal_.resize(first_levels_);
  fixed_border_.resize(first_levels_, columns_);
}

CrossedVector CrossedSystem::zero() const {
  return {VectorXd::Zero(first_levels_), VectorXd::Zero(random_rest_ + columns_)};
}

VectorXd CrossedSystem::predictor(std::span<const double> sd, const CrossedVector& at) const {
  VectorXd predicted = fixed_ * at.rest.tail(columns_);
  const std::size_t width = others_.size();
  for (Index row = 0; row < rows_; ++row) {
    double sum = sd[largest_] * at.first[first_of_[static_cast<std::size_t>(row)]];
    const auto* of_row = rest_of_.data() + static_cast<std::size_t>(row) * width;
    for (std::size_t other = 0; other < width; ++other) sum += sd[others_[other]] * at.rest[of_row[other]];
    predicted[row] += sum;
  }
  return predicted;
}

CrossedVector CrossedSystem::gathered(std::span<const double> sd, const VectorXd& rows) const {
  CrossedVector sums = zero();
  sums.rest.tail(columns_) = fixed_.transpose() * rows;
  const std::size_t width = others_.size();
  for (Index row = 0; row < rows_; ++row) {
    sums.first[first_of_[static_cast<std::size_t>(row)]] += sd[largest_] * rows[row];
    const auto* of_row = rest_of_.data() + static_cast<std::size_t>(row) * width;
    for (std::size_t other = 0; other < width; ++other) sums.rest[of_row[other]] += sd[others_[other]] * rows[row];
  }
  return sums;
}

double CrossedSystem::own(const CrossedVector& at, std::size_t grouping, Index row) const {
  const auto place = static_cast<std::size_t>(row);
  if (grouping == largest_) return at.first[first_of_[place]];
  return at.rest[rest_of_[place * others_.size() + (grouping < largest_ ? grouping : grouping - 1)]];
}

std::vector<double> CrossedSystem::levels_of(const CrossedVector& at, std::size_t grouping) const {
  if (grouping == largest_) return {at.first.begin(), at.first.end()};
  const Index begin = offset_[grouping < largest_ ? grouping : grouping - 1];
  const auto part = at.rest.segment(begin, levels_[grouping]);
  return {part.begin(), part.end()};
}

bool CrossedSystem::factor(std::span<const double> sd, const VectorXd& weights, double precision) {
  const std::size_t width = others_.size();
  const Index size = random_rest_ + columns_;
  schur_.setZero(size, size);
  std::ranges::fill(border_, 0.0);
  fixed_border_.setZero();
  for (Index level = 0; level < first_levels_; ++level) {
    const auto place = static_cast<std::size_t>(level);
    double* border = border_.data() + touched_begin_[place];
    double weight_sum = 0;
    for (std::size_t at = begin_[place]; at < begin_[place + 1]; ++at) {
      const auto row = static_cast<std::size_t>(order_[at]);
      const double weight = weights[static_cast<Index>(row)];
      weight_sum += weight;
      const double* fixed = fixed_.data() + row * static_cast<std::size_t>(columns_);
      for (std::size_t other = 0; other < width; ++other) {
        const double scaled = weight * sd[others_[other]];
        border[slot_of_[row * width + other]] += scaled;
        const auto column = static_cast<Index>(rest_of_[row * width + other]);
        for (std::size_t later = other; later < width; ++later)
          schur_(rest_of_[row * width + later], column) += scaled * sd[others_[later]];
        for (Index j = 0; j < columns_; ++j) schur_(random_rest_ + j, column) += scaled * fixed[j];
      }
      for (Index j = 0; j < columns_; ++j) {
        const double scaled = weight * fixed[j];
        fixed_border_(level, j) += scaled;
        for (Index later = j; later < columns_; ++later)
          schur_(random_rest_ + later, random_rest_ + j) += scaled * fixed[later];
      }
    }
    diagonal_[level] = 1 + sd[largest_] * sd[largest_] * weight_sum;
    const std::size_t count = touched_begin_[place + 1] - touched_begin_[place];
    const std::uint32_t* met = touched_.data() + touched_begin_[place];
    for (std::size_t one = 0; one < count; ++one) border[one] *= sd[largest_];
    fixed_border_.row(level) *= sd[largest_];
    for (std::size_t one = 0; one < count; ++one) {
      const double share = border[one] / diagonal_[level];
      const auto column = static_cast<Index>(met[one]);
      for (std::size_t later = one; later < count; ++later) schur_(met[later], column) -= share * border[later];
      for (Index j = 0; j < columns_; ++j) schur_(random_rest_ + j, column) -= share * fixed_border_(level, j);
    }
    for (Index j = 0; j < columns_; ++j) {
      const double share = fixed_border_(level, j) / diagonal_[level];
      for (Index later = j; later < columns_; ++later)
        schur_(random_rest_ + later, random_rest_ + j) -= share * fixed_border_(level, later);
    }
  }
  schur_.diagonal().head(random_rest_).array() += 1;
  schur_.diagonal().tail(columns_).array() += precision;
  factor_.compute(schur_);
  return factor_.info() == Eigen::Success;
}

double CrossedSystem::log_determinant(bool with_fixed) const {
  return diagonal_.array().log().sum() + 2 * factor_.matrixLLT().diagonal().head(used(with_fixed)).array().log().sum();
}

CrossedVector CrossedSystem::solve(CrossedVector right, bool with_fixed) const {
  if (!with_fixed) right.rest.tail(columns_).setZero();
  for (Index level = 0; level < first_levels_; ++level) {
    const auto place = static_cast<std::size_t>(level);
    const double share = right.first[level] / diagonal_[level];
    for (std::size_t at = touched_begin_[place]; at < touched_begin_[place + 1]; ++at)
      right.rest[touched_[at]] -= share * border_[at];
    if (with_fixed) right.rest.tail(columns_) -= share * fixed_border_.row(level).transpose();
  }
  const Index size = used(with_fixed);
  const auto lower = factor_.matrixLLT().topLeftCorner(size, size).triangularView<Eigen::Lower>();
  auto rest = right.rest.head(size);
  lower.solveInPlace(rest);
  lower.transpose().solveInPlace(rest);
  for (Index level = 0; level < first_levels_; ++level) {
    const auto place = static_cast<std::size_t>(level);
    double sum = right.first[level];
    for (std::size_t at = touched_begin_[place]; at < touched_begin_[place + 1]; ++at)
      sum -= border_[at] * right.rest[touched_[at]];
    if (with_fixed) sum -= fixed_border_.row(level).dot(right.rest.tail(columns_));
    right.first[level] = sum / diagonal_[level];
  }
  return right;
}

CrossedVector CrossedSystem::coloured(CrossedVector normals) const {
  factor_.matrixU().solveInPlace(normals.rest);
  for (Index level = 0; level < first_levels_; ++level) {
    const auto place = static_cast<std::size_t>(level);
    double sum = normals.first[level] * std::sqrt(diagonal_[level]);
    for (std::size_t at = touched_begin_[place]; at < touched_begin_[place + 1]; ++at)
      sum -= border_[at] * normals.rest[touched_[at]];
    sum -= fixed_border_.row(level).dot(normals.rest.tail(columns_));
    normals.first[level] = sum / diagonal_[level];
  }
  return normals;
}

void CrossedSystem::leverages(std::span<const double> sd, bool with_fixed, VectorXd& leverage,
                              MatrixXd& entries) const {
  const Index size = used(with_fixed);
  MatrixXd inverse = MatrixXd::Identity(size, size);
  const auto lower = factor_.matrixLLT().topLeftCorner(size, size).triangularView<Eigen::Lower>();
  lower.solveInPlace(inverse);
  lower.transpose().solveInPlace(inverse);

  const std::size_t width = others_.size();
  const std::size_t fixed_width = with_fixed ? static_cast<std::size_t>(columns_) : 0;
  leverage.resize(rows_);
  entries.resize(rows_, static_cast<Index>(groupings_));
  std::vector<Index> met;  // what a level of the largest meets in rest
  std::vector<double> border;
  std::vector<double> beside;  // its row of the inverse there
  std::vector<Index> place_of(width + fixed_width);
  std::vector<std::size_t> slot(width + fixed_width);
  std::vector<double> design(width + fixed_width);
  for (std::size_t level = 0; level + 1 < begin_.size(); ++level) {
    met.assign(touched_.begin() + static_cast<std::ptrdiff_t>(touched_begin_[level]),
               touched_.begin() + static_cast<std::ptrdiff_t>(touched_begin_[level + 1]));
    border.assign(border_.begin() + static_cast<std::ptrdiff_t>(touched_begin_[level]),
                  border_.begin() + static_cast<std::ptrdiff_t>(touched_begin_[level + 1]));
    const std::size_t random_met = met.size();
    for (std::size_t j = 0; j < fixed_width; ++j) {
      met.push_back(random_rest_ + static_cast<Index>(j));
      border.push_back(fixed_border_(static_cast<Index>(level), static_cast<Index>(j)));
    }
    const double diagonal = diagonal_[static_cast<Index>(level)];
    beside.assign(met.size(), 0.0);
    double own_entry = 1 / diagonal;
    for (std::size_t one = 0; one < met.size(); ++one) {
      double sum = 0;
      for (std::size_t other = 0; other < met.size(); ++other) sum += inverse(met[other], met[one]) * border[other];
      beside[one] = -sum / diagonal;
      own_entry += sum * border[one] / (diagonal * diagonal);
    }
    for (std::size_t at = begin_[level]; at < begin_[level + 1]; ++at) {
      const auto row = static_cast<std::size_t>(order_[at]);
      for (std::size_t other = 0; other < width; ++other) {
        place_of[other] = rest_of_[row * width + other];
        slot[other] = slot_of_[row * width + other];
        design[other] = sd[others_[other]];
      }
      for (std::size_t j = 0; j < fixed_width; ++j) {
        place_of[width + j] = random_rest_ + static_cast<Index>(j);
        slot[width + j] = random_met + j;
        design[width + j] = fixed_(static_cast<Index>(row), static_cast<Index>(j));
      }
      double first_entry = sd[largest_] * own_entry;
      double total = 0;
      for (std::size_t one = 0; one < design.size(); ++one) {
        first_entry += design[one] * beside[slot[one]];
        double entry = sd[largest_] * beside[slot[one]];
        for (std::size_t other = 0; other < design.size(); ++other)
          entry += design[other] * inverse(place_of[other], place_of[one]);
        total += design[one] * entry;
        if (one < width) entries(static_cast<Index>(row), static_cast<Index>(others_[one])) = entry;
      }
      entries(static_cast<Index>(row), static_cast<Index>(largest_)) = first_entry;
      leverage[static_cast<Index>(row)] = total + sd[largest_] * first_entry;
    }
  }
}

VectorXd CrossedSystem::fixed_variances() const {
  const Index size = random_rest_ + columns_;
  MatrixXd units = MatrixXd::Zero(size, columns_);
  units.bottomRows(columns_).setIdentity();
  factor_.matrixL().solveInPlace(units);
  return units.colwise().squaredNorm();
}

}  // namespace boothwise::estimation
