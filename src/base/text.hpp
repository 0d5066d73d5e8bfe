#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace boothwise {

/// 1234567 -> "12,34,567" (Indian grouping 3-2-2, Latin digits), with a minus sign where negative.
std::string grouped(std::int64_t number);

/// A fraction as per cent with one decimal and no unit: 0.4832 -> "48.3". Never "-0.0".
std::string one_decimal(double number);

/// The number that all of `text` is, in the C locale; nothing if it is none, out of T's range or not finite.
template <typename T>
std::optional<T> parse_number(std::string_view text) {
  T value{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if constexpr (std::is_floating_point_v<T>) {
    if (!std::isfinite(value)) return std::nullopt;
  }
  return value;
}

/// Parts of `text` between `separator`; one empty part for an empty text.
std::vector<std::string> split(std::string_view text, char separator);

/// `text` with every `what` replaced.
std::string replaced(std::string text, std::string_view what, std::string_view with);

/// Without ASCII white space at both ends.
std::string_view trimmed(std::string_view text);

/// ASCII letters in lower case, all else as it is.
std::string ascii_lower(std::string_view text);

/// True if `text` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

/// The text with U+FFFD in place of every byte that is no part of UTF-8.
std::string as_utf8(std::string_view text);

/// At most `bytes_max` bytes, cut between characters, with "…" where something was cut.
std::string shortened(std::string_view text, std::size_t bytes_max);

}  // namespace boothwise
