#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "intake/table.hpp"

namespace boothwise::intake {

/// Reads one sheet of an XLSX file. Numbers arrive as the shortest text that gives them back, booleans as TRUE and
/// FALSE, formulas as their stored results. `bytes` is the whole file. Errors: `xlsx_damaged`, `xlsx_too_large` (over 1
/// GiB unpacked or 8 million cells), `xlsx_inline_text`, `xlsx_inline_text`, `sheet_unknown` (lists the sheets),
/// `file_empty`, and those of the header.
Result<std::unique_ptr<TableReader>> read_xlsx(std::string bytes, const TableOptions& options);

}  // namespace boothwise::intake
