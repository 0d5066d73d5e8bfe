#include "services/sealed_box.hpp"

#include <array>
#include <memory>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <sodium.h>
#include <vector>

#include "base/secrets.hpp"

namespace boothwise::services {

namespace {

unsigned char* box_raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* box_raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

using RsaContext = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

constexpr std::size_t aes_key_bytes = 32;
constexpr std::size_t aes_block = 16;

/// RSA/NONE/OAEPWithSHA256AndMGF1Padding: both digests are SHA-256.
std::optional<std::string> unwrapped(EVP_PKEY* rsa, std::string_view wrapped) {
  const RsaContext context(EVP_PKEY_CTX_new(rsa, nullptr), &EVP_PKEY_CTX_free);
  if (context == nullptr || EVP_PKEY_decrypt_init(context.get()) <= 0 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) <= 0 ||
      EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) <= 0 ||
      EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_sha256()) <= 0)
    return std::nullopt;
  std::string key(static_cast<std::size_t>(EVP_PKEY_get_size(rsa)), '\0');
  std::size_t size = key.size();
  if (EVP_PKEY_decrypt(context.get(), box_raw(key), &size, box_raw(wrapped), wrapped.size()) <= 0) return std::nullopt;
  key.resize(size);
  return size == aes_key_bytes ? std::optional(key) : std::nullopt;
}

/// MD5 of instance id and key; its first byte grows by one, since this is the only file.
std::array<unsigned char, aes_block> first_vector(std::string_view instance_id, std::string_view key) {
  std::array<unsigned char, aes_block> vector{};
  const std::string seed = std::string(instance_id) + std::string(key);
  unsigned size = 0;
  if (EVP_Digest(seed.data(), seed.size(), vector.data(), &size, EVP_md5(), nullptr) != 1)
    throw BrokenInvariant("MD5 is not available");
  ++vector.front();
  return vector;
}

/// Without its PKCS#7 padding, which OpenSSL leaves to us in a stream mode.
std::optional<std::string> unpadded(std::string text) {
  if (text.empty()) return std::nullopt;
  const auto padding = static_cast<unsigned char>(text.back());
  if (padding < 1 || padding > aes_block || padding > text.size()) return std::nullopt;
  for (std::size_t at = text.size() - padding; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) != padding) return std::nullopt;
  }
  text.resize(text.size() - padding);
  return text;
}

}  // namespace

bool looks_sealed(std::string_view box) {
  return box.size() > crypto_box_SEALBYTES && box.size() <= box_bytes_max &&
         (box.size() - crypto_box_SEALBYTES) % box_filled_to == 0;
}

std::string seal_box(std::string_view open_half, std::string_view text) {
  std::string filled(text);
  filled.resize((text.size() / box_filled_to + 1) * box_filled_to, ' ');
  std::string box(filled.size() + crypto_box_SEALBYTES, '\0');
  if (open_half.size() != crypto_box_PUBLICKEYBYTES || box.size() > box_bytes_max ||
      crypto_box_seal(box_raw(box), box_raw(std::string_view(filled)), filled.size(), box_raw(open_half)) != 0)
    throw BrokenInvariant("this cannot be sealed");
  sodium_memzero(filled.data(), filled.size());
  return box;
}

std::optional<std::string> open_box(const SealingKeys& keys, std::string_view box) {
  if (!looks_sealed(box)) return std::nullopt;
  std::string text(box.size() - crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal_open(box_raw(text), box_raw(box), box.size(), box_raw(std::string_view(keys.open_half)),
                           box_raw(std::string_view(keys.secret_half))) != 0)
    return std::nullopt;
  text.resize(text.find_last_not_of(' ') + 1);
  return text;
}

void WaveOpener::FreeKey::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

WaveOpener::WaveOpener(const WaveSecretKeys& keys) : box_keys_(keys.box) {
  const auto* der = box_raw(std::string_view(keys.rsa_der));
  rsa_.reset(d2i_AutoPrivateKey(nullptr, &der, static_cast<long>(keys.rsa_der.size())));
  if (rsa_ == nullptr) throw BrokenInvariant("a wave's RSA key cannot be read");
}

std::optional<std::string> WaveOpener::box(std::string_view box) const { return open_box(box_keys_, box); }

std::optional<std::string> WaveOpener::encrypted_form(std::string_view key_base64, std::string_view instance_id,
                                                      std::string_view answers_file) const {
  const auto wrapped = bytes_of_base64(key_base64);
  if (!wrapped || answers_file.size() > box_bytes_max) return std::nullopt;
  auto key = unwrapped(rsa_.get(), *wrapped);
  if (!key) return std::nullopt;
  const auto vector = first_vector(instance_id, *key);
  const CipherContext context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  std::string text(answers_file.size(), '\0');
  int size = 0;
  const bool opened = context != nullptr &&
                      EVP_DecryptInit_ex(context.get(), EVP_aes_256_cfb128(), nullptr, box_raw(std::string_view(*key)),
                                         vector.data()) == 1 &&
                      EVP_DecryptUpdate(context.get(), box_raw(text), &size, box_raw(answers_file),
                                        static_cast<int>(answers_file.size())) == 1;
  sodium_memzero(key->data(), key->size());
  if (!opened) return std::nullopt;
  return unpadded(std::move(text));
}

}  // namespace boothwise::services
