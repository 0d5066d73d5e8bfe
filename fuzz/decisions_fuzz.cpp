#include "check.hpp"

#include "base/text.hpp"
#include "services/decisions.hpp"

using namespace boothwise;

/// The text as a decisions file over a few records; what is taken names records that are there and holds together.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto decisions = services::parse_decisions(fuzzing::text_of(data, size), "f");
  if (!decisions) {
    fuzzing::must(is_utf8(decisions.error().where.value) && !decisions.error().message.hi.empty());
    return 0;
  }
  services::RecordIds ids;
  for (const char* id : {"1", "2", "3", "a"}) ids.add(id);
  const auto found = services::resolved(*decisions, "f", ids, nullptr);
  if (!found) return 0;
  for (const linkage::Decision& decision : *found) {
    fuzzing::must(decision.left < ids.size() && decision.right < ids.size() && decision.left != decision.right);
  }
  return 0;
}
