#include "asking/lexicon.hpp"

#include <algorithm>
#include <array>
#include <libstemmer.h>
#include <memory>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "names/letters.hpp"
#include "names/names.hpp"
#include "names/similarity.hpp"
#include "names/tokens.hpp"
#include "services/name_folding.hpp"
#include "services/own_tables.hpp"
#include "services/workspace.hpp"

namespace boothwise::asking {

/// One spelling for both of those with and without nukta, which many leave out.
std::string plain_of(std::string_view word) { return replaced(names::normalised(word), "\u093C", ""); }

namespace {

constexpr std::size_t tokens_max = 400;

class Stemmer {
 public:
  explicit Stemmer(const char* language) : stemmer_(sb_stemmer_new(language, "UTF_8")) {
    if (stemmer_ == nullptr) throw BrokenInvariant("libstemmer lacks a language");
  }
  [[nodiscard]] std::string stem(const std::string& word) const {
    const sb_symbol* made =
        sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
    if (made == nullptr) return word;
    return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
  }

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
  };
  std::unique_ptr<sb_stemmer, Delete> stemmer_;
};

std::string key_of(const std::string& plain) {
  thread_local const Stemmer hindi("hindi");
  thread_local const Stemmer english("english");
  // में and मऊ would both be left with their first letter.
  constexpr std::size_t least_bytes = 6;
  if (plain.empty()) return plain;
  std::size_t at = 0;
  const bool is_hindi = names::is_devanagari(names::next_code(plain, at));
  const std::string stem = is_hindi ? hindi.stem(plain) : english.stem(plain);
  return is_hindi && stem.size() < least_bytes ? plain : stem;
}

bool is_digit(char32_t code) { return (code >= '0' && code <= '9') || (code >= 0x966 && code <= 0x96F); }

bool is_letter(char32_t code) {
  return is_digit(code) || names::latin_letter(code) != 0 || names::is_devanagari_letter(code) ||
         names::is_joiner(code);
}

constexpr std::array<std::pair<std::string_view, WordKind>, 29> kinds = {
    {{"measure", WordKind::measure}, {"group", WordKind::group},
     {"verdict", WordKind::verdict}, {"level", WordKind::level},
     {"house", WordKind::house},     {"election", WordKind::election},
     {"we", WordKind::we},           {"compare", WordKind::compare},
     {"order", WordKind::order},     {"many", WordKind::many},
     {"trend", WordKind::trend},     {"polarity", WordKind::polarity},
     {"unit", WordKind::unit},       {"number", WordKind::number},
     {"times", WordKind::times},     {"statistic", WordKind::statistic},
     {"base", WordKind::base},       {"scheme", WordKind::scheme},
     {"party", WordKind::party},     {"alliance", WordKind::alliance},
     {"who", WordKind::who},         {"not", WordKind::negation},
     {"filler", WordKind::filler},   {"place", WordKind::place},
     {"part", WordKind::part},       {"future", WordKind::future},
     {"beyond", WordKind::beyond},   {"community", WordKind::community},
     {"duty", WordKind::duty}}};

bool is_hindi(const std::string& word) {
  std::size_t at = 0;
  return !word.empty() && names::is_devanagari(names::next_code(word, at));
}

bool add_meaning(std::vector<Meaning>& meanings, const Meaning& meaning) {
  const bool there = std::ranges::any_of(meanings, [&](const Meaning& one) {
    return one.kind == meaning.kind && one.id == meaning.id && one.area == meaning.area;
  });
  if (!there) meanings.push_back(meaning);
  return !there;
}

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  const std::string clean = as_utf8(text);
  std::vector<Token> tokens;
  std::string word;
  std::size_t begin = 0;
  const auto end_word = [&] {
    if (!word.empty() && tokens.size() < tokens_max) {
      std::string plain = plain_of(word);
      std::string key = key_of(plain);
      tokens.push_back({word, std::move(plain), std::move(key), begin});
    }
    word.clear();
  };
  for (std::size_t at = 0; at < clean.size();) {
    const std::size_t here = at;
    const char32_t code = names::next_code(clean, at);
    std::size_t next_at = at;
    const char32_t next = at < clean.size() ? names::next_code(clean, next_at) : 0;
    const bool inside_number = (code == ',' || code == '.' || code == '-' || code == 0x2013) && !word.empty() &&
                               is_digit(static_cast<unsigned char>(word.back())) && is_digit(next);
    if (is_letter(code) || inside_number) {
      if (word.empty()) begin = here;
      if (code == 0x2013) {
        word += '-';
      } else if (code >= 0x966 && code <= 0x96F) {
        word += static_cast<char>('0' + (code - 0x966));
      } else if (code != ',') {
        names::append_utf8(word, code);
      }
      continue;
    }
    end_word();
    if (code == '%' && tokens.size() < tokens_max) tokens.push_back({"%", "%", "%", here});
  }
  end_word();
  return tokens;
}

void Lexicon::add(std::string_view phrase, const Meaning& meaning) {
  std::string key;
  std::string plain;
  std::vector<Token> tokens = tokens_of(phrase);
  for (const Token& token : tokens) {
    key += (key.empty() ? "" : " ") + token.key;
    plain += (plain.empty() ? "" : " ") + token.plain;
    if (is_hindi(token.plain)) romanised_.add({token.plain, token.key});
  }
  if (key.empty()) return;
  longest_ = std::max(longest_, tokens.size());
  add_meaning(phrases_[key], meaning);
  add_meaning(written_[plain], meaning);
  if (meaning.kind == WordKind::statistic) told_.emplace_back(std::move(tokens), meaning);
}

void Lexicon::add_place(std::string_view name, AreaLevel level, const std::string& id) {
  const Meaning meaning{WordKind::place, id, {level, id}};
  // "Hathras (SC)" is asked for without what stands in brackets.
  const std::string_view short_name = trimmed(name.substr(0, name.find('(')));
  std::string plain;
  std::size_t words = 0;
  for (const Token& token : tokens_of(short_name)) {
    plain += (plain.empty() ? "" : " ") + token.plain;
    ++words;
  }
  if (plain.empty()) return;
  longest_ = std::max(longest_, words);
  if (!add_meaning(places_[plain], meaning)) return;
  heard_.push_back({names::parse_name(short_name), plain, names::normalised(names::romanise(plain)),
                    services::folded_name(short_name), meaning});
}

/// Which words of a statistic's phrases say something: all but fillers and those of whom it is.
void Lexicon::scatter() {
  const auto says_something = [&](const Token& token) {
    const auto& meanings = written(token.plain);
    return !std::ranges::any_of(meanings, [](const Meaning& one) {
      return one.kind == WordKind::filler || one.kind == WordKind::who || one.kind == WordKind::negation;
    });
  };
  for (const auto& [tokens, meaning] : told_) {
    Scattered one{{}, meaning};
    std::size_t words = 0;
    for (const Token& token : tokens) {
      if (!says_something(token)) continue;
      one.keys.push_back(token.key);
      words += token.text.front() >= '0' && token.text.front() <= '9' ? 0 : 1;
    }
    const std::string of =
        meaning.id.starts_with(without_prefix) ? meaning.id.substr(without_prefix.size()) : meaning.id;
    for (const Token& token : tokens) telling_[of].insert(token.key);
    // A number and one word are too little: ten schools are no ten years of school.
    if (words > 1) scattered_.push_back(std::move(one));
  }
  // The phrase of most words is looked for first.
  std::ranges::stable_sort(scattered_, std::greater{}, [](const Scattered& one) { return one.keys.size(); });
  told_.clear();
}

Status Lexicon::add_table(const std::filesystem::path& file) {
  std::string unknown;
  std::uint64_t line = 1;
  std::uint64_t bad_line = 0;
  BOOTHWISE_CHECK(services::each_own_row(file, [&](const std::vector<std::string>& cells) {
    ++line;
    const auto kind = std::ranges::find(kinds, cells[0], &std::pair<std::string_view, WordKind>::first);
    if (kind == kinds.end() || cells.size() < 3) {
      unknown = cells[0];
      bad_line = line;
      return;
    }
    for (const std::string& phrase : split(cells[2], '|')) {
      if (kind->second != WordKind::place) {
        add(phrase, {kind->second, cells[1], {}});
        continue;
      }
      for (const std::string& of : split(cells[1], ';')) {
        const auto area = parse_area(of);
        if (area) add_place(phrase, area->level, area->id);
        if (!area && bad_line == 0) std::tie(unknown, bad_line) = std::pair(of, line);
      }
    }
  }));
  if (bad_line == 0) return success();
  Error error{ErrorKind::bad_input, "words_unknown_kind", {"no such kind of word", "शब्द की ऐसी कोई क़िस्म नहीं"}};
  error.where = {file.string(), bad_line, "kind", unknown};
  return error;
}

Result<Lexicon> Lexicon::read(Figures& figures) {
  Lexicon lexicon;
  const FigureDesk& desk = figures.desk();
  BOOTHWISE_CHECK(lexicon.add_table(desk.data_folder / "asking" / "words.csv"));
  if (!desk.workspace.state.empty()) {
    const auto own = services::state_folder(desk.data_folder, desk.workspace.state) / "asking_words.csv";
    if (std::filesystem::exists(own)) BOOTHWISE_CHECK(lexicon.add_table(own));
  }
  const Places& places = desk.snapshot.places;
  for (const ParliamentaryConstituency& pc : places.pcs()) {
    for (const std::string& name : {pc.name.en, pc.name.hi})
      lexicon.add_place(name, AreaLevel::seat, std::to_string(pc.no.value));
  }
  for (const AssemblyConstituency& ac : places.acs()) {
    std::vector<std::string> names = ac.other_names;
    names.insert(names.end(), {ac.name.en, ac.name.hi});
    for (const std::string& name : names) lexicon.add_place(name, AreaLevel::segment, std::to_string(ac.no.value));
  }
  for (const District& district : places.districts()) {
    std::vector<std::string> names = district.former_names;
    names.insert(names.end(), {district.name.en, district.name.hi});
    for (const std::string& name : names) lexicon.add_place(name, AreaLevel::district, district.id);
  }
  for (const auto& [id, name] : figures.region_names()) {
    for (const std::string& text : {name.en, name.hi}) lexicon.add_place(text, AreaLevel::region, id);
  }
  for (const Party& party : desk.snapshot.parties) {
    for (const std::string& text : {party.code, party.name.en, party.name.hi})
      lexicon.add(text, {WordKind::party, party.code, {}});
  }
  lexicon.scatter();
  BOOTHWISE_TRY(published, figures.published());
  for (const services::Outcome& one : published->outcomes()) {
    for (const std::string& text : {one.name.en, one.name.hi, one.of.en, one.of.hi}) {
      for (const Token& token : tokens_of(text)) lexicon.telling_[one.id].insert(token.key);
    }
  }
  return lexicon;
}

namespace {

const std::vector<Meaning>& found_in(const std::map<std::string, std::vector<Meaning>>& map, const std::string& key) {
  static const std::vector<Meaning> none;
  const auto found = map.find(key);
  return found == map.end() ? none : found->second;
}

}  // namespace

const std::vector<Meaning>& Lexicon::exact(const std::string& key) const { return found_in(phrases_, key); }
const std::vector<Meaning>& Lexicon::written(const std::string& plain) const { return found_in(written_, plain); }
const std::vector<Meaning>& Lexicon::named(const std::string& plain) const { return found_in(places_, plain); }

bool Lexicon::begins(const Spelling& phrase) const {
  const auto in = [](const std::map<std::string, std::vector<Meaning>>& map, const std::string& beginning) {
    const auto next = map.lower_bound(beginning + " ");
    return next != map.end() && next->first.starts_with(beginning + " ");
  };
  return in(phrases_, phrase.key) || in(written_, phrase.plain) || in(places_, phrase.plain);
}

bool Lexicon::tells(const std::string& statistic, const std::string& key) const {
  const auto found = telling_.find(statistic);
  return found != telling_.end() && found->second.contains(key);
}

namespace {

/// Letters of a word as spelling compares them: a long and a short i or u are one.
std::u32string letters_of(std::string_view word) {
  std::u32string letters;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t code = names::next_code(word, at);
    letters += code == U'ी' ? U'ि' : code == U'ू' ? U'ु' : code == U'ई' ? U'इ' : code == U'ऊ' ? U'उ' : code;
  }
  return letters;
}

/// How many letters are to be changed, put in or left out (Levenshtein 1966).
std::size_t distance(const std::u32string& one, const std::u32string& other) {
  std::vector<std::size_t> row(other.size() + 1);
  for (std::size_t at = 0; at < row.size(); ++at) row[at] = at;
  for (std::size_t here = 0; here < one.size(); ++here) {
    std::size_t diagonal = row[0];
    row[0] = here + 1;
    for (std::size_t there = 0; there < other.size(); ++there) {
      const std::size_t changed = diagonal + (one[here] == other[there] ? 0 : 1);
      diagonal = row[there + 1];
      row[there + 1] = std::min({changed, row[there] + 1, diagonal + 1});
    }
  }
  return row.back();
}

/// A word that only sounds like a name may be any word; one that is also spelt nearly like it is the name misspelt.
bool is_spelt_closely(const std::string& asked, const std::string& name) {
  constexpr std::size_t letters_least = 4;
  constexpr std::size_t letters_of_two = 9;
  const std::u32string letters = letters_of(asked);
  if (letters.size() < letters_least) return false;
  return distance(letters, letters_of(name)) <= (letters.size() < letters_of_two ? 1 : 2);
}

}  // namespace

std::vector<Meaning> Lexicon::sounding(std::string_view phrase) const {
  constexpr std::size_t least_bytes = 4;
  constexpr std::size_t least_folded = 3;
  constexpr double alike = 0.9;
  constexpr double equal_to = 0.001;
  constexpr double clear = 0.03;
  if (phrase.size() < least_bytes) return {};
  const std::string folded = services::folded_name(phrase);
  if (folded.size() < least_folded) return {};
  const std::string plain = plain_of(phrase);
  const auto without_spaces = [](const std::string& text) { return replaced(text, " ", ""); };
  const std::string folded_whole = without_spaces(folded);
  const bool hindi = is_hindi(plain);
  const names::Name asked = names::parse_name(phrase);
  std::vector<double> near;
  near.reserve(heard_.size());
  for (const Place& place : heard_)
    near.push_back(without_spaces(place.folded) == folded_whole ? 1 : names::similarity(asked, place.name));
  const double best = near.empty() ? 0 : *std::ranges::max_element(near);
  if (best < alike) return {};
  std::vector<Meaning> found;
  bool spelt = false;
  for (std::size_t at = 0; at < near.size(); ++at) {
    if (near[at] > best - equal_to) {
      add_meaning(found, heard_[at].meaning);
      spelt = spelt || is_spelt_closely(plain, hindi ? heard_[at].plain : heard_[at].latin);
    } else if (near[at] > best - clear) {
      return {};
    }
  }
  return spelt ? found : std::vector<Meaning>{};
}

}  // namespace boothwise::asking
