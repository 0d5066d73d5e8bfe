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
    std::vector<Votes> sums(segment.candidates.size());
    for (const SyntheticStation& station : split_into_booths(segment, {}, 7)) {
      RC_ASSERT(station.votes.size() == sums.size());
      Votes voted = 0;
      for (std::size_t i = 0; i < sums.size(); ++i) {
        RC_ASSERT(station.votes[i] >= 0);
        sums[i] += station.votes[i];
        voted += station.votes[i];
      }
      RC_ASSERT(station.electors >= voted);
    }
    for (std::size_t i = 0; i < sums.size(); ++i) RC_ASSERT(sums[i] == segment.candidates[i].votes);
  }));
}

TEST(SyntheticBooths, TheSameSeedMakesTheSameStationsAndAnotherSeedOthers) {
  Contest segment;
  segment.number = 5;
  segment.candidates = {{"a", "A", 90000}, {"b", "B", 80000}};
  const auto first = split_into_booths(segment, {}, 1);
  const auto again = split_into_booths(segment, {}, 1);
  const auto other = split_into_booths(segment, {}, 2);
  ASSERT_EQ(first.size(), again.size());
  bool differs = false;
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].votes, again[i].votes);
    differs |= first[i].votes != other[i].votes;
  }
  EXPECT_TRUE(differs);
}

}  // namespace
}  // namespace boothwise::synthesis
