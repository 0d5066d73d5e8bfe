#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boothwise::intake {

/// Bytes in order, whatever they come from.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  /// Fills the beginning of `buffer`; 0 at the end. REQUIRES: buffer not empty.
  virtual Result<std::size_t> read(std::span<char> buffer) = 0;
  /// Of the file as stored.
  [[nodiscard]] virtual std::uint64_t bytes_read() const = 0;
  [[nodiscard]] virtual std::uint64_t bytes_total() const = 0;
};

/// Errors: `file_not_found`, `file_unreadable`.
Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path& path);
/// `bytes` must outlive the source.
std::unique_ptr<ByteSource> over_memory(std::string_view bytes);
/// Inflates gzip members on the way. Errors of reading: `gzip_truncated`, `gzip_damaged`.
std::unique_ptr<ByteSource> inflating(std::unique_ptr<ByteSource> compressed, std::string display_name);
/// Puts `start`, which was read to look at it, before the rest of `source` again.
std::unique_ptr<ByteSource> with_start(std::string start, std::unique_ptr<ByteSource> source);
/// UTF-8 whatever it was: takes a BOM away, turns UTF-16 with BOM into UTF-8. `start` are the first bytes of `source`,
/// not yet taken. Errors of reading: `not_utf16` (an unpaired surrogate or half a character). Errors:
/// `utf16_without_bom` where the bytes look like UTF-16 without saying so.
Result<std::unique_ptr<ByteSource>> as_utf8(std::unique_ptr<ByteSource> source, std::string_view start,
                                            std::string display_name);

}  // namespace boothwise::intake
