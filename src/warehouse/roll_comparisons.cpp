#include "warehouse/roll_comparisons.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.hpp"

namespace boothwise::warehouse {

namespace {

constexpr std::array<std::string_view, 2> tables_of_comparisons = {"roll_changes", "roll_pairs"};

constexpr std::array change_columns = std::to_array<Column>({{"old_part", ColumnType::integer},
                                                             {"new_part", ColumnType::integer},
                                                             {"measure", ColumnType::text},
                                                             {"key", ColumnType::text},
                                                             {"gender", ColumnType::text},
                                                             {"number", ColumnType::integer}});
constexpr std::array pair_columns = std::to_array<Column>({{"left_ac", ColumnType::integer},
                                                           {"left_part", ColumnType::integer},
                                                           {"left_serial", ColumnType::integer},
                                                           {"right_ac", ColumnType::integer},
                                                           {"right_part", ColumnType::integer},
                                                           {"right_serial", ColumnType::integer},
                                                           {"state", ColumnType::text},
                                                           {"weight", ColumnType::decimal},
                                                           {"probability", ColumnType::decimal},
                                                           {"fields", ColumnType::text},
                                                           {"evidence", ColumnType::text}});

/// OLD~NEW@AC.
struct Scope {
  RollComparison comparison;
  AcNo ac;
};

std::optional<Scope> parse_scope(std::string_view text) {
  const std::size_t tilde = text.find('~');
  const std::size_t at = text.rfind('@');
  if (tilde == std::string_view::npos || at == std::string_view::npos || at < tilde) return std::nullopt;
  const auto ac = parse_number<std::int32_t>(text.substr(at + 1));
  if (!ac) return std::nullopt;
  return Scope{{std::string(text.substr(0, tilde)), std::string(text.substr(tilde + 1, at - tilde - 1))}, AcNo(*ac)};
}

std::int32_t small(const std::optional<std::int64_t>& number) { return static_cast<std::int32_t>(number.value_or(0)); }

Result<Appender> append_changes(Connection& connection, const std::vector<RollChange>& changes) {
  BOOTHWISE_TRY(rows, connection.create("roll_changes_new", change_columns));
  for (const RollChange& change : changes) {
    rows.set(0, std::int64_t{change.old_part});
    rows.set(1, std::int64_t{change.new_part});
    rows.set(2, std::string_view(change.measure));
    rows.set(3, std::string_view(change.key));
    rows.set(4, std::string_view(change.gender));
    rows.set(5, change.number);
    BOOTHWISE_CHECK(rows.end_row());
  }
  return rows;
}

/// Pairs by their addresses, which no two share. They come so but for some at the end, and DuckDB's sort would move
/// every cell.
std::vector<const RollPair*> in_order(const std::vector<RollPair>& pairs) {
  std::vector<const RollPair*> sorted;
  sorted.reserve(pairs.size());
  for (const RollPair& pair : pairs) sorted.push_back(&pair);
  const auto comes_before = [](const RollPair* one, const RollPair* other) {
    const auto address = [](const RollPair& pair) {
      return std::tuple(pair.left.ac, pair.left.part, pair.left.serial, pair.right.ac, pair.right.part,
                        pair.right.serial);
    };
    return address(*one) < address(*other);
  };
  const auto rest = std::is_sorted_until(sorted.begin(), sorted.end(), comes_before);
  std::stable_sort(rest, sorted.end(), comes_before);
  std::inplace_merge(sorted.begin(), rest, sorted.end(), comes_before);
  return sorted;
}

Result<Appender> append_pairs(Connection& connection, const std::vector<RollPair>& pairs) {
  BOOTHWISE_TRY(rows, connection.create("roll_pairs_new", pair_columns));
  for (const RollPair* each : in_order(pairs)) {
    const RollPair& pair = *each;
    std::size_t column = 0;
    for (const EntryAddress* entry : {&pair.left, &pair.right}) {
      rows.set(column++, std::int64_t{entry->ac.value});
      rows.set(column++, std::int64_t{entry->part});
      rows.set(column++, entry->serial);
    }
    rows.set(column++, std::string_view(pair.state));
    rows.set(column++, pair.weight);
    rows.set(column++, pair.probability);
    if (!pair.fields.empty()) rows.set(column, std::string_view(pair.fields));
    if (!pair.evidence.empty()) rows.set(column + 1, std::string_view(pair.evidence));
    BOOTHWISE_CHECK(rows.end_row());
  }
  return rows;
}

}  // namespace

RollComparisons::RollComparisons(Warehouse& warehouse, const Manifest& manifest)
    : warehouse_(warehouse), manifest_(manifest), connection_(warehouse.connect()) {}

std::string RollComparisons::scope(const RollComparison& comparison, AcNo ac) {
  return comparison.from + "~" + comparison.to + "@" + std::to_string(ac.value);
}

const DataFile* RollComparisons::file(std::string_view table, const RollComparison& comparison, AcNo ac) const {
  const std::string wanted = scope(comparison, ac);
  const auto found = std::ranges::find_if(
      manifest_.rollups, [&](const DataFile& file) { return file.table == table && file.scope == wanted; });
  return found == manifest_.rollups.end() ? nullptr : &*found;
}

std::set<RollComparison> RollComparisons::all() const {
  std::set<RollComparison> comparisons;
  for (const DataFile& file : manifest_.rollups) {
    if (file.table != "roll_changes") continue;
    if (const auto scope = parse_scope(file.scope)) comparisons.insert(scope->comparison);
  }
  return comparisons;
}

std::set<AcNo> RollComparisons::segments(const RollComparison& comparison) const {
  std::set<AcNo> acs;
  for (const DataFile& file : manifest_.rollups) {
    if (file.table != "roll_changes") continue;
    if (const auto scope = parse_scope(file.scope); scope && scope->comparison == comparison) acs.insert(scope->ac);
  }
  return acs;
}

Result<std::vector<RollChange>> RollComparisons::changes(const RollComparison& comparison, AcNo ac) {
  std::vector<RollChange> changes;
  const DataFile* kept = file("roll_changes", comparison, ac);
  if (kept == nullptr) return changes;
  BOOTHWISE_TRY(rows, connection_.query("SELECT * FROM " + warehouse_.rows_of(*kept)));
  while (rows.next()) {
    changes.push_back({small(rows.integer(0)), small(rows.integer(1)), std::string(rows.text(2)),
                       std::string(rows.text(3)), std::string(rows.text(4)), rows.integer(5).value_or(0)});
  }
  return changes;
}

std::optional<std::string> RollComparisons::pairs_sql(const RollComparison& comparison, AcNo ac) const {
  const DataFile* kept = file("roll_pairs", comparison, ac);
  if (kept == nullptr) return std::nullopt;
  return warehouse_.rows_of(*kept);
}

Result<std::vector<RollPair>> RollComparisons::pairs(const RollComparison& comparison, AcNo ac,
                                                     std::string_view state) {
  std::vector<RollPair> pairs;
  const auto from = pairs_sql(comparison, ac);
  if (!from) return pairs;
  const std::string where = state.empty() ? "" : " WHERE state = " + sql_text(state);
  BOOTHWISE_TRY(rows, connection_.query("SELECT * FROM " + *from + where + " ORDER BY ALL"));
  while (rows.next()) {
    RollPair& pair = pairs.emplace_back();
    std::size_t column = 0;
    for (EntryAddress* entry : {&pair.left, &pair.right}) {
      entry->revision = entry == &pair.left ? comparison.from : comparison.to;
      entry->ac = AcNo(small(rows.integer(column++)));
      entry->part = small(rows.integer(column++));
      entry->serial = rows.integer(column++).value_or(0);
    }
    pair.state = rows.text(column++);
    pair.weight = rows.decimal(column++).value_or(0);
    pair.probability = rows.decimal(column++).value_or(0);
    pair.fields = rows.text(column++);
    pair.evidence = rows.text(column);
  }
  return pairs;
}

Result<std::vector<DataFile>> write_comparison(Warehouse& warehouse, Writer& writer, const RollComparison& comparison,
                                               AcNo ac, const std::vector<RollChange>& changes,
                                               const std::vector<RollPair>& pairs) {
  Connection connection = warehouse.connect();
  BOOTHWISE_TRY(change_rows, append_changes(connection, changes));
  BOOTHWISE_CHECK(change_rows.close());
  BOOTHWISE_TRY(pair_rows, append_pairs(connection, pairs));
  BOOTHWISE_CHECK(pair_rows.close());
  std::vector<DataFile> files;
  for (const std::string_view table : tables_of_comparisons) {
    const std::string sql = "SELECT * FROM " + std::string(table) + "_new";
    BOOTHWISE_TRY(file, writer.write_rollup(connection, table, RollComparisons::scope(comparison, ac), sql));
    files.push_back(std::move(file));
  }
  return files;
}

void take_comparison(Manifest& next, std::vector<DataFile> files) {
  for (DataFile& file : files) {
    std::erase_if(next.rollups,
                  [&](const DataFile& other) { return other.table == file.table && other.scope == file.scope; });
    next.rollups.push_back(std::move(file));
  }
}

void drop_comparisons(Manifest& manifest, std::string_view revision, AcNo ac) {
  std::erase_if(manifest.rollups, [&](const DataFile& file) {
    if (std::ranges::find(tables_of_comparisons, file.table) == tables_of_comparisons.end()) return false;
    const auto scope = parse_scope(file.scope);
    if (!scope || (scope->comparison.from != revision && scope->comparison.to != revision)) return false;
    return scope->ac == ac || scope->ac == between_segments;
  });
}

}  // namespace boothwise::warehouse
