#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/snapshot.hpp"

namespace boothwise::services {

/// A segment's stations, member by member in their order.
struct StationsOfSegment {
  std::vector<std::int32_t> part_no;
  std::vector<std::string> name;
  std::vector<Votes> electors;
};

/// The three files of an election's booth sheets.
struct BoothSheetPaths {
  std::filesystem::path stations;
  std::filesystem::path votes;
  std::filesystem::path candidates;
};
/// `STEM-stations.csv` and so on; `ending` is `.csv` or `.parquet`.
BoothSheetPaths sheet_paths(const std::filesystem::path& stem, std::string_view ending);

/// Writes synthetic booth sheets: the real votes of an election over these stations (synthesis::votes_at_stations).
/// Segments without votes are left out. Errors: `file_unwritable`.
Status write_booth_sheets(const Snapshot& snapshot, const ElectionId& election,
                          const std::map<AcNo, StationsOfSegment>& stations, std::uint64_t seed,
                          const BoothSheetPaths& paths);

/// The votes of a segment at that election; null if there are none.
const Contest* segment_votes(const Snapshot& snapshot, const ElectionId& election, AcNo ac);

}  // namespace boothwise::services
