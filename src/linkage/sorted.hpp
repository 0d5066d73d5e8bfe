#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace boothwise::linkage {

/// Sorts things by their keys, which are hashes: the upper bits part them into cells of a few, which are then sorted
/// each. `key_of` tells the key, by which the order of the things goes first.
template <typename Thing, typename KeyOf>
std::vector<Thing> sorted_by_hash(std::vector<Thing> things, const KeyOf& key_of) {
  constexpr std::size_t in_cell = 16;
  const auto bits = static_cast<unsigned>(std::bit_width(things.size() / in_cell));
  if (bits == 0) {
    std::ranges::sort(things);
    return things;
  }
  const auto cell_of = [&](const Thing& thing) { return key_of(thing) >> (64 - bits); };
  std::vector<std::size_t> ends((std::size_t{1} << bits) + 1);
  for (const Thing& thing : things) ++ends[cell_of(thing) + 1];
  for (std::size_t cell = 1; cell < ends.size(); ++cell) ends[cell] += ends[cell - 1];
  std::vector<Thing> all(things.size());
  for (const Thing& thing : things) all[ends[cell_of(thing)]++] = thing;
  std::size_t begin = 0;  // each cell's place has moved on to its end
  for (std::size_t cell = 0; cell + 1 < ends.size(); begin = ends[cell++])
    std::sort(all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(ends[cell]));
  return all;
}

}  // namespace boothwise::linkage
