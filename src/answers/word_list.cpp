#include "answers/word_list.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "services/own_tables.hpp"

namespace boothwise::answers {

namespace {

/// Small, without what is spelt in two ways; nothing of marks that are left out.
char32_t folded_point(char32_t point) {
  constexpr std::array<char32_t, 8> with_nukta = {U'क', U'ख', U'ग', U'ज', U'ड', U'ढ', U'फ', U'य'};  // U+0958 to U+095F
  if (point >= 'A' && point <= 'Z') return point - 'A' + 'a';
  if (point == 0x093C || point == 0x200C || point == 0x200D) return 0;
  if (point >= 0x0958 && point <= 0x095F) return with_nukta.at(point - 0x0958);
  return point == 0x0901 ? 0x0902 : point;
}

std::string folded_stretch(const Letters& letters, std::size_t begin, std::size_t end) {
  std::string folded;
  for (std::size_t place = begin; place < end; ++place) {
    const char32_t point = letters.at(place);
    const char32_t wanted = folded_point(point);
    if (wanted == 0) continue;
    if (wanted < 0x80) {
      folded += static_cast<char>(wanted);
    } else if (wanted == point) {
      folded += letters.text(place, place + 1);
    } else {
      constexpr unsigned middle = 6;
      folded += static_cast<char>(0xE0U | (wanted >> 12U));
      folded += static_cast<char>(0x80U | ((wanted >> middle) & 0x3FU));
      folded += static_cast<char>(0x80U | (wanted & 0x3FU));
    }
  }
  return folded;
}

bool ends_sentence(const Letters& letters, std::size_t at) {
  const char32_t point = letters.at(at);
  if (point == U'।' || point == U'॥' || point == U'?' || point == U'!' || point == U'\n') return true;
  return point == U'.' && (letters.at(at + 1) == U' ' || letters.at(at + 1) == U'\n');
}

bool fits(std::string_view word, std::string_view listed) {
  return listed.ends_with('*') ? word.starts_with(listed.substr(0, listed.size() - 1)) : word == listed;
}

Result<std::vector<ListedWords>> load(const std::filesystem::path& path) {
  std::vector<ListedWords> list;
  BOOTHWISE_CHECK(services::each_own_row(path, [&list](const std::vector<std::string>& cells) {
    ListedWords row;
    row.kind = cells[0];
    for (const std::string& word : split(cells[2], ' ')) {
      if (!word.empty()) row.words.push_back(folded_word(word));
    }
    if (cells.size() > 4) row.reason = {cells[3], cells[4]};
    if (!row.words.empty()) list.push_back(std::move(row));
  }));
  return list;
}

}  // namespace

std::vector<Word> words_of(const Letters& letters) {
  std::vector<Word> words;
  std::size_t sentence = 0;
  for (std::size_t at = 0; at < letters.size();) {
    if (ends_sentence(letters, at)) ++sentence;
    if (!is_letter(letters.at(at))) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (is_letter(letters.at(at))) ++at;
    words.push_back({begin, at, folded_stretch(letters, begin, at), sentence});
  }
  return words;
}

std::string folded_word(std::string_view word) {
  const Letters letters(word);
  return folded_stretch(letters, 0, letters.size());
}

std::vector<Found> found_in(const std::vector<Word>& words, const std::vector<ListedWords>& list,
                            std::string_view kind) {
  std::vector<Found> found;
  for (std::size_t first = 0; first < words.size(); ++first) {
    for (const ListedWords& row : list) {
      if ((!kind.empty() && row.kind != kind) || first + row.words.size() > words.size()) continue;
      const auto begin = words.begin() + static_cast<std::ptrdiff_t>(first);
      const bool here =
          std::ranges::equal(row.words, std::ranges::subrange(begin, begin + std::ssize(row.words)),
                             [](const std::string& listed, const Word& word) { return fits(word.folded, listed); });
      const std::size_t last = first + row.words.size() - 1;
      if (here && words[first].sentence == words[last].sentence) found.push_back({first, last, &row});
    }
  }
  return found;
}

Result<WordLists> load_word_lists(const std::filesystem::path& data_folder) {
  const std::filesystem::path folder = data_folder / "answers";
  WordLists lists;
  BOOTHWISE_TRY(numbers, load(folder / "number_words.csv"));
  BOOTHWISE_TRY(identity, load(folder / "identity_appeals.csv"));
  BOOTHWISE_TRY(attacks, load(folder / "personal_attacks.csv"));
  return WordLists{std::move(numbers), std::move(identity), std::move(attacks)};
}

}  // namespace boothwise::answers
