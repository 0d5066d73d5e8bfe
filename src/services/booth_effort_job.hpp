#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "services/booth_effort.hpp"

/// `plan booths`: the shares of seats over their booths, from files (docs/formats.md#effort).
namespace boothwise::services {

struct BoothEffortJob {
  /// seat, booth, electors, expected_votes, lead_points, lead_sd_points; segment, name, response, units_most
  std::filesystem::path booths;
  std::filesystem::path seats;         ///< seat, units: a seat's share, as plan_seat_effort gives it; empty: no shares
  std::optional<std::uint32_t> units;  ///< in all; the sum of the shares if left out
  std::optional<std::uint32_t> units_a_segment_most;
  double turnout_most = 0.85;  ///< of electors
  BoothEffortRules rules;
};

/// Each seat's share over its booths; a seat without a share gets none. Errors: those of reading, `id_missing`,
/// `id_repeated`, `number_malformed`, `seat_unknown` (a share of a seat without booths), `units_missing` (neither
/// shares nor units).
Result<boost::json::object> plan_booth_effort(const BoothEffortJob& job, Progress& progress);

}  // namespace boothwise::services
