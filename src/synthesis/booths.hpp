#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/results.hpp"

namespace boothwise::synthesis {

/// A made-up polling station. Nobody voted there: it only lets pages be shown and practised on.
struct SyntheticStation {
  std::int32_t part_no = 0;
  Votes electors = 0;
  std::vector<Votes> votes;  ///< in the order of the segment's candidates
};

struct BoothShape {
  Votes electors_each = 900;  ///< on average
  double turnout = 0.6;
  double spread = 0.35;  ///< standard deviation of a candidate's log odds between stations
};

/// Splits a segment's real totals over made-up stations: each candidate's station votes add up to his votes in the
/// segment exactly. Stations differ in size (uniform, 40-160 % of the mean) and in leaning (log-normal factors); the
/// rest is rounded by largest remainder. Determined by `seed` and the segment's number.
std::vector<SyntheticStation> split_into_booths(const Contest& segment, const BoothShape& shape, std::uint64_t seed);

/// Votes at the stations of a roll.
struct StationVotes {
  std::vector<std::vector<Votes>> votes;  ///< by station, in the order of the segment's candidates
  bool is_exact = false;                  ///< they add up to the segment's real totals
};

/// Splits a segment's votes over stations with so many electors; none polls more than it has. Where the stations hold
/// the whole segment, each candidate's votes add up to his real total exactly; where they hold less than were polled,
/// all totals are scaled down to the segment's turnout. Turnout and leaning vary as in `split_into_booths`.
StationVotes votes_at_stations(const Contest& segment, std::span<const Votes> electors, const BoothShape& shape,
                               std::uint64_t seed);

}  // namespace boothwise::synthesis
