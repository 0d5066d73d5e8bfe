#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "synthesis/segment.hpp"

namespace boothwise::synthesis {

/// How many electors of an old part are at a new one really; the weight is their share of the old part's houses'
/// electors. Rows by old and new part; weights of an old part sum to one.
struct TrueMatch {
  std::int32_t old_part = 0;
  std::int32_t new_part = 0;
  std::int64_t electors = 0;
  double weight = 0;
};
std::vector<TrueMatch> true_concordance(const Segment& segment);

/// What `rolls diff` of the segment's two rolls would count if it knew everyone: measures as in the rollup
/// `roll_changes` (docs/formats.md#rolls). Each standing entry of the earlier roll meets at most one entry of the same
/// person in the later one: a standing one first, her own before others.
struct TrueChange {
  std::int32_t old_part = 0;  ///< 0: none
  std::int32_t new_part = 0;
  std::string_view measure;  ///< found, struck, gone, added
  std::string_view key;  ///< of struck the reason; of added of_age or older; of found also_struck where the person's
                         ///< former entry is there too, struck: a linker may take either
  std::int64_t number = 0;
};
std::vector<TrueChange> true_changes(const Segment& segment, std::int32_t years);

/// A part of the later roll and those struck there.
struct TrueDeletions {
  std::int32_t part = 0;
  std::int64_t entries = 0;
  std::int64_t struck = 0;
  std::int64_t wrongly = 0;  ///< alive and there
  bool is_unusual = false;   ///< the rate of wrong deletions was raised there
};
std::vector<TrueDeletions> true_deletions(const Segment& segment);

}  // namespace boothwise::synthesis
