#include "domain/sms_length.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace boothwise {

namespace {

/// Letters of the GSM 7-bit default alphabet beyond those of ASCII that stand at their own places; and those of its
/// extension table, which take two septets (3GPP TS 23.038, 6.2.1).
constexpr std::u32string_view other_letters = U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ ¤¡ÄÖÑÜ§¿äöñüà";
constexpr std::u32string_view extension = U"\f^{}\\[~]|€";
constexpr std::u32string_view ascii_not_there = U"@$_^{}\\[~]|`";

std::optional<std::int64_t> septets(char32_t letter) {
  if (extension.find(letter) != std::u32string_view::npos) return 2;
  if (other_letters.find(letter) != std::u32string_view::npos) return 1;
  if (letter >= U' ' && letter < U'\x7f' && ascii_not_there.find(letter) == std::u32string_view::npos) return 1;
  return std::nullopt;
}

char32_t next_letter(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  constexpr std::array<unsigned char, 5> masks = {0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t letter = first & masks.at(bytes);
  for (std::size_t i = 1; i < bytes && at + i < text.size(); ++i) {
    letter = (letter << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  at += bytes;
  return letter;
}

std::int64_t parts_of(std::int64_t units, std::int64_t alone, std::int64_t each) {
  return units == 0 ? 0 : units <= alone ? 1 : (units + each - 1) / each;
}

}  // namespace

SmsLength sms_length(std::string_view text) {
  SmsLength length;
  std::int64_t narrow = 0;
  std::int64_t wide = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t letter = next_letter(text, at);
    wide += letter > 0xFFFF ? 2 : 1;
    const auto count = septets(letter);
    length.unicode = length.unicode || !count;
    narrow += count.value_or(0);
  }
  length.units = length.unicode ? wide : narrow;
  length.parts = length.unicode ? parts_of(wide, 70, 67) : parts_of(narrow, 160, 153);
  return length;
}

}  // namespace boothwise
