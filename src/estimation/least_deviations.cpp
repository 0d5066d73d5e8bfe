#include "estimation/internal/least_deviations.hpp"

#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>
#include <algorithm>

namespace boothwise::estimation {

namespace {

/// Where more places are, that many spread evenly over them decide: a linear programme's cost grows faster than they.
constexpr std::size_t places_most = 1500;

}  // namespace

std::vector<double> least_deviation_shares(const BallotPairs& ballots) {
  const std::size_t from_options = ballots.from_options;
  const std::size_t to_options = ballots.to_options;
  const std::size_t places = ballots.places();
  const std::size_t taken = std::min(places, places_most);
  const std::size_t cells = from_options * to_options;
  std::vector<std::size_t> place_of(taken);
  for (std::size_t at = 0; at < taken; ++at) place_of[at] = at * places / taken;

  // Rows: each place's options of the second ballot, then a sum a row of the matrix, then the sums over all places.
  const std::size_t first_sum = taken * to_options;
  const std::size_t first_total = first_sum + from_options;
  const std::size_t rows = first_total + to_options;
  std::vector<double> right(rows, 0.0);
  std::vector<double> from_total(from_options, 0.0);
  double votes = 0;
  for (const std::size_t place : place_of) {
    for (std::size_t j = 0; j < from_options; ++j) from_total[j] += ballots.from[place * from_options + j];
  }
  for (const double total : from_total) votes += total;
  const double unit = static_cast<double>(taken) / votes;  // counts in mean sizes of a place: well-scaled numbers
  for (std::size_t at = 0; at < taken; ++at) {
    for (std::size_t k = 0; k < to_options; ++k) {
      const double count = ballots.to[place_of[at] * to_options + k] * unit;
      right[at * to_options + k] = count;
      right[first_total + k] += count;
    }
  }
  std::fill_n(right.begin() + static_cast<std::ptrdiff_t>(first_sum), from_options, 1.0);

  std::vector<int> row_index;
  std::vector<int> column_index;
  std::vector<double> element;
  const auto set = [&](std::size_t row, std::size_t column, double value) {
    row_index.push_back(static_cast<int>(row));
    column_index.push_back(static_cast<int>(column));
    element.push_back(value);
  };
  for (std::size_t j = 0; j < from_options; ++j) {
    for (std::size_t k = 0; k < to_options; ++k) {
      const std::size_t column = j * to_options + k;
      for (std::size_t at = 0; at < taken; ++at) {
        const double count = ballots.from[place_of[at] * from_options + j] * unit;
        if (count > 0) set(at * to_options + k, column, count);
      }
      set(first_sum + j, column, 1);
      if (from_total[j] > 0) set(first_total + k, column, from_total[j] * unit);
    }
  }
  for (std::size_t row = 0; row < first_sum; ++row) {
    set(row, cells + 2 * row, 1);
    set(row, cells + 2 * row + 1, -1);
  }
  const std::size_t columns = cells + 2 * first_sum;
  std::vector<double> cost(columns, 1.0);
  std::fill_n(cost.begin(), cells, 0.0);
  const std::vector<double> lower(columns, 0.0);
  const std::vector<double> upper(columns, COIN_DBL_MAX);
  const CoinPackedMatrix matrix(true, row_index.data(), column_index.data(), element.data(),
                                static_cast<CoinBigIndex>(element.size()));
  ClpSimplex model;
  model.setLogLevel(0);
  model.loadProblem(matrix, lower.data(), upper.data(), cost.data(), right.data(), right.data());
  model.primal();

  std::vector<double> shares(model.primalColumnSolution(), model.primalColumnSolution() + cells);
  for (std::size_t j = 0; j < from_options; ++j) {
    double sum = 0;
    for (std::size_t k = 0; k < to_options; ++k) {
      double& share = shares[j * to_options + k];
      share = std::max(share, 0.0);
      sum += share;
    }
    for (std::size_t k = 0; k < to_options; ++k)
      shares[j * to_options + k] = sum > 0 ? shares[j * to_options + k] / sum : 1.0 / static_cast<double>(to_options);
  }
  return shares;
}

}  // namespace boothwise::estimation
