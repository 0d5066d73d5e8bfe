#include "check.hpp"

#include <cmath>
#include <string>

#include "base/text.hpp"
#include "names/names.hpp"

using namespace boothwise;
using namespace boothwise::names;

/// Two names, one on each side of the first line end: whatever they are, they are split, compared and written out.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzzing::text_of(data, size);
  const std::size_t middle = std::min(text.find('\n'), text.size());
  const Name left = parse_name(text.substr(0, middle));
  const Name right = parse_name(text.substr(std::min(middle + 1, text.size())));
  const double alike = similarity(left, right);
  fuzzing::must(alike >= 0 && alike <= 1.000001);
  fuzzing::must(std::abs(alike - similarity(right, left)) < 1e-6);
  for (const Token& token : left.tokens) {
    fuzzing::must(is_utf8(token.text) && token.weight > 0 && token.weight <= 1);
    const TokenKeys keys = keys_of(token.sounds);
    fuzzing::must(keys.all().size() <= TokenKeys::size_max);
  }
  const std::string normal = normalised(text);
  fuzzing::must(is_utf8(normal) && normalised(normal) == normal);
  if (is_utf8(text)) fuzzing::must(is_utf8(romanise(text)));
  fuzzing::must(is_utf8(unicode_from_legacy_font(text)));
  return 0;
}
