#include "base/spelling.hpp"

#include <gtest/gtest.h>

namespace boothwise {
namespace {

TEST(Spelling, DevanagariDigitsBecomeLatinOnesAndNothingElseChanges) {
  EXPECT_EQ(latin_digits("मकान ०१२३४५६७८९/7क"), "मकान 0123456789/7क");
  EXPECT_EQ(latin_digits(""), "");
}

TEST(Spelling, WhatAnAddressMayHoldStaysAndAllElseIsWrittenByItsBytes) {
  EXPECT_EQ(percent_encoded("Az09-._~"), "Az09-._~");
  EXPECT_EQ(percent_encoded("घ a/:%"), "%E0%A4%98%20a%2F%3A%25");
}

}  // namespace
}  // namespace boothwise
