#pragma once

#include <cstdint>

#include "base/dates.hpp"
#include "base/progress.hpp"
#include "services/synthesis_plan.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::services {

struct SynthesisImport {
  std::int64_t run = 0;
  bool already_there = false;  ///< the same plan was taken before: nothing was done
  std::int64_t rows = 0;
};

/// Takes both rolls of a plan, with supplements and summary sheets, into the warehouse as one run marked synthetic, and
/// rebuilds what is counted from them: all of it or nothing. Segment by segment straight from the kernel to Parquet, in
/// order of AC. Errors: `revision_is_real` where real entries of such a revision and segment are there;
/// `warehouse_busy`, `warehouse_failed`, `stopped`.
Result<SynthesisImport> import_synthetic(warehouse::Warehouse& warehouse, const synthesis::Vocabulary& vocabulary,
                                         const SynthesisPlan& plan, Instant now, Progress& progress);

}  // namespace boothwise::services
