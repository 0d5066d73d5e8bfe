#include "server/refusal_log.hpp"

#include <gtest/gtest.h>

namespace boothwise::server {
namespace {

constexpr Instant noon{std::chrono::seconds(1'780'000'000)};

TEST(RefusalLog, OfEachUserAndRouteTheFirstInAMinuteIsWritten) {
  RefusalLog log;
  EXPECT_TRUE(log.is_first("asha", "users", noon));
  EXPECT_FALSE(log.is_first("asha", "users", noon + std::chrono::seconds(59)));
  EXPECT_TRUE(log.is_first("asha", "users", noon + std::chrono::seconds(60)));
  EXPECT_TRUE(log.is_first("asha", "audit", noon));
  EXPECT_TRUE(log.is_first("bano", "users", noon));
}

TEST(RefusalLog, ManyUsersDoNotSilenceIt) {
  RefusalLog log;
  for (int user = 0; user < 30'000; ++user) EXPECT_TRUE(log.is_first(std::to_string(user), "users", noon));
}

}  // namespace
}  // namespace boothwise::server
