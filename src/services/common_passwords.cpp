#include "services/common_passwords.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace boothwise::services {

namespace {

/// What leads the published counts of leaked passwords, in letters only: NordPass, "Top 200 most common passwords" 2021
/// to 2025 (the world and India), and the National Cyber Security Centre's list of 2019, as newspapers reported them;
/// and the words beside them in India and in this field (first names, places, greetings, election). Our own selection.
constexpr std::array<std::string_view, 104> words = {
    "abc",      "abcd",      "abcde",      "abcdef",   "access",    "account",   "admin",   "administrator", "amma",
    "anil",     "apple",     "asdf",       "asdfgh",   "asdfghjkl", "ashley",    "ashok",   "baba",          "babu",
    "baseball", "bhagwan",   "bhai",       "bharat",   "booth",     "boothwise", "change",  "changeme",      "charlie",
    "chennai",  "computer",  "cricket",    "daniel",   "default",   "delhi",     "dragon",  "election",      "flower",
    "football", "ganesh",    "google",     "guest",    "gurgaon",   "hanuman",   "hello",   "hindustan",     "iloveyou",
    "india",    "indian",    "indya",      "jai",      "jesus",     "jordan",    "kerala",  "krishna",       "kumar",
    "letmein",  "liverpool", "login",      "love",     "lovely",    "maa",       "mahadev", "manager",       "master",
    "me",       "michael",   "mobile",     "monkey",   "mumbai",    "my",        "namaste", "new",           "office",
    "om",       "pakistan",  "pass",       "password", "pradesh",   "princess",  "qaz",     "qazwsx",        "qwer",
    "qwert",    "qwerty",    "qwertyuiop", "radha",    "ram",       "sachin",    "sai",     "sairam",        "samsung",
    "secret",   "shri",      "shyam",      "singh",    "sunshine",  "superman",  "sweet",   "test",          "user",
    "uttar",    "welcome",   "wsx",        "zxcvbn",   "zxcvbnm"};

/// Letters of the word that a sign or digit stands for: "@" for a, "0" for o. A digit that is meant as one is handled
/// by whoever takes digits out first.
char letter_for(char c) {
  switch (c) {
    case '@':
    case '4':
      return 'a';
    case '0':
      return 'o';
    case '1':
    case '!':
      return 'i';
    case '3':
      return 'e';
    case '$':
    case '5':
      return 's';
    case '7':
      return 't';
    default:
      return c;
  }
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0; }

/// The letters of `lower`; `read_signs`: signs and digits between letters are read as the letters they stand for.
std::string plain_letters(std::string_view lower, bool read_signs) {
  std::string letters;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char c = lower[i];
    if (is_letter(c)) {
      letters += c;
      continue;
    }
    const bool before = i > 0 && is_letter(lower[i - 1]);
    const bool after = std::ranges::any_of(lower.substr(i + 1), is_letter);
    if (read_signs && before && after && is_letter(letter_for(c))) letters += letter_for(c);
  }
  return letters;
}

/// True if `text` is one or more of the words one after another.
bool all_words(std::string_view text) {
  std::vector<bool> reached(text.size() + 1, false);
  reached[0] = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!reached[at]) continue;
    for (const std::string_view word : words) {
      if (text.substr(at).starts_with(word)) reached[at + word.size()] = true;
    }
  }
  return reached[text.size()];
}

std::string without_spaces(std::string_view text) {
  std::string all = ascii_lower(text);
  std::erase_if(all, [](char c) { return c == ' ' || c == '.' || c == '-' || c == '_'; });
  return all;
}

}  // namespace

bool is_common_password(std::string_view password) {
  const std::string lower = ascii_lower(password);
  return all_words(plain_letters(lower, false)) || all_words(plain_letters(lower, true));
}

bool holds_own_name(std::string_view password, std::string_view name, std::string_view sign_in_name) {
  const std::string given = without_spaces(password);
  const auto holds = [&given](std::string_view part) {
    return !part.empty() && given.find(without_spaces(part)) != std::string::npos;
  };
  constexpr std::size_t letters_least = 3;
  const auto letters_of = [](std::string_view word) {
    return static_cast<std::size_t>(
        std::ranges::count_if(word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  };
  for (const std::string& word : split(name, ' ')) {
    if (letters_of(word) >= letters_least && holds(word)) return true;
  }
  return holds(sign_in_name.starts_with("+91") ? sign_in_name.substr(3) : sign_in_name);
}

}  // namespace boothwise::services
