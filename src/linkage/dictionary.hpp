#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/growing_array.hpp"
#include "linkage/id_slots.hpp"

namespace boothwise::linkage {

/// A distinct value of a column; 0 = missing. Ids count up in order of first appearance.
using ValueId = std::uint32_t;

std::uint64_t hash_of(std::string_view text);

/// The last step of a hash: every bit of the value tells on every bit of the result.
constexpr std::uint64_t finished(std::uint64_t value) {
  value = (value ^ (value >> 32U)) * 0xD6E8FEB86659FD93U;
  value = (value ^ (value >> 32U)) * 0xD6E8FEB86659FD93U;
  return value ^ (value >> 32U);
}
/// Mixes two hashes into one; the order matters.
constexpr std::uint64_t mixed(std::uint64_t left, std::uint64_t right) {
  return finished(left * 0x9E3779B97F4A7C15U + right + 0x632BE59BD9B4E019U);
}

/// The distinct texts of a column, each once. Texts are kept in one block; views stay good until the next `add`.
class Dictionary {
 public:
  Dictionary();

  /// The id of `text`, new if need be. The empty text is 0.
  ValueId add(std::string_view text);
  /// The same for many at once, which is quicker: `ids[i]` becomes the id of `texts[i]`.
  void add_all(std::span<const std::string_view> texts, std::span<ValueId> ids);
  /// Room for so many texts in all.
  void make_room(std::size_t texts) {
    slots_.make_room(static_cast<std::uint32_t>(texts), [this](ValueId id) { return hashes_[id]; });
  }
  /// Asks for where `text` stands or would stand.
  void prefetch(std::string_view text) const { slots_.prefetch(hash_of(text)); }
  /// The id of `text`; 0 if it has none.
  [[nodiscard]] ValueId find(std::string_view text) const;
  /// REQUIRES: id <= size().
  [[nodiscard]] std::string_view text(ValueId id) const {
    return {letters_.data() + ends_[id], ends_[id + 1U] - ends_[id]};
  }
  /// How many there are, the missing value not counted; ids run from 1 to here.
  [[nodiscard]] std::size_t size() const { return ends_.size() - 2; }
  [[nodiscard]] std::size_t bytes() const;

  /// Writes to an archive or reads from one (linkage/archive.hpp).
  template <typename Archive>
  void transfer(Archive& archive) {
    archive.array(letters_);
    archive.array(ends_);
    archive.array(hashes_);
    archive.array(slots_.slots());
    if constexpr (Archive::is_reading) {
      if (!archive.ok() || !is_whole()) archive.fail();
    }
  }

 private:
  /// False if what was read holds no dictionary.
  [[nodiscard]] bool is_whole() const;
  ValueId add_hashed(std::string_view text, std::uint64_t hash);

  GrowingArray<char> letters_;
  GrowingArray<std::uint64_t> ends_;    // text of id is [ends_[id], ends_[id + 1])
  GrowingArray<std::uint32_t> hashes_;  // by id: the lower half of the hash
  IdSlots slots_;
};

}  // namespace boothwise::linkage
