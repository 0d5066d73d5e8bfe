#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/snapshot.hpp"
#include "warehouse/warehouse.hpp"

/// *Community and economy*: what screens, exports and the command line show of released tables, and nothing else of
/// protected answers (rules R16 to R19).
namespace boothwise::services {

/// Which areas. Nothing: the state's districts.
struct CommunityAsked {
  std::string wave;  ///< empty: the newest
  std::string district;
  std::optional<AcNo> ac;
  std::string kendra;
  std::string part;
};

/// Each number with base, interval, date and what it may be used for; hidden cells as such; where a booth shows none,
/// the area that leads. Shape: docs/api.md#community. Errors: `no_released_tables` (not_found), `wave_unknown`,
/// `unknown_seat`, `warehouse_failed`.
Result<boost::json::object> community_view(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                           const CommunityAsked& asked);

/// Writes a wave's tables as CSV, Parquet or an Excel workbook. Errors: likewise; `format_unknown`; `file_unwritable`;
/// `xlsx_too_long` above a million rows.
Status export_community(const Snapshot& snapshot, warehouse::Warehouse& warehouse, const std::string& wave,
                        std::string_view format, const std::filesystem::path& file);

/// The bytes of such a file. Errors: likewise.
Result<std::string> exported_community(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                       const std::string& wave, std::string_view format);

}  // namespace boothwise::services
