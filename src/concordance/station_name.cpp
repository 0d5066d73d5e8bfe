#include "concordance/station_name.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "names/letters.hpp"
#include "names/names.hpp"

namespace boothwise::concordance {

namespace {

/// What a word or abbreviation says about a station beside its place.
enum class Mark : std::uint8_t {
  none,
  primary,    ///< प्राथमिक, प्रा, P
  school,     ///< विद्यालय, पाठशाला, स्कूल, V, S
  upper,      ///< उच्च, पूर्व, जूनियर; also "eastern", as पूर्व is
  middle,     ///< माध्यमिक; also "middle" and "women", as म is
  high,       ///< हाई, हायर
  secondary,  ///< सेकेण्डरी, उच्चतर
  inter,      ///< इण्टर
  college,    ///< कालेज
  degree,     ///< महाविद्यालय, डिग्री
  girls,      ///< कन्या, बालिका
  council,    ///< पंचायत
  house,      ///< भवन, घर
  community,  ///< सामुदायिक, बारात, धर्मशाला
  office,     ///< कार्यालय
  childcare,  ///< आंगनबाड़ी
  centre,     ///< केन्द्र
  room,       ///< कक्ष, कमरा, R
  number,     ///< संख्या, नं, N
  part,       ///< भाग, side
  north,
  south,
  east,
  west,
  first,
  second,
  third,
  fourth,
  filler,  ///< ग्राम, at, of, extra: says nothing
};

struct Word {
  std::string_view text;
  Mark mark;
};

/// Words in full; any spelling that sounds like one of them counts.
constexpr std::array spoken = std::to_array<Word>({
    {"प्राथमिक", Mark::primary},     {"प्राइमरी", Mark::primary},
    {"primary", Mark::primary},     {"basic", Mark::primary},
    {"बेसिक", Mark::primary},        {"विद्यालय", Mark::school},
    {"पाठशाला", Mark::school},      {"स्कूल", Mark::school},
    {"school", Mark::school},       {"vidyalaya", Mark::school},
    {"pathshala", Mark::school},    {"विद्या", Mark::school},
    {"उच्च", Mark::upper},           {"जूनियर", Mark::upper},
    {"junior", Mark::upper},        {"upper", Mark::upper},
    {"purva", Mark::upper},         {"पूर्व", Mark::upper},
    {"माध्यमिक", Mark::middle},      {"madhyamik", Mark::middle},
    {"high", Mark::high},           {"हाई", Mark::high},
    {"हायर", Mark::secondary},      {"higher", Mark::secondary},
    {"secondary", Mark::secondary}, {"सेकेण्डरी", Mark::secondary},
    {"उच्चतर", Mark::secondary},     {"inter", Mark::inter},
    {"इण्टर", Mark::inter},          {"intermediate", Mark::inter},
    {"college", Mark::college},     {"कालेज", Mark::college},
    {"degree", Mark::degree},       {"डिग्री", Mark::degree},
    {"महाविद्यालय", Mark::degree},   {"mahavidyalaya", Mark::degree},
    {"कन्या", Mark::girls},          {"बालिका", Mark::girls},
    {"kanya", Mark::girls},         {"balika", Mark::girls},
    {"girls", Mark::girls},         {"पंचायत", Mark::council},
    {"panchayat", Mark::council},   {"भवन", Mark::house},
    {"bhawan", Mark::house},        {"ghar", Mark::house},
    {"सामुदायिक", Mark::community},  {"community", Mark::community},
    {"धर्मशाला", Mark::community},   {"barat", Mark::community},
    {"बारात", Mark::community},     {"मिलन", Mark::community},
    {"कार्यालय", Mark::office},      {"office", Mark::office},
    {"आंगनबाड़ी", Mark::childcare},   {"anganwadi", Mark::childcare},
    {"केन्द्र", Mark::centre},         {"centre", Mark::centre},
    {"kendra", Mark::centre},       {"कक्ष", Mark::room},
    {"कमरा", Mark::room},           {"kamra", Mark::room},
    {"room", Mark::room},           {"kaksh", Mark::room},
    {"संख्या", Mark::number},         {"number", Mark::number},
    {"नम्बर", Mark::number},         {"भाग", Mark::part},
    {"bhag", Mark::part},           {"part", Mark::part},
    {"side", Mark::part},           {"छोर", Mark::part},
    {"दिशा", Mark::part},           {"उत्तरी", Mark::north},
    {"उत्तर", Mark::north},          {"uttari", Mark::north},
    {"north", Mark::north},         {"northern", Mark::north},
    {"दक्षिणी", Mark::south},        {"दक्षिण", Mark::south},
    {"dakshini", Mark::south},      {"south", Mark::south},
    {"पूर्वी", Mark::east},           {"purvi", Mark::east},
    {"east", Mark::east},           {"पश्चिमी", Mark::west},
    {"पश्चिम", Mark::west},          {"paschimi", Mark::west},
    {"pachhimi", Mark::west},       {"west", Mark::west},
    {"मध्य", Mark::middle},          {"madhya", Mark::middle},
    {"प्रथम", Mark::first},          {"pratham", Mark::first},
    {"first", Mark::first},         {"द्वितीय", Mark::second},
    {"dwitiya", Mark::second},      {"second", Mark::second},
    {"तृतीय", Mark::third},          {"tritiya", Mark::third},
    {"third", Mark::third},         {"चतुर्थ", Mark::fourth},
    {"chaturth", Mark::fourth},     {"अतिरिक्त", Mark::filler},
    {"extra", Mark::filler},        {"ग्राम", Mark::filler},
    {"gram", Mark::filler},         {"building", Mark::filler},
    {"बिल्डिंग", Mark::filler},       {"स्थित", Mark::filler},
    {"मजरा", Mark::filler},         {"majra", Mark::filler},
    {"majre", Mark::filler},
});

/// Abbreviations, as written.
constexpr std::array abbreviated = std::to_array<Word>({
    {"p", Mark::primary},     {"pr", Mark::primary},   {"pry", Mark::primary},   {"praimari", Mark::primary},
    {"sec", Mark::secondary}, {"joo", Mark::upper},    {"haa", Mark::high},      {"d", Mark::south},
    {"class", Mark::room},    {"paa", Mark::school},   {"praa", Mark::primary},  {"pra", Mark::primary},
    {"pri", Mark::primary},   {"prim", Mark::primary}, {"prath", Mark::primary}, {"प्रा", Mark::primary},
    {"प्र", Mark::primary},    {"प्राइ", Mark::primary}, {"v", Mark::school},      {"vi", Mark::school},
    {"vid", Mark::school},    {"vidh", Mark::school},  {"s", Mark::school},      {"sc", Mark::school},
    {"sch", Mark::school},    {"pa", Mark::school},    {"path", Mark::school},   {"वि", Mark::school},
    {"पा", Mark::school},     {"स्कू", Mark::school},    {"ps", Mark::primary},    {"pp", Mark::primary},
    {"pv", Mark::primary},    {"pvi", Mark::primary},  {"u", Mark::upper},       {"up", Mark::upper},
    {"uc", Mark::upper},      {"uch", Mark::upper},    {"uchch", Mark::upper},   {"उ", Mark::upper},
    {"उच", Mark::upper},      {"j", Mark::upper},      {"jr", Mark::upper},      {"ju", Mark::upper},
    {"jun", Mark::upper},     {"jhs", Mark::upper},    {"ups", Mark::upper},     {"pmv", Mark::upper},
    {"जू", Mark::upper},       {"पू", Mark::upper},      {"पूर्व", Mark::upper},     {"poo", Mark::upper},
    {"pu", Mark::upper},      {"poorv", Mark::upper},  {"purv", Mark::upper},    {"m", Mark::middle},
    {"ma", Mark::middle},     {"mad", Mark::middle},   {"मा", Mark::middle},     {"म", Mark::middle},
    {"h", Mark::high},        {"ha", Mark::high},      {"हा", Mark::high},       {"hss", Mark::secondary},
    {"i", Mark::inter},       {"int", Mark::inter},    {"ic", Mark::inter},      {"इ", Mark::inter},
    {"इं", Mark::inter},       {"इण्", Mark::inter},     {"c", Mark::college},     {"co", Mark::college},
    {"col", Mark::college},   {"coll", Mark::college}, {"का", Mark::college},    {"डि", Mark::degree},
    {"pg", Mark::degree},     {"महावि", Mark::degree}, {"बा", Mark::girls},      {"k", Mark::room},
    {"kn", Mark::room},       {"rn", Mark::room},      {"r", Mark::room},        {"rm", Mark::room},
    {"rum", Mark::room},      {"क", Mark::room},       {"कं", Mark::room},        {"कक्षा", Mark::room},
    {"n", Mark::number},      {"no", Mark::number},    {"num", Mark::number},    {"sn", Mark::number},
    {"san", Mark::number},    {"नं", Mark::number},     {"न", Mark::number},      {"सं", Mark::number},
    {"स", Mark::number},      {"नम", Mark::number},    {"w", Mark::west},        {"e", Mark::east},
    {"प", Mark::west},        {"द", Mark::south},      {"पश्", Mark::west},       {"ii", Mark::second},
    {"iii", Mark::third},     {"iv", Mark::fourth},    {"bh", Mark::part},       {"at", Mark::filler},
    {"of", Mark::filler},     {"ka", Mark::filler},    {"the", Mark::filler},    {"ग्रा", Mark::filler},
    {"mj", Mark::filler},     {"urf", Mark::filler},   {"उर्फ", Mark::filler},
});

/// What a building is by the marks of its name, the most telling first.
constexpr std::array told_by = std::to_array<std::pair<Mark, Building>>({
    {Mark::childcare, Building::childcare_centre},
    {Mark::council, Building::community_building},
    {Mark::community, Building::community_building},
    {Mark::degree, Building::college},
    {Mark::inter, Building::secondary_school},
    {Mark::secondary, Building::secondary_school},
    {Mark::college, Building::secondary_school},
    {Mark::upper, Building::upper_primary_school},
    {Mark::primary, Building::primary_school},
    {Mark::high, Building::secondary_school},
    {Mark::office, Building::office},
    {Mark::school, Building::other_school},
});

/// A word, or a number, of a name.
struct Piece {
  std::string text;
  std::int32_t number = -1;
  Mark mark = Mark::none;
  bool used = false;
};

/// The mark of a normalised word.
Mark mark_of(const std::string& word) {
  for (const Word& one : abbreviated) {
    if (one.text == word) return one.mark;
  }
  struct Spoken {
    names::Heard heard;
    names::TokenKeys keys;
    Mark mark;
  };
  static const std::vector<Spoken> known = [] {
    std::vector<Spoken> list;
    for (const Word& one : spoken) {
      const names::Sounds sounds = names::sounds_of(names::normalised(one.text));
      list.push_back({names::Heard(sounds), names::keys_of(sounds), one.mark});
    }
    return list;
  }();
  constexpr double same_word = 0.86;
  constexpr std::size_t sounds_least = 3;
  const names::Sounds sounds = names::sounds_of(word);
  if (sounds.size() < sounds_least) return Mark::none;
  const names::Heard heard(sounds);
  Mark best = Mark::none;
  double most = same_word;
  for (const Spoken& one : known) {
    if (one.heard.sounds[0] != sounds[0] && !(names::is_vowel(one.heard.sounds[0]) && names::is_vowel(sounds[0])))
      continue;
    const double alike = names::similarity(one.heard, heard, most);
    if (alike > most) {
      most = alike;
      best = one.mark;
    }
  }
  return best;
}

/// Words and numbers. A zero behind a letter is the sign of an abbreviation (प्रा0वि0, NO0_1).
std::vector<Piece> pieces_of(std::string_view text) {
  const std::string normal = names::normalised(text);
  std::vector<Piece> pieces;
  std::string word;
  std::int32_t number = -1;
  const auto end_word = [&] {
    if (!word.empty()) pieces.push_back({std::move(word), -1, Mark::none, false});
    word.clear();
  };
  const auto end_number = [&] {
    if (number >= 0) pieces.push_back({{}, number, Mark::none, false});
    number = -1;
  };
  constexpr std::int32_t number_most = 100'000;
  for (std::size_t at = 0; at < normal.size();) {
    const std::size_t begin = at;
    const char32_t code = names::next_code(normal, at);
    const bool abbreviates = code == U'0' && !word.empty();
    if (code >= U'0' && code <= U'9' && !abbreviates) {
      end_word();
      number = std::min(std::max(number, 0) * 10 + static_cast<std::int32_t>(code - U'0'), number_most);
      continue;
    }
    end_number();
    if (names::latin_letter(code) != 0 || names::is_devanagari_letter(code)) {
      word.append(normal, begin, at - begin);
    } else {
      end_word();
    }
  }
  end_word();
  end_number();
  return pieces;
}

/// Reads the marks of a station's pieces in their context.
class Reading {
 public:
  Reading(std::vector<Piece> pieces, std::int32_t number) : pieces_(std::move(pieces)) {
    for (Piece& piece : pieces_) {
      if (piece.number < 0) piece.mark = mark_of(piece.text);
    }
    for (Piece& piece : pieces_) {  // the station's own number in front, once or twice
      if (piece.number != number) break;
      piece.used = true;
    }
    constexpr std::int32_t no_room = 20;
    if (!pieces_.empty() && number > no_room && pieces_.back().number == number) pieces_.back().used = true;
  }

  StationName read() {
    take_rooms();
    take_directions();
    take_ordinals();
    take_building();
    for (const Piece& piece : pieces_) {
      if (piece.used || piece.number >= 0 || piece.mark == Mark::filler) continue;
      name_.place.push_back(piece.text);
    }
    return std::move(name_);
  }

 private:
  [[nodiscard]] Mark mark(std::size_t at) const {
    return at < pieces_.size() && !pieces_[at].used ? pieces_[at].mark : Mark::none;
  }
  [[nodiscard]] bool is_first(std::size_t at) const {
    return std::ranges::all_of(std::span(pieces_).first(at), [](const Piece& piece) { return piece.used; });
  }

  /// कक्ष संख्या 2, R.N. 2, K.N.3, क0नं0-2; or a number at the end.
  void take_rooms() {
    for (std::size_t at = pieces_.size(); at-- > 0;) {
      if (pieces_[at].number < 0 || pieces_[at].used) continue;
      std::size_t begin = at;
      while (begin > 0 && mark(begin - 1) == Mark::number) --begin;
      const bool numbered = begin < at;
      if (begin > 0 && mark(begin - 1) == Mark::room) --begin;
      const bool is_last = at + 1 == pieces_.size();
      const bool roomed = begin < at && mark(begin) == Mark::room;
      if (!roomed && !numbered && !is_last) continue;
      if (name_.portion.room == 0) name_.portion.room = pieces_[at].number;
      for (std::size_t piece = begin; piece <= at; ++piece) pieces_[piece].used = true;
    }
    for (std::size_t at = 0; at < pieces_.size(); ++at) {  // a room without a number
      if (!is_first(at) && mark(at) == Mark::room) pieces_[at].used = true;
    }
  }

  /// पूर्वी भाग, पू0भाग, (W), at the name's end or before a word for part or room.
  void take_directions() {
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      if (pieces_[at].used || pieces_[at].number >= 0 || is_first(at)) continue;
      const std::uint8_t direction = direction_of(pieces_[at]);
      if (direction == 0) continue;
      const bool is_last =
          std::ranges::all_of(std::span(pieces_).subspan(at + 1), [](const Piece& piece) { return piece.used; });
      const bool before_part = mark(at + 1) == Mark::part;
      const bool certain =
          pieces_[at].text.size() > 4 && pieces_[at].mark != Mark::upper && pieces_[at].mark != Mark::middle;
      if (!before_part && !is_last && !certain) continue;
      name_.portion.direction = direction;
      pieces_[at].used = true;
    }
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      if (mark(at) == Mark::part) pieces_[at].used = true;
    }
  }

  static std::uint8_t direction_of(const Piece& piece) {
    switch (piece.mark) {
      case Mark::north:
        return 1;
      case Mark::south:
        return 5;
      case Mark::east:
        return 2;
      case Mark::west:
        return 4;
      case Mark::middle:
        return 3;
      case Mark::upper:
        if (piece.text == "उ" || piece.text == "u") return 1;
        return piece.text.starts_with("पू") || piece.text.starts_with("pu") || piece.text.starts_with("poo") ? 2 : 0;
      case Mark::number:
        return piece.text == "n" ? 1 : 0;
      case Mark::school:
        return piece.text == "s" ? 5 : 0;
      case Mark::primary:
        return piece.text == "p" ? 4 : 0;
      default:
        return 0;
    }
  }

  void take_ordinals() {
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      const Mark here = mark(at);
      const bool one = here == Mark::inter && pieces_[at].text == "i" && at + 1 == pieces_.size();
      if (!one && (here < Mark::first || here > Mark::fourth)) continue;
      name_.portion.ordinal = one ? 1 : static_cast<std::int32_t>(here) - static_cast<std::int32_t>(Mark::first) + 1;
      pieces_[at].used = true;
    }
  }

  /// The words for the building: those that stand together, and whatever else is spelled in full.
  void take_building() {
    std::array<bool, 32> has{};
    bool any = false;
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      const Mark here = mark(at);
      if (here == Mark::none || here >= Mark::number) continue;
      const bool beside = is_building(at + 1) || (at > 0 && pieces_[at - 1].used && taken_ == at - 1 && any);
      // A short word alone may be part of a place's name: म, का, HA.
      if (pieces_[at].text.size() <= 3 && !beside && here != Mark::primary) continue;
      // क0प्रा0पा0: कन्या, for what stands before a school is no room.
      has[static_cast<std::size_t>(here == Mark::room ? Mark::girls : here)] = true;
      pieces_[at].used = true;
      taken_ = at;
      any = true;
    }
    const auto is = [&](Mark one) { return has[static_cast<std::size_t>(one)]; };
    name_.for_girls = is(Mark::girls);
    const auto told = std::ranges::find_if(told_by, [&](const auto& one) { return is(one.first); });
    if (told != told_by.end()) name_.building = told->second;
    if (name_.building == Building::primary_school && is(Mark::middle)) name_.building = Building::upper_primary_school;
  }

  [[nodiscard]] bool is_building(std::size_t at) const {
    const Mark here = mark(at);
    return here != Mark::none && here < Mark::number;
  }

  std::vector<Piece> pieces_;
  std::size_t taken_ = 0;
  StationName name_;
};

}  // namespace

StationName parse_station_name(std::string_view text, std::int32_t number) {
  return Reading(pieces_of(text), number).read();
}

}  // namespace boothwise::concordance
