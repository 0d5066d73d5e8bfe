#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace boothwise::operations {

/// The words of a folded name as searches compare them, each once.
inline std::set<std::string> search_words(const std::string& folded) {
  const std::vector<std::string> words = split(folded, ' ');
  std::set<std::string> distinct(words.begin(), words.end());
  distinct.erase(std::string());
  return distinct;
}

/// Behind all that begins with the word, in the order of bytes.
inline std::string word_end(const std::string& word) { return word + "~"; }

}  // namespace boothwise::operations
