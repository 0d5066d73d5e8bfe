#include "privacy/areas.hpp"

#include "privacy/categories.hpp"
#include "unit/privacy/small_state.hpp"

#include <gtest/gtest.h>

namespace boothwise::privacy {
namespace {

using namespace std::chrono;

Area area(std::uint64_t id, Level level, AreaNo parent = no_area) { return {AreaId(id), level, parent}; }

std::vector<Area> small_tree() {
  return {area(1, Level::district), area(2, Level::segment, 0), area(3, Level::shakti_kendra, 1),
          area(4, Level::booth, 2), area(5, Level::booth, 2)};
}

TEST(AreaTree, DistrictsHoldTheirAreasInAnOrderOfLevelsAndIds) {
  // Two districts, mixed: 1 holds 3, 4, 9 and 8; 2 holds 5, 6 and 7.
  const std::vector<Area> areas{
      area(2, Level::district),   area(1, Level::district),         area(3, Level::segment, 1),
      area(5, Level::segment, 0), area(6, Level::shakti_kendra, 3), area(4, Level::shakti_kendra, 2),
      area(9, Level::booth, 5),   area(7, Level::booth, 4),         area(8, Level::booth, 5)};
  const auto tree = AreaTree::of(areas);
  ASSERT_TRUE(tree.ok());
  EXPECT_EQ(tree->booths(), (std::vector<AreaNo>{6, 7, 8}));
  ASSERT_EQ(tree->districts().size(), 2U);
  EXPECT_EQ(tree->districts()[0].areas,
            (std::vector<Area>{area(1, Level::district), area(3, Level::segment, 0), area(4, Level::shakti_kendra, 1),
                               area(8, Level::booth, 2), area(9, Level::booth, 2)}));
  EXPECT_EQ(tree->districts()[0].in_tree, (std::vector<AreaNo>{1, 2, 5, 8, 6}));
}

TEST(AreaTree, WhatIsNoForestOfDistrictsIsRefused) {
  const auto code = [](std::vector<Area> areas) { return AreaTree::of(std::move(areas)).error().code; };
  std::vector<Area> areas = small_tree();
  areas[4].id = AreaId(4);
  EXPECT_EQ(code(areas), "area_twice");
  areas = small_tree();
  areas[3].parent = 1;  // a booth right under a segment
  EXPECT_EQ(code(areas), "area_out_of_place");
  areas = small_tree();
  areas[2].parent = 4;  // its parent comes later
  EXPECT_EQ(code(areas), "area_out_of_place");
  areas = small_tree();
  areas[4].parent = no_area;
  EXPECT_EQ(code(areas), "area_out_of_place");
  areas = small_tree();
  areas.push_back(area(6, Level::shakti_kendra, 1));
  EXPECT_EQ(code(areas), "area_without_booths");
}

TEST(CheckAreas, OnlySetsOfBoothsThatTheTreeHasAreTaken) {
  const AreaTree tree = reference::state(1, 2, 2, 2);  // booths 4 5, 7 8 | 11 12, 14 15
  const auto set = [](std::vector<std::uint64_t> ids) {
    ProposedArea proposed{"चुना हुआ", {}};
    for (const std::uint64_t id : ids) proposed.booths.emplace_back(id);
    return std::vector{proposed};
  };
  for (const std::vector<std::uint64_t>& known :
       {std::vector<std::uint64_t>{4}, {5, 4}, {4, 5, 7, 8}, {4, 5, 7, 8, 11, 12, 14, 15}})
    EXPECT_TRUE(check_areas(tree, set(known)).ok());
  for (const std::vector<std::uint64_t>& other :
       {std::vector<std::uint64_t>{}, {4, 7}, {4, 5, 7}, {4, 4}, {99}, {4, 5, 7, 8, 11}}) {
    const Status status = check_areas(tree, set(other));
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, "area_not_in_tree");
    EXPECT_EQ(status.error().where.value, "चुना हुआ");
  }
}

TEST(CheckWaves, DaysInCommonAreRefused) {
  const Day may_1 = 2026y / May / 1;
  const Day may_31 = 2026y / May / 31;
  const Day june_1 = 2026y / June / 1;
  const Day july_1 = 2026y / July / 1;
  const auto code = [](const std::vector<WaveDays>& waves) {
    const Status status = check_waves(waves);
    return status.ok() ? std::string() : status.error().code;
  };
  EXPECT_EQ(code({{WaveNo(2), june_1, july_1}, {WaveNo(1), may_1, may_31}}), "");
  EXPECT_EQ(code({{WaveNo(2), may_31, july_1}, {WaveNo(1), may_1, may_31}}), "waves_overlap");
  EXPECT_EQ(code({{WaveNo(1), may_1, may_31}, {WaveNo(2), may_1, july_1}}), "waves_overlap");
  EXPECT_EQ(code({{WaveNo(1), may_1, may_31}, {WaveNo(1), june_1, july_1}}), "wave_twice");
  EXPECT_EQ(code({{WaveNo(1), july_1, may_1}}), "wave_days_turned");
}

TEST(CategorySet, MergesAreNestedAndLeaveAtLeastTwoGroups) {
  const auto code = [](Merges merges) {
    const auto set = CategorySet::of(CategorySetId(1), RiskClass::coarse, 4, std::move(merges));
    return set.ok() ? std::string() : set.error().code;
  };
  EXPECT_EQ(code({}), "");
  EXPECT_EQ(code({Groups{}, Groups{}, Groups{0, 1, 2, 2}, Groups{0, 1, 1, 1}}), "");
  EXPECT_EQ(code({Groups{}, Groups{}, Groups{0, 1, 1, 2}, Groups{0, 1, 2, 2}}), "merge_malformed");
  EXPECT_EQ(code({Groups{}, Groups{}, Groups{0, 1, 2, 2}, Groups{}}), "merge_malformed");
  EXPECT_EQ(code({Groups{}, Groups{}, Groups{}, Groups{0, 0, 0, 0}}), "merge_malformed");
  EXPECT_EQ(code({Groups{}, Groups{}, Groups{}, Groups{0, 2, 2, 0}}), "merge_malformed");
  EXPECT_EQ(code({Groups{}, Groups{}, Groups{}, Groups{0, 1, 1}}), "merge_malformed");
  EXPECT_FALSE(CategorySet::of(CategorySetId(1), RiskClass::coarse, 1).ok());
  EXPECT_FALSE(CategorySet::of(CategorySetId(1), RiskClass::coarse, 65).ok());
}

TEST(CategorySet, ACoarseningUsesAllItsCategories) {
  const auto code = [](std::vector<std::uint32_t> to, std::uint32_t finer = 7) {
    const auto set = CategorySet::of(CategorySetId(1), RiskClass::coarse, 2, {}, Coarsening{CategorySetId(finer), to});
    return set.ok() ? std::string() : set.error().code;
  };
  EXPECT_EQ(code({0, 1, 1}), "");
  EXPECT_EQ(code({0, 0, 0}), "coarsening_malformed");
  EXPECT_EQ(code({0, 1, 2}), "coarsening_malformed");
  EXPECT_EQ(code({0, 1}), "coarsening_malformed");
  EXPECT_EQ(code({0, 1, 1}, 1), "coarsening_malformed");
}

TEST(CategorySet, AFineSetGoesDownToTheSegment) {
  EXPECT_EQ(CategorySet::of(CategorySetId(1), RiskClass::fine, 5)->lowest(), Level::segment);
  EXPECT_EQ(CategorySet::of(CategorySetId(1), RiskClass::coarse, 5)->lowest(), Level::booth);
}

}  // namespace
}  // namespace boothwise::privacy
