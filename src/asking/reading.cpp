#include "asking/reading.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "names/letters.hpp"

namespace boothwise::asking {

namespace {

std::optional<double> written_number(const std::string& text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  return parse_number<double>(text);
}

/// "2019-21", "2019-2021".
bool is_span_of_years(const std::string& text) {
  const std::size_t dash = text.find('-');
  if (dash != 4 || (text.size() != 7 && text.size() != 9)) return false;
  return parse_number<int>(std::string_view(text).substr(0, dash)).has_value() &&
         parse_number<int>(std::string_view(text).substr(dash + 1)).has_value();
}

std::string joined(const std::vector<Token>& tokens, std::size_t first, std::size_t count, std::string Token::*form) {
  std::string text;
  for (std::size_t at = first; at < first + count; ++at) text += (text.empty() ? "" : " ") + tokens[at].*form;
  return text;
}

bool is_latin(const Token& token) {
  return !token.plain.empty() && token.plain.front() >= 'a' && token.plain.front() <= 'z';
}

void add_all(std::vector<Meaning>& list, const std::vector<Meaning>& more) {
  for (const Meaning& one : more) {
    const bool there = std::ranges::any_of(list, [&](const Meaning& other) {
      return one.kind == other.kind && one.id == other.id && one.area == other.area;
    });
    if (!there) list.push_back(one);
  }
}

/// Verbs of what is to come: जीतेगा, होगी, jeetega.
bool is_future(const Token& token, bool hindi_in_latin) {
  static constexpr std::array<std::string_view, 12> hindi = {"ेगा", "ेगी",  "ेंगे",  "ेंगी",   "एगा",  "एगी",
                                                             "एंगे", "एंगी", "ूंगा", "होगा", "होगी", "होंगे"};
  static constexpr std::array<std::string_view, 9> latin = {"ega",  "egi",  "enge",  "engi", "aega",
                                                            "hoga", "hogi", "honge", "unga"};
  const auto ends = [&](std::string_view ending) {
    return token.plain.ends_with(ending) &&
           (ending != token.plain || ending.starts_with("ह") || ending.starts_with('h'));
  };
  if (is_latin(token)) return hindi_in_latin && std::ranges::any_of(latin, ends);
  return std::ranges::any_of(hindi, ends);
}

/// Cuts one text.
class Cutter {
 public:
  Cutter(const Lexicon& lexicon, Reading& reading) : lexicon_(lexicon), reading_(reading), tokens_(reading.tokens) {}

  void cut() {
    find_spellings();
    for (std::size_t at = 0; at < tokens_.size();) {
      Mention mention = mention_at(at);
      at += mention.count;
      reading_.mentions.push_back(std::move(mention));
    }
    for (const Scattered& one : lexicon_.scattered()) gather(one);
  }

 private:
  [[nodiscard]] bool is_known(const Token& token) const {
    return !lexicon_.written(token.plain).empty() || !lexicon_.exact(token.key).empty();
  }
  [[nodiscard]] static bool is_near(const RomanisedWords::Found& found) {
    return !found.words.empty() && found.nearness <= Nearness::heard;
  }

  /// A Latin text is Hindi where more of its words are Hindi alone than are English alone, or as many and its particles
  /// are Hindi: what only looks like a Hindi word in an English sentence is not read as one.
  void find_spellings() {
    std::vector<RomanisedWords::Found> found(tokens_.size());
    int hindi = 0;
    int english = 0;
    bool hindi_particle = false;
    bool english_particle = false;
    const auto is_filler = [](const Meaning& one) { return one.kind == WordKind::filler; };
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      const Token& token = tokens_[at];
      if (!is_latin(token) || !lexicon_.named(token.plain).empty()) continue;
      found[at] = lexicon_.hindi(token);
      const bool known = is_known(token);
      const bool near = is_near(found[at]);
      if (near && !known) {
        ++hindi;
        hindi_particle = hindi_particle || std::ranges::any_of(lexicon_.exact(found[at].words.front().key), is_filler);
      } else if (known && !near) {
        ++english;
        english_particle = english_particle || std::ranges::any_of(lexicon_.written(token.plain), is_filler);
      }
    }
    hindi_in_latin_ = hindi > english || (hindi == english && hindi_particle && !english_particle);
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      std::vector<Spelling> spellings;
      if (hindi_in_latin_) {
        const bool far = found[at].nearness > Nearness::heard && is_known(tokens_[at]);
        for (const HindiWord& word : found[at].words) {
          if (!far) spellings.push_back({word.plain, word.key});
        }
      }
      spellings.push_back({tokens_[at].plain, tokens_[at].key});
      reading_.spellings.push_back(std::move(spellings));
    }
  }

  /// The longest phrase that begins at a token; of equal ones a place, then Hindi in Latin letters.
  [[nodiscard]] Mention phrase_at(std::size_t at) const {
    struct Path {
      Spelling phrase;
      bool as_typed = true;
      bool future = false;  // then no stem of it is meant: जीतेगा is not जीता
    };
    Mention best{at, 1, {}, std::nullopt, {}, false};
    std::vector<Path> paths = {{{"", ""}, true, false}};
    const std::size_t most = std::min(lexicon_.longest(), tokens_.size() - at);
    for (std::size_t count = 1; count <= most && !paths.empty(); ++count) {
      std::vector<Path> longer;
      std::vector<Meaning> places;
      std::vector<Meaning> hindi;
      std::vector<Meaning> typed;
      for (const Path& path : paths) {
        const auto& spellings = reading_.spellings[at + count - 1];
        for (const Spelling& spelling : spellings) {
          const std::string space = count == 1 ? "" : " ";
          Path next{{path.phrase.plain + space + spelling.plain, path.phrase.key + space + spelling.key},
                    path.as_typed && &spelling == &spellings.back()};
          const auto& written = lexicon_.written(next.phrase.plain);
          next.future = path.future || is_to_come(at + count - 1);
          const bool by_stem = written.empty() && !next.future;
          add_all(next.as_typed ? typed : hindi, by_stem ? lexicon_.exact(next.phrase.key) : written);
          if (next.as_typed) add_all(places, lexicon_.named(next.phrase.plain));
          if (lexicon_.begins(next.phrase)) longer.push_back(std::move(next));
        }
      }
      if (!hindi.empty() || !typed.empty() || !places.empty()) {
        best.count = count;
        best.meanings = hindi.empty() ? std::move(typed) : std::move(hindi);
        add_all(best.meanings, places);
      }
      paths = std::move(longer);
    }
    for (const Meaning& meaning : best.meanings) {
      if (meaning.kind == WordKind::number) best.number = parse_number<double>(meaning.id);
    }
    return best;
  }

  [[nodiscard]] Mention mention_at(std::size_t at) const {
    const Token& token = tokens_[at];
    Mention mention{at, 1, {}, std::nullopt, {}, false};
    if (is_span_of_years(token.text)) {
      mention.years = token.text;
    } else if (const auto number = written_number(token.text)) {
      mention = phrase_at(at);
      if (mention.count == 1) mention.number = number;
    } else if (token.key == "%") {
      mention.meanings = {{WordKind::unit, "percent", {}}};
    } else {
      mention = phrase_at(at);
      if (mention.count == 1 && is_to_come(at)) mention.meanings = {{WordKind::future, {}, {}}};
      if (mention.meanings.empty()) mention = guess_at(at);
    }
    return mention;
  }

  [[nodiscard]] bool is_to_come(std::size_t at) const {
    const Token& token = tokens_[at];
    const bool own = !lexicon_.written(token.plain).empty() || !lexicon_.named(token.plain).empty();
    return !own && is_future(token, hindi_in_latin_);
  }

  /// A place by its sound.
  [[nodiscard]] Mention guess_at(std::size_t at) const {
    constexpr std::size_t words_most = 3;
    for (std::size_t count = std::min(words_most, tokens_.size() - at); count > 0; --count) {
      // Words that mean something by themselves are no part of a misspelt name.
      bool fresh = true;
      for (std::size_t part = at; part < at + count; ++part)
        fresh &= !means_something(part) && !written_number(tokens_[part].text);
      if (!fresh || (count == 1 && !stands_as_place(at))) continue;
      auto places = lexicon_.sounding(joined(tokens_, at, count, &Token::text));
      if (!places.empty()) return {at, count, std::move(places), std::nullopt, {}, true};
    }
    return {at, 1, {}, std::nullopt, {}, false};
  }

  [[nodiscard]] bool means_something(std::size_t at) const {
    return std::ranges::any_of(reading_.spellings[at], [&](const Spelling& one) {
      return !lexicon_.written(one.plain).empty() || !lexicon_.exact(one.key).empty();
    });
  }

  /// A short word is a place's name misspelt only where a place would stand: "in Agar", "आगर में", "Agar district".
  [[nodiscard]] bool stands_as_place(std::size_t at) const {
    constexpr std::size_t letters_enough = 8;
    std::size_t letters = 0;
    for (std::size_t byte = 0; byte < tokens_[at].plain.size(); ++letters) names::next_code(tokens_[at].plain, byte);
    if (letters >= letters_enough) return true;
    const bool behind_english = is_latin(tokens_[at]) && !hindi_in_latin_;
    const auto says_where = [&](std::size_t other, bool any_side) {
      if (other >= tokens_.size()) return false;
      return std::ranges::any_of(reading_.spellings[other], [&](const Spelling& one) {
        return std::ranges::any_of(lexicon_.exact(one.key), [&](const Meaning& meaning) {
          const bool level =
              meaning.kind == WordKind::house || (meaning.kind == WordKind::level && meaning.id != "state");
          return level || (any_side && meaning.kind == WordKind::filler && meaning.id == "where");
        });
      });
    };
    return says_where(at - 1, behind_english) || says_where(at + 1, !behind_english);
  }

  /// Puts a statistic where the words of its phrase stand near each other: "married before they turned 18".
  void gather(const Scattered& phrase) {
    constexpr std::size_t window = 8;
    auto& mentions = reading_.mentions;
    std::vector<std::size_t> found;
    for (const std::string& key : phrase.keys) {
      std::optional<std::size_t> here;
      for (std::size_t at = 0; at < mentions.size() && !here; ++at) {
        const Mention& one = mentions[at];
        const bool free = one.says_nothing() || (one.number && one.meanings.empty()) || one.is(WordKind::number);
        const bool taken = std::ranges::find(found, at) != found.end();
        if (one.count != 1 || !free || taken) continue;
        if (std::ranges::find(reading_.spellings[one.first], key, &Spelling::key) !=
            reading_.spellings[one.first].end())
          here = at;
      }
      if (!here) return;
      found.push_back(*here);
    }
    const auto [least, most] = std::ranges::minmax(found);
    if (most - least >= window) return;
    for (const std::size_t at : found) {
      mentions[at].number.reset();
      mentions[at].meanings = {{WordKind::filler, {}, {}}};
    }
    mentions[least].meanings = {phrase.meaning};
  }

  const Lexicon& lexicon_;
  Reading& reading_;
  const std::vector<Token>& tokens_;
  bool hindi_in_latin_ = false;
};

}  // namespace

const Meaning* Mention::find(WordKind kind) const {
  const auto found = std::ranges::find(meanings, kind, &Meaning::kind);
  return found == meanings.end() ? nullptr : &*found;
}

bool Mention::is(WordKind kind, std::string_view id) const {
  return std::ranges::any_of(meanings, [&](const Meaning& one) { return one.kind == kind && one.id == id; });
}

bool Mention::says_nothing() const { return !number && years.empty() && (meanings.empty() || is(WordKind::filler)); }

std::string Reading::text(const Mention& mention) const {
  return joined(tokens, mention.first, mention.count, &Token::text);
}

std::string Reading::between(const Mention& one, const Mention& other) const {
  const Token& last = tokens.at(one.first + one.count - 1);
  const std::size_t from = last.at + last.text.size();
  const std::size_t to = tokens.at(other.first).at;
  return from < to && to <= whole.size() ? std::string(trimmed(std::string_view(whole).substr(from, to - from)))
                                         : std::string();
}

Reading read_text(const Lexicon& lexicon, std::string_view text) {
  Reading reading;
  reading.whole = as_utf8(text);
  reading.tokens = tokens_of(reading.whole);
  Cutter(lexicon, reading).cut();
  return reading;
}

std::optional<std::int32_t> year_of(const Reading& reading, std::size_t mention) {
  constexpr double first_year = 1950;
  constexpr double last_year = 2100;
  const Mention& here = reading.mentions.at(mention);
  if (!here.number || !here.meanings.empty() || *here.number < first_year || *here.number > last_year ||
      *here.number != std::floor(*here.number)) {
    return std::nullopt;
  }
  if (mention + 1 < reading.mentions.size()) {
    const Mention& next = reading.mentions[mention + 1];
    if (next.is(WordKind::times) || next.is(WordKind::unit)) return std::nullopt;
  }
  return static_cast<std::int32_t>(*here.number);
}

namespace {

/// Reads amounts from left to right.
class AmountReader {
 public:
  explicit AmountReader(const Reading& reading) : reading_(reading), mentions_(reading.mentions) {}

  std::vector<Amount> read() {
    std::vector<Amount> list;
    for (std::size_t at = 0; at < mentions_.size(); ++at) {
      const Mention& here = mentions_[at];
      if (const Meaning* part = here.find(WordKind::part)) {
        Amount amount{.value = parse_number<double>(part->id).value_or(0), .unit = Unit::percent, .is_part = true};
        amount.first = amount.last = at;
        list.push_back(amount);
        continue;
      }
      if (!(here.number || here.is(WordKind::times)) || year_of(reading_, at)) continue;
      const auto part = part_at(at);
      Amount amount = part ? *part : amount_at(at);
      at = amount.last;
      list.push_back(amount);
    }
    return list;
  }

 private:
  [[nodiscard]] const Mention* mention(std::size_t at) const {
    return at < mentions_.size() ? &mentions_[at] : nullptr;
  }

  /// What a noun of places counts.
  static Unit places_of(const Mention* mention) {
    if (mention == nullptr) return Unit::none;
    if (mention->is(WordKind::level, "seat")) return Unit::seats;
    if (mention->is(WordKind::level, "segment")) return Unit::segments;
    return mention->is(WordKind::level, "booth") ? Unit::booths : Unit::none;
  }

  /// "one family in four", "दस में से एक"; "73 of 80 seats", "80 सीटों में से 73" are a count of seats, no share.
  [[nodiscard]] std::optional<Amount> part_at(std::size_t at) const {
    constexpr double whole_most = 100;
    if (!mentions_[at].number) return std::nullopt;
    std::size_t within = at + 1;
    const Unit counted_first = places_of(mention(within));
    if (mention(within) != nullptr && (mention(within)->is(WordKind::who) || counted_first != Unit::none)) ++within;
    const Mention* between = mention(within);
    if (between == nullptr) return std::nullopt;
    const std::string& joint = reading_.spellings[between->first].front().plain;
    const bool of = joint == "of";
    if (!of && !between->is(WordKind::filler, "within")) return std::nullopt;
    const bool hindi = !of && joint != "in" && joint != "out";
    // "73 of UP's 80 seats"
    std::size_t behind = within + 1;
    while (of && behind <= within + 3 && mention(behind) != nullptr && !mention(behind)->number) ++behind;
    const Mention* last = mention(behind);
    if (last == nullptr || !last->number || year_of(reading_, behind)) return std::nullopt;
    const Mention* next = mention(behind + 1);
    if (next != nullptr && (next->is(WordKind::unit) || next->is(WordKind::times))) return std::nullopt;
    const double part = hindi ? *last->number : *mentions_[at].number;
    const double whole = hindi ? *mentions_[at].number : *last->number;
    if (part < 0 || whole <= part || part != std::floor(part) || whole != std::floor(whole)) return std::nullopt;
    const Unit counted = counted_first != Unit::none ? counted_first : places_of(next);
    Amount amount{.value = part};
    if (counted != Unit::none) {
      amount.of = counted;
    } else {
      if (of || part <= 0 || whole > whole_most) return std::nullopt;
      amount = {.value = part / whole * 100, .unit = Unit::percent, .is_part = true};
    }
    amount.first = at;
    amount.last = behind;
    return amount;
  }

  [[nodiscard]] Amount amount_at(std::size_t at) const {
    Amount amount;
    amount.first = amount.last = at;
    // "lakhs of", "हज़ारों": how many is not said.
    const std::string& word = reading_.tokens[mentions_[at].first].plain;
    amount.at_least = !mentions_[at].number &&
                      (word.ends_with("ों") || word.ends_with("s") || word.ends_with("o") || word.ends_with("on"));
    double sum = 0;
    double part = mentions_[at].number.value_or(1);
    double last_times = 0;
    if (!mentions_[at].number) part = last_times = times_of(mentions_[at]);
    for (const Mention* next = mention(at + 1); next != nullptr; next = mention(amount.last + 1)) {
      if (next->is(WordKind::times)) {
        last_times = times_of(*next);
        part *= last_times;
      } else if (next->is(WordKind::number) && next->number && is_continued(part, last_times, *next->number)) {
        // "one lakh twenty thousand", "twenty one"
        sum += part;
        part = *next->number;
        last_times = 0;
      } else {
        break;
      }
      ++amount.last;
    }
    amount.value = sum + part;
    const Mention* next = mention(amount.last + 1);
    if (next != nullptr) {
      if (const Meaning* unit = next->find(WordKind::unit)) {
        amount.unit = unit->id == "percent" ? Unit::percent : unit->id == "points" ? Unit::points : Unit::votes;
        ++amount.last;
      }
    }
    if (amount.unit == Unit::none) amount.of = counted_behind(amount.last);
    return amount;
  }

  static double times_of(const Mention& mention) {
    return parse_number<double>(mention.find(WordKind::times)->id).value_or(1);
  }

  static bool is_continued(double part, double last_times, double next) {
    constexpr double tens_least = 20;
    constexpr double tens_most = 90;
    constexpr double ten = 10;
    if (last_times > 0) return next < last_times;
    return part >= tens_least && part <= tens_most && std::fmod(part, ten) == 0 && next < ten;
  }

  /// The noun that the amount counts: the next word that says something.
  [[nodiscard]] Unit counted_behind(std::size_t at) const {
    constexpr std::size_t words_most = 3;
    for (std::size_t next = at + 1; next < mentions_.size() && next <= at + words_most; ++next) {
      const Mention& one = mentions_[next];
      if (one.is(WordKind::level, "seat")) return Unit::seats;
      if (one.is(WordKind::level, "segment") || one.is(WordKind::house, "VS")) return Unit::segments;
      if (one.is(WordKind::level, "booth")) return Unit::booths;
      if (one.is(WordKind::measure, "electors")) return Unit::electors;
      if (one.is(WordKind::who, "households")) return Unit::counted;
      if (one.is(WordKind::who)) return Unit::people;
      if (!one.says_nothing() && !one.is(WordKind::compare)) return Unit::none;
    }
    return Unit::none;
  }

  const Reading& reading_;
  const std::vector<Mention>& mentions_;
};

}  // namespace

std::vector<Amount> amounts_in(const Reading& reading) { return AmountReader(reading).read(); }

}  // namespace boothwise::asking
