#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

#include "base/result.hpp"

namespace boothwise {

/// A file's bytes as they lie there, not copied. They can be changed, which the file does not see. Whoever writes the
/// file meanwhile must put another in its place (rename) and not write into it.
class MappedFile {
 public:
  /// Errors: `file_not_found`, `file_unreadable`.
  static Result<MappedFile> open(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;

  [[nodiscard]] std::span<char> bytes() { return {static_cast<char*>(memory_), size_}; }

 private:
  MappedFile(void* memory, std::size_t size) : memory_(memory), size_(size) {}
  void* memory_;
  std::size_t size_;
};

}  // namespace boothwise
