#include "base/one_time_code.hpp"

#include <array>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdexcept>

#include "base/secrets.hpp"
#include "base/spelling.hpp"

namespace boothwise {

namespace {

constexpr std::int64_t step_seconds = 30;

}  // namespace

std::string new_one_time_secret() {
  constexpr std::size_t secret_bytes = 20;  // RFC 4226, 4: as long as the hash
  return random_bytes(secret_bytes);
}

std::int64_t one_time_step(std::int64_t seconds) { return seconds / step_seconds; }

std::string one_time_code(std::string_view secret, std::int64_t step) {
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i) {
    counter.at(counter.size() - 1 - i) = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (8 * i));
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(), digest.data(),
           &length) == nullptr) {
    throw std::runtime_error("HMAC-SHA1 is not available");
  }
  const std::size_t offset = digest.at(length - 1) & 15U;  // RFC 4226, 5.3: dynamic truncation
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = (number << 8U) | digest.at(offset + i);
  constexpr std::uint32_t million = 1000000;
  const std::string code = std::to_string((number & 0x7fffffffU) % million);
  return std::string(6 - code.size(), '0') + code;
}

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, std::int64_t seconds,
                                          std::int64_t used) {
  const std::int64_t present = one_time_step(seconds);
  std::optional<std::int64_t> matching;
  for (std::int64_t step = present - 1; step <= present + 1; ++step) {
    if (same_secret(one_time_code(secret, step), code) && step > used) matching = step;
  }
  return matching;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    held = (held << 8U) | static_cast<unsigned char>(c);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += digits[(held >> bits) & 31U];
    }
  }
  if (bits > 0) text += digits[(held << (5 - bits)) & 31U];
  return text;
}

std::string one_time_address(std::string_view secret, std::string_view issuer, std::string_view account) {
  return "otpauth://totp/" + percent_encoded(issuer) + ":" + percent_encoded(account) + "?secret=" + base32(secret) +
         "&issuer=" + percent_encoded(issuer);
}

}  // namespace boothwise
