#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace boothwise::services {

/// Gives each row of one of our own tables (`data/`), cells by the header's order. Errors: those of reading a table.
Status each_row(const std::filesystem::path& path, const std::function<void(const std::vector<std::string>&)>& take);

}  // namespace boothwise::services
