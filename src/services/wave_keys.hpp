#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/sealed_stream.hpp"

/// The keys of a wave. Protected answers are sealed to its public halves on the device; the secret halves exist only as
/// two shares, one with each key officer, and are whole only in the memory of `release run` (docs/security.md#keys).
namespace boothwise::services {

/// What the server and the forms may know.
struct WavePublicKeys {
  std::string wave;
  std::string box;        ///< X25519, 32 bytes: sealed boxes
  std::string rsa;        ///< RSA-2048, base64 of the SubjectPublicKeyInfo: encrypted XForms
  std::string verifying;  ///< Ed25519, 64 hexadecimal digits: finished tables are signed so
};

/// Both halves. Wiped from memory at its end.
struct WaveSecretKeys {
  WaveSecretKeys() = default;
  WaveSecretKeys(WaveSecretKeys&& other) noexcept = default;
  WaveSecretKeys& operator=(WaveSecretKeys&& other) noexcept = default;
  ~WaveSecretKeys();

  WavePublicKeys open;
  SealingKeys box;
  std::string rsa_der;       ///< PKCS#8
  std::string signing_seed;  ///< 32 bytes
  std::string ledger_key;    ///< 32 bytes: the ledger's seal
};

/// New ones. Takes a moment: RSA looks for primes.
WaveSecretKeys new_wave_keys(std::string_view wave);

/// How dear one try of a passphrase is (argon2id).
enum class PassphraseCost : std::uint8_t {
  strong,    ///< 256 MiB and some seconds
  for_tests  ///< 64 MiB and a blink; such a share says so
};

/// Two files' contents. Either alone tells nothing: one holds random bytes, the other the secret masked with them, each
/// sealed with its officer's passphrase.
struct KeyShares {
  std::string a;
  std::string b;
};
/// Errors: `passphrase_short` (under 12 characters).
Result<KeyShares> split_keys(const WaveSecretKeys& keys, std::string_view passphrase_a, std::string_view passphrase_b,
                             PassphraseCost cost = PassphraseCost::strong);
/// What one officer brings.
struct BroughtShare {
  std::string text;
  std::string name;  ///< of the file, for errors
  std::string passphrase;
};
/// Errors: `share_malformed`, `share_other_wave` (shares of two waves or two makings, or the same one twice),
/// `passphrase_wrong`.
Result<WaveSecretKeys> join_keys(const BroughtShare& one, const BroughtShare& other);

/// The public file as JSON, and back. Errors: `keys_malformed`.
std::string public_text(const WavePublicKeys& keys);
Result<WavePublicKeys> parse_public_keys(std::string_view text, const std::string& name);

/// Signature of a text with the wave's key, 128 hexadecimal digits (base/secrets.hpp's signature_holds).
std::string signed_by(const WaveSecretKeys& keys, std::string_view text);
/// A keyed digest of the ledger, 64 hexadecimal digits.
std::string ledger_seal(const WaveSecretKeys& keys, std::string_view text);

}  // namespace boothwise::services
