#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/places.hpp"
#include "domain/results.hpp"

namespace boothwise::warehouse {

/// One polling station as its sheet has it; sums are missing where nothing was counted.
struct Station {
  Part part;
  std::string name;
  std::optional<Votes> electors;
  std::optional<Votes> voters;
  std::optional<Votes> stated_total;
  std::optional<Votes> votes;
  std::optional<Votes> valid_votes;
  std::optional<Votes> nota;
  std::vector<CandidateVotes> candidates;  ///< all of the contest; empty where nothing was counted
};

/// Booth sheets of one election, or of one of its segments, in memory: some 350 bytes a station. Never changed once
/// read.
class BoothSheets {
 public:
  /// The stations of a segment in order of their part; none if it has no sheets.
  [[nodiscard]] std::vector<Station> segment(AcNo ac) const;
  [[nodiscard]] std::size_t stations() const { return rows_.size(); }

 private:
  friend class Reader;
  struct Row {
    AcNo ac;
    std::int64_t contest = 0;
    Station station;              // without candidates
    std::size_t counted_end = 0;  // its votes end here in `counted_`, and begin where those of the row before end
  };
  struct Counted {
    std::uint32_t candidate = 0;  // place in the contest's list
    std::uint32_t votes = 0;
  };
  std::vector<Row> rows_;  // by segment and part
  std::vector<Counted> counted_;
  std::map<std::int64_t, std::vector<CandidateVotes>> candidates_;  // by contest, votes 0
};

}  // namespace boothwise::warehouse
