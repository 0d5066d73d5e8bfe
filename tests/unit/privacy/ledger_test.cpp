#include "privacy/ledger.hpp"

#include "unit/privacy/small_state.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace boothwise::privacy {
namespace {

Account account(std::uint32_t wave, const AreaTree& areas, std::vector<Charge> charges, std::size_t district = 0) {
  return {WaveNo(wave), areas.districts()[district].areas, std::move(charges)};
}

/// Made at booths and districts only, two answers.
Charge charge(std::uint32_t table, const AreaTree& areas, Rational at_booth, Rational at_district) {
  Charge made{TableId(table), CategorySetId(1), 2, {at_district, Rational(), Rational(), at_booth}, {}};
  for (const Area& area : areas.districts()[0].areas) {
    if (!made.rho[number(area.level)].is_zero()) made.noised.insert(made.noised.end(), {7, 8});
  }
  return made;
}

const AreaTree& tree() {
  static const AreaTree areas = reference::state(2, 1, 2, 2);
  return areas;
}

TEST(Ledger, APathPaysForEveryTableAndLevel) {
  Ledger ledger;
  ASSERT_TRUE(ledger.add({account(1, tree(), {charge(1, tree(), {1, 40}, {1, 60})})}).ok());
  ASSERT_TRUE(ledger.add({account(1, tree(), {charge(2, tree(), {1, 50}, {1, 50})})}).ok());
  EXPECT_EQ(ledger.spent(WaveNo(1), AreaId(1)), Rational(1, 40).plus(Rational(1, 60))->plus(Rational(1, 25)));
  EXPECT_EQ(ledger.spent(WaveNo(2), AreaId(1)), Rational());
  ASSERT_TRUE(ledger.add({account(2, tree(), {charge(1, tree(), {1, 40}, {1, 60})})}).ok());
  EXPECT_EQ(ledger.spent_over_waves(AreaId(1)), ledger.spent(WaveNo(1), AreaId(1)).plus({1, 24}));
}

TEST(Ledger, RefusesWhatIsAboveATenthAndStaysAsItWas) {
  Ledger ledger;
  ASSERT_TRUE(ledger.add({account(1, tree(), {charge(1, tree(), {1, 20}, {1, 20})})}).ok());
  const Status spent = ledger.add({account(1, tree(), {charge(2, tree(), {1, 1'000'000}, Rational())})});
  ASSERT_FALSE(spent.ok());
  EXPECT_EQ(spent.error().code, "budget_spent");
  EXPECT_EQ(spent.error().where.value, "wave 1, district 1");
  // One of two is refused: neither is added.
  EXPECT_FALSE(ledger
                   .add({account(2, tree(), {charge(1, tree(), {1, 20}, {1, 20})}),
                         account(1, tree(), {charge(3, tree(), {1, 99}, Rational())})})
                   .ok());
  EXPECT_EQ(ledger.accounts().size(), 1U);
  EXPECT_EQ(ledger.spent(WaveNo(2), AreaId(1)), Rational());
  EXPECT_EQ(ledger.district_of(WaveNo(2), AreaId(1)), nullptr);
}

TEST(Ledger, NeverHoldsMoreThanATenthWhateverIsAsked) {
  EXPECT_TRUE(rc::check("random charges", [] {
    Ledger ledger;
    for (std::uint32_t table = 0; table < 12; ++table) {
      const auto part = [] { return Rational(1, *rc::gen::inRange<std::uint64_t>(15, 400)); };
      const std::uint32_t wave = *rc::gen::inRange(1U, 3U);
      const Rational before = ledger.spent(WaveNo(wave), AreaId(1));
      const Charge asked = charge(table, tree(), part(), part());
      const bool taken = ledger.add({account(wave, tree(), {asked})}).ok();
      const std::optional<Rational> would = before.plus(*asked.along_path());
      RC_ASSERT(taken == (would && *would <= Rational(1, 10)));
      RC_ASSERT(ledger.spent(WaveNo(wave), AreaId(1)) == (taken ? *would : before));
    }
  }));
}

TEST(Ledger, KeepsTheNumbersOfAQuestionAndChargesItOnce) {
  Ledger ledger;
  const Charge asked = charge(1, tree(), {1, 40}, {1, 60});
  ASSERT_TRUE(ledger.add({account(1, tree(), {asked})}).ok());
  const Charge* kept = ledger.charge(WaveNo(1), AreaId(1), TableId(1), CategorySetId(1));
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(*kept, asked);
  EXPECT_EQ(ledger.charge(WaveNo(1), AreaId(1), TableId(1), CategorySetId(2)), nullptr);
  EXPECT_EQ(ledger.charge(WaveNo(1), AreaId(1), TableId(2), CategorySetId(1)), nullptr);
  EXPECT_EQ(ledger.charge(WaveNo(2), AreaId(1), TableId(1), CategorySetId(1)), nullptr);
  EXPECT_EQ(ledger.add({account(1, tree(), {asked})}).error().code, "charged_twice");
}

TEST(Ledger, TellsWhatIsNoAccount) {
  const auto code = [](Account given) { return Ledger::of({std::move(given)}).error().code; };
  EXPECT_EQ(code({WaveNo(1), {}, {}}), "account_malformed");
  EXPECT_EQ(code({WaveNo(1), tree().areas(), {}}), "account_malformed");  // two districts
  Charge short_of_one = charge(1, tree(), {1, 40}, {1, 60});
  short_of_one.noised.pop_back();
  EXPECT_EQ(code(account(1, tree(), {short_of_one})), "account_malformed");
}

TEST(Ledger, AreasStayInTheirDistrictWithinAWave) {
  Ledger ledger;
  ASSERT_TRUE(ledger.add({account(1, tree(), {charge(1, tree(), {1, 40}, {1, 60})})}).ok());
  const AreaTree larger = reference::state(1, 1, 2, 3);
  EXPECT_EQ(ledger.add({account(1, larger, {charge(2, larger, {1, 99}, Rational())})}).error().code, "areas_changed");
  Account moved = account(1, tree(), {}, 1);
  moved.areas.back().id = AreaId(5);  // a booth of the first district; ids stay in order in their kendra of one
  std::ranges::sort(moved.areas, {}, [](const Area& area) { return std::pair(area.level, area.id); });
  const Status status = ledger.add({moved});
  ASSERT_FALSE(status.ok());
  EXPECT_TRUE(ledger.add({account(2, larger, {})}).ok());
}

TEST(Ledger, SurvivesBeingStoredAndRead) {
  Ledger ledger;
  ASSERT_TRUE(ledger.add({account(1, tree(), {charge(1, tree(), {1, 40}, {1, 60})})}).ok());
  ASSERT_TRUE(ledger.add({account(1, tree(), {}, 1)}).ok());
  const auto read = Ledger::of(ledger.accounts());
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->accounts(), ledger.accounts());
}

}  // namespace
}  // namespace boothwise::privacy
