#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/growing_array.hpp"

namespace boothwise::linkage {

/// Finds the ids of things by their hash: an open hash table of ids from 1 on, added in that order.
class IdSlots {
 public:
  /// The id with this hash of which `is_same(id)` holds; 0 if there is none.
  template <typename IsSame>
  [[nodiscard]] std::uint32_t find(std::uint64_t hash, const IsSame& is_same) const {
    for (std::size_t at = place_of(hash); slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
      if (((slots_[at] ^ hash) & ~id_bits) == 0 && is_same(id_in(slots_[at]))) return id_in(slots_[at]);
    }
    return 0;
  }
  /// The next id. `lower_of(id)` tells the lower half of the hash of one that was added before.
  template <typename LowerOf>
  void add(std::uint64_t hash, std::uint32_t id, const LowerOf& lower_of) {
    place(hash, id);
    make_room(id, lower_of);
  }
  /// Room for `ids` in all.
  template <typename LowerOf>
  void make_room(std::size_t ids, const LowerOf& lower_of) {
    if (ids * 2 <= slots_.size()) return;
    GrowingArray<std::uint64_t> old(std::bit_ceil(ids * 2));
    std::swap(old, slots_);
    for (const std::uint64_t slot : old) {
      if (slot != 0) place((slot & ~id_bits) | lower_of(id_in(slot)), id_in(slot));
    }
  }

  /// For many in a row: asks for the memory where the hash is looked for …
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[place_of(hash)]); }
  /// … and tells the id that stands there, 0 if none does.
  [[nodiscard]] std::uint32_t first(std::uint64_t hash) const { return id_in(slots_[place_of(hash)]); }
  [[nodiscard]] std::size_t bytes() const { return slots_.capacity() * sizeof(std::uint64_t); }

  /// Whether this is a table of `ids`, where it was read as bytes. It then finds no id beyond, and every search ends.
  [[nodiscard]] bool is_whole(std::size_t ids) const {
    if (!std::has_single_bit(slots_.size()) || slots_.size() < slots_first || slots_.size() < ids * 2) return false;
    std::size_t taken = 0;
    std::uint64_t highest = 0;
    for (const std::uint64_t slot : slots_) {
      taken += slot != 0 ? 1 : 0;
      highest = std::max(highest, slot & id_bits);
    }
    return taken <= ids && highest <= ids;
  }
  GrowingArray<std::uint64_t>& slots() { return slots_; }

 private:
  static constexpr std::size_t slots_first = 64;
  static constexpr std::uint64_t id_bits = 0xFFFFFFFFU;

  static std::uint32_t id_in(std::uint64_t slot) { return static_cast<std::uint32_t>(slot & id_bits); }
  [[nodiscard]] std::size_t place_of(std::uint64_t hash) const { return hash & id_bits & (slots_.size() - 1); }
  void place(std::uint64_t hash, std::uint32_t id) {
    std::size_t at = place_of(hash);
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = (hash & ~id_bits) | id;
  }

  GrowingArray<std::uint64_t> slots_ = GrowingArray<std::uint64_t>(slots_first);  // upper half of the hash, then the id
};

}  // namespace boothwise::linkage
