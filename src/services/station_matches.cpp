#include "services/station_matches.hpp"

#include <algorithm>
#include <optional>

#include "concordance/decide.hpp"
#include "concordance/invert.hpp"

namespace boothwise::services {

using concordance::Match;

namespace {

std::vector<concordance::Station> for_kernel(const std::vector<warehouse::Station>& stations) {
  std::vector<concordance::Station> list;
  list.reserve(stations.size());
  for (const warehouse::Station& station : stations) {
    list.push_back({station.part.number, station.name, static_cast<double>(station.electors.value_or(0))});
  }
  return list;
}

}  // namespace

const Match* SegmentMatches::best(std::uint32_t from_station) const {
  const auto mine = std::ranges::equal_range(matches, from_station, {}, &Match::from);
  const auto most = std::ranges::max_element(mine, {}, &Match::weight);
  return most == mine.end() ? nullptr : &*most;
}

bool SegmentMatches::is_found(std::uint32_t from_station) const {
  const Match* match = best(from_station);
  return match != nullptr && match->confidence >= found_least;
}

namespace {

std::optional<std::uint32_t> place_of(const std::vector<warehouse::Station>& stations, const std::string& part) {
  const auto same = [&](const warehouse::Station& station) { return to_string(station.part) == part; };
  const auto found = std::ranges::find_if(stations, same);
  if (found == stations.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - stations.begin());
}

/// Puts what people said in place of what was computed. REQUIRES: `segment` goes from the earlier set to the later one.
void take_decisions(SegmentMatches& segment, std::vector<operations::ConcordanceDecision> decisions) {
  std::vector<concordance::Decision> said;
  for (operations::ConcordanceDecision& decision : decisions) {
    const auto from = place_of(segment.from, decision.from_part);
    if (!from) continue;
    concordance::Decision one{*from, {}};
    for (const auto& [part, weight] : decision.targets) {
      if (const auto to = place_of(segment.to, part)) one.to.emplace_back(*to, static_cast<float>(weight));
    }
    if (one.to.empty() && !decision.targets.empty()) continue;
    said.push_back(std::move(one));
    segment.decisions[*from] = std::move(decision);
  }
  segment.matches = concordance::with_decisions(std::move(segment.matches), said);
}

/// Matches from the earlier of two sets to the later one.
Result<SegmentMatches> match_forward(Workspace& workspace, const warehouse::Manifest& manifest, const StationSet& from,
                                     const StationSet& to, AcNo ac, std::vector<warehouse::Station> from_stations,
                                     std::vector<warehouse::Station> to_stations) {
  SegmentMatches segment{ac, std::move(from_stations), std::move(to_stations), {}, {}, {}};
  segment.stations.from = for_kernel(segment.from);
  segment.stations.to = for_kernel(segment.to);
  BOOTHWISE_TRY(moves, moves_between(*workspace.warehouse, manifest, from, to, ac, segment.from, segment.to));
  segment.stations.moves = std::move(moves);
  segment.matches = concordance::match(segment.stations, concordance::default_model());
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(decisions, operations::concordance_decisions(*store, from.id(), to.id(), ac));
  take_decisions(segment, std::move(decisions));
  return segment;
}

}  // namespace

Result<SegmentMatches> match_segment(Workspace& workspace, const warehouse::Manifest& manifest, const StationSet& from,
                                     const StationSet& to, AcNo ac, std::vector<warehouse::Station> from_stations,
                                     std::vector<warehouse::Station> to_stations) {
  if (!to.is_before(from))
    return match_forward(workspace, manifest, from, to, ac, std::move(from_stations), std::move(to_stations));
  BOOTHWISE_TRY(forward,
                match_forward(workspace, manifest, to, from, ac, std::move(to_stations), std::move(from_stations)));
  SegmentMatches turned{ac, std::move(forward.to), std::move(forward.from), {}, {}, {}};
  turned.matches = concordance::inverted(forward.matches, forward.stations.from);
  turned.stations = {std::move(forward.stations.to), std::move(forward.stations.from), {}};
  return turned;
}

}  // namespace boothwise::services
