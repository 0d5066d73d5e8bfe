#pragma once

#include <boost/json/object.hpp>

#include "base/result.hpp"
#include "services/snapshot.hpp"
#include "warehouse/scheme_receipts.hpp"

/// What households said of schemes (rule R24), as pages and the command line show it.
namespace boothwise::services {

/// Areas with base, shares and their 95 % intervals (Wilson 1927, as if those who answered were drawn at random); where
/// a booth shows none, the area that leads. Shape: docs/api.md#declared-receipt. Errors: `warehouse_failed`.
Result<boost::json::object> receipts_view(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                          const warehouse::ReceiptsWhere& where);

}  // namespace boothwise::services
