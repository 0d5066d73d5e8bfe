#include "check.hpp"

#include "base/text.hpp"
#include "intake/layout.hpp"

using namespace boothwise;
using namespace boothwise::intake;

/// The text as a mapping file and as a `theirs=ours` pair; what is taken names fields that exist.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzzing::text_of(data, size);
  if (const auto mapping = read_mapping(text, "f")) {
    for (const auto& [theirs, ours] : mapping->columns) fuzzing::must(field_named(ours).has_value());
  } else {
    fuzzing::must(is_utf8(mapping.error().where.value));
  }
  if (const auto pair = parse_mapping_pair(text)) fuzzing::must(field_named(pair->second).has_value());
  return 0;
}
