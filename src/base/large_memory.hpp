#pragma once

#include <cstddef>
#include <new>
#include <string>
#include <vector>

namespace boothwise {

/// Bounds the memory that `LargeVector`s take together: what goes beyond lies in files without a name in `folder`,
/// which the system pages in and out, and which are gone when the process is. One at a time in a process; the limit
/// holds for what is allocated while it lives. Answers do not depend on it, only time does.
class LargeMemoryLimit {
 public:
  LargeMemoryLimit(std::size_t bytes_max, std::string folder);
  LargeMemoryLimit(const LargeMemoryLimit&) = delete;
  LargeMemoryLimit& operator=(const LargeMemoryLimit&) = delete;
  ~LargeMemoryLimit();

  /// Bytes that went to files so far.
  [[nodiscard]] static std::size_t bytes_in_files();
};

/// Memory for arrays that are read here and there: large ones lie on huge pages where the system has them, so that few
/// reads have to look an address up. Throws std::bad_alloc.
void* allocate_large(std::size_t bytes);
void free_large(void* memory, std::size_t bytes);
/// Memory of `bytes` that begins with the first `used` of `memory`, which had `before` and is given back. Large memory
/// is moved as a whole where the system can, without a copy.
void* grow_large(void* memory, std::size_t used, std::size_t before, std::size_t bytes);

template <typename T>
struct LargeAllocator {
  using value_type = T;
  LargeAllocator() = default;
  template <typename U>
  LargeAllocator(const LargeAllocator<U>& /*other*/) {}  // NOLINT(google-explicit-constructor)

  T* allocate(std::size_t count) { return static_cast<T*>(allocate_large(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t count) { free_large(memory, count * sizeof(T)); }
  friend bool operator==(const LargeAllocator&, const LargeAllocator&) { return true; }
};

template <typename T>
using LargeVector = std::vector<T, LargeAllocator<T>>;

}  // namespace boothwise
