#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <sys/mman.h>
#include <vector>

namespace boothwise {

/// Memory for arrays that are read here and there: large ones lie on huge pages where the system has them, so that few
/// reads have to look an address up.
template <typename T>
struct LargeAllocator {
  using value_type = T;
  LargeAllocator() = default;
  template <typename U>
  LargeAllocator(const LargeAllocator<U>& /*other*/) {}  // NOLINT(google-explicit-constructor)

  T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if (bytes < large) return static_cast<T*>(::operator new(bytes, std::align_val_t{line}));
    const std::size_t whole = (bytes + page - 1) / page * page;
    void* memory = std::aligned_alloc(page, whole);
    if (memory == nullptr) throw std::bad_alloc();
    ::madvise(memory, whole, MADV_HUGEPAGE);  // only advice: refused, it does no harm
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    if (count * sizeof(T) < large) {
      ::operator delete(memory, std::align_val_t{line});
    } else {
      std::free(memory);
    }
  }
  friend bool operator==(const LargeAllocator&, const LargeAllocator&) { return true; }

 private:
  static constexpr std::size_t line = 64;  // of the processor's cache
  static constexpr std::size_t page = std::size_t{2} << 20U;
  static constexpr std::size_t large = 2 * page;
};

template <typename T>
using LargeVector = std::vector<T, LargeAllocator<T>>;

}  // namespace boothwise
