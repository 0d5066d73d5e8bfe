#include "forecast/table.hpp"

#include <numeric>

namespace boothwise::forecast {

std::vector<double> row_sums(const Table& table) {
  std::vector<double> sums;
  for (std::size_t row = 0; row < table.rows; ++row) {
    const auto cells = table.row(row);
    sums.push_back(std::accumulate(cells.begin(), cells.end(), 0.0));
  }
  return sums;
}

Table row_shares(const Table& votes) {
  Table shares = votes;
  const std::vector<double> sums = row_sums(votes);
  for (std::size_t row = 0; row < shares.rows; ++row) {
    if (sums[row] <= 0) continue;
    for (double& cell : shares.row(row)) cell /= sums[row];
  }
  return shares;
}

std::vector<double> weighted_means(const Table& table, std::span<const double> weights) {
  std::vector<double> means(table.cols, 0.0);
  double total = 0;
  for (std::size_t row = 0; row < table.rows; ++row) {
    total += weights[row];
    for (std::size_t col = 0; col < table.cols; ++col) means[col] += weights[row] * table.at(row, col);
  }
  if (total <= 0) return std::vector<double>(table.cols, 0.0);
  for (double& mean : means) mean /= total;
  return means;
}

}  // namespace boothwise::forecast
