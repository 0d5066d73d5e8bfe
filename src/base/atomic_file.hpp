#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boothwise {

/// The whole file. Errors: `file_not_found`, `file_unreadable`, `file_too_large` above `bytes_max`.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max = 256U << 20U);

/// Writes `content` so that readers see the old file or the new one and nothing between, also after a power cut:
/// temporary name beside it, fsync, rename, fsync of the folder. Errors: `file_unwritable` (kind environment).
Status write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// A file written piece by piece under a temporary name beside `path`; it appears only when it is committed, and
/// nothing of it stays if it is not.
class AtomicFile {
 public:
  /// Who may read the file; `owner` for what holds personal data.
  enum class Readers : std::uint8_t { all, owner };
  /// Takes away first what killed processes left of earlier tries. Errors: `file_unwritable`.
  static Result<AtomicFile> create(std::filesystem::path path, Readers readers = Readers::all);
  ~AtomicFile();
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;

  /// Errors: `file_unwritable` (a full disk).
  Status append(std::string_view content);
  /// Where the bytes are until it is committed: for looking at them before they count.
  [[nodiscard]] const std::filesystem::path& temporary() const { return temporary_; }
  /// Errors: as above. REQUIRES: not committed before.
  Status commit();

 private:
  AtomicFile(std::filesystem::path path, std::filesystem::path temporary, int descriptor);
  std::filesystem::path path_;
  std::filesystem::path temporary_;
  int descriptor_;
};

/// For what others write: `write` makes a file under a temporary name beside `path`, which then takes its place.
/// Errors: those of `write`; `file_unwritable`.
Status replace_file(const std::filesystem::path& path,
                    const std::function<Status(const std::filesystem::path& temporary)>& write);

/// Makes an already written file and its name durable. Errors as above.
Status sync_file(const std::filesystem::path& path);

}  // namespace boothwise
