#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "domain/seat_class.hpp"
#include "services/snapshot.hpp"
#include "services/workspace.hpp"
#include "warehouse/warehouse.hpp"

/// What the command line prints as JSON, the API answers and the pages show: one function a question, the same value
/// for all. Shapes: docs/api.md.
namespace boothwise::services {

/// What most questions are asked about. Empty texts: the latest election, its largest side.
struct Asked {
  std::string election;
  std::string side;
  ClassThresholds thresholds;
};

/// Errors of all: `no_results`, `unknown_election`, `unknown_side`, `threshold_out_of_range`, and those named.
boost::json::object state_view(const Snapshot& snapshot, std::string_view state_code);
boost::json::object elections_view(const Snapshot& snapshot);
Result<boost::json::object> sides_view(const Snapshot& snapshot, std::string_view election);
Result<boost::json::object> focus_view(const Snapshot& snapshot, const Asked& asked);
Result<boost::json::object> seats_view(const Snapshot& snapshot, const Asked& asked);
/// A Lok Sabha seat; `asked.election` may be of either house. Errors: `unknown_seat`.
Result<boost::json::object> seat_view(const Snapshot& snapshot, PcNo pc, const Asked& asked);
/// An AC, with its booths where the election has them. Errors: `unknown_seat`, `warehouse_failed`.
Result<boost::json::object> segment_view(const Snapshot& snapshot, warehouse::Warehouse& warehouse, AcNo no,
                                         const Asked& asked);
/// Errors: `unknown_seat`, `unknown_booth`, `warehouse_failed`, `operations_failed`.
Result<boost::json::object> booth_view(const Snapshot& snapshot, Workspace& workspace, AcNo no, const Part& part,
                                       const Asked& asked);
/// Errors: `boundaries_differ` (conflict).
Result<boost::json::object> compare_view(const Snapshot& snapshot, std::string_view from, std::string_view to,
                                         std::string_view side, const ClassThresholds& thresholds);
/// Places whose name, in either script, holds the words of `query`; best first, at most 20.
boost::json::object search_view(const Snapshot& snapshot, std::string_view query);
boost::json::object imports_view(const warehouse::Manifest& manifest);
/// Errors: `run_unknown`.
Result<boost::json::object> import_view(const warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                        std::int64_t number);

}  // namespace boothwise::services
