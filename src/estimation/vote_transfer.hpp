#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.hpp"

/// Where the votes of one ballot went at another: ecological inference from the sums of places. For votes only, never
/// for communities (R13). docs/estimation.md#vote-transfer.
namespace boothwise::estimation {

/// Sums of two ballots, place by place (polling station, segment, seat).
struct BallotPairs {
  std::size_t from_options = 0;
  std::size_t to_options = 0;
  std::vector<double> from;  ///< place by place: votes of each option at the first ballot
  std::vector<double> to;    ///< likewise at the second; scaled to the first's sum in each place

  [[nodiscard]] std::size_t places() const { return from_options == 0 ? 0 : from.size() / from_options; }
};

/// Matrices are row by row: an option of the first ballot, then those of the second.
struct VoteTransfer {
  std::vector<double> votes;        ///< estimated
  std::vector<double> share;        ///< of the row's votes
  std::vector<double> votes_least;  ///< what the places' sums alone prove (Duncan & Davis 1953)
  std::vector<double> votes_most;
  double unlike = 0;            ///< 0 to 1: share of votes by which places differ from one common matrix
  std::size_t places_used = 0;  ///< with votes at both ballots
};

/// The common matrix with the least absolute deviations over the places (a linear programme: Tziafetas 1986), then
/// eight rounds in which each place's table moves no more votes than its sums demand and the places' tables make the
/// next common matrix (as nslphom of Pavía & Romero 2022 does); from either ballot to the other, and the mean of both.
/// The same bits for any number of threads. Errors: `ballots_malformed`.
Result<VoteTransfer> estimate_transfer(const BallotPairs& ballots, unsigned threads);

}  // namespace boothwise::estimation
