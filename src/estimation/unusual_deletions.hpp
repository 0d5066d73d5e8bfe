#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "domain/elector.hpp"

namespace boothwise::estimation {

/// A part's electors of an earlier roll and those of them that a revision took off, by age band (all_age_bands).
struct PartDeletions {
  std::int32_t part_no = 0;
  std::array<std::int64_t, age_bands> before{};
  std::array<std::int64_t, age_bands> deleted{};
};

struct UnusualRules {
  double false_alarm_max = 0.01;      ///< of those told as unusual in a segment, so many may be chance
  double ratio_many = 1.5;            ///< deletions over what is expected, at least
  double ratio_few = 0.4;             ///< at most
  double difference_least = 10;       ///< electors
  std::int64_t electors_least = 50;   ///< smaller parts tell nothing
  std::size_t parts_least = 8;        ///< of a segment; with fewer there is no usual
  std::int32_t neighbours_apart = 5;  ///< parts numbered so near are neighbours
};

enum class Unusual : std::uint8_t { no, many, few };

/// How a part's deletions stand against its age structure and its neighbours.
struct DeletionCheck {
  std::int32_t part_no = 0;
  std::int64_t before = 0;
  std::int64_t deleted = 0;
  double expected = 0;                       ///< electors, age structure and neighbours considered
  std::optional<double> neighbours_share{};  ///< of the neighbours' electors, deleted; none without neighbours
  double ratio = 0;                          ///< deleted over expected
  double score = 0;                          ///< standard deviations of a normal with the same tail; positive: more
  double false_alarm = 1;                    ///< least rate of false alarms at which this part is told (Benjamini &
                                             ///< Hochberg 1995, within the segment)
  Unusual unusual = Unusual::no;
};

/// Checks a segment's parts, given in order of part number; small parts are left out of the answer, and there is none
/// where fewer than `parts_least` remain. Expected deletions: the rest of the segment's rates by age band (indirect
/// standardisation), scaled by the segment's median ratio and by the neighbours' median ratio, the latter shrunk. What
/// parts differ beyond chance is estimated from the middle of the residuals, and tails are those of the negative
/// binomial. docs/definitions.md#unusual-deletions.
std::vector<DeletionCheck> check_deletions(std::span<const PartDeletions> parts, const UnusualRules& rules = {});

}  // namespace boothwise::estimation
