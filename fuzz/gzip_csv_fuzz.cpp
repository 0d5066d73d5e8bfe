#include "check.hpp"
#include "unit/intake/tables.hpp"

#include "base/text.hpp"

using namespace boothwise;
using namespace boothwise::intake;

/// Any bytes as a gzip stream, on any boundary: rows of clean text, or an error that says something.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes = fuzzing::text_of(data + 1, size - 1);
  const std::size_t step = std::size_t{data[0]} + 1;
  const Delivered read =
      read_all(read_csv(inflating(std::make_unique<TricklingSource>(bytes, step), "f"), TableOptions{}));
  for (const reference::Row& row : read.table.rows) {
    for (const std::string& cell : row.cells) fuzzing::must(is_utf8(cell));
  }
  fuzzing::must(!read.table.failed || (!read.error.code.empty() && !read.error.message.hi.empty()));
  return 0;
}
