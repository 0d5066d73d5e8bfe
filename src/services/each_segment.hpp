#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>

#include "base/parallel.hpp"
#include "base/progress.hpp"
#include "services/synthesis_plan.hpp"
#include "synthesis/segment.hpp"

namespace boothwise::services {

inline Error synthesis_stopped() {
  return Error{ErrorKind::stopped, "stopped", {"stopped as asked", "कहे अनुसार रोका गया"}};
}

/// Makes the segments of a plan one after the other on its threads, as many at a time as there are threads, and gives
/// each to `use`, which may run on several threads at once. The first error ends the work. `share`: how much of all the
/// work this is, for progress. Errors: those of `use`; `stopped`.
inline Status each_segment(const synthesis::Vocabulary& vocabulary, const SynthesisPlan& plan, Progress& progress,
                           double share, const std::function<Status(const synthesis::Segment&)>& use) {
  std::mutex lock;
  std::size_t done = 0;
  std::optional<Error> failure;
  std::atomic<bool> ended = false;
  const std::size_t segments = plan.state.segments.size();
  parallel_for(plan.threads, segments, [&](std::size_t place, unsigned /*thread*/) {
    if (ended) return;
    Status status = progress.stop_requested() ? Status(synthesis_stopped())
                                              : use(synthesis::make_segment(vocabulary, plan.state, place));
    const std::scoped_lock telling(lock);
    if (!status && !failure) {
      failure = std::move(status).error();
      ended = true;
    }
    progress.report(share * static_cast<double>(++done) / static_cast<double>(segments),
                    {"making a synthetic state", "काल्पनिक राज्य बनाया जा रहा है"});
  });
  if (failure) return std::move(*failure);
  return success();
}

}  // namespace boothwise::services
