#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/wave_keys.hpp"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

/// How a protected answer looks on its way and at rest: docs/formats.md#sealed-answers.
namespace boothwise::services {

/// What is sealed is filled with spaces to a multiple of this, so that a box's length says little of what is in it.
inline constexpr std::size_t box_filled_to = 1024;
inline constexpr std::size_t box_bytes_max = std::size_t{32} << 10U;

/// Whether these bytes can be a sealed box: of a length that a filled text has. What is in it nobody here can tell.
bool looks_sealed(std::string_view box);
/// Seals to a wave's key (libsodium's sealed box: X25519, XSalsa20-Poly1305), filled. REQUIRES: `open_half` of 32
/// bytes; a text that fits. Another box each time.
std::string seal_box(std::string_view open_half, std::string_view text);
/// The text without its filling; nothing if it was not sealed to this key, or changed since.
std::optional<std::string> open_box(const SealingKeys& keys, std::string_view box);

/// Opens what was sealed to a wave, on any number of threads at once. The RSA key is read once, which costs as much as
/// opening with it does. REQUIRES: the keys are whole (wave_keys.hpp) and outlive it.
class WaveOpener {
 public:
  explicit WaveOpener(const WaveSecretKeys& keys);

  /// As open_box.
  [[nodiscard]] std::optional<std::string> box(std::string_view box) const;
  /// An encrypted XForm (https://getodk.github.io/xforms-spec/encryption) without media files: its answers' file,
  /// opened with the wave's RSA key. Nothing where key, file or padding do not fit. `key_base64`: the manifest's
  /// base64EncryptedKey; `instance_id`: as the manifest has it.
  [[nodiscard]] std::optional<std::string> encrypted_form(std::string_view key_base64, std::string_view instance_id,
                                                          std::string_view answers_file) const;

 private:
  struct FreeKey {
    void operator()(evp_pkey_st* key) const;  ///< OpenSSL wipes the secret numbers
  };
  const SealingKeys& box_keys_;
  std::unique_ptr<evp_pkey_st, FreeKey> rsa_;
};

}  // namespace boothwise::services
