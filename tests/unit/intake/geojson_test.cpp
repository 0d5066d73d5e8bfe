#include "intake/geojson.hpp"

#include <array>
#include <gtest/gtest.h>
#include <string>

namespace boothwise::intake {
namespace {

constexpr std::string_view square = "[[80,26],[81,26],[81,27],[80,26]]";

std::string feature(std::string_view properties, std::string_view geometry) {
  return R"({"type":"Feature","properties":)" + std::string(properties) + R"(,"geometry":)" + std::string(geometry) +
         "}";
}
std::string polygon(std::string_view ring) { return R"({"type":"Polygon","coordinates":[)" + std::string(ring) + "]}"; }
std::string collection(const std::string& features) {
  return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

TEST(Boundaries, LevelFollowsFromTheProperties) {
  const std::string shape = polygon(square);
  EXPECT_EQ(read_boundaries(collection(feature(R"({"ac_no":3,"pc_no":1,"ac_name":"A"})", shape)), "b")->level,
            BoundaryLevel::ac);
  EXPECT_EQ(read_boundaries(collection(feature(R"({"pc_no":1,"district":"Agra"})", shape)), "b")->level,
            BoundaryLevel::pc);
  EXPECT_EQ(read_boundaries(collection(feature(R"({"district":"Agra"})", shape)), "b")->level, BoundaryLevel::district);
}

TEST(Boundaries, ComeInOrderOfTheirNumber) {
  const std::string shape = polygon(square);
  const auto read =
      read_boundaries(collection(feature(R"({"pc_no":2})", shape) + "," + feature(R"({"pc_no":1})", shape)), "b");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->features[0].number, 1);
  EXPECT_EQ(read->features[1].number, 2);
}

TEST(Boundaries, ErrorsNameTheFeatureAndWhatIsWrong) {
  const std::string good = R"({"pc_no":1})";
  const auto cases = std::to_array<std::array<std::string, 2>>({
      {"[1,", "not_json"},
      {std::string(200, '['), "not_json"},
      {"[]", "not_feature_collection"},
      {"{}", "not_feature_collection"},
      {collection(""), "property_missing"},
      {collection("7"), "property_missing"},
      {collection(feature("{}", polygon(square))), "property_missing"},
      {collection(feature(R"({"pc_no":0})", polygon(square))), "property_missing"},
      {collection(feature(R"({"pc_no":"one"})", polygon(square))), "property_missing"},
      {collection(feature(good, R"({"type":"Point","coordinates":[1,2]})")), "geometry_unsupported"},
      {collection(feature(good, R"({"type":"Polygon","coordinates":[]})")), "geometry_unsupported"},
      {collection(feature(good, polygon("[[80,26],[81,26],[80,26]]"))), "ring_short"},
      {collection(feature(good, polygon("[[80,26],[81,26],[81,27],[80,27]]"))), "ring_open"},
      {collection(feature(good, polygon("[[80,26],[181,26],[81,27],[80,26]]"))), "coordinate_out_of_range"},
      {collection(feature(good, polygon("[[80,26],[81,1e999],[81,27],[80,26]]"))), "coordinate_out_of_range"},
      {collection(feature(good, polygon(square)) + "," + feature(good, polygon(square))), "place_repeated"},
  });
  for (const auto& [text, code] : cases) {
    const auto read = read_boundaries(text, "b.geojson");
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_EQ(read.error().code, code) << text;
    EXPECT_EQ(read.error().where.file, "b.geojson");
    EXPECT_FALSE(read.error().message.hi.empty());
  }
}

TEST(Boundaries, AreRecognisedByTheirBeginning) {
  EXPECT_TRUE(looks_like_geojson(" {\"type\": \"FeatureCollection\", "));
  EXPECT_TRUE(looks_like_geojson("\xEF\xBB\xBF{\"type\":\"FeatureCollection\""));
  EXPECT_FALSE(looks_like_geojson("a,FeatureCollection\n"));
  EXPECT_FALSE(looks_like_geojson("{\"type\":\"Feature\"}"));
}

TEST(Boundaries, AreWrittenWithFourDecimalsAndTheirNames) {
  const auto read = read_boundaries(collection(feature(R"({"district":"A \"quoted\" ज़िला"})",
                                                       polygon("[[80.00004,26],[81,26],[81,27],[80.00004,26]]"))),
                                    "b");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(
      write_boundaries(*read),
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"A \"quoted\" ज़िला","name":)"
      R"("A \"quoted\" ज़िला"},"geometry":{"type":"MultiPolygon","coordinates":[[[[80.0000,26.0000],[81.0000,26.0000],)"
      R"([81.0000,27.0000],[80.0000,26.0000]]]]}}]})");
}

}  // namespace
}  // namespace boothwise::intake
