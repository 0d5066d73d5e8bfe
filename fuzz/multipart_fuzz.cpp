#include "check.hpp"
#include "forms/multipart.hpp"

#include "base/text.hpp"

using namespace boothwise;

/// The first line as a content type, the rest as a body; parts lie inside the body, one behind the other.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzzing::text_of(data, size);
  const std::size_t line = std::min(text.find('\n'), text.size());
  const auto body = text.substr(std::min(line + 1, text.size()));
  const auto parts = forms::read_multipart(text.substr(0, line), body);
  if (!parts) return 0;
  const char* behind = body.data();
  for (const forms::Part& part : *parts) {
    fuzzing::must(!part.name.empty() && is_utf8(part.name));
    fuzzing::must(part.bytes.data() >= behind && part.bytes.data() + part.bytes.size() <= body.data() + body.size());
    behind = part.bytes.data() + part.bytes.size();
  }
  return 0;
}
