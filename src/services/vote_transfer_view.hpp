#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <optional>
#include <string>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/snapshot.hpp"

/// Where the votes of one election went at another: an estimate from places' sums, of votes only (R13).
namespace boothwise::services {

struct TransferAsked {
  std::string from;  ///< elections, as LS-2014
  std::string to;
  std::optional<PcNo> pc;     ///< only the segments of a Lok Sabha seat
  double share_least = 0.01;  ///< parties below it at an election are counted as others
  unsigned threads = 1;
};

/// Segment by segment; who did not vote is an option where electors are known at both. Errors: `unknown_election`,
/// `boundaries_differ`, `unknown_seat`, `no_segments`, those of estimate_transfer.
Result<boost::json::object> transfer_view(const Snapshot& snapshot, const TransferAsked& asked);

struct TransferFiles {
  std::filesystem::path from;  ///< columns unit, option, votes
  std::filesystem::path to;
  std::string by;  ///< a column: a matrix each; empty: one in all
  unsigned threads = 1;
};

/// The same of two files. Errors: those of reading, `number_malformed`, `community_column`, those of estimate_transfer.
Result<boost::json::object> transfer_of_files(const TransferFiles& files, Progress& progress);

}  // namespace boothwise::services
