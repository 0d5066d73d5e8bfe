#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Time-based one-time codes: RFC 6238 over HMAC-SHA1 (RFC 4226), 30 seconds, 6 digits, as phones' authenticator apps
/// make them.
namespace boothwise {

/// 20 random bytes.
std::string new_one_time_secret();

/// The code of a step (seconds since 1970 divided by 30), six digits.
std::string one_time_code(std::string_view secret, std::int64_t step);
std::int64_t one_time_step(std::int64_t seconds);

/// The step that `code` is of: the present one, or the one before or after it (clocks differ), and later than `used`.
/// Nothing if it is of none.
std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, std::int64_t seconds,
                                          std::int64_t used);

/// RFC 4648 base 32 without padding, as people type secrets.
std::string base32(std::string_view bytes);

/// otpauth://totp/… for a QR code. `account` is percent-encoded here.
std::string one_time_address(std::string_view secret, std::string_view issuer, std::string_view account);

}  // namespace boothwise
