// The pieces that a synthetic state is put together from.

#include "unit/synthesis/sample.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck.h>
#include <set>

#include "synthesis/apportion.hpp"
#include "synthesis/booths.hpp"
#include "synthesis/slips.hpp"

namespace boothwise::synthesis {
namespace {

TEST(Apportion, AddsUpAndKeepsWithinWhatEachCanTake) {
  EXPECT_TRUE(rc::check("sums", [] {
    const auto most =
        *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 500)));
    const std::int64_t room = std::accumulate(most.begin(), most.end(), std::int64_t{0});
    const std::int64_t total = *rc::gen::inRange<std::int64_t>(0, room + 1);
    std::vector<double> weights;
    for (std::size_t i = 0; i < most.size(); ++i) weights.push_back(*rc::gen::inRange(0, 10));
    const auto parts = apportion(total, weights, most);
    for (std::size_t i = 0; i < parts.size(); ++i) RC_ASSERT(parts[i] >= 0 && parts[i] <= most[i]);
    RC_ASSERT(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == total);
  }));
}

TEST(DrawTable, DrawsInProportion) {
  const std::vector<double> weights = {1, 0, 3};
  const DrawTable table(weights);
  RandomStream random(7);
  std::array<int, 3> counts{};
  for (int i = 0; i < 40000; ++i) ++counts.at(table.draw(random));
  EXPECT_EQ(counts[1], 0);
  EXPECT_NEAR(counts[0], 10000, 400);
}

TEST(Slips, OfAWordAreOtherWordsEachOnce) {
  for (const char* word : {"सीता", "विश्वकर्मा", "शकुन्तला", "ram", "shakuntala", "vishwakarma"}) {
    for (const auto& outcomes : {heard_otherwise(word), mistyped(word)}) {
      const std::set<std::string> different(outcomes.begin(), outcomes.end());
      EXPECT_EQ(different.size(), outcomes.size()) << word;
      EXPECT_FALSE(different.contains(word));
    }
    EXPECT_FALSE(heard_otherwise(word).empty()) << word;
  }
  const auto heard = heard_otherwise("शिव");
  EXPECT_NE(std::ranges::find(heard, "सिव"), heard.end());
  EXPECT_NE(std::ranges::find(heard, "शिब"), heard.end());
}

TEST(Slips, LoseWholeAksharas) {
  EXPECT_EQ(aksharas("शकुन्तला"), (std::vector<std::string_view>{"श", "कु", "न्त", "ला"}));
  const auto outcomes = mistyped("कमला");
  EXPECT_NE(std::ranges::find(outcomes, "कला"), outcomes.end());
  EXPECT_NE(std::ranges::find(outcomes, "कलाम"), outcomes.end());
  EXPECT_TRUE(mistyped("राम").empty());
}

TEST(Vocabulary, RefusesWordsThatFamiliesUseAndNobodySpelt) {
  const std::vector<NameWord> words = {{"कुमार", {"kumar"}, "", ""}};
  const std::vector<NameFamily> families = {{1, {}, {"कुमार"}, {"सीता"}, {"कुमार"}, {"कुमार"}}};
  const auto made = Vocabulary::make(words, families, {});
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, "vocabulary_damaged");
  EXPECT_EQ(made.error().where.value, "सीता");
}

std::vector<RealSegment> real_segments() {
  std::vector<RealSegment> real;
  for (std::int32_t ac = 1; ac <= 40; ++ac) real.push_back({AcNo(ac), 300000.0 + 1000 * ac});
  return real;
}

TEST(PlanState, RefusesNonsense) {
  const auto code = [](std::int64_t electors, std::vector<AcNo> wanted, Settings settings = {}) {
    const auto planned = plan_state(settings, electors, real_segments(), wanted);
    return planned ? std::string("taken") : planned.error().code;
  };
  EXPECT_EQ(code(0, {}), "too_few_electors");
  EXPECT_EQ(code(-5, {}), "too_few_electors");
  EXPECT_EQ(code(electors_most + 1, {}), "too_many_electors");
  EXPECT_EQ(code(segment_electors_most + 1, {AcNo(3)}), "too_many_electors");
  EXPECT_EQ(code(10000, {AcNo(41)}), "segment_unknown");
  Settings settings;
  settings.errors.epic_missing = 1.5;
  EXPECT_EQ(code(10000, {}, settings), "settings_impossible");
  EXPECT_EQ(code(10000, {AcNo(3)}), "taken");
  EXPECT_EQ(plan_state({}, 10000, {}, {}).error().code, "segment_unknown");
}

TEST(PlanState, TakesAsManyNeighboursAsHoldSoMany) {
  const auto segments = [](std::int64_t electors) { return plan_state({}, electors, real_segments(), {})->segments; };
  EXPECT_EQ(segments(10000).size(), 1U);
  EXPECT_EQ(segments(1'000'000).size(), 4U);
  EXPECT_EQ(segments(40'000'000).size(), 40U);
}

TEST(PlanState, SpreadsElectorsAsTheyAreReally) {
  const auto planned = plan_state({}, 1'000'000, real_segments(), std::vector<AcNo>{AcNo(40), AcNo(1), AcNo(40)});
  ASSERT_TRUE(planned.ok());
  ASSERT_EQ(planned->segments.size(), 2U);
  EXPECT_EQ(planned->segments[0].ac, AcNo(1));
  EXPECT_NEAR(static_cast<double>(planned->segments[1].households) / planned->segments[0].households, 340.0 / 301,
              0.001);
}

TEST(PlanState, MakesAboutSoManyElectors) {
  const auto planned = plan_state({}, 60000, real_segments(), std::vector<AcNo>{AcNo(2), AcNo(3), AcNo(4), AcNo(5)});
  const Vocabulary words = test::vocabulary();
  double electors = 0;
  for (std::size_t place = 0; place < planned->segments.size(); ++place) {
    const Segment segment = make_segment(words, *planned, place);
    for (const PartOfRoll& part : segment.roll(Roll::later).parts) {
      electors += static_cast<double>(summary_of(segment, Roll::later, part).electors());
    }
  }
  EXPECT_NEAR(electors / 60000, 1, 0.03);
}

TEST(StationVotes, AddUpToTheRealTotalsWhereTheStationsHoldTheWholeSegment) {
  EXPECT_TRUE(rc::check("exact", [] {
    Contest segment;
    segment.number = *rc::gen::inRange(1, 404);
    Votes polled = 0;
    for (int i = *rc::gen::inRange(1, 12); i > 0; --i) {
      segment.candidates.push_back({"c" + std::to_string(i), "P", *rc::gen::inRange<Votes>(0, 40000)});
      polled += segment.candidates.back().votes;
    }
    const auto stations = static_cast<std::size_t>(*rc::gen::inRange(1, 300));
    std::vector<Votes> electors(stations);
    for (Votes& number : electors) number = *rc::gen::inRange<Votes>(0, 1500);
    const Votes all = std::accumulate(electors.begin(), electors.end(), Votes{0});
    const StationVotes made = votes_at_stations(segment, electors, {}, 3);
    std::vector<Votes> sums(segment.candidates.size());
    for (std::size_t station = 0; station < stations; ++station) {
      Votes voted = 0;
      for (std::size_t i = 0; i < sums.size(); ++i) {
        RC_ASSERT(made.votes[station][i] >= 0);
        voted += made.votes[station][i];
        sums[i] += made.votes[station][i];
      }
      RC_ASSERT(voted <= electors[station]);
    }
    const bool fits = all > 0 && polled > 0 && static_cast<double>(polled) <= 0.95 * static_cast<double>(all);
    RC_ASSERT(made.is_exact == fits);
    for (std::size_t i = 0; fits && i < sums.size(); ++i) RC_ASSERT(sums[i] == segment.candidates[i].votes);
  }));
}

TEST(Epics, OfAStateDifferForDifferentPeople) {
  State of;
  of.segments = {{AcNo(1), 50}, {AcNo(2), 70}};
  const EpicSeries series(of);
  std::set<std::string> numbers;
  for (std::size_t segment = 0; segment < of.segments.size(); ++segment) {
    for (std::uint32_t household = 0; household < of.segments[segment].households; ++household) {
      for (std::uint32_t member = 0; member < members_most; ++member) {
        for (const bool reissued : {false, true}) {
          std::string number(EpicSeries::length, ' ');
          series.write(segment, household, member, reissued, number.data());
          EXPECT_TRUE(numbers.insert(number).second) << number;
        }
      }
    }
  }
}

}  // namespace
}  // namespace boothwise::synthesis
