#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"

namespace boothwise::planning {

/// How far votes can still be moved at a station.
struct MovableVotes {
  double movable = 0;     ///< estimated: electors times the spread of the estimated lead; at least 0
  std::int64_t most = 0;  ///< no more than these (electors who can still be got to vote, by a turnout cap)
};

/// At a booth whose estimated lead has such a standard deviation (fraction), where `expected` votes are there anyway
/// and nobody is asked for more than a turnout of `turnout_most` (fraction of electors).
MovableVotes movable_votes(double electors, double lead_sd, double expected, double turnout_most);

/// Splits a seat's need over its stations in proportion to movable votes, none above its most: whole numbers by largest
/// remainder that add up to the need. Errors: `need_malformed` (negative numbers); `need_too_large` (the stations
/// together cannot give it), with what they can.
Result<std::vector<std::int64_t>> split_need(std::int64_t need, std::span<const MovableVotes> stations);

}  // namespace boothwise::planning
