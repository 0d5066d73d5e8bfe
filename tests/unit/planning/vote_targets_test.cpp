#include "planning/vote_targets.hpp"

#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck.h>

namespace boothwise::planning {
namespace {

TEST(VoteTargets, AddUpToTheNeedAndKeepTheCaps) {
  rc::check("split_need", [] {
    std::vector<MovableVotes> stations;
    std::int64_t most = 0;
    for (int left = *rc::gen::inRange(1, 30); left > 0; --left) {
      stations.push_back({static_cast<double>(*rc::gen::inRange(0, 50)), *rc::gen::inRange(0, 200)});
      most += stations.back().most;
    }
    const std::int64_t need = *rc::gen::inRange<std::int64_t>(0, most + 1);
    const auto targets = split_need(need, stations).value();
    RC_ASSERT(std::accumulate(targets.begin(), targets.end(), std::int64_t{0}) == need);
    for (std::size_t at = 0; at < targets.size(); ++at) RC_ASSERT(targets[at] >= 0 && targets[at] <= stations[at].most);
    RC_ASSERT(split_need(most + 1, stations).error().code == "need_too_large");
  });
}

TEST(VoteTargets, AreProportionalToMovableVotes) {
  const std::vector<MovableVotes> stations{{10, 1000}, {20, 1000}, {30, 1000}};
  EXPECT_EQ(split_need(61, stations).value(), (std::vector<std::int64_t>{10, 20, 31}));
  EXPECT_EQ(split_need(-1, stations).error().code, "need_malformed");
}

}  // namespace
}  // namespace boothwise::planning
