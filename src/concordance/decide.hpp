#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "concordance/match.hpp"

namespace boothwise::concordance {

/// What a person has said of an earlier station.
struct Decision {
  std::uint32_t from = 0;  ///< place in the list of earlier stations
  /// Later stations with the share of the earlier one's electors; empty: it is in none of them.
  std::vector<std::pair<std::uint32_t, float>> to;
};

/// `matches` with those of each decided station replaced by what was said: method by_hand, confidence 1, weights
/// brought to a sum of one. Order as `match` gives it. REQUIRES: one decision a station, weights above 0.
std::vector<Match> with_decisions(std::vector<Match> matches, std::span<const Decision> decisions);

}  // namespace boothwise::concordance
