#include "domain/seat_class.hpp"

#include "unit/domain/builders.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace boothwise {
namespace {

using test::contest;
using test::election;

SeatStanding classify_one(const Contest& made, const Side& side, const ClassContext& context) {
  const ElectionResults results = election("LS-2019", {made});
  return classify_seats(results, side, context, {}).front();
}

class SeatClassTest : public ::testing::Test {
 protected:
  Alliances none;
  ClassContext context;
  void SetUp() override { context.alliances = &none; }

  SeatStanding of(const std::vector<std::pair<std::string, Votes>>& votes) {
    return classify_one(contest(1, votes), test::side({"A"}), context);
  }
};

TEST_F(SeatClassTest, SeatWonByLessThanFivePointsIsNarrow) {
  EXPECT_EQ(of({{"A", 524}, {"B", 476}}).seat_class, SeatClass::narrow);
}

TEST_F(SeatClassTest, SeatWonByExactlyFivePointsIsNoLongerNarrow) {
  EXPECT_EQ(of({{"A", 525}, {"B", 475}}).seat_class, SeatClass::weak);
}

TEST_F(SeatClassTest, SeatWonByTenPointsIsStrong) {
  EXPECT_EQ(of({{"A", 550}, {"B", 450}}).seat_class, SeatClass::strong);
}

TEST_F(SeatClassTest, SeatWithoutACandidateIsNotContested) {
  const SeatStanding standing = of({{"B", 550}, {"C", 450}});
  EXPECT_EQ(standing.seat_class, SeatClass::not_contested);
  EXPECT_FALSE(standing.lead.margin_votes);
  EXPECT_EQ(standing.reasons.front().code, "not_contested");
}

TEST_F(SeatClassTest, LossIsCloseUnderFivePointsAndTellsThePlace) {
  const SeatStanding close = of({{"B", 520}, {"A", 480}});
  EXPECT_EQ(close.seat_class, SeatClass::lost);
  EXPECT_TRUE(close.lost_close);
  EXPECT_EQ(close.reasons.front().text.en, "lost by 4.0 points, second");
  EXPECT_EQ(close.reasons.front().text.hi, "4.0 अंक से हारे, दूसरे स्थान पर");
  const SeatStanding far = of({{"B", 500}, {"C", 300}, {"A", 200}});
  EXPECT_FALSE(far.lost_close);
  EXPECT_EQ(far.lead.position, 3);
  EXPECT_EQ(*far.lead.margin_votes, -300);
}

TEST_F(SeatClassTest, NotaTakesNoPartInMarginAndShares) {
  const SeatStanding standing = of({{"A", 300}, {"B", 200}, {"NOTA", 9000}});
  EXPECT_EQ(standing.lead.valid_votes, 500);
  EXPECT_DOUBLE_EQ(*standing.lead.margin_points, 20);
  EXPECT_EQ(standing.nota, 9000);
  EXPECT_EQ(standing.lead.winner->party, "A");
}

TEST_F(SeatClassTest, TwoCandidatesOfOneSideAreMeasuredAgainstTheBestOther) {
  const Contest friends = contest(1, {{"A", 400}, {"B", 350}, {"C", 250}});
  const SideLead lead = side_lead(friends, test::side({"A", "B"}), *parse_election("LS-2019"), none);
  EXPECT_EQ(*lead.margin_votes, 150);
  EXPECT_DOUBLE_EQ(*lead.share, 0.75);
}

TEST_F(SeatClassTest, WonSeatIsWeakWhereItTrailedInHalfOfItsSegments) {
  const Places places({}, {{PcNo(1), {"P", "P"}, "GEN", {}}},
                      {{AcNo(1), {"X", "X"}, {}, "GEN", PcNo(1), ""}, {AcNo(2), {"Y", "Y"}, {}, "GEN", PcNo(1), ""}});
  const SegmentResults segments{
      *parse_election("LS-2019"), false, {contest(1, {{"A", 900}, {"B", 100}}), contest(2, {{"A", 40}, {"B", 60}})}};
  context.segments = &segments;
  context.places = &places;
  const SeatStanding standing = of({{"A", 940}, {"B", 160}});
  EXPECT_EQ(standing.seat_class, SeatClass::weak);
  EXPECT_EQ(standing.segments_led, 1);
  EXPECT_EQ(standing.reasons.front().code, "trailed_in_segments");
}

TEST_F(SeatClassTest, WonSeatIsWeakWhereItsLeadFellByMoreThanTenPoints) {
  const ElectionResults before = election("LS-2014", {contest(1, {{"A", 800}, {"B", 200}})});
  context.earlier = {{&before, test::side({"A"})}};
  const SeatStanding standing = of({{"A", 600}, {"B", 400}});
  EXPECT_EQ(standing.seat_class, SeatClass::weak);
  EXPECT_DOUBLE_EQ(*standing.swing_points, -20);  // the lead fell by 40
  EXPECT_NEAR(*standing.share_change_points, -20, 1e-9);
}

TEST_F(SeatClassTest, NarrowComesBeforeWeak) {
  const ElectionResults before = election("LS-2014", {contest(1, {{"A", 800}, {"B", 200}})});
  context.earlier = {{&before, test::side({"A"})}};
  EXPECT_EQ(of({{"A", 510}, {"B", 490}}).seat_class, SeatClass::narrow);
}

TEST_F(SeatClassTest, ASideThatDidNotExistBeforeHasNoSwing) {
  const ElectionResults before = election("LS-2014", {contest(1, {{"A", 800}, {"B", 200}})});
  context.earlier = {{&before, Side{}}};
  const SeatStanding standing = of({{"A", 600}, {"B", 400}});
  EXPECT_FALSE(standing.swing_points);
  EXPECT_EQ(standing.seat_class, SeatClass::strong);
}

TEST_F(SeatClassTest, LostSeatCountsHowManyOfTheLastThreeWereLost) {
  const ElectionResults first = election("LS-2009", {contest(1, {{"B", 60}, {"A", 40}})});
  const ElectionResults second = election("LS-2014", {contest(1, {{"A", 60}, {"B", 40}})});
  context.earlier = {{&second, test::side({"A"})}, {&first, test::side({"A"})}};
  const SeatStanding standing = of({{"B", 60}, {"A", 40}});
  EXPECT_EQ(standing.lost_of_last_three, 2);
  ASSERT_EQ(standing.trend.size(), 3U);
  EXPECT_EQ(to_string(standing.trend.front().election), "LS-2009");
}

TEST(SummarySentence, IsWhatALeaderUnderstands) {
  ClassCounts counts;
  counts.seats = 80;
  counts.won = 64;
  counts.narrow = 14;
  counts.lost = 16;
  EXPECT_EQ(summary_sentence(counts).hi, "80 में 64 जीतीं (इनमें 14 कम अंतर से), 16 हारीं");
  EXPECT_EQ(summary_sentence(counts).en, "Of 80 seats, 64 won (14 of them narrowly), 16 lost");
}

TEST(Thresholds, AreRefusedWhereNarrowIsWiderThanWeak) {
  EXPECT_FALSE(check_thresholds({12, 10, 10}).ok());
  EXPECT_FALSE(check_thresholds({0, 10, 10}).ok());
  EXPECT_TRUE(check_thresholds({5, 10, 10}).ok());
}

ElectionResults random_election() {
  std::vector<Contest> contests;
  const auto seats = *rc::gen::inRange(1, 12);
  for (std::int32_t seat = 1; seat <= seats; ++seat) {
    std::vector<std::pair<std::string, Votes>> votes;
    for (const char* party : {"A", "B", "C", "NOTA"}) {
      if (*rc::gen::inRange(0, 4) > 0) votes.emplace_back(party, *rc::gen::inRange<Votes>(0, 1000));
    }
    votes.emplace_back("D", *rc::gen::inRange<Votes>(1, 1000));
    contests.push_back(contest(seat, votes));
  }
  return election("LS-2019", std::move(contests));
}

TEST(SeatClassProperty, ClassesAreAPartitionAndEveryStandingHasAReason) {
  EXPECT_TRUE(rc::check("partition", [] {
    const ElectionResults results = random_election();
    const Alliances none;
    ClassContext context;
    context.alliances = &none;
    const auto standings = classify_seats(results, test::side({"A", "B"}), context, {});
    const ClassCounts counts = count_classes(standings);
    RC_ASSERT(counts.seats == static_cast<std::int32_t>(results.contests.size()));
    RC_ASSERT(counts.seats == counts.won + counts.lost + counts.not_contested);
    RC_ASSERT(counts.won == counts.narrow + counts.weak + counts.strong);
    RC_ASSERT(counts.lost_close <= counts.lost);
    for (const SeatStanding& standing : standings) {
      RC_ASSERT(!standing.reasons.empty());
      const bool won = standing.seat_class > SeatClass::lost;
      RC_ASSERT(!won || *standing.lead.margin_votes >= 0);
      RC_ASSERT(standing.seat_class != SeatClass::lost || *standing.lead.margin_votes <= 0);
    }
  }));
}

TEST(SeatClassProperty, RenamingPartiesChangesNothing) {
  EXPECT_TRUE(rc::check("relabelling", [] {
    const ElectionResults results = random_election();
    ElectionResults renamed = results;
    for (Contest& made : renamed.contests) {
      for (CandidateVotes& row : made.candidates) {
        if (!row.is_nota()) row.party = "Z" + row.party;
      }
    }
    const Alliances none;
    ClassContext context;
    context.alliances = &none;
    const auto before = classify_seats(results, test::side({"A"}), context, {});
    const auto after = classify_seats(renamed, test::side({"ZA"}), context, {});
    RC_ASSERT(before.size() == after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      RC_ASSERT(before[i].seat_class == after[i].seat_class);
      RC_ASSERT(before[i].lead.margin_votes == after[i].lead.margin_votes);
    }
  }));
}

}  // namespace
}  // namespace boothwise
