#pragma once

#include <span>
#include <vector>

namespace boothwise::reports {

struct SwarmDot {
  double x = 0;
  double radius = 0;
};

/// Heights off the middle line so that no two dots overlap, each as near to the line as it can be when dots are placed
/// from left to right. In the order of `dots`.
std::vector<double> swarm_offsets(std::span<const SwarmDot> dots);

}  // namespace boothwise::reports
