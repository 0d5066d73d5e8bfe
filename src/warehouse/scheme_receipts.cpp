#include "warehouse/scheme_receipts.hpp"

#include "warehouse_sql/queries.hpp"

#include "base/text.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::warehouse {

namespace {

std::string condition(const ReceiptsWhere& where) {
  std::string of_scheme = where.scheme.empty() ? "" : "scheme = " + sql_text(where.scheme) + " AND ";
  if (where.for_estimates) {
    if (where.district.empty()) return of_scheme + "level IN ('district', 'segment')";
    of_scheme += "district = " + sql_text(where.district);
    if (!where.ac) return of_scheme;
    return of_scheme + " AND (level IN ('district', 'segment') OR ac_no = " + std::to_string(where.ac->value) + ")";
  }
  if (!where.ac && where.district.empty()) return of_scheme + "level = 'district'";
  if (!where.ac) {
    return of_scheme + "district = " + sql_text(where.district) + " AND level IN ('district', 'segment')";
  }
  of_scheme += "ac_no = " + std::to_string(where.ac->value) + " AND ";
  if (!where.part.empty()) {
    return of_scheme + "(level = 'segment' OR part = " + sql_text(where.part) +
           " OR (level = 'shakti_kendra' AND kendra = " + sql_text(where.kendra) + "))";
  }
  if (!where.kendra.empty()) return of_scheme + "(level = 'segment' OR kendra = " + sql_text(where.kendra) + ")";
  return of_scheme + "level IN ('segment', 'shakti_kendra')";
}

}  // namespace

Result<std::vector<DeclaredReceipt>> declared_receipts(Warehouse& warehouse, const Manifest& manifest,
                                                       const ReceiptsWhere& where) {
  Connection connection = warehouse.connect();
  const std::string sql = replaced(std::string(sql::declared_receipts), "{where}", condition(where));
  BOOTHWISE_TRY(rows, connection.query(warehouse.filled(manifest, sql, receipts_scope)));
  std::vector<DeclaredReceipt> list;
  const auto text = [&](std::size_t column) { return std::string(rows.text(column)); };
  while (rows.next()) {
    list.push_back({text(0),
                    text(1),
                    text(2),
                    ac_of(rows.integer(3)),
                    text(4),
                    {text(5), text(6)},
                    text(7),
                    rows.integer(8).value_or(0),
                    text(9),
                    rows.integer(10),
                    rows.integer(11),
                    text(12)});
  }
  return list;
}

}  // namespace boothwise::warehouse
