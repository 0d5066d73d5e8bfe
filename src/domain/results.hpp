#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/elections.hpp"
#include "domain/places.hpp"

namespace boothwise {

using Votes = std::int64_t;  ///< a count of votes or electors; differences may be negative
using Fraction = double;     ///< 0 to 1, or -1 to 1 for a lead

/// The code under which results print "None of the above". Not a party: it takes no part in valid votes and margins.
inline constexpr std::string_view nota_code = "NOTA";

struct CandidateVotes {
  std::string candidate;
  std::string party;
  Votes votes = 0;

  [[nodiscard]] bool is_nota() const { return party == nota_code; }
};

/// Votes of one contest: a seat, an AC segment of a PC, or a polling station.
struct Contest {
  std::int32_t number = 0;  ///< pc_no, ac_no; unused for a station
  std::vector<CandidateVotes> candidates;
  std::optional<Votes> electors;
  std::optional<Votes> stated_total;  ///< all rows of the source, NOTA included

  [[nodiscard]] bool empty() const { return candidates.empty(); }
  /// Votes for candidates, NOTA left out.
  [[nodiscard]] Votes valid_votes() const;
  /// Votes polled: those for candidates and NOTA.
  [[nodiscard]] Votes polled_votes() const;
  /// Missing where the source prints no NOTA row.
  [[nodiscard]] std::optional<Votes> nota() const;
  /// Votes polled (NOTA included) over electors; missing without electors.
  [[nodiscard]] std::optional<Fraction> turnout() const;
};

/// Sorts by votes, most first, NOTA last; ties by candidate name so that every reader sees one order.
void order_candidates(Contest& contest);

/// `part` of `whole` as a fraction; nothing if the whole is 0.
std::optional<Fraction> share_of(Votes part, Votes whole);

/// Seat-level results of one election: contests in order of seat number.
struct ElectionResults {
  ElectionId election;
  bool synthetic = false;
  std::vector<Contest> contests;

  [[nodiscard]] const Contest* contest(std::int32_t number) const;
};

/// Lok Sabha votes by AC segment (EVM votes only; postal ballots are counted for the whole PC).
struct SegmentResults {
  ElectionId election;
  bool synthetic = false;
  std::vector<Contest> segments;  ///< `number` is the AC; in order of it

  [[nodiscard]] const Contest* segment(AcNo no) const;
};

}  // namespace boothwise
