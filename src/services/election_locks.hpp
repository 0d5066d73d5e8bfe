#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/election_lock.hpp"
#include "services/caller.hpp"
#include "services/snapshot.hpp"

/// The election calendar and what it locks (R29, R30). Shapes: docs/api.md#locks. Errors of all also: those of
/// Access::permit, of reading data/elections/locks.csv, `operations_failed`.
namespace boothwise::services {

/// Which phase holds anywhere in the state, and what every page says on top while it does: phase, banner.
Result<boost::json::object> phase_view(Caller& caller, const Snapshot& snapshot);

/// Which phase holds in segments, and what it locks; anywhere in the state for no segments: phase, banner, features,
/// exit polls.
Result<boost::json::object> locks_view(Caller& caller, const Snapshot& snapshot,
                                       const std::vector<std::int64_t>& segments);

/// The calendar, and what was lifted or asked for in the last 30 days.
Result<boost::json::object> calendar_view(Caller& caller, const Snapshot& snapshot);

/// Body: {election, kind, place_no?, announced_on, poll_on, closes_at: "18:00", result_on, source}.
/// Errors: `body_malformed`, `date_malformed`, `election_malformed`, `dates_reversed`, `unknown_seat`.
Result<boost::json::object> set_poll(Caller& caller, const Snapshot& snapshot, std::string_view text);
/// Body: {election, kind, place_no?}. Errors: `poll_unknown`.
Result<boost::json::object> remove_poll(Caller& caller, std::string_view text);

/// Body: {feature, reason, hours}. Errors: `feature_unknown`, `lock_is_law` for what nobody may lift.
Result<boost::json::object> ask_for_override(Caller& caller, std::string_view text);
/// Errors: `override_unknown`, `same_person`.
Result<boost::json::object> approve_override(Caller& caller, const std::string& id);

/// Success where a feature may be used in segments now. Errors: `locked_by_election` (conflict), saying which phase and
/// rule; `feature_unknown`.
Status require_unlocked(Caller& caller, const Snapshot& snapshot, std::string_view feature,
                        const std::vector<std::int64_t>& segments);

}  // namespace boothwise::services
