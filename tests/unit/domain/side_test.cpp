#include "domain/side.hpp"

#include "unit/domain/builders.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace boothwise {
namespace {

class SideTest : public ::testing::Test {
 protected:
  ElectionResults results =
      test::election("VS-2022", {test::contest(1, {{"A", 50}, {"B", 40}, {"C", 30}, {"NOTA", 5}})});
  Alliances alliances{{{House::vidhan_sabha, 2022, "NDA", {"Alliance", "गठबंधन"}, {"B", "A"}},
                       {House::vidhan_sabha, 2022, "C+", {"C and others", "C और अन्य"}, {"C", "Q"}}}};
  std::vector<Party> parties{{"A", {"Party A", "दल A"}}};
};

TEST_F(SideTest, AnAllianceIsItsPartiesAsTheyStoodThen) {
  const auto side = resolve_side("nda", results, alliances, parties);
  ASSERT_TRUE(side.ok());
  EXPECT_EQ(side->id, "NDA");
  EXPECT_EQ(side->parties, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(side->name.hi, "गठबंधन");
}

TEST_F(SideTest, PartiesMayBeJoined) {
  const auto side = resolve_side("A+C", results, alliances, parties);
  ASSERT_TRUE(side.ok());
  EXPECT_EQ(side->parties, (std::vector<std::string>{"A", "C"}));
  EXPECT_TRUE(side->holds("C"));
  EXPECT_FALSE(side->holds("B"));
}

TEST_F(SideTest, AnAllianceWhoseNameHoldsAPlusIsFoundWhole) {
  const auto side = resolve_side("C+", results, alliances, parties);
  ASSERT_TRUE(side.ok());
  EXPECT_EQ(side->id, "C+");
  EXPECT_EQ(side->parties, (std::vector<std::string>{"C", "Q"}));
}

TEST_F(SideTest, AnUnknownSideListsThoseThatStood) {
  const auto side = resolve_side("XYZ", results, alliances, parties);
  ASSERT_FALSE(side.ok());
  EXPECT_EQ(side.error().code, "unknown_side");
  EXPECT_EQ(side.error().where.value, "XYZ");
  for (const char* choice : {"NDA", "C+", "A", "B"}) {
    EXPECT_NE(std::ranges::find(side.error().choices, choice), side.error().choices.end()) << choice;
  }
  EXPECT_EQ(std::ranges::find(side.error().choices, "NOTA"), side.error().choices.end());
}

TEST_F(SideTest, ByElectionsUseTheAlliancesOfTheGeneralElectionBefore) {
  EXPECT_NE(alliances.find(*parse_election("VS-2024-BY"), "NDA"), nullptr);
  EXPECT_EQ(alliances.find(*parse_election("VS-2021-BY"), "NDA"), nullptr);
  EXPECT_EQ(alliances.find(*parse_election("LS-2022"), "NDA"), nullptr);
}

TEST(Contest, TurnoutIsMissingWithoutElectors) {
  Contest made = test::contest(1, {{"A", 50}, {"B", 40}, {"NOTA", 10}});
  EXPECT_FALSE(made.turnout());
  made.electors = 200;
  EXPECT_DOUBLE_EQ(*made.turnout(), 0.5);
  EXPECT_EQ(made.valid_votes(), 90);
  EXPECT_FALSE(test::contest(1, {{"A", 1}}).nota());
}

TEST(Contest, CandidatesStandByVotesWithNotaLast) {
  const Contest made = test::contest(1, {{"NOTA", 99}, {"B", 5}, {"A", 5}, {"C", 7}});
  EXPECT_EQ(made.candidates[0].party, "C");
  EXPECT_EQ(made.candidates[1].party, "A");  // a tie goes by name
  EXPECT_EQ(made.candidates[3].party, "NOTA");
}

}  // namespace
}  // namespace boothwise
