#include "names/keys.hpp"

#include <algorithm>

namespace boothwise::names {

namespace {

using S = Sound;

/// How a key is made. Each forgets what the other keeps, so that a name which one misses meets in another.
enum class Recipe : std::uint8_t {
  plain,     ///< consonants by place; breath, length and vowels behind the first sound forgotten
  no_nasal,  ///< nasals before consonants and at the end left out; च and स are one
  no_voice   ///< voiced and unvoiced are one; व is kept at the beginning only; a first vowel counts by its place
};

constexpr std::size_t sound_count = static_cast<std::size_t>(S::count_);
constexpr char vowel_class = 'A';
constexpr char left_out = '\0';

consteval std::array<char, sound_count> classes(Recipe recipe) {
  std::array<char, sound_count> table{};
  const auto put = [&table](char letter, std::initializer_list<Sound> sounds) {
    for (const Sound sound : sounds) table[static_cast<std::size_t>(sound)] = letter;
  };
  const bool no_voice = recipe == Recipe::no_voice;
  const bool no_nasal = recipe == Recipe::no_nasal;
  for (std::size_t at = 0; at <= static_cast<std::size_t>(S::mid_o); ++at) table[at] = vowel_class;
  if (no_voice) {
    put('I', {S::i, S::ii, S::front, S::e, S::ai, S::mid_e});
    put('U', {S::u, S::uu, S::back, S::o, S::au, S::mid_o});
  }
  put(vowel_class, {S::y});
  put('H', {S::h});
  put('K', {S::k, S::kh, S::q});
  put(no_voice ? 'K' : 'G', {S::g, S::gh});
  put(no_nasal ? 'S' : 'C', {S::c, S::ch});
  put('J', {S::j, S::jh, S::z});
  put('T', {S::t, S::th, S::tt, S::tth});
  put(no_voice ? 'T' : 'D', {S::d, S::dh, S::dd, S::ddh});
  put(no_voice ? 'T' : 'R', {S::flap});
  put('N', {S::n, S::nn, S::nasal});
  put('M', {S::m});
  put('P', {S::p, S::ph, S::f});
  put(no_voice ? 'P' : 'B', {S::b, S::bh, S::v});
  put('R', {S::r});
  put('L', {S::l});
  put('S', {S::s, S::sh});
  return table;
}

constexpr std::array<std::array<char, sound_count>, 3> class_tables = {
    classes(Recipe::plain), classes(Recipe::no_nasal), classes(Recipe::no_voice)};

constexpr bool is_labial(Sound sound) {
  return sound == S::p || sound == S::ph || sound == S::f || sound == S::b || sound == S::bh || sound == S::m;
}
constexpr bool is_nasal(Sound sound) { return sound == S::nasal || sound == S::n || sound == S::nn || sound == S::m; }

class Spelling {
 public:
  Spelling(std::span<const Sound> sounds, Recipe recipe)
      : sounds_(sounds), recipe_(recipe), table_(class_tables[static_cast<std::size_t>(recipe)]) {}

  Key key() {
    for (std::size_t at = 0; at < sounds_.size() && classes_ < classes_max; ++at) append(class_at(at));
    return key_;
  }

 private:
  static constexpr unsigned classes_max = 12;

  [[nodiscard]] char class_at(std::size_t at) const {
    const Sound sound = sounds_[at];
    const char letter = table_[static_cast<std::size_t>(sound)];
    if (at == 0) return letter;
    if (is_vowel(sound) || sound == S::y || sound == S::h) return left_out;
    const bool at_end = at + 1 == sounds_.size();
    // Singh is सिंह as well as सिंघ.
    if ((sound == S::g || sound == S::gh) && is_nasal(sounds_[at - 1]) && (at_end || sounds_[at + 1] == S::h)) {
      return left_out;
    }
    if (recipe_ == Recipe::no_voice && sound == S::v) return left_out;
    if (is_nasal(sound)) return nasal_class(at, letter);
    return letter;
  }

  [[nodiscard]] char nasal_class(std::size_t at, char letter) const {
    const Sound sound = sounds_[at];
    const bool at_end = at + 1 == sounds_.size();
    const bool before_consonant = !at_end && !is_vowel(sounds_[at + 1]);
    switch (recipe_) {
      case Recipe::plain:
        return sound == S::nasal && before_consonant && is_labial(sounds_[at + 1]) ? 'M' : letter;
      case Recipe::no_nasal:
        return before_consonant || (at_end && sound == S::nasal) ? left_out : letter;
      case Recipe::no_voice:
        if (at_end && sound == S::nasal) return 'M';
        return letter;
    }
    return letter;
  }

  void append(char letter) {
    if (letter == left_out || letter == last_) return;
    last_ = letter;
    key_ = (key_ << 5U) | static_cast<Key>(letter - 'A' + 1);
    ++classes_;
  }

  std::span<const Sound> sounds_;
  Recipe recipe_;
  const std::array<char, sound_count>& table_;
  Key key_ = 0;
  unsigned classes_ = 0;
  char last_ = left_out;
};

}  // namespace

void TokenKeys::add(Key key) {
  if (key != 0 && size_ < size_max && std::ranges::find(all(), key) == all().end()) keys_[size_++] = key;
}

bool TokenKeys::meets(const TokenKeys& other) const {
  return std::ranges::any_of(all(), [&](Key key) { return std::ranges::find(other.all(), key) != other.all().end(); });
}

TokenKeys keys_of(const Sounds& sounds) {
  TokenKeys keys;
  for (const Recipe recipe : {Recipe::plain, Recipe::no_nasal, Recipe::no_voice}) {
    keys.add(Spelling(sounds.all(), recipe).key());
  }
  return keys;
}

std::string key_text(Key key) {
  std::string text;
  for (; key != 0; key >>= 5U) text.push_back(static_cast<char>('A' + static_cast<int>(key & 31U) - 1));
  std::ranges::reverse(text);
  return text;
}

}  // namespace boothwise::names
