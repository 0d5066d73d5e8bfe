#include "estimation/unusual_deletions.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/random.hpp"

namespace boothwise::estimation {
namespace {

constexpr std::array<double, age_bands> usual_rates = {0.02, 0.02, 0.02, 0.03, 0.04, 0.07, 0.15, 0.35};
constexpr std::array<std::int64_t, age_bands> usual_electors = {40, 260, 240, 180, 140, 90, 40, 12};

/// A segment where deletions go by age alone, with chance.
std::vector<PartDeletions> usual_segment(std::int32_t parts, std::uint64_t seed) {
  std::vector<PartDeletions> segment;
  for (std::int32_t part = 1; part <= parts; ++part) {
    RandomStream random = RandomStream(seed).of(static_cast<std::uint64_t>(part));
    PartDeletions& one = segment.emplace_back();
    one.part_no = part;
    for (std::size_t band = 0; band < age_bands; ++band) {
      one.before.at(band) = usual_electors.at(band);
      for (std::int64_t elector = 0; elector < usual_electors.at(band); ++elector) {
        one.deleted.at(band) += random.uniform() < usual_rates.at(band) ? 1 : 0;
      }
    }
  }
  return segment;
}

std::vector<std::int32_t> told(const std::vector<DeletionCheck>& checks, Unusual kind) {
  std::vector<std::int32_t> parts;
  for (const DeletionCheck& check : checks) {
    if (check.unusual == kind) parts.push_back(check.part_no);
  }
  return parts;
}

TEST(UnusualDeletions, AreFoundWhereYoungElectorsWereStruckInNumbers) {
  auto segment = usual_segment(60, 1);
  for (const std::size_t part : {9U, 40U}) {
    segment[part].deleted[1] += 60;
    segment[part].deleted[2] += 40;
  }
  const auto checks = check_deletions(segment);
  EXPECT_EQ(told(checks, Unusual::many), (std::vector<std::int32_t>{10, 41}));
  const DeletionCheck& found = checks[9];
  EXPECT_GT(found.score, 5);
  EXPECT_GT(found.ratio, 2);
  EXPECT_LT(found.false_alarm, 0.001);
  EXPECT_LT(*found.neighbours_share, 0.08);
}

TEST(UnusualDeletions, ManyOldPeopleAreNotUnusualByThemselves) {
  auto segment = usual_segment(60, 2);
  PartDeletions& old_town = segment[20];
  old_town.before = {10, 60, 80, 120, 180, 260, 220, 72};
  old_town.deleted = {0, 1, 2, 4, 7, 18, 33, 25};
  const auto checks = check_deletions(segment);
  EXPECT_TRUE(told(checks, Unusual::many).empty());
  EXPECT_GT(checks[20].expected, 2 * checks[19].expected);
}

TEST(UnusualDeletions, AWholeNeighbourhoodThatMovedExplainsItsParts) {
  auto segment = usual_segment(60, 3);
  for (std::size_t part = 20; part < 32; ++part) {
    segment[part].deleted[1] += 35;
    segment[part].deleted[2] += 30;
  }
  auto alone = usual_segment(60, 3);
  alone[26].deleted[1] += 35;
  alone[26].deleted[2] += 30;
  const auto amid = check_deletions(segment);
  const auto single = check_deletions(alone);
  EXPECT_GT(amid[26].expected, 1.5 * single[26].expected);
  EXPECT_EQ(single[26].unusual, Unusual::many);
  EXPECT_EQ(amid[26].unusual, Unusual::no);
}

TEST(UnusualDeletions, APartWhereNobodyWasTakenOffIsTold) {
  auto segment = usual_segment(60, 4);
  segment[30].deleted.fill(0);
  EXPECT_EQ(told(check_deletions(segment), Unusual::few), std::vector<std::int32_t>{31});
}

TEST(UnusualDeletions, ChanceAloneIsHardlyEverTold) {
  std::size_t alarms = 0;
  for (std::uint64_t seed = 100; seed < 150; ++seed) {
    for (const DeletionCheck& check : check_deletions(usual_segment(80, seed))) alarms += check.unusual != Unusual::no;
  }
  EXPECT_LE(alarms, 4U);  // of 4,000 parts in 50 segments, each with at most 1 in 100 chances of any
}

TEST(UnusualDeletions, FewPartsOrFewElectorsTellNothing) {
  EXPECT_TRUE(check_deletions(usual_segment(5, 1)).empty());
  EXPECT_TRUE(check_deletions({}).empty());
  auto segment = usual_segment(20, 1);
  segment[3].before = {1, 5, 5, 5, 5, 5, 5, 5};
  segment[3].deleted = {1, 5, 5, 5, 5, 5, 5, 5};
  const auto checks = check_deletions(segment);
  EXPECT_EQ(checks.size(), 19U);
  EXPECT_TRUE(std::ranges::none_of(checks, [](const DeletionCheck& check) { return check.part_no == 4; }));
}

TEST(UnusualDeletions, EveryAnswerIsFiniteWhateverTheCounts) {
  rc::check([](std::uint64_t seed) {
    RandomStream random(seed);
    std::vector<PartDeletions> segment(static_cast<std::size_t>(8 + random.next() % 40));
    std::int32_t number = 0;
    for (PartDeletions& part : segment) {
      part.part_no = number += 1 + static_cast<std::int32_t>(random.next() % 9);
      for (std::size_t band = 0; band < age_bands; ++band) {
        part.before.at(band) = static_cast<std::int64_t>(random.next() % 400);
        const auto before = static_cast<std::uint64_t>(part.before.at(band)) + 1;
        part.deleted.at(band) = random.uniform() < 0.3 ? 0 : static_cast<std::int64_t>(random.next() % before);
      }
    }
    for (const DeletionCheck& check : check_deletions(segment)) {
      RC_ASSERT(std::isfinite(check.score) && std::isfinite(check.ratio) && check.expected > 0);
      RC_ASSERT(check.false_alarm >= 0 && check.false_alarm <= 1);
      RC_ASSERT(check.deleted <= check.before);
    }
  });
}

}  // namespace
}  // namespace boothwise::estimation
