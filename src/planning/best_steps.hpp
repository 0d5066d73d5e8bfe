#pragma once

#include <cstddef>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

namespace boothwise::planning {

/// Takes step after step at places whose gains fall from step to step: each time the one that gains most, of equal ones
/// that of the earlier place. `next(place)` is what the place's next step gains; at most 0: it has none worth taking.
/// `take(place)` takes it and returns true, or false where there is no room for it any more.
template <typename Next, typename Take>
void take_best_steps(std::size_t places, const Next& next, const Take& take) {
  struct Step {
    decltype(next(std::size_t{})) gain;
    std::size_t place;
    bool operator<(const Step& other) const { return gain < other.gain || (gain == other.gain && place > other.place); }
  };
  std::vector<Step> first;
  first.reserve(places);
  for (std::size_t place = 0; place < places; ++place) {
    if (const auto gain = next(place); gain > 0) first.push_back({gain, place});
  }
  std::priority_queue<Step> waiting(std::less<Step>(), std::move(first));
  while (!waiting.empty()) {
    const std::size_t place = waiting.top().place;
    waiting.pop();
    if (!take(place)) continue;
    if (const auto gain = next(place); gain > 0) waiting.push({gain, place});
  }
}

}  // namespace boothwise::planning
