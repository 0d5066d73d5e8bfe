#include "services/own_table.hpp"

#include "intake/table.hpp"

namespace boothwise::services {

Status each_row(const std::filesystem::path& path, const std::function<void(const std::vector<std::string>&)>& take) {
  BOOTHWISE_TRY(table, intake::open_table(path));
  intake::Row row;
  for (;;) {
    BOOTHWISE_TRY(more, table->next(row));
    if (!more) return success();
    std::vector<std::string> cells(row.cells.begin(), row.cells.end());
    cells.resize(table->header().size());
    take(cells);
  }
}

}  // namespace boothwise::services
