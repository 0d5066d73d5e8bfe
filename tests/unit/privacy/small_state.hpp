#pragma once

#include "privacy/release.hpp"

#include <cstdint>
#include <vector>

namespace boothwise::privacy::reference {

/// Districts of `segments` segments of `kendras` shakti kendras of `booths` booths each. Ids are 1, 2, … in this order.
inline AreaTree state(std::uint32_t districts, std::uint32_t segments, std::uint32_t kendras, std::uint32_t booths) {
  std::vector<Area> areas;
  const auto add = [&](Level level, AreaNo parent) {
    areas.push_back({AreaId(areas.size() + 1), level, parent});
    return static_cast<AreaNo>(areas.size() - 1);
  };
  for (std::uint32_t district = 0; district < districts; ++district) {
    const AreaNo in_district = add(Level::district, no_area);
    for (std::uint32_t segment = 0; segment < segments; ++segment) {
      const AreaNo in_segment = add(Level::segment, in_district);
      for (std::uint32_t kendra = 0; kendra < kendras; ++kendra) {
        const AreaNo in_kendra = add(Level::shakti_kendra, in_segment);
        for (std::uint32_t booth = 0; booth < booths; ++booth) add(Level::booth, in_kendra);
      }
    }
  }
  return AreaTree::of(std::move(areas)).value();
}

inline CategorySet coarse_set(std::uint32_t id, std::size_t categories, Merges merges = {}) {
  return CategorySet::of(CategorySetId(id), RiskClass::coarse, categories, std::move(merges)).value();
}

inline const Floors floors;  ///< the least that the law of this house allows
inline constexpr LevelWeights all_levels{1, 1, 1, 1};

inline KeyedSource source(std::uint64_t seed) {
  KeyedSource::Key key{};
  for (std::size_t byte = 0; byte < 8; ++byte) key[byte] = static_cast<unsigned char>(seed >> (8 * byte));
  return KeyedSource(key);
}

/// The same number of receipts in each cell of each booth.
inline CountedTable even_table(const AreaTree& areas, std::uint32_t id, std::size_t categories, std::uint32_t count) {
  return {TableId(id), coarse_set(id, categories), all_levels,
          std::vector<std::uint32_t>(areas.booths().size() * categories, count)};
}

}  // namespace boothwise::privacy::reference
