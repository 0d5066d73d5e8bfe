#include "check.hpp"
#include "unit/intake/tables.hpp"

using namespace boothwise;
using namespace boothwise::intake;

/// The first byte tells how many bytes arrive at a time; the rest follows a fixed header and must be read as the slow
/// reference reads it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text = "h1,h2,h3\n" + std::string(fuzzing::text_of(data + 1, size - 1));
  const std::size_t step = std::size_t{data[0]} + 1;
  reference::Table expected = reference::parse_csv(text, ',');
  if (!expected.rows.empty()) expected.rows.erase(expected.rows.begin());
  const Delivered read = read_all(read_csv(std::make_unique<TricklingSource>(text, step), TableOptions{}));
  if (read.error.code == "too_many_columns" || read.error.code == "cell_too_long")
    return 0;  // the reference has no limits
  fuzzing::must(read.table.failed == expected.failed);
  fuzzing::must(read.table.rows == expected.rows);
  return 0;
}
