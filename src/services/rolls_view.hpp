#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "warehouse/rolls.hpp"
#include "warehouse/warehouse.hpp"

/// What the electoral rolls say. Shapes: docs/api.md#rolls.
namespace boothwise::services {

/// Errors: `revision_not_found`, listing those that are there; `roll_not_found` where `ac` has none.
Status check_roll_there(const warehouse::RollReader& reader, const std::string& revision, std::optional<AcNo> ac);

Error no_roll_of_part(std::int32_t part);

/// The tables that figures of these revisions draw on.
std::vector<std::pair<std::string_view, std::string>> drawn_rolls(const std::vector<std::string>& revisions);

/// An entry as people who may see it do: its EPIC number masked. Entry of docs/api.md#rolls.
boost::json::object roll_entry_json(const warehouse::RollReader::Entry& entry);

/// Revisions that are here, and which were compared or searched for duplicates. Errors: `warehouse_failed`.
Result<boost::json::object> rolls_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest);

/// A revision's figures, of all of it, a segment or a part. Nothing of a person. Errors: `revision_not_found`,
/// `roll_not_found` where the segment or part has no roll here; `warehouse_failed`.
Result<boost::json::object> roll_stats_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                            const std::string& revision, std::optional<AcNo> ac,
                                            std::optional<std::int32_t> part);

/// The entries of one part as they stand, EPIC numbers masked: for the part's own agent. Errors: as above.
Result<boost::json::object> roll_part_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                           const std::string& revision, AcNo ac, std::int32_t part);

}  // namespace boothwise::services
