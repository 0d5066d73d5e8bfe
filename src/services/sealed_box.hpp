#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/wave_keys.hpp"

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

/// An encrypted XForm (https://getodk.github.io/xforms-spec/encryption) without media files: its answers' file, opened
/// with the wave's RSA key. Nothing where key, file or padding do not fit. `key_base64`: the manifest's
/// base64EncryptedKey; `instance_id`: as the manifest has it.
std::optional<std::string> open_encrypted_form(const WaveSecretKeys& keys, std::string_view key_base64,
                                               std::string_view instance_id, std::string_view answers_file);

}  // namespace boothwise::services
