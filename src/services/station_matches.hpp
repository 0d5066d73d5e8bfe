#pragma once

#include "operations/concordance_decisions.hpp"

#include <map>
#include <vector>

#include "base/result.hpp"
#include "concordance/match.hpp"
#include "domain/places.hpp"
#include "services/station_sets.hpp"
#include "services/workspace.hpp"
#include "warehouse/booth_sheets.hpp"

namespace boothwise::services {

/// From here on a station counts as found again (docs/definitions.md#booths-across-elections).
constexpr float found_least = 0.5F;

/// A segment's stations in two sets, and which is which. `matches` go from `from` to `to`, whichever came first: they
/// are always made from the earlier set to the later one and turned round where the question is the other way, so that
/// both ways tell the same.
struct SegmentMatches {
  AcNo ac;
  std::vector<warehouse::Station> from;
  std::vector<warehouse::Station> to;
  concordance::Segment stations;  ///< the same as the kernel takes them
  std::vector<concordance::Match> matches;
  /// What people said, by place in `from`; none where `from` is the later set.
  std::map<std::uint32_t, operations::ConcordanceDecision> decisions;

  /// The match that takes most of a station; null if it has none.
  [[nodiscard]] const concordance::Match* best(std::uint32_t from_station) const;
  [[nodiscard]] bool is_found(std::uint32_t from_station) const;
};

/// What people decided outweighs what is computed; a decision about a station that is not there any more is passed
/// over. Errors: `warehouse_failed`, `operations_failed`.
Result<SegmentMatches> match_segment(Workspace& workspace, const warehouse::Manifest& manifest, const StationSet& from,
                                     const StationSet& to, AcNo ac, std::vector<warehouse::Station> from_stations,
                                     std::vector<warehouse::Station> to_stations);

}  // namespace boothwise::services
