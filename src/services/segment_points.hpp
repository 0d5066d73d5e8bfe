#pragma once

#include "planning/distance.hpp"

#include <cstdint>
#include <filesystem>
#include <map>

#include "base/result.hpp"

namespace boothwise::services {

/// A point in each segment, by its number, from the state's own table; none where the table has none. Errors: those of
/// each_own_row.
Result<std::map<std::int32_t, planning::Point>> segment_points(const std::filesystem::path& state_folder);

}  // namespace boothwise::services
