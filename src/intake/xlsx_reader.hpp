#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "intake/table.hpp"

namespace boothwise::intake {

/// Reads one sheet of an XLSX file (ECMA-376 part 1, SpreadsheetML), row by row as asked. Numbers arrive as the
/// shortest text that gives them back, dates as ISO 8601 (with the time where there is one), booleans as TRUE and
/// FALSE, formulas as their stored results, errors as written (#N/A). `bytes` is the whole file. Errors:
/// `xlsx_damaged`, `xlsx_too_large` (texts of over 512 MiB), `sheet_unknown` (lists the sheets), `file_empty`, those of
/// the header, and of `next`: `too_many_columns`, `cell_too_long`, `control_character`, `xlsx_damaged`.
Result<std::unique_ptr<TableReader>> read_xlsx(std::string bytes, const TableOptions& options);

}  // namespace boothwise::intake
