#include "check.hpp"

#include "base/text.hpp"
#include "services/sms_settings.hpp"

using namespace boothwise;

/// The text as settings of text messages; what is taken fills every template, or says what is too long.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto settings = services::parse_sms_settings(fuzzing::text_of(data, size), "f", "outbox");
  if (!settings) {
    fuzzing::must(is_utf8(settings.error().where.value) && !settings.error().message.hi.empty());
    return 0;
  }
  const services::SmsValues values = {{"title", "क"}, {"unit", "ख"}, {"count", "1"},
                                      {"day", "1"},   {"name", "ग"}, {"link", "x"}};
  for (const services::SmsTemplate& one : settings->templates) {
    const auto text = services::filled_text(one, values);
    fuzzing::must(!text.ok() || services::longest(one).parts >= 1);
  }
  return 0;
}
