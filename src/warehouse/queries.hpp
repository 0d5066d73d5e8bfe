#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "domain/results.hpp"
#include "domain/side.hpp"
#include "warehouse/booth_sheets.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::warehouse {

/// What can be asked of a warehouse, in the domain's terms. Each asks one manifest; a Reader is used by one thread.
/// Every function's errors: `warehouse_failed`.
class Reader {
 public:
  Reader(Warehouse& warehouse, const Manifest& manifest);

  /// Places, parties and alliances as all runs together tell: a later run updates what it names and leaves the rest.
  Result<Places> places();
  Result<std::vector<Party>> parties();
  Result<Alliances> alliances();

  Result<ElectionResults> results(const ElectionId& election);
  Result<SegmentResults> segments(const ElectionId& election);

  /// Booth sheets of an election, or of one segment of it; empty where there are none.
  Result<BoothSheets> booth_sheets(const ElectionId& election, std::optional<AcNo> only);

  struct BoothSums {
    AcNo ac;
    std::int64_t stations = 0;
    std::int64_t missing = 0;
    Votes votes = 0;
    std::int64_t total_differs = 0;   ///< stations whose printed total is not the sum
    std::int64_t above_electors = 0;  ///< stations with more votes than electors
  };
  /// By segment, in order; from the rollup.
  Result<std::vector<BoothSums>> booth_sums(const ElectionId& election);

  struct StatedCoverage {
    AcNo ac;
    std::optional<std::int64_t> stations;
    std::optional<Votes> booth_votes;
    std::optional<Votes> official_votes;
    std::optional<double> coverage;
  };
  Result<std::vector<StatedCoverage>> stated_coverage(const ElectionId& election);

  struct SeatTotals {
    std::int32_t seat = 0;
    Votes votes = 0;
    std::optional<Votes> stated_least, stated_most, electors_least, electors_most;
    std::int64_t winners = 0;  ///< rows that the source ranks first
    std::int64_t leaders = 0;  ///< candidates with the most votes
  };
  Result<std::vector<SeatTotals>> seat_totals(const ElectionId& election);

  struct SeatAndSegments {
    PcNo pc;
    Votes segment_votes = 0;
    Votes seat_votes = 0;
  };
  Result<std::vector<SeatAndSegments>> segments_against_seats(const ElectionId& election);

  struct SegmentTotal {
    std::int32_t ac = 0;
    Votes votes = 0;
  };
  Result<std::vector<SegmentTotal>> segment_totals(const ElectionId& election);

  struct LooseVotes {
    std::int32_t ac = 0;
    Part part;
    std::int64_t candidate_no = 0;
    bool no_station = false;  ///< else: the candidate number is unknown
  };
  /// At most 1,000.
  Result<std::vector<LooseVotes>> votes_without_station(const ElectionId& election);

  struct UnmatchedCandidate {
    std::int32_t contest = 0;
    std::int64_t candidate_no = 0;
    std::string candidate;
    std::string party;
    Votes official_votes = 0;
  };
  Result<std::vector<UnmatchedCandidate>> official_votes_of_candidates(const ElectionId& election);

  struct PartyDifference {
    std::string party;
    std::optional<Votes> stated;
    Votes counted = 0;
  };
  Result<std::vector<PartyDifference>> party_totals_against_results(const ElectionId& election);

  /// The SELECT behind an election's booth rollup, for Writer::write_rollup.
  [[nodiscard]] std::string booth_rollup_sql(const ElectionId& election) const;

  Connection& connection() { return connection_; }

 private:
  [[nodiscard]] std::string filled(std::string_view sql, const ElectionId& election) const;
  [[nodiscard]] std::string rollup_rows(std::string_view name, std::string_view scope) const;

  Warehouse& warehouse_;
  const Manifest& manifest_;
  Connection connection_;
};

/// Elections that have rows in `table`.
std::vector<ElectionId> elections_in(const Manifest& manifest, std::string_view table);

}  // namespace boothwise::warehouse
