#include "domain/work.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace boothwise {
namespace {

Day day(const char* text) { return *parse_date(text); }

TEST(Completion, AShareOfNothingIsNoNumber) {
  EXPECT_FALSE(Completion{}.share_done().has_value());
  EXPECT_FALSE(Completion{}.share_reported().has_value());
}

TEST(Completion, BlockedIsReportedButNotDone) {
  const Completion of{4, 1, 2, 3, 0};
  EXPECT_EQ(of.reported(), 3);
  EXPECT_EQ(of.not_reported(), 1);
  EXPECT_DOUBLE_EQ(*of.share_done(), 0.25);
  EXPECT_DOUBLE_EQ(*of.share_reported(), 0.75);
}

TEST(Escalation, LateClimbsOneLevelADayAndThenOneEachFewDays) {
  EXPECT_EQ(levels_up(day("2026-06-10"), day("2026-06-10"), 3), 0);
  EXPECT_EQ(levels_up(day("2026-06-10"), day("2026-06-11"), 3), 1);
  EXPECT_EQ(levels_up(day("2026-06-10"), day("2026-06-13"), 3), 1);
  EXPECT_EQ(levels_up(day("2026-06-10"), day("2026-06-14"), 3), 2);
  EXPECT_EQ(levels_up(day("2026-12-31"), day("2027-01-01"), 1), 1);
}

RC_GTEST_PROP(Escalation, BothWaysOfAskingAgree, ()) {
  const Day today = day("2026-06-10");
  const auto late = *rc::gen::inRange(-20, 60);
  const auto levels = *rc::gen::inRange(1, 7);
  const auto days = *rc::gen::inRange(1, 9);
  const Day due = days_after(today, -late);
  const bool shown = levels_up(due, today, days) >= levels;
  const bool due_by = days_between(due, shown_if_due_by(today, levels, days)) >= 0;
  RC_ASSERT(shown == due_by);
}

TEST(Reminder, IsShownInTheLastDaysAndNotAfterwards) {
  EXPECT_TRUE(is_due_soon(day("2026-06-13"), day("2026-06-10"), 3));
  EXPECT_FALSE(is_due_soon(day("2026-06-14"), day("2026-06-10"), 3));
  EXPECT_TRUE(is_due_soon(day("2026-06-10"), day("2026-06-10"), 0));
  EXPECT_FALSE(is_due_soon(day("2026-06-09"), day("2026-06-10"), 3));
}

TEST(Target, IsRoundedUpAndUnknownStaysUnknown) {
  EXPECT_EQ(target_of(901, 1.0 / 30), 31);
  EXPECT_EQ(target_of(30, 0.1), 3);
  EXPECT_EQ(target_of(0, 0.5), 0);
  EXPECT_FALSE(target_of(std::nullopt, 1).has_value());
}

}  // namespace
}  // namespace boothwise
