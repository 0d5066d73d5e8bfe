#pragma once

#include <cstdint>

namespace boothwise {

/// A counter-based stream: the n-th number depends on the key and n only, so work may be split in any way and stays the
/// same. Numbers are the splitmix64 finaliser over key and counter (Steele, Lea & Flood 2014). Not for secrets.
class RandomStream {
 public:
  explicit RandomStream(std::uint64_t key) : key_(mixed(key)) {}
  /// The stream of a part of the work: a booth, a segment.
  [[nodiscard]] RandomStream of(std::uint64_t part) const {
    return RandomStream(key_ ^ mixed(part + 0x632BE59BD9B4E019U));
  }

  std::uint64_t next() { return mixed(key_ + ++counter_ * 0x9E3779B97F4A7C15U); }
  /// In [0, 1).
  double uniform() {
    constexpr double scale = 1.0 / 9007199254740992.0;  // 2^-53
    return static_cast<double>(next() >> 11U) * scale;
  }

 private:
  static std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
  }

  std::uint64_t key_;
  std::uint64_t counter_ = 0;
};

}  // namespace boothwise
