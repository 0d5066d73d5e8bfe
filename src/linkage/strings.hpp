#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace boothwise::linkage {

/// A text as the comparators take it: one byte a letter, at most 64 of them. Letters beyond ASCII fold into the upper
/// half by the last seven bits of their code, which keeps the letters of one script apart.
using Letters = std::span<const std::uint8_t>;
constexpr std::size_t letters_max = 64;

/// Where each letter stands in a text, as bits. Made once for a text that many others are compared with.
class LetterMap {
 public:
  /// REQUIRES: at most 64 letters. Forgets what it was made for before.
  void make(Letters letters);
  [[nodiscard]] std::uint64_t positions(std::uint8_t letter) const { return positions_[letter]; }

 private:
  std::array<std::uint64_t, 256> positions_{};
  std::array<std::uint8_t, letters_max> used_{};
  std::size_t used_size_ = 0;
};

/// Insertions, deletions, changes and swaps of neighbours that turn one text into the other (optimal string alignment).
/// Bit-parallel: Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances".
/// REQUIRES: `map` made for `left`.
unsigned edit_distance(Letters left, const LetterMap& map, Letters right);

/// Jaro-Winkler similarity, 0 to 1, prefix weight 0.1 on up to four letters for every Jaro similarity above 0.7
/// (Winkler 1990); 0 if either is empty. REQUIRES: `map` made for `left`.
double jaro_winkler(Letters left, const LetterMap& map, Letters right);

}  // namespace boothwise::linkage
