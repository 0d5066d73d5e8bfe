#pragma once

#include "synthesis/segment.hpp"

namespace boothwise::synthesis {

/// Lays villages over a segment's houses until all are taken: sizes log-normal, names put together anew.
std::vector<Village> lay_villages(const Vocabulary& vocabulary, const Settings& settings, AcNo ac,
                                  std::uint32_t households);

/// Divides a segment's houses into parts for one roll, none with more entries than its ceiling: a village has stations
/// of its own, small neighbours share one. The later roll's stations are respelt, some renamed, and some blocks are
/// numbered the other way round. Sets `parts`, `part_of_household` and each part's entries. REQUIRES: the roll's
/// entries are sorted by household.
void divide_into_parts(const Vocabulary& vocabulary, const Settings& settings, const Segment& segment, Roll which,
                       RollOfSegment& roll);

}  // namespace boothwise::synthesis
