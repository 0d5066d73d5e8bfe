#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boothwise {

/// 1234567 -> "12,34,567" (Indian grouping 3-2-2, Latin digits), with a minus sign where negative.
std::string grouped(std::int64_t number);

/// A fraction as per cent with one decimal and no unit: 0.4832 -> "48.3". Never "-0.0".
std::string one_decimal(double number);

/// Parts of `text` between `separator`; one empty part for an empty text.
std::vector<std::string> split(std::string_view text, char separator);

/// Without ASCII white space at both ends.
std::string_view trimmed(std::string_view text);

/// ASCII letters in lower case, all else as it is.
std::string ascii_lower(std::string_view text);

/// True if `text` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

/// At most `bytes_max` bytes, cut between characters, with "…" where something was cut.
std::string shortened(std::string_view text, std::size_t bytes_max);

}  // namespace boothwise
