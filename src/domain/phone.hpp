#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace boothwise {

/// "+919876543210" of an Indian mobile number as people write it: with +91, 0091, 91, 0 or nothing in front, with
/// spaces, dots, hyphens or brackets, in digits of either script. Nothing if it is none: ten digits, the first 6 to 9.
std::optional<std::string> parse_phone(std::string_view text);

}  // namespace boothwise
