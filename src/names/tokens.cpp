#include "names/tokens.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "names/letters.hpp"

namespace boothwise::names {

namespace {

using namespace std::string_view_literals;

// Words as everyday writing has them; each list sorted by bytes for binary search.
constexpr std::array honorifics = std::to_array<std::string_view>({
    "adv"sv, "dr"sv,   "er"sv,     "janab"sv,  "late"sv,     "lt"sv,     "maulana"sv, "miss"sv, "mr"sv,
    "mrs"sv, "ms"sv,   "mst"sv,    "pandit"sv, "prof"sv,     "sh"sv,     "shree"sv,   "shri"sv, "shrimati"sv,
    "smt"sv, "sree"sv, "sri"sv,    "sushri"sv, "swargiya"sv, "आदरणीय"sv, "कु"sv,       "जनाब"sv, "डा"sv,
    "डॉ"sv,  "प्रो"sv,  "मौलाना"sv, "श्री"sv,    "श्रीमति"sv,   "श्रीमती"sv, "सुश्री"sv,    "स्व"sv,   "स्वर्गीय"sv,
});
static_assert(std::ranges::is_sorted(honorifics));

struct Weighted {
  std::string_view word;
  double weight;
};

/// Words that stand beside a name and are borne by so many that they tell little of who is meant.
constexpr std::array common_words = std::to_array<Weighted>({
    {"bai", 0.3},    {"bano", 0.3},   {"bee", 0.3},     {"begam", 0.3},  {"begum", 0.3}, {"bi", 0.3},
    {"bibi", 0.3},   {"chand", 0.6},  {"chandra", 0.6}, {"devee", 0.3},  {"devi", 0.3},  {"khatoon", 0.3},
    {"khatun", 0.3}, {"kumaar", 0.3}, {"kumar", 0.3},   {"kumari", 0.3}, {"lal", 0.5},   {"mohammad", 0.4},
    {"prasad", 0.5}, {"ram", 0.6},    {"sing", 0.4},    {"singh", 0.4},  {"sinh", 0.4},  {"कुमार", 0.3},
    {"कुमारी", 0.3},  {"खातून", 0.3},   {"चंद", 0.6},      {"चंद्र", 0.6},    {"चन्द", 0.6},   {"चन्द्र", 0.6},
    {"देवि", 0.3},    {"देवी", 0.3},    {"प्रसाद", 0.5},   {"बाई", 0.3},    {"बानो", 0.3},  {"बी", 0.3},
    {"बीबी", 0.3},   {"बेगम", 0.3},    {"मोहम्मद", 0.4},  {"राम", 0.6},    {"लाल", 0.5},   {"सिंह", 0.4},
    {"सिन्ह", 0.4},
});
static_assert(std::ranges::is_sorted(common_words, {}, &Weighted::word));

constexpr double weight_of_initial = 0.4;

constexpr std::array abbreviations = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"kr", "kumar"},
    {"kum", "kumari"},
    {"md", "mohammad"},
    {"mohd", "mohammad"},
    {"pd", "prasad"},
    {"prd", "prasad"},
    {"मु", "मोहम्मद"},
    {"मो", "मोहम्मद"},
    {"मोह", "मोहम्मद"},
});
static_assert(std::ranges::is_sorted(abbreviations, {}, &std::pair<std::string_view, std::string_view>::first));

std::string_view written_out(std::string_view word) {
  const auto found = std::ranges::lower_bound(abbreviations, word, {}, [](const auto& entry) { return entry.first; });
  return found != abbreviations.end() && found->first == word ? found->second : word;
}

constexpr bool is_letter(char32_t code) { return is_devanagari_letter(code) || (code >= U'a' && code <= U'z'); }

/// What a code point is in normal spelling; 0 = nothing.
char32_t normal_code(char32_t code) {
  if (is_joiner(code) || (code >= 0x300 && code <= 0x36F)) return 0;
  if (code == 0x901) return 0x902;
  if (code >= 0x966 && code <= 0x96F) return U'0' + (code - 0x966);
  if (code == 0xA0 || (code < 0x20)) return U' ';
  const char letter = latin_letter(code);
  return letter != '\0' ? static_cast<char32_t>(letter) : code;
}

/// Consonants that Unicode also has with their nukta in one: U+0958 to U+095F.
constexpr std::array<char32_t, 8> without_nukta = {U'क', U'ख', U'ग', U'ज', U'ड', U'ढ', U'फ', U'य'};

void append_normal(std::string& out, char32_t code) {
  if (code >= 0x958 && code <= 0x95F) {
    append_utf8(out, without_nukta[code - 0x958]);
    append_utf8(out, 0x93C);
    return;
  }
  const char32_t normal = normal_code(code);
  if (normal == 0 || (normal == U' ' && (out.empty() || out.back() == ' '))) return;
  append_utf8(out, normal);
}

bool is_initial(std::string_view word) {
  std::size_t at = 0;
  next_code(word, at);
  return at == word.size();
}

}  // namespace

double weight_of_word(std::string_view word) {
  const auto found = std::ranges::lower_bound(common_words, word, {}, &Weighted::word);
  if (found != common_words.end() && found->word == word) return found->weight;
  return is_initial(word) ? weight_of_initial : 1.0;
}

std::string normalised(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) append_normal(out, next_code(text, at));
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

void NameWords::clear() {
  text_.clear();
  size_ = 0;
}

void NameWords::add(std::string_view word) {
  text_.append(word).push_back(' ');
  begins_[++size_] = text_.size();
}

void NameSplitter::end_word() {
  if (word_.empty()) return;
  if (std::ranges::binary_search(honorifics, std::string_view(word_))) {
    std::swap(title_, word_);
  } else if (words_.size_ < Name::tokens_max) {
    words_.add(written_out(word_));
  }
  word_.clear();
}

const NameWords& NameSplitter::split(std::string_view text) {
  words_.clear();
  word_.clear();
  title_.clear();
  for (std::size_t at = 0; at < text.size();) {
    const char byte = text[at];
    if (byte >= 'a' && byte <= 'z') {  // most names are plain
      word_.push_back(byte);
      ++at;
      continue;
    }
    const char32_t code = next_code(text, at);
    // ० and ॰ behind letters mark an abbreviation; both end the word as any other sign does.
    const char32_t normal = normal_code(code);
    if (normal == 0) continue;
    if (is_letter(normal)) {
      append_normal(word_, code);
    } else {
      end_word();
    }
  }
  end_word();
  if (words_.size() == 0 && !title_.empty()) words_.add(written_out(title_));
  return words_;
}

Name parse_name(std::string_view text) {
  NameSplitter splitter;
  const NameWords& words = splitter.split(text);
  Name name;
  for (std::size_t at = 0; at < words.size(); ++at) {
    name.tokens.push_back({std::string(words[at]), sounds_of(words[at]), weight_of_word(words[at])});
  }
  return name;
}

}  // namespace boothwise::names
