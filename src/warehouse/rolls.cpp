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

std::string RollReader::filled(std::string_view sql, std::string_view revision, std::optional<AcNo> ac) const {
  const std::string units = ac ? std::to_string(ac->value) + "/" : "";
  return warehouse_.filled(manifest_, replaced(std::string(sql), "{roll_state}", sql::roll_state), revision, units);
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
  return filled(replaced(std::string(sql::roll_numbers), "{ac}", std::to_string(ac.value)), revision, ac);
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

Status RollReader::visit_where(std::string_view revision, AcNo ac, const std::string& where,
                               const std::function<Status(const Entry&)>& take) {
  const std::string sql =
      "SELECT part_no, serial_no, name, relation_type, relation_name, house_no, epic_no, gender, age, "
      "CAST(is_struck AS BIGINT), deletion_reason, CAST(nullif(added_by, 0) AS BIGINT), corrected_by "
      "FROM ({roll_state}) WHERE ac_no = " +
      std::to_string(ac.value) + where + " ORDER BY part_no, serial_no";
  BOOTHWISE_TRY(rows, connection_.query(filled(sql, revision, ac)));
  Entry entry;
  while (rows.next()) {
    entry.part = part_of(rows.integer(0));
    entry.serial = rows.integer(1).value_or(0);
    entry.name = rows.text(2);
    entry.relation_type = rows.text(3);
    entry.relation_name = rows.text(4);
    entry.house_no = rows.text(5);
    entry.epic_no = rows.text(6);
    entry.gender = rows.text(7);
    entry.age = rows.integer(8).value_or(0);
    entry.is_struck = rows.integer(9).value_or(0) != 0;
    entry.deletion_reason = rows.text(10);
    entry.added_by = rows.integer(11);
    entry.corrected_by = rows.integer(12);
    BOOTHWISE_CHECK(take(entry));
  }
  return success();
}

Result<std::vector<RollReader::Entry>> RollReader::entries(std::string_view revision, AcNo ac, std::int32_t part) {
  std::vector<Entry> list;
  BOOTHWISE_CHECK(visit_where(revision, ac, " AND part_no = " + std::to_string(part), [&list](const Entry& entry) {
    list.push_back(entry);
    return success();
  }));
  return list;
}

Status RollReader::visit(std::string_view revision, AcNo ac, const std::function<Status(const Entry&)>& take) {
  return visit_where(revision, ac, "", take);
}

Result<std::string> RollReader::qualifying_date(std::string_view revision, AcNo ac) {
  const std::string sql = "SELECT max(qualifying_date) FROM {roll_entries} WHERE ac_no = " + std::to_string(ac.value);
  BOOTHWISE_TRY(rows, connection_.query(filled(sql, revision, ac)));
  return rows.next() ? std::string(rows.text(0)) : std::string();
}

std::string RollReader::changes_scope(std::string_view from, std::string_view to, AcNo ac) {
  return std::string(from) + "~" + rollup_scope(to, ac);
}

std::set<AcNo> RollReader::compared(std::string_view from, std::string_view to) const {
  std::set<AcNo> acs;
  const std::string start = std::string(from) + "~" + std::string(to) + "@";
  for (const DataFile& file : manifest_.rollups) {
    if (file.table != "roll_changes" || !file.scope.starts_with(start)) continue;
    if (const auto ac = ac_of_unit(std::string_view(file.scope).substr(start.size()))) acs.insert(*ac);
  }
  return acs;
}

Result<std::vector<RollReader::Change>> RollReader::changes(std::string_view from, std::string_view to, AcNo ac) {
  std::vector<Change> changes;
  const std::string scope = changes_scope(from, to, ac);
  for (const DataFile& file : manifest_.rollups) {
    if (file.table != "roll_changes" || file.scope != scope) continue;
    BOOTHWISE_TRY(rows, connection_.query("SELECT * FROM " + warehouse_.rows_of(file)));
    while (rows.next()) {
      changes.push_back({part_of(rows.integer(0)), part_of(rows.integer(1)), std::string(rows.text(2)),
                         std::string(rows.text(3)), std::string(rows.text(4)), rows.integer(5).value_or(0)});
    }
  }
  return changes;
}

Status write_roll_changes(Warehouse& warehouse, Writer& writer, const std::string& scope,
                          const std::vector<RollReader::Change>& changes) {
  constexpr std::array columns = std::to_array<Column>({{"old_part", ColumnType::integer},
                                                        {"new_part", ColumnType::integer},
                                                        {"measure", ColumnType::text},
                                                        {"key", ColumnType::text},
                                                        {"gender", ColumnType::text},
                                                        {"number", ColumnType::integer}});
  Connection connection = warehouse.connect();
  BOOTHWISE_TRY(rows, connection.create("roll_changes_new", columns));
  for (const RollReader::Change& change : changes) {
    rows.set(0, std::int64_t{change.old_part});
    rows.set(1, std::int64_t{change.new_part});
    rows.set(2, std::string_view(change.measure));
    rows.set(3, std::string_view(change.key));
    rows.set(4, std::string_view(change.gender));
    rows.set(5, change.number);
    BOOTHWISE_CHECK(rows.end_row());
  }
  BOOTHWISE_CHECK(rows.close());
  std::vector<DataFile>& rollups = writer.next().rollups;
  std::erase_if(rollups, [&](const DataFile& file) { return file.table == "roll_changes" && file.scope == scope; });
  BOOTHWISE_TRY(file,
                writer.write_rollup(connection, "roll_changes", scope, "SELECT * FROM roll_changes_new ORDER BY ALL"));
  rollups.push_back(std::move(file));
  return success();
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
