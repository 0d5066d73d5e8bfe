#include "synthesis/slips.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace boothwise::synthesis {

namespace {

struct Exchange {
  std::string_view from;
  std::string_view to;
};

constexpr std::array devanagari_exchanges = std::to_array<Exchange>({
    {"ि", "ी"},  {"ी", "ि"}, {"ु", "ू"},   {"ू", "ु"},   {"े", "ै"},    {"ै", "े"},    {"ो", "ौ"},   {"ौ", "ो"},  {"श", "स"},
    {"स", "श"},  {"ष", "श"}, {"व", "ब"}, {"ब", "व"}, {"ण", "न"},  {"न्द", "ंद"}, {"न्त", "ंत"},  {"न्ज", "ंज"}, {"म्प", "ंप"},
    {"ंद", "न्द"}, {"ज", "ज़"}, {"फ", "फ़"}, {"ख", "ख़"}, {"ड", "ड़"},  {"क्ष", "छ"}, {"ज्ञ", "ग्य"}, {"ँ", "ं"},    {"ृ", "्रि"},
    {"्य", "िय"}, {"ई", "इ"}, {"ऊ", "उ"}, {"ए", "ऐ"}, {"च्छ", "छ"}, {"त्त", "त"}, {"म्म", "म"},
});

constexpr std::array latin_exchanges = std::to_array<Exchange>({
    {"ee", "i"}, {"i", "ee"}, {"oo", "u"}, {"u", "oo"}, {"aa", "a"}, {"a", "aa"},   {"v", "w"},
    {"w", "v"},  {"sh", "s"}, {"s", "sh"}, {"ph", "f"}, {"f", "ph"}, {"z", "j"},    {"j", "z"},
    {"th", "t"}, {"dh", "d"}, {"bh", "b"}, {"kh", "k"}, {"gh", "g"}, {"ch", "chh"}, {"ksh", "x"},
    {"y", "i"},  {"ai", "e"}, {"au", "o"}, {"ey", "e"}, {"q", "k"},  {"en", "in"},  {"nd", "nn"},
});

constexpr std::size_t letter_bytes = 3;  // of a Devanagari code point in UTF-8

bool is_devanagari(std::string_view text) {
  return text.size() >= letter_bytes && static_cast<unsigned char>(text[0]) == 0xE0U &&
         (static_cast<unsigned char>(text[1]) & 0xFEU) == 0xA4U;
}

/// The last two bytes of the letter at `at`, as a place in the block U+0900.
unsigned place(std::string_view text, std::size_t at) {
  return ((static_cast<unsigned char>(text[at + 1]) & 1U) << 6U) | (static_cast<unsigned char>(text[at + 2]) & 0x3FU);
}

constexpr unsigned virama = 0x4D;

/// Signs that stand on the letter before them: vowel signs, nasals, nukta, virama.
bool is_sign(unsigned letter) {
  return letter <= 0x03 || letter == 0x3C || (letter >= 0x3E && letter <= virama) || (letter >= 0x51 && letter <= 0x57);
}

void add_new(std::vector<std::string>& list, std::string_view word, std::string outcome) {
  if (outcome != word && std::ranges::find(list, outcome) == list.end()) list.push_back(std::move(outcome));
}

}  // namespace

std::vector<std::string_view> aksharas(std::string_view text) {
  std::vector<std::string_view> list;
  std::size_t begin = 0;
  bool joins = false;
  for (std::size_t at = 0; at < text.size();) {
    const bool letter = is_devanagari(text.substr(at));
    const bool sign = letter && is_sign(place(text, at));
    if (at > begin && !sign && !joins) {
      list.push_back(text.substr(begin, at - begin));
      begin = at;
    }
    joins = letter && place(text, at) == virama;
    at += letter ? letter_bytes : 1;
  }
  if (begin < text.size()) list.push_back(text.substr(begin));
  return list;
}

std::vector<std::string> heard_otherwise(std::string_view word) {
  const std::span<const Exchange> exchanges = is_devanagari(word) ? std::span<const Exchange>(devanagari_exchanges)
                                                                  : std::span<const Exchange>(latin_exchanges);
  std::vector<std::string> outcomes;
  for (const Exchange& exchange : exchanges) {
    for (std::size_t at = word.find(exchange.from); at != std::string_view::npos;
         at = word.find(exchange.from, at + 1)) {
      std::string outcome(word);
      outcome.replace(at, exchange.from.size(), exchange.to);
      add_new(outcomes, word, std::move(outcome));
    }
  }
  return outcomes;
}

std::vector<std::string> mistyped(std::string_view word) {
  const std::vector<std::string_view> parts = aksharas(word);
  std::vector<std::string> outcomes;
  if (parts.size() < 3) return outcomes;
  const auto joined = [&](auto&& text_at) {
    std::string outcome;
    for (std::size_t i = 0; i < parts.size(); ++i) outcome += text_at(i);
    add_new(outcomes, word, std::move(outcome));
  };
  for (std::size_t wrong = 1; wrong < parts.size(); ++wrong) {
    joined([&](std::size_t i) { return i == wrong ? std::string() : std::string(parts[i]); });
    joined([&](std::size_t i) { return std::string(parts[i]) + std::string(i == wrong ? parts[i] : ""); });
    if (wrong + 1 == parts.size()) continue;
    joined([&](std::size_t i) { return std::string(parts[i == wrong ? i + 1 : i == wrong + 1 ? wrong : i]); });
  }
  return outcomes;
}

}  // namespace boothwise::synthesis
