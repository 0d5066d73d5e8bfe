#include "services/segment_neighbours.hpp"

#include <deque>

#include "base/text.hpp"
#include "services/own_tables.hpp"

namespace boothwise::services {

Result<SegmentNeighbours> SegmentNeighbours::read(const std::filesystem::path& state_tables) {
  SegmentNeighbours neighbours;
  const auto path = state_tables / "neighbours_ac.csv";
  if (!std::filesystem::exists(path)) return neighbours;
  BOOTHWISE_CHECK(each_own_row(path, [&neighbours](const std::vector<std::string>& cells) {
    const auto one = parse_number<std::int64_t>(cells[0]).value_or(0);
    const auto other = parse_number<std::int64_t>(cells[1]).value_or(0);
    neighbours.of_[one].push_back(other);
    neighbours.of_[other].push_back(one);
  }));
  return neighbours;
}

const std::vector<std::int64_t>& SegmentNeighbours::of(std::int64_t ac) const {
  static const std::vector<std::int64_t> none;
  const auto found = of_.find(ac);
  return found == of_.end() ? none : found->second;
}

std::map<std::int64_t, std::int64_t> SegmentNeighbours::steps_from(const std::vector<std::int64_t>& segments) const {
  std::map<std::int64_t, std::int64_t> steps;
  std::deque<std::int64_t> waiting;
  for (const std::int64_t ac : segments) {
    steps[ac] = 0;
    waiting.push_back(ac);
  }
  while (!waiting.empty()) {
    const std::int64_t ac = waiting.front();
    waiting.pop_front();
    for (const std::int64_t next : of(ac)) {
      if (steps.emplace(next, steps[ac] + 1).second) waiting.push_back(next);
    }
  }
  return steps;
}

}  // namespace boothwise::services
