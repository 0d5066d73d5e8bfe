#pragma once

#include <string>
#include <string_view>

/// The same text in other letters.
namespace boothwise {

/// Devanagari digits as Latin ones, all else as it is.
std::string latin_digits(std::string_view text);

/// RFC 3986: everything but its unreserved characters as %XX. For one segment of a path, or a value.
std::string percent_encoded(std::string_view text);

}  // namespace boothwise
