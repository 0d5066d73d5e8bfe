#include "forecast/internal/seat_field.hpp"

#include <Eigen/Cholesky>
#include <numeric>
#include <utility>

namespace boothwise::forecast {

Group group_of(const Geography& geography, std::vector<std::size_t> seats) {
  Group group{std::move(seats), {}};
  for (std::size_t i = 0; i < group.seats.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      group.distances_km.push_back(distance_km(geography, group.seats[i], group.seats[j]));
  }
  return group;
}

SeatFactors seat_factors(const std::vector<Group>& groups, const Geography& geography, const WithState& with_state,
                         const ErrorShape& error) {
  SeatFactors factors;
  const std::vector<double> with = with_state.covariances(error);
  const auto seats = static_cast<double>(with.size());
  const double variance = (std::accumulate(with.begin(), with.end(), 0.0) + error.own()) / seats;
  for (const Group& group : groups) {
    const auto size = static_cast<Eigen::Index>(group.seats.size());
    Eigen::MatrixXd correlation(size, size);
    Eigen::VectorXd of_group(size);
    auto distance = group.distances_km.begin();
    for (Eigen::Index i = 0; i < size; ++i) {
      const std::size_t seat = group.seats[static_cast<std::size_t>(i)];
      of_group(i) = with[seat];
      for (Eigen::Index j = 0; j < i; ++j) {
        const bool same = geography.region[seat] == geography.region[group.seats[static_cast<std::size_t>(j)]];
        correlation(i, j) = shared_correlation(error, same, *distance++);
      }
      correlation(i, i) = 1;
    }
    correlation.selfadjointView<Eigen::Lower>().rankUpdate(of_group, -1 / variance);
    const Eigen::LLT<Eigen::MatrixXd> factored(correlation);
    factors.lower.push_back(factored.matrixLLT());
    factors.log_determinant += factors.lower.back().diagonal().array().log().sum();
  }
  return factors;
}

}  // namespace boothwise::forecast
