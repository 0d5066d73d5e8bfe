#include "check.hpp"

#include "base/text.hpp"
#include "services/link_settings.hpp"

using namespace boothwise;

/// The text as a settings or model file; what is taken is written and read back alike.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto settings = services::read_link_settings(fuzzing::text_of(data, size), "f");
  if (!settings) {
    fuzzing::must(is_utf8(settings.error().where.value) && !settings.error().message.hi.empty());
    return 0;
  }
  const std::string written = services::write_link_settings(*settings);
  const auto again = services::read_link_settings(written, "again");
  fuzzing::must(again.ok() && services::write_link_settings(*again) == written);
  return 0;
}
