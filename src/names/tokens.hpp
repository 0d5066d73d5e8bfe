#pragma once

#include <array>
#include <cstddef>
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

/// The words of a name as comparison sees them, one text with single spaces.
class NameWords {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::string_view operator[](std::size_t at) const {
    return std::string_view(text_).substr(begins_[at], begins_[at + 1] - begins_[at] - 1);
  }
  [[nodiscard]] std::string_view text() const {
    return std::string_view(text_).substr(0, text_.empty() ? 0 : text_.size() - 1);
  }

 private:
  friend class NameSplitter;
  void clear();
  void add(std::string_view word);
  std::string text_;  // a space behind each word
  std::array<std::size_t, Name::tokens_max + 1> begins_{};
  std::size_t size_ = 0;
};

/// Splits names as `parse_name` does, many in a row, without making anything anew for each.
class NameSplitter {
 public:
  /// Stays good until the next call.
  const NameWords& split(std::string_view text);

 private:
  void end_word();
  NameWords words_;
  std::string word_;
  std::string title_;  // the last honorific, in case nothing else is there
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
