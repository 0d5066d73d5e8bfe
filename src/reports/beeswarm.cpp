#include "reports/beeswarm.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>
#include <utility>

namespace boothwise::reports {

namespace {

constexpr double between = 0.3;

/// The height nearest to 0 that lies in none of the open intervals. Sorts them.
double nearest_free(std::vector<std::pair<double, double>>& blocked) {
  std::ranges::sort(blocked);
  double above = 0;  // the least free height from 0 upwards, and the greatest downwards
  double below = 0;
  for (const auto& [low, high] : blocked) {
    if (low < above && high > above) above = high;
  }
  for (auto interval = blocked.rbegin(); interval != blocked.rend(); ++interval) {
    // What begins lower may reach higher than its neighbour: look at all that still hold the height.
    if (interval->first < below && interval->second > below) below = interval->first;
  }
  const auto is_free = [&blocked](double height) {
    constexpr double hair = 1e-9;
    return std::ranges::none_of(blocked, [height](const auto& interval) {
      return interval.first < height - hair && interval.second > height + hair;
    });
  };
  while (!is_free(below)) {
    for (const auto& [low, high] : blocked) {
      if (low < below && high > below) below = low;
    }
  }
  return above <= -below ? above : below;
}

}  // namespace

std::vector<double> swarm_offsets(std::span<const SwarmDot> dots) {
  std::vector<std::size_t> order(dots.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&dots](std::size_t i) { return dots[i].x; });
  double widest = 0;
  for (const SwarmDot& dot : dots) widest = std::max(widest, dot.radius);
  std::vector<double> offsets(dots.size(), 0);
  std::deque<std::size_t> near;
  std::vector<std::pair<double, double>> blocked;
  for (const std::size_t index : order) {
    const SwarmDot& dot = dots[index];
    while (!near.empty() && dots[near.front()].x < dot.x - 2 * widest - between) near.pop_front();
    blocked.clear();
    for (const std::size_t other : near) {
      const double reach = dot.radius + dots[other].radius + between;
      const double across = dot.x - dots[other].x;
      if (std::abs(across) >= reach) continue;
      const double half = std::sqrt(reach * reach - across * across);
      blocked.emplace_back(offsets[other] - half, offsets[other] + half);
    }
    offsets[index] = nearest_free(blocked);
    near.push_back(index);
  }
  return offsets;
}

}  // namespace boothwise::reports
