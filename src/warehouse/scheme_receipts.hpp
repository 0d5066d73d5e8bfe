#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::warehouse {

/// How many of an area's households gave an answer about a scheme, above the floors of rule R16; the only form in which
/// declared receipt leaves the records (R24).
struct DeclaredReceipt {
  std::string scheme;
  std::string level;  ///< district, segment, shakti_kendra, booth
  std::string district;
  AcNo ac;  ///< 0 above a segment
  std::string kendra;
  Bilingual kendra_name;
  std::string part;
  std::int64_t position = 0;  ///< of the answer, from 1
  std::string answer;
  std::optional<std::int64_t> base;   ///< households that answered, to the nearest five; nothing where hidden
  std::optional<std::int64_t> count;  ///< likewise
  std::string day;                    ///< on which they were counted
};

/// Which areas. Nothing: all districts; with a district, its segments too; with a segment, its shakti
/// kendras; with one of them or a part, booths.
struct ReceiptsWhere {
  std::string scheme;  ///< empty: all
  std::string district;
  std::optional<AcNo> ac;
  std::string kendra;
  std::string part;
  /// All that estimates lean on: all districts with their segments; a district with all areas in it; or a segment with
  /// all areas in it, beside its district and that one's segments. REQUIRES: with a segment, its district.
  bool for_estimates = false;
};

/// From the widest area down. Errors: `warehouse_failed`.
Result<std::vector<DeclaredReceipt>> declared_receipts(Warehouse& warehouse, const Manifest& manifest,
                                                       const ReceiptsWhere& where);

/// The only scope of the table.
inline constexpr std::string_view receipts_scope = "declared";

}  // namespace boothwise::warehouse
