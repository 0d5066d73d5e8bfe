#include "services/key_set.hpp"

#include <utility>

namespace boothwise::services {

bool KeySet::insert(std::uint64_t digest) {
  if (digest == 0) digest = 1;
  if (2 * held_ >= slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = digest & mask;; at = (at + 1) & mask) {
    if (slots_[at] == digest) return false;
    if (slots_[at] != 0) continue;
    slots_[at] = digest;
    ++held_;
    return true;
  }
}

void KeySet::grow() {
  const std::vector<std::uint64_t> old = std::exchange(slots_, std::vector<std::uint64_t>(2 * slots_.size()));
  held_ = 0;
  for (const std::uint64_t digest : old) {
    if (digest != 0) insert(digest);
  }
}

std::uint64_t KeySet::mix(std::uint64_t digest, std::uint64_t part) {
  digest ^= part;
  digest += 0x9E3779B97F4A7C15U;
  digest = (digest ^ (digest >> 30U)) * 0xBF58476D1CE4E5B9U;
  digest = (digest ^ (digest >> 27U)) * 0x94D049BB133111EBU;
  return digest ^ (digest >> 31U);
}

std::uint64_t KeySet::mix(std::uint64_t digest, std::string_view part) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return mix(digest, hash ^ part.size());
}

}  // namespace boothwise::services
