#include "base/secrets.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <sodium.h>
#include <stdexcept>
#include <sys/resource.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include "base/atomic_file.hpp"

namespace boothwise {

namespace fs = std::filesystem;

namespace {

void ready() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string text_of(const unsigned char* bytes, std::size_t count) {
  return {reinterpret_cast<const char*>(bytes), count};
}

Error broken_seal() {
  return {ErrorKind::environment,
          "seal_broken",
          {"what was kept sealed cannot be opened with this server's key", "मुहरबंद रखी चीज़ इस सर्वर की कुंजी से नहीं खुली"}};
}

/// Runs `work` on one of as many threads as there are processors, which yield to all others: hashing a password takes a
/// processor for a tenth of a second and 64 MiB, and whoever signs in can wait better than those who are at work.
template <typename Work>
auto patiently(Work work) {
  static boost::asio::thread_pool threads(std::max(1U, std::thread::hardware_concurrency()));
  const auto yielding = [&work] {
    constexpr int niceness = 4;
    // On Linux niceness is a thread's own. Where it cannot be set the work is done all the same.
    thread_local const bool set [[maybe_unused]] =
        setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), niceness) == 0;
    return work();
  };
  return boost::asio::post(threads, boost::asio::use_future(yielding)).get();
}

using Key = std::array<unsigned char, crypto_secretbox_KEYBYTES>;

/// A nonce and XSalsa20-Poly1305 behind it.
std::string sealed_box(const Key& key, std::string_view text) {
  std::string sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size(), '\0');
  auto* out = reinterpret_cast<unsigned char*>(sealed.data());
  randombytes_buf(out, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES, bytes_of(text), text.size(), out, key.data());
  return sealed;
}

Result<std::string> opened_box(const Key& key, std::string_view sealed) {
  constexpr std::size_t around = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (sealed.size() < around) return broken_seal();
  std::string text(sealed.size() - around, '\0');
  const unsigned char* in = bytes_of(sealed);
  if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(text.data()), in + crypto_secretbox_NONCEBYTES,
                                 sealed.size() - crypto_secretbox_NONCEBYTES, in, key.data()) != 0) {
    return broken_seal();
  }
  return text;
}

}  // namespace

Result<ServerKey> ServerKey::load_or_make(const fs::path& file) {
  ready();
  ServerKey key;
  if (!fs::exists(file)) {
    std::error_code failure;
    fs::create_directories(file.parent_path(), failure);
    fs::permissions(file.parent_path(), fs::perms::owner_all, failure);
    randombytes_buf(key.key_.data(), bytes);
    BOOTHWISE_CHECK(write_file_atomically(file, hexadecimal(text_of(key.key_.data(), bytes)) + "\n"));
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, failure);
    return key;
  }
  BOOTHWISE_TRY(text, read_file(file));
  std::size_t read = 0;
  const char* end = nullptr;
  const bool whole = sodium_hex2bin(key.key_.data(), bytes, text.data(), text.size(), nullptr, &read, &end) == 0;
  if (!whole || read != bytes) {
    return Error{ErrorKind::environment,
                 "key_damaged",
                 {"expected a key of 64 hexadecimal digits; bring it back from where it is kept",
                  "64 हेक्साडेसिमल अंकों की कुंजी चाहिए; जहाँ सुरक्षित रखी है वहाँ से लाएँ"},
                 {file.string()}};
  }
  return key;
}

ServerKey ServerKey::passing() {
  ready();
  ServerKey key;
  randombytes_buf(key.key_.data(), bytes);
  return key;
}

std::array<unsigned char, ServerKey::bytes> ServerKey::derived(Purpose purpose) const {
  static_assert(bytes == crypto_kdf_KEYBYTES);
  std::array<unsigned char, bytes> key{};
  crypto_kdf_derive_from_key(key.data(), key.size(), static_cast<std::uint64_t>(purpose), "boothwis", key_.data());
  return key;
}

std::string ServerKey::keyed_id(Purpose purpose, std::string_view text) const {
  constexpr std::size_t id_bytes = 16;
  const auto key = derived(purpose);
  std::array<unsigned char, id_bytes> id{};
  crypto_generichash(id.data(), id.size(), bytes_of(text), text.size(), key.data(), key.size());
  return hexadecimal(text_of(id.data(), id.size()));
}

std::string ServerKey::seal(Purpose purpose, std::string_view text) const {
  return hexadecimal(sealed_box(derived(purpose), text));
}

std::array<unsigned char, ServerKey::bytes> ServerKey::of_record(std::string_view secret_hex) const {
  const auto secret = bytes_of_hexadecimal(secret_hex, bytes);
  if (!secret) throw BrokenInvariant("a record's secret is 64 hexadecimal digits");
  const auto own = derived(Purpose::records);
  std::array<unsigned char, bytes> key{};
  crypto_generichash(key.data(), key.size(), bytes_of(*secret), secret->size(), own.data(), own.size());
  return key;
}

std::string ServerKey::seal_record(std::string_view secret_hex, std::string_view text) const {
  return base64(sealed_box(of_record(secret_hex), text));
}

Result<std::string> ServerKey::open_record(std::string_view secret_hex, std::string_view sealed) const {
  const auto box = bytes_of_base64(sealed);
  if (!box) return broken_seal();
  return opened_box(of_record(secret_hex), *box);
}

Result<std::string> ServerKey::open(Purpose purpose, std::string_view sealed_hex) const {
  const auto sealed = bytes_of_hexadecimal(sealed_hex, sealed_hex.size() / 2);
  if (!sealed) return broken_seal();
  return opened_box(derived(purpose), *sealed);
}

std::string ServerKey::sign(Purpose purpose, std::string_view text) const {
  const auto seed = derived(purpose);
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open_half{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_half{};
  static_assert(bytes == crypto_sign_SEEDBYTES);
  crypto_sign_seed_keypair(open_half.data(), secret_half.data(), seed.data());
  std::array<unsigned char, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(text), text.size(), secret_half.data());
  return hexadecimal(text_of(signature.data(), signature.size()));
}

std::string ServerKey::verifying_key(Purpose purpose) const {
  const auto seed = derived(purpose);
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open_half{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_half{};
  crypto_sign_seed_keypair(open_half.data(), secret_half.data(), seed.data());
  return hexadecimal(text_of(open_half.data(), open_half.size()));
}

bool signature_holds(std::string_view verifying_key_hex, std::string_view text, std::string_view signature_hex) {
  ready();
  const auto key = bytes_of_hexadecimal(verifying_key_hex, crypto_sign_PUBLICKEYBYTES);
  const auto signature = bytes_of_hexadecimal(signature_hex, crypto_sign_BYTES);
  return key && signature &&
         crypto_sign_verify_detached(bytes_of(*signature), bytes_of(text), text.size(), bytes_of(*key)) == 0;
}

std::optional<std::string> bytes_of_hexadecimal(std::string_view hex, std::size_t count) {
  std::string bytes(count, '\0');
  std::size_t read = 0;
  if (hex.size() != count * 2 ||
      sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), count, hex.data(), hex.size(), nullptr, &read,
                     nullptr) != 0 ||
      read != count) {
    return std::nullopt;
  }
  return bytes;
}

std::string new_token() {
  constexpr std::size_t token_bytes = 32;
  const std::string bytes = random_bytes(token_bytes);
  std::array<char, sodium_base64_ENCODED_LEN(token_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

std::uint32_t random_below(std::uint32_t below) {
  ready();
  return randombytes_uniform(below);
}

std::string random_bytes(std::size_t count) {
  ready();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), count);
  return bytes;
}

std::string password_hash(std::string_view password) {
  ready();
  constexpr std::size_t memory_bytes = std::size_t{64} << 20U;
  constexpr unsigned passes = 2;
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const auto hashing = [&] {
    return crypto_pwhash_str(hash.data(), password.data(), password.size(), passes, memory_bytes);
  };
  if (patiently(hashing) != 0) {
    throw std::runtime_error("not enough memory to hash a password");
  }
  return hash.data();
}

bool password_matches(const std::string& hash, std::string_view password) {
  ready();
  return patiently([&] { return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()); }) == 0;
}

std::string hexadecimal(std::string_view bytes) {
  std::string hex(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes_of(bytes), bytes.size());
  hex.pop_back();
  return hex;
}

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

std::optional<std::string> bytes_of_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t read = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                        " \n\r\t", &read, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  bytes.resize(read);
  return bytes;
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace boothwise
