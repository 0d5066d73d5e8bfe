#include "names/sounds.hpp"

#include "names/letters.hpp"

namespace boothwise::names {

namespace {

using S = Sound;

// ---- Devanagari ----

/// What a Devanagari letter does to the sounds before it.
enum class Role : std::uint8_t { none, consonant, palatal_n, vowel, sign, nasal, vocalic_r, virama, nukta };

struct Letter {
  Role role = Role::none;
  Sound sound = S::a;
};

constexpr char32_t block_begin = 0x900;
constexpr std::size_t block_size = 0x80;

consteval std::array<Letter, block_size> devanagari_letters() {
  std::array<Letter, block_size> table{};
  const auto put = [&table](char32_t letter, Role role, Sound sound) { table[letter - block_begin] = {role, sound}; };
  constexpr std::array<Sound, 20> from_ka = {S::k,  S::kh,  S::g,  S::gh,  S::n,  S::c, S::ch, S::j, S::jh, S::n,
                                             S::tt, S::tth, S::dd, S::ddh, S::nn, S::t, S::th, S::d, S::dh, S::n};
  for (std::size_t at = 0; at < from_ka.size(); ++at) {
    put(U'क' + static_cast<char32_t>(at), Role::consonant, from_ka[at]);
  }
  put(U'ञ', Role::palatal_n, S::n);
  constexpr std::array<Sound, 17> from_nnna = {S::n, S::p, S::ph, S::b, S::bh, S::m,  S::y, S::r, S::r,
                                               S::l, S::l, S::l,  S::v, S::sh, S::sh, S::s, S::h};
  for (std::size_t at = 0; at < from_nnna.size(); ++at) {
    put(0x929 + static_cast<char32_t>(at), Role::consonant, from_nnna[at]);
  }
  constexpr std::array<Sound, 8> from_qa = {S::q, S::kh, S::g, S::z, S::flap, S::flap, S::f, S::y};
  for (std::size_t at = 0; at < from_qa.size(); ++at) {
    put(0x958 + static_cast<char32_t>(at), Role::consonant, from_qa[at]);
  }
  // Independent vowels अ to औ, and from आ on the vowel signs in the same order.
  constexpr std::array<Sound, 16> vowels = {S::a, S::aa, S::i, S::ii, S::u, S::uu, S::i, S::i,
                                            S::e, S::e,  S::e, S::ai, S::o, S::o,  S::o, S::au};
  for (std::size_t at = 0; at < vowels.size(); ++at) {
    put(U'अ' + static_cast<char32_t>(at), Role::vowel, vowels[at]);
    if (at > 0) put(U'ा' + static_cast<char32_t>(at - 1), Role::sign, vowels[at]);
  }
  put(U'ऋ', Role::vocalic_r, S::i);
  put(U'ृ', Role::vocalic_r, S::i);
  put(U'ॄ', Role::vocalic_r, S::i);
  put(U'ॲ', Role::vowel, S::e);
  put(U'ऄ', Role::vowel, S::a);
  put(U'ँ', Role::nasal, S::nasal);
  put(U'ं', Role::nasal, S::nasal);
  put(U'ः', Role::sign, S::h);
  put(U'्', Role::virama, S::a);
  put(U'़', Role::nukta, S::a);
  return table;
}

constexpr std::array<Letter, block_size> devanagari_table = devanagari_letters();

/// A dot below turns the consonant into another sound.
constexpr Sound with_nukta(Sound sound) {
  switch (sound) {
    case S::k:
      return S::q;
    case S::j:
    case S::jh:
      return S::z;
    case S::dd:
    case S::ddh:
      return S::flap;
    case S::ph:
      return S::f;
    default:
      return sound;
  }
}

constexpr Sound without_breath(Sound sound) {
  switch (sound) {
    case S::kh:
      return S::k;
    case S::gh:
      return S::g;
    case S::ch:
      return S::c;
    case S::jh:
      return S::j;
    case S::tth:
      return S::tt;
    case S::ddh:
      return S::dd;
    case S::th:
      return S::t;
    case S::dh:
      return S::d;
    case S::ph:
      return S::p;
    case S::bh:
      return S::b;
    default:
      return sound;
  }
}

class DevanagariReader {
 public:
  explicit DevanagariReader(Sounds& sounds) : sounds_(sounds) {}

  void take(char32_t code) {
    const Letter letter = devanagari_table[code - block_begin];
    switch (letter.role) {
      case Role::consonant:
        consonant(letter.sound);
        break;
      case Role::palatal_n:
        palatal_n();
        break;
      case Role::vowel:
      case Role::nasal:
        close();
        sounds_.add(letter.sound);
        break;
      case Role::sign:
        end_syllable();
        sounds_.add(letter.sound);
        break;
      case Role::vocalic_r:
        vocalic_r();
        break;
      case Role::virama:
        carries_vowel_ = false;
        in_cluster_ = true;
        break;
      case Role::nukta:
        nukta();
        break;
      case Role::none:
        break;
    }
  }

  /// The last consonant's own vowel is silent in Hindi unless a cluster needs it: राम, but चन्द्र.
  void finish() {
    if (carries_vowel_ && in_cluster_) sounds_.add(S::a);
  }

 private:
  /// A doubled consonant counts once: मुहम्मद, and with its breath सिद्ध.
  void consonant(Sound sound) {
    const bool follows = in_cluster_ && !carries_vowel_ && !sounds_.empty();
    const bool doubled = follows && (sounds_.last() == sound || sounds_.last() == without_breath(sound));
    before_consonant();
    if (doubled) sounds_.drop_last();
    sounds_.add(sound);
  }

  /// ज्ञ is heard gy in Hindi.
  void palatal_n() {
    const bool after_j = in_cluster_ && !carries_vowel_ && !sounds_.empty() && sounds_.last() == S::j;
    before_consonant();
    if (!after_j) {
      sounds_.add(S::n);
      return;
    }
    sounds_.drop_last();
    sounds_.add(S::g);
    sounds_.add(S::y);
  }

  void vocalic_r() {
    if (!carries_vowel_) close();
    end_syllable();
    sounds_.add(S::r);
    sounds_.add(S::i);
  }

  void nukta() {
    if (!carries_vowel_ || sounds_.empty()) return;
    const Sound changed = with_nukta(sounds_.last());
    sounds_.drop_last();
    sounds_.add(changed);
  }

  void before_consonant() {
    if (carries_vowel_) {
      sounds_.add(S::a);
      in_cluster_ = false;
    }
    carries_vowel_ = true;
  }

  void close() {
    if (carries_vowel_) sounds_.add(S::a);
    end_syllable();
  }

  void end_syllable() {
    carries_vowel_ = false;
    in_cluster_ = false;
  }

  Sounds& sounds_;
  bool carries_vowel_ = false;  // the last consonant has no sign, virama or other vowel yet
  bool in_cluster_ = false;     // a virama stood before it
};

// ---- Latin ----

class LatinReader {
 public:
  explicit LatinReader(Sounds& sounds) : sounds_(sounds) {}

  void take(char letter) {
    if (size_ < letters_.size()) letters_[size_++] = letter;
  }

  void finish() {
    std::size_t at = 0;
    while (at < size_) at += spell(at);
    size_ = 0;
  }

 private:
  [[nodiscard]] char letter(std::size_t at) const { return at < size_ ? letters_[at] : '\0'; }

  /// A consonant is not doubled: Muhammad, Gupptaa.
  void add(Sound sound) {
    if (is_vowel(sound) || sounds_.empty() || sounds_.last() != sound) sounds_.add(sound);
  }

  /// Adds what begins at `at`; how many letters that took.
  std::size_t spell(std::size_t at) {
    const char first = letter(at);
    switch (first) {
      case 'a':
      case 'e':
      case 'i':
      case 'o':
      case 'u':
        return vowel(at);
      case 'k':
      case 'g':
      case 'b':
      case 'j':
      case 'd':
      case 't':
        return stop(at);
      case 'p':
        return letter(at + 1) == 'h' ? one(S::f, 2) : one(S::p, 1);
      case 'c':
        return letter_c(at);
      case 's':
        return letter_s(at);
      case 'z':
        return letter(at + 1) == 'h' ? one(S::l, 2) : one(S::z, 1);
      case 'x':
        add(S::k);
        return one(S::sh, 1);
      case 'q':
        return one(S::q, letter(at + 1) == 'u' && letter(at + 2) != '\0' && is_front(letter(at + 2)) ? 2 : 1);
      default:
        return one(single(first), 1);
    }
  }

  std::size_t one(Sound sound, std::size_t letters) {
    add(sound);
    return letters;
  }

  static bool is_front(char letter) { return letter == 'e' || letter == 'i' || letter == 'y'; }

  static Sound single(char letter) {
    switch (letter) {
      case 'f':
        return S::f;
      case 'h':
        return S::h;
      case 'l':
        return S::l;
      case 'm':
        return S::m;
      case 'n':
        return S::n;
      case 'r':
        return S::r;
      case 'v':
      case 'w':
        return S::v;
      default:
        return S::y;
    }
  }

  std::size_t vowel(std::size_t at) {
    const char first = letter(at);
    const char second = letter(at + 1);
    if (first == 'a' && second == 'a') return one(S::aa, 2);
    if (first == 'e' && (second == 'e' || second == 'a')) return one(S::ii, 2);
    if (first == 'i' && second == 'i') return one(S::ii, 2);
    if (first == 'i' && second == 'e' && letter(at + 2) == '\0') return one(S::ii, 2);
    if (first == 'u' && second == 'u') return one(S::uu, 2);
    if (first == 'o' && second == 'o') return one(S::uu, 2);
    if (first == 'o' && second == 'u') return one(letter(at + 2) == '\0' ? S::uu : S::au, 2);
    if (first == 'a' && second == 'u') return one(S::au, 2);
    if (first == 'a' && second == 'i' && !is_vowel_letter(letter(at + 2))) return one(S::ai, 2);
    if (first == 'e' && (second == 'i' || second == 'y') && !is_vowel_letter(letter(at + 2))) return one(S::e, 2);
    switch (first) {
      case 'a':
        return one(S::open, 1);
      case 'e':
        return one(S::mid_e, 1);
      case 'i':
        return one(S::front, 1);
      case 'o':
        return one(S::mid_o, 1);
      default:
        return one(S::back, 1);
    }
  }

  static bool is_vowel_letter(char letter) {
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
  }

  /// k, g, b, j, d, t with or without breath.
  std::size_t stop(std::size_t at) {
    const char first = letter(at);
    // tth, ddh and the like: the letter is doubled, the breath belongs to both.
    const std::size_t twice = letter(at + 1) == first ? 1 : 0;
    const bool breath = letter(at + 1 + twice) == 'h';
    const std::size_t letters = 1 + twice + (breath ? 1 : 0);
    switch (first) {
      case 'k':
        return one(breath ? S::kh : S::k, letters);
      case 'g':
        return one(breath ? S::gh : S::g, letters);
      case 'b':
        return one(breath ? S::bh : S::b, letters);
      case 'd':
        return one(breath ? S::dh : S::d, letters);
      case 't':
        return one(breath ? S::th : S::t, letters);
      default:
        break;
    }
    return one(breath ? S::jh : S::j, letters);
  }

  std::size_t letter_c(std::size_t at) {
    if (letter(at + 1) == 'h') return letter(at + 2) == 'h' ? one(S::ch, 3) : one(S::c, 2);
    if (letter(at + 1) == 'c' && letter(at + 2) == 'h') return letter(at + 3) == 'h' ? one(S::ch, 4) : one(S::ch, 3);
    if (letter(at + 1) == 'k') return one(S::k, 2);
    return one(is_front(letter(at + 1)) ? S::s : S::k, 1);
  }

  std::size_t letter_s(std::size_t at) {
    if (letter(at + 1) == 'h') return one(S::sh, 2);
    return one(S::s, 1);
  }

  Sounds& sounds_;
  std::array<char, 2 * Sounds::size_max> letters_{};
  std::size_t size_ = 0;
};

}  // namespace

Sounds sounds_of(std::string_view token) {
  Sounds sounds;
  DevanagariReader devanagari(sounds);
  LatinReader latin(sounds);
  bool was_latin = false;
  for (std::size_t at = 0; at < token.size();) {
    const char32_t code = next_code(token, at);
    if (is_devanagari(code)) {
      if (was_latin) latin.finish();
      was_latin = false;
      devanagari.take(code);
    } else if (const char letter = latin_letter(code); letter != '\0') {
      was_latin = true;
      latin.take(letter);
    }
  }
  if (was_latin) {
    latin.finish();
  } else {
    devanagari.finish();
  }
  return sounds;
}

}  // namespace boothwise::names
