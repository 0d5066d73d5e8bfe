#pragma once

#include <cstddef>

namespace boothwise {

/// While one lives, large memory (base/large_memory.hpp) that is given free is kept for who asks next: for work in many
/// pieces alike, since the system hands fresh pages out slowly and cleared. The last one gives all back that is kept.
/// Where memory is bounded (`LargeMemoryLimit`), what is kept counts as held.
class KeptLargeMemory {
 public:
  /// No more than `bytes_max` are kept at a time; of several that live, the last one's bound holds.
  explicit KeptLargeMemory(std::size_t bytes_max);
  KeptLargeMemory(const KeptLargeMemory&) = delete;
  KeptLargeMemory& operator=(const KeptLargeMemory&) = delete;
  ~KeptLargeMemory();
};

}  // namespace boothwise
