#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "names/sounds.hpp"

namespace boothwise::names {

/// A phonetic key: up to twelve classes of sounds, five bits each; 0 = no key. Equal keys mean "may be the same name".
using Key = std::uint64_t;

/// The keys of one token, most telling first, none twice.
class TokenKeys {
 public:
  static constexpr std::size_t size_max = 3;

  void add(Key key);
  [[nodiscard]] std::span<const Key> all() const& { return {keys_.data(), size_}; }
  std::span<const Key> all() const&& = delete;  // would outlive the keys in a range-for
  /// True if the two tokens have a key in common.
  [[nodiscard]] bool meets(const TokenKeys& other) const;

 private:
  std::array<Key, size_max> keys_{};
  std::uint8_t size_ = 0;
};

TokenKeys keys_of(const Sounds& sounds);

/// A key in capital letters, for people and other programs: `RM`.
std::string key_text(Key key);

}  // namespace boothwise::names
