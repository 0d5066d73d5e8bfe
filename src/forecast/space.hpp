#pragma once

#include <cstddef>
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
  double degrees = 6;    ///< of freedom of the rest, which is the seat's own; above 2

  [[nodiscard]] double own() const { return 1 - region - near; }
};

/// How far apart two seats are; 0 where no places are known and they are one, infinite where they are not.
double distance_km(const Geography& geography, std::size_t one, std::size_t other);

/// Correlation of the shared part (region and near by, without the seat's own) of two seats that far apart. At distance
/// 0 in a region it is `region + near`.
double shared_correlation(const ErrorShape& shape, bool same_region, double distance_km);

/// Lower triangle (row order, n × n, f64) with L Lᵀ = the shared part's correlation over all seats. A jitter of 1e-9
/// keeps seats of one place apart. Errors of the shared part are L z with standard normal z.
std::vector<double> shared_factor(const Geography& geography, const ErrorShape& shape);

/// Seats in groups of at most eighty that lie together (by region, then from south to north): what the fit treats as
/// one field, and as independent of the next group.
std::vector<std::vector<std::size_t>> seat_groups(const Geography& geography);

}  // namespace boothwise::forecast
