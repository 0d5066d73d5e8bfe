#include "privacy/release.hpp"

#include "unit/privacy/small_state.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace boothwise::privacy {
namespace {

using reference::even_table;
using reference::floors;
using reference::source;

ReleaseRequest two_tables(const AreaTree& areas, std::uint32_t count) {
  return {areas, WaveNo(1), {even_table(areas, 1, 3, count), even_table(areas, 2, 2, count)}};
}

std::vector<std::optional<std::int64_t>> everything(const ReleasedTable& table) {
  std::vector<std::optional<std::int64_t>> all;
  for (AreaNo area = 0; area < table.areas().size(); ++area) {
    all.push_back(table.base(area));
    for (std::size_t group = 0; group < table.set().group_count(table.areas()[area].level); ++group)
      all.push_back(table.count(area, group));
  }
  return all;
}

TEST(Release, NoisesEveryAreaAndLevelAndChargesTheWholePath) {
  const AreaTree areas = reference::state(2, 2, 2, 3);
  const ReleaseRequest request = two_tables(areas, 100);
  const auto made = release(request, {}, floors, source(1), 1);
  ASSERT_TRUE(made.ok());
  const auto ledger = Ledger::of(made->added);
  ASSERT_TRUE(ledger.ok());
  for (const District& district : areas.districts()) {
    const AreaId id = district.areas.front().id;
    EXPECT_EQ(ledger->spent(WaveNo(1), id), Rational(1, 10));
    const Charge* charge = ledger->charge(WaveNo(1), id, TableId(1), CategorySetId(1));
    ASSERT_NE(charge, nullptr);
    EXPECT_EQ(charge->noised.size(), district.areas.size() * 3);
    // Wholes are noised by themselves: their noise is not the sum of their parts'.
    EXPECT_NE(charge->noised[0], charge->noised[3] + charge->noised[6]);
    EXPECT_NEAR(static_cast<double>(charge->noised[0]), 12 * 100, 6 * std::sqrt(80.0));
  }
}

TEST(Release, IsTheSameForAnyNumberOfThreadsAndAnotherForAnotherKey) {
  const AreaTree areas = reference::state(5, 2, 2, 3);
  const ReleaseRequest request = two_tables(areas, 40);
  const auto one = release(request, {}, floors, source(1), 1);
  const auto four = release(request, {}, floors, source(1), 4);
  const auto other = release(request, {}, floors, source(2), 1);
  ASSERT_TRUE(one.ok() && four.ok() && other.ok());
  EXPECT_EQ(one->added, four->added);
  EXPECT_NE(one->added, other->added);
  for (std::size_t table = 0; table < 2; ++table)
    EXPECT_EQ(everything(one->tables[table]), everything(four->tables[table]));
}

TEST(Release, AskedAgainGivesTheStoredNumbersAndChargesNothing) {
  const AreaTree areas = reference::state(1, 2, 2, 3);
  const auto first = release(two_tables(areas, 40), {}, floors, source(1), 1);
  ASSERT_TRUE(first.ok());
  const auto ledger = Ledger::of(first->added);
  ASSERT_TRUE(ledger.ok());
  // Other counts, another key: late receipts and a second try tell nothing new.
  const auto again = release(two_tables(areas, 70), *ledger, floors, source(2), 1);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->added.empty());
  for (std::size_t table = 0; table < 2; ++table)
    EXPECT_EQ(everything(first->tables[table]), everything(again->tables[table]));
}

TEST(Release, AThirdTableIsRefusedOnceTheWaveIsSpent) {
  const AreaTree areas = reference::state(1, 1, 2, 2);
  const auto ledger = Ledger::of(release(two_tables(areas, 40), {}, floors, source(1), 1)->added);
  ASSERT_TRUE(ledger.ok());
  ReleaseRequest more{areas, WaveNo(1), {even_table(areas, 3, 2, 40)}, Rational(1, 1000)};
  EXPECT_EQ(release(more, *ledger, floors, source(2), 1).error().code, "budget_spent");
  more.wave = WaveNo(2);
  EXPECT_TRUE(release(more, *ledger, floors, source(2), 1).ok());
}

TEST(Release, ANewDistrictIsDrawnAndTheOthersStay) {
  const AreaTree small = reference::state(1, 1, 2, 2);
  const AreaTree large = reference::state(2, 1, 2, 2);
  const auto first = release(two_tables(small, 40), {}, floors, source(1), 1);
  const auto second = release(two_tables(large, 40), *Ledger::of(first->added), floors, source(2), 1);
  ASSERT_TRUE(second.ok());
  ASSERT_EQ(second->added.size(), 1U);
  EXPECT_EQ(second->added[0].district(), large.districts()[1].areas.front().id);
  const auto before = everything(first->tables[0]);
  const auto after = everything(second->tables[0]);
  EXPECT_TRUE(std::equal(before.begin(), before.end(), after.begin()));
}

TEST(Release, ADistrictWithOtherBoothsThanBeforeIsRefused) {
  const auto ledger =
      Ledger::of(release(two_tables(reference::state(1, 1, 2, 2), 40), {}, floors, source(1), 1)->added);
  EXPECT_EQ(release(two_tables(reference::state(1, 1, 2, 3), 40), *ledger, floors, source(2), 1).error().code,
            "areas_changed");
}

TEST(Release, AFineSetIsRefusedAtBoothsAndTakenAtSegments) {
  const AreaTree areas = reference::state(1, 2, 1, 2);
  const CategorySet fine = CategorySet::of(CategorySetId(9), RiskClass::fine, 4).value();
  CountedTable table{TableId(1), fine, {1, 1, 0, 1}, std::vector<std::uint32_t>(areas.booths().size() * 4, 50)};
  EXPECT_EQ(release({areas, WaveNo(1), {table}}, {}, floors, source(1), 1).error().code, "set_too_fine");
  table.weights = {1, 1, 1, 0};
  EXPECT_EQ(release({areas, WaveNo(1), {table}}, {}, floors, source(1), 1).error().code, "set_too_fine");
  table.weights = {1, 1, 0, 0};
  const auto made = release({areas, WaveNo(1), {table}}, {}, floors, source(1), 1);
  ASSERT_TRUE(made.ok());
  for (AreaNo area = 0; area < areas.areas().size(); ++area)
    EXPECT_EQ(made->tables[0].made(area), areas.areas()[area].level <= Level::segment);
  // Booths are led by their segment.
  EXPECT_EQ(made->tables[0].lead_area(areas.booths().front()), 1U);
}

TEST(Release, CountsThatDoNotFitAreRefused) {
  const AreaTree areas = reference::state(1, 1, 1, 2);
  CountedTable table = even_table(areas, 1, 3, 5);
  table.counts.pop_back();
  EXPECT_EQ(release({areas, WaveNo(1), {table}}, {}, floors, source(1), 1).error().code, "counts_malformed");
  const CountedTable twice = even_table(areas, 1, 3, 5);
  EXPECT_EQ(release({areas, WaveNo(1), {twice, twice}}, {}, floors, source(1), 1).error().code, "charged_twice");
}

TEST(Release, ACoarserSetIsTakenFromThePublishedFinerOneNotDrawnAnew) {
  const AreaTree areas = reference::state(1, 2, 1, 2);
  const CategorySet fine = CategorySet::of(CategorySetId(9), RiskClass::fine, 4).value();
  const CategorySet coarse =
      CategorySet::of(CategorySetId(10), RiskClass::coarse, 2, {}, Coarsening{CategorySetId(9), {0, 0, 1, 1}}).value();
  const std::size_t booths = areas.booths().size();
  const CountedTable of_fine{TableId(1), fine, {1, 1, 0, 0}, std::vector<std::uint32_t>(booths * 4, 50)};
  CountedTable of_coarse{TableId(1), coarse, {0, 1, 1, 1}, std::vector<std::uint32_t>(booths * 2, 100)};
  EXPECT_EQ(release({areas, WaveNo(1), {of_fine, of_coarse}}, {}, floors, source(1), 1).error().code,
            "coarsening_published");
  const auto published_fine = release({areas, WaveNo(1), {of_fine}, Rational(1, 20)}, {}, floors, source(1), 1);
  ASSERT_TRUE(published_fine.ok());
  const auto ledger = Ledger::of(published_fine->added);
  EXPECT_EQ(release({areas, WaveNo(1), {of_coarse}, Rational(1, 20)}, *ledger, floors, source(2), 1).error().code,
            "coarsening_published");
  of_coarse.weights = {0, 0, 1, 1};
  EXPECT_TRUE(release({areas, WaveNo(1), {of_coarse}, Rational(1, 20)}, *ledger, floors, source(2), 1).ok());

  const ReleasedTable& finer = published_fine->tables[0];
  const auto coarser = coarsened(finer, coarse);
  ASSERT_TRUE(coarser.ok());
  EXPECT_EQ(coarser->count(0, 0), *finer.count(0, 0) + *finer.count(0, 1));
  EXPECT_EQ(coarser->base(0), finer.base(0));
  EXPECT_NEAR(coarser->noise_sd(0, 0), std::sqrt(2.0) * finer.noise_sd(0, 0), 1e-9);
  EXPECT_EQ(coarsened(finer, reference::coarse_set(3, 2)).error().code, "not_a_coarsening");
}

TEST(Coarsened, ShowsOnlyWhatFollowsFromShownCells) {
  const AreaTree areas = reference::state(1, 1, 1, 1);
  const CategorySet fine = CategorySet::of(CategorySetId(9), RiskClass::coarse, 5).value();
  const CategorySet coarse =
      CategorySet::of(CategorySetId(10), RiskClass::coarse, 3, {}, Coarsening{CategorySetId(9), {0, 0, 1, 1, 2}})
          .value();
  // Cells 0 and 1 are far below the floor, so cell 2 or more goes with them.
  const CountedTable table{TableId(1), fine, {1, 0, 0, 0}, {0, 0, 3000, 4000, 5000}};
  const auto made = release({areas, WaveNo(1), {table}}, {}, floors, source(3), 1);
  ASSERT_TRUE(made.ok());
  const ReleasedTable& finer = made->tables[0];
  const auto coarser = coarsened(finer, coarse);
  ASSERT_TRUE(coarser.ok());
  ASSERT_FALSE(finer.count(0, 0));
  ASSERT_FALSE(finer.count(0, 1));
  EXPECT_EQ(coarser->count(0, 2), finer.count(0, 4));
  EXPECT_EQ(coarser->count(0, 0).has_value(), finer.count(0, 2).has_value());
}

TEST(Published, IsAFunctionOfTheNoisedNumbersAlone) {
  // The same noised numbers under whatever truth: counts are not even asked for, and noise that made up for them
  // exactly gives the same table. Here the truth is far from what the ledger says.
  EXPECT_TRUE(rc::check("same ledger, other truth", [] {
    const AreaTree areas = reference::state(1, 2, 2, 2);
    const auto count = *rc::gen::inRange(0U, 40U);
    const auto first = release(two_tables(areas, count), {}, floors, source(*rc::gen::arbitrary<std::uint64_t>()), 1);
    RC_ASSERT(first.ok());
    const auto ledger = Ledger::of(first->added);
    const auto other = release(two_tables(areas, *rc::gen::inRange(0U, 5000U)), *ledger, floors,
                               source(*rc::gen::arbitrary<std::uint64_t>()), 2);
    RC_ASSERT(other.ok());
    for (std::size_t table = 0; table < 2; ++table)
      RC_ASSERT(everything(first->tables[table]) == everything(other->tables[table]));
  }));
}

TEST(Published, NeverShowsNothingOrAllNorASmallNumber) {
  EXPECT_TRUE(rc::check("any counts", [] {
    const AreaTree areas = reference::state(1, 2, 2, 3);
    CountedTable table = even_table(areas, 1, 3, 0);
    for (std::uint32_t& count : table.counts) count = *rc::gen::element(0U, 0U, 5U, 30U, 200U);
    const auto made = release({areas, WaveNo(1), {table}}, {}, floors, source(*rc::gen::arbitrary<std::uint64_t>()), 1);
    RC_ASSERT(made.ok());
    const ReleasedTable& shown = made->tables[0];
    for (AreaNo area = 0; area < areas.areas().size(); ++area) {
      RC_ASSERT(!shown.base(area) || *shown.base(area) >= 30);
      for (std::size_t group = 0; group < 3; ++group) {
        const auto cell = shown.cell(area, group);
        RC_ASSERT(!shown.count(area, group) || (shown.base(area) && *shown.count(area, group) >= 10));
        RC_ASSERT(cell.has_value() == shown.count(area, group).has_value());
        if (!cell) continue;
        RC_ASSERT(cell->share > 0 && cell->share < 1);
        RC_ASSERT(cell->share_interval.low <= cell->share && cell->share <= cell->share_interval.high);
        RC_ASSERT(cell->count_interval.low < static_cast<double>(cell->count));
      }
      const auto under = shown.hidden_share_most(area);
      RC_ASSERT(under.has_value() == shown.base(area).has_value());
      RC_ASSERT(!under || (*under > 0 && *under <= 1));
    }
  }));
}

TEST(Published, NumbersAreAsExactForManyPeopleAsForFew) {
  const AreaTree areas = reference::state(1, 2, 2, 3);
  CountedTable table = even_table(areas, 1, 3, 60);
  for (std::size_t at = 0; at < table.counts.size() / 2; ++at) table.counts[at] = 6000;
  const auto made = release({areas, WaveNo(1), {table}}, {}, floors, source(1), 1);
  ASSERT_TRUE(made.ok());
  for (const AreaNo booth : areas.booths())
    EXPECT_EQ(made->tables[0].noise_sd(booth, 0), made->tables[0].noise_sd(areas.booths().front(), 0));
}

TEST(Published, ABoothBelowTheFloorIsLedByItsShaktiKendraThenTheSegment) {
  const AreaTree areas = reference::state(1, 2, 2, 2);  // booths at 3 4, 6 7 | 10 11, 13 14
  CountedTable table = even_table(areas, 1, 2, 400);
  for (const std::size_t booth : {0U, 1U, 6U}) table.counts[2 * booth] = table.counts[2 * booth + 1] = 0;
  const auto made = release({areas, WaveNo(1), {table}}, {}, floors, source(1), 1);
  ASSERT_TRUE(made.ok());
  const ReleasedTable& shown = made->tables[0];
  EXPECT_EQ(shown.lead_area(3), 1U);  // nobody in its kendra either
  EXPECT_EQ(shown.lead_area(6), 1U);  // its kendra is the only sibling of one that is hidden
  EXPECT_EQ(shown.lead_area(10), 10U);
  EXPECT_EQ(shown.lead_area(13), 12U);
  EXPECT_FALSE(shown.base(13));
  EXPECT_FALSE(shown.base(14)) << "the sibling of a lone hidden booth is hidden too";
}

TEST(Published, RaisedFloorsHideMore) {
  const AreaTree areas = reference::state(1, 2, 2, 3);
  const auto made = release(two_tables(areas, 40), {}, floors, source(1), 1);
  const auto ledger = Ledger::of(made->added);
  const auto raised = published(areas, *ledger, WaveNo(1), TableId(1), reference::coarse_set(1, 3),
                                Floors::raised(5000, 10).value(), 1);
  ASSERT_TRUE(raised.ok());
  for (AreaNo area = 0; area < areas.areas().size(); ++area) EXPECT_FALSE(raised->base(area));
}

TEST(Published, TellsWhatWasNeverDrawn) {
  const AreaTree areas = reference::state(1, 1, 1, 2);
  const auto ledger = Ledger::of(release(two_tables(areas, 40), {}, floors, source(1), 1)->added);
  const auto code = [&](std::uint32_t wave, std::uint32_t table, const CategorySet& set) {
    return published(areas, *ledger, WaveNo(wave), TableId(table), set, floors, 1).error().code;
  };
  EXPECT_EQ(code(2, 1, reference::coarse_set(1, 3)), "nothing_charged");
  EXPECT_EQ(code(1, 7, reference::coarse_set(1, 3)), "nothing_charged");
  EXPECT_EQ(code(1, 1, reference::coarse_set(1, 4)), "set_changed");
}

/// How often intervals hold the truth, over many releases of booths of 60, 90 and 150.
TEST(Published, NinetyPercentIntervalsHoldTheTruthNineTimesInTen) {
  const AreaTree areas = reference::state(1, 1, 2, 3);
  CountedTable table = even_table(areas, 1, 3, 0);
  for (std::size_t booth = 0; booth < areas.booths().size(); ++booth) {
    for (std::size_t category = 0; category < 3; ++category)
      table.counts[3 * booth + category] = std::array{60U, 90U, 150U}[category];
  }
  int counts_held = 0;
  int shares_held = 0;
  int shown = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const auto made = release({areas, WaveNo(1), {table}}, {}, floors, source(seed), 1);
    ASSERT_TRUE(made.ok());
    for (const AreaNo booth : areas.booths()) {
      const auto cell = made->tables[0].cell(booth, 1, 1000);
      if (!cell) continue;
      ++shown;
      counts_held += cell->count_interval.low <= 90 && 90 <= cell->count_interval.high ? 1 : 0;
      shares_held += cell->share_interval.low <= 0.3 && 0.3 <= cell->share_interval.high ? 1 : 0;
      ASSERT_TRUE(cell->share_interval_sampled);
      EXPECT_LT(cell->share_interval_sampled->low, cell->share_interval.low);
      EXPECT_GT(cell->share_interval_sampled->high, cell->share_interval.high);
    }
  }
  EXPECT_EQ(shown, 3000);
  EXPECT_NEAR(counts_held / 3000.0, 0.9, 0.03);
  EXPECT_NEAR(shares_held / 3000.0, 0.9, 0.03);
}

}  // namespace
}  // namespace boothwise::privacy
