#include "check.hpp"
#include "papers/branding.hpp"
#include "papers/weekly.hpp"
#include "reports/colour.hpp"

using namespace boothwise;

/// The text as branding and as settings of weekly reports; what is taken can be printed, what is not says where it is
/// wrong.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzzing::text_of(data, size));
  const auto branding = papers::parse_branding(text, "f", "/nonexistent");
  if (branding) {
    constexpr double readable = 4.5;
    fuzzing::must(reports::contrast(branding->accent, reports::tokens::white) >= readable && branding->logo.empty());
  } else {
    fuzzing::must(branding.error().code == "branding_malformed" && !branding.error().message.hi.empty());
  }
  const auto weekly = papers::parse_weekly(text, "f");
  if (weekly) {
    fuzzing::must(weekly->day.ok() && !weekly->languages.empty() && !weekly->formats.empty());
  } else {
    fuzzing::must(weekly.error().code == "weekly_malformed" && !weekly.error().message.hi.empty());
  }
  return 0;
}
