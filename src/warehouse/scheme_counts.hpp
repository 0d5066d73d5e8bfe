#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/scheme.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::warehouse {

/// An official count of a scheme: no persons (R23).
struct SchemeCount {
  std::string scheme;
  AreaKind kind = AreaKind::state;
  std::string district;  ///< id: the area itself, or what it lies in; empty for the state and ACs
  std::string area;
  std::string day;
  std::string counted;             ///< label of what was counted
  std::optional<SchemeUnit> unit;  ///< the scheme's own where it is not said
  std::int64_t count = 0;
  std::optional<std::int64_t> base;  ///< how many there are to be reached, as the same report says
  std::string base_counted;
  std::optional<SchemeUnit> base_unit;
  std::string source;
  std::string url;
};

/// A published figure of a district, as the table of its data set names it.
struct DistrictIndicator {
  std::string scope;  ///< the data set
  std::string district;
  std::string area;
  std::string round;
  std::string indicator;
  double value = 0;
};

/// What can be asked of official counts and of published statistics. Asks one manifest; used by one thread. Errors of
/// all: `warehouse_failed`.
class SchemeReader {
 public:
  SchemeReader(Warehouse& warehouse, const Manifest& manifest);

  /// Codes of schemes with counts.
  [[nodiscard]] std::set<std::string> schemes() const;
  /// Of one scheme, or of all for an empty code; newest day first within what was counted.
  Result<std::vector<SchemeCount>> of_state_and_districts(std::string_view scheme);
  /// Blocks, gram panchayats and villages of a district.
  Result<std::vector<SchemeCount>> below_district(std::string_view scheme, std::string_view district);
  /// By data set in order of their names.
  Result<std::vector<DistrictIndicator>> indicators(const std::set<std::string>& names);

 private:
  Result<std::vector<SchemeCount>> counts(std::string_view scheme, std::string_view where);

  Warehouse& warehouse_;
  const Manifest& manifest_;
  Connection connection_;
};

}  // namespace boothwise::warehouse
