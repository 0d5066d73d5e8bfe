#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "domain/results.hpp"
#include "domain/seat_class.hpp"
#include "domain/side.hpp"
#include "services/booth_shelf.hpp"
#include "warehouse/queries.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::services {

/// One election as it is in the warehouse.
struct ElectionData {
  ElectionResults results;                 ///< without contests where only segments or booths are known
  std::optional<SegmentResults> segments;  ///< Lok Sabha only
  /// Booth sheets by segment: how many stations, and what they add up to.
  std::map<AcNo, warehouse::Reader::BoothSums> booths;
  bool booths_synthetic = false;
};

/// A side's standing in every seat of an election.
struct Classified {
  const ElectionData* election = nullptr;
  Side side;
  ClassThresholds thresholds;
  std::vector<EarlierElection> earlier;  ///< newest first
  std::vector<SeatStanding> standings;

  [[nodiscard]] const SeatStanding* seat(std::int32_t number) const;
};

/// What was classified of one snapshot: every home shows classes, and most ask for the same. Thread-safe.
class ClassShelf {
 public:
  using Asked = std::tuple<std::string, std::string, ClassThresholds>;  ///< election, side, as they were asked for

  [[nodiscard]] std::shared_ptr<const Classified> find(const Asked& asked) const;
  void keep(const Asked& asked, std::shared_ptr<const Classified> classified);

 private:
  mutable std::mutex mutex_;
  std::map<Asked, std::shared_ptr<const Classified>> kept_;
};

/// Everything about places and results that fits in memory: all but the booths. Made from one manifest, never changed
/// after.
struct Snapshot {
  std::shared_ptr<const warehouse::Manifest> manifest;
  Places places;
  std::vector<Party> parties;
  Alliances alliances;
  std::map<ElectionId, ElectionData> elections;
  std::shared_ptr<BoothShelf> shelf;
  std::shared_ptr<ClassShelf> classes = std::make_shared<ClassShelf>();

  /// Errors: `unknown_election`, listing those that are there.
  [[nodiscard]] Result<const ElectionData*> election(std::string_view text) const;
  /// The latest Lok Sabha general election on the present boundaries, else the latest of any kind.
  [[nodiscard]] std::optional<ElectionId> latest() const;
  /// Earlier general elections of the same house on the same boundaries, newest first.
  [[nodiscard]] std::vector<const ElectionData*> earlier(const ElectionId& election) const;
  [[nodiscard]] Bilingual seat_name(House house, std::int32_t number) const;
};

/// `only`: leaves the elections of the other house out, for a command that asks of one. Errors: `warehouse_failed`.
Result<std::shared_ptr<const Snapshot>> load_snapshot(warehouse::Warehouse& warehouse,
                                                      std::optional<House> only = std::nullopt);

/// The largest alliance or party of an election by seats won, then votes: what pages show before anybody has chosen.
std::string default_side(const Snapshot& snapshot, const ElectionResults& results);

/// Empty texts: the latest election, its default side.
/// Errors: `no_results` in an empty workspace, `unknown_election`, `unknown_side`, `threshold_out_of_range`.
Result<std::shared_ptr<const Classified>> classify(const Snapshot& snapshot, std::string_view election,
                                                   std::string_view side, const ClassThresholds& thresholds);

}  // namespace boothwise::services
