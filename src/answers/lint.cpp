#include "answers/lint.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/dates.hpp"
#include "base/text.hpp"

namespace boothwise::answers {

namespace {

/// Digits of one number, with points and commas inside, as Latin digits without commas.
struct Number {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string digits;
};

std::vector<Number> numbers_of(const Letters& letters) {
  std::vector<Number> numbers;
  for (std::size_t at = 0; at < letters.size();) {
    if (digit_of(letters.at(at)) < 0) {
      ++at;
      continue;
    }
    Number number{at, at, {}};
    while (true) {
      const int digit = digit_of(letters.at(at));
      const bool joins = (letters.at(at) == U'.' || letters.at(at) == U',') && digit_of(letters.at(at + 1)) >= 0;
      if (digit < 0 && !joins) break;
      if (digit >= 0) number.digits += static_cast<char>('0' + digit);
      if (letters.at(at) == U'.') number.digits += '.';
      ++at;
    }
    number.end = at;
    numbers.push_back(std::move(number));
  }
  return numbers;
}

/// Stretches in quotation marks, without the marks.
std::vector<std::pair<std::size_t, std::size_t>> quotes_of(const Letters& letters) {
  constexpr std::u32string_view opening = U"“‘«\"";
  constexpr std::u32string_view closing = U"”’»\"";
  std::vector<std::pair<std::size_t, std::size_t>> quotes;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    const std::size_t kind = opening.find(letters.at(at));
    if (kind == std::u32string_view::npos) continue;
    std::size_t end = at + 1;
    while (end < letters.size() && letters.at(end) != closing[kind]) ++end;
    if (end == letters.size()) continue;
    quotes.emplace_back(at + 1, end);
    at = end;
  }
  return quotes;
}

/// Reads numbers in their surroundings.
class NumberReader {
 public:
  NumberReader(const Letters& letters, std::string_view claim, const WordLists& lists)
      : letters_(letters), lists_(lists), words_(words_of(letters)), quotes_(quotes_of(letters)) {
    const Letters said(claim);
    for (Number& number : numbers_of(said)) claimed_.insert(std::move(number.digits));
  }

  [[nodiscard]] bool may_stand(const Number& number, const std::vector<Number>& all) const {
    return is_year(number) || is_of_date(number) || is_ordinal(number) || is_in_name(number) || is_time(number) ||
           has_beside("reference", word_before(number.begin)) || is_quoted(number) || is_second_year(number, all);
  }
  [[nodiscard]] const std::vector<Word>& words() const { return words_; }

 private:
  /// The word that ends right before, with at most white space, a full stop or a hyphen between.
  [[nodiscard]] const Word* word_before(std::size_t place) const {
    const auto behind = std::ranges::find_if(words_, [place](const Word& word) { return word.begin >= place; });
    if (behind == words_.begin()) return nullptr;
    const Word& word = *(behind - 1);
    constexpr std::u32string_view between = U" .-‑\u00A0";
    for (std::size_t at = word.end; at < place; ++at) {
      if (between.find(letters_.at(at)) == std::u32string_view::npos) return nullptr;
    }
    return &word;
  }
  [[nodiscard]] const Word* word_after(std::size_t place) const {
    while (letters_.at(place) == U' ' || letters_.at(place) == 0x00A0) ++place;
    const auto found = std::ranges::find(words_, place, &Word::begin);
    return found == words_.end() ? nullptr : &*found;
  }
  [[nodiscard]] bool has_beside(std::string_view kind, const Word* word) const {
    return word != nullptr && !found_in({*word}, lists_.numbers, kind).empty();
  }
  [[nodiscard]] bool has_unit(const Number& number) const {
    const char32_t next = letters_.at(letters_.at(number.end) == U' ' ? number.end + 1 : number.end);
    const char32_t before = number.begin == 0 ? U'\0' : letters_.at(number.begin - 1);
    return next == U'%' || before == U'₹' || before == U'$' || has_beside("unit", word_after(number.end)) ||
           has_beside("percent", word_after(number.end)) || has_beside("magnitude", word_after(number.end));
  }
  [[nodiscard]] bool is_year(const Number& number) const {
    const auto value = parse_number<int>(number.digits);
    const bool plain = number.end - number.begin == 4;
    return plain && value && *value >= 1900 && *value <= 2099 && !has_unit(number);
  }
  /// The 20 of "2019-20".
  [[nodiscard]] bool is_second_year(const Number& number, const std::vector<Number>& all) const {
    if (number.begin < 5 || number.digits.size() != 2 || has_unit(number)) return false;
    const char32_t between = letters_.at(number.begin - 1);
    if (between != U'-' && between != U'–' && between != U'/') return false;
    const auto before = std::ranges::find(all, number.begin - 1, &Number::end);
    return before != all.end() && is_year(*before);
  }
  [[nodiscard]] bool is_of_date(const Number& number) const {
    const auto day = parse_number<int>(number.digits);
    const bool near = has_beside("month", word_after(number.end)) || has_beside("month", word_before(number.begin));
    if (near && day && *day >= 1 && *day <= 31) return true;
    // 23.11.2026, 23-11-2026, 23/11/2026, 2026-11-23: from the first digit to the last.
    std::size_t begin = number.begin;
    std::size_t end = number.end;
    const auto of_date = [this](std::size_t at) {
      const char32_t point = letters_.at(at);
      return digit_of(point) >= 0 || point == U'.' || point == U'-' || point == U'/';
    };
    while (begin > 0 && of_date(begin - 1)) --begin;
    while (of_date(end)) ++end;
    while (end > begin && digit_of(letters_.at(end - 1)) < 0) --end;
    std::string text;
    for (std::size_t at = begin; at < end; ++at) {
      const int digit = digit_of(letters_.at(at));
      text += digit >= 0 ? static_cast<char>('0' + digit) : static_cast<char>(letters_.at(at));
    }
    return parse_date(text).has_value();
  }
  [[nodiscard]] bool is_time(const Number& number) const {
    const bool behind_colon =
        number.begin > 1 && letters_.at(number.begin - 1) == U':' && digit_of(letters_.at(number.begin - 2)) >= 0;
    const bool before_colon = letters_.at(number.end) == U':' && digit_of(letters_.at(number.end + 1)) >= 0;
    return (behind_colon || before_colon) && number.digits.size() <= 2;
  }
  /// 1st, 2nd, 18वीं, 5वाँ.
  [[nodiscard]] bool is_ordinal(const Number& number) const {
    const auto word = std::ranges::find(words_, number.end, &Word::begin);
    if (word == words_.end()) return false;
    constexpr std::array endings =
        std::to_array<std::string_view>({"st", "nd", "rd", "th", "वां", "वीं", "वें", "वा", "वी", "वे"});
    return std::ranges::find(endings, word->folded) != endings.end();
  }
  /// G20, COVID-19: a letter stands right before, or a hyphen and a letter.
  [[nodiscard]] bool is_in_name(const Number& number) const {
    if (number.begin == 0) return false;
    const char32_t before = letters_.at(number.begin - 1);
    if (is_letter(before)) return before < 0x0900 || before > 0x097F;
    const bool latin =
        number.begin > 1 && is_letter(letters_.at(number.begin - 2)) && letters_.at(number.begin - 2) < 0x0900;
    return before == U'-' && latin;
  }
  [[nodiscard]] bool is_quoted(const Number& number) const {
    const bool inside = std::ranges::any_of(
        quotes_, [&number](const auto& quote) { return quote.first <= number.begin && number.end <= quote.second; });
    return inside && claimed_.contains(number.digits);
  }

  const Letters& letters_;
  const WordLists& lists_;
  std::vector<Word> words_;
  std::vector<std::pair<std::size_t, std::size_t>> quotes_;
  std::set<std::string> claimed_;
};

/// The text with figures' places and addresses of pages blank, so that all else keeps its place.
std::string without_places(std::string_view text) {
  std::string blank(text);
  const auto wipe = [&blank](std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; ++at) blank[at] = ' ';
  };
  for (std::size_t at = blank.find("{{"); at != std::string::npos; at = blank.find("{{", at)) {
    const std::size_t end = blank.find("}}", at);
    if (end == std::string::npos) break;
    // A space each for ASCII signs; Devanagari digits inside take three bytes.
    std::string inside = blank.substr(at, end + 2 - at);
    const Letters letters(inside);
    blank.replace(at, inside.size(), std::string(letters.size(), ' '));
    at += letters.size();
  }
  for (const std::string_view scheme : {"http://", "https://"}) {
    for (std::size_t at = blank.find(scheme); at != std::string::npos; at = blank.find(scheme, at)) {
      std::size_t end = at;
      while (end < blank.size() && static_cast<unsigned char>(blank[end]) > ' ' &&
             static_cast<unsigned char>(blank[end]) < 0x7F) {
        ++end;
      }
      wipe(at, end);
    }
  }
  return blank;
}

Finding finding_at(const Letters& letters, std::size_t begin, std::size_t end, std::string_view field) {
  Finding finding;
  finding.field = field;
  finding.span = letters.span(begin, end);
  finding.matched = letters.text(begin, end);
  return finding;
}

}  // namespace

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::stops:
      return "stops";
    case Severity::asks:
      return "asks";
    case Severity::tells:
      return "tells";
  }
  throw BrokenInvariant("no such severity");
}

std::vector<Finding> bare_numbers(std::string_view field, std::string_view text, std::string_view claim,
                                  const WordLists& lists) {
  const Letters letters(without_places(text));
  const NumberReader reader(letters, claim, lists);
  std::vector<Finding> findings;
  const auto add = [&](std::size_t begin, std::size_t end) {
    Finding finding = finding_at(letters, begin, end, field);
    finding.code = "bare_number";
    finding.reason = {"“" + finding.matched + "” is a number without a source: add it as a figure and write {{1}} here",
                      "“" + finding.matched + "” बिना स्रोत की संख्या है: इसे आँकड़े के रूप में जोड़ें और यहाँ {{1}} लिखें"};
    findings.push_back(std::move(finding));
  };
  const std::vector<Number> numbers = numbers_of(letters);
  for (const Number& number : numbers) {
    if (!reader.may_stand(number, numbers)) add(number.begin, number.end);
  }
  const std::vector<Word>& words = reader.words();
  for (const Found& found : found_in(words, lists.numbers, "vague")) {
    add(words[found.first].begin, words[found.last].end);
  }
  for (const Found& found : found_in(words, lists.numbers, {})) {
    const std::size_t next = found.last + 1;
    const bool small = found.row->kind == "small";  // "one seat" is no statistic, "one lakh" is
    if (!small && found.row->kind != "number") continue;
    if (next >= words.size() || words[next].sentence != words[found.first].sentence) continue;
    const std::vector<Word> behind{words[next]};
    const auto is = [&](std::string_view kind) { return !found_in(behind, lists.numbers, kind).empty(); };
    if (is("magnitude") || is("percent") || (!small && is("unit"))) add(words[found.first].begin, words[next].end);
  }
  std::ranges::stable_sort(findings, {}, [](const Finding& finding) { return finding.span.begin; });
  return findings;
}

std::vector<Finding> identity_appeals(std::string_view field, std::string_view text, const WordLists& lists) {
  const Letters letters(text);
  const std::vector<Word> words = words_of(letters);
  std::vector<Finding> findings;
  const auto add = [&](std::size_t first, std::size_t last) {
    Finding finding = finding_at(letters, words[first].begin, words[last].end, field);
    finding.code = "identity_appeal";
    finding.reason = {
        "asks for votes by religion or community (RPA 1951 s. 123(3)): say what was done, not who should vote",
        "धर्म या समुदाय के नाम पर वोट माँगता है (RPA 1951 धारा 123(3)): बताएँ कि क्या हुआ, यह नहीं कि कौन वोट दे"};
    findings.push_back(std::move(finding));
  };
  for (const Found& phrase : found_in(words, lists.identity, "phrase")) add(phrase.first, phrase.last);
  const std::vector<Found> appeals = found_in(words, lists.identity, "appeal");
  std::set<std::size_t> sentences;
  for (const Found& group : found_in(words, lists.identity, "group")) {
    const std::size_t sentence = words[group.first].sentence;
    const auto appeal =
        std::ranges::find_if(appeals, [&](const Found& found) { return words[found.first].sentence == sentence; });
    if (appeal == appeals.end() || !sentences.insert(sentence).second) continue;
    add(std::min(group.first, appeal->first), std::max(group.last, appeal->last));
  }
  return findings;
}

std::vector<Finding> personal_attacks(std::string_view field, std::string_view text, const WordLists& lists) {
  const Letters letters(text);
  const std::vector<Word> words = words_of(letters);
  std::vector<Finding> findings;
  for (const Found& found : found_in(words, lists.attacks, {})) {
    Finding finding = finding_at(letters, words[found.first].begin, words[found.last].end, field);
    finding.code = "personal_attack";
    finding.severity = Severity::asks;
    finding.reason = found.row->reason;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace boothwise::answers
