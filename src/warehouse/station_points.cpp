#include "warehouse/station_points.hpp"

#include "warehouse_sql/queries.hpp"

#include "base/text.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::warehouse {

Result<std::map<StationKey, StationPoint>> station_points(Warehouse& warehouse, const Manifest& manifest,
                                                          const std::set<AcNo>& acs) {
  std::map<StationKey, StationPoint> points;
  if (acs.empty()) return points;
  std::string numbers;
  for (const AcNo ac : acs) numbers += (numbers.empty() ? "" : ", ") + std::to_string(ac.value);
  const std::string sql = replaced(std::string(sql::station_points), "{acs}", numbers);
  Connection connection = warehouse.connect();
  for (const std::string& scope : active_scopes(manifest, "booth_points")) {  // the newest last
    BOOTHWISE_TRY(rows, connection.query(warehouse.filled(manifest, sql, scope)));
    while (rows.next()) {
      const auto latitude = rows.decimal(3);
      const auto longitude = rows.decimal(4);
      if (!latitude || !longitude) continue;
      const std::string part = std::to_string(rows.integer(1).value_or(0)) + std::string(rows.text(2));
      points.insert_or_assign({ac_of(rows.integer(0)), part}, StationPoint{*latitude, *longitude});
    }
  }
  return points;
}

}  // namespace boothwise::warehouse
