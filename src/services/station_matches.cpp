#include "services/station_matches.hpp"

#include <algorithm>

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

Result<SegmentMatches> match_segment(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                     const StationSet& from, const StationSet& to, AcNo ac,
                                     std::vector<warehouse::Station> from_stations,
                                     std::vector<warehouse::Station> to_stations) {
  SegmentMatches segment{ac, std::move(from_stations), std::move(to_stations), {}, {}};
  segment.stations.from = for_kernel(segment.from);
  segment.stations.to = for_kernel(segment.to);
  if (!to.is_before(from)) {
    BOOTHWISE_TRY(moves, moves_between(warehouse, manifest, from, to, ac, segment.from, segment.to));
    segment.stations.moves = std::move(moves);
    segment.matches = concordance::match(segment.stations, concordance::default_model());
    return segment;
  }
  BOOTHWISE_TRY(moves, moves_between(warehouse, manifest, to, from, ac, segment.to, segment.from));
  const concordance::Segment forward{segment.stations.to, segment.stations.from, std::move(moves)};
  segment.matches =
      concordance::inverted(concordance::match(forward, concordance::default_model()), segment.stations.to);
  return segment;
}

}  // namespace boothwise::services
