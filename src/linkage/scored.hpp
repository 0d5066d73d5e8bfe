#pragma once

#include <algorithm>
#include <span>
#include <utility>

#include "linkage/link.hpp"

namespace boothwise::linkage {

/// The highest probability of what was compared: 1 is for what people decided.
constexpr float surest = 1 - 0x1p-24F;

/// A scored pair as it is kept.
inline Link link_of(const Scorer::Scored& pair) {
  return {pair.left, pair.right.record, static_cast<float>(pair.evidence.weight),
          std::min(static_cast<float>(pair.evidence.probability), surest)};
}

inline bool comes_before(const Link& one, const Link& other) {
  return std::pair(one.left, one.right) < std::pair(other.left, other.right);
}

/// Links from `probability_least` on, and uncertain pairs below.
inline void take_apart(std::span<const Link> kept, double probability_least, Linked& linked) {
  for (const Link& link : kept) {
    (link.probability >= probability_least ? linked.links : linked.uncertain).push_back(link);
  }
}

}  // namespace boothwise::linkage
