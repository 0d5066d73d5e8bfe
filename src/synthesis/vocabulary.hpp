#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "synthesis/draw_table.hpp"
#include "synthesis/settings.hpp"

namespace boothwise::synthesis {

/// A word of names, by its place in the vocabulary.
using WordNo = std::uint16_t;

/// A name of one to three words.
struct Name {
  static constexpr std::size_t words_most = 3;
  std::array<WordNo, words_most> words{};
  std::uint8_t count = 0;

  friend bool operator==(const Name&, const Name&) = default;
  void add(WordNo word) { words.at(count++) = word; }
};

/// What the tables of data/synthesis say, before it is checked. Words are UTF-8.
struct NameWord {
  std::string word;                              ///< Devanagari
  std::vector<std::string> latin;                ///< lower case, the most usual first
  std::string abbreviation, latin_abbreviation;  ///< empty if it has none
};
/// Words that go well together in one family, each list by how usual they are. It has no name and no number, and
/// nothing made from it says which family it came from: names are words here, not groups of people (R13).
struct NameFamily {
  double weight = 0;
  std::vector<std::string> first;  ///< before a man's name, now and then
  std::vector<std::string> men;
  std::vector<std::string> women;
  std::vector<std::string> men_second;
  std::vector<std::string> women_second;
};
struct PlaceWord {
  std::string kind;  ///< beginning, ending, suffix, building, hamlet
  std::string word;
  std::string abbreviation;  ///< of a building
};

/// How a word may be written in one script.
struct WordForms {
  std::vector<std::string_view> spellings;  ///< never empty; the most usual first
  std::vector<std::string_view> heard;      ///< spelt otherwise by ear
  std::vector<std::string_view> mistyped;
  std::string_view abbreviation;  ///< empty if it has none
};

/// All words that synthetic names and places are made of, with every way in which clerks write them worked out
/// beforehand. Never changed once made; thread-safe.
class Vocabulary {
 public:
  /// Errors: `vocabulary_damaged` (a word without spelling, an empty list, over 65,000 words).
  static Result<Vocabulary> make(std::span<const NameWord> words, std::span<const NameFamily> families,
                                 std::span<const PlaceWord> places);
  Vocabulary(Vocabulary&&) noexcept = default;
  Vocabulary& operator=(Vocabulary&&) noexcept = default;

  /// Draws a family for a household; only for the drawing functions below.
  [[nodiscard]] std::size_t draw_family(RandomStream& random) const { return family_table_.draw(random); }
  /// A household's second word for its men; nothing where they have none.
  [[nodiscard]] WordNo draw_second(std::size_t family, bool man, RandomStream& random) const;
  [[nodiscard]] WordNo draw_given(std::size_t family, bool man, RandomStream& random) const;
  /// A word that may stand before a man's name; `nothing` where the family has none.
  [[nodiscard]] WordNo draw_first(std::size_t family, RandomStream& random) const;
  static constexpr WordNo nothing = 0xFFFF;

  /// REQUIRES: script is Devanagari or Latin.
  [[nodiscard]] const WordForms& forms(WordNo word, Script script) const {
    return forms_[static_cast<std::size_t>(script)][word];
  }
  /// कुमार, which clerks put in and leave out.
  [[nodiscard]] WordNo added_word() const { return added_; }

  struct Building {
    std::string name;
    std::string abbreviation;
  };
  struct PlaceWords {
    std::vector<std::string> beginnings, endings, suffixes, hamlets;
    std::vector<Building> buildings;
  };
  [[nodiscard]] const PlaceWords& places() const { return places_; }
  [[nodiscard]] std::size_t words() const { return forms_[0].size(); }

 private:
  Vocabulary() = default;
  struct Drawn {
    std::vector<WordNo> words;
    DrawTable table;
    [[nodiscard]] WordNo draw(RandomStream& random) const;
  };
  struct Family {
    Drawn first;
    std::array<Drawn, 2> given;   // men, women
    std::array<Drawn, 2> second;  // men, women
  };
  Status add_words(std::span<const NameWord> words);
  Status add_families(std::span<const NameFamily> families);
  Status add_places(std::span<const PlaceWord> places);
  Result<Drawn> drawn(std::span<const std::string> words) const;
  std::string_view keep(std::string text);

  std::deque<std::string> texts_;  // what the views below look at
  std::array<std::vector<WordForms>, 2> forms_;
  std::vector<std::pair<std::string, WordNo>> numbers_;  // by word
  std::vector<Family> families_;
  DrawTable family_table_;
  PlaceWords places_;
  WordNo added_ = nothing;
};

}  // namespace boothwise::synthesis
