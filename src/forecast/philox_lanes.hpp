#pragma once

#include <cstddef>
#include <cstdint>

namespace boothwise::forecast {

/// Which eight counters: (8 × group + lane, block, number, 0) under the key `seed`.
struct PhiloxStream {
  std::uint32_t group = 0;
  std::uint32_t number = 0;
  std::uint64_t seed = 0;
};

/// Philox 4x32-10 (philox.hpp) of eight counters side by side: for each of `blocks` blocks from `block` on the four
/// words, of each the eight lanes, as the bits of floats. `out` holds 32 × blocks and lies at a multiple of 32 bytes.
/// The same on every processor.
void fill_philox_lanes(const PhiloxStream& stream, std::uint32_t block, std::size_t blocks, float* out);

/// The same without vector instructions, the slow obvious way.
void fill_philox_lanes_plainly(const PhiloxStream& stream, std::uint32_t block, std::size_t blocks, float* out);

}  // namespace boothwise::forecast
