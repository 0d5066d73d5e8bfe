#include "check.hpp"
#include "unit/intake/tables.hpp"

#include "base/text.hpp"

using namespace boothwise;
using namespace boothwise::intake;

/// Any bytes as a file of any kind: what it is, its encoding, its rows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Delivered read = read_all(fuzzing::text_of(data, size));
  for (const reference::Row& row : read.table.rows) {
    for (const std::string& cell : row.cells) fuzzing::must(is_utf8(cell));
  }
  fuzzing::must(!read.table.failed || (!read.error.code.empty() && !read.error.message.hi.empty()));
  return 0;
}
