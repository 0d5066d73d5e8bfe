#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "forecast/elections.hpp"

namespace boothwise::forecast {

/// Who is near whom: the share that each neighbour has in a seat's surroundings. Rows add up to 1 or are empty.
struct Neighbours {
  struct Neighbour {
    std::size_t seat = 0;
    double share = 0;
  };
  std::vector<std::vector<Neighbour>> of;
};

/// The twelve nearest seats, by exp(-distance / 40 km); without coordinates nobody is near anybody: a region is too
/// wide.
Neighbours neighbours_of(const Geography& geography);

/// How the error of a seat is made up: shares of its variance, and how far it reaches.
struct ErrorShape {
  double region = 0.08;  ///< shared by all seats of a region
  double near = 0.2;     ///< shared with seats near by: Matérn 3/2
  double reach_km = 60;  ///< of that
  double degrees = 6;    ///< of freedom of a seat's error, which is Student's; above 2

  [[nodiscard]] double own() const { return 1 - region - near; }
};

/// How far apart two seats are; 0 where no places are known and they are one, infinite where they are not.
double distance_km(const Geography& geography, std::size_t one, std::size_t other);

/// Correlation of the shared part (region and near by, without the seat's own) of two seats that far apart. At distance
/// 0 in a region it is `region + near`.
double shared_correlation(const ErrorShape& shape, bool same_region, double distance_km);

/// How much of each seat's shared error goes with the state's mean of them, for any shape: sums over all seats, those
/// of the Matérn part tabled by its reach.
class WithState {
 public:
  explicit WithState(const Geography& geography);

  /// Covariance of each seat's error with the mean of all seats', without what is its own.
  [[nodiscard]] std::vector<double> covariances(const ErrorShape& shape) const;

 private:
  std::vector<double> same_region_;        // seats of each seat's region
  std::vector<std::vector<double>> near_;  // reaches × seats: sums of correlations
};

/// Lower triangle (row order, n × n, f64) with L Lᵀ = the shared part's covariance over all seats, given that errors
/// weighted by `votes` add up to nought: how the state moves is no matter of the seats. A seat's variance before that
/// is `region + near`. A jitter of 1e-9 keeps seats of one place apart. Errors of the shared part are L z with standard
/// normal z. REQUIRES: as many `votes` as seats, not below 0, not all 0.
std::vector<double> shared_factor(const Geography& geography, const ErrorShape& shape, std::span<const double> votes);

/// Seats in groups of at most eighty that lie together (by region, then from south to north; all in one where there are
/// no more): what the fit treats as one field, and as independent of the next group.
std::vector<std::vector<std::size_t>> seat_groups(const Geography& geography);

}  // namespace boothwise::forecast
