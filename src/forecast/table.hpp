#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace boothwise::forecast {

/// A matrix of doubles in row order: seats × parties, seats × blocs.
struct Table {
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<double> values{};

  Table() = default;
  Table(std::size_t row_count, std::size_t col_count, double fill = 0)
      : rows(row_count), cols(col_count), values(row_count * col_count, fill) {}

  [[nodiscard]] double& at(std::size_t row, std::size_t col) { return values[row * cols + col]; }
  [[nodiscard]] double at(std::size_t row, std::size_t col) const { return values[row * cols + col]; }
  [[nodiscard]] std::span<double> row(std::size_t row) { return {values.data() + row * cols, cols}; }
  [[nodiscard]] std::span<const double> row(std::size_t row) const { return {values.data() + row * cols, cols}; }

  friend bool operator==(const Table&, const Table&) = default;
};

/// The sum of each row.
std::vector<double> row_sums(const Table& table);

/// Each row divided by its sum; rows without a positive sum stay 0.
Table row_shares(const Table& votes);

/// Column means weighted by `weights`, one weight a row; all 0 if the weights add up to 0.
std::vector<double> weighted_means(const Table& table, std::span<const double> weights);

}  // namespace boothwise::forecast
