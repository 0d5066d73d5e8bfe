#include "services/station_sets.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "warehouse/queries.hpp"
#include "warehouse/roll_comparisons.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::services {

using warehouse::RollReader;

namespace {

constexpr std::string_view roll_mark = "roll:";

/// The year that a revision's name holds; those without one come last.
std::int32_t year_of(const StationSet& set) {
  if (set.election) return set.election->year;
  constexpr std::size_t digits = 4;
  constexpr std::int32_t unknown = 9999;
  for (std::size_t at = 0; at + digits <= set.revision.size(); ++at) {
    if (const auto year = parse_number<std::int32_t>(set.revision.substr(at, digits)); year && *year >= 1000)
      return *year;
  }
  return unknown;
}

std::optional<std::size_t> place_of(const std::vector<warehouse::Station>& stations, std::int32_t part) {
  const auto found = std::ranges::lower_bound(stations, Part{part, ""}, {}, &warehouse::Station::part);
  if (found == stations.end() || found->part != Part{part, ""}) return std::nullopt;
  return static_cast<std::size_t>(found - stations.begin());
}

}  // namespace

std::string StationSet::id() const { return election ? to_string(*election) : std::string(roll_mark) + revision; }

Bilingual StationSet::name() const {
  return election ? election_name(*election) : Bilingual{"Roll " + revision, "नामावली " + revision};
}

bool StationSet::is_before(const StationSet& other) const {
  const auto order = [](const StationSet& set) { return std::tuple(year_of(set), !set.election, set.id()); };
  return order(*this) < order(other);
}

std::vector<StationSet> station_sets(const warehouse::Manifest& manifest) {
  std::vector<StationSet> sets;
  for (const ElectionId& election : warehouse::elections_in(manifest, "stations")) sets.push_back({election, {}});
  for (const std::string& revision : warehouse::active_scopes(manifest, "roll_entries"))
    sets.push_back({std::nullopt, revision});
  std::ranges::sort(sets, [](const StationSet& one, const StationSet& other) { return one.is_before(other); });
  return sets;
}

Result<StationSet> parse_station_set(const warehouse::Manifest& manifest, std::string_view text) {
  const bool marked = text.starts_with(roll_mark);
  const std::string_view name = marked ? text.substr(roll_mark.size()) : text;
  if (const auto election = parse_election(name); election && !marked) return StationSet{*election, {}};
  if (warehouse::active_scopes(manifest, "roll_entries").contains(std::string(name)))
    return StationSet{std::nullopt, std::string(name)};
  Error error{ErrorKind::bad_input,
              "station_set_unknown",
              {"expected an election such as LS-2019, or a revision of the roll that is here",
               "LS-2019 जैसा चुनाव, या यहाँ की नामावली का पुनरीक्षण चाहिए"}};
  error.where.value = text;
  for (const StationSet& set : station_sets(manifest)) error.choices.push_back(set.id());
  return error;
}

std::set<AcNo> segments_of(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                           const StationSet& set) {
  if (!set.election) return RollReader(warehouse, manifest).segments(set.revision);
  std::set<AcNo> segments;
  for (const auto& active : warehouse::active_files(manifest, "stations", to_string(*set.election))) {
    for (const std::string& unit : active.file->units) {
      if (const auto number = parse_number<std::int32_t>(unit)) segments.insert(AcNo(*number));
    }
  }
  return segments;
}

Result<StationLists> StationLists::read(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                        const StationSet& set, std::optional<AcNo> ac) {
  StationLists lists;
  if (set.election) {
    warehouse::Reader reader(warehouse, manifest);
    BOOTHWISE_TRY(sheets, reader.booth_sheets(*set.election, ac));
    lists.lists_ = std::move(sheets);
    return lists;
  }
  RollReader reader(warehouse, manifest);
  Parts parts;
  for (const AcNo segment : reader.segments(set.revision)) {
    if (ac && segment != *ac) continue;
    BOOTHWISE_TRY(stations, reader.stations(set.revision, segment));
    parts[segment] = std::move(stations);
  }
  lists.lists_ = std::move(parts);
  return lists;
}

std::vector<warehouse::Station> StationLists::segment(AcNo ac) const {
  if (const auto* sheets = std::get_if<warehouse::BoothSheets>(&lists_)) return sheets->segment(ac);
  const Parts& parts = std::get<Parts>(lists_);
  const auto found = parts.find(ac);
  return found == parts.end() ? std::vector<warehouse::Station>{} : found->second;
}

Result<std::vector<concordance::Move>> moves_between(warehouse::Warehouse& warehouse,
                                                     const warehouse::Manifest& manifest, const StationSet& from,
                                                     const StationSet& to, AcNo ac,
                                                     const std::vector<warehouse::Station>& from_stations,
                                                     const std::vector<warehouse::Station>& to_stations) {
  std::vector<concordance::Move> moves;
  if (from.election || to.election) return moves;
  warehouse::RollComparisons comparisons(warehouse, manifest);
  BOOTHWISE_TRY(changes, comparisons.changes({from.revision, to.revision}, ac));
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t> electors;
  for (const warehouse::RollChange& change : changes) {
    const auto before = place_of(from_stations, change.old_part);
    const auto after = place_of(to_stations, change.new_part);
    if (change.measure == "found" && before && after) electors[{*before, *after}] += change.number;
  }
  for (const auto& [places, number] : electors) {
    moves.push_back({static_cast<std::uint32_t>(places.first), static_cast<std::uint32_t>(places.second),
                     static_cast<double>(number)});
  }
  return moves;
}

std::vector<std::pair<std::string_view, std::string>> drawn_stations(const StationSet& set) {
  if (set.election) return {{"stations", to_string(*set.election)}};
  return {{"roll_entries", set.revision}, {"roll_supplements", set.revision}, {"roll_summaries", set.revision}};
}

}  // namespace boothwise::services
