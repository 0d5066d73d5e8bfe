#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/text.hpp"

namespace boothwise::operations {

/// The words of a folded name as searches compare them, each once.
inline std::set<std::string> search_words(const std::string& folded) {
  const std::vector<std::string> words = split(folded, ' ');
  std::set<std::string> distinct(words.begin(), words.end());
  distinct.erase(std::string());
  return distinct;
}

/// Puts the word first that fewest have: what is looked for begins there. `count(word, most)` tells how many have it,
/// and counts no further than `most`. Gives how many have the first; `most` where no word has fewer.
template <typename Count>
Result<std::int64_t> put_rarest_first(std::vector<std::string>& words, std::int64_t most, const Count& count) {
  for (std::string& word : words) {
    BOOTHWISE_TRY(found, count(word, most));
    if (found >= most) continue;
    most = found;
    std::swap(word, words.front());
  }
  return most;
}

/// The word at a place among those looked for; empty where there is none.
inline std::string word_at(const std::vector<std::string>& words, std::size_t place) {
  return place < words.size() ? words[place] : std::string();
}

/// Behind all that begins with the word, in the order of bytes.
inline std::string word_end(const std::string& word) { return word + "~"; }

}  // namespace boothwise::operations
