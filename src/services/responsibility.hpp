#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/snapshot.hpp"

/// Who answers for which seat, segment, unit or booth. Shapes: docs/api.md#responsibility. Errors of all also: those of
/// Access::permit, `unit_unknown`, `operations_failed`.
namespace boothwise::services {

/// Places of a kind (pc, ac, unit, part) at or below a unit with who answers for each, and how many have nobody. Of
/// units, those of the level `level` (districts if it is empty). Errors: `kind_unknown`.
Result<boost::json::object> responsibility_view(Caller& caller, const Snapshot& snapshot, std::string_view kind,
                                                std::optional<std::int64_t> unit, std::string_view level);

/// All that ever were for one place, newest first. Errors: `kind_unknown`, `unknown_seat`.
Result<boost::json::object> responsibility_history(Caller& caller, const Snapshot& snapshot, std::string_view kind,
                                                   std::int64_t place, std::string_view part);

/// People of a unit's subtree with how much each answers for, behind `after` in order of id.
Result<boost::json::object> responsible_people(Caller& caller, std::optional<std::int64_t> unit,
                                               const std::string& after);

/// Gives duties, all or none. Body: {"give": [{person, duty, kind, place_no, part?, from_day, to_day?}], "origin"?}.
/// Errors: `body_malformed`, `kind_unknown`, `duty_unknown`, `person_unknown`, `person_left`, `unknown_seat`,
/// `ends_before_start`, `responsibility_taken`.
Result<boost::json::object> give_responsibility(Caller& caller, const Snapshot& snapshot, std::string_view text);

/// Body: {"last_day"}. Errors: `responsibility_unknown`.
Result<boost::json::object> end_responsibility(Caller& caller, const std::string& id, std::string_view text);

}  // namespace boothwise::services
