#include "services/json_text.hpp"

#include <boost/json.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck.h>

namespace boothwise::services {
namespace {

namespace json = boost::json;

TEST(JsonText, NumbersAreShort) {
  EXPECT_EQ(json_text(json::value(-1.8000000000000003)), "-1.8");
  EXPECT_EQ(json_text(json::value(0.12345678)), "0.123457");
  EXPECT_EQ(json_text(json::value(-1e-9)), "0");
  EXPECT_EQ(json_text(json::value(354807)), "354807");
  EXPECT_EQ(json_text(json::value(std::nan(""))), "null");
}

TEST(JsonText, EmptyThingsAndTextsAreWhole) {
  EXPECT_EQ(json_text(json::value(json::object{{"a", json::array()}, {"b", json::object()}})), R"({"a":[],"b":{}})");
  EXPECT_EQ(json_text(json::value("\"\\\n\x01 हिन्दी")), "\"\\\"\\\\\\u000a\\u0001 हिन्दी\"");
}

TEST(JsonText, IsReadBackAsItWas) {
  EXPECT_TRUE(rc::check("json text", [] {
    json::object object;
    const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::string<std::string>());
    for (const std::string& word : words) {
      std::string ascii;
      for (const char c : word) ascii += static_cast<char>(c & 0x7F);
      object[ascii] = json::array{json::value(ascii), *rc::gen::arbitrary<std::int64_t>(), nullptr, true};
    }
    RC_ASSERT(json::parse(json_text(object)) == json::value(object));
    RC_ASSERT(json_text(object) == json_text(json::value(object)));
  }));
}

TEST(JsonText, FractionsComeBackToSixDecimals) {
  EXPECT_TRUE(rc::check("fractions", [] {
    const double number = *rc::gen::map(rc::gen::inRange(-100000000, 100000000), [](int n) { return n / 987654.0; });
    RC_ASSERT(std::abs(json::parse(json_text(json::value(number))).to_number<double>() - number) <= 5.1e-7);
  }));
}

}  // namespace
}  // namespace boothwise::services
