#pragma once

#include <functional>
#include <string_view>

namespace boothwise::operations {

/// Lets a hash table of texts be asked by a view of one.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

}  // namespace boothwise::operations
