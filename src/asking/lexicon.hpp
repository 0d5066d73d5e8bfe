#pragma once

#include "asking/figures.hpp"
#include "asking/reference.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "names/tokens.hpp"

/// The words in which questions and claims are asked and made, in both scripts. Which words there are is data
/// (data/asking/words.csv, the state's asking_words.csv) and the names of places, parties and schemes.
namespace boothwise::asking {

enum class WordKind : std::uint8_t {
  measure,
  group,
  verdict,  ///< won, lost
  level,
  house,     ///< LS, VS
  election,  ///< latest, previous, by
  we,        ///< our side
  compare,   ///< less, more, between
  order,     ///< most, least
  many,      ///< how many
  trend,     ///< up, down, change
  polarity,  ///< none, all, half, majority, lack
  unit,      ///< percent, points, votes
  number,
  times,
  statistic,
  base,
  scheme,
  party,
  alliance,
  place,
  who,  ///< households, people, women, children
  negation,
  filler
};

/// One thing that a phrase can mean.
struct Meaning {
  WordKind kind = WordKind::filler;
  std::string id;
  Area area;  ///< of `place`
};

/// One word of a text as the lexicon looks it up.
struct Token {
  std::string text;    ///< as it was written
  std::string plain;   ///< normalised, without nukta
  std::string key;     ///< the same stemmed
  std::size_t at = 0;  ///< where it begins, bytes
};

/// Splits a text at all but letters and digits; "%" is a word, "2019-21" and "1,23,456" are one. At most 400 words;
/// what is behind is left out.
std::vector<Token> tokens_of(std::string_view text);

class Lexicon {
 public:
  /// Errors: those of reading our tables; `words_unknown_kind` naming file and line.
  static Result<Lexicon> read(Figures& figures);

  /// What a phrase of keys joined by spaces can mean; empty if nothing.
  [[nodiscard]] const std::vector<Meaning>& exact(const std::string& key) const;
  /// Places of that name, its plain words joined by spaces: names are not stemmed.
  [[nodiscard]] const std::vector<Meaning>& named(const std::string& plain) const;
  /// Places whose name sounds like the phrase: spelt otherwise, or in the other script. Empty if none is near or
  /// several are.
  [[nodiscard]] std::vector<Meaning> sounding(std::string_view phrase) const;
  [[nodiscard]] std::size_t longest() const { return longest_; }

 private:
  void add(std::string_view phrase, const Meaning& meaning);
  void add_place(std::string_view name, AreaLevel level, const std::string& id);
  Status add_table(const std::filesystem::path& file);

  std::map<std::string, std::vector<Meaning>> phrases_;
  std::map<std::string, std::vector<Meaning>> places_;
  std::map<std::string, std::vector<Meaning>> folded_;  // places
  std::vector<std::pair<names::Name, Meaning>> heard_;  // likewise
  std::size_t longest_ = 1;
};

}  // namespace boothwise::asking
