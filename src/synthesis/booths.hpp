#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/results.hpp"

namespace boothwise::synthesis {

struct BoothShape {
  Votes electors_each = 900;  ///< on average
  double turnout = 0.6;
  double spread = 0.35;  ///< standard deviation of a candidate's log odds between stations
};

/// Electors of as many made-up stations as the segment's votes need. They differ in size (uniform, 40-160 % of the
/// mean). Determined by `seed` and the segment's number.
std::vector<Votes> station_sizes(const Contest& segment, const BoothShape& shape, std::uint64_t seed);

/// Votes at made-up stations. Nobody voted there: they only let pages be shown and practised on.
struct StationVotes {
  std::vector<std::vector<Votes>> votes;  ///< by station, in the order of the segment's candidates
  bool is_exact = false;                  ///< they add up to the segment's real totals
};

/// Splits a segment's votes over stations with so many electors; none polls more than it has. Where the stations hold
/// the whole segment (polled votes are at most 95 % of their electors), each candidate's votes add up to his real total
/// exactly; else all totals are scaled down to the segment's turnout. Stations differ in turnout (by a tenth) and
/// leaning (log-normal factors).
StationVotes votes_at_stations(const Contest& segment, std::span<const Votes> electors, const BoothShape& shape,
                               std::uint64_t seed);

}  // namespace boothwise::synthesis
