// Estimates for small areas against what is known of them: one code for income, poverty and votes.

#include "known_truth.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

#include "estimation/mixed_model.hpp"

namespace boothwise::estimation {
namespace {

using test::KnownTable;
using test::Levels;

constexpr std::array incomes = {"cash",    "self_empl", "unempl_ben", "age_ben",     "surv_ben", "sick_ben",
                                "dis_ben", "rent",      "fam_allow",  "house_allow", "cap_inv",  "tax_adj"};

/// Regressors of a household, row by row: its incomes by equivalent person, as the income that is asked for is.
std::vector<double> household_columns(const KnownTable& table) {
  const auto size = table.numbers("eqsize");
  std::vector<std::vector<double>> columns(3 + incomes.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    columns[0].push_back(1);
    columns[1].push_back(table.text("gender")[row] == "female" ? 1 : 0);
    columns[2].push_back(size[row]);
  }
  for (std::size_t at = 0; at < incomes.size(); ++at) {
    const auto income = table.numbers(incomes.at(at));
    for (std::size_t row = 0; row < table.rows(); ++row) columns[3 + at].push_back(income[row] / size[row] / 1e4);
  }
  std::vector<double> rows;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const auto& column : columns) rows.push_back(column[row]);
  }
  return rows;
}

struct Households {
  KnownTable population{"sae_eusilca_pop.csv.gz"};
  KnownTable sample{"sae_eusilca_sample.csv.gz"};
  Levels districts;
  MixedData data;
  Cells cells;
  std::vector<double> income;

  Households() {
    Grouping district{"district", {}, 0};
    for (const std::string& name : sample.text("district")) district.level.push_back(districts.of(name));
    district.levels = districts.count();
    data.groupings.push_back(district);
    data.columns = 3 + incomes.size();
    data.fixed = household_columns(sample);
    income = population.numbers("eqIncome");
    Levels all = districts;
    for (const std::string& name : population.text("district")) {
      const std::uint32_t* known = districts.find(name);
      cells.level.push_back(known != nullptr ? *known : fresh_level);
      cells.target.push_back(all.of(name));
    }
    cells.targets = all.count();
    cells.realised = true;  // the truth is that of these very households
    cells.count.assign(income.size(), 1.0);
    cells.fixed = household_columns(population);
  }

  /// Mean of `values` over each district of the sample.
  [[nodiscard]] std::vector<double> truth(const std::vector<double>& values) const {
    std::vector<double> sum(cells.targets, 0.0);
    std::vector<double> count(cells.targets, 0.0);
    for (std::size_t row = 0; row < values.size(); ++row) {
      sum[cells.target[row]] += values[row];
      count[cells.target[row]] += 1;
    }
    for (std::size_t target = 0; target < sum.size(); ++target) sum[target] /= count[target];
    sum.resize(districts.count());
    return sum;
  }
};

double root_mean_square(const std::vector<Estimate>& estimates, const std::vector<double>& truth) {
  double sum = 0;
  for (std::size_t area = 0; area < truth.size(); ++area) {
    const double error = estimates[area].mean - truth[area];
    sum += error * error / static_cast<double>(truth.size());
  }
  return std::sqrt(sum);
}

double covered(const std::vector<Estimate>& estimates, const std::vector<double>& truth) {
  double hits = 0;
  for (std::size_t area = 0; area < truth.size(); ++area)
    hits += estimates[area].low_90 <= truth[area] && truth[area] <= estimates[area].high_90 ? 1 : 0;
  return hits / static_cast<double>(truth.size());
}

class SmallArea : public testing::Test {
 protected:
  void SetUp() override {
    if (!KnownTable::is_there("sae_eusilca_pop.csv.gz")) GTEST_SKIP() << "no shared data at " << test::shared_data();
  }
  static PosteriorSettings settings() {
    PosteriorSettings few;
    few.draws = 300;
    return few;
  }
};

TEST_F(SmallArea, IncomeOfSeventyDistrictsIsMet) {
  Households households;
  households.data.family = Family::gaussian;
  households.data.response = households.sample.numbers("eqIncome");
  const MixedPosterior posterior = draw_posterior(households.data, settings()).value();
  const auto estimates = poststratify(households.data, posterior, households.cells, 1).value();
  const auto truth = households.truth(households.income);
  ASSERT_EQ(truth.size(), 70);
  double mean = 0;
  for (const double income : truth) mean += income / 70;
  const double error = root_mean_square(estimates, truth) / mean;
  std::printf("income: relative RMSE %.2f %%, 90 %% intervals cover %.0f %%\n", 100 * error,
              100 * covered(estimates, truth));
  EXPECT_LE(error, 0.045);
  // A district that nobody was asked in is estimated all the same, less surely.
  EXPECT_TRUE(estimates[75].known);
  EXPECT_GT(estimates[75].sd, estimates[3].sd);
}

TEST_F(SmallArea, PovertyRateOfSeventyDistrictsIsMet) {
  Households households;
  std::vector<double> sorted = households.income;
  std::ranges::sort(sorted);
  const double line = 0.6 * (sorted[sorted.size() / 2 - 1] + sorted[sorted.size() / 2]) / 2;
  for (const double income : households.sample.numbers("eqIncome")) households.data.response.push_back(income < line);
  std::vector<double> poor;
  for (const double income : households.income) poor.push_back(income < line);
  const MixedPosterior posterior = draw_posterior(households.data, settings()).value();
  const auto estimates = poststratify(households.data, posterior, households.cells, 1).value();
  const auto truth = households.truth(poor);
  std::printf("poverty rate: RMSE %.4f, 90 %% intervals cover %.0f %%\n", root_mean_square(estimates, truth),
              100 * covered(estimates, truth));
  EXPECT_LE(root_mean_square(estimates, truth), 0.037);
}

// Without race, which the population file lacks, votes of adults are no better than the sample; the intervals say so.
TEST_F(SmallArea, VotesOfGeorgiasDistrictsComeThroughTheSameCodeWithHonestIntervals) {
  const KnownTable sample("mrp_cces_ga.csv");
  const KnownTable people("mrp_acs_ga.csv");
  const KnownTable truth("mrp_truth_ga.csv");
  constexpr std::array names = {"cd", "educ", "age"};
  std::array<Levels, names.size()> levels;
  MixedData data;
  data.columns = 2;
  for (const char* name : names) data.groupings.push_back({name, {}, 0});
  std::vector<double> raw_yes(14, 0.0);
  std::vector<double> raw_all(14, 0.0);
  for (std::size_t row = 0; row < sample.rows(); ++row) {
    if (sample.text("response")[row].empty()) continue;
    data.response.push_back(sample.text("response")[row] == "1" ? 1 : 0);
    data.fixed.insert(data.fixed.end(), {1, sample.text("female")[row] == "1" ? 1.0 : 0.0});
    for (std::size_t k = 0; k < names.size(); ++k)
      data.groupings[k].level.push_back(levels.at(k).of(sample.text(names.at(k))[row]));
    raw_yes[data.groupings[0].level.back()] += data.response.back();
    raw_all[data.groupings[0].level.back()] += 1;
  }
  for (std::size_t k = 0; k < names.size(); ++k) data.groupings[k].levels = levels.at(k).count();
  Cells cells;
  cells.targets = 14;
  cells.count = people.numbers("count");
  for (std::size_t row = 0; row < people.rows(); ++row) {
    cells.fixed.insert(cells.fixed.end(), {1, people.text("female")[row] == "1" ? 1.0 : 0.0});
    for (std::size_t k = 0; k < names.size(); ++k)
      cells.level.push_back(levels.at(k).of(people.text(names.at(k))[row]));
    cells.target.push_back(levels[0].of(people.text("cd")[row]));
  }
  const MixedPosterior posterior = draw_posterior(data, settings()).value();
  const auto estimates = poststratify(data, posterior, cells, 1).value();
  std::vector<double> known(14);
  for (std::size_t row = 0; row < truth.rows(); ++row)
    known[levels[0].of(truth.text("cd")[row])] = truth.numbers("clinton_vote_2pty")[row];
  std::vector<Estimate> raw(14);
  for (std::size_t area = 0; area < 14; ++area) raw[area].mean = raw_yes[area] / raw_all[area];
  std::printf("Georgia: RMSE %.4f, of the sample alone %.4f, 90 %% intervals cover %.0f %%\n",
              root_mean_square(estimates, known), root_mean_square(raw, known), 100 * covered(estimates, known));
  EXPECT_LT(root_mean_square(estimates, known), 0.1);
  EXPECT_GE(covered(estimates, known), 0.7);
}

}  // namespace
}  // namespace boothwise::estimation
