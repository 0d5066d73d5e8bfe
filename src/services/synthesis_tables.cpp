#include "services/synthesis_tables.hpp"

#include <functional>

#include "base/text.hpp"
#include "intake/table.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;

namespace {

/// Rows of a table of ours that has exactly `columns` columns.
Status each_row(const fs::path& path, std::size_t columns, const std::function<void(const intake::Row&)>& take) {
  BOOTHWISE_TRY(table, intake::open_table(path));
  intake::Row row;
  while (true) {
    BOOTHWISE_TRY(more, table->next(row));
    if (!more) return success();
    if (row.cells.size() != columns) {
      const std::string wanted = std::to_string(columns);
      return Error{ErrorKind::environment,
                   "table_damaged",
                   {"expected " + wanted + " cells", wanted + " खाने चाहिए"},
                   {path.string(), row.line}};
    }
    take(row);
  }
}

std::vector<std::string> words_of(std::string_view cell) {
  return cell.empty() ? std::vector<std::string>() : split(cell, ' ');
}

}  // namespace

Result<synthesis::Vocabulary> load_vocabulary(const fs::path& data_folder) {
  const fs::path folder = data_folder / "synthesis";
  std::vector<synthesis::NameWord> words;
  BOOTHWISE_CHECK(each_row(folder / "words.csv", 4, [&](const intake::Row& row) {
    words.push_back(
        {std::string(row.cells[0]), words_of(row.cells[1]), std::string(row.cells[2]), std::string(row.cells[3])});
  }));
  std::vector<synthesis::NameFamily> families;
  BOOTHWISE_CHECK(each_row(folder / "name_families.csv", 6, [&](const intake::Row& row) {
    families.push_back({parse_number<double>(row.cells[0]).value_or(0), words_of(row.cells[1]), words_of(row.cells[2]),
                        words_of(row.cells[3]), words_of(row.cells[4]), words_of(row.cells[5])});
  }));
  std::vector<synthesis::PlaceWord> places;
  BOOTHWISE_CHECK(each_row(folder / "places.csv", 3, [&](const intake::Row& row) {
    places.push_back({std::string(row.cells[0]), std::string(row.cells[1]), std::string(row.cells[2])});
  }));
  return synthesis::Vocabulary::make(words, families, places);
}

}  // namespace boothwise::services
