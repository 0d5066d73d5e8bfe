#pragma once

#include <boost/json/object.hpp>
#include <cstddef>
#include <optional>
#include <string>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"
#include "linkage/settings.hpp"
#include "services/roll_matching.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::services {

/// Two revisions to compare.
struct RollDiffJob {
  std::string from;
  std::string to;
  std::optional<AcNo> ac;  ///< all segments that both have, if not given
  linkage::Resources resources;
  JudgementsOf judgements{};  ///< empty: none
  bool again = false;         ///< also where it was done before
};

/// Finds who of the earlier revision is who in the later one, segment by segment, then, over all segments, who moved
/// from one to another. Keeps numbers (`roll_changes`) and pairs of addresses (`roll_pairs`); each segment is kept as
/// soon as it is done, and one that is done already is passed over. Returns the number of segments compared now.
/// Errors: `revision_not_found`, `roll_not_found`, `warehouse_busy`, `stopped`.
Result<std::size_t> compare_rolls(warehouse::Warehouse& warehouse, const RollDiffJob& job, Progress& progress);

/// What the revision did, of all compared segments or one segment, and where its deletions are unusual. Shape:
/// docs/api.md#rolls. Errors: `revision_not_found`, `roll_not_found`; `not_compared` where the two were not compared
/// yet.
Result<boost::json::object> roll_diff_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                           const std::string& from, const std::string& to, std::optional<AcNo> ac);

/// Who was struck off, came, moved or was corrected in a part of the later roll: persons, for the part's own agent.
/// Errors: as above, and `roll_not_found` for a part that is not there.
Result<boost::json::object> roll_part_changes_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                                   const std::string& from, const std::string& to, AcNo ac,
                                                   std::int32_t part);

}  // namespace boothwise::services
