#include "unit/synthesis/sample.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <set>

#include "base/parallel.hpp"
#include "synthesis/truth.hpp"

namespace boothwise::synthesis {
namespace {

using test::printed;
using test::state;
using test::vocabulary;

constexpr std::array both_rolls = {Roll::earlier, Roll::later};

std::vector<std::string> whole(const Vocabulary& words, const State& of, unsigned threads) {
  std::vector<std::string> texts(of.segments.size());
  parallel_for(threads, of.segments.size(), [&](std::size_t place, unsigned /*thread*/) {
    texts[place] = printed(words, of, make_segment(words, of, place));
  });
  return texts;
}

TEST(SyntheticState, IsTheSameForAnyNumberOfThreadsAndForASegmentAlone) {
  const Vocabulary words = vocabulary();
  const State of = state(5, 400);
  const std::vector<std::string> one = whole(words, of, 1);
  EXPECT_EQ(whole(words, of, 4), one);
  for (const std::size_t place : {4U, 2U, 0U})
    EXPECT_EQ(printed(words, of, make_segment(words, of, place)), one[place]);
}

TEST(SyntheticState, APartAloneReadsAsItDoesAmongTheOthers) {
  const Vocabulary words = vocabulary();
  const State of = state(2, 900);
  const Segment segment = make_segment(words, of, 1);
  const std::string all = printed(words, of, segment);
  for (const Roll which : both_rolls) {
    for (auto part = segment.roll(which).parts.rbegin(); part != segment.roll(which).parts.rend(); ++part) {
      const std::string alone = printed(words, of, segment, which, *part);
      EXPECT_NE(all.find(part->station + "\n" + alone), std::string::npos) << part->no;
    }
  }
}

TEST(SyntheticState, AnotherSeedMakesAnotherState) {
  const Vocabulary words = vocabulary();
  Settings settings;
  settings.seed = 2;
  const State first = state(1, 100);
  const State second = state(1, 100, settings);
  EXPECT_NE(printed(words, first, make_segment(words, first, 0)),
            printed(words, second, make_segment(words, second, 0)));
}

TEST(SyntheticRoll, SerialNumbersRunFromOneAndSummariesCountWhatStands) {
  const Vocabulary words = vocabulary();
  const State of = state(2, 1500);
  const Segment segment = make_segment(words, of, 0);
  Scribe scribe(words, of, segment);
  for (const Roll which : both_rolls) {
    for (const PartOfRoll& part : segment.roll(which).parts) {
      std::map<std::int32_t, Gender> standing;
      std::int64_t deletions = 0;
      std::int64_t corrections = 0;
      std::int32_t last = 0;
      ASSERT_TRUE(scribe
                      .mother_roll(which, part,
                                   [&](const RollRow& row) {
                                     EXPECT_EQ(row.serial_no, ++last);
                                     standing[row.serial_no] = row.gender;
                                     return success();
                                   })
                      .ok());
      ASSERT_TRUE(scribe
                      .supplements(which, part,
                                   [&](const RollRow& row) {
                                     if (row.list == SupplementList::addition) {
                                       EXPECT_EQ(row.serial_no, ++last);
                                       standing[row.serial_no] = row.gender;
                                     } else if (row.list == SupplementList::deletion) {
                                       EXPECT_EQ(standing.erase(row.serial_no), 1U);
                                       ++deletions;
                                     } else {
                                       EXPECT_TRUE(standing.contains(row.serial_no));
                                       standing[row.serial_no] = row.gender;
                                       ++corrections;
                                     }
                                     return success();
                                   })
                      .ok());
      const PartSummary summary = summary_of(segment, which, part);
      EXPECT_EQ(summary.electors(), static_cast<std::int64_t>(standing.size()));
      EXPECT_EQ(summary.female,
                std::ranges::count(standing, Gender::female, [](const auto& entry) { return entry.second; }));
      EXPECT_EQ(summary.last_serial, last);
      EXPECT_EQ(summary.deletions, deletions);
      EXPECT_EQ(summary.corrections, corrections);
    }
  }
}

TEST(SyntheticRoll, NoPartIsAboveItsCeilingAndEveryHouseIsInOne) {
  EXPECT_TRUE(rc::check("ceilings", [] {
    Settings settings;
    settings.seed = *rc::gen::inRange<std::uint64_t>(1, 1000);
    settings.stations.electors_max_before = *rc::gen::inRange(400, 1600);
    settings.stations.electors_max_after = *rc::gen::inRange(300, 1300);
    const Vocabulary words = vocabulary();
    const State of = state(2, static_cast<std::uint32_t>(*rc::gen::inRange(1, 3000)), settings);
    const Segment segment = make_segment(words, of, 0);
    for (const Roll which : both_rolls) {
      const RollOfSegment& roll = segment.roll(which);
      const std::int32_t most =
          which == Roll::earlier ? settings.stations.electors_max_before : settings.stations.electors_max_after;
      std::uint32_t entries = 0;
      std::uint32_t households = 0;
      std::int32_t no = 0;
      for (const PartOfRoll& part : roll.parts) {
        RC_ASSERT(part.no == ++no);
        RC_ASSERT(part.end_entry - part.first_entry <= static_cast<std::uint32_t>(most));
        entries += part.end_entry - part.first_entry;
        households += part.end_household - part.first_household;
      }
      RC_ASSERT(entries == roll.entries.size());
      RC_ASSERT(households == segment.households);
    }
  }));
}

TEST(SyntheticRoll, NewPartsAreMoreAndSomeAreNumberedOtherwise) {
  const Vocabulary words = vocabulary();
  const State of = state(1, 20000);
  const Segment segment = make_segment(words, of, 0);
  EXPECT_GT(segment.roll(Roll::later).parts.size(), segment.roll(Roll::earlier).parts.size());
  const auto& parts = segment.roll(Roll::later).parts;
  EXPECT_FALSE(std::ranges::is_sorted(parts, {}, &PartOfRoll::first_household));
}

TEST(SyntheticRoll, EpicNumbersAreOfSeriesNobodyIssuesAndMeetOnlyWhereTheTruthSaysSo) {
  const Vocabulary words = vocabulary();
  Settings settings;
  settings.errors.epic_shared = 0;
  const State of = state(3, 1500, settings);
  std::map<std::string, EntityId> owner;
  for (std::size_t place = 0; place < of.segments.size(); ++place) {
    const Segment segment = make_segment(words, of, place);
    for (const Roll which : both_rolls) {
      test::each_entry(words, of, segment, which, [&](const RollRow& row) {
        if (row.epic_no.empty()) return;
        EXPECT_EQ(row.epic_no.size(), EpicSeries::length);
        EXPECT_TRUE(row.epic_no.starts_with("ZZ") || row.epic_no.starts_with("ZX")) << row.epic_no;
        const auto known = owner.emplace(std::string(row.epic_no), row.person->entity).first;
        EXPECT_EQ(known->second, row.person->entity);
      });
    }
  }
  EXPECT_GT(owner.size(), 10000U);
}

TEST(SyntheticRoll, AgesAreThoseOfElectorsAndAreTheYearsApart) {
  const Vocabulary words = vocabulary();
  Settings settings;
  settings.errors.noise_before = settings.errors.noise_after = 0;
  settings.years = 7;
  const State of = state(1, 1500, settings);
  const Segment segment = make_segment(words, of, 0);
  std::array<std::map<EntityId, std::int32_t>, 2> ages;
  for (const Roll which : both_rolls) {
    test::each_entry(words, of, segment, which, [&](const RollRow& row) {
      EXPECT_GE(row.age, age_least);
      EXPECT_LE(row.age, age_most);
      ages.at(static_cast<std::size_t>(which))[row.person->entity] = row.age;
    });
  }
  std::size_t both = 0;
  for (const auto& [entity, age] : ages[0]) {
    const auto later = ages[1].find(entity);
    if (later == ages[1].end()) continue;
    ++both;
    EXPECT_EQ(later->second, age + 7);
  }
  EXPECT_GT(both, 2000U);
}

TEST(SyntheticRoll, LatinRollsHoldNoDevanagariNames) {
  const Vocabulary words = vocabulary();
  Settings settings;
  settings.script = ScriptChoice::latin;
  const State of = state(1, 500, settings);
  const Segment segment = make_segment(words, of, 0);
  for (const Roll which : both_rolls) {
    test::each_entry(words, of, segment, which, [](const RollRow& row) {
      EXPECT_TRUE(std::ranges::all_of(row.name, [](char letter) { return static_cast<unsigned char>(letter) < 128; }))
          << row.name;
    });
  }
}

}  // namespace
}  // namespace boothwise::synthesis
