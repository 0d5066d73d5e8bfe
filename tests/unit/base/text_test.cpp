#include "base/text.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck.h>

namespace boothwise {
namespace {

TEST(Text, NumbersAreGroupedTheIndianWay) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(100000), "1,00,000");
  EXPECT_EQ(grouped(1234567), "12,34,567");
  EXPECT_EQ(grouped(199812341), "19,98,12,341");
  EXPECT_EQ(grouped(-1234567), "-12,34,567");
}

TEST(Text, TheSmallestNumberIsGroupedToo) {
  EXPECT_EQ(grouped(std::numeric_limits<std::int64_t>::min()), "-92,23,37,20,36,85,47,75,808");
}

TEST(Text, ANumberIsTheWholeText) {
  EXPECT_EQ(parse_number<std::int32_t>("-12"), -12);
  EXPECT_EQ(parse_number<double>("0.25"), 0.25);
  for (const char* none : {"", " 1", "1 ", "1.5", "1e1", "2147483648", "+1"}) {
    EXPECT_FALSE(parse_number<std::int32_t>(none)) << none;
  }
  for (const char* none : {"", "nan", "inf", "1e999", "0.5x"}) EXPECT_FALSE(parse_number<double>(none)) << none;
}

TEST(Text, GroupingAddsNothingButCommas) {
  EXPECT_TRUE(rc::check([](std::int64_t number) {
    std::string text = grouped(number);
    std::erase(text, ',');
    RC_ASSERT(text == std::to_string(number));
  }));
}

TEST(Text, PercentHasOneDecimalAndNoNegativeZero) {
  EXPECT_EQ(one_decimal(48.32), "48.3");
  EXPECT_EQ(one_decimal(-0.04), "0.0");
  EXPECT_EQ(one_decimal(-0.06), "-0.1");
  EXPECT_EQ(one_decimal(100), "100.0");
}

TEST(Text, SplitKeepsEmptyParts) {
  EXPECT_EQ(split("", ';'), std::vector<std::string>{""});
  EXPECT_EQ(split(";a;;b", ';'), (std::vector<std::string>{"", "a", "", "b"}));
}

TEST(Text, SplitPartsJoinToTheWhole) {
  EXPECT_TRUE(rc::check([](const std::string& text) {
    std::string joined;
    const std::vector<std::string> parts = split(text, ';');
    for (std::size_t i = 0; i < parts.size(); ++i) joined += (i == 0 ? "" : ";") + parts[i];
    RC_ASSERT(joined == text);
  }));
}

TEST(Text, TrimmedTakesWhiteSpaceAtBothEndsOnly) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \n "), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(Text, LowerCaseLeavesOtherScriptsAlone) { EXPECT_EQ(ascii_lower("PC_No मत É"), "pc_no मत É"); }

TEST(Text, Utf8IsCheckedToTheLetter) {
  EXPECT_EQ(as_utf8("लोक\x80 a\xE0\xA4"), "लोक\uFFFD a\uFFFD\uFFFD");
  EXPECT_EQ(as_utf8(""), "");
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("लोक सभा \U0001F5F3"));
  EXPECT_FALSE(is_utf8("\x80"));
  EXPECT_FALSE(is_utf8("\xC0\xAF"));          // overlong
  EXPECT_FALSE(is_utf8("\xE0\x80\x80"));      // overlong
  EXPECT_FALSE(is_utf8("\xF0\x80\x80\x80"));  // overlong
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
  EXPECT_FALSE(is_utf8("\xE0\xA4"));          // cut
  EXPECT_FALSE(is_utf8("abc\xFF"));
}

TEST(Text, ShortenedIsCutBetweenCharacters) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abcd", 3), "abc…");
  EXPECT_EQ(shortened("मत", 4), "म…");
  EXPECT_EQ(shortened("मत", 2), "…");
}

TEST(Text, ShortenedStaysUtf8AndWithinItsLimit) {
  EXPECT_TRUE(rc::check([] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(
        rc::gen::elementOf(std::vector<std::string>{"a", "é", "म", "\U0001F5F3"}));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    const std::size_t limit = *rc::gen::inRange<std::size_t>(0, 20);
    const std::string cut = shortened(text, limit);
    RC_ASSERT(is_utf8(cut));
    RC_ASSERT(cut == text || cut.size() <= limit + std::string_view("…").size());
  }));
}

}  // namespace
}  // namespace boothwise
