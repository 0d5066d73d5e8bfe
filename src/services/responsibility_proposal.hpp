#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/snapshot.hpp"

namespace boothwise::services {

/// The planner's proposal of who could answer for seats or segments that have nobody: at the least cost in segments
/// from home, languages missing and duties already held. Nothing is kept; `give_responsibility` takes all of it, or
/// one by one.
///
/// Body: {kind: pc|ac, unit?, places?: [..], people?: [..], cap?: 2, apart_most?: segments between two places of one
/// person, languages?: [{place_no, languages: [..]}], not_together?: [[place, place], ..], not_there?: [{person,
/// place_no}], fixed?: [{person, place_no}], seconds_max?: 10}. People left out: those who belong to the unit's upper
/// levels (to districts). Duties that are held stay as they are and count against the cap.
/// Shape: docs/api.md#responsibility. Errors: `kind_unknown`, `person_unknown`, `place_answered` for a place that has
/// somebody or is not there, `nobody_to_propose`, `nothing_to_propose`, `plan_impossible` (says why), `plan_not_found`.
Result<boost::json::object> propose_responsibility(Caller& caller, const Snapshot& snapshot, std::string_view text,
                                                   Progress& progress);

}  // namespace boothwise::services
