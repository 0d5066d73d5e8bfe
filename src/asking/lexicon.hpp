#pragma once

#include "asking/figures.hpp"
#include "asking/reference.hpp"
#include "asking/romanised.hpp"

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
  who,   ///< households, people, women, men, children
  part,  ///< a share in words, its id in per cent: half, one in three
  negation,
  future,     ///< what nobody has counted yet
  beyond,     ///< what no published number settles: rigging, fraud
  community,  ///< an official category of people, of claims alone
  duty,       ///< who is responsible
  filler
};

/// Literacy of everybody is one figure, that of women another.
constexpr std::string_view statistic_of_all = "literacy";
constexpr std::string_view statistic_of_women = "women_literate";

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

/// As words are compared: normalised, with and without nukta the same.
std::string plain_of(std::string_view word);

/// Splits a text at all but letters and digits; "%" is a word, "2019-21" and "1,23,456" are one. At most 400 words;
/// what is behind is left out.
std::vector<Token> tokens_of(std::string_view text);

/// One way to read a word: as it stands, or as the Hindi word that it may stand for in Latin letters.
struct Spelling {
  std::string plain;
  std::string key;
};

/// A phrase of a statistic whose words need not stand together: "married before they turned 18".
struct Scattered {
  std::vector<std::string> keys;  ///< of the words that say something, at least two
  Meaning meaning;
};

class Lexicon {
 public:
  /// Errors: those of reading our tables; `words_unknown_kind` naming file and line.
  static Result<Lexicon> read(Figures& figures);

  /// What a phrase of keys joined by spaces can mean; empty if nothing.
  [[nodiscard]] const std::vector<Meaning>& exact(const std::string& key) const;
  /// The same of a phrase as it is written: "voting" is not "votes", which has its stem.
  [[nodiscard]] const std::vector<Meaning>& written(const std::string& plain) const;
  /// Whether a phrase of more words begins with this.
  [[nodiscard]] bool begins(const Spelling& phrase) const;
  /// Hindi words that a Latin word may stand for.
  [[nodiscard]] RomanisedWords::Found hindi(const Token& token) const { return romanised_.find(token.plain); }
  [[nodiscard]] const std::vector<Scattered>& scattered() const { return scattered_; }
  /// Whether a word is one that a statistic is told by: in its phrases, its name or what it is of.
  [[nodiscard]] bool tells(const std::string& statistic, const std::string& key) const;
  /// Places of that name, its plain words joined by spaces: names are not stemmed.
  [[nodiscard]] const std::vector<Meaning>& named(const std::string& plain) const;
  /// Places whose name sounds like the phrase: spelt otherwise, or in the other script. Empty if none is near or
  /// several are.
  [[nodiscard]] std::vector<Meaning> sounding(std::string_view phrase) const;
  [[nodiscard]] std::size_t longest() const { return longest_; }

 private:
  struct Place {
    names::Name name;
    std::string plain;
    std::string latin;   ///< in small Latin letters
    std::string folded;  ///< services::folded_name
    Meaning meaning;
  };
  void add(std::string_view phrase, const Meaning& meaning);
  void scatter();
  void add_place(std::string_view name, AreaLevel level, const std::string& id);
  Status add_table(const std::filesystem::path& file);

  std::map<std::string, std::vector<Meaning>> phrases_;
  std::map<std::string, std::vector<Meaning>> written_;  // the same, not stemmed
  std::map<std::string, std::vector<Meaning>> places_;
  std::vector<Place> heard_;
  RomanisedWords romanised_;
  std::vector<std::pair<std::vector<Token>, Meaning>> told_;  // phrases of statistics
  std::vector<Scattered> scattered_;
  std::map<std::string, std::set<std::string>> telling_;  // words of a statistic
  std::size_t longest_ = 1;
};

}  // namespace boothwise::asking
