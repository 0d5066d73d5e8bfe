#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "base/secrets.hpp"

/// Digest of RFC 2617 as OpenRosa's clients speak it: MD5, qop "auth". docs/security.md#devices.
namespace boothwise::server {

struct DigestAnswer {
  std::string user;
  std::string realm;
  std::string nonce;
  std::string uri;
  std::string response;
  std::string qop;
  std::string nc;
  std::string cnonce;
};
/// The fields of an Authorization header; nothing for another scheme or one that lacks some.
std::optional<DigestAnswer> parse_digest(std::string_view authorization);

/// What `response` must be for the holder of `ha1` (MD5 of user:realm:secret, hexadecimal).
std::string digest_response(const std::string& ha1, const DigestAnswer& answer, std::string_view method);

/// Challenges without memory: a nonce carries its time and is signed, so that any server takes any server's.
class DigestGate {
 public:
  explicit DigestGate(const ServerKey& key) : key_(key) {}
  /// The value of WWW-Authenticate; `stale`: the nonce was ours and is too old.
  [[nodiscard]] std::string challenge(Instant now, std::string_view realm, bool stale) const;
  enum class Nonce : std::uint8_t { good, stale, unknown };
  /// Good for ten minutes.
  [[nodiscard]] Nonce check(std::string_view nonce, Instant now) const;

 private:
  [[nodiscard]] std::string nonce_of(std::string_view seconds) const;
  const ServerKey& key_;
};

}  // namespace boothwise::server
