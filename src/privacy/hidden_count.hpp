#pragma once

#include <cstdint>
#include <limits>

namespace boothwise::privacy {

/// What stands in a released table's memory for a number that is not shown.
inline constexpr std::int64_t hidden_count = std::numeric_limits<std::int64_t>::min();

}  // namespace boothwise::privacy
