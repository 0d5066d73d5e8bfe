#include "synthesis/booths.hpp"

#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck.h>

namespace boothwise::synthesis {
namespace {

Contest random_segment() {
  Contest segment;
  segment.number = *rc::gen::inRange(1, 404);
  const int candidates = *rc::gen::inRange(1, 15);
  for (int i = 0; i < candidates; ++i) {
    segment.candidates.push_back(
        {"c" + std::to_string(i), i == 0 ? "NOTA" : "P" + std::to_string(i), *rc::gen::inRange<Votes>(0, 120000)});
  }
  return segment;
}

TEST(SyntheticBooths, EveryCandidatesStationsAddUpToTheSegment) {
  EXPECT_TRUE(rc::check("sums", [] {
    const Contest segment = random_segment();
    const std::vector<Votes> electors = station_sizes(segment, {}, 7);
    const StationVotes made = votes_at_stations(segment, electors, {}, 7);
    std::vector<Votes> sums(segment.candidates.size());
    for (std::size_t station = 0; station < electors.size(); ++station) {
      RC_ASSERT(made.votes[station].size() == sums.size());
      Votes voted = 0;
      for (std::size_t i = 0; i < sums.size(); ++i) {
        RC_ASSERT(made.votes[station][i] >= 0);
        sums[i] += made.votes[station][i];
        voted += made.votes[station][i];
      }
      RC_ASSERT(electors[station] >= voted);
    }
    for (std::size_t i = 0; i < sums.size(); ++i) RC_ASSERT(sums[i] == segment.candidates[i].votes);
  }));
}

TEST(SyntheticBooths, TheSameSeedMakesTheSameStationsAndAnotherSeedOthers) {
  Contest segment;
  segment.number = 5;
  segment.candidates = {{"a", "A", 90000}, {"b", "B", 80000}};
  const std::vector<Votes> electors = station_sizes(segment, {}, 1);
  EXPECT_EQ(electors, station_sizes(segment, {}, 1));
  EXPECT_NE(electors, station_sizes(segment, {}, 2));
  EXPECT_EQ(votes_at_stations(segment, electors, {}, 1).votes, votes_at_stations(segment, electors, {}, 1).votes);
  EXPECT_NE(votes_at_stations(segment, electors, {}, 1).votes, votes_at_stations(segment, electors, {}, 2).votes);
}

}  // namespace
}  // namespace boothwise::synthesis
