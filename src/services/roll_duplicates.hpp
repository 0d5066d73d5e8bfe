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

/// A revision in which entries that stand twice are looked for.
struct RollDuplicatesJob {
  std::string revision;
  std::optional<AcNo> ac;  ///< only the district of this segment; `between_segments`: only between districts
  linkage::Resources resources;
  JudgementsOf judgements{};  ///< empty: none
  bool again = false;         ///< also where it was done before
};

/// Finds persons who stand in a roll more than once: district by district (segment by segment where the district is not
/// known), for people register again near by; then, of the whole roll, between districts those who have one card
/// number. Keeps numbers and pairs of addresses; each district is kept as soon as it is done, and passed over when it
/// was. Returns the number of segments that were searched now. Errors: `revision_not_found`, `roll_not_found`,
/// `warehouse_busy`, `stopped`.
Result<std::size_t> find_roll_duplicates(warehouse::Warehouse& warehouse, const RollDuplicatesJob& job,
                                         Progress& progress);

/// Numbers only. Shape: docs/api.md#rolls. Errors: `revision_not_found`, `roll_not_found`; `not_searched` before.
Result<boost::json::object> roll_duplicates_view(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                                 const std::string& revision, std::optional<AcNo> ac);

}  // namespace boothwise::services
