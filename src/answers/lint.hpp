#pragma once

#include "answers/word_list.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"

/// Looks at a card's words. It knows words, not meanings: it is a lint that points, and a second person reads each card
/// (docs/definitions.md#answer-card).
namespace boothwise::answers {

enum class Severity : std::uint8_t {
  stops,  ///< not published with it
  asks,   ///< published only with a reason
  tells   ///< worth knowing
};
std::string_view name_of(Severity severity);

struct Finding {
  std::string code;  ///< stable: `bare_number`, `identity_appeal`, …
  Severity severity = Severity::stops;
  std::string field;  ///< of the card: "text_hi", "figures.2"; empty: the whole
  Span span;          ///< in the field's text; empty: all of it
  std::string matched;
  Bilingual reason;  ///< why, and what to do
};

/// Numbers in a text that are no figure: a stretch of digits in either script, or words such as "दो लाख". Not found are
/// years, days, times and ordinals, numbers behind words such as "section" or "booth", those inside a name ("G20"), and
/// those in quotation marks that the claim has too.
std::vector<Finding> bare_numbers(std::string_view field, std::string_view text, std::string_view claim,
                                  const WordLists& lists);
/// Appeals to vote by religion or community (rule R18; RPA 1951 s. 123(3)): a group and an appeal in one sentence.
std::vector<Finding> identity_appeals(std::string_view field, std::string_view text, const WordLists& lists);
/// Words about a person's character or private life (rule R32; RPA 1951 s. 123(4)).
std::vector<Finding> personal_attacks(std::string_view field, std::string_view text, const WordLists& lists);

}  // namespace boothwise::answers
