#include "check.hpp"

#include <algorithm>

#include "domain/covered_places.hpp"

using namespace boothwise;

/// The text as places: in order and each once, and their written form gives them back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto places = parse_places(fuzzing::text_of(data, size));
  if (!places) return 0;
  fuzzing::must(std::ranges::is_sorted(*places) && std::ranges::adjacent_find(*places) == places->end());
  const auto again = parse_places(format_places(*places));
  fuzzing::must(again.ok() && *again == *places);
  return 0;
}
