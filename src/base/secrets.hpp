#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// What is secret, through libsodium. Texts of bytes are std::string; hexadecimal where a name says so.
namespace boothwise {

/// A server's key, in a file of its own that no backup of data holds. Everything else is derived from it by purpose.
class ServerKey {
 public:
  /// Reads the key, or makes it (only its owner may read the file). Errors: `key_damaged`, `file_unwritable`.
  static Result<ServerKey> load_or_make(const std::filesystem::path& file);
  /// A key that lives as long as the process; for tests and tools that write nothing.
  static ServerKey passing();

  enum class Purpose : std::uint64_t {
    audit_ids = 1,
    one_time_codes = 2,
    tokens = 3,
    audit_head = 4,
    tombstones = 5,
    backups = 6,
    records = 7,  ///< of persons, each with a secret of its own besides
    receipts = 8,
    devices = 9,
    passwords = 10,
    protected_receipts = 20  ///< of the sealed book alone: no other id is made so
  };
  /// 32 hexadecimal digits that stand for `text` and say nothing of it without the key.
  [[nodiscard]] std::string keyed_id(Purpose purpose, std::string_view text) const;
  /// Encrypts and authenticates (XSalsa20-Poly1305); hexadecimal. Another text each time.
  [[nodiscard]] std::string seal(Purpose purpose, std::string_view text) const;
  /// Errors: `seal_broken`.
  [[nodiscard]] Result<std::string> open(Purpose purpose, std::string_view sealed_hex) const;
  /// Encrypts what belongs to one record, under its own secret (64 hexadecimal digits) and this key together: without
  /// either nobody reads it. Base64; another text each time. REQUIRES: 64 hexadecimal digits.
  [[nodiscard]] std::string seal_record(std::string_view secret_hex, std::string_view text) const;
  /// Errors: `seal_broken`.
  [[nodiscard]] Result<std::string> open_record(std::string_view secret_hex, std::string_view sealed) const;
  /// Ed25519 signature of `text`, 128 hexadecimal digits; whoever has verifying_key can check it.
  [[nodiscard]] std::string sign(Purpose purpose, std::string_view text) const;
  /// 64 hexadecimal digits. No secret.
  [[nodiscard]] std::string verifying_key(Purpose purpose) const;

 private:
  static constexpr std::size_t bytes = 32;
  [[nodiscard]] std::array<unsigned char, bytes> derived(Purpose purpose) const;
  [[nodiscard]] std::array<unsigned char, bytes> of_record(std::string_view secret_hex) const;
  std::array<unsigned char, bytes> key_{};
};

/// 256 random bits as 43 characters that an address may hold (base64url).
std::string new_token();
/// A whole number below `below`, every one as likely. For codes that people type.
std::uint32_t random_below(std::uint32_t below);
/// Random bytes.
std::string random_bytes(std::size_t count);

/// argon2id with libsodium's "moderate" settings halved in memory: 128 MiB would let few sign in at once. About 0.1 s.
std::string password_hash(std::string_view password);
bool password_matches(const std::string& hash, std::string_view password);

/// True if `signature_hex` is that of `text` by who holds the secret of `verifying_key_hex`; false for what is
/// malformed, too.
bool signature_holds(std::string_view verifying_key_hex, std::string_view text, std::string_view signature_hex);

std::string hexadecimal(std::string_view bytes);
/// RFC 4648, with padding.
std::string base64(std::string_view bytes);
/// Nothing for what is no base64; white space is passed over.
std::optional<std::string> bytes_of_base64(std::string_view text);
/// The bytes that `hex` writes; nothing unless it is `count` bytes written so.
std::optional<std::string> bytes_of_hexadecimal(std::string_view hex, std::size_t count);
/// Compares in a time that does not depend on where they differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace boothwise
