#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// Texts of answer cards: words, and places of figures written as `{{1}}`, counted from 1 in the order of the card's
/// figures (docs/formats.md#answer-cards).
namespace boothwise::answers {

/// A stretch of a text in UTF-16 units, as a browser counts.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

/// A text as code points with where each stands in UTF-16. For looking at words and numbers.
class Letters {
 public:
  /// What is not UTF-8 is read as U+FFFD.
  explicit Letters(std::string_view given);

  [[nodiscard]] std::size_t size() const { return points_.size(); }
  /// 0 behind the end.
  [[nodiscard]] char32_t at(std::size_t place) const { return place < points_.size() ? points_[place] : U'\0'; }
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const;
  /// As UTF-8.
  [[nodiscard]] std::string text(std::size_t begin, std::size_t end) const;

 private:
  std::vector<char32_t> points_;
  std::vector<std::size_t> units_;  // before each point, and behind the last
};

/// A letter of any script, with vowel signs and joiners; no digits.
bool is_letter(char32_t point);
/// 0 to 9 of Latin and Devanagari digits; -1 for anything else.
int digit_of(char32_t point);

/// One piece of a card's text: words, or the place of a figure.
struct TextPiece {
  std::string words;       ///< empty of a figure
  std::size_t figure = 0;  ///< from 1; 0 of words
  Span span;
};

constexpr std::size_t figures_most = 20;

/// The pieces in order. Errors: `placeholder_malformed` for `{{` without a number of 1 to 20 and `}}` behind it, or a
/// stray `}}`; `where.column` is its place in UTF-16 units from 1.
Result<std::vector<TextPiece>> pieces_of(std::string_view text);

}  // namespace boothwise::answers
