#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace boothwise::names {

/// What is heard, as far as either script writes it. Devanagari says vowel length and place of articulation; Latin
/// often does not: its single vowel letters are `open` … `mid_o`, and its t, d, n stand for dental and retroflex alike.
enum class Sound : std::uint8_t {
  a,  ///< the vowel that a Devanagari consonant carries unwritten
  aa,
  i,
  ii,
  u,
  uu,
  e,
  ai,
  o,
  au,
  open,   ///< Latin a
  front,  ///< Latin i
  back,   ///< Latin u
  mid_e,  ///< Latin e
  mid_o,  ///< Latin o
  y,
  v,
  h,
  nasal,  ///< anusvara, chandrabindu
  n,
  nn,  ///< retroflex ण
  m,
  k,
  kh,
  q,  ///< क़
  g,
  gh,
  c,
  ch,
  j,
  jh,
  z,
  tt,  ///< retroflex ट
  tth,
  dd,
  ddh,
  flap,  ///< ड़, ढ़
  t,
  th,
  d,
  dh,
  p,
  ph,
  f,
  b,
  bh,
  r,
  l,
  sh,
  s,
  count_
};

constexpr bool is_vowel(Sound sound) { return sound <= Sound::mid_o; }

/// The sounds of one token, at most 31; what is beyond is left.
class Sounds {
 public:
  static constexpr std::size_t size_max = 31;

  void add(Sound sound) {
    if (size_ < size_max) sounds_[size_++] = sound;
  }
  /// Takes the last one off. REQUIRES: not empty.
  void drop_last() { --size_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] Sound operator[](std::size_t at) const { return sounds_[at]; }
  [[nodiscard]] Sound last() const { return sounds_[size_ - 1U]; }
  [[nodiscard]] std::span<const Sound> all() const { return {sounds_.data(), size_}; }

  /// Whether these are sounds at all, where they were read as bytes.
  [[nodiscard]] bool is_whole() const {
    if (size_ > size_max) return false;
    for (const Sound sound : sounds_) {
      if (sound >= Sound::count_) return false;
    }
    return true;
  }

  friend bool operator==(const Sounds& left, const Sounds& right) {
    if (left.size_ != right.size_) return false;
    for (std::size_t at = 0; at < left.size_; ++at) {
      if (left.sounds_[at] != right.sounds_[at]) return false;
    }
    return true;
  }

 private:
  std::array<Sound, size_max> sounds_{};
  std::uint8_t size_ = 0;
};

/// The sounds of one token in Devanagari or Latin (accents taken off); letters of other scripts and digits add none.
/// Source of the letters' values: the Unicode charts of Devanagari (U+0900) and Latin; of Latin spellings: Hunterian
/// romanisation and everyday usage (docs/definitions.md#names).
Sounds sounds_of(std::string_view token);

}  // namespace boothwise::names
