#include "warehouse/released.hpp"

#include "warehouse_sql/queries.hpp"

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::warehouse {

namespace {

std::optional<ReleasedReader::Estimate> estimate(const Rows& rows, std::size_t column, bool whole) {
  const auto value = whole ? std::optional<double>() : rows.decimal(column);
  const auto number = whole ? rows.integer(column) : std::nullopt;
  if (!value && !number) return std::nullopt;
  return ReleasedReader::Estimate{value ? *value : static_cast<double>(*number), rows.decimal(column + 1).value_or(0),
                                  rows.decimal(column + 2).value_or(0)};
}

std::string condition(const ReleasedReader::Where& where) {
  if (where.every) return "true";
  if (!where.ac) {
    if (where.district.empty()) return "level = 'district'";
    return "district = " + sql_text(where.district) + " AND level IN ('district', 'segment')";
  }
  const std::string in_segment = "ac_no = " + std::to_string(where.ac->value) + " AND ";
  if (!where.part.empty())
    return in_segment + "(level = 'segment' OR (level = 'booth' AND part = " + sql_text(where.part) +
           ") OR (level = 'shakti_kendra' AND kendra IN (SELECT kendra FROM {released_counts} WHERE " + in_segment +
           "part = " + sql_text(where.part) + ")))";
  if (!where.kendra.empty()) return in_segment + "(level = 'segment' OR kendra = " + sql_text(where.kendra) + ")";
  return in_segment + "level IN ('segment', 'shakti_kendra')";
}

}  // namespace

ReleasedReader::ReleasedReader(Warehouse& warehouse, const Manifest& manifest)
    : warehouse_(warehouse), manifest_(manifest), connection_(warehouse.connect()) {}

std::set<std::string> ReleasedReader::waves() const { return active_scopes(manifest_, "released_questions"); }

Result<std::vector<ReleasedReader::Question>> ReleasedReader::questions(std::string_view wave) {
  BOOTHWISE_TRY(rows, connection_.query(warehouse_.filled(manifest_, std::string(sql::released_questions), wave)));
  std::vector<Question> list;
  const auto text = [&](std::size_t column) { return std::string(rows.text(column)); };
  while (rows.next()) {
    list.push_back({rows.integer(0).value_or(0),
                    text(1),
                    {text(2), text(3)},
                    text(4),
                    text(5),
                    {text(6), text(7)},
                    text(8),
                    text(9),
                    text(10),
                    rows.integer(11).value_or(0),
                    rows.integer(12).value_or(0)});
  }
  return list;
}

Result<std::vector<ReleasedReader::Cell>> ReleasedReader::cells(std::string_view wave, const Where& where) {
  const std::string sql = replaced(std::string(sql::released_cells), "{where}", condition(where));
  BOOTHWISE_TRY(rows, connection_.query(warehouse_.filled(manifest_, sql, wave)));
  std::vector<Cell> list;
  const auto text = [&](std::size_t column) { return std::string(rows.text(column)); };
  while (rows.next()) {
    Cell& cell = list.emplace_back();
    cell.level = text(0);
    cell.district = text(1);
    cell.ac = ac_of(rows.integer(2));
    cell.kendra = text(3);
    cell.kendra_name = {text(4), text(5)};
    cell.part = text(6);
    cell.question = rows.integer(7).value_or(0);
    cell.position = rows.integer(8).value_or(0);
    cell.answer = text(9);
    cell.answer_title = {text(10), text(11)};
    cell.base = estimate(rows, 12, true);
    cell.count = estimate(rows, 15, true);
    cell.share = estimate(rows, 18, false);
    cell.share_most = rows.decimal(21);
  }
  return list;
}

Status ReleasedReader::write(std::string_view wave, FileFormat format, const std::filesystem::path& file) {
  const std::string sql =
      warehouse_.filled(manifest_, replaced(std::string(sql::released_cells), "{where}", "true"), wave);
  return replace_file(file, [&](const std::filesystem::path& temporary) {
    return connection_.run(
        "COPY (" + sql + ") TO " + sql_text(temporary.string()) +
        (format == FileFormat::csv ? " (FORMAT csv, HEADER)" : " (FORMAT parquet, COMPRESSION zstd)"));
  });
}

}  // namespace boothwise::warehouse
