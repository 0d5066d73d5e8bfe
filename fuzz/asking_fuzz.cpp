#include "asking/lexicon.hpp"
#include "asking/reference.hpp"
#include "check.hpp"

#include <string>

#include "base/text.hpp"

using namespace boothwise;
using namespace boothwise::asking;

/// A reference or a question: what is read is written back the same; words lie in the text, in order; any word can be
/// looked for among any others as Hindi in Latin letters.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzzing::text_of(data, size);
  if (const auto reference = parse_reference(text)) {
    const auto again = parse_reference(to_string(*reference));
    fuzzing::must(again.ok() && *again == *reference);
  }
  std::size_t last = 0;
  RomanisedWords words;
  for (const Token& token : tokens_of(text)) {
    fuzzing::must(!token.text.empty() && is_utf8(token.text) && is_utf8(token.key));
    fuzzing::must(token.at >= last);
    last = token.at;
    words.add({token.plain, token.key});
    for (const HindiWord& word : words.find(token.plain).words) fuzzing::must(is_utf8(word.plain));
  }
  return 0;
}
