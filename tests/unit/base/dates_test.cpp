#include "base/dates.hpp"

#include <gtest/gtest.h>

namespace boothwise {
namespace {

using namespace std::chrono_literals;

TEST(Dates, AreWrittenAsIsoInUtc) {
  EXPECT_EQ(iso_utc(Instant(0s)), "1970-01-01T00:00:00Z");
  EXPECT_EQ(iso_utc(std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + 10h + 5min + 9s),
            "2026-11-23T10:05:09Z");
}

TEST(Dates, LeapDaysAndTimesBefore1970AreRight) {
  EXPECT_EQ(iso_utc(std::chrono::sys_days(std::chrono::year(2024) / 2 / 29)), "2024-02-29T00:00:00Z");
  EXPECT_EQ(iso_utc(Instant(-1s)), "1969-12-31T23:59:59Z");
}

}  // namespace
}  // namespace boothwise
