#include "estimation/age_heaping.hpp"

#include <gtest/gtest.h>

namespace boothwise::estimation {
namespace {

TEST(AgeHeaping, IsNoneWhereAllAgesAreAsMany) {
  AgeCounts even;
  for (std::int64_t age = 18; age <= 99; ++age) even[age] = 50;
  EXPECT_NEAR(*whipple_index(even), 100, 1e-9);
  EXPECT_NEAR(*myers_index(even), 0, 1e-9);
}

TEST(AgeHeaping, IsGreatestWhereOneDigitStandsAlone) {
  AgeCounts tens;
  for (std::int64_t age = 20; age <= 79; age += 10) tens[age] = 10;
  EXPECT_NEAR(*whipple_index(tens), 500, 1e-9);
  EXPECT_NEAR(*myers_index(tens), 90, 1e-9);
}

TEST(AgeHeaping, TellsDigitsApartFromFewerOldPeople) {
  AgeCounts falling;  // a tenth fewer with each year, no digit preferred
  double electors = 1e6;
  for (std::int64_t age = 18; age <= 99; ++age, electors *= 0.97) falling[age] = static_cast<std::int64_t>(electors);
  EXPECT_LT(*myers_index(falling), 2);
  EXPECT_NEAR(*whipple_index(falling), 100, 5);
}

TEST(AgeHeaping, SaysNothingOfNobody) {
  EXPECT_FALSE(whipple_index({}).has_value());
  EXPECT_FALSE(whipple_index({{90, 5}}).has_value());
  EXPECT_FALSE(myers_index({{18, 5}, {85, 2}}).has_value());
}

}  // namespace
}  // namespace boothwise::estimation
