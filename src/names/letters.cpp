#include "names/letters.hpp"

#include <array>
#include <cstdint>

namespace boothwise::names {

namespace {

constexpr char32_t replacement = 0xFFFD;

/// How many bytes the character has that begins with `first`; 0 if none begins so.
constexpr std::size_t length_of(std::uint8_t first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

/// U+00C0 to U+017F without their marks; '-' where there is no letter below.
constexpr std::string_view latin_supplement =
    "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"      // 00C0
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"  // 0100
    "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";         // 0144

}  // namespace

char32_t next_code(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t offset) { return static_cast<std::uint8_t>(text[at + offset]); };
  const std::size_t length = length_of(byte(0));
  if (length == 1) return byte(0) < 0x80 ? static_cast<char32_t>(text[at++]) : replacement;
  if (length == 0 || at + length > text.size()) {
    ++at;
    return replacement;
  }
  constexpr std::array<std::uint8_t, 5> first_bits = {0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t code = byte(0) & first_bits[length];
  for (std::size_t offset = 1; offset < length; ++offset) {
    if ((byte(offset) & 0xC0U) != 0x80U) {
      ++at;
      return replacement;
    }
    code = (code << 6U) | (byte(offset) & 0x3FU);
  }
  at += length;
  return code;
}

void append_utf8(std::string& text, char32_t code) {
  const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

char latin_letter(char32_t code) {
  if (code >= U'a' && code <= U'z') return static_cast<char>(code);
  if (code >= U'A' && code <= U'Z') return static_cast<char>(code + 32);
  if (code >= 0xC0 && code < 0xC0 + latin_supplement.size()) {
    const char letter = latin_supplement[code - 0xC0];
    return letter == '-' ? '\0' : letter;
  }
  // Vowels and consonants with a dot, as scholars romanise: U+1E00 to U+1EFF go in pairs of capital and small.
  switch (code & ~char32_t{1}) {
    case 0x1E0C:
      return 'd';
    case 0x1E24:
    case 0x1E28:
      return 'h';
    case 0x1E36:
      return 'l';
    case 0x1E40:
    case 0x1E42:
      return 'm';
    case 0x1E44:
    case 0x1E46:
      return 'n';
    case 0x1E5A:
      return 'r';
    case 0x1E60:
    case 0x1E62:
      return 's';
    case 0x1E6C:
      return 't';
    default:
      return '\0';
  }
}

}  // namespace boothwise::names
