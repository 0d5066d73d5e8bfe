#include "base/date_text.hpp"

#include <gtest/gtest.h>

namespace boothwise {
namespace {

TEST(DateText, IsTheDayAsThePagesWriteIt) {
  EXPECT_EQ(date_text(Day(std::chrono::year(2026) / 11 / 6)), (Bilingual{"6 November 2026", "6 नवंबर 2026"}));
  EXPECT_EQ(date_text(std::string("2027-02-28")), (Bilingual{"28 February 2027", "28 फ़रवरी 2027"}));
}

TEST(DateText, LeavesWhatIsNoDayAsItIs) {
  EXPECT_EQ(date_text(std::string("2027-02-30")), (Bilingual{"2027-02-30", "2027-02-30"}));
  EXPECT_EQ(date_text(std::string()), Bilingual{});
}

}  // namespace
}  // namespace boothwise
