#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Hindi in Latin letters as people type it, without a rule: "kitne logo ke ghar me bijli hai". Words of the lexicon
/// are found by their usual romanisation (names/romanise.hpp), the nearest spelling first, so that none is listed.
namespace boothwise::asking {

/// How near a spelling is to a word's romanisation, the nearest first.
enum class Nearness : std::uint8_t {
  spelt,     ///< haar is हार, har is हर
  heard,     ///< long and short vowels, z and j, w and v … are one: jila, zila
  sparse,    ///< of longer words: the inner a is left out or put in (garbhvati, garbhavati)
  inflected  ///< of another ending: jeete, jeeti
};
constexpr std::size_t nearness_count = 4;

/// A word in both of the forms in which the lexicon looks words up.
struct HindiWord {
  std::string plain;
  std::string key;

  friend auto operator<=>(const HindiWord&, const HindiWord&) = default;
};

/// The Devanagari words that a Latin word may stand for.
class RomanisedWords {
 public:
  /// `word.plain`: Devanagari, as Token::plain.
  void add(const HindiWord& word);

  struct Found {
    std::vector<HindiWord> words;  ///< empty: none
    Nearness nearness = Nearness::inflected;
  };
  /// Those of the nearest kind alone. `latin`: as Token::plain.
  [[nodiscard]] Found find(std::string_view latin) const;

 private:
  std::array<std::map<std::string, std::set<HindiWord>, std::less<>>, nearness_count> words_;
};

}  // namespace boothwise::asking
