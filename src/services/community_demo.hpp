#pragma once

#include <set>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/snapshot.hpp"

namespace boothwise::services {

/// A wave of nobody real in the booths of some segments, asked, sealed, released and loaded as a real one would be, so
/// that *Community and economy* has something to show; marked synthetic. Its keys are forgotten afterwards. Nothing
/// where tables are there already, or no booths. Errors: those of opening, releasing and loading.
Status add_synthetic_answers(Caller& caller, const Snapshot& snapshot, const std::set<AcNo>& segments,
                             Progress& progress);

}  // namespace boothwise::services
