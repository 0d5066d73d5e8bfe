#include "estimation/booth_leads.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <rapidcheck.h>

namespace boothwise::estimation {
namespace {

/// The formulas of the header, one after the other, in no hurry.
std::vector<double> reference_leads(const std::vector<BoothCount>& booths) {
  double weight = 0;
  double weight_squared = 0;
  double mean = 0;
  std::vector<double> leads;
  std::vector<double> variances;
  for (const BoothCount& booth : booths) {
    const auto n = static_cast<double>(booth.valid_votes);
    const double p = (static_cast<double>(booth.side_votes) + 0.5) / (n + 1);
    const double q = (static_cast<double>(booth.opponent_votes) + 0.5) / (n + 1);
    leads.push_back(static_cast<double>(booth.side_votes - booth.opponent_votes) / n);
    variances.push_back((p + q - (p - q) * (p - q)) / (n + 1));
    weight += n;
    weight_squared += n * n;
    mean += n * leads.back();
  }
  mean /= weight;
  double spread = 0;
  double noise = 0;
  for (std::size_t i = 0; i < booths.size(); ++i) {
    const auto n = static_cast<double>(booths[i].valid_votes);
    spread += n * std::pow(leads[i] - mean, 2);
    noise += n * variances[i] * (1 - n / weight);
  }
  const double between = std::max(0.0, (spread - noise) / (weight - weight_squared / weight));
  for (std::size_t i = 0; i < leads.size(); ++i) {
    leads[i] = between <= 0 ? mean : (leads[i] / variances[i] + mean / between) / (1 / variances[i] + 1 / between);
  }
  return leads;
}

TEST(BoothLeads, AgreeWithThePlainFormulas) {
  EXPECT_TRUE(rc::check("reference", [] {
    std::vector<BoothCount> booths;
    const int count = *rc::gen::inRange(2, 30);
    for (int i = 0; i < count; ++i) {
      const auto side = *rc::gen::inRange<std::int64_t>(0, 600);
      const auto other = *rc::gen::inRange<std::int64_t>(0, 600);
      booths.push_back({side, other, side + other + *rc::gen::inRange<std::int64_t>(1, 200)});
    }
    const auto leads = shrink_booth_leads(booths);
    const auto expected = reference_leads(booths);
    for (std::size_t i = 0; i < booths.size(); ++i) {
      RC_ASSERT(std::abs(leads[i]->lead - expected[i]) < 1e-9);
      RC_ASSERT(leads[i]->interval_low <= leads[i]->lead && leads[i]->lead <= leads[i]->interval_high);
    }
  }));
}

TEST(BoothLeads, AStationThatWasNotCountedGetsNoEstimate) {
  const std::vector<BoothCount> booths = {{300, 200, 520}, {}, {100, 400, 510}};
  const auto leads = shrink_booth_leads(booths);
  EXPECT_TRUE(leads[0]);
  EXPECT_FALSE(leads[1]);
  EXPECT_TRUE(leads[2]);
}

TEST(BoothLeads, ASmallStationIsDrawnToTheSegmentMoreThanALargeOne) {
  const std::vector<BoothCount> booths = {{600, 300, 1000}, {6, 3, 10}, {300, 600, 1000}, {450, 450, 1000}};
  const auto leads = shrink_booth_leads(booths);
  EXPECT_GT(leads[0]->lead, leads[1]->lead);
  EXPECT_NEAR(leads[0]->lead, 0.3, 0.02);
  EXPECT_GT(leads[1]->sd, leads[0]->sd);
}

TEST(BoothLeads, AlikeStationsShareTheSegmentsMean) {
  const std::vector<BoothCount> booths(5, BoothCount{300, 200, 520});
  for (const auto& lead : shrink_booth_leads(booths)) EXPECT_NEAR(lead->lead, 100.0 / 520, 1e-12);
}

TEST(BoothLeads, ProbabilityBelowGrowsWithTheBound) {
  const BoothLead lead{0.1, 0.05, 0, 0};
  EXPECT_NEAR(probability_below(lead, 0.1), 0.5, 1e-12);
  EXPECT_LT(probability_below(lead, 0), probability_below(lead, 0.05));
  EXPECT_NEAR(probability_below(lead, 0.1 + 1.959963984540054 * 0.05), 0.975, 1e-9);
  EXPECT_EQ(probability_below({0.1, 0, 0, 0}, 0.2), 1);
}

using Counted = std::vector<std::optional<CountedLead>>;

TEST(LastingLeads, WithOneElectionAreThoseOfOneCount) {
  const std::vector<BoothCount> booths = {{600, 300, 1000}, {6, 3, 10}, {300, 600, 1000}, {}, {450, 450, 1000}};
  Counted counted;
  for (const BoothCount& booth : booths) counted.push_back(counted_lead(booth));
  const auto alone = shrink_booth_leads(booths);
  const auto lasting = lasting_booth_leads({counted}, std::nullopt);
  EXPECT_EQ(lasting.compared, 0U);
  for (std::size_t i = 0; i < booths.size(); ++i) {
    ASSERT_EQ(lasting.leads[i].has_value(), alone[i].has_value());
    if (alone[i]) {
      EXPECT_NEAR(lasting.leads[i]->lead, alone[i]->lead, 1e-12);
      EXPECT_NEAR(lasting.leads[i]->sd, alone[i]->sd, 1e-12);
    }
  }
}

/// A world in which 0.1 of a station's lead stays and 0.06 passes with each election.
struct TwoElections {
  std::vector<double> stays;
  std::vector<Counted> counted{2};
};
TwoElections world(std::size_t stations, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  constexpr double error = 0.03;
  TwoElections made;
  for (std::size_t station = 0; station < stations; ++station) {
    made.stays.push_back(0.1 * normal(random));
    for (Counted& election : made.counted) {
      const double lead = 0.05 + made.stays.back() + 0.06 * normal(random) + error * normal(random);
      election.push_back(CountedLead{lead, error * error, 600});
    }
  }
  return made;
}

TEST(LastingLeads, FindWhatStaysAndWhatPassesAndCoverIt) {
  const TwoElections made = world(4000, 7);
  const auto lasting = lasting_booth_leads(made.counted, std::nullopt);
  EXPECT_EQ(lasting.compared, 4000U);
  EXPECT_NEAR(std::sqrt(lasting.lasting_variance), 0.1, 0.005);
  EXPECT_NEAR(std::sqrt(lasting.passing_variance), 0.06, 0.005);
  double covered = 0;
  for (std::size_t at = 0; at < made.stays.size(); ++at) {
    const double truth = 0.05 + made.stays[at];
    covered += lasting.leads[at]->interval_low <= truth && truth <= lasting.leads[at]->interval_high ? 1 : 0;
  }
  EXPECT_NEAR(covered / 4000, 0.8, 0.03);
}

TEST(LastingLeads, AStationNotFoundAgainIsLessCertain) {
  TwoElections made = world(200, 3);
  made.counted[1][0] = std::nullopt;
  const auto lasting = lasting_booth_leads(made.counted, std::nullopt);
  EXPECT_EQ(lasting.compared, 199U);
  EXPECT_GT(lasting.leads[0]->sd, lasting.leads[1]->sd * 1.1);
}

TEST(LastingLeads, WhatPassesIsTakenFromElsewhereWhereTooFewWereFoundAgain) {
  TwoElections made = world(200, 3);
  for (std::size_t at = 5; at < 200; ++at) made.counted[1][at] = std::nullopt;
  const auto lasting = lasting_booth_leads(made.counted, 0.0036);
  EXPECT_EQ(lasting.compared, 0U);
  EXPECT_DOUBLE_EQ(lasting.passing_variance, 0.0036);
  EXPECT_GT(lasting.leads[9]->sd, lasting_booth_leads(made.counted, std::nullopt).leads[9]->sd);
}

}  // namespace
}  // namespace boothwise::estimation
