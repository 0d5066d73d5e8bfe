#pragma once

#include "planning/assignment.hpp"

#include <span>

namespace boothwise::planning {

/// A place on the earth, in degrees (WGS84).
struct Point {
  double latitude = 0;   ///< -90 to 90
  double longitude = 0;  ///< -180 to 180
};

/// The great-circle distance on a sphere of the earth's mean radius, 6,371.0088 km (haversine formula; within 0.6 % of
/// the ellipsoid's).
[[nodiscard]] double great_circle_km(const Point& from, const Point& to);

/// Adds a conflict for each leader and each two posts allowed to her that are more than `km_most` apart; those that she
/// could not both have anyway (cap of one) are left out. `posts`: where each post is.
void forbid_far_posts(AssignmentProblem& problem, std::span<const Point> posts, double km_most);

}  // namespace boothwise::planning
