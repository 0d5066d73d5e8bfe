#include "warehouse/scheme_counts.hpp"

#include "warehouse_sql/queries.hpp"

#include "base/text.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::warehouse {

namespace {

constexpr std::string_view counts_table = "scheme_counts";
constexpr std::string_view statistics_table = "area_statistics";

SchemeCount scheme_count(const Rows& row) {
  SchemeCount count;
  count.scheme = row.text(0);
  const auto kind = parse_area_kind(row.text(1));
  if (!kind) throw BrokenInvariant("a count of an unknown kind of area");
  count.kind = *kind;
  count.area = row.text(3);
  count.district = count.kind == AreaKind::district ? count.area : std::string(row.text(2));
  count.day = row.text(4);
  count.counted = row.text(5);
  count.unit = parse_scheme_unit(row.text(6));
  count.count = row.integer(7).value_or(0);
  count.base = row.integer(8);
  count.base_counted = row.text(9);
  count.base_unit = parse_scheme_unit(row.text(10));
  count.source = row.text(11);
  count.url = row.text(12);
  return count;
}

}  // namespace

SchemeReader::SchemeReader(Warehouse& warehouse, const Manifest& manifest)
    : warehouse_(warehouse), manifest_(manifest), connection_(warehouse.connect()) {}

std::set<std::string> SchemeReader::schemes() const { return active_scopes(manifest_, counts_table); }

Result<std::vector<SchemeCount>> SchemeReader::counts(std::string_view scheme, std::string_view where) {
  std::string rows_wanted;
  for (const std::string& scope : schemes()) {
    if (!scheme.empty() && scope != scheme) continue;
    rows_wanted += (rows_wanted.empty() ? "(SELECT * FROM " : " UNION ALL SELECT * FROM ") +
                   warehouse_.rows_of(manifest_, counts_table, scope);
  }
  std::vector<SchemeCount> list;
  if (rows_wanted.empty()) return list;
  std::string sql = replaced(std::string(sql::official_counts), "{rows}", rows_wanted + ")");
  BOOTHWISE_TRY(rows, connection_.query(replaced(std::move(sql), "{where}", where)));
  while (rows.next()) list.push_back(scheme_count(rows));
  return list;
}

Result<std::vector<SchemeCount>> SchemeReader::of_state_and_districts(std::string_view scheme) {
  return counts(scheme, "area_kind IN ('state', 'district')");
}

Result<std::vector<SchemeCount>> SchemeReader::below_district(std::string_view scheme, std::string_view district) {
  return counts(
      scheme, "area_kind IN ('block', 'gram_panchayat', 'village') AND district = " + std::string(sql_text(district)));
}

Result<std::vector<DistrictIndicator>> SchemeReader::indicators(const std::set<std::string>& names) {
  std::string rows_wanted;
  for (const std::string& scope : active_scopes(manifest_, statistics_table)) {
    rows_wanted += (rows_wanted.empty() ? "(SELECT " : " UNION ALL SELECT ") + sql_text(scope) + " AS scope, * FROM " +
                   warehouse_.rows_of(manifest_, statistics_table, scope);
  }
  std::vector<DistrictIndicator> list;
  if (rows_wanted.empty() || names.empty()) return list;
  std::string quoted;
  for (const std::string& name : names) quoted += (quoted.empty() ? "" : ", ") + sql_text(name);
  std::string sql = replaced(std::string(sql::indicators_of_districts), "{rows}", rows_wanted + ")");
  BOOTHWISE_TRY(rows, connection_.query(replaced(std::move(sql), "{indicators}", quoted)));
  while (rows.next()) {
    list.push_back({std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2)),
                    std::string(rows.text(3)), std::string(rows.text(4)), rows.decimal(5).value_or(0)});
  }
  return list;
}

}  // namespace boothwise::warehouse
