#include "check.hpp"

#include "intake/geojson.hpp"

using namespace boothwise;
using namespace boothwise::intake;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzzing::text_of(data, size);
  static_cast<void>(looks_like_geojson(text));
  const auto read = read_boundaries(text, "f");
  if (!read) {
    fuzzing::must(!read.error().code.empty() && !read.error().message.hi.empty());
    return 0;
  }
  for (const Boundary& boundary : read->features) {
    for (const Polygon& polygon : boundary.polygons) {
      for (const Ring& ring : polygon) fuzzing::must(ring.size() >= 4);
    }
  }
  fuzzing::must(looks_like_geojson(write_boundaries(*read)));
  return 0;
}
