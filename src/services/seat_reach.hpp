#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "domain/access.hpp"
#include "domain/places.hpp"

/// Where a role at a Lok Sabha seat reaches: seats cross districts, so it is no single subtree.
namespace boothwise::services {

/// The topmost units all of whose places lie inside the seat. REQUIRES: `whole` sees all rows. Errors: `seat_unknown`.
Result<std::vector<UnitPath>> reach_of_seat(operations::Store& whole, const Places& places, std::int64_t pc);

/// Reaches of all roles at seats anew: part of every change of what units cover, or where they stand. Costs nothing
/// where nobody holds such a role. REQUIRES: `inside` is a transaction's store that sees all rows.
Status refresh_seat_reaches(operations::Store& inside, const Places& places);

}  // namespace boothwise::services
