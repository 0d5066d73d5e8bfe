#include "answers/card_text.hpp"

#include "base/text.hpp"
#include "names/letters.hpp"

namespace boothwise::answers {

namespace {

constexpr char32_t beyond_16_bits = 0x10000;

Error malformed(const Letters& letters, std::size_t at, const Bilingual& message) {
  constexpr std::size_t shown = 20;
  Error error{ErrorKind::bad_input, "placeholder_malformed", message};
  error.where.column = std::to_string(letters.span(at, at).begin + 1);
  error.where.value = letters.text(at, std::min(letters.size(), at + shown));
  return error;
}

}  // namespace

Letters::Letters(std::string_view given) {
  const std::string text = as_utf8(given);
  points_.reserve(text.size());
  units_.reserve(text.size() + 1);
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = names::next_code(text, at);
    points_.push_back(point);
    units_.push_back(units);
    units += point < beyond_16_bits ? 1 : 2;
  }
  units_.push_back(units);
}

Span Letters::span(std::size_t begin, std::size_t end) const {
  const auto unit = [this](std::size_t place) { return units_.at(std::min(place, points_.size())); };
  return {unit(begin), unit(end)};
}

std::string Letters::text(std::size_t begin, std::size_t end) const {
  std::string text;
  for (std::size_t place = begin; place < end && place < points_.size(); ++place)
    names::append_utf8(text, points_[place]);
  return text;
}

bool is_letter(char32_t point) {
  if (point < 0x80) return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
  if (point >= 0x0900 && point <= 0x097F) return digit_of(point) < 0 && point != U'।' && point != U'॥' && point != U'॰';
  if (point == 0x200C || point == 0x200D) return true;
  const bool punctuation = (point >= 0x2000 && point <= 0x2BFF) || (point >= 0x3000 && point <= 0x303F) ||
                           point == 0x00A0 || point == 0xFFFD || point == 0x00AB || point == 0x00BB || point == 0x00B7;
  return !punctuation && point >= 0x00C0;
}

int digit_of(char32_t point) {
  if (point >= '0' && point <= '9') return static_cast<int>(point - '0');
  if (point >= U'०' && point <= U'९') return static_cast<int>(point - U'०');
  return -1;
}

Result<std::vector<TextPiece>> pieces_of(std::string_view text) {
  const Letters letters(text);
  std::vector<TextPiece> pieces;
  std::size_t words_from = 0;
  const auto words_until = [&](std::size_t end) {
    if (end > words_from) pieces.push_back({letters.text(words_from, end), 0, letters.span(words_from, end)});
  };
  for (std::size_t at = 0; at < letters.size();) {
    if (letters.at(at) == U'}' && letters.at(at + 1) == U'}') {
      return malformed(letters, at, {"“}}” without “{{” before it", "“}}” के पहले “{{” नहीं है"});
    }
    if (letters.at(at) != U'{' || letters.at(at + 1) != U'{') {
      ++at;
      continue;
    }
    std::size_t end = at + 2;
    std::size_t number = 0;
    while (digit_of(letters.at(end)) >= 0 && number <= figures_most) {
      number = number * 10 + static_cast<std::size_t>(digit_of(letters.at(end)));
      ++end;
    }
    if (number == 0 || number > figures_most || letters.at(end) != U'}' || letters.at(end + 1) != U'}') {
      return malformed(
          letters, at,
          {"expected the number of a figure of the card, such as {{1}}", "कार्ड के किसी आँकड़े का क्रम चाहिए, जैसे {{1}}"});
    }
    words_until(at);
    pieces.push_back({{}, number, letters.span(at, end + 2)});
    at = words_from = end + 2;
  }
  words_until(letters.size());
  return pieces;
}

}  // namespace boothwise::answers
