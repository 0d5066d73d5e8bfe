#pragma once

#include <boost/json/array.hpp>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/elections.hpp"
#include "domain/places.hpp"
#include "services/snapshot.hpp"
#include "services/workspace.hpp"

namespace boothwise::services {

/// Elections whose booth sheets hold a segment, oldest first.
std::vector<ElectionId> booth_elections(const Snapshot& snapshot, AcNo ac);
/// The newest of them whose results are here and usable; none if there is none.
std::optional<ElectionId> newest_booth_election(const Snapshot& snapshot, AcNo ac,
                                                const std::function<bool(const ElectionData&)>& usable);

/// What became of a station of `election` at each other election with booth sheets: the stations that it corresponds
/// to, and their result as it would stand on this one, where it was found
/// (docs/definitions.md#booths-across-elections). Shape: docs/api.md#segment. Errors: `warehouse_failed`. REQUIRES: the
/// segment has the station.
Result<boost::json::array> booth_history(const Snapshot& snapshot, Workspace& workspace, AcNo ac, const Part& part,
                                         const ElectionId& election, std::string_view side);

}  // namespace boothwise::services
