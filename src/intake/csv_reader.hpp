#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "intake/byte_source.hpp"
#include "intake/table.hpp"

namespace boothwise::intake {

/// Reads CSV out of `source` (UTF-8, no BOM). The delimiter is the one of comma, semicolon, tab and pipe that the first
/// row holds most often outside quotes. Holds one row and a block of 256 KiB at a time. Errors: those of table.hpp that
/// concern text.
Result<std::unique_ptr<TableReader>> read_csv(std::unique_ptr<ByteSource> source, const TableOptions& options);

/// Trims the header's cells, drops empty ones at its end, and refuses an empty or repeated name.
/// Where the header's row was stated such columns are called by their number instead. Errors: `no_header`,
/// `header_repeated`.
Status check_header(std::vector<std::string>& header, const TableOptions& options);
/// There is no row where the header was said to stand.
Error header_row_missing(const TableOptions& options);

}  // namespace boothwise::intake
