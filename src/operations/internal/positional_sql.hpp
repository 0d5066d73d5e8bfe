#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace boothwise::operations {

/// A statement as PostgreSQL takes it: `$1`, `$2`, … in place of `:name`. Each place has a number of its own, as
/// PostgreSQL finds the type of each from what stands around it.
struct PositionalSql {
  std::string text;
  std::vector<std::string> names;  ///< of the values, by place
};

/// Texts in quotes and casts (`::`) stay as they are.
PositionalSql positional(std::string_view sql);

}  // namespace boothwise::operations
