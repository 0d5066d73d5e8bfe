#include "base/spelling.hpp"

#include <array>
#include <cstddef>

#include "base/text.hpp"

namespace boothwise {

std::string latin_digits(std::string_view text) {
  constexpr std::array digits = {"०", "१", "२", "३", "४", "५", "६", "७", "८", "९"};
  std::string latin(text);
  for (std::size_t digit = 0; digit < digits.size(); ++digit) {
    latin = replaced(std::move(latin), digits.at(digit), std::to_string(digit));
  }
  return latin;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (plain.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += digits[byte >> 4U];
      encoded += digits[byte & 15U];
    }
  }
  return encoded;
}

}  // namespace boothwise
