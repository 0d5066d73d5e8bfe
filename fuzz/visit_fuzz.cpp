#include "check.hpp"
#include "field/visits.hpp"

#include <cmath>

using namespace boothwise;

/// What a phone notes of when and where: any text is a time, a coarse place, or none.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzzing::text_of(data, size);
  if (const auto time = field::parse_form_time(text)) {
    // Four digits of a year, and a zone of fourteen hours at most.
    fuzzing::must(*time > -62'300'000'000 && *time < 253'500'000'000);
  }
  if (const auto place = field::coarse_place(text)) {
    fuzzing::must(std::abs(place->first) <= 90 && std::abs(place->second) <= 180);
    const double hundredths = place->first * 100;
    fuzzing::must(std::abs(hundredths - std::round(hundredths)) < 1e-6);
  }
  return 0;
}
