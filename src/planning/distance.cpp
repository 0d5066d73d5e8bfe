#include "planning/distance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace boothwise::planning {

double great_circle_km(const Point& from, const Point& to) {
  constexpr double earth_radius_km = 6371.0088;
  constexpr double radians = std::numbers::pi / 180;
  const double by_latitude = std::sin((to.latitude - from.latitude) * radians / 2);
  const double by_longitude = std::sin((to.longitude - from.longitude) * radians / 2);
  const double haversine = by_latitude * by_latitude + std::cos(from.latitude * radians) *
                                                           std::cos(to.latitude * radians) * by_longitude *
                                                           by_longitude;
  return 2 * earth_radius_km * std::asin(std::sqrt(std::min(1.0, haversine)));
}

namespace {

/// Whether posts `one` < `other` lie further apart, at `one * posts.size() + other`.
std::vector<char> far_apart(std::span<const Point> posts, double km_most) {
  std::vector<char> far(posts.size() * posts.size(), 0);
  for (std::size_t one = 0; one < posts.size(); ++one) {
    for (std::size_t other = one + 1; other < posts.size(); ++other)
      far[one * posts.size() + other] = static_cast<char>(great_circle_km(posts[one], posts[other]) > km_most);
  }
  return far;
}

}  // namespace

void forbid_far_posts(AssignmentProblem& problem, std::span<const Point> posts, double km_most) {
  std::vector<std::vector<PairNo>> by_leader(problem.leaders.size());
  for (PairNo pair = 0; pair < problem.pairs.size(); ++pair) by_leader[problem.pairs[pair].leader].push_back(pair);
  const std::vector<char> far = far_apart(posts, km_most);
  for (std::size_t leader = 0; leader < by_leader.size(); ++leader) {
    if (problem.leaders[leader].most < 2) continue;
    const std::vector<PairNo>& mine = by_leader[leader];
    for (std::size_t one = 0; one < mine.size(); ++one) {
      for (std::size_t other = one + 1; other < mine.size(); ++other) {
        // A leader's pairs are in order of post.
        if (far[problem.pairs[mine[one]].post * posts.size() + problem.pairs[mine[other]].post] != 0)
          problem.conflicts.push_back({mine[one], mine[other]});
      }
    }
  }
}

}  // namespace boothwise::planning
