#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"
#include "linkage/settings.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::services {

/// Two revisions of the roll to compare, `from` the earlier one.
struct RollDiffJob {
  std::string from;
  std::string to;
  std::optional<AcNo> ac;  ///< all segments that both have, if not given
  linkage::Resources resources;
};

/// Finds who of the earlier revision is who in the later one, segment by segment, and keeps the numbers as the rollup
/// `roll_changes`; each segment is kept as soon as it is done, and one that is done already is passed over. Returns the
/// number of segments compared now. Errors: `revision_not_found`, `roll_not_found`, `warehouse_busy`, `stopped`.
Result<std::size_t> compare_rolls(warehouse::Warehouse& warehouse, const RollDiffJob& job, Progress& progress);

/// What the revision did, of all compared segments, one segment or a part of the later roll. Shape: docs/api.md#rolls.
/// Errors: `not_compared` where the two were not compared yet.
Result<boost::json::object> roll_diff_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                           const std::string& from, const std::string& to, std::optional<AcNo> ac);

}  // namespace boothwise::services
