#include "asking/romanised.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "names/romanise.hpp"

namespace boothwise::asking {

namespace {

constexpr char long_a = 'A';

bool is_vowel(char c) { return c == 'a' || c == long_a || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/// Spellings of one sound brought together; the length of a is kept.
std::string spelt_alike(std::string_view latin) {
  struct Pair {
    std::string_view from;
    std::string_view to;
  };
  // In this order: what is written with more letters first. Endings of English words that Hindi took over among them.
  constexpr std::array<Pair, 28> pairs = {
      {{"chch", "ch"}, {"cch", "ch"}, {"tion", "shan"}, {"sion", "shan"}, {"chh", "ch"}, {"ph", "f"},   {"ck", "k"},
       {"w", "v"},     {"z", "j"},    {"q", "k"},       {"x", "ks"},      {"aya", "aa"}, {"ayi", "ai"}, {"aye", "ae"},
       {"iya", "ia"},  {"iye", "ie"}, {"iyo", "io"},    {"uya", "ua"},    {"eya", "ea"}, {"oya", "oa"}, {"oye", "oe"},
       {"aai", "ai"},  {"ee", "i"},   {"ea", "i"},      {"oo", "u"},      {"aa", "A"},   {"ai", "e"},   {"au", "o"}}};
  std::string text(latin);
  for (const Pair& pair : pairs) text = replaced(text, pair.from, pair.to);
  text = replaced(replaced(replaced(text, "ei", "e"), "ey", "e"), "ou", "o");
  std::string alike;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    const bool last = at + 1 == text.size();
    const char before = alike.empty() ? ' ' : alike.back();
    if (c == 'c' && (last || text[at + 1] != 'h')) c = 'k';
    if (c == before && !is_vowel(c)) continue;
    if (c == 'y' && last && !is_vowel(before)) c = 'i';
    // pehle, pahle: a before h is heard as e
    if (c == 'e' && at + 2 < text.size() && text[at + 1] == 'h' && !is_vowel(text[at + 2])) c = 'a';
    alike += c;
  }
  alike = replaced(replaced(replaced(alike, "kkh", "kh"), "ddh", "dh"), "tth", "th");
  // Nobody marks that a word's last a is long.
  if (!alike.empty() && alike.back() == long_a) alike.back() = 'a';
  return alike;
}

std::string without_length(std::string text) {
  std::ranges::replace(text, long_a, 'a');
  return text;
}

/// Longer words without their inner a; empty for others.
std::string sparse(const std::string& heard) {
  constexpr std::size_t letters_least = 6;
  if (heard.size() < letters_least) return {};
  std::string text(1, heard.front());
  for (std::size_t at = 1; at < heard.size(); ++at) {
    const bool inner = heard[at] == 'a' && at + 1 < heard.size();
    if (!inner && heard[at] != text.back()) text += heard[at];
  }
  return text;
}

/// Without what gender, number and case put behind it; empty where too little is left.
std::string uninflected(std::string heard) {
  constexpr std::size_t letters_least = 3;
  if (heard.size() > 2 && heard.back() == 'n' && is_vowel(heard[heard.size() - 2])) heard.pop_back();
  while (!heard.empty() && is_vowel(heard.back())) heard.pop_back();
  return heard.size() < letters_least ? std::string() : heard;
}

std::string& form(std::array<std::string, nearness_count>& forms, Nearness nearness) {
  return forms.at(static_cast<std::size_t>(nearness));
}

/// One spelling in all its forms; empty: it has none.
std::array<std::string, nearness_count> forms_of(const std::string& latin) {
  std::array<std::string, nearness_count> forms;
  form(forms, Nearness::spelt) = spelt_alike(latin);
  const std::string heard = without_length(form(forms, Nearness::spelt));
  form(forms, Nearness::heard) = heard;
  form(forms, Nearness::sparse) = sparse(heard);
  form(forms, Nearness::inflected) = uninflected(heard);
  return forms;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return text;
}

/// Of आ and its sign as "aa", so that हार and हर are told apart.
std::string romanised_with_length(std::string_view devanagari) {
  // The romanisation of a word whose long vowels are taken for another vowel tells where they stand.
  std::string usual = lower(names::romanise(devanagari));
  const std::string marked = lower(names::romanise(replaced(replaced(std::string(devanagari), "ा", "ू"), "आ", "ऊ")));
  if (usual.size() != marked.size()) return usual;
  std::string text;
  for (std::size_t at = 0; at < usual.size(); ++at) {
    text += usual[at];
    if (usual[at] == 'a' && marked[at] == 'u') text += 'a';
  }
  return text;
}

}  // namespace

void RomanisedWords::add(const HindiWord& word) {
  std::string latin = romanised_with_length(word.plain);
  // में is me and mein: the nasal at the end is written by some.
  constexpr std::string_view anusvara = "ं";
  if (word.plain.ends_with(anusvara) && latin.ends_with('n')) latin.pop_back();
  const auto forms = forms_of(latin);
  for (std::size_t at = 0; at < nearness_count; ++at) {
    if (!forms.at(at).empty()) words_.at(at)[forms.at(at)].insert(word);
  }
}

RomanisedWords::Found RomanisedWords::find(std::string_view latin) const {
  const std::string as_typed(latin);
  std::vector<std::array<std::string, nearness_count>> tries = {forms_of(as_typed)};
  const bool has_more = as_typed.size() > 2;
  if (has_more && as_typed.ends_with('n') && is_vowel(as_typed[as_typed.size() - 2]))
    tries.push_back(forms_of(as_typed.substr(0, as_typed.size() - 1)));
  // vote, booth: the silent e of English words
  if (has_more && as_typed.ends_with('e')) tries.push_back(forms_of(as_typed.substr(0, as_typed.size() - 1)));
  // hum, sub: the short a as some hear it
  if (as_typed.find('u') != std::string::npos) tries.push_back(forms_of(replaced(as_typed, "u", "a")));
  for (std::size_t at = 0; at < nearness_count; ++at) {
    for (const auto& forms : tries) {
      const auto found = forms.at(at).empty() ? words_.at(at).end() : words_.at(at).find(forms.at(at));
      if (found != words_.at(at).end())
        return {{found->second.begin(), found->second.end()}, static_cast<Nearness>(at)};
    }
  }
  return {};
}

}  // namespace boothwise::asking
