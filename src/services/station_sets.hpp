#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"
#include "concordance/match.hpp"
#include "domain/elections.hpp"
#include "domain/places.hpp"
#include "warehouse/booth_sheets.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::services {

/// A set of polling stations: those of an election's booth sheets, or the parts of a revision of the roll.
struct StationSet {
  std::optional<ElectionId> election;
  std::string revision;  ///< where it is no election

  [[nodiscard]] std::string id() const;  ///< "LS-2014", "roll:2026"
  [[nodiscard]] Bilingual name() const;
  /// The order in which sets came: by year, elections of a year before its rolls.
  [[nodiscard]] bool is_before(const StationSet& other) const;
};

/// All that are here, oldest first.
std::vector<StationSet> station_sets(const warehouse::Manifest& manifest);

/// An election (LS-2014) or a revision of the roll, with or without `roll:` in front. Errors: `station_set_unknown`
/// (bad input) for what is neither, listing those that are here.
Result<StationSet> parse_station_set(const warehouse::Manifest& manifest, std::string_view text);

/// Segments of which a set has stations.
std::set<AcNo> segments_of(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest, const StationSet& set);

/// The stations of a set, of all segments or one. Never changed once read.
class StationLists {
 public:
  /// Errors: `warehouse_failed`.
  static Result<StationLists> read(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                   const StationSet& set, std::optional<AcNo> ac);
  /// In order of part; a roll's have a name, if its summary sheet has one, and electors.
  [[nodiscard]] std::vector<warehouse::Station> segment(AcNo ac) const;

 private:
  using Parts = std::map<AcNo, std::vector<warehouse::Station>>;
  std::variant<warehouse::BoothSheets, Parts> lists_;
};

/// Electors who are in a segment's roll of both sets, by station, where both are rolls that were compared
/// (`boothwise rolls diff`); else none. Errors: `warehouse_failed`.
Result<std::vector<concordance::Move>> moves_between(warehouse::Warehouse& warehouse,
                                                     const warehouse::Manifest& manifest, const StationSet& from,
                                                     const StationSet& to, AcNo ac,
                                                     const std::vector<warehouse::Station>& from_stations,
                                                     const std::vector<warehouse::Station>& to_stations);

/// Tables and scopes that a set rests on.
std::vector<std::pair<std::string_view, std::string>> drawn_stations(const StationSet& set);

}  // namespace boothwise::services
