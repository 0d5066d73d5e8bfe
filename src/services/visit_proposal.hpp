#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/snapshot.hpp"

/// A calendar of leaders' visits as a proposal, and what is taken of it into everybody's work. Shapes:
/// docs/api.md#visits. Errors of both also: those of Access::permit, `unit_unknown`, `person_unknown`,
/// `operations_failed`.
namespace boothwise::services {

/// Body: {unit?, side?, first_day, days, visits_a_day?: 3, km_a_day?: 250, people: [..], seats: [{pc_no, visits}, ..]}.
/// Visits of a seat go to its segments in turn, weakest for the side first; each visit to the leader at the least
/// distances from homes, evenly shared; days and ways as planning::plan_visits. Visits that leaders have in these days
/// already stay and count. Nothing is kept. Errors: `home_unknown`, `seat_not_here`, `nothing_to_propose`,
/// `too_many_visits`, `date_malformed`.
Result<boost::json::object> propose_visits(Caller& caller, const Snapshot& snapshot, std::string_view text);

/// Body: {language?: hi|en, visits: [{person, ac_no, day}, ..]}: a task of that day for each, of the lowest unit around
/// the segment, all or none. Errors: `visit_there_already`, `unknown_seat`, `date_malformed`.
Result<boost::json::object> accept_visits(Caller& caller, const Snapshot& snapshot, std::string_view text);

}  // namespace boothwise::services
