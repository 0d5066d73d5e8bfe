#include "intake/geojson.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <fmt/format.h>
#include <set>
#include <tuple>

#include "base/text.hpp"

namespace boothwise::intake {

namespace json = boost::json;

namespace {

Error failed(std::string code, std::string_view file, std::uint64_t feature, std::string property, Bilingual message) {
  return {ErrorKind::bad_input, std::move(code), std::move(message), {std::string(file), feature, std::move(property)}};
}

/// Reads one feature at a time; `feature_` counts from 1 and stands as the line of errors.
class BoundaryParser {
 public:
  BoundaryParser(std::string_view file, BoundaryLevel level) : file_(file), level_(level) {}

  Result<Boundary> parse(const json::value& value, std::uint64_t feature) {
    feature_ = feature;
    const json::object* object = value.if_object();
    const json::value* properties = object == nullptr ? nullptr : object->if_contains("properties");
    const json::value* geometry = object == nullptr ? nullptr : object->if_contains("geometry");
    if (properties == nullptr || !properties->is_object() || geometry == nullptr || !geometry->is_object()) {
      return error("not_feature_collection", "",
                   {"expected a feature with properties and geometry", "properties और geometry वाला feature चाहिए"});
    }
    Boundary boundary;
    BOOTHWISE_CHECK(name(properties->as_object(), boundary));
    const json::value* type = geometry->as_object().if_contains("type");
    const json::value* coordinates = geometry->as_object().if_contains("coordinates");
    if (type == nullptr || !type->is_string() || coordinates == nullptr || !coordinates->is_array())
      return unsupported();
    if (type->as_string() == "Polygon") {
      BOOTHWISE_TRY(polygon, rings(*coordinates));
      boundary.polygons.push_back(std::move(polygon));
    } else if (type->as_string() == "MultiPolygon") {
      for (const json::value& item : coordinates->as_array()) {
        BOOTHWISE_TRY(polygon, rings(item));
        boundary.polygons.push_back(std::move(polygon));
      }
    } else {
      return unsupported();
    }
    if (boundary.polygons.empty()) return unsupported();
    return boundary;
  }

 private:
  [[nodiscard]] Error error(std::string code, std::string property, Bilingual message) const {
    return failed(std::move(code), file_, feature_, std::move(property), std::move(message));
  }
  [[nodiscard]] Error unsupported() const {
    return error("geometry_unsupported", "geometry",
                 {"expected a Polygon or MultiPolygon", "Polygon या MultiPolygon चाहिए"});
  }

  Status name(const json::object& properties, Boundary& boundary) const {
    if (level_ == BoundaryLevel::district) {
      const json::value* district = properties.if_contains("district");
      if (district == nullptr || !district->is_string() || district->as_string().empty()) {
        return error("property_missing", "district", {"expected the district's name", "ज़िले का नाम चाहिए"});
      }
      boundary.name = std::string(district->as_string());
      return success();
    }
    const bool pc = level_ == BoundaryLevel::pc;
    const char* number_key = pc ? "pc_no" : "ac_no";
    const json::value* number = properties.if_contains(number_key);
    boost::system::error_code failure;
    const auto value = number == nullptr ? 0 : number->to_number<std::int64_t>(failure);
    if (number == nullptr || failure || value < 1 || value > 1'000'000) {
      return error("property_missing", number_key, {"expected the seat's number", "सीट की संख्या चाहिए"});
    }
    boundary.number = value;
    if (const json::value* text = properties.if_contains(pc ? "pc_name" : "ac_name");
        text != nullptr && text->is_string()) {
      boundary.name = std::string(text->as_string());
    }
    return success();
  }

  Result<Polygon> rings(const json::value& value) const {
    const json::array* list = value.if_array();
    if (list == nullptr || list->empty()) return unsupported();
    Polygon polygon;
    for (const json::value& item : *list) {
      BOOTHWISE_TRY(parsed, ring(item));
      polygon.push_back(std::move(parsed));
    }
    return polygon;
  }

  Result<Ring> ring(const json::value& value) const {
    const json::array* list = value.if_array();
    if (list == nullptr) return unsupported();
    Ring points;
    points.reserve(list->size());
    for (const json::value& item : *list) {
      const json::array* pair = item.if_array();
      if (pair == nullptr || pair->size() < 2 || !(*pair)[0].is_number() || !(*pair)[1].is_number())
        return unsupported();
      const Point point{(*pair)[0].to_number<double>(), (*pair)[1].to_number<double>()};
      const bool in_range = std::abs(point.longitude) <= 180 && std::abs(point.latitude) <= 90;
      if (!in_range) {
        return error("coordinate_out_of_range", "geometry",
                     {"expected longitude and latitude in degrees (WGS84)", "देशांतर और अक्षांश डिग्री में चाहिए (WGS84)"});
      }
      points.push_back(point);
    }
    constexpr std::size_t points_least = 4;
    if (points.size() < points_least) {
      return error("ring_short", "geometry", {"a ring needs at least 4 points", "घेरे में कम से कम 4 बिंदु चाहिए"});
    }
    if (points.front().longitude != points.back().longitude || points.front().latitude != points.back().latitude) {
      return error("ring_open", "geometry", {"a ring must end where it begins", "घेरा वहीं समाप्त होना चाहिए जहाँ शुरू हुआ"});
    }
    return points;
  }

  std::string_view file_;
  BoundaryLevel level_;
  std::uint64_t feature_ = 0;
};

/// What the features are of, by the first one's properties.
Result<BoundaryLevel> level_of(const json::array& features, std::string_view file) {
  const json::value* properties =
      features.empty() || !features[0].is_object() ? nullptr : features[0].as_object().if_contains("properties");
  if (properties != nullptr && properties->is_object()) {
    if (properties->as_object().contains("ac_no")) return BoundaryLevel::ac;
    if (properties->as_object().contains("pc_no")) return BoundaryLevel::pc;
    if (properties->as_object().contains("district")) return BoundaryLevel::district;
  }
  return failed(
      "property_missing", file, 1, "ac_no",
      {"expected ac_no, pc_no or district among the properties", "properties में ac_no, pc_no या district चाहिए"});
}

}  // namespace

Result<Boundaries> read_boundaries(std::string_view text, std::string_view display_name) {
  boost::system::error_code failure;
  json::parse_options options;
  options.max_depth = 16;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const json::value document = json::parse({text.data(), text.size()}, failure, {}, options);
  if (failure) {
    const std::string words = failure.message();
    return failed("not_json", display_name, 0, "", {"this is not JSON: " + words, "यह JSON नहीं है: " + words});
  }
  const json::object* object = document.if_object();
  const json::value* features = object == nullptr ? nullptr : object->if_contains("features");
  if (features == nullptr || !features->is_array()) {
    return failed("not_feature_collection", display_name, 0, "",
                  {"expected a GeoJSON FeatureCollection", "GeoJSON FeatureCollection चाहिए"});
  }
  BOOTHWISE_TRY(level, level_of(features->as_array(), display_name));
  Boundaries boundaries{level, {}};
  BoundaryParser parser(display_name, level);
  std::set<std::pair<std::int64_t, std::string>> seen;
  std::uint64_t number = 0;
  for (const json::value& feature : features->as_array()) {
    BOOTHWISE_TRY(boundary, parser.parse(feature, ++number));
    const std::pair key(boundary.number, level == BoundaryLevel::district ? boundary.name : std::string());
    if (!seen.insert(key).second) {
      Error error =
          failed("place_repeated", display_name, number, "", {"this place appears twice", "यह स्थान दो बार है"});
      error.where.value = key.second.empty() ? std::to_string(key.first) : shortened(key.second, 80);
      return error;
    }
    boundaries.features.push_back(std::move(boundary));
  }
  std::ranges::sort(boundaries.features, {},
                    [](const Boundary& boundary) { return std::tie(boundary.number, boundary.name); });
  return boundaries;
}

bool looks_like_geojson(std::string_view first_bytes) {
  if (first_bytes.starts_with("\xEF\xBB\xBF")) first_bytes.remove_prefix(3);
  const std::string_view text = trimmed(first_bytes);
  return text.starts_with("{") && text.find("\"FeatureCollection\"") != std::string_view::npos;
}

std::string write_boundaries(const Boundaries& boundaries) {
  const bool district = boundaries.level == BoundaryLevel::district;
  std::string text = R"({"type":"FeatureCollection","features":[)";
  auto out = std::back_inserter(text);
  const auto separated = [&](bool first) { return first ? "" : ","; };
  for (const Boundary& boundary : boundaries.features) {
    const std::string name = json::serialize(json::value(boundary.name));
    const std::string number = district ? name : std::to_string(boundary.number);
    fmt::format_to(
        out,
        R"({}{{"type":"Feature","properties":{{"{}":{},"name":{}}},"geometry":{{"type":"MultiPolygon","coordinates":[)",
        separated(&boundary == boundaries.features.data()), district ? "id" : "no", number, name);
    for (const Polygon& polygon : boundary.polygons) {
      text += separated(&polygon == boundary.polygons.data());
      text += '[';
      for (const Ring& ring : polygon) {
        text += separated(&ring == polygon.data());
        text += '[';
        for (const Point& point : ring) {
          fmt::format_to(out, "{}[{:.4f},{:.4f}]", separated(&point == ring.data()), point.longitude, point.latitude);
        }
        text += ']';
      }
      text += ']';
    }
    text += "]}}";
  }
  return text + "]}";
}

}  // namespace boothwise::intake
