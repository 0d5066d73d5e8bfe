#include "domain/election_lock.hpp"

#include <array>
#include <gtest/gtest.h>

namespace boothwise {
namespace {

Day day(const char* text) { return *parse_date(text); }

/// An instant by the clock in India.
Instant at(const char* date, int hours, int minutes = 0, int seconds = 0) {
  return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::sys_days(day(date))) +
         std::chrono::hours(hours) + std::chrono::minutes(minutes) + std::chrono::seconds(seconds) -
         std::chrono::minutes(330);
}

const std::array<PollDates, 2> polls = {
    PollDates{"LS-2029", day("2029-03-16"), day("2029-05-20"), 18 * 60, day("2029-06-04")},
    PollDates{"LS-2029", day("2029-03-16"), day("2029-06-01"), 18 * 60, day("2029-06-04")}};
const std::span<const PollDates> first{polls.data(), 1};

TEST(ElectionPhases, FollowTheClockInIndia) {
  EXPECT_EQ(phase_at(first, at("2029-03-15", 23, 59, 59)), ElectionPhase::ordinary);
  EXPECT_EQ(phase_at(first, at("2029-03-16", 0)), ElectionPhase::announced);
  EXPECT_EQ(phase_at(first, at("2029-05-18", 17, 59, 59)), ElectionPhase::announced);
  EXPECT_EQ(phase_at(first, at("2029-05-18", 18)), ElectionPhase::silence);
  EXPECT_EQ(phase_at(first, at("2029-05-20", 17, 59, 59)), ElectionPhase::silence);
  EXPECT_EQ(phase_at(first, at("2029-05-20", 18)), ElectionPhase::announced);
  EXPECT_EQ(phase_at(first, at("2029-06-04", 23, 59, 59)), ElectionPhase::announced);
  EXPECT_EQ(phase_at(first, at("2029-06-05", 0)), ElectionPhase::ordinary);
}

TEST(ElectionPhases, TheStricterPhaseOfSeveralPollsWins) {
  EXPECT_EQ(phase_at(polls, at("2029-05-19", 12)), ElectionPhase::silence);
  EXPECT_EQ(phase_at(polls, at("2029-05-31", 12)), ElectionPhase::silence);
  EXPECT_EQ(phase_at(polls, at("2029-05-25", 12)), ElectionPhase::announced);
}

TEST(ElectionPhases, ExitPollsAreBarredFromTheFirstPollToHalfAnHourAfterTheLast) {
  EXPECT_FALSE(exit_polls_barred(polls, at("2029-05-19", 23, 59, 59)));
  EXPECT_TRUE(exit_polls_barred(polls, at("2029-05-20", 0)));
  EXPECT_TRUE(exit_polls_barred(polls, at("2029-05-25", 12)));
  EXPECT_TRUE(exit_polls_barred(polls, at("2029-06-01", 18, 29, 59)));
  EXPECT_FALSE(exit_polls_barred(polls, at("2029-06-01", 18, 30)));
}

TEST(ElectionLocks, SilenceLocksWhatTheCodeOfConductLocksToo) {
  const LockRule code{"government_logo", ElectionPhase::announced, true, {}, "R30"};
  const LockRule silent{"outgoing_message", ElectionPhase::silence, false, {}, "R29"};
  EXPECT_FALSE(locks_in(code, ElectionPhase::ordinary));
  EXPECT_TRUE(locks_in(code, ElectionPhase::announced));
  EXPECT_TRUE(locks_in(code, ElectionPhase::silence));
  EXPECT_FALSE(locks_in(silent, ElectionPhase::announced));
  EXPECT_TRUE(locks_in(silent, ElectionPhase::silence));
}

}  // namespace
}  // namespace boothwise
