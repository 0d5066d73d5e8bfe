#include "domain/phone.hpp"

namespace boothwise {

std::optional<std::string> parse_phone(std::string_view text) {
  constexpr std::size_t own_digits = 10;
  constexpr std::string_view separators = " -.()";
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const std::string_view rest = text.substr(i);
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (rest.size() > 2 && rest.starts_with("\xE0\xA5") && static_cast<unsigned char>(rest[2]) >= 0xA6 &&
               static_cast<unsigned char>(rest[2]) <= 0xAF) {
      digits += static_cast<char>('0' + (static_cast<unsigned char>(rest[2]) - 0xA6));
      i += 2;
    } else if (c == '+' ? !digits.empty() : separators.find(c) == std::string_view::npos) {
      return std::nullopt;
    }
  }
  for (const std::string_view before : {"0091", "91", "0"}) {
    if (digits.size() == own_digits + before.size() && digits.starts_with(before)) digits.erase(0, before.size());
  }
  if (digits.size() != own_digits || digits.front() < '6') return std::nullopt;
  return "+91" + digits;
}

}  // namespace boothwise
