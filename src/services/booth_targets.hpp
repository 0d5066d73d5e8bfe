#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/snapshot.hpp"
#include "services/views.hpp"
#include "warehouse/warehouse.hpp"

/// What a seat needs, said booth by booth: a target that adds up (docs/definitions.md#vote-target).
namespace boothwise::services {

struct BoothTargetsAsked {
  Asked asked;                       ///< an election with booth sheets, and the side
  std::optional<std::int64_t> need;  ///< votes to be newly won in the seat; what the last result lacked if left out
  double turnout_most = 0.85;        ///< of electors, 0.5 to 1: nobody is asked for more
};

/// Splits the seat's need over its counted booths in proportion to electors times the spread of the estimated lead,
/// none above what a turnout of `turnout_most` leaves. Each booth's lead, class and probability as segment_view has
/// them. Errors: those of seat_view and segment_view; `no_booths` where no booth of the seat was counted;
/// `need_too_large`.
Result<boost::json::object> booth_targets_view(const Snapshot& snapshot, warehouse::Warehouse& warehouse, PcNo pc,
                                               const BoothTargetsAsked& asked);

}  // namespace boothwise::services
