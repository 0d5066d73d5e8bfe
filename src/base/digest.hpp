#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boothwise {

/// SHA-256 in lower-case hexadecimal.
std::string sha256(std::string_view bytes);

/// The same of a file as it lies there. Errors: `file_not_found`, `file_unreadable`.
Result<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace boothwise
