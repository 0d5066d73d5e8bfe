#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"

/// Units of effort (days, visits, workers) over booths, under caps that lie in one another. Where between seats effort
/// goes is allocation.hpp's. docs/definitions.md#booth-effort.
namespace boothwise::planning {

/// Booths that share a cap: those of a segment, of a seat, all of them.
struct EffortArea {
  std::uint64_t units_most = 0;
  std::optional<std::size_t> within;  ///< the area that it is part of, one before it
};

/// After f units a booth has gained the lesser of `votes` (1 - 2^(-f / half_units)) and `votes_most`.
struct BoothResponse {
  double votes = 0;              ///< that boundless effort would gain, at least 0
  double votes_most = 0;         ///< more cannot be gained, at least 0
  std::uint32_t units_most = 0;  ///< at most booth_units_bound
  std::size_t area = 0;
};

inline constexpr std::uint32_t booth_units_bound = 1000;

struct BoothEffort {
  std::vector<EffortArea> areas;
  std::vector<BoothResponse> booths;
  double half_units = 1;  ///< above 0
};

using BoothUnits = std::vector<std::uint32_t>;  ///< by booth

/// The plan that gains most votes: the best step next, to a thousandth of a vote, of equal ones the earlier booth's.
/// Gains fall from unit to unit and no two areas overlap but where one holds the other, so no other plan gains more
/// (Federgruen and Groenevelt 1986). Units that would gain less than half a thousandth of a vote are not spent. Errors:
/// `effort_malformed`.
Result<BoothUnits> best_over_booths(const BoothEffort& effort);

/// One unit to each booth, then a second, ... as far as caps leave room; what does not suffice for all booths is spread
/// evenly over their list. REQUIRES: well-formed effort.
BoothUnits equal_over_booths(const BoothEffort& effort);
/// Booth by booth in this order, each as far as caps leave room. REQUIRES: likewise.
BoothUnits booths_in_order(const BoothEffort& effort, std::span<const std::size_t> order);

/// Votes that so many units gain at a booth. REQUIRES: `half_units` above 0.
double votes_gained(const BoothResponse& booth, double half_units, std::uint32_t units);

}  // namespace boothwise::planning
