#pragma once

#include <cstdint>
#include <string_view>

namespace boothwise {

/// How long a text is as a text message (3GPP TS 23.038, 23.040). Letters outside the GSM alphabet, Devanagari among
/// them, make the whole message Unicode (UCS-2): 70 units in one part, 67 in each of several. Otherwise 160 and 153.
struct SmsLength {
  bool unicode = false;
  std::int64_t units = 0;  ///< septets, or 16-bit units: what lies outside the basic plane counts two
  std::int64_t parts = 0;  ///< 0 for an empty text; what is paid for
};

/// REQUIRES: well-formed UTF-8.
SmsLength sms_length(std::string_view text);

}  // namespace boothwise
