#include "warehouse/rolls.hpp"

#include "warehouse_sql/queries.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::warehouse {

namespace {

/// For a condition on entries.
const std::string any = "true";

constexpr std::array<std::string_view, 2> changing_tables = {"roll_entries", "roll_supplements"};

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

RollReader::Wanted RollReader::of_segment(AcNo ac) {
  const std::string number = std::to_string(ac.value);
  return {"ac_no = " + number, number + "/"};
}

std::string RollReader::filled(std::string_view sql, std::string_view revision, const Wanted& wanted) const {
  std::string text = replaced(replaced(std::string(sql), "{roll_state}", sql::roll_state), "{where}", wanted.where);
  return warehouse_.filled(manifest_, std::move(text), revision, wanted.units);
}

std::string RollReader::state_sql(std::string_view revision, AcNo ac) const {
  return filled(sql::roll_state, revision, of_segment(ac));
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

Result<std::map<AcNo, std::int64_t>> RollReader::entries_by_segment(std::string_view revision) {
  BOOTHWISE_TRY(
      rows, connection_.query(filled("SELECT ac_no, count(*) FROM {roll_entries} GROUP BY ac_no", revision, Wanted{})));
  std::map<AcNo, std::int64_t> entries;
  while (rows.next()) entries[ac_of(rows.integer(0))] = rows.integer(1).value_or(0);
  return entries;
}

std::string RollReader::rollup_scope(std::string_view revision, AcNo ac) {
  return std::string(revision) + "@" + std::to_string(ac.value);
}

std::string RollReader::numbers_sql(std::string_view revision, AcNo ac) const {
  return filled(sql::roll_numbers, revision, of_segment(ac));
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

Result<std::map<std::int32_t, std::int64_t>> RollReader::by_part(std::string_view revision, AcNo ac,
                                                                 std::string_view measure) {
  std::map<std::int32_t, std::int64_t> parts;
  for (const DataFile& file : manifest_.rollups) {
    if (file.table != "roll_numbers" || file.scope != rollup_scope(revision, ac)) continue;
    BOOTHWISE_TRY(rows, connection_.query("SELECT part_no, CAST(sum(CASE WHEN measure = " + sql_text(measure) +
                                          " THEN number ELSE 0 END) AS BIGINT) FROM " + warehouse_.rows_of(file) +
                                          " GROUP BY part_no"));
    while (rows.next()) parts[part_of(rows.integer(0))] = rows.integer(1).value_or(0);
  }
  return parts;
}

Result<std::vector<Station>> RollReader::stations(std::string_view revision, AcNo ac) {
  BOOTHWISE_TRY(electors, by_part(revision, ac, "age"));
  std::map<std::int32_t, Station> parts;
  for (const auto& [part, number] : electors) parts[part].electors = number;
  const std::string names =
      "SELECT part_no, station_name FROM {roll_summaries} WHERE station_name IS NOT NULL AND "
      "ac_no = " +
      std::to_string(ac.value);
  BOOTHWISE_TRY(rows, connection_.query(filled(names, revision, of_segment(ac))));
  while (rows.next()) {
    if (const auto found = parts.find(part_of(rows.integer(0))); found != parts.end())
      found->second.name = rows.text(1);
  }
  std::vector<Station> stations;
  stations.reserve(parts.size());
  for (auto& [part, station] : parts) {
    station.part = {part, ""};
    stations.push_back(std::move(station));
  }
  return stations;
}

Result<std::vector<RollReader::Difference>> RollReader::control(std::string_view revision) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::roll_control, revision, Wanted{})));
  std::vector<Difference> list;
  const auto number = [&](std::size_t column) { return rows.integer(column).value_or(0); };
  while (rows.next()) {
    list.push_back({ac_of(rows.integer(0)), part_of(rows.integer(1)), number(2), number(3), number(4), number(5),
                    number(6), number(7), rows.integer(8), rows.integer(9)});
  }
  return list;
}

Result<std::vector<RollReader::LooseChange>> RollReader::loose_changes(std::string_view revision) {
  BOOTHWISE_TRY(rows, connection_.query(filled(sql::roll_loose_changes, revision, Wanted{})));
  std::vector<LooseChange> list;
  while (rows.next()) {
    list.push_back(
        {ac_of(rows.integer(0)), part_of(rows.integer(1)), rows.integer(2).value_or(0), std::string(rows.text(3))});
  }
  return list;
}

/// Entries of the rows wanted, of them those for which `condition` holds.
Status RollReader::visit_rows(std::string_view revision, const Wanted& wanted, const std::string& condition,
                              const std::function<Status(const Entry&)>& take) {
  const std::string sql =
      "SELECT part_no, serial_no, name, relation_type, relation_name, house_no, epic_no, gender, age, "
      "CAST(is_struck AS BIGINT), deletion_reason, CAST(nullif(added_by, 0) AS BIGINT), corrected_by "
      "FROM ({roll_state}) standing WHERE " +
      condition;
  BOOTHWISE_TRY(rows, connection_.query(filled(sql, revision, wanted)));
  rows.sort_by(0, 1);
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
  Wanted wanted = of_segment(ac);
  wanted.where += " AND part_no = " + std::to_string(part);
  BOOTHWISE_CHECK(visit_rows(revision, wanted, any, [&list](const Entry& entry) {
    list.push_back(entry);
    return success();
  }));
  return list;
}

Result<std::vector<RollReader::House>> RollReader::houses(std::string_view revision, AcNo ac, std::int32_t part) {
  Wanted wanted = of_segment(ac);
  wanted.where += " AND part_no = " + std::to_string(part);
  BOOTHWISE_TRY(rows,
                connection_.query(filled(
                    "SELECT coalesce(section_no, 0), min(section_name), house_no, count(*) FROM ({roll_state}) "
                    "standing WHERE NOT is_struck AND house_no IS NOT NULL GROUP BY 1, house_no ORDER BY 1, house_no",
                    revision, wanted)));
  std::vector<House> houses;
  while (rows.next()) {
    houses.push_back({rows.integer(0).value_or(0), std::string(rows.text(1)), std::string(rows.text(2)),
                      rows.integer(3).value_or(0)});
  }
  return houses;
}

Status RollReader::visit(std::string_view revision, AcNo ac, const std::function<Status(const Entry&)>& take) {
  return visit_rows(revision, of_segment(ac), any, take);
}

Status RollReader::visit_epic_numbers(std::string_view revision, AcNo ac,
                                      const std::function<void(std::string_view)>& take) {
  const std::string sql =
      "SELECT epic_no FROM {roll_entries} WHERE {where} AND epic_no IS NOT NULL UNION ALL "
      "SELECT epic_no FROM {roll_supplements} WHERE {where} AND epic_no IS NOT NULL";
  BOOTHWISE_TRY(rows, connection_.query(filled(sql, revision, of_segment(ac))));
  while (rows.next()) take(rows.text(0));
  return success();
}

Status RollReader::visit_unpaired(std::string_view revision, AcNo ac, Side side, const std::string& pairs,
                                  const std::function<Status(const Entry&)>& take) {
  const std::string name = side == Side::left ? "left" : "right";
  const std::string condition = "NOT is_struck AND NOT EXISTS (SELECT 1 FROM " + pairs +
                                " pair WHERE pair.state IN ('found', 'struck') AND pair." + name +
                                "_part = standing.part_no AND pair." + name + "_serial = standing.serial_no)";
  return visit_rows(revision, of_segment(ac), condition, take);
}

Result<std::string> RollReader::qualifying_date(std::string_view revision, AcNo ac) {
  BOOTHWISE_TRY(rows, connection_.query(filled("SELECT max(qualifying_date) FROM {roll_entries} WHERE {where}",
                                               revision, of_segment(ac))));
  return rows.next() ? std::string(rows.text(0)) : std::string();
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
