#include "domain/phone.hpp"

#include <gtest/gtest.h>

namespace boothwise {
namespace {

TEST(Phone, IsTheSameHoweverItIsWritten) {
  for (const char* text : {"9876543210", "+91 98765 43210", "0091-9876543210", "919876543210", "09876543210",
                           "(98765) 43210", "९८७६५४३२१०", "98765.43210"}) {
    EXPECT_EQ(parse_phone(text), "+919876543210") << text;
  }
}

TEST(Phone, WhatIsNoMobileNumberIsRefused) {
  for (const char* text :
       {"", "987654321", "98765432100", "5876543210", "98765 4321O", "9876543210+", "+1 9876543210", "+911000000001"}) {
    EXPECT_FALSE(parse_phone(text)) << text;
  }
}

}  // namespace
}  // namespace boothwise
