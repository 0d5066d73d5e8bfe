#pragma once

#include "operations/units.hpp"

#include <vector>

#include "base/result.hpp"
#include "domain/covered_places.hpp"
#include "domain/places.hpp"

/// Changes of who covers what, in a transaction that sees all rows. What breaks a rule is written first and found
/// then: its error takes the whole transaction back.
namespace boothwise::services {

/// Gives a unit `wanted` instead of `before`. Agents of booths that are concerned stand at the lowest unit that covers
/// them afterwards. Errors: `place_foreign`, also where a unit below covers what is no longer covered; `place_taken`.
Status replace_places(operations::Store& inside, const Places& places, const operations::Unit& unit,
                      const std::vector<CoveredPlace>& before, const std::vector<CoveredPlace>& wanted);

/// Moves a unit and all below it. Errors: likewise.
Status move_subtree(operations::Store& inside, const Places& places, const operations::Unit& unit,
                    const operations::Unit& above);

}  // namespace boothwise::services
