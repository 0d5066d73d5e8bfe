#pragma once

#include "operations/concordance_decisions.hpp"

#include <boost/json/object.hpp>
#include <optional>
#include <string_view>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/station_sets.hpp"
#include "services/workspace.hpp"

/// What people say of stations that were matched. Shapes: docs/api.md#concordance.
namespace boothwise::services {

boost::json::object decision_json(const operations::ConcordanceDecision& decision);

/// Those that stand between two sets. Errors: `operations_failed`.
Result<boost::json::object> concordance_decisions_view(Workspace& workspace, const StationSet& from,
                                                       const StationSet& to, std::optional<AcNo> ac);

/// Keeps the decision that `body` tells. Errors: `body_malformed` names the field; `station_set_unknown`;
/// `sets_reversed` unless the older set comes first; `unknown_booth` where a set has no such station;
/// `weights_malformed`; `operations_failed`, `warehouse_failed`.
Result<boost::json::object> decide_concordance_view(Workspace& workspace, const warehouse::Manifest& manifest,
                                                    std::string_view body, Instant now);

/// Errors: `decision_unknown`; `operations_failed`.
Result<boost::json::object> undo_concordance_view(Workspace& workspace, std::string_view id, Instant now);

}  // namespace boothwise::services
