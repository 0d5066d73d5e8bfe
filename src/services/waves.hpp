#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/release_areas.hpp"
#include "services/snapshot.hpp"
#include "services/wave_keys.hpp"
#include "services/wave_plan.hpp"

/// Waves on the server: planned, opened with the open halves of their keys, closed, carried to the key officers, and
/// loaded again as finished tables. Every change is noted in the audit trail.
namespace boothwise::services {

/// Errors: `wave_other` where the keys are another wave's; `waves_overlap`, `wave_taken`; those of Caller's access.
Status open_wave(Caller& caller, const WavePlan& plan, const WavePublicKeys& keys);
/// From then on nothing is taken. Errors: `wave_unknown`.
Status close_wave(Caller& caller, const std::string& code);
/// All waves with plan, open halves and how many answers there are about (rounded down to a hundred).
Result<boost::json::object> waves_view(Caller& caller);

/// All booths of the state with district, segment and shakti kendra; where the organisation has none, rows of six
/// parts. Errors: `warehouse_failed`, `operations_failed`.
Result<std::vector<ReleaseBooth>> release_booths(Caller& caller, const Snapshot& snapshot);

/// Writes the bundle for the key officers. Errors: `wave_unknown`; `no_booths`; those of writing and of the store.
Result<boost::json::object> export_wave(Caller& caller, const Snapshot& snapshot, const std::string& code,
                                        const std::filesystem::path& file);

/// Takes finished tables into the warehouse as a run that can be undone. Errors: those of read_released;
/// `wave_unknown`; `already_released` (conflict) while other tables of the wave are there; `warehouse_busy`.
Result<boost::json::object> load_released(Caller& caller, const std::filesystem::path& file, Progress& progress);

}  // namespace boothwise::services
