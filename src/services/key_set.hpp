#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace boothwise::services {

/// Keys seen so far, as 64-bit digests in an open-addressing table: 16 bytes a key at most. Two different keys among n
/// are taken for one with probability about n^2 / 2^65 (3e-8 for a million).
class KeySet {
 public:
  /// True if `digest` is new.
  bool insert(std::uint64_t digest);

  /// Adds a part to a key's digest (splitmix64 finaliser, Steele et al. 2014; FNV-1a over text).
  static std::uint64_t mix(std::uint64_t digest, std::uint64_t part);
  static std::uint64_t mix(std::uint64_t digest, std::string_view part);

 private:
  void grow();

  std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(1024);  // 0 = free
  std::size_t held_ = 0;
};

}  // namespace boothwise::services
