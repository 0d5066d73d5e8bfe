#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "names/sounds.hpp"
#include "names/tokens.hpp"

namespace boothwise::names {

/// How alike two tokens sound, 0 (nothing in common) to 1 (the same as far as their scripts tell). One minus the least
/// cost of turning one row of sounds into the other (weighted edit distance, Wagner & Fischer 1974) over their mean
/// weight. Costs: docs/definitions.md#names. Symmetric.
double similarity(const Sounds& left, const Sounds& right);

/// Sounds with what their comparison needs, for words that are compared often.
struct Heard {
  Heard() = default;
  explicit Heard(const Sounds& of);
  Sounds sounds;
  std::array<std::uint8_t, Sounds::size_max> gaps{};  ///< cost of each sound where the other side has none
  std::uint16_t weight = 0;
};
/// As above, but 0 for whatever is below `least`, which is found out sooner.
double similarity(const Heard& left, const Heard& right, double least);

/// A word's sounds as sets: enough to see of most pairs of words that they are far apart.
struct Glance {
  Glance() = default;
  explicit Glance(const Heard& heard);
  std::uint64_t present = 0;  ///< a bit for each sound of the word
  std::uint64_t near = 0;     ///< the sounds that can stand for one of them at less than the cost of leaving them out
  std::uint32_t weight = 0;
};
/// False only if `similarity(left, right, least)` is 0.
bool may_be_alike(const Glance& left, const Glance& right, double least);

/// Below this two words of a name are not the same word.
constexpr double same_word_least = 0.55;

/// The words of two names against each other: weights of each (`Token::weight`), and how alike each left word is to
/// each right one. At most `Name::tokens_max` a side.
struct WordGrid {
  std::array<float, Name::tokens_max> left_weight;
  std::array<float, Name::tokens_max> right_weight;
  std::array<std::array<float, Name::tokens_max>, Name::tokens_max> alike;
  std::size_t left_words = 0;
  std::size_t right_words = 0;
};

/// How alike two names are, their words paired one to one, best first. Uses the grid up. 0 if a side has no words.
double paired_similarity(WordGrid& grid);

/// रामलाल and राम लाल: how alike two names are as their words run together; 0 for whatever is below `least`.
double joined_similarity(const Sounds& left, const Sounds& right, double least);

/// What an initial is worth that begins the other's word.
constexpr float initial_similarity = 0.75F;

/// How alike two names of several tokens are, 0 to 1: tokens are paired one to one, best first; a token without a
/// partner counts by its weight, so that कुमार may be missing at little cost, and an initial meets what it begins.
/// Order counts little. Symmetric. 0 if either has no token.
double similarity(const Name& left, const Name& right);

}  // namespace boothwise::names
