#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boothwise::intake {

/// One row of a table file, as text. The views live until the next call of `next`.
struct Row {
  std::uint64_t line = 0;  ///< where the row starts in the file, from 1; for XLSX the sheet's row number
  std::span<const std::string_view> cells;
};

/// A table file read from its beginning to its end, in bounded memory whatever the file's size.
/// Text arrives as well-formed UTF-8 without BOM and without control characters other than tab and line ends inside
/// quotes. Not thread-safe.
class TableReader {
 public:
  TableReader() = default;
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;
  virtual ~TableReader() = default;

  /// The first row's cells, trimmed.
  [[nodiscard]] virtual const std::vector<std::string>& header() const = 0;

  /// Reads the next row into `row`; false at the end. Wholly empty rows are passed over. A row may have fewer or more
  /// cells than the header: the caller refuses it (`RecordReader` does). Errors, after which reading ends:
  /// `gzip_truncated`, `gzip_damaged`, `not_utf8`, `control_character`, `quote_not_closed`, `quote_misplaced`,
  /// `cell_too_long`, `too_many_columns`, `stopped`; each with file, line and column.
  virtual Result<bool> next(Row& row) = 0;

  /// Bytes of the file (as stored) taken so far and in all, for progress.
  [[nodiscard]] virtual std::uint64_t bytes_read() const = 0;
  [[nodiscard]] virtual std::uint64_t bytes_total() const = 0;
};

struct TableOptions {
  std::string display_name;  ///< what errors call the file; its file name if empty
  std::string sheet;         ///< XLSX: sheet by name; the first one if empty
  /// The line (XLSX: row) that names the columns, from 1; what stands before it are titles. Columns without a name or
  /// with one that was there before are then called by their number: `column 3`. 0: the first that holds anything.
  std::size_t header_row = 0;
  std::size_t cell_bytes_max = 1U << 20U;
  std::size_t columns_max = 4096;
};

/// Opens CSV (comma, semicolon, tab or pipe, found from the header), CSV.gz or XLSX, told apart by content and not by
/// name; UTF-8 with or without BOM, UTF-16 with BOM; LF, CRLF or CR line ends. RFC 4180 quoting. Errors: as `next`, and
/// `file_not_found`, `file_unreadable`, `file_empty`, `no_header`, `header_repeated`, `not_a_table` (a PDF, an old
/// .xls, an image, …: says what it looks like and what to do), `xlsx_damaged`, `xlsx_encrypted`.
Result<std::unique_ptr<TableReader>> open_table(const std::filesystem::path& path, const TableOptions& options = {});

/// The same over bytes in memory (tests, fuzzing).
Result<std::unique_ptr<TableReader>> read_table(std::string_view bytes, const TableOptions& options = {});

}  // namespace boothwise::intake
