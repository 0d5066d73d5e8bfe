#pragma once

#include <vector>

#include "estimation/vote_transfer.hpp"

namespace boothwise::estimation {

/// Shares p >= 0 with rows that sum to 1 that minimise the sum over places and options of |to - from p|, and match the
/// sums over all places. REQUIRES: well-formed ballots with equal sums in each place.
std::vector<double> least_deviation_shares(const BallotPairs& ballots);

}  // namespace boothwise::estimation
