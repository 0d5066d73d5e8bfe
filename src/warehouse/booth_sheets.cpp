#include "warehouse/booth_sheets.hpp"

#include <algorithm>

namespace boothwise::warehouse {

std::vector<Station> BoothSheets::segment(AcNo ac) const {
  const auto rows = std::ranges::equal_range(rows_, ac, {}, &Row::ac);
  std::vector<Station> stations;
  stations.reserve(rows.size());
  std::size_t begin = rows.begin() == rows_.begin() ? 0 : (rows.begin() - 1)->counted_end;
  for (const Row& row : rows) {
    Station& station = stations.emplace_back(row.station);
    if (const auto contest = candidates_.find(row.contest); station.votes && contest != candidates_.end()) {
      station.candidates = contest->second;
      for (std::size_t i = begin; i < row.counted_end; ++i) {
        station.candidates[counted_[i].candidate].votes = counted_[i].votes;
      }
    }
    begin = row.counted_end;
  }
  return stations;
}

}  // namespace boothwise::warehouse
