#pragma once

#include <cstdint>
#include <vector>

#include "concordance/match.hpp"

namespace boothwise::concordance {

/// A later station that an earlier one may be, for a person who checks.
struct Candidate {
  std::uint32_t to = 0;  ///< place in the list of later stations
  float confidence = 0;  ///< that their buildings are one, 0 to 1
};

/// For each earlier station the later ones it is most likely to be, best first, at most `most` each; within a building
/// equal rooms and near numbers come first. Electors who moved are not asked. Empty where nothing agrees.
std::vector<std::vector<Candidate>> candidates(const Segment& segment, const Model& model, std::size_t most);

}  // namespace boothwise::concordance
