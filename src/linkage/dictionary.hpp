#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace boothwise::linkage {

/// A distinct value of a column; 0 = missing. Ids count up in order of first appearance.
using ValueId = std::uint32_t;

std::uint64_t hash_of(std::string_view text);
/// Mixes two hashes into one; the order matters.
std::uint64_t mixed(std::uint64_t left, std::uint64_t right);

/// The distinct texts of a column, each once. Texts are kept in one block; views stay good until the next `add`.
class Dictionary {
 public:
  Dictionary();

  /// The id of `text`, new if need be. The empty text is 0.
  ValueId add(std::string_view text);
  /// REQUIRES: id <= size().
  [[nodiscard]] std::string_view text(ValueId id) const {
    return {letters_.data() + ends_[id], ends_[id + 1U] - ends_[id]};
  }
  /// How many there are, the missing value not counted; ids run from 1 to here.
  [[nodiscard]] std::size_t size() const { return ends_.size() - 2; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  void grow();

  std::vector<char> letters_;
  std::vector<std::uint64_t> ends_;   // text of id is [ends_[id], ends_[id + 1])
  std::vector<std::uint64_t> slots_;  // upper 32 bits of the hash, then the id; 0 = free
};

}  // namespace boothwise::linkage
