#pragma once

#include <span>
#include <vector>

#include "concordance/match.hpp"

namespace boothwise::concordance {

/// The same matches seen from the later stations: `from` and `to` change places, and a weight becomes the share of the
/// later station's electors that the earlier one brought, by the electors of `from` (all taken as equal where one is
/// not known). Weights of a later station sum to one; one that nobody came to has none. In order of both.
std::vector<Match> inverted(std::span<const Match> matches, const std::vector<Station>& from);

}  // namespace boothwise::concordance
