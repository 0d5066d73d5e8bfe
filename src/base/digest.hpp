#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boothwise {

/// SHA-256 in lower-case hexadecimal.
std::string sha256(std::string_view bytes);

/// MD5 in lower-case hexadecimal: what OpenRosa's clients and Digest compare by; no protection.
std::string md5(std::string_view bytes);

/// The same of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&& other) noexcept;
  Sha256& operator=(Sha256&& other) noexcept;
  void add(std::string_view bytes);
  /// Ends it. REQUIRES: called once, last.
  std::string hexadecimal();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The same of a file as it lies there. Errors: `file_not_found`, `file_unreadable`.
Result<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace boothwise
