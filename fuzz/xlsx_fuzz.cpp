#include "check.hpp"
#include "unit/intake/tables.hpp"
#include "unit/intake/zip_writer.hpp"

#include "base/text.hpp"

using namespace boothwise;
using namespace boothwise::intake;

/// The bytes as a whole file if they begin like a ZIP, else as the rows of a sheet inside a sound workbook.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzzing::text_of(data, size);
  TableOptions options;
  options.columns_max = 64;
  const Delivered read = read_all(bytes.starts_with("PK") ? std::string(bytes) : workbook(bytes), options);
  for (const reference::Row& row : read.table.rows) {
    fuzzing::must(row.cells.size() <= options.columns_max);
    for (const std::string& cell : row.cells) fuzzing::must(is_utf8(cell));
  }
  fuzzing::must(!read.table.failed || (!read.error.code.empty() && !read.error.message.hi.empty()));
  return 0;
}
