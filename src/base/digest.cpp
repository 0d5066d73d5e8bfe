#include "base/digest.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <openssl/evp.h>
#include <vector>

namespace boothwise {

namespace {

std::string hexadecimal_of(const std::array<unsigned char, EVP_MAX_MD_SIZE>& digest, unsigned length) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < length; ++i) {
    text += digits[digest.at(i) >> 4U];
    text += digits[digest.at(i) & 15U];
  }
  return text;
}

}  // namespace

struct Sha256::State {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  if (state_->context == nullptr || EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) != 1) {
    throw BrokenInvariant("SHA-256 is not available");
  }
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&& other) noexcept = default;
Sha256& Sha256::operator=(Sha256&& other) noexcept = default;

void Sha256::add(std::string_view bytes) { EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()); }

std::string Sha256::hexadecimal() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_DigestFinal_ex(state_->context.get(), digest.data(), &length);
  return hexadecimal_of(digest, length);
}

std::string md5(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_md5(), nullptr) != 1) {
    throw BrokenInvariant("MD5 is not available");
  }
  return hexadecimal_of(digest, length);
}

std::string sha256(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes);
  return digest.hexadecimal();
}

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  const auto failure = [&](ErrorKind kind, std::string code) {
    const std::string why = std::strerror(errno);  // NOLINT(concurrency-mt-unsafe)
    return Error{
        kind, std::move(code), {"cannot read this file: " + why, "यह फ़ाइल पढ़ी नहीं जा सकी: " + why}, {path.string()}};
  };
  if (file == nullptr) {
    return errno == ENOENT ? failure(ErrorKind::bad_input, "file_not_found")
                           : failure(ErrorKind::environment, "file_unreadable");
  }
  Sha256 digest;
  std::vector<char> buffer(1U << 18U);
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
    digest.add({buffer.data(), got});
  }
  if (std::ferror(file.get()) != 0) return failure(ErrorKind::environment, "file_unreadable");
  return digest.hexadecimal();
}

}  // namespace boothwise
