#include "services/table_rows.hpp"

#include "services/record_files.hpp"

namespace boothwise::services {

Status read_rows(const std::filesystem::path& path, const std::vector<std::string>& columns, std::size_t required,
                 Progress& progress, const TakeTableRow& take) {
  BOOTHWISE_TRY(present, columns_of(path));
  std::vector<std::string> asked;
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < columns.size(); ++at) {
    if (at >= required && std::ranges::find(present, columns[at]) == present.end()) continue;
    asked.push_back(columns[at]);
    places.push_back(at);
  }
  const std::string file = path.string();
  return visit_records(path, asked, progress, [&](std::uint64_t line, std::span<const std::string_view> cells) {
    std::vector<std::string_view> all(columns.size());
    for (std::size_t at = 0; at < places.size(); ++at) all[places[at]] = cells[at];
    return take(TableRow(file, line, columns, std::move(all)));
  });
}

}  // namespace boothwise::services
