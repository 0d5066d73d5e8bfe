#include "answers/lint.hpp"
#include "check.hpp"

#include "base/text.hpp"

using namespace boothwise;
using namespace boothwise::answers;

namespace {

/// Lists small enough to be told here, with each kind of row.
WordLists lists() {
  const auto row = [](const char* kind, std::vector<std::string> words) {
    for (std::string& word : words) word = folded_word(word);
    return ListedWords{kind, std::move(words), {"why", "क्यों"}};
  };
  return {{row("month", {"नवंबर"}), row("reference", {"धारा"}), row("unit", {"votes"}), row("magnitude", {"million"}),
           row("small", {"two"}), row("number", {"तीन"}), row("percent", {"प्रतिशत"}), row("vague", {"लाखों"})},
          {row("group", {"हिंदू*"}), row("appeal", {"वोट", "दें"}), row("phrase", {"god"})},
          {row("insult", {"liar*"})}};
}

}  // namespace

/// The text as a card's: its pieces put together are the text again, and findings lie inside it, in order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const WordLists known = lists();
  const std::string text = as_utf8(fuzzing::text_of(data, size));
  const std::size_t units = Letters(text).span(0, std::string::npos).end;
  if (const auto pieces = pieces_of(text)) {
    std::string again;
    std::size_t at = 0;
    for (const TextPiece& piece : *pieces) {
      fuzzing::must(piece.span.begin == at && piece.span.end > at && piece.figure <= figures_most);
      at = piece.span.end;
      again += piece.words;
    }
    fuzzing::must(at == units && is_utf8(again) && again.size() <= text.size());
  } else {
    const auto column = parse_number<std::size_t>(pieces.error().where.column);
    fuzzing::must(column && *column >= 1 && *column <= units && !pieces.error().message.hi.empty());
  }
  for (const auto& findings :
       {bare_numbers("t", text, text, known), identity_appeals("t", text, known), personal_attacks("t", text, known)}) {
    for (const Finding& finding : findings) {
      fuzzing::must(finding.span.begin < finding.span.end && finding.span.end <= units);
      fuzzing::must(is_utf8(finding.matched) && !finding.reason.en.empty() && !finding.reason.hi.empty());
    }
  }
  return 0;
}
