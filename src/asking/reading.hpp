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
};

struct Reading {
  std::vector<Token> tokens;
  std::vector<Mention> mentions;  ///< in order, together all tokens

  /// The words as they were written.
  [[nodiscard]] std::string text(const Mention& mention) const;
};

/// Longest phrases first, from left to right; words that are no phrase are looked for as places by their sound.
Reading read_text(const Lexicon& lexicon, std::string_view text);

/// A number with its unit: "1.3 lakh votes", "5 %", "पचास वोट".
struct Amount {
  double value = 0;
  Unit unit = Unit::none;
  std::size_t first = 0;  ///< mention
  std::size_t last = 0;
};
/// Numbers of a text; years, and numbers behind a level ("seat 64"), are not among them.
std::vector<Amount> amounts_in(const Reading& reading);
/// Whole numbers from 1950 to 2100 without a unit behind them. REQUIRES: a mention of `reading`.
std::optional<std::int32_t> year_of(const Reading& reading, std::size_t mention);

}  // namespace boothwise::asking
