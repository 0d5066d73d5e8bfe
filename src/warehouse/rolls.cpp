#include "warehouse/rolls.hpp"

#include "warehouse_sql/queries.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::warehouse {

namespace {

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

namespace {

/// Part and serial number: what the lists of a roll are sorted by.
using Place = std::pair<std::int64_t, std::int64_t>;

Place place_of(const Rows& rows) { return {rows.integer(0).value_or(0), rows.integer(1).value_or(0)}; }

constexpr std::string_view entry_columns =
    "part_no, serial_no, name, relation_type, relation_name, house_no, epic_no, gender, age, deletion_reason";

/// Columns of `entry_columns` that are texts which a correction may give anew, from the third on.
constexpr std::array entry_texts = {&RollReader::Entry::name,          &RollReader::Entry::relation_type,
                                    &RollReader::Entry::relation_name, &RollReader::Entry::house_no,
                                    &RollReader::Entry::epic_no,       &RollReader::Entry::gender};
constexpr std::size_t first_text = 2;
constexpr std::size_t age_column = first_text + entry_texts.size();
constexpr std::size_t reason_column = age_column + 1;
constexpr std::size_t supplement_column = reason_column + 1;

/// A list of entries, row by row, a row looked at before it is taken.
class EntryRows {
 public:
  explicit EntryRows(Rows rows) : rows_(std::move(rows)) { go_on(); }

  [[nodiscard]] bool at_end() const { return at_end_; }
  [[nodiscard]] Place place() const { return place_; }
  [[nodiscard]] Rows& rows() { return rows_; }
  void go_on() {
    at_end_ = !rows_.next();
    if (at_end_) return;
    const Place next = place_of(rows_);
    if (next < place_) throw BrokenInvariant("entries of a roll's file are out of order");
    place_ = next;
  }

 private:
  Rows rows_;
  Place place_;
  bool at_end_ = false;
};

/// What supplements say of one entry that stood before them.
struct Change {
  Place place;
  std::optional<RollReader::Entry> corrected;  // the newest correction
  bool is_struck = false;
  std::string reason;
};

/// Changes of the rows that `sql` asks for: `entry_columns`, the supplement, whether it is a deletion; in order of
/// place and supplement.
Result<std::vector<Change>> changes_of(Connection& connection, const std::string& sql) {
  BOOTHWISE_TRY(rows, connection.query(sql));
  std::vector<Change> changes;
  while (rows.next()) {
    const Place place = place_of(rows);
    if (changes.empty() || changes.back().place != place) changes.push_back({place, {}, false, {}});
    Change& change = changes.back();
    if (rows.integer(supplement_column + 1).value_or(0) != 0) {
      change.is_struck = true;
      const std::string_view reason = rows.text(reason_column);
      if (!reason.empty()) change.reason = reason;
      continue;
    }
    RollReader::Entry& corrected = change.corrected.emplace();
    for (std::size_t text = 0; text < entry_texts.size(); ++text)
      corrected.*entry_texts[text] = rows.text(first_text + text);
    corrected.age = rows.integer(age_column).value_or(0);
    corrected.corrected_by = rows.integer(supplement_column);
  }
  return changes;
}

/// Puts a row into `entry` as it stands after `change`, if there is one.
void read_entry(const Rows& rows, const Change* change, RollReader::Entry& entry) {
  const RollReader::Entry* corrected = change != nullptr && change->corrected ? &*change->corrected : nullptr;
  entry.part = static_cast<std::int32_t>(rows.integer(0).value_or(0));
  entry.serial = rows.integer(1).value_or(0);
  for (std::size_t text = 0; text < entry_texts.size(); ++text) {
    std::string& cell = entry.*entry_texts[text];
    cell = rows.text(first_text + text);
    if (corrected != nullptr && !(corrected->*entry_texts[text]).empty()) cell = corrected->*entry_texts[text];
  }
  entry.age = rows.integer(age_column).value_or(0);
  if (corrected != nullptr && corrected->age != 0) entry.age = corrected->age;
  entry.corrected_by = corrected != nullptr ? corrected->corrected_by : std::nullopt;
  entry.deletion_reason = rows.text(reason_column);
  entry.is_struck = !entry.deletion_reason.empty();
  if (change != nullptr && change->is_struck) {
    entry.is_struck = true;
    if (!change->reason.empty()) entry.deletion_reason = change->reason;
  }
}

}  // namespace

/// As sql/roll_state.sql tells, but with the lists read apart and brought together here: an entry of a hundred has a
/// change, and a join would carry all of them along.
Status RollReader::visit_rows(std::string_view revision, const Wanted& wanted,
                              const std::function<Status(const Entry&)>& take) {
  const std::string columns(entry_columns);
  BOOTHWISE_TRY(changes,
                changes_of(connection_, filled("SELECT " + columns +
                                                   ", supplement_no, CAST(list = 'deletion' AS BIGINT) FROM "
                                                   "{roll_supplements} WHERE list IN ('deletion', 'correction') AND "
                                                   "{where} ORDER BY part_no, serial_no, supplement_no",
                                               revision, wanted)));
  BOOTHWISE_TRY(added_rows, connection_.query(filled("SELECT " + columns +
                                                         ", supplement_no FROM {roll_supplements} WHERE list = "
                                                         "'addition' AND {where} ORDER BY part_no, serial_no",
                                                     revision, wanted)));
  Connection connection = warehouse_.connect();
  BOOTHWISE_TRY(mother_rows, connection.stream(
                                 filled("SELECT " + columns + " FROM {roll_entries} WHERE {where}", revision, wanted)));
  // One file's rows come in order.
  if (active_files(manifest_, "roll_entries", revision, wanted.units).size() > 1) mother_rows.sort_by(0, 1);
  EntryRows mother(std::move(mother_rows));
  EntryRows added(std::move(added_rows));
  auto change = changes.cbegin();
  Entry entry;
  while (!mother.at_end() || !added.at_end()) {
    const bool is_added = mother.at_end() || (!added.at_end() && added.place() < mother.place());
    EntryRows& next = is_added ? added : mother;
    while (change != changes.cend() && change->place < next.place()) ++change;
    const bool is_changed = change != changes.cend() && change->place == next.place();
    read_entry(next.rows(), is_changed ? &*change : nullptr, entry);
    entry.added_by = is_added ? next.rows().integer(supplement_column) : std::nullopt;
    BOOTHWISE_CHECK(take(entry));
    next.go_on();
  }
  return mother.rows().ended();
}

Result<std::vector<RollReader::Entry>> RollReader::entries(std::string_view revision, AcNo ac, std::int32_t part) {
  std::vector<Entry> list;
  Wanted wanted = of_segment(ac);
  wanted.where += " AND part_no = " + std::to_string(part);
  BOOTHWISE_CHECK(visit_rows(revision, wanted, [&list](const Entry& entry) {
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
  return visit_rows(revision, of_segment(ac), take);
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
  BOOTHWISE_TRY(rows, connection_.query("SELECT " + name + "_part, " + name + "_serial FROM " + pairs +
                                        " WHERE state IN ('found', 'struck') ORDER BY 1, 2"));
  std::vector<Place> paired;
  while (rows.next()) paired.push_back(place_of(rows));
  auto next = paired.cbegin();
  return visit_rows(revision, of_segment(ac), [&](const Entry& entry) {
    const Place place{entry.part, entry.serial};
    while (next != paired.cend() && *next < place) ++next;
    const bool is_paired = next != paired.cend() && *next == place;
    return is_paired || entry.is_struck ? success() : take(entry);
  });
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
