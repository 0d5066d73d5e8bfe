#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/snapshot.hpp"
#include "services/station_sets.hpp"
#include "services/workspace.hpp"

namespace boothwise::services {

struct ListedBooth {
  Part part;
  std::string name;
};

/// The booths that there are: of each segment, those of the newest roll or booth sheets that know it.
class BoothList {
 public:
  /// Both must outlive it.
  BoothList(const Snapshot& snapshot, Workspace& workspace);
  /// In order of part; none where no set knows the segment. Errors: `warehouse_failed`.
  Result<std::vector<ListedBooth>> segment(AcNo ac);
  /// The set that a segment's booths are of; null where there is none.
  [[nodiscard]] const StationSet* set_of(AcNo ac) const;
  /// Segments with booths.
  [[nodiscard]] std::vector<AcNo> segments() const;

 private:
  const Snapshot& snapshot_;
  Workspace& workspace_;
  std::vector<StationSet> sets_;        // newest first
  std::map<AcNo, std::size_t> set_of_;  // place in `sets_`
};

}  // namespace boothwise::services
