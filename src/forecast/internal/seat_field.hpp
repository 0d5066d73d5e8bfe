#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "forecast/elections.hpp"
#include "forecast/space.hpp"

namespace boothwise::forecast {

/// Seats that are one field, and how far they are apart: pairs below the diagonal, row by row.
struct Group {
  std::vector<std::size_t> seats;
  std::vector<double> distances_km;
};

Group group_of(const Geography& geography, std::vector<std::size_t> seats);

/// Factors of the seats' correlations, group by group, given that the errors of all seats add up to nought: a target is
/// told with the state's shares as they came.
struct SeatFactors {
  std::vector<Eigen::MatrixXd> lower;
  double log_determinant = 0;
};

SeatFactors seat_factors(const std::vector<Group>& groups, const Geography& geography, const WithState& with_state,
                         const ErrorShape& error);

}  // namespace boothwise::forecast
