// What somebody who wants one person's answer could try against the released tables (issue: attack suite of R16). Each
// attack is shown to work against a gate that is broken on purpose, so that passing means something.

#include "privacy/discrete_gaussian.hpp"
#include "privacy/release.hpp"
#include "unit/privacy/small_state.hpp"

#include <algorithm>
#include <array>
#include <boost/math/distributions/beta.hpp>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <string>

namespace boothwise::privacy {
namespace {

using reference::floors;
using reference::source;

constexpr std::size_t table_count = 2;
constexpr std::size_t answers = 3;

/// A small state; the victim lives in its first booth and gives the same answer to every question.
struct World {
  AreaTree areas = reference::state(1, 1, 2, 2);
  std::uint32_t others_a_cell = 60;

  [[nodiscard]] ReleaseRequest with(std::optional<std::size_t> victims_answer) const {
    ReleaseRequest request{areas, WaveNo(1), {}};
    for (std::uint32_t table = 1; table <= table_count; ++table) {
      request.tables.push_back(reference::even_table(areas, table, answers, others_a_cell));
      if (victims_answer) ++request.tables.back().counts[*victims_answer];
    }
    return request;
  }
  /// True count of the others in any cell of an area.
  [[nodiscard]] double others(const Area& area) const {
    const std::array<double, level_count> booths{4, 4, 2, 1};
    return others_a_cell * booths[number(area.level)];
  }
};

/// All noised numbers of a run: the ledger's, table by table; what no reader ever sees.
using Noised = std::vector<std::vector<std::int64_t>>;
using Mechanism = std::function<Noised(const ReleaseRequest&, std::uint64_t seed)>;

Noised honest(const ReleaseRequest& request, std::uint64_t seed) {
  const std::vector<Account> accounts = draw_noise(request, {}, source(seed), 1).value();
  Noised noised;
  for (const Charge& charge : accounts.front().charges) noised.push_back(charge.noised);
  return noised;
}

/// Noise of a quarter of the standard deviation that the ledger charges for.
Noised broken(const ReleaseRequest& request, std::uint64_t seed) {
  static const DiscreteGaussian small = DiscreteGaussian::of(Rational(80, 16)).value();
  static const DiscreteGaussian stated = DiscreteGaussian::of(Rational(80, 1)).value();
  const std::uint64_t key = seed;
  Noised noised = honest(request, key);
  // Take the honest noise off by drawing it again, and put the small one on.
  const KeyedSource same = source(key);
  const KeyedSource other = source(~key);
  for (std::size_t table = 0; table < noised.size(); ++table) {
    const auto off = same.stream(table);
    const auto on = other.stream(table);
    for (std::int64_t& value : noised[table]) value += small.draw(*on) - stated.draw(*off);
  }
  return noised;
}

/// The best statistic against somebody whose booth is known, by Neyman and Pearson: her cells' numbers less those of
/// the other answer, summed over all areas around her and all tables. All levels have the same variance here.
double likeness(const World& world, const Noised& noised, std::size_t answer, std::size_t other) {
  const District& district = world.areas.districts().front();
  double sum = 0;
  for (const std::vector<std::int64_t>& table : noised) {
    for (AreaNo area = 3 + 1; area != no_area; area = district.areas[area].parent) {
      sum += static_cast<double>(table[area * answers + answer] - table[area * answers + other]);
    }
  }
  return sum;
}

/// The victim's booth in the district's own order: district, segment, two kendras, then booths.
TEST(Attack, TheVictimsBoothIsTheFifthArea) {
  const World world;
  EXPECT_EQ(world.areas.districts().front().in_tree[4], world.areas.booths().front());
}

double accuracy(const Mechanism& mechanism, int rounds) {
  const World world;
  const std::array requests{world.with(0), world.with(1)};
  int right = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto truth = static_cast<std::size_t>(round % 2);
    const double statistic = likeness(world, mechanism(requests[truth], static_cast<std::uint64_t>(round)), 1, 0);
    right += (statistic > 0) == (truth == 1) ? 1 : 0;
  }
  return right / static_cast<double>(rounds);
}

TEST(Attack, KnowingEveryoneElseTellsOneAnswerNoBetterThanRhoAllows) {
  const int rounds = 6000;
  const double luck = 3 * 0.5 / std::sqrt(rounds);
  const double right = accuracy(honest, rounds);
  EXPECT_LT(right, guessing_most(0.1) + luck);
  // The attack is as strong as one can be: two normal distributions sqrt(2 rho) apart, and the victim moves all of it.
  EXPECT_NEAR(right, 0.5 * std::erfc(-std::sqrt(2 * 0.1) / 2 / std::sqrt(2.0)), luck);
  EXPECT_GT(accuracy(broken, 1000), 0.75);
}

TEST(Attack, LeastSquaresOverAllPublishedNumbersTellNoMore) {
  // Published tables are least squares over all levels already; adding up the victim's areas over them is the best
  // linear reconstruction of her answer. What is hidden is put in as expected.
  const World world;
  const std::array requests{world.with(0), world.with(1)};
  const int rounds = 4000;
  int right = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto truth = static_cast<std::size_t>(round % 2);
    const auto made = release(requests[truth], {}, floors, source(static_cast<std::uint64_t>(round)), 1);
    ASSERT_TRUE(made.ok());
    double statistic = 0;
    for (const ReleasedTable& table : made->tables) {
      for (AreaNo area = world.areas.booths().front(); area != no_area; area = table.areas()[area].parent) {
        const auto expected = static_cast<std::int64_t>(world.others(table.areas()[area]));
        statistic +=
            static_cast<double>(table.count(area, 1).value_or(expected) - table.count(area, 0).value_or(expected));
      }
    }
    right += (statistic > 0) == (truth == 1) ? 1 : 0;
  }
  EXPECT_LT(right / static_cast<double>(rounds), guessing_most(0.1) + 3 * 0.5 / std::sqrt(rounds));
  EXPECT_GT(right / static_cast<double>(rounds), 0.55) << "the attack is a real one";
}

TEST(Attack, AParentLessItsChildrenSaysNothingNew) {
  // Before suppression and fitting: the noise of a difference is larger than that of each number, at every level.
  const World world;
  const District& district = world.areas.districts().front();
  double squares = 0;
  const int rounds = 2000;
  for (int round = 0; round < rounds; ++round) {
    const Noised noised = honest(world.with(0), static_cast<std::uint64_t>(round));
    // The first booth by its kendra less its sibling.
    const std::size_t kendra = district.areas[4].parent;
    const double guess = static_cast<double>(noised[0][kendra * answers] - noised[0][5 * answers]);
    squares += std::pow(guess - (world.others_a_cell + 1), 2);
  }
  EXPECT_GT(squares / rounds, 1.8 * 80);  // variance 80 each
}

TEST(Attack, AHiddenBoothIsNotWhatItsShaktiKendraLeavesOver) {
  const AreaTree areas = reference::state(1, 2, 2, 4);
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CountedTable table = reference::even_table(areas, 1, answers, 60);
    for (std::size_t cell = 0; cell < answers; ++cell) table.counts[cell] = 4;  // twelve people in the first booth
    const auto made = release({areas, WaveNo(1), {table}}, {}, floors, source(seed), 1);
    ASSERT_TRUE(made.ok());
    const ReleasedTable& shown = made->tables[0];
    for (const District& district : areas.districts()) {
      for (AreaNo parent = 0; parent < areas.areas().size(); ++parent) {
        std::int64_t left_over = shown.base(parent).value_or(0);
        int hidden = 0;
        for (AreaNo area = 0; area < areas.areas().size(); ++area) {
          if (areas.areas()[area].parent != parent) continue;
          left_over -= shown.base(area).value_or(0);
          hidden += shown.base(area) ? 0 : 1;
        }
        if (!shown.base(parent) || hidden == 0 || areas.areas()[parent].level == Level::booth) continue;
        EXPECT_GT(hidden, 1);
        EXPECT_GE(left_over, 10);
      }
      EXPECT_EQ(district.areas.size(), areas.areas().size());
    }
  }
}

TEST(Attack, AskingAgainDoesNotAverageTheNoiseAway) {
  const World world;
  const auto first = release(world.with(1), {}, floors, source(1), 1);
  const auto ledger = Ledger::of(first->added);
  for (std::uint64_t seed = 2; seed < 30; ++seed) {
    const auto again = release(world.with(1), *ledger, floors, source(seed), 1);
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(again->added.empty());
    EXPECT_EQ(again->tables[0].count(0, 0), first->tables[0].count(0, 0));
  }
}

TEST(Attack, FiltersAreSumsOfWhatIsShown) {
  // Every way to put three answers into two: the answer is the sum of published cells, so their differences are too.
  const World world;
  const auto made = release(world.with(1), {}, floors, source(1), 1);
  const ReleasedTable& table = made->tables[0];
  for (const std::vector<std::uint32_t>& to : {std::vector<std::uint32_t>{0, 0, 1}, {0, 1, 0}, {1, 0, 0}, {0, 1, 1}}) {
    const CategorySet filter =
        CategorySet::of(CategorySetId(77), RiskClass::coarse, 2, {}, Coarsening{CategorySetId(1), to}).value();
    const auto filtered = coarsened(table, filter);
    ASSERT_TRUE(filtered.ok());
    for (AreaNo area = 0; area < world.areas.areas().size(); ++area) {
      std::int64_t sum = 0;
      for (std::size_t category = 0; category < answers; ++category)
        sum += to[category] == 0 ? table.count(area, category).value() : 0;
      EXPECT_EQ(filtered->count(area, 0), sum);
    }
  }
}

TEST(Attack, TwoWavesAreTwoReceiptsAndCostTwice) {
  const World world;
  ReleaseRequest second = world.with(1);
  second.wave = WaveNo(2);
  Ledger ledger = Ledger::of(release(world.with(1), {}, floors, source(1), 1)->added).value();
  ASSERT_TRUE(ledger.add(release(second, ledger, floors, source(2), 1)->added).ok());
  EXPECT_EQ(ledger.spent_over_waves(AreaId(1)), Rational(1, 5));
  // The same person in both waves: guessing from both together stays below what 2 rho allows.
  const std::array requests{world.with(0), world.with(1)};
  const int rounds = 4000;
  int right = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto truth = static_cast<std::size_t>(round % 2);
    double statistic = 0;
    for (std::uint64_t wave = 0; wave < 2; ++wave)
      statistic += likeness(world, honest(requests[truth], 2 * static_cast<std::uint64_t>(round) + wave), 1, 0);
    right += (statistic > 0) == (truth == 1) ? 1 : 0;
  }
  EXPECT_LT(right / static_cast<double>(rounds), guessing_most(0.2) + 3 * 0.5 / std::sqrt(rounds));
}

// ---- Audit: many runs with and without one person; what they differ in bounds epsilon from below.

/// Upper end of the one-sided Clopper–Pearson interval, 99.9 %.
double at_most(int hits, int rounds) {
  if (hits == rounds) return 1;
  return quantile(boost::math::beta_distribution<>(hits + 1, rounds - hits), 0.999);
}

/// The largest epsilon that is shown at `delta` by tests "statistic above t", with 99.9 % confidence. The threshold is
/// taken from the first half of the runs and judged by the second, so that trying many is no luck.
double epsilon_shown(const std::vector<double>& with, const std::vector<double>& without, double delta) {
  const auto half = static_cast<int>(with.size() / 2);
  const auto shown_by = [&](double threshold, int from) {
    const auto above = [&](const std::vector<double>& runs) {
      return static_cast<int>(std::count_if(runs.begin() + from, runs.begin() + from + half,
                                            [&](double statistic) { return statistic > threshold; }));
    };
    const int hits = above(with);
    const int false_alarms = above(without);
    const auto most = [&](int count) { return at_most(count, half); };
    const double by_hits = std::log(std::max(1e-12, 1 - delta - most(half - hits)) / most(false_alarms));
    const double by_misses = std::log(std::max(1e-12, 1 - delta - most(false_alarms)) / most(half - hits));
    return std::max(by_hits, by_misses);
  };
  double best = -1;
  double threshold = 0;
  for (int at = 0; at < half; at += std::max(1, half / 100)) {
    const double tried = without[static_cast<std::size_t>(at)];
    if (const double shown = shown_by(tried, 0); shown > best) {
      best = shown;
      threshold = tried;
    }
  }
  return std::max(0.0, shown_by(threshold, half));
}

constexpr double audit_delta = 1e-3;

/// Releases of each world. BOOTHWISE_AUDIT_RUNS=100000 looks closer, for minutes.
std::uint64_t audit_runs() {
  const char* asked = std::getenv("BOOTHWISE_AUDIT_RUNS");
  return asked == nullptr ? 5000 : std::max<std::uint64_t>(1000, std::strtoull(asked, nullptr, 10));
}

/// `one` and `other` are worlds that differ in one receipt.
double audited(const World& world, const Mechanism& mechanism, std::optional<std::size_t> one,
               std::optional<std::size_t> other) {
  const ReleaseRequest request_one = world.with(one);
  const ReleaseRequest request_other = world.with(other);
  std::vector<double> with;
  std::vector<double> without;
  for (std::uint64_t round = 0; round < audit_runs(); ++round) {
    with.push_back(likeness(world, mechanism(request_one, 2 * round), 1, 0));
    without.push_back(likeness(world, mechanism(request_other, 2 * round + 1), 1, 0));
  }
  const double shown = epsilon_shown(with, without, audit_delta);
  testing::Test::RecordProperty("epsilon_shown", std::to_string(shown));
  return shown;
}

TEST(Audit, ReplacingOneReceiptShowsNoMoreThanTheStatedEpsilon) {
  const double shown = audited({}, honest, 1, 0);
  EXPECT_LT(shown, epsilon_of(0.1, audit_delta));
  EXPECT_GT(shown, 0.2) << "an audit that sees nothing says nothing";
}

TEST(Audit, LeavingOneReceiptOutShowsNoMoreThanHalfTheRho) {
  EXPECT_LT(audited({}, honest, 1, std::nullopt), epsilon_of(0.05, audit_delta));
}

TEST(Audit, ABrokenGateIsCaught) { EXPECT_GT(audited({}, broken, 1, 0), 1.5 * epsilon_of(0.1, audit_delta)); }

TEST(Audit, WhatIsHiddenTellsNoMoreThanTheStatedEpsilon) {
  // At the floor itself one receipt decides most often whether a row is shown: 10 in each cell, 30 in all.
  World world;
  world.others_a_cell = 10;
  const Mechanism visible = [&](const ReleaseRequest& request, std::uint64_t seed) {
    const Release made = release(request, {}, floors, source(seed), 1).value();
    Noised all;
    for (const ReleasedTable& table : made.tables) {
      std::vector<std::int64_t>& numbers = all.emplace_back();
      for (const AreaNo area : world.areas.districts().front().in_tree) {
        for (std::size_t group = 0; group < answers; ++group)
          numbers.push_back(table.count(area, group).value_or(0));  // hidden counts as none
      }
    }
    return all;
  };
  EXPECT_LT(audited(world, visible, 1, 0), epsilon_of(0.1, audit_delta));
}

}  // namespace
}  // namespace boothwise::privacy
