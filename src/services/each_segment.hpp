#pragma once

#include <functional>

#include "services/pieces.hpp"
#include "services/synthesis_plan.hpp"
#include "synthesis/segment.hpp"

namespace boothwise::services {

/// Makes the segments of a plan one after the other on its threads, as many at a time as there are threads, and gives
/// each to `use`, which may run on several threads at once. The first error ends the work. `share`: how much of all the
/// work this is, for progress. Errors: those of `use`; `stopped`.
inline Status each_segment(const synthesis::Vocabulary& vocabulary, const SynthesisPlan& plan, Progress& progress,
                           double share, const std::function<Status(const synthesis::Segment&)>& use) {
  const std::size_t segments = plan.state.segments.size();
  PiecesProgress pieces(progress, segments, share);
  return each_piece(plan.threads, segments, pieces, [&](std::size_t place, Progress& own) {
    Status status = use(synthesis::make_segment(vocabulary, plan.state, place));
    own.report(1, {"making a synthetic state", "काल्पनिक राज्य बनाया जा रहा है"});
    return status;
  });
}

}  // namespace boothwise::services
