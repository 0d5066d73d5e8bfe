#pragma once

#include "field/door.hpp"

#include <boost/json/object.hpp>

#include "base/progress.hpp"
#include "base/result.hpp"

/// What households said of the schemes that reach them, as rates of areas and nothing else (rule R24).
/// docs/release.md#declared-receipt.
namespace boothwise::field {

/// Opens every current record with an answer about a scheme, counts by area, hides what is below the floors of R16 and
/// what would tell it, rounds to the nearest five, and puts the table into the warehouse in the former one's place.
/// Records that are quarantined, replaced or rolled back, answers that were not told, and records of no known segment
/// are left out. REQUIRES: a caller who sees everything. Errors: those of the store, the vault and the warehouse;
/// `stopped`.
Result<boost::json::object> count_receipts(Caller& caller, const FieldDoor& door, Progress& progress);

}  // namespace boothwise::field
