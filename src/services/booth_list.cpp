#include "services/booth_list.hpp"

#include <algorithm>

#include "warehouse/rolls.hpp"

namespace boothwise::services {

BoothList::BoothList(const Snapshot& snapshot, Workspace& workspace)
    : snapshot_(snapshot), workspace_(workspace), sets_(station_sets(*snapshot.manifest)) {
  std::ranges::reverse(sets_);
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    for (const AcNo ac : segments_of(*workspace.warehouse, *snapshot.manifest, sets_[i])) set_of_.emplace(ac, i);
  }
}

Result<std::vector<ListedBooth>> BoothList::segment(AcNo ac) {
  std::vector<ListedBooth> booths;
  const StationSet* set = set_of(ac);
  if (set == nullptr) return booths;
  std::vector<warehouse::Station> stations;
  if (set->election) {
    warehouse::Reader reader(*workspace_.warehouse, *snapshot_.manifest);
    BOOTHWISE_TRY(read, snapshot_.shelf->segment(reader, *set->election, ac));
    stations = std::move(read);
  } else {
    warehouse::RollReader reader(*workspace_.warehouse, *snapshot_.manifest);
    BOOTHWISE_TRY(read, reader.stations(set->revision, ac));
    stations = std::move(read);
  }
  booths.reserve(stations.size());
  for (warehouse::Station& station : stations) {
    // Parts are numbered from 1: what a sheet counts under 0 is no booth that anybody could answer for.
    if (station.part.number > 0) booths.push_back({station.part, std::move(station.name)});
  }
  return booths;
}

const StationSet* BoothList::set_of(AcNo ac) const {
  const auto found = set_of_.find(ac);
  return found == set_of_.end() ? nullptr : &sets_[found->second];
}

std::vector<AcNo> BoothList::segments() const {
  std::vector<AcNo> segments;
  segments.reserve(set_of_.size());
  for (const auto& [ac, set] : set_of_) segments.push_back(ac);
  return segments;
}

}  // namespace boothwise::services
