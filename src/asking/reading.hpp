#pragma once

#include "asking/lexicon.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A text cut into the phrases that the lexicon knows.
namespace boothwise::asking {

struct Mention {
  std::size_t first = 0;  ///< token
  std::size_t count = 1;
  std::vector<Meaning> meanings;  ///< empty: a word that nobody taught us
  std::optional<double> number;   ///< as written: 50, 5.5; of words of numbers too
  std::string years;              ///< "2019-21"
  bool guessed = false;           ///< a place by its sound

  [[nodiscard]] bool is(WordKind kind) const { return find(kind) != nullptr; }
  /// Null if it has no such meaning.
  [[nodiscard]] const Meaning* find(WordKind kind) const;
  [[nodiscard]] bool is(WordKind kind, std::string_view id) const;
  /// Says nothing, or nobody taught us what.
  [[nodiscard]] bool says_nothing() const;
};

struct Reading {
  std::string whole;  ///< the text
  std::vector<Token> tokens;
  std::vector<Mention> mentions;                 ///< in order, together all tokens
  std::vector<std::vector<Spelling>> spellings;  ///< of each token: how it can be read

  /// The words as they were written.
  [[nodiscard]] std::string text(const Mention& mention) const;
  /// What stands between two words, without spaces: "-" of "SP-BSP". REQUIRES: in this order.
  [[nodiscard]] std::string between(const Mention& one, const Mention& other) const;
};

/// Longest phrases first, from left to right; words that are no phrase are looked for as places by their sound, if they
/// are spelt nearly so and stand where a place stands. Latin words are read as Hindi where Hindi is what is written.
Reading read_text(const Lexicon& lexicon, std::string_view text);

/// A number with its unit: "1.3 lakh votes", "5 %", "पचास वोट", "one in ten".
struct Amount {
  double value = 0;
  Unit unit = Unit::none;
  Unit of = Unit::none;   ///< what is counted, of an amount without a unit: seats, booths, electors, people
  bool at_least = false;  ///< "lakhs of", "हज़ारों"
  bool is_part = false;   ///< a share in words, as people say it loosely: half, one in three
  std::size_t first = 0;  ///< mention
  std::size_t last = 0;
};
/// Numbers of a text; years, and numbers behind a level ("seat 64"), are not among them.
std::vector<Amount> amounts_in(const Reading& reading);
/// Whole numbers from 1950 to 2100 without a unit behind them. REQUIRES: a mention of `reading`.
std::optional<std::int32_t> year_of(const Reading& reading, std::size_t mention);

}  // namespace boothwise::asking
