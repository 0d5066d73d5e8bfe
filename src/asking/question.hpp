#pragma once

#include "asking/reading.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a question in words asks for, in terms of the fixed measures.
namespace boothwise::asking {

/// A bound on a list's numbers; of a verdict on how far a side led or trailed.
struct Bound {
  enum class Kind : std::uint8_t { less, more, between };
  Kind kind = Kind::less;
  double value = 0;
  double upper = 0;  ///< of between
  Unit unit = Unit::none;
};

enum class Verdict : std::uint8_t { any, won, lost };
enum class Order : std::uint8_t { none, most, least };

struct Question {
  Reference asked;                     ///< what is measured, without its place
  std::vector<Area> areas;             ///< never empty
  std::vector<std::string> elections;  ///< as `asked.election`, where several are asked about; else empty
  std::vector<std::string> sides;      ///< likewise
  std::optional<AreaLevel> each;       ///< a list of places of this level inside the areas; else the areas themselves
  Verdict verdict = Verdict::any;      ///< of a list by leads
  std::optional<SeatGroup> group;      ///< of a list of seats by class
  std::optional<Bound> bound;
  std::optional<bool> risen;  ///< of a list of changes: only those that rose, or fell
  Order order = Order::none;
  std::size_t limit = 0;             ///< 0: all
  bool count = false;                ///< how many there are is what was asked
  std::string candidate;             ///< whose party's figures are meant, as the results print the name
  std::vector<std::string> guesses;  ///< words that were taken for a place by their sound
};

/// What a question leaves open.
struct QuestionDefaults {
  std::string election;  ///< empty: the latest
  std::string side;      ///< "we"; empty: the election's largest
};

/// Errors: `question_empty`; `question_too_long` above 300 characters.
Result<Reading> reading_of_question(const Lexicon& lexicon, std::string_view text);
/// Takes only what it understands to the last word. Errors: `not_understood` (bad_input) naming the words or what is
/// missing, with choices where several places are meant.
Result<Question> question_of(const Lexicon& lexicon, const Reading& reading, Figures& figures,
                             const QuestionDefaults& defaults);

/// The question in our words, so that the asker sees what was understood. Errors: those of Figures::name.
Result<Bilingual> said_again(Figures& figures, const Question& question);

}  // namespace boothwise::asking
