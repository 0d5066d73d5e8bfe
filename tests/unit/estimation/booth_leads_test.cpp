#include "estimation/booth_leads.hpp"

#include <cmath>
#include <gtest/gtest.h>
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

}  // namespace
}  // namespace boothwise::estimation
