#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/elections.hpp"
#include "domain/places.hpp"
#include "domain/seat_class.hpp"
#include "estimation/booth_leads.hpp"
#include "services/snapshot.hpp"
#include "services/view_parts.hpp"
#include "services/workspace.hpp"

/// What stays of booths' leads from one election to the next, and what classes they may have at another
/// (docs/definitions.md#booth-chance).
namespace boothwise::services {

/// Chances of an estimated lead to be of each class by margin alone; they sum to one.
struct ClassChances {
  double lost = 0;
  double narrow = 0;
  double weak = 0;
  double strong = 0;
};
ClassChances class_chances(const estimation::BoothLead& lead, const ClassThresholds& thresholds);

/// What a station was at another election, by the concordance.
struct StationPast {
  ElectionId election;
  std::optional<double> confidence;  ///< of the station that brings most of it; none: not found again
  std::optional<double> lead;        ///< fraction of valid votes; none where it was not found or not counted
};

/// Stations of a segment in the order of its sheets; the same in all lists.
struct SegmentLeads {
  AcNo ac;
  std::vector<ElectionId> others;              ///< compared with the election asked about, oldest first
  std::vector<std::vector<StationPast>> past;  ///< by station, one an other election
  std::vector<std::vector<std::optional<estimation::CountedLead>>> counted;  ///< by election, the one asked about first
  estimation::LastingLeads lasting;
};

/// A segment at an election with sheets of it, and the side there.
struct SegmentAsked {
  AcNo ac;
  const ElectionData* election = nullptr;
  Side side;
};

/// One entry a segment; what passes is taken from the other segments where one cannot tell. Elections at which no side
/// of that id stood are left out. Errors: `warehouse_failed`, `operations_failed`.
Result<std::vector<SegmentLeads>> lasting_leads(const Snapshot& snapshot, Workspace& workspace,
                                                std::span<const SegmentAsked> segments);

/// Tables and scopes that an election's booths rest on.
Drawn drawn_booths(const ElectionId& election);

}  // namespace boothwise::services
