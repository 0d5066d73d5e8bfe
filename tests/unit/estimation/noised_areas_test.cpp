#include "estimation/noised_areas.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "base/random.hpp"
#include "estimation/internal/normal_draws.hpp"

namespace boothwise::estimation {
namespace {

struct World {
  NoisedAreas input;
  std::vector<double> truth;  ///< by area: share of those who answered there, as many as could
};

/// Districts of segments of booths; counts with noise, hidden below the floors of a release.
World world(RandomStream stream, std::uint32_t districts, std::uint32_t segments, std::uint32_t booths) {
  NormalDraws normals(stream.of(1));
  RandomStream uniforms = stream.of(2);
  World made;
  const auto add = [&](std::optional<std::uint32_t> parent, double count, double base, double noise, double share) {
    NoisedArea area;
    area.parent = parent;
    const double shown_count = std::round(count + noise * normals.next());
    const double shown_base = std::round(base + noise * std::sqrt(3.0) * normals.next());
    if (shown_base >= 30 && shown_count >= 10) {
      area.count = shown_count;
      area.base = shown_base;
      area.count_variance = noise * noise;
      area.base_variance = 4 * noise * noise;
    }
    made.input.areas.push_back(area);
    made.truth.push_back(share);
    return static_cast<std::uint32_t>(made.input.areas.size() - 1);
  };
  for (std::uint32_t d = 0; d < districts; ++d) {
    const double of_district = -0.8 + 0.3 * normals.next();
    const std::uint32_t district = add(std::nullopt, 0, 0, 1, 0);
    for (std::uint32_t s = 0; s < segments; ++s) {
      const double of_segment = of_district + 0.3 * normals.next();
      const std::uint32_t segment = add(district, 0, 0, 1, 0);
      double segment_count = 0;
      double segment_base = 0;
      double segment_share = 0;
      for (std::uint32_t b = 0; b < booths; ++b) {
        const double share = 1 / (1 + std::exp(-of_segment - 0.35 * normals.next()));
        const double base = 40 + 60 * uniforms.uniform();
        double count = 0;
        for (int person = 0; person < static_cast<int>(base); ++person) count += uniforms.uniform() < share ? 1 : 0;
        add(segment, count, base, 4, share);
        segment_count += count;
        segment_base += base;
        segment_share += share / booths;
      }
      NoisedArea& area = made.input.areas[segment];
      area.count = std::round(segment_count + 8 * normals.next());
      area.base = std::round(segment_base + 8 * normals.next());
      area.count_variance = 64;
      area.base_variance = 128;
      made.truth[segment] = segment_share;
    }
  }
  return made;
}

TEST(NoisedAreas, EstimatesAreNearerThanTheNoisedCountsAndIntervalsHoldTheTruth) {
  const World made = world(RandomStream(3), 3, 6, 30);
  PosteriorSettings settings;
  settings.draws = 400;
  const auto estimates = estimate_noised_areas(made.input, settings).value();
  double ours = 0;
  double direct = 0;
  double covered = 0;
  double booths = 0;
  double hidden_covered = 0;
  double hidden = 0;
  for (std::size_t at = 0; at < estimates.size(); ++at) {
    const NoisedArea& area = made.input.areas[at];
    if (!area.parent || !made.input.areas[*area.parent].parent) continue;
    const Estimate& share = estimates[at].share;
    ASSERT_TRUE(share.known);
    const bool holds = share.low_90 <= made.truth[at] && made.truth[at] <= share.high_90;
    if (!area.count) {
      hidden += 1;
      hidden_covered += holds ? 1 : 0;
      EXPECT_EQ(estimates[at].own, 0);  // all of it came from neighbours
      continue;
    }
    EXPECT_GT(estimates[at].own, 0);
    EXPECT_LT(estimates[at].own, 1);
    booths += 1;
    covered += holds ? 1 : 0;
    ours += std::pow(share.mean - made.truth[at], 2);
    direct += std::pow(*area.count / *area.base - made.truth[at], 2);
  }
  EXPECT_LT(std::sqrt(ours / direct), 0.75);
  EXPECT_NEAR(covered / booths, 0.9, 0.06);
  ASSERT_GT(hidden, 10);
  EXPECT_GT(hidden_covered / hidden, 0.75);
}

TEST(NoisedAreas, MoreNoiseLeavesMoreToTheNeighbours) {
  World made = world(RandomStream(8), 2, 4, 20);
  const auto before = estimate_noised_areas(made.input, {}).value();
  for (NoisedArea& area : made.input.areas) {
    area.count_variance *= 9;
    area.base_variance *= 9;
  }
  const auto after = estimate_noised_areas(made.input, {}).value();
  double own_before = 0;
  double own_after = 0;
  for (std::size_t at = 0; at < before.size(); ++at) {
    own_before += before[at].own;
    own_after += after[at].own;
  }
  EXPECT_LT(own_after, own_before);
}

TEST(NoisedAreas, RefusesWhereItKnowsNothing) {
  World made = world(RandomStream(5), 3, 3, 12);
  // Everything of the last district is hidden.
  std::uint32_t last = 0;
  for (std::uint32_t at = 0; at < made.input.areas.size(); ++at) {
    if (!made.input.areas[at].parent) last = at;
  }
  for (std::uint32_t at = last; at < made.input.areas.size(); ++at) {
    made.input.areas[at].count.reset();
    made.input.areas[at].base.reset();
  }
  const auto estimates = estimate_noised_areas(made.input, {}).value();
  EXPECT_TRUE(estimates[0].share.known);
  for (std::uint32_t at = last; at < made.input.areas.size(); ++at) EXPECT_FALSE(estimates[at].share.known);
  for (NoisedArea& area : made.input.areas) area.count.reset();
  EXPECT_EQ(estimate_noised_areas(made.input, {}).error().code, "too_little_known");
}

TEST(NoisedAreas, RefusesTreesThatAreNone) {
  World made = world(RandomStream(5), 2, 2, 6);
  made.input.areas[1].parent = 5;
  EXPECT_EQ(estimate_noised_areas(made.input, {}).error().code, "areas_malformed");
  made = world(RandomStream(5), 2, 2, 6);
  made.input.areas[1].count_variance = 0;
  EXPECT_EQ(estimate_noised_areas(made.input, {}).error().code, "areas_malformed");
}

}  // namespace
}  // namespace boothwise::estimation
