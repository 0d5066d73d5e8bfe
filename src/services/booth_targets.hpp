#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/booth_effort.hpp"
#include "services/snapshot.hpp"
#include "services/views.hpp"
#include "services/workspace.hpp"

/// What a seat needs, said booth by booth: a target that adds up (docs/definitions.md#vote-target).
namespace boothwise::services {

/// Units of effort that a seat has, to be spread over its booths.
struct SeatEffort {
  std::uint32_t units = 0;
  std::optional<std::uint32_t> units_a_segment_most{};
  BoothEffortRules rules{};
};
/// The rules of a middle response: half of it, it, twice of it.
BoothEffortRules rules_around(double votes_share, double half_units, std::uint32_t units_a_booth_most);

struct BoothTargetsAsked {
  Asked asked;                       ///< the side, and an election with booth sheets; empty: each segment's newest
  std::optional<std::int64_t> need;  ///< votes to be newly won in the seat; what the last result lacked if left out
  double turnout_most = 0.85;        ///< of electors, 0.5 to 1: nobody is asked for more
  std::optional<SeatEffort> effort{};
};

/// Splits the seat's need over its counted booths in proportion to electors times the spread of what stays of the lead,
/// none above what a turnout of `turnout_most` leaves; segments sum their booths. Each booth's count and class as
/// segment_view has them, and the chances of its lasting lead (booth_chances.hpp), with what they rest on; booths
/// without a count and segments without sheets are told, and get no target. With effort, the best plan of its units
/// over the same booths as well (plan_over_booths). Shape: docs/api.md. Errors: those of seat_view and segment_view;
/// `no_booths` where no booth of the seat was counted; `need_too_large`; `operations_failed`.
Result<boost::json::object> booth_targets_view(const Snapshot& snapshot, Workspace& workspace, PcNo pc,
                                               const BoothTargetsAsked& asked);

}  // namespace boothwise::services
