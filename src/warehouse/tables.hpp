#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "domain/places.hpp"
#include "warehouse/engine.hpp"

namespace boothwise::warehouse {

/// A table of facts: Parquet files by scope (an election, or a name where time plays no part). Within a scope the
/// newest run that holds a unit (a seat, a segment, …) wins for that unit. docs/formats.md#warehouse.
struct Table {
  std::string_view name;
  std::span<const Column> columns;
  std::string_view unit;  ///< the column that names the unit, or an SQL expression that does
  bool merges = false;    ///< places and parties: a later run updates single columns and hides nothing
  std::string_view
      order;  ///< ORDER BY of each file, so that equal rows make equal bytes and readers can skip row groups
};

/// All tables, by name. Throws BrokenInvariant for an unknown name.
const Table& table(std::string_view name);
std::span<const Table> tables();

/// A segment as a row of a table has it; 0 where the row names none.
inline AcNo ac_of(const std::optional<std::int64_t>& number) {
  return AcNo(static_cast<std::int32_t>(number.value_or(0)));
}

}  // namespace boothwise::warehouse
