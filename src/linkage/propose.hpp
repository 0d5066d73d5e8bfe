#pragma once

#include <span>
#include <string>
#include <vector>

#include "linkage/agreement.hpp"
#include "linkage/settings.hpp"
#include "linkage/table.hpp"
#include "linkage/values.hpp"

namespace boothwise::linkage {

/// What the columns of a table look like, told by their headers and by what stands in them. Columns that tell nothing
/// of who is meant are left out: empty ones, one value throughout, running numbers, words of other columns again.
std::vector<Comparison> propose_comparisons(const Table& table, std::span<const std::string> headers);

/// How many years (or what the numbers count) lie between the two tables: the difference that most pairs have which
/// otherwise agree. 0 in one table and where nothing stands out.
std::int32_t propose_shift(const Prepared& prepared, std::size_t comparison);

struct BlockingPlan {
  std::vector<BlockingRule> rules;
  std::vector<double> pairs;  ///< by rule, estimated, those of earlier rules counted again
  double missed = 0;          ///< share of matches that no rule brings together, as the simulation has it
};

/// Rules that together bring nearly every match together at a bearable number of pairs (`pairs_max` in all; a block
/// with more than `block_pairs_max` costs what comparing neighbours costs). Chosen one by one for what they add for
/// their cost. What a rule costs is counted on a sample of records; what it adds, on matches drawn with the rates of
/// agreement that are `known` of such records, or else with usual ones. Determined by `seed`.
BlockingPlan propose_blocking(const Prepared& prepared, double pairs_max, std::uint64_t block_pairs_max,
                              std::uint64_t seed, const Agreement* known = nullptr);

}  // namespace boothwise::linkage
