#pragma once

#include <boost/json/object.hpp>
#include <optional>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/station_sets.hpp"
#include "services/workspace.hpp"

/// Which station of one set is which in another. Shapes: docs/api.md#concordance.
namespace boothwise::services {

/// A segment's matches, or, without `ac`, how many stations of each segment that has both were found, and by what.
/// Errors: `no_stations` where one of the two sets has none (of the segment); `warehouse_failed`, `operations_failed`.
Result<boost::json::object> concordance_view(Workspace& workspace, const warehouse::Manifest& manifest,
                                             const StationSet& from, const StationSet& to, std::optional<AcNo> ac,
                                             unsigned threads);

/// The sets that are here, oldest first; with `ac`, those that have stations of it.
boost::json::object station_sets_view(Workspace& workspace, const warehouse::Manifest& manifest,
                                      std::optional<AcNo> ac);

}  // namespace boothwise::services
