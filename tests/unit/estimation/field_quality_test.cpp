#include "estimation/field_quality.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "estimation/false_discovery.hpp"

namespace boothwise::estimation {
namespace {

double normal(RandomStream& random) {
  return std::sqrt(-2 * std::log(1 - random.uniform())) * std::cos(6.283185307179586 * random.uniform());
}

struct Wave {
  int workers = 15;
  int days = 2;
  int visits = 20;
};

/// Honest work: every worker has her own pace, every booth its own answers, some numbers are rounded.
std::vector<VisitFacts> honest(RandomStream random, const Wave& wave = {}) {
  std::vector<VisitFacts> visits;
  for (int worker = 0; worker < wave.workers; ++worker) {
    const double pace = 0.2 * normal(random);
    const double rounds = 0.2 + 0.2 * random.uniform();
    std::vector<double> shares;
    for (int question = 0; question < 6; ++question) {
      shares.push_back(std::clamp(0.5 + 0.1 * normal(random), 0.05, 0.95));
    }
    for (int day = 0; day < wave.days; ++day) {
      std::int64_t clock = 1'790'000'000 + day * 86400;
      for (int visit = 0; visit < wave.visits; ++visit) {
        VisitFacts facts{"w" + std::to_string(worker), "b" + std::to_string(worker), "168", 20000 + day};
        const auto seconds = static_cast<std::int64_t>(std::exp(std::log(300.0) + pace + 0.5 * normal(random)));
        facts.began = clock;
        facts.ended = clock + seconds;
        clock += seconds + 60;
        for (const double share : shares) facts.answers.push_back(random.uniform() < share ? 1 : 0);
        for (int number = 0; number < 2; ++number) {
          const auto value = static_cast<std::int64_t>(11 + 80 * random.uniform());
          facts.numbers.push_back(random.uniform() < rounds ? value / 5 * 5 + 5 : value);
        }
        facts.place = {26.84 + 0.01 * std::floor(2 * random.uniform()), 80.9 + worker * 0.02};
        visits.push_back(std::move(facts));
      }
    }
  }
  return visits;
}

/// Changes the first worker's first day.
std::vector<VisitFacts> with_day(std::vector<VisitFacts> visits, const std::function<void(VisitFacts&, int)>& change) {
  int number = 0;
  for (VisitFacts& visit : visits) {
    if (visit.worker == "w0" && visit.day == 20000) change(visit, number++);
  }
  return visits;
}

bool finds(const std::vector<VisitFacts>& visits, Oddity kind) {
  const QualityReport report = check_visits(visits);
  return std::ranges::any_of(report.findings, [&](const DayFinding& finding) {
    return finding.kind == kind && finding.worker == "w0" && finding.day == 20000;
  });
}

TEST(FalseDiscovery, AdjustsAsBenjaminiAndHochbergDo) {
  // R: p.adjust(c(0.01, 0.04, 0.03, 0.5), "BH")
  const std::vector<double> rates = false_discovery_rates({0.01, 0.04, 0.03, 0.5});
  EXPECT_NEAR(rates[0], 0.04, 1e-12);
  EXPECT_NEAR(rates[1], 0.16 / 3, 1e-12);
  EXPECT_NEAR(rates[2], 0.16 / 3, 1e-12);
  EXPECT_NEAR(rates[3], 0.5, 1e-12);
  EXPECT_TRUE(false_discovery_rates({}).empty());
}

/// The limits were set with the first seed; the others are fresh.
class HonestWaves : public ::testing::TestWithParam<int> {};

TEST_P(HonestWaves, AreToldOfNoMoreOftenThanStated) {
  constexpr int waves = 300;
  const RandomStream random(static_cast<std::uint64_t>(GetParam()));
  int told = 0;
  for (int wave = 0; wave < waves; ++wave) {
    const Wave size{6 + wave % 20, 2 + wave % 3, 12 + wave % 15};
    if (!check_visits(honest(random.of(static_cast<std::uint64_t>(wave)), size)).findings.empty()) ++told;
  }
  RecordProperty("told", told);
  EXPECT_LE(told, waves * QualityRules{}.false_alarm_max) << told;
}

INSTANTIATE_TEST_SUITE_P(Seeds, HonestWaves, ::testing::Values(20261129, 7, 42, 1001));

class Fabricated : public ::testing::TestWithParam<int> {
 protected:
  [[nodiscard]] std::vector<VisitFacts> wave() const {
    return honest(RandomStream(static_cast<std::uint64_t>(GetParam())));
  }
};

TEST_P(Fabricated, FastDaysAreFound) {
  EXPECT_TRUE(finds(with_day(wave(), [](VisitFacts& visit, int) { visit.ended = *visit.began + 40; }), Oddity::speed));
}

TEST_P(Fabricated, VisitsAtTheSameTimeAreFound) {
  const auto changed = with_day(wave(), [](VisitFacts& visit, int number) {
    visit.began = 1'790'000'000 + number / 4 * 1000;
    visit.ended = *visit.began + 300;
  });
  EXPECT_TRUE(finds(changed, Oddity::overlap));
}

/// Fours of visits that begin together: in each the first overlaps with none before it, and no honest visit does.
TEST(FieldQuality, CountsWhatOverlapsWithAnEarlierVisit) {
  const auto changed = with_day(honest(RandomStream(7)), [](VisitFacts& visit, int number) {
    visit.began = 1'790'000'000 + number / 4 * 1000;
    visit.ended = *visit.began + 300;
  });
  const QualityReport report = check_visits(changed);
  const auto finding = std::ranges::find(report.findings, Oddity::overlap, &DayFinding::kind);
  ASSERT_NE(finding, report.findings.end());
  EXPECT_EQ(finding->counted, 20);
  EXPECT_DOUBLE_EQ(finding->found, 0.75);
  EXPECT_LT(finding->usual, 0.02);  // none of twenty, as Anscombe (1948) puts it: 0.375 of 20.75
}

TEST_P(Fabricated, TheSameAnswersAgainAndAgainAreFound) {
  const auto changed = with_day(wave(), [](VisitFacts& visit, int number) {
    if (number % 10 != 0) visit.answers = {1, 0, 1, 0, 1, 1};
  });
  EXPECT_TRUE(finds(changed, Oddity::same_answers));
}

TEST_P(Fabricated, RoundNumbersAreFound) {
  const auto changed = with_day(wave(), [](VisitFacts& visit, int) {
    for (std::int64_t& number : visit.numbers) number = number / 10 * 10;
  });
  EXPECT_TRUE(finds(changed, Oddity::round_numbers));
}

TEST_P(Fabricated, AnswersUnlikeTheNeighboursAreFound) {
  const auto changed =
      with_day(wave(), [](VisitFacts& visit, int) { visit.answers[2] = visit.answers[3] = visit.answers[4] = 1; });
  EXPECT_TRUE(finds(changed, Oddity::unlike_neighbours));
}

TEST_P(Fabricated, VisitsFarFromTheBoothAreFound) {
  const auto changed = with_day(wave(), [](VisitFacts& visit, int) { visit.place->first += 0.09; });
  EXPECT_TRUE(finds(changed, Oddity::far_away));
}

TEST_P(Fabricated, VisitsFarFromThePollingStationAreFoundWhereTheirPlaceIsKnown) {
  // One worker has her booth to herself, so that no others' visits could show it.
  auto visits = with_day(wave(), [](VisitFacts& visit, int) {
    visit.booth = "her own";
    visit.place->first += 0.09;
  });
  EXPECT_FALSE(finds(visits, Oddity::far_from_station));
  for (VisitFacts& visit : visits) visit.station = {26.845, visit.place->second};
  EXPECT_TRUE(finds(visits, Oddity::far_from_station));
}

INSTANTIATE_TEST_SUITE_P(Seeds, Fabricated, ::testing::Range(1, 6));

TEST(FieldQuality, SaysNothingWhereTooLittleIsKnown) {
  const auto fast = [](VisitFacts& visit, int) { visit.ended = *visit.began + 5; };
  EXPECT_TRUE(finds(with_day(honest(RandomStream(1)), fast), Oddity::speed));
  EXPECT_FALSE(finds(with_day(honest(RandomStream(1), {15, 2, 9}), fast), Oddity::speed));  // visits of a day
  EXPECT_FALSE(finds(with_day(honest(RandomStream(1), {5, 2, 20}), fast), Oddity::speed));  // days of work
  EXPECT_FALSE(finds(with_day(honest(RandomStream(1), {2, 8, 20}), fast), Oddity::speed));  // workers
  EXPECT_TRUE(check_visits({}).findings.empty());
}

TEST(FieldQuality, TheOrderOfVisitsChangesNothing) {
  auto visits = with_day(honest(RandomStream(3)), [](VisitFacts& visit, int) { visit.ended = *visit.began + 20; });
  const QualityReport before = check_visits(visits);
  std::ranges::reverse(visits);
  const QualityReport after = check_visits(visits);
  ASSERT_EQ(before.findings.size(), after.findings.size());
  ASSERT_FALSE(before.findings.empty());
  for (std::size_t at = 0; at < before.findings.size(); ++at) {
    EXPECT_EQ(before.findings[at].worker, after.findings[at].worker);
    EXPECT_EQ(before.findings[at].kind, after.findings[at].kind);
    EXPECT_DOUBLE_EQ(before.findings[at].false_alarm, after.findings[at].false_alarm);
  }
}

TEST(FieldQuality, SaysWhyInBothLanguages) {
  const DayFinding fast{"w", 1, Oddity::speed, 20, 41.4, 302, 29, 0, 0.001};
  EXPECT_EQ(reason_of(fast).en, "Half of 20 visits took 41 seconds or less; usual are 302 (29 other days of work)");
  EXPECT_NE(reason_of(fast).hi.find("20 में से आधे संपर्क 41 सेकंड"), std::string::npos);
  const DayFinding unlike{"w", 1, Oddity::unlike_neighbours, 20, 1.24, 0, 29, 0, 0.001};
  EXPECT_EQ(reason_of(unlike, {"Gas?", "गैस?"}).en,
            "\"Gas?\" was answered quite otherwise than around there in 20 visits (standardised difference 1.2) (29 "
            "other days of work)");
  const DayFinding same{"w", 1, Oddity::same_answers, 20, 0.9, 0.11, 29, 0, 0.001};
  EXPECT_EQ(reason_of(same).en,
            "90 % of 20 visits repeat the same answers to every question; usual are 11 % (29 other days of work)");
}

}  // namespace
}  // namespace boothwise::estimation
