#include "names/romanise.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "names/letters.hpp"
#include "names/tokens.hpp"

namespace boothwise::names {

namespace {

using namespace std::string_view_literals;

/// Consonants क to ह by code point from U+0915 on; empty where there is none.
constexpr std::array<std::string_view, 37> consonants = {
    "k"sv,  "kh"sv, "g"sv, "gh"sv, "n"sv, "ch"sv, "chh"sv, "j"sv,  "jh"sv, "n"sv,  "t"sv, "th"sv, "d"sv,
    "dh"sv, "n"sv,  "t"sv, "th"sv, "d"sv, "dh"sv, "n"sv,   "n"sv,  "p"sv,  "ph"sv, "b"sv, "bh"sv, "m"sv,
    "y"sv,  "r"sv,  "r"sv, "l"sv,  "l"sv, "l"sv,  "v"sv,   "sh"sv, "sh"sv, "s"sv,  "h"sv};
constexpr char32_t consonant_first = U'क';

/// Vowels by code point from अ (U+0905); their signs follow in the same order from U+093E, which is आ's.
constexpr std::array<std::string_view, 16> vowels = {"a"sv, "a"sv, "i"sv, "i"sv,  "u"sv, "u"sv, "ri"sv, "li"sv,
                                                     "e"sv, "e"sv, "e"sv, "ai"sv, "o"sv, "o"sv, "o"sv,  "au"sv};
constexpr char32_t vowel_first = U'अ';
constexpr char32_t sign_first = U'ा';
constexpr char32_t virama = 0x94D;
constexpr char32_t nukta = 0x93C;
constexpr char32_t anusvara = 0x902;
constexpr char32_t visarga = 0x903;

/// Words whose usual spelling no rule gives.
constexpr std::array usual = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"चौधरी", "Chaudhary"},
    {"तिवारी", "Tiwari"},
    {"त्यागी", "Tyagi"},
    {"दुबे", "Dubey"},
    {"पांडेय", "Pandey"},
    {"पाण्डेय", "Pandey"},
    {"मोहम्मद", "Mohammad"},
    {"राय", "Rai"},
    {"वर्मा", "Verma"},
    {"सिंह", "Singh"},
});
static_assert(std::ranges::is_sorted(usual, {}, &std::pair<std::string_view, std::string_view>::first));

/// Consonants in front, then a vowel: the unit that keeps or loses its vowel.
struct Syllable {
  std::string onset;
  unsigned consonants = 0;
  bool ends_in_glide = false;  ///< last consonant is one that needs a vowel behind a cluster: य र ल व न म
  std::string vowel;
  bool unwritten = false;  ///< the vowel is the consonant's own
  bool nasal = false;
};

bool needs_vowel(char32_t consonant) {
  constexpr std::array<char32_t, 6> glides = {U'य', U'र', U'ल', U'व', U'न', U'ण'};
  return std::ranges::find(glides, consonant) != glides.end();
}

class Speller {
 public:
  /// REQUIRES: `word` as `normalised` writes it, Devanagari only.
  std::string spell(std::string_view word) {
    for (std::size_t at = 0; at < word.size();) take(next_code(word, at));
    end_syllable();
    silence();
    return written();
  }

 private:
  void take(char32_t code) {
    if (code >= consonant_first && code < consonant_first + consonants.size()) {
      consonant(code);
    } else if (code >= vowel_first && code < vowel_first + vowels.size()) {
      end_syllable();
      open_ = true;
      current_.vowel = vowels[code - vowel_first];
    } else if (code == U'ऋ') {
      end_syllable();
      open_ = true;
      current_.vowel = "ri";
    } else if (code >= sign_first && code < sign_first + vowels.size() - 1) {
      current_.vowel = vowels[code - sign_first + 1];
      current_.unwritten = false;
    } else if (code == virama) {
      current_.vowel.clear();
      current_.unwritten = false;
      joined_ = true;
    } else if (code == nukta) {
      with_nukta();
    } else if (code == anusvara) {
      current_.nasal = true;
    } else if (code == visarga) {
      end_syllable();
    }
  }

  void consonant(char32_t code) {
    if (!joined_) end_syllable();
    open_ = true;
    if (joined_ && code == U'ञ' && last_ == U'ज') {
      current_.onset.back() = 'g';
      current_.onset += 'y';
    } else {
      current_.onset += consonants[code - consonant_first];
    }
    ++current_.consonants;
    current_.ends_in_glide = needs_vowel(code);
    current_.vowel = "a";
    current_.unwritten = true;
    joined_ = false;
    last_ = code;
  }

  void with_nukta() {
    const auto replace_end = [this](std::string_view from, std::string_view to) {
      if (current_.onset.ends_with(from)) current_.onset.replace(current_.onset.size() - from.size(), from.size(), to);
    };
    switch (last_) {
      case U'क':
        return replace_end("k", "q");
      case U'ज':
        return replace_end("j", "z");
      case U'ड':
        return replace_end("d", "r");
      case U'ढ':
        return replace_end("dh", "rh");
      case U'फ':
        return replace_end("ph", "f");
      default:
        return;
    }
  }

  void end_syllable() {
    if (open_) syllables_.push_back(std::exchange(current_, {}));
    open_ = false;
    joined_ = false;
  }

  /// Schwa deletion: the last syllable, then from right to left those between a vowel and a single consonant with a
  /// vowel.
  void silence() {
    if (syllables_.size() < 2) return;
    Syllable& last = syllables_.back();
    if (last.unwritten && !last.nasal && (last.consonants == 1 || !last.ends_in_glide)) last.vowel.clear();
    for (std::size_t at = syllables_.size() - 1; at-- > 1;) {
      Syllable& here = syllables_[at];
      const Syllable& next = syllables_[at + 1];
      const bool single = here.consonants == 1 && next.consonants <= 1;
      if (here.unwritten && !here.nasal && single && !next.vowel.empty() && !syllables_[at - 1].nasal) {
        here.vowel.clear();
      }
    }
  }

  [[nodiscard]] std::string written() const {
    std::string text;
    for (std::size_t at = 0; at < syllables_.size(); ++at) {
      const Syllable& syllable = syllables_[at];
      text += syllable.onset;
      text += syllable.vowel;
      if (!syllable.nasal) continue;
      const std::string_view next = at + 1 < syllables_.size() ? std::string_view(syllables_[at + 1].onset) : "";
      const bool labial = !next.empty() && (next[0] == 'p' || next[0] == 'b' || next[0] == 'm' || next[0] == 'f');
      text += labial ? 'm' : 'n';
    }
    return text;
  }

  std::vector<Syllable> syllables_;
  Syllable current_;
  bool open_ = false;
  bool joined_ = false;  // a virama stands before what comes
  char32_t last_ = 0;
};

std::string romanised_word(std::string_view word) {
  const std::string normal = normalised(word);
  const auto found =
      std::ranges::lower_bound(usual, std::string_view(normal), {}, [](const auto& entry) { return entry.first; });
  if (found != usual.end() && found->first == normal) return std::string(found->second);
  std::string text = Speller().spell(normal);
  if (!text.empty()) text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace

std::string romanise(std::string_view text) {
  std::string out;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) out += romanised_word(word);
    word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t code = next_code(text, at);
    if (is_devanagari_letter(code) || (is_joiner(code) && !word.empty())) {
      word.append(text.substr(begin, at - begin));
      continue;
    }
    end_word();
    if (code >= 0x966 && code <= 0x96F) {
      out += static_cast<char>('0' + static_cast<int>(code - 0x966));
    } else if (code == 0x964 || code == 0x970) {
      out += '.';
    } else {
      out.append(text.substr(begin, at - begin));
    }
  }
  end_word();
  return out;
}

}  // namespace boothwise::names
