#include "forecast/transfers.hpp"

#include "unit/forecast/worlds.hpp"

#include <gtest/gtest.h>
#include <numeric>

namespace boothwise::forecast {
namespace {

using test::made_up_shares;
using test::plain_contest;
using test::plain_election;

TEST(Transfers, AllianceThatFollowsWhollyInASeatOfOnePartyChangesNothing) {
  const Table strengths = made_up_shares(9, 4, 0.1, 3);
  Contest alone = plain_contest(9, 4, 2020);
  const Table before = bloc_shares(alone, strengths, 1);
  for (std::size_t i = 0; i < before.values.size(); ++i) EXPECT_NEAR(before.values[i], strengths.values[i], 1e-12);
  // Party 1 joins party 0's bloc; where only party 0 has supporters that is no change.
  Table only_one = strengths;
  for (std::size_t seat = 0; seat < 9; ++seat) only_one.at(seat, 1) = 0;
  only_one = row_shares(only_one);
  Contest allied = alone;
  allied.bloc[1] = 0;
  for (std::size_t seat = 0; seat < 9; ++seat) allied.standing.at(seat, 1) = 0;
  const Table with = bloc_shares(allied, only_one, 1);
  for (std::size_t seat = 0; seat < 9; ++seat) {
    EXPECT_NEAR(with.at(seat, 0), only_one.at(seat, 0), 1e-12);
    EXPECT_NEAR(with.at(seat, 2), only_one.at(seat, 2), 1e-12);
  }
}

TEST(Transfers, SharesAddUpToOneWhateverFollows) {
  const Table strengths = made_up_shares(20, 5, 0.2, 5);
  Contest contest = plain_contest(20, 5, 2020);
  contest.blocs = 4;
  contest.bloc = {0, 0, 1, 2, 3};
  for (std::size_t seat = 0; seat < 20; ++seat) {
    contest.standing.at(seat, seat % 2) = 0;
    contest.stands = Table(20, 4, 1.0);
  }
  contest.stands.at(3, 1) = 0;
  for (const double kappa : {0.0, 0.4, 0.8, 1.0}) {
    const Table shares = bloc_shares(contest, strengths, kappa);
    for (std::size_t seat = 0; seat < 20; ++seat) {
      const auto row = shares.row(seat);
      EXPECT_NEAR(std::accumulate(row.begin(), row.end(), 0.0), 1, 1e-6);
    }
    EXPECT_EQ(shares.at(3, 1), 0) << "a bloc without a candidate got votes";
  }
}

TEST(Transfers, AllianceIsPartedAsItsMembersStoodApart) {
  // Apart: 0.30 and 0.10; together they polled 0.48.
  Table apart(1, 3);
  apart.values = {0.30, 0.10, 0.60};
  Table together(1, 3);
  together.values = {0.48, 0.0, 0.52};
  std::vector<PastElection> elections = {plain_election(apart, 2010), plain_election(together, 2014)};
  elections[1].alliance = {0, 0, -1};
  const std::vector<Table> strengths = party_strengths(elections);
  EXPECT_NEAR(strengths[1].at(0, 0) / strengths[1].at(0, 1), 0.303 / 0.103, 1e-9);
  EXPECT_NEAR(strengths[1].at(0, 0) + strengths[1].at(0, 1), 0.48, 1e-12);
}

TEST(Transfers, WhatAlliesDidNotFollowIsTakenOutAgain) {
  // In one seat party 0 stands for both: with kappa 0.5 its 0.35 was 0.2 own and half of 0.3.
  Table strengths(1, 3);
  strengths.values = {0.14, 0.21, 0.65};
  PastElection election = plain_election(strengths, 2014);
  election.votes.values = {350, 0, 650};
  election.alliance = {0, 0, -1};
  const Table told = without_leak(election, strengths, 0.5);
  EXPECT_NEAR(told.at(0, 0) + 0.5 * told.at(0, 1), 0.35, 1e-9);
  EXPECT_NEAR(told.at(0, 0) + told.at(0, 1) + told.at(0, 2), 1, 1e-9);
}

TEST(Transfers, OnlyElectionsBeforeATargetAreItsPast) {
  const Table shares = made_up_shares(6, 3, 0.1, 9);
  const std::vector<PastElection> elections = {plain_election(shares, 2019), plain_election(shares, 2012),
                                               plain_election(shares, 2022)};
  const Past past = past_before(elections, 2019);
  ASSERT_EQ(past.elections.size(), 1U);
  EXPECT_EQ(past.elections[0].year, 2012);
  EXPECT_TRUE(past_before(elections, 2012).elections.empty());
}

}  // namespace
}  // namespace boothwise::forecast
