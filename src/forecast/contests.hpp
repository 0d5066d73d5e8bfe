#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "forecast/fit.hpp"

namespace boothwise::forecast {

/// An election as it was counted, candidate by candidate.
struct Counted {
  PastElection election;
  Table best{};                        ///< seats × parties: votes of the party's best candidate
  std::vector<std::int32_t> winner{};  ///< party; -1 = not counted
};

/// Who a bloc of a contest is.
struct BlocOf {
  std::int32_t alliance = -1;
  std::int32_t party = -1;  ///< of a party alone; both -1: all others
};

/// A counted election as a contest that was to be told: its alliances and the parties that polled at least 3 % alone
/// are its blocs, in order of votes, and all others the last one. Who stood where, and valid votes, are the election's.
struct CountedTarget {
  PastTarget target;
  std::vector<BlocOf> blocs;
};
CountedTarget target_of(const Counted& counted);

/// What part of its bloc's share the best candidate has (seats × blocs): 1 for blocs; for the others a line over their
/// share in the seat, by least squares over `elections`, from 0.2 to 1.
Table best_parts(const Contest& contest, const Table& expected, std::span<const Counted> elections);

}  // namespace boothwise::forecast
