#include "check.hpp"

#include "intake/guard.hpp"
#include "intake/record_reader.hpp"

using namespace boothwise;
using namespace boothwise::intake;

/// A mapping file, a line `====`, and a wide report: each row gives a count or none for each column that the mapping
/// names, within bounds, or is refused with a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view parted_by = "\n====\n";
  const std::string_view text = fuzzing::text_of(data, size);
  const std::size_t at = text.find(parted_by);
  if (at == std::string_view::npos) return 0;
  const auto mapping = read_mapping(text.substr(0, at + 1), "m");
  if (!mapping) return 0;
  TableOptions options;
  options.header_row = mapping->header_row;
  auto table = read_table(text.substr(at + parted_by.size()), options);
  if (!table) return 0;
  static_cast<void>(check_count_columns((*table)->header(), "f"));
  Guard guard((*table)->header(), "f", true);
  auto recognised = recognise((*table)->header(), mapping->kind, *mapping);
  if (!recognised) return 0;
  const std::size_t counts = recognised->counts.size();
  RecordReader reader(std::move(*table), std::move(*recognised), "f");
  Record record;
  while (true) {
    const auto outcome = reader.next(record);
    if (!outcome || *outcome == RecordReader::Outcome::end) break;
    if (*outcome == RecordReader::Outcome::refused) {
      fuzzing::must(!reader.refusal().reason.en.empty() && !reader.refusal().reason.hi.empty());
      continue;
    }
    for (std::size_t column = 0; column < record.raw.size(); ++column) {
      if (!guard.look(column, record.raw[column], record.line)) return 0;
    }
    if (counts == 0) continue;
    fuzzing::must(record.indicators.size() == 2 * counts);
    for (const Cell& cell : record.indicators)
      fuzzing::must(!cell.present || (cell.count >= 0 && cell.count <= 1'000'000'000'000));
  }
  static_cast<void>(guard.finish());
  return 0;
}
