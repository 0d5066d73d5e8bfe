#include "synthesis/truth.hpp"

#include "unit/synthesis/sample.hpp"

#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck.h>
#include <set>

namespace boothwise::synthesis {
namespace {

using test::state;
using test::vocabulary;

std::int64_t standing(const Segment& segment, Roll which) {
  std::int64_t number = 0;
  for (const Entry& entry : segment.roll(which).entries) number += entry.is_struck() ? 0 : 1;
  return number;
}

Segment random_segment(Settings& settings) {
  settings.seed = *rc::gen::inRange<std::uint64_t>(1, 100000);
  settings.years = *rc::gen::inRange(1, 11);
  const State of = state(static_cast<std::size_t>(*rc::gen::inRange(1, 5)),
                         static_cast<std::uint32_t>(*rc::gen::inRange(1, 1200)), settings);
  return make_segment(vocabulary(), of, 0);
}

TEST(SyntheticTruth, ChangesLeadFromOneRollToTheOther) {
  EXPECT_TRUE(rc::check("balance", [] {
    Settings settings;
    const Segment segment = random_segment(settings);
    std::int64_t before = 0;
    std::int64_t after = 0;
    for (const TrueChange& change : true_changes(segment, settings.years)) {
      if (change.measure != "added") before += change.number;
      if (change.measure == "found" || change.measure == "added") after += change.number;
    }
    RC_ASSERT(before == standing(segment, Roll::earlier));
    RC_ASSERT(after == standing(segment, Roll::later));
  }));
}

TEST(SyntheticTruth, WeightsOfAnOldPartAddUpToOne) {
  EXPECT_TRUE(rc::check("weights", [] {
    Settings settings;
    const Segment segment = random_segment(settings);
    std::map<std::int32_t, double> sums;
    for (const TrueMatch& match : true_concordance(segment)) {
      RC_ASSERT(match.electors > 0);
      sums[match.old_part] += match.weight;
    }
    for (const auto& [part, sum] : sums) RC_ASSERT(std::abs(sum - 1) < 1e-9);
  }));
}

TEST(SyntheticTruth, NobodyWhoDiedOrLeftStandsAsTheirOwn) {
  EXPECT_TRUE(rc::check("fates", [] {
    Settings settings;
    const Segment segment = random_segment(settings);
    for (const Entry& entry : segment.roll(Roll::later).entries) {
      const Person& person = segment.people[entry.person];
      const bool gone = person.fate == Fate::dies || person.fate == Fate::leaves || person.fate == Fate::ended ||
                        (person.fate == Fate::crosses && ac_of(person.entity) == segment.ac);
      RC_ASSERT(!gone || entry.kind == EntryKind::leftover);
      RC_ASSERT(!entry.wrongly || (entry.is_struck() && person.fate == Fate::stays));
      RC_ASSERT(entry.kind != EntryKind::leftover || entry.household == person.household);
    }
  }));
}

TEST(SyntheticTruth, WhoCrossesArrivesAsTheSamePersonInOneOtherSegment) {
  const Vocabulary words = vocabulary();
  const State of = state(5, 1500);
  std::set<EntityId> left;
  std::map<EntityId, int> arrived;
  for (std::size_t place = 0; place < of.segments.size(); ++place) {
    const Segment segment = make_segment(words, of, place);
    for (const Person& person : segment.people) {
      if (person.fate != Fate::crosses || !person.registers) continue;
      if (ac_of(person.entity) == segment.ac) {
        left.insert(person.entity);
      } else {
        ++arrived[person.entity];
      }
    }
  }
  EXPECT_GT(left.size(), 200U);
  EXPECT_EQ(left.size(), arrived.size());
  for (const auto& [entity, times] : arrived) {
    EXPECT_EQ(times, 1);
    EXPECT_TRUE(left.contains(entity));
  }
}

TEST(SyntheticTruth, UnusualVillagesAreWhereManyAreStruckWrongly) {
  Settings settings;
  settings.keeping.unusual_villages = 0.2;
  const Vocabulary words = vocabulary();
  const State of = state(1, 30000, settings);
  std::array<std::int64_t, 2> entries{};
  std::array<std::int64_t, 2> wrongly{};
  for (const TrueDeletions& part : true_deletions(make_segment(words, of, 0))) {
    entries.at(part.is_unusual ? 1 : 0) += part.entries;
    wrongly.at(part.is_unusual ? 1 : 0) += part.wrongly;
  }
  const auto share = [&](std::size_t of_which) {
    return static_cast<double>(wrongly.at(of_which)) / static_cast<double>(entries.at(of_which));
  };
  EXPECT_LT(share(0), 0.01);
  EXPECT_GT(share(1), 0.08);
}

TEST(SyntheticTruth, RatesComeOutAsTheyWereSet) {
  const Vocabulary words = vocabulary();
  Settings settings;
  const State of = state(4, 20000, settings);
  const Segment segment = make_segment(words, of, 1);
  double alive = 0;
  double wrong = 0;
  double repeats = 0;
  for (const Entry& entry : segment.roll(Roll::later).entries) {
    const Person& person = segment.people[entry.person];
    if (person.fate != Fate::stays) continue;
    alive += entry.kind == EntryKind::own ? 1 : 0;
    wrong += entry.wrongly && !segment.village_of(entry.household).is_unusual ? 1 : 0;
    repeats += entry.kind == EntryKind::repeat ? 1 : 0;
  }
  EXPECT_NEAR(wrong / alive, settings.keeping.struck_wrongly, 0.0015);
  EXPECT_NEAR(repeats / alive, settings.keeping.repeated, 0.002);
}

TEST(SyntheticState, HasPeopleOfPlausibleAgesAndBothGenders) {
  const Vocabulary words = vocabulary();
  const State of = state(1, 30000);
  const Segment segment = make_segment(words, of, 0);
  std::array<double, 3> genders{};
  std::map<int, double> bands;
  double electors = 0;
  for (const Entry& entry : segment.roll(Roll::earlier).entries) {
    const Person& person = segment.people[entry.person];
    ++genders.at(static_cast<std::size_t>(person.gender));
    ++bands[person.age / 10 * 10];
    ++electors;
  }
  EXPECT_NEAR(genders[1] / genders[0], 0.89, 0.05);
  const std::map<int, double> expected = {{10, 0.02},  {20, 0.26}, {30, 0.23}, {40, 0.19},
                                          {50, 0.155}, {60, 0.09}, {70, 0.035}};
  for (const auto& [band, share] : expected) EXPECT_NEAR(bands[band] / electors, share, 0.015) << band;
  const double sizes = electors / 30000;
  EXPECT_NEAR(sizes, 2.78, 0.15);
}

}  // namespace
}  // namespace boothwise::synthesis
