#include "domain/elections.hpp"

#include <gtest/gtest.h>

#include "domain/places.hpp"

namespace boothwise {
namespace {

TEST(ElectionId, IsReadInTheWritingsThatPeopleUse) {
  for (const char* text : {"LS-2019", "ls2019", "LS 2019", "ls_2019", " LS-2019 "}) {
    const auto election = parse_election(text);
    ASSERT_TRUE(election) << text;
    EXPECT_EQ(to_string(*election), "LS-2019");
  }
  EXPECT_EQ(to_string(*parse_election("ls-2018-by")), "LS-2018-BY");
}

TEST(ElectionId, IsRefusedWhereHouseOrYearIsNone) {
  for (const char* text : {"", "2019", "LS", "LS-19", "XX-2019", "LS-20199", "LS-1900", "LS-2019x"}) {
    EXPECT_FALSE(parse_election(text)) << text;
  }
}

TEST(ElectionId, BoundariesOf2008WereFirstUsedIn2009And2012) {
  EXPECT_EQ(delimitation_of(*parse_election("LS-2004")), Delimitation::before_2008);
  EXPECT_EQ(delimitation_of(*parse_election("LS-2009")), Delimitation::order_2008);
  EXPECT_EQ(delimitation_of(*parse_election("VS-2007")), Delimitation::before_2008);
  EXPECT_EQ(delimitation_of(*parse_election("VS-2012")), Delimitation::order_2008);
}

TEST(Part, KeepsTheSuffixOfAnAuxiliaryStation) {
  EXPECT_EQ(to_string(*parse_part("12a")), "12A");
  EXPECT_EQ(to_string(*parse_part("12-A")), "12A");
  EXPECT_EQ(to_string(*parse_part("12अ")), "12अ");
  EXPECT_EQ(parse_part("112")->number, 112);
}

TEST(Part, IsRefusedWithoutANumberOrWithSigns) {
  for (const char* text : {"", "A", "-1", "12/3", "12.5", "12345", "12\x01"}) EXPECT_FALSE(parse_part(text)) << text;
}

}  // namespace
}  // namespace boothwise
