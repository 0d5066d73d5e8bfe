#include "services/works_giving.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <vector>

#include "base/stopped.hpp"
#include "base/text.hpp"
#include "domain/work.hpp"
#include "services/json_body.hpp"
#include "services/work_parts.hpp"

namespace boothwise::services {

using operations::Giving;
using operations::Work;

namespace {

/// Sets each task's target from its booths' own numbers.
Status set_targets(operations::Store& inside, const Work& work, const operations::TaskNumbers& tasks,
                   const BoothMeasure& measure) {
  BOOTHWISE_TRY(parts, operations::parts_of_tasks(inside, tasks));
  std::vector<operations::TaskTarget> targets;
  std::map<std::string, std::int64_t> numbers;
  std::int64_t ac = 0;
  for (std::size_t i = 0; i < parts.size();) {
    if (parts[i].ac != ac) {
      ac = parts[i].ac;
      BOOTHWISE_TRY(read, measure.of_segment(AcNo(static_cast<std::int32_t>(ac))));
      numbers = std::move(read);
    }
    std::optional<std::int64_t> measured;
    const std::size_t first = i;
    for (; i < parts.size() && parts[i].task == parts[first].task && parts[i].ac == ac; ++i) {
      const auto found = numbers.find(parts[i].part);
      if (found != numbers.end()) measured = measured.value_or(0) + found->second;
    }
    if (!measured) continue;
    targets.push_back({parts[first].task, measured, target_of(measured, work.target_factor)});
  }
  return operations::set_task_targets(inside, targets);
}

Instant present() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

}  // namespace

Result<Giving> give_some(operations::Store& inside, const Work& work, const BoothMeasure* measure, std::int64_t most,
                         Instant at) {
  BOOTHWISE_TRY(giving, operations::give_tasks(inside, work, most, at));
  if (measure != nullptr) BOOTHWISE_CHECK(set_targets(inside, work, giving.tasks, *measure));
  return giving;
}

Result<std::int64_t> give_all(Workspace& workspace, operations::Store& store, const Snapshot& snapshot,
                              std::string_view task, const operations::JobHolder& holder, Progress& progress) {
  constexpr std::int64_t batch = 1000;
  BOOTHWISE_TRY(body, JsonBody::parse(task));
  BOOTHWISE_TRY(id, body.text("work", code_bytes_most));
  BOOTHWISE_TRY(side, body.text_or_empty("side", code_bytes_most));
  BOOTHWISE_TRY(found, operations::work(store, id));
  if (!found) throw BrokenInvariant("a job gives the tasks of a work that is not there");
  Work& work = *found;
  BOOTHWISE_TRY(segments, operations::segments_of_work(store, id));
  work.segments = std::move(segments);
  std::optional<BoothMeasure> measure;
  if (!work.target_measure.empty()) {
    BOOTHWISE_TRY(opened, BoothMeasure::open(workspace, snapshot, work.target_measure, side));
    measure.emplace(std::move(opened));
  }
  const std::string asked = grouped(work.asked);
  Giving giving;
  while (!giving.ended) {
    if (progress.stop_requested()) return stopped_as_asked();
    BOOTHWISE_CHECK(store.atomically([&](operations::Store& inside) -> Status {
      BOOTHWISE_CHECK(operations::hold_job(inside, holder));
      BOOTHWISE_TRY(some, give_some(inside, work, measure ? &*measure : nullptr, batch, present()));
      giving = some;
      return success();
    }));
    const std::string given = grouped(giving.given);
    progress.report(static_cast<double>(giving.given) / static_cast<double>(std::max(work.asked, giving.given)),
                    {given + " of " + asked + " tasks given", asked + " में से " + given + " काम दिए गए"});
  }
  return giving.given;
}

}  // namespace boothwise::services
