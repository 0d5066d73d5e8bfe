#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "concordance/match.hpp"
#include "domain/elections.hpp"
#include "domain/places.hpp"
#include "warehouse/queries.hpp"

/// Which station of one election's sheets is which in another's. Shapes: docs/api.md#concordance.
namespace boothwise::services {

/// The stations of a segment, by two elections' sheets, as the kernel takes them.
concordance::Segment stations_of(const std::vector<warehouse::Station>& from,
                                 const std::vector<warehouse::Station>& to);

/// A segment's matches, or, without `ac`, how many stations of each segment that has both were found, and by what.
/// Errors: `no_booth_sheets` where one of the two elections has none (of the segment); `warehouse_failed`.
Result<boost::json::object> concordance_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                             const ElectionId& from, const ElectionId& to, std::optional<AcNo> ac,
                                             unsigned threads);

}  // namespace boothwise::services
