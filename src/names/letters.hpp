#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace boothwise::names {

/// The code point at `at`, which moves behind it. Bytes that are no UTF-8 come out one by one as U+FFFD.
/// REQUIRES: at < text.size().
char32_t next_code(std::string_view text, std::size_t& at);
void append_utf8(std::string& text, char32_t code);

/// The plain lower-case letter a-z under a Latin letter with or without marks (É -> e, ā -> a); 0 for anything else.
char latin_letter(char32_t code);

constexpr bool is_devanagari(char32_t code) { return code >= 0x900 && code <= 0x97F; }
/// Letters and signs of Devanagari that names are made of; not its digits, danda and abbreviation sign.
constexpr bool is_devanagari_letter(char32_t code) {
  return is_devanagari(code) && !(code >= 0x964 && code <= 0x971) && code != 0x950;
}
/// Joiners that shape conjuncts and mean nothing.
constexpr bool is_joiner(char32_t code) { return code == 0x200C || code == 0x200D || code == 0xFEFF; }

}  // namespace boothwise::names
