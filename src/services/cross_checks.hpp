#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/import_report.hpp"
#include "warehouse/queries.hpp"

namespace boothwise::services {

/// Checks of one import against itself and against what is there already, by the tables that it brought. `reader` sees
/// the manifest with the import in it. docs/formats.md#cross-checks lists them.
Result<std::vector<Check>> cross_check(warehouse::Warehouse& warehouse, warehouse::Reader& reader, const Places& places,
                                       const Alliances& alliances, const warehouse::Manifest& next,
                                       const warehouse::Run& run);

}  // namespace boothwise::services
