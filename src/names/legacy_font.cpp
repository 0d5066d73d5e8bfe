#include "names/legacy_font.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "names/letters.hpp"

namespace boothwise::names {

namespace {

constexpr char32_t virama = U'्';
constexpr char32_t nukta = U'़';
constexpr char32_t anusvara = U'ं';
constexpr char32_t candrabindu = U'ँ';
constexpr char32_t visarga = U'ः';
constexpr char32_t candra = U'ॅ';
constexpr char32_t sign_aa = U'ा';
constexpr char32_t sign_i = U'ि';
constexpr char32_t reph[] = {U'र', virama};

/// What a glyph draws. A text that ends in a virama is a half letter: the stroke of k makes it whole.
struct Glyph {
  char32_t code;
  std::u32string_view draws;
};

/// The font's glyphs other than f (ि before its letter), k (stroke or ा) and Z (र् above), by code point. Facts of the
/// typeface Kruti Dev 010 (its chart of keys).
constexpr std::array glyphs = std::to_array<Glyph>({
    {U'"', U"ष्"},  {U'#', U"रु"},  {U'%', U"ः"},  {U'&', U"-"},  {U'\'', U"श्"}, {U'(', U";"},  {U')', U"द्ध"},
    {U'*', U"’"},  {U'+', U"़"},   {U',', U"ए"},  {U'-', U"."},  {U'.', U"ण्"},  {U'/', U"ध्"},  {U':', U"रू"},
    {U';', U"य"},  {U'<', U"ढ"},  {U'=', U"त्र"}, {U'>', U"झ"},  {U'?', U"घ्"},  {U'@', U"/"},  {U'A', U"।"},
    {U'B', U"ठ"},  {U'C', U"ब्"},  {U'D', U"क्"},  {U'E', U"म्"},  {U'F', U"थ्"},  {U'G', U"ळ"},  {U'H', U"भ्"},
    {U'I', U"प्"},  {U'J', U"श्र"}, {U'K', U"ज्ञ"}, {U'L', U"स्"},  {U'M', U"ड"},  {U'N', U"छ"},  {U'O', U"व्"},
    {U'P', U"च्"},  {U'Q', U"फ"},  {U'R', U"त्"},  {U'S', U"ै"},   {U'T', U"ज्"},  {U'U', U"न्"},  {U'V', U"ट"},
    {U'W', U"ॅ"},   {U'X', U"ग्"},  {U'Y', U"ल्"},  {U'[', U"ख्"},  {U'\\', U"?"}, {U']', U","},  {U'^', U"‘"},
    {U'_', U"ऋ"},  {U'`', U"ृ"},   {U'a', U"ं"},   {U'b', U"इ"},  {U'c', U"ब"},  {U'd', U"क"},  {U'e', U"म"},
    {U'g', U"ह"},  {U'h', U"ी"},  {U'i', U"प"},  {U'j', U"र"},  {U'l', U"स"},  {U'm', U"उ"},  {U'n', U"द"},
    {U'o', U"व"},  {U'p', U"च"},  {U'q', U"ु"},   {U'r', U"त"},  {U's', U"े"},   {U't', U"ज"},  {U'u', U"न"},
    {U'v', U"अ"},  {U'w', U"ू"},   {U'x', U"ग"},  {U'y', U"ल"},  {U'z', U"्र"},  {U'{', U"क्ष्"}, {U'|', U"द्य"},
    {U'}', U"द्व"}, {U'~', U"्"},   {U'¡', U"ँ"},   {U'¥', U"ञ"},  {U'ª', U"्र"},  {U'«', U"त्र्"}, {U'³', U"ङ"},
    {U'¶', U"फ्"},  {U'¸', U"य्"},  {U'º', U"ह्"},  {U'¼', U"("},  {U'½', U")"},  {U'¾', U"="},  {U'¿', U"{"},
    {U'À', U"}"},  {U'Á', U"प्र"}, {U'Ã', U"ई"},  {U'Ä', U"घ"},  {U'Å', U"ऊ"},  {U'Æ', U"फ्र"}, {U'È', U"ीं"},
    {U'É', U"ह"},  {U'Ë', U"ध्"},  {U'Ì', U"द्द"}, {U'Í', U"ट्ट"}, {U'Î', U"ट्ठ"}, {U'Ï', U"ड्ड"}, {U'Ñ', U"कृ"},
    {U'Ò', U"भ"},  {U'Ó', U"्य"},  {U'Ô', U"ड्ढ"}, {U'Ö', U"झ्"},  {U'Ø', U"क्र"}, {U'Ù', U"त्त्"}, {U'Ü', U"श्"},
    {U'Ý', U"फ्र"}, {U'Þ', U"“"},  {U'ß', U"”"},  {U'à', U"ह्न"}, {U'á', U"ह्य"}, {U'â', U"हृ"},  {U'ã', U"ह्म"},
    {U'ä', U"क्त"}, {U'å', U"०"},  {U'æ', U"द्र"}, {U'ç', U"प्र"}, {U'è', U"ध"},  {U'é', U"न्न"}, {U'ê', U"ट्ट"},
    {U'ë', U"ट्ठ"}, {U'ì', U"ड्ड"}, {U'í', U"द्द"}, {U'î', U"्य"},  {U'ï', U"ड्ढ"}, {U'ñ', U"॰"},  {U'ô', U"क्क"},
    {U'÷', U"झ्"},  {U'ù', U"ष्ट"}, {U'Œ', U"॰"},  {U'‘', U"श्"},  {U'’', U"श्"},  {U'‚', U"ॉ"},  {U'“', U"ष्"},
    {U'”', U"ष्"},  {U'„', U"२"},  {U'†', U"४"},  {U'‡', U"५"},  {U'…', U"३"},  {U'‰', U"७"},  {U'‹', U"९"},
});
static_assert(std::ranges::is_sorted(glyphs, {}, &Glyph::code));

const Glyph* glyph_of(char32_t code) {
  const auto found = std::ranges::lower_bound(glyphs, code, {}, &Glyph::code);
  return found != glyphs.end() && found->code == code ? &*found : nullptr;
}

/// The glyph that draws exactly this; 0 if there is none.
char32_t glyph_for(std::u32string_view draws) {
  const auto found = std::ranges::find(glyphs, draws, &Glyph::draws);
  return found == glyphs.end() ? 0 : found->code;
}

constexpr bool is_consonant(char32_t code) {
  return (code >= U'क' && code <= U'ह') || (code >= 0x958 && code <= 0x95F);
}
constexpr bool is_sign(char32_t code) { return (code >= sign_aa && code <= U'ौ') || code == candra; }
constexpr bool is_nasal(char32_t code) { return code == anusvara || code == candrabindu || code == visarga; }

/// Signs and letters that two glyphs make up together.
constexpr std::array pairs = std::to_array<std::pair<std::u32string_view, char32_t>>({
    {U"अा", U'आ'},
    {U"अो", U'ओ'},
    {U"अौ", U'औ'},
    {U"अॉ", U'ऑ'},
    {U"आे", U'ओ'},
    {U"आै", U'औ'},
    {U"आॅ", U'ऑ'},
    {U"एे", U'ऐ'},
    {U"ाे", U'ो'},
    {U"ाै", U'ौ'},
    {U"ाॅ", U'ॉ'},
});

/// Puts glyphs into the order in which Unicode has letters: what stands left of its consonant or above the next one.
class Assembler {
 public:
  void take(char32_t code) {
    switch (code) {
      case U'f':
        settle();
        i_waits_ = true;
        syllable_ = out_.size();
        return;
      case U'k':
        if (ends_in(virama) && half_) {
          out_.pop_back();  // the stroke makes the half letter whole
          half_ = false;
        } else {
          draw(std::u32string_view(&sign_aa, 1));
        }
        return;
      case U'Z':
        put_reph();
        return;
      case U'±':
        put_reph();
        draw(std::u32string_view(&anusvara, 1));
        return;
      default:
        if (const Glyph* glyph = glyph_of(code)) return draw(glyph->draws);
        keep(code);
    }
  }

  /// A character that is no glyph.
  void keep(char32_t code) {
    settle();
    out_.push_back(code);
    syllable_ = out_.size();
    half_ = false;
  }

  std::u32string finish() {
    settle();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool ends_in(char32_t code) const { return !out_.empty() && out_.back() == code; }

  void draw(std::u32string_view text) {
    const char32_t first = text.front();
    if (first == virama || first == nukta) return join(text);
    if (is_sign(first) || is_nasal(first)) {
      if (half_ && ends_in(virama)) out_.pop_back();
      settle();
      for (const char32_t code : text) put_sign(code);
      half_ = false;
      return;
    }
    const bool continues = half_ && ends_in(virama) && is_consonant(first);
    if (!continues) {
      // A half letter waits for its ि's whole one; anything else ends the syllable before.
      if (out_.size() > syllable_) settle();
      syllable_ = out_.size();
    }
    out_.append(text);
    half_ = text.back() == virama;
  }

  /// What hangs on the consonant before: ्र, ्य, nukta, virama.
  void join(std::u32string_view text) {
    std::size_t at = out_.size();
    while (at > syllable_ && (is_sign(out_[at - 1]) || is_nasal(out_[at - 1]))) --at;  // typed behind the vowel
    if (text.front() == nukta) {
      if (at > syllable_ && out_[at - 1] == virama) --at;
      if (at == syllable_ || !is_consonant(out_[at - 1])) return;
    } else if (at > syllable_ && out_[at - 1] == virama) {
      text.remove_prefix(1);
    } else if (at == syllable_ || (!is_consonant(out_[at - 1]) && out_[at - 1] != nukta)) {
      return;  // nothing that it could hang on
    }
    out_.insert(at, text);
    half_ = text.size() == 1 && text.front() == virama;
  }

  /// A vowel sign or nasal: the sign first, one of each; joined with the one before where both are one.
  void put_sign(char32_t code) {
    char32_t nasal = 0;
    if (is_sign(code) && !out_.empty() && is_nasal(out_.back())) {
      nasal = out_.back();
      out_.pop_back();
    }
    if (!ends_in(code)) out_.push_back(code);
    join_pair();
    if (nasal != 0) out_.push_back(nasal);
  }

  void join_pair() {
    if (out_.size() < 2) return;
    const std::u32string_view last = std::u32string_view(out_).substr(out_.size() - 2);
    const auto found = std::ranges::find(pairs, last, [](const auto& pair) { return pair.first; });
    if (found == pairs.end()) return;
    out_.pop_back();
    out_.back() = found->second;
  }

  /// Above the syllable just written; over इ it is the sign that makes ई.
  void put_reph() {
    settle();
    if (ends_in(U'इ')) {
      out_.back() = U'ई';
    } else if (syllable_ < out_.size() && is_consonant(out_[syllable_])) {
      out_.insert(syllable_, std::u32string_view(reph, 2));
    }
  }

  /// Writes the ि that waits for its consonants to be complete.
  void settle() {
    if (!i_waits_) return;
    if (half_ && ends_in(virama)) out_.pop_back();
    i_waits_ = false;
    half_ = false;
    if (out_.size() > syllable_) put_sign(sign_i);
  }

  std::u32string out_;
  std::size_t syllable_ = 0;  ///< where the syllable begins that is being written
  bool i_waits_ = false;
  bool half_ = false;  ///< the last letter is a half one, to be joined with the next or made whole
};

bool is_small(char32_t code) { return code >= U'a' && code <= U'z'; }
bool is_capital(char32_t code) { return code >= U'A' && code <= U'Z'; }
bool is_letter(char32_t code) { return is_small(code) || is_capital(code); }
bool is_vowel(char32_t code) { return std::u32string_view(U"AEIOUaeiou").find(code) != std::u32string_view::npos; }
bool is_space(char32_t code) { return code == U' ' || code == U'\t' || code == 0xA0; }

/// Three or more capitals with a vowel among them, points and hyphens aside: no Hindi word is typed so.
bool is_latin_word(std::u32string_view word) {
  const auto vowels = std::ranges::count_if(word, is_vowel);
  const auto capitals = std::ranges::count_if(word, is_capital);
  return capitals >= 3 && vowels > 0 && std::ranges::none_of(word, [](char32_t code) {
           return is_small(code) || code > 0x7F ||
                  std::u32string_view(U"[]{};'\"|<>?+=~`").find(code) != std::u32string_view::npos;
         });
}

std::u32string codes_of(std::string_view text) {
  std::u32string codes;
  codes.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) codes.push_back(next_code(text, at));
  return codes;
}

/// Gives each run of characters between spaces, and the spaces, to `take`.
template <typename Take>
void for_words(std::u32string_view text, const Take& take) {
  for (std::size_t at = 0; at < text.size();) {
    const bool space = is_space(text[at]);
    std::size_t end = at;
    while (end < text.size() && is_space(text[end]) == space) ++end;
    take(text.substr(at, end - at), space);
    at = end;
  }
}

// Log-odds of what tells the two apart, rounded from a logistic regression on the 2017 booth sheets of every second
// segment (docs/definitions.md#names).
constexpr double font_only = 2.5;       ///< a glyph that no Latin text has
constexpr double symbol_inside = 1.2;   ///< a sign such as { [ ; ' / beside a letter
constexpr double capital_inside = 1.5;  ///< a capital behind a small letter
constexpr double lone_q = 1.5;          ///< q without u
constexpr double zero_behind = 1.2;     ///< 0 behind a small letter: the font's sign of abbreviation
constexpr double pair = 0.9;  ///< two letters that stand together in no Latin spelling: zk (्रा), jk (रा), xj (गर)
constexpr double no_vowel = 0.8;        ///< a word of three or more letters without a vowel
constexpr double capitals_only = -1.5;  ///< a word in capitals
constexpr double like_latin = -1.0;     ///< a word in small letters, the first capital or not, that can be spoken
constexpr double devanagari = -4.0;     ///< a letter of Unicode's Devanagari

bool is_font_pair(char32_t before, char32_t code) {
  return (code == U'k' && std::u32string_view(U"dfgjvxz").find(before) != std::u32string_view::npos) ||
         (code == U'j' && (before == U'x' || before == U'w' || before == U'g'));
}

double evidence_of(std::u32string_view word) {
  double sum = 0;
  std::size_t letters = 0;
  std::size_t vowels = 0;
  std::size_t capitals = 0;
  std::size_t run = 0;
  std::size_t longest = 0;
  bool odd = false;
  const auto say = [&](double evidence) {
    sum += evidence;
    odd = odd || evidence > 0;
  };
  for (std::size_t at = 0; at < word.size(); ++at) {
    const char32_t code = word[at];
    const char32_t before = at > 0 ? word[at - 1] : U' ';
    const char32_t behind = at + 1 < word.size() ? word[at + 1] : U' ';
    if (is_devanagari(code)) sum += devanagari;
    if (std::u32string_view(U"¼½ÅŒª¡¸¶ÙØÍÌçêíà").find(code) != std::u32string_view::npos) say(font_only);
    if (std::u32string_view(U"{[}];|<>?+=~`#:\"'/").find(code) != std::u32string_view::npos &&
        (is_small(before) || is_small(behind))) {
      say(symbol_inside);
    }
    if (is_capital(code) && is_small(before)) say(capital_inside);
    if (code == U'q' && behind != U'u') say(lone_q);
    if ((code == U'0' || code == 0x966) && is_small(before)) say(zero_behind);
    if (!is_letter(code)) {
      run = 0;
      continue;
    }
    ++letters;
    if (is_font_pair(before, code)) say(pair);
    if (is_capital(code)) ++capitals;
    if (is_vowel(code)) ++vowels;
    run = is_vowel(code) ? 0 : run + 1;
    longest = std::max(longest, run);
  }
  if (letters >= 3 && capitals == letters && !odd) return sum + capitals_only;
  if (letters >= 3 && capitals < letters && vowels == 0) return sum + no_vowel;
  if (letters >= 3 && capitals <= 1 && longest <= 3 && vowels * 4 >= letters && !odd) return sum + like_latin;
  return sum;
}

}  // namespace

double legacy_font_evidence(std::string_view text) {
  double sum = 0;
  for_words(codes_of(text), [&](std::u32string_view word, bool space) {
    if (!space) sum += evidence_of(word);
  });
  return sum;
}

std::string unicode_from_legacy_font(std::string_view text) {
  std::string out;
  out.reserve(text.size() * 2);
  for_words(codes_of(text), [&](std::u32string_view word, bool space) {
    if (space || is_latin_word(word)) {
      for (const char32_t code : word) append_utf8(out, code);
      return;
    }
    // Brackets typed as such: ( and ) are glyphs of their own otherwise.
    const std::size_t open = word.find(U'(');
    const std::size_t close = open == word.npos ? word.npos : word.find(U')', open);
    Assembler assembler;
    for (std::size_t at = 0; at < word.size(); ++at) {
      if (close != word.npos && (at == open || at == close)) {
        assembler.keep(word[at]);
      } else {
        assembler.take(word[at]);
      }
    }
    for (const char32_t code : assembler.finish()) append_utf8(out, code);
  });
  return out;
}

namespace {

/// Types one syllable after the other: ि before its letters, र् behind them.
class Typist {
 public:
  explicit Typist(std::u32string_view text) : text_(text) {}

  std::u32string typed() {
    while (at_ < text_.size()) syllable();
    return std::move(keys_);
  }

 private:
  void syllable() {
    const bool has_reph = text_.substr(at_).starts_with(std::u32string_view(reph, 2)) && at_ + 2 < text_.size() &&
                          is_consonant(text_[at_ + 2]);
    if (has_reph) at_ += 2;
    std::size_t end = at_ + 1;
    while (end < text_.size() && (text_[end] == virama || text_[end] == nukta || text_[end - 1] == virama)) ++end;
    const bool has_i = end < text_.size() && text_[end] == sign_i;
    if (has_i) keys_.push_back(U'f');
    letters(text_.substr(at_, end - at_));
    at_ = end + (has_i ? 1 : 0);
    while (at_ < text_.size() && is_sign(text_[at_])) sign(text_[at_++]);
    if (has_reph) keys_.push_back(U'Z');
    while (at_ < text_.size() && is_nasal(text_[at_])) letters(text_.substr(at_++, 1));
  }

  /// The longest glyphs that make up `text`; a letter that the font has only by half takes the stroke.
  void letters(std::u32string_view text) {
    constexpr std::size_t glyph_letters_most = 4;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t taken = 0;
      for (std::size_t length = std::min(glyph_letters_most, text.size() - at); length > 0 && taken == 0; --length) {
        const std::u32string_view part = text.substr(at, length);
        if (const char32_t whole = glyph_for(part)) {
          keys_.push_back(whole);
          taken = length;
        } else if (const char32_t half = glyph_for(std::u32string(part) + virama)) {
          keys_.append({half, U'k'});
          taken = length;
        }
      }
      if (taken == 0) sign(text[at]);
      at += std::max<std::size_t>(taken, 1);
    }
  }

  /// ा, and what is put together from two glyphs: ो, आ.
  void sign(char32_t code) {
    const auto made = std::ranges::find(pairs, code, [](const auto& two) { return two.second; });
    if (code == sign_aa) {
      keys_.push_back(U'k');
    } else if (const char32_t glyph = glyph_for(std::u32string_view(&code, 1))) {
      keys_.push_back(glyph);
    } else if (made != pairs.end()) {
      for (const char32_t part : made->first) sign(part);
    } else {
      keys_.push_back(code);
    }
  }

  std::u32string_view text_;
  std::size_t at_ = 0;
  std::u32string keys_;
};

}  // namespace

std::optional<std::string> legacy_font_from_unicode(std::string_view text) {
  std::string typed;
  for_words(codes_of(text), [&](std::u32string_view word, bool space) {
    for (const char32_t code : space ? std::u32string(word) : Typist(word).typed()) append_utf8(typed, code);
  });
  if (unicode_from_legacy_font(typed) != text) return std::nullopt;
  return typed;
}

std::optional<std::string> LegacyFontColumn::converted(std::string_view text) {
  constexpr double enough = 1.5;
  constexpr double memory = 0.98;     // a text's weight for the next one's prior
  constexpr double prior_most = 2.5;  // however sure the column, a text's own evidence can speak against it
  if (std::ranges::none_of(text, [](char c) { return is_letter(static_cast<unsigned char>(c)); })) return std::nullopt;
  const double evidence = legacy_font_evidence(text);
  const double prior = std::clamp(std::log((typed_ + 0.5) / (not_typed_ + 0.5)), -prior_most, prior_most);
  if (evidence > enough || evidence < -enough) {
    typed_ = typed_ * memory + (evidence > 0 ? 1 : 0);
    not_typed_ = not_typed_ * memory + (evidence > 0 ? 0 : 1);
  }
  if (evidence + prior <= enough) return std::nullopt;
  ++count_;
  return unicode_from_legacy_font(text);
}

}  // namespace boothwise::names
