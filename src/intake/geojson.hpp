#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boothwise::intake {

enum class BoundaryLevel : std::uint8_t { pc, ac, district };

struct Point {
  double longitude = 0;  ///< WGS84 degrees
  double latitude = 0;
};
using Ring = std::vector<Point>;    ///< closed: first point = last point, at least 4 points
using Polygon = std::vector<Ring>;  ///< outer ring first, then holes

/// The boundary of one place. `number` for PC and AC, `name` for a district (and as printed for the others).
struct Boundary {
  std::int64_t number = 0;
  std::string name;
  std::vector<Polygon> polygons;
};

struct Boundaries {
  BoundaryLevel level = BoundaryLevel::pc;
  std::vector<Boundary> features;  ///< in order of number, then name
};

/// Reads a FeatureCollection of Polygon and MultiPolygon features. The level follows from the properties: `ac_no`, else
/// `pc_no`, else `district`. Errors name the feature (as line) and property (as column): `not_json`,
/// `not_feature_collection`, `geometry_unsupported`, `ring_open`, `ring_short`, `coordinate_out_of_range`,
/// `property_missing`, `place_repeated`.
Result<Boundaries> read_boundaries(std::string_view text, std::string_view display_name);

/// True if the bytes look like GeoJSON (an object with "type":"FeatureCollection" near its beginning).
bool looks_like_geojson(std::string_view first_bytes);

/// One GeoJSON document, features with `properties.no` (or `.id` for districts) and `.name`, coordinates at 4 decimals
/// (about 11 m).
std::string write_boundaries(const Boundaries& boundaries);

}  // namespace boothwise::intake
