#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "names/sounds.hpp"

namespace boothwise::names {

/// One word of a name.
struct Token {
  std::string text;  ///< as `normalised` writes it
  Sounds sounds;
  double weight = 1;  ///< 1, or less for words that many bear beside their own name (कुमार, देवी, सिंह …) and initials
};

/// A name as comparison sees it: its words without honorifics, in order, at most `tokens_max`.
struct Name {
  static constexpr std::size_t tokens_max = 12;
  std::vector<Token> tokens;
};

/// Splits at everything that is no letter (`स्व०`, `Kr.`, `राम-लाल`), drops honorifics (श्री, स्व., late, Smt …) unless
/// nothing else is there, and writes out usual abbreviations (Mohd, मो.). Any text is taken.
Name parse_name(std::string_view text);

/// One spelling for what is the same to a reader: nukta on its own behind its consonant, chandrabindu as anusvara,
/// joiners dropped; Latin in lower case without marks; digits of Devanagari as 0-9; single spaces; all other signs as
/// they are.
std::string normalised(std::string_view text);

/// Weight of a normalised word, as in `Token`.
double weight_of_word(std::string_view word);

}  // namespace boothwise::names
