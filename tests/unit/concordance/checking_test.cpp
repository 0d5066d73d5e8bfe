#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>
#include <vector>

#include "concordance/candidates.hpp"
#include "concordance/decide.hpp"
#include "concordance/invert.hpp"
#include "concordance/reexpress.hpp"

namespace boothwise::concordance {
namespace {

Segment two_schools() {
  Segment segment;
  segment.from = {{1, "P.S. RAMPUR ROOM 1", 900}, {2, "P.S. RAMPUR ROOM 2", 800}, {3, "J.H.S. BHOJPUR", 700}};
  segment.to = {{1, "प्रा0वि0 रामपुर कक्ष 1", 900}, {2, "प्रा0वि0 रामपुर कक्ष 2", 800}, {3, "जू0हा0स्कूल भोजपुर", 700}};
  return segment;
}

TEST(Candidates, EqualRoomsOfTheLikeliestBuildingComeFirst) {
  const auto found = candidates(two_schools(), default_model(), 5);
  ASSERT_EQ(found.size(), 3U);
  ASSERT_GE(found[1].size(), 2U);
  EXPECT_EQ(found[1][0].to, 1U);
  EXPECT_EQ(found[1][1].to, 0U);
  EXPECT_EQ(found[2][0].to, 2U);
  EXPECT_GT(found[2][0].confidence, 0.5F);
}

TEST(Candidates, AreAtMostAsManyAsAskedForAndNoneWithoutALaterSet) {
  Segment segment = two_schools();
  for (const auto& mine : candidates(segment, default_model(), 1)) EXPECT_LE(mine.size(), 1U);
  segment.to.clear();
  for (const auto& mine : candidates(segment, default_model(), 5)) EXPECT_TRUE(mine.empty());
}

TEST(Decide, WhatWasSaidReplacesWhatWasComputedAndNothingElse) {
  const std::vector<Match> computed = {
      {0, 0, 1, 0.9F, Method::building}, {1, 1, 1, 0.1F, Method::neighbourhood}, {2, 2, 1, 0.8F, Method::building}};
  const std::vector<Decision> said = {{1, {{2, 3}, {0, 1}}}, {2, {}}};
  const auto matches = with_decisions(computed, said);
  ASSERT_EQ(matches.size(), 3U);
  EXPECT_EQ(matches[0].method, Method::building);
  EXPECT_EQ(matches[1].to, 0U);
  EXPECT_FLOAT_EQ(matches[1].weight, 0.25F);  // brought to a sum of one
  EXPECT_EQ(matches[2].to, 2U);
  EXPECT_FLOAT_EQ(matches[2].weight, 0.75F);
  EXPECT_EQ(matches[2].method, Method::by_hand);
  EXPECT_EQ(matches[2].confidence, 1);
}

TEST(Invert, WeightsByElectorsThatCame) {
  const std::vector<Match> matches = {
      {0, 0, 1, 0.9F, Method::building}, {1, 0, 0.5F, 0.6F, Method::village}, {1, 1, 0.5F, 0.6F, Method::village}};
  const std::vector<Station> from = {{1, "", 300}, {2, "", 200}};
  const auto turned = inverted(matches, from);
  ASSERT_EQ(turned.size(), 3U);
  EXPECT_FLOAT_EQ(turned[0].weight, 0.75F);  // 300 of 400
  EXPECT_FLOAT_EQ(turned[1].weight, 0.25F);
  EXPECT_FLOAT_EQ(turned[2].weight, 1);
  EXPECT_EQ(turned[2].method, Method::village);
  // Where the electors of one are not known, all stations count alike.
  EXPECT_FLOAT_EQ(inverted(matches, {{1, "", 300}, {2, "", 0}})[1].weight, 1.0F / 3);
}

TEST(Invert, WeightsOfALaterStationSumToOne) {
  rc::check([](const std::vector<std::pair<std::uint8_t, std::uint8_t>>& pairs) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, float> once;
    for (const auto& [from, to] : pairs) once[{from % 8U, to % 8U}] = 1.0F / static_cast<float>(1 + to % 3U);
    std::vector<Match> matches;
    for (const auto& [key, weight] : once) matches.push_back({key.first, key.second, weight, 0.7F, Method::building});
    std::vector<Station> from;
    for (std::int32_t number = 1; number <= 8; ++number) from.push_back({number, "", 100.0 * number});
    std::map<std::uint32_t, double> sums;
    for (const Match& match : inverted(matches, from)) sums[match.from] += static_cast<double>(match.weight);
    for (const auto& [to, sum] : sums) RC_ASSERT(std::abs(sum - 1) < 1e-5);
  });
}

TEST(Reexpress, ALeadErrsWithTheVotersOfBothAndWithTheMatch) {
  const std::vector<Match> shared = {{0, 0, 0.5F, 1, Method::building}, {0, 1, 0.5F, 1, Method::building}};
  const std::vector<Match> doubted = {{0, 0, 1, 0.5F, Method::building}};
  const std::vector<double> ours = {500};
  const std::vector<double> theirs = {400};
  const auto half = reexpress_lead(shared, ours, theirs, 2);
  EXPECT_DOUBLE_EQ(half[0].votes, 50);
  EXPECT_DOUBLE_EQ(half[0].error, 15);                                      // √(½ · ½ · 900)
  EXPECT_DOUBLE_EQ(reexpress_lead(doubted, ours, theirs, 1)[0].error, 50);  // √(½ · ½ · 100²)
  // The error of a lead over nobody is that of the votes.
  EXPECT_DOUBLE_EQ(reexpress_lead(shared, ours, std::vector<double>{0}, 2)[0].error,
                   reexpress(shared, ours, 2)[0].error);
}

}  // namespace
}  // namespace boothwise::concordance
