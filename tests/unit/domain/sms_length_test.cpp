#include "domain/sms_length.hpp"

#include <gtest/gtest.h>
#include <string>

namespace boothwise {
namespace {

std::string times(std::string_view letter, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += letter;
  return text;
}

TEST(SmsLength, LatinTextHas160LettersInOnePartAnd153InEachOfSeveral) {
  EXPECT_EQ(sms_length("").parts, 0);
  EXPECT_EQ(sms_length(times("a", 160)).parts, 1);
  EXPECT_EQ(sms_length(times("a", 161)).parts, 2);
  EXPECT_EQ(sms_length(times("a", 306)).parts, 2);
  EXPECT_EQ(sms_length(times("a", 307)).parts, 3);
  EXPECT_FALSE(sms_length("plain £ @ è").unicode);
}

TEST(SmsLength, HindiHas70UnitsInOnePartAnd67InEachOfSeveral) {
  EXPECT_TRUE(sms_length("नमस्ते").unicode);
  EXPECT_EQ(sms_length("नमस्ते").units, 6) << "matras and the virama count as letters do";
  EXPECT_EQ(sms_length(times("क", 70)).parts, 1);
  EXPECT_EQ(sms_length(times("क", 71)).parts, 2);
  EXPECT_EQ(sms_length(times("क", 134)).parts, 2);
  EXPECT_EQ(sms_length(times("क", 135)).parts, 3);
}

TEST(SmsLength, OneLetterOutsideTheAlphabetMakesTheWholeMessageUnicode) {
  EXPECT_EQ(sms_length(times("a", 160) + "क").parts, 3);
  EXPECT_TRUE(sms_length("cut…").unicode);
  EXPECT_TRUE(sms_length("`").unicode);
}

TEST(SmsLength, SignsOfTheExtensionTakeTwoAndSoDoSignsOutsideTheBasicPlane) {
  EXPECT_EQ(sms_length("[€]").units, 6);
  EXPECT_EQ(sms_length(times("€", 80)).parts, 1);
  EXPECT_EQ(sms_length(times("€", 81)).parts, 2);
  EXPECT_EQ(sms_length("🙂").units, 2);
}

}  // namespace
}  // namespace boothwise
