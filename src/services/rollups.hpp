#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/elections.hpp"
#include "domain/places.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::services {

/// Elections whose derived tables differ if `run` comes or goes.
std::vector<ElectionId> elections_of(const warehouse::Run& run);

/// Rebuilds `roll_numbers` (sql/roll_numbers.sql) of these revisions and segments; what was found by comparing them is
/// dropped. Errors: `warehouse_failed`.
Status rebuild_rolls(warehouse::Warehouse& warehouse, warehouse::Writer& writer,
                     const std::set<std::pair<std::string, AcNo>>& rolls);

/// Rebuilds the derived tables of `elections` from what counts in the writer's next manifest:
/// `seats` (a row a contest), `parties` (a row an area and party; state, district, PC, AC), `booths` (a row a station).
/// The same facts give the same bytes. Errors: `warehouse_failed`.
Status rebuild_rollups(warehouse::Warehouse& warehouse, warehouse::Writer& writer,
                       const std::vector<ElectionId>& elections);

}  // namespace boothwise::services
