#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.hpp"
#include "warehouse/engine.hpp"

namespace boothwise::services {

/// Whether a table can be written under this name. Errors: `output_ending` if it ends in neither `.csv` nor `.parquet`.
Status check_table_ending(const std::filesystem::path& path);

/// Rows written to a CSV or a Parquet file, as the file's ending says. The file appears only whole, when it is
/// committed. Decimals go into CSV with six places.
class TableFile {
 public:
  /// Errors: `output_ending`; `file_unwritable`.
  static Result<TableFile> create(const std::filesystem::path& path, std::span<const warehouse::Column> columns);
  ~TableFile();
  TableFile(TableFile&&) noexcept;
  TableFile& operator=(TableFile&&) = delete;

  /// Cells in order of the columns.
  void add(std::string_view text);
  void add(double number);
  void add(std::int64_t number);
  void add_missing();
  /// Errors: `file_unwritable`, `warehouse_failed`.
  Status end_row();
  /// Errors: as above. REQUIRES: not committed before.
  Status commit();

 private:
  struct State;
  explicit TableFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace boothwise::services
