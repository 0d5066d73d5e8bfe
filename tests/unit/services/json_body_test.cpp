#include "services/json_body.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace boothwise::services {
namespace {

JsonBody body(std::string_view text) { return std::move(JsonBody::parse(text)).value(); }

TEST(JsonBody, TextsAreTrimmedAndOfALength) {
  EXPECT_EQ(*body(R"({"name": "  राम "})").text("name", 9), "राम");
  EXPECT_FALSE(body(R"({"name": "राम"})").text("name", 8).ok()) << "nine bytes";
  EXPECT_FALSE(body(R"({"name": "  "})").text("name", 8).ok());
  EXPECT_EQ(*body(R"({"name": null})").text_or_empty("name", 8), "");
}

TEST(JsonBody, TextWithAZeroByteIsRefusedNotCut) {
  const auto text = body(R"({"name": "a\u0000b"})").text("name", 8);
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().where.column, "name");
  EXPECT_FALSE(body(R"({"names": ["a", "b\u0000"]})").texts("names", 4, 8).ok());
  EXPECT_EQ(*body(R"({"names": ["a", "b"]})").texts("names", 4, 8), (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace boothwise::services
