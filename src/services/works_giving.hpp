#pragma once

#include "operations/jobs.hpp"
#include "operations/works.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include "base/dates.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"
#include "services/snapshot.hpp"
#include "services/work_measures.hpp"
#include "services/workspace.hpp"

/// Giving a work's tasks: a few at once, or many in the background, in transactions that others' work fits between.
namespace boothwise::services {

/// Up to so many tasks are given in the request itself.
constexpr std::int64_t given_at_once_most = 500;

/// The next tasks of a work, with their targets where `measure` is given. REQUIRES: as operations::give_tasks.
/// Errors: those of that and of BoothMeasure::of_segment.
Result<operations::Giving> give_some(operations::Store& inside, const operations::Work& work,
                                     const BoothMeasure* measure, std::int64_t most, Instant at);

/// Gives all that are still to be given, as `task` ({work, side}) says, transaction by transaction, each only as long
/// as the job is `holder`'s. Returns how many the work has then. Errors: `work_unknown`, `measure_missing`,
/// `job_taken`, `stopped`, `operations_failed`.
Result<std::int64_t> give_all(Workspace& workspace, operations::Store& store, const Snapshot& snapshot,
                              std::string_view task, const operations::JobHolder& holder, Progress& progress);

}  // namespace boothwise::services
