#include "services/own_tables.hpp"

#include <map>
#include <memory>
#include <mutex>

#include "intake/table.hpp"

namespace boothwise::services {

namespace {

using Rows = std::vector<std::vector<std::string>>;

Result<Rows> read(const std::filesystem::path& path) {
  BOOTHWISE_TRY(table, intake::open_table(path));
  Rows rows;
  intake::Row row;
  for (;;) {
    BOOTHWISE_TRY(more, table->next(row));
    if (!more) return rows;
    rows.emplace_back(row.cells.begin(), row.cells.end());
    rows.back().resize(table->header().size());
  }
}

/// Tables of a folder that does not change under a process, except when a new release is put there.
class Tables {
 public:
  Result<std::shared_ptr<const Rows>> rows(const std::filesystem::path& path) {
    std::error_code missing;  // said by reading it
    const auto written = std::filesystem::last_write_time(path, missing);
    const std::scoped_lock lock(mutex_);
    const auto found = kept_.find(path);
    if (found != kept_.end() && found->second.written == written) return found->second.rows;
    BOOTHWISE_TRY(rows, read(path));
    auto kept = std::make_shared<const Rows>(std::move(rows));
    kept_[path] = {written, kept};
    return kept;
  }

 private:
  struct Kept {
    std::filesystem::file_time_type written;
    std::shared_ptr<const Rows> rows;
  };
  std::mutex mutex_;
  std::map<std::filesystem::path, Kept> kept_;
};

}  // namespace

Status each_own_row(const std::filesystem::path& path,
                    const std::function<void(const std::vector<std::string>&)>& take) {
  static Tables tables;
  BOOTHWISE_TRY(rows, tables.rows(path));
  for (const std::vector<std::string>& cells : *rows) take(cells);
  return success();
}

}  // namespace boothwise::services
