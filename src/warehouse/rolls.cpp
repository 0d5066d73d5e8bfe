#include "warehouse/rolls.hpp"

#include "warehouse_sql/queries.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace boothwise::warehouse {

namespace {

constexpr std::array<std::string_view, 2> changing_tables = {"roll_entries", "roll_supplements"};

AcNo ac_of(const std::optional<std::int64_t>& number) { return AcNo(static_cast<std::int32_t>(number.value_or(0))); }
std::int32_t part_of(const std::optional<std::int64_t>& number) {
  return static_cast<std::int32_t>(number.value_or(0));
}

/// The segment of a unit, `12/345` or `12/345/1`.
std::optional<AcNo> ac_of_unit(std::string_view unit) {
  const auto number = parse_number<std::int32_t>(unit.substr(0, unit.find('/')));
  return number ? std::optional(AcNo(*number)) : std::nullopt;
}

}  // namespace

RollReader::RollReader(Warehouse& warehouse, const Manifest& manifest)
    : warehouse_(warehouse), manifest_(manifest), connection_(warehouse.connect()) {}

std::string RollReader::filled(std::string_view sql, std::string_view revision) const {
  return warehouse_.filled(manifest_, replaced(std::string(sql), "{roll_state}", sql::roll_state), revision);
}

std::set<std::string> RollReader::revisions() const { return active_scopes(manifest_, "roll_entries"); }

std::set<AcNo> RollReader::segments(std::string_view revision) const {
  std::set<AcNo> acs;
  for (const ActiveFile& active : active_files(manifest_, "roll_entries", revision)) {
    for (const std::string& unit : active.file->units) {
      if (const auto ac = ac_of_unit(unit)) acs.insert(*ac);
    }
  }
  return acs;
}

std::string RollReader::rollup_scope(std::string_view revision, AcNo ac) {
  return std::string(revision) + "@" + std::to_string(ac.value);
}

std::string RollReader::numbers_sql(std::string_view revision, AcNo ac) const {
  return filled(replaced(std::string(sql::roll_numbers), "{ac}", std::to_string(ac.value)), revision);
}

Result<std::vector<RollReader::Number>> RollReader::numbers(std::string_view revision, std::optional<AcNo> ac,
                                                            std::optional<std::int32_t> part) {
  std::string files;
  for (const DataFile& file : manifest_.rollups) {
    if (file.table != "roll_numbers" || !file.scope.starts_with(std::string(revision) + "@")) continue;
    if (ac && file.scope != rollup_scope(revision, *ac)) continue;
    files += (files.empty() ? "" : ", ") + sql_text((warehouse_.folder() / file.path).string());
  }
  std::vector<Number> numbers;
  if (files.empty()) return numbers;
  const std::string where = part ? " WHERE part_no = " + std::to_string(*part) : "";
  BOOTHWISE_TRY(rows, connection_.query("SELECT measure, key, gender, CAST(sum(number) AS BIGINT) FROM read_parquet([" +
                                        files + "])" + where + " GROUP BY ALL ORDER BY ALL"));
  while (rows.next()) {
    numbers.push_back(
        {std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2)), rows.integer(3).value_or(0)});
  }
  return numbers;
}

Result<std::vector<RollReader::Difference>> RollReader::control(std::string_view revision) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::roll_control, revision)));
  std::vector<Difference> list;
  const auto number = [&](std::size_t column) { return rows.integer(column).value_or(0); };
  while (rows.next()) {
    list.push_back({ac_of(rows.integer(0)), part_of(rows.integer(1)), number(2), number(3), number(4), number(5),
                    number(6), number(7), rows.integer(8), rows.integer(9)});
  }
  return list;
}

Result<std::vector<RollReader::LooseChange>> RollReader::loose_changes(std::string_view revision) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::roll_loose_changes, revision)));
  std::vector<LooseChange> list;
  while (rows.next()) {
    list.push_back(
        {ac_of(rows.integer(0)), part_of(rows.integer(1)), rows.integer(2).value_or(0), std::string(rows.text(3))});
  }
  return list;
}

Result<std::vector<RollReader::Entry>> RollReader::entries(std::string_view revision, AcNo ac, std::int32_t part) {
  const std::string sql =
      "SELECT serial_no, name, relation_type, relation_name, house_no, epic_no, gender, age, "
      "CAST(is_struck AS BIGINT), deletion_reason, CAST(nullif(added_by, 0) AS BIGINT), corrected_by "
      "FROM ({roll_state}) WHERE ac_no = " +
      std::to_string(ac.value) + " AND part_no = " + std::to_string(part) + " ORDER BY serial_no";
  BOOTHWISE_TRY(rows, connection_.query(filled(sql, revision)));
  std::vector<Entry> list;
  const auto text = [&](std::size_t column) { return std::string(rows.text(column)); };
  while (rows.next()) {
    list.push_back({rows.integer(0).value_or(0), text(1), text(2), text(3), text(4), text(5), text(6),
                    rows.integer(7).value_or(0), rows.integer(8).value_or(0) != 0, text(9), rows.integer(10),
                    rows.integer(11)});
  }
  return list;
}

std::set<std::pair<std::string, AcNo>> rolls_of(const Run& run) {
  std::set<std::pair<std::string, AcNo>> rolls;
  for (const DataFile& file : run.data) {
    if (std::ranges::find(changing_tables, file.table) == changing_tables.end()) continue;
    for (const std::string& unit : file.units) {
      if (const auto ac = ac_of_unit(unit)) rolls.emplace(file.scope, *ac);
    }
  }
  return rolls;
}

}  // namespace boothwise::warehouse
