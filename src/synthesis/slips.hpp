#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace boothwise::synthesis {

// How a word comes out of a clerk's hands. Each function gives every outcome that differs from `word`, each once, in a
// fixed order; `word` is lower-case Latin or Devanagari.

/// Spelt as it may be heard: matra, sibilant, व and ब, nukta, anusvara; ee and i, v and w, sh and s.
std::vector<std::string> heard_otherwise(std::string_view word);
/// Mistyped: an akshara (in Latin a letter, never the first) lost, doubled or swapped with the next. None for words of
/// fewer than three.
std::vector<std::string> mistyped(std::string_view word);

/// The aksharas of a Devanagari text, the letters of any other.
std::vector<std::string_view> aksharas(std::string_view text);

}  // namespace boothwise::synthesis
