#include "services/pieces.hpp"

#include <algorithm>
#include <atomic>
#include <gtest/gtest.h>
#include <mutex>
#include <string>
#include <vector>

namespace boothwise::services {
namespace {

/// Remembers what it was told, and stops from a share on.
class Listener final : public Progress {
 public:
  explicit Listener(double stops_at = 2) : stops_at_(stops_at) {}
  void report(double fraction, const Bilingual& /*what*/) override {
    const std::scoped_lock lock(lock_);
    told.push_back(fraction);
  }
  [[nodiscard]] bool stop_requested() const override {
    const std::scoped_lock lock(lock_);
    return !told.empty() && told.back() >= stops_at_;
  }
  std::vector<double> told;  ///< read when the work has ended

 private:
  double stops_at_;
  mutable std::mutex lock_;
};

TEST(Pieces, AreAllDoneAndProgressNeverGoesBack) {
  Listener listener;
  PiecesProgress progress(listener, 50);
  std::vector<std::atomic<int>> done(50);
  const Status status = each_piece(3, done.size(), progress, [&](std::size_t piece, Progress& own) {
    own.report(0.5, {"half", "आधा"});
    own.report(0.25, {"back", "पीछे"});
    ++done[piece];
    return success();
  });
  ASSERT_TRUE(status.ok());
  for (const std::atomic<int>& one : done) EXPECT_EQ(one, 1);
  EXPECT_TRUE(std::ranges::is_sorted(listener.told));
  EXPECT_GT(listener.told.back(), 0.9);
  EXPECT_LE(listener.told.back(), 1.0);
}

TEST(Pieces, EndWithTheFirstFailureAndBeginNoOtherAfterIt) {
  Listener listener;
  PiecesProgress progress(listener, 100);
  int begun = 0;
  const Status status = each_piece(1, 100, progress, [&](std::size_t piece, Progress&) -> Status {
    ++begun;
    if (piece == 7) return Error{ErrorKind::conflict, "seventh", {"no", "नहीं"}};
    return success();
  });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, "seventh");
  EXPECT_EQ(begun, 8);
}

TEST(Pieces, StopWhenAsked) {
  Listener listener(0.3);
  PiecesProgress progress(listener, 10);
  int begun = 0;
  const Status status = each_piece(1, 10, progress, [&](std::size_t, Progress& own) {
    ++begun;
    own.report(1, {"done", "हो गया"});
    return success();
  });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().kind, ErrorKind::stopped);
  EXPECT_EQ(begun, 3);
}

TEST(Pieces, AShareOfAWholeTellsThatShare) {
  Listener listener;
  PiecesProgress progress(listener, 2, 0.5);
  ASSERT_TRUE(each_piece(1, 2, progress, [](std::size_t, Progress& own) {
                own.report(1, {"done", "हो गया"});
                return success();
              }).ok());
  EXPECT_EQ(listener.told, (std::vector<double>{0.25, 0.5}));
}

}  // namespace
}  // namespace boothwise::services
