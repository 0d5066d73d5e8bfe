#pragma once

#include "answers/card_text.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"

namespace boothwise::answers {

/// A word of a text: from where to where in its code points, and as lists have it: small letters, without nukta and
/// joiners, chandrabindu as anusvara.
struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string folded;
  std::size_t sentence = 0;  ///< which one it stands in, from 0
};

/// The words of a text in order; sentences end at danda, full stop with space, question and exclamation mark, new line.
std::vector<Word> words_of(const Letters& letters);
std::string folded_word(std::string_view word);

/// One row of a list of words: one or several words; `*` at a word's end stands for any ending.
struct ListedWords {
  std::string kind;
  std::vector<std::string> words;  ///< folded
  Bilingual reason;                ///< of attacks
};

/// Where a row's words stand one behind the other. Both count words.
struct Found {
  std::size_t first = 0;
  std::size_t last = 0;
  const ListedWords* row = nullptr;
};
/// All places where a row of `kind` (empty: any) stands, in order.
std::vector<Found> found_in(const std::vector<Word>& words, const std::vector<ListedWords>& list,
                            std::string_view kind);

/// What the checks of cards know (data/answers/): words beside numbers, appeals to identity, attacks on persons.
struct WordLists {
  std::vector<ListedWords> numbers;   ///< kinds: month, reference, unit, percent, magnitude, number, small, vague
  std::vector<ListedWords> identity;  ///< kinds: group, appeal, phrase
  std::vector<ListedWords> attacks;   ///< kinds: insult, crime, private, character
};
/// Errors: those of reading a table.
Result<WordLists> load_word_lists(const std::filesystem::path& data_folder);

}  // namespace boothwise::answers
