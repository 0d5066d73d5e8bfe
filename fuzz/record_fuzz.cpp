#include "check.hpp"

#include "intake/csv_writer.hpp"
#include "intake/record_reader.hpp"

using namespace boothwise;
using namespace boothwise::intake;

/// Any header and rows: each row is a record within its bounds or is refused with a reason, and rejects are CSV.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto table = read_table(fuzzing::text_of(data, size));
  if (!table) return 0;
  auto recognised = recognise((*table)->header(), std::nullopt, {});
  if (!recognised) return 0;
  RecordReader reader(std::move(*table), std::move(*recognised), "f");
  Record record;
  std::vector<Refusal> refusals;
  while (true) {
    const auto outcome = reader.next(record);
    if (!outcome || *outcome == RecordReader::Outcome::end) break;
    if (*outcome == RecordReader::Outcome::refused) {
      fuzzing::must(!reader.refusal().reason.en.empty() && !reader.refusal().reason.hi.empty());
      refusals.push_back(reader.refusal());
      continue;
    }
    for (const LayoutField& field : reader.layout().fields) {
      const Cell& cell = record[field.field];
      fuzzing::must(cell.present || !field.filled);
      if (field.type == FieldType::count) fuzzing::must(cell.count >= 0 && cell.count <= 1'000'000'000'000);
      if (field.type == FieldType::positive && cell.present) fuzzing::must(cell.count >= 1 && cell.count <= 1'000'000);
    }
  }
  if (!refusals.empty()) {
    const std::vector<Rejected> files = {{reader.table().header(), std::move(refusals)}};
    fuzzing::must(read_table(rejects_csv(files)).ok());
  }
  return 0;
}
