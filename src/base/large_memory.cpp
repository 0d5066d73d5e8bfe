#include "base/large_memory.hpp"

#include <atomic>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/kept_memory.hpp"

namespace boothwise {

namespace {

constexpr std::size_t line = 64;  // of the processor's cache
constexpr std::size_t page = std::size_t{2} << 20U;
constexpr std::size_t small_page = std::size_t{64} << 10U;  // of any system

/// An allocator has no say in where it is used, so what it knows is the process's.
struct Shared {
  std::mutex lock;
  std::size_t bytes_max = ~std::size_t{0};
  std::string folder;
  std::unordered_set<void*> in_files;
  std::size_t bytes_in_files = 0;
  std::atomic<std::size_t> bytes_held = 0;  // in memory proper
  std::atomic<unsigned> keepers = 0;
  std::size_t bytes_kept_max = 0;
  std::size_t bytes_kept = 0;
  std::map<std::size_t, std::vector<void*>> kept;  // by size
  std::unordered_map<void*, std::size_t>
      larger;  // kept once and handed out again: their size, where it is not what was asked for
};

Shared& shared() {
  static Shared one;
  return one;
}

/// Huge pages, and behind them small ones where a huge one would be left empty for the most part.
std::size_t whole_pages(std::size_t bytes) {
  const std::size_t unit = bytes % page < page / 4 ? small_page : page;
  return (bytes + unit - 1) / unit * unit;
}

/// So many bytes of memory that begin with a huge page; null if there are none.
void* map_pages(std::size_t bytes) {
  void* mapped = ::mmap(nullptr, bytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return nullptr;
  auto* memory = static_cast<std::byte*>(mapped);
  const std::size_t before = (page - reinterpret_cast<std::uintptr_t>(memory) % page) % page;
  if (before > 0) ::munmap(memory, before);
  ::munmap(memory + before + bytes, page - before);
  ::madvise(memory + before, bytes, MADV_HUGEPAGE);  // only advice: refused, it does no harm
  return memory + before;
}

/// Kept memory of that size or up to twice it; null if there is none.
void* take_kept(std::size_t bytes) {
  Shared& all = shared();
  if (all.keepers == 0) return nullptr;
  const std::lock_guard guard(all.lock);
  const auto found = all.kept.lower_bound(bytes);
  if (found == all.kept.end() || found->first > 2 * bytes) return nullptr;
  const std::size_t size = found->first;
  void* memory = found->second.back();
  found->second.pop_back();
  if (found->second.empty()) all.kept.erase(found);
  all.bytes_kept -= size;
  if (size != bytes) all.larger.emplace(memory, size);
  return memory;
}

/// Keeps memory that was asked for as so many bytes, or gives it back if nobody wants it kept.
void keep_or_free(void* memory, std::size_t bytes) {
  Shared& all = shared();
  {
    const std::lock_guard guard(all.lock);
    if (const auto found = all.larger.find(memory); found != all.larger.end()) {
      bytes = found->second;
      all.larger.erase(found);
    }
    if (all.keepers > 0 && all.bytes_kept + bytes <= all.bytes_kept_max) {
      all.kept[bytes].push_back(memory);
      all.bytes_kept += bytes;
      return;
    }
  }
  ::munmap(memory, bytes);
  all.bytes_held -= bytes;
}

/// Memory that lies in a file without a name; null if there can be none.
void* map_file(const std::string& folder, std::size_t bytes) {
  const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) return nullptr;
  void* memory = MAP_FAILED;
  if (::posix_fallocate(file, 0, static_cast<off_t>(bytes)) == 0)
    memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  ::close(file);
  return memory == MAP_FAILED ? nullptr : memory;
}

/// Memory in a file if the limit wants that; null if not.
void* beyond_limit(std::size_t bytes) {
  Shared& all = shared();
  const std::lock_guard guard(all.lock);
  if (all.folder.empty() || all.bytes_held + bytes <= all.bytes_max) return nullptr;
  void* memory = map_file(all.folder, bytes);
  if (memory == nullptr) return nullptr;
  all.in_files.insert(memory);
  all.bytes_in_files += bytes;
  return memory;
}

/// The pages of `memory` at a place where more follow; null if it cannot be had so.
void* moved_pages(void* memory, std::size_t before, std::size_t bytes) {
  Shared& all = shared();
  {
    const std::lock_guard guard(all.lock);
    const bool is_beyond = !all.folder.empty() && all.bytes_held + bytes - before > all.bytes_max;
    if (is_beyond || all.in_files.contains(memory) || all.larger.contains(memory)) return nullptr;
  }
  void* place = map_pages(bytes);
  if (place == nullptr) return nullptr;
  if (::mremap(memory, before, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, place) == MAP_FAILED) {
    ::munmap(place, bytes);
    return nullptr;
  }
  all.bytes_held += bytes - before;
  return place;
}

bool free_in_file(void* memory, std::size_t bytes) {
  Shared& all = shared();
  const std::lock_guard guard(all.lock);
  if (all.in_files.erase(memory) == 0) return false;
  ::munmap(memory, bytes);
  return true;
}

}  // namespace

LargeMemoryLimit::LargeMemoryLimit(std::size_t bytes_max, std::string folder) {
  Shared& all = shared();
  const std::lock_guard guard(all.lock);
  all.bytes_max = bytes_max;
  all.folder = folder.empty() ? std::string(".") : std::move(folder);
  all.bytes_in_files = 0;
}

LargeMemoryLimit::~LargeMemoryLimit() {
  Shared& all = shared();
  const std::lock_guard guard(all.lock);
  all.folder.clear();
}

std::size_t LargeMemoryLimit::bytes_in_files() {
  Shared& all = shared();
  const std::lock_guard guard(all.lock);
  return all.bytes_in_files;
}

KeptLargeMemory::KeptLargeMemory(std::size_t bytes_max) {
  Shared& all = shared();
  const std::lock_guard guard(all.lock);
  all.bytes_kept_max = bytes_max;
  ++all.keepers;
}

KeptLargeMemory::~KeptLargeMemory() {
  Shared& all = shared();
  const std::lock_guard guard(all.lock);
  if (--all.keepers > 0) return;
  for (const auto& [bytes, blocks] : all.kept) {
    for (void* memory : blocks) ::munmap(memory, bytes);
    all.bytes_held -= bytes * blocks.size();
  }
  all.kept.clear();
  all.bytes_kept = 0;
}

void* allocate_large(std::size_t bytes) {
  if (bytes < page) return ::operator new(bytes, std::align_val_t{line});
  const std::size_t whole = whole_pages(bytes);
  if (void* memory = take_kept(whole)) return memory;
  if (void* memory = beyond_limit(whole)) return memory;
  void* memory = map_pages(whole);
  if (memory == nullptr) throw std::bad_alloc();
  shared().bytes_held += whole;
  return memory;
}

void* grow_large(void* memory, std::size_t used, std::size_t before, std::size_t bytes) {
  if (before >= page && shared().keepers == 0) {  // what is kept has its pages already
    if (void* moved = moved_pages(memory, whole_pages(before), whole_pages(bytes))) return moved;
  }
  void* grown = allocate_large(bytes);
  if (used > 0) std::memcpy(grown, memory, used);
  if (memory != nullptr) free_large(memory, before);
  return grown;
}

void free_large(void* memory, std::size_t bytes) {
  if (bytes < page) {
    ::operator delete(memory, std::align_val_t{line});
  } else if (const std::size_t whole = whole_pages(bytes); !free_in_file(memory, whole)) {
    keep_or_free(memory, whole);
  }
}

}  // namespace boothwise
