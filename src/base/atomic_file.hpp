#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boothwise {

/// The whole file. Errors: `file_not_found`, `file_unreadable`, `file_too_large` above `bytes_max`.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max = 256U << 20U);

/// Writes `content` so that readers see the old file or the new one and nothing between, also after a power cut:
/// temporary name beside it, fsync, rename, fsync of the folder. Errors: `file_unwritable` (kind environment).
Status write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// Makes an already written file and its name durable. Errors as above.
Status sync_file(const std::filesystem::path& path);

}  // namespace boothwise
