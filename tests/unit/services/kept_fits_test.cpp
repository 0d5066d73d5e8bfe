#include "services/kept_fits.hpp"

#include "unit/forecast/worlds.hpp"
#include "unit/warehouse/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <thread>

#include "base/atomic_file.hpp"

namespace boothwise::services {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Every number of a fit, so that two are the same to the last bit.
std::vector<double> numbers_of(const forecast::Fitted& fitted) {
  std::vector<double> numbers{fitted.pareto_k, fitted.widened ? 1.0 : 0.0, static_cast<double>(fitted.past_targets)};
  const auto add = [&numbers](const forecast::Parameters& of) {
    numbers.insert(numbers.end(), {of.swing.half_life_years, of.swing.other_kind_weight, of.swing.flow, of.swing.smooth,
                                   of.swing.kappa, of.error.region, of.error.near, of.error.reach_km, of.error.degrees,
                                   of.size_power, of.scale});
  };
  add(fitted.best);
  for (const forecast::Parameters& draw : fitted.draws) add(draw);
  return numbers;
}

/// Two elections of a small country and a third to come; fits of it in a folder.
class KeptFits : public testing::Test {
 protected:
  KeptFits() {
    elections_ = {forecast::test::plain_election(forecast::test::made_up_shares(16, 3, 0.06, 1), 2010)};
    targets_ = {forecast::test::drawn_target(elections_, 2014, {}, geography_, 5)};
    settings_.proposals = 16;
    settings_.draws = 4;
  }
  std::vector<double> fit(const fs::path& folder) {
    return numbers_of(fit_or_kept(contest_, elections_, targets_, geography_, settings_, folder));
  }
  std::vector<double> fit() { return fit(kept()); }
  [[nodiscard]] fs::path kept() const { return kept_fits_folder(folder_.path()); }
  [[nodiscard]] std::vector<fs::path> files() const {
    std::vector<fs::path> list;
    for (const auto& entry : fs::directory_iterator(kept())) list.push_back(entry.path());
    return list;
  }
  /// As if the file had been written long ago: one that is written anew is younger.
  static void age(const fs::path& file) { fs::last_write_time(file, fs::file_time_type::clock::now() - 24h); }
  static bool is_aged(const fs::path& file) {
    return fs::last_write_time(file) < fs::file_time_type::clock::now() - 12h;
  }

  test::TemporaryFolder folder_;
  forecast::Geography geography_ = forecast::test::grid(16);
  forecast::Contest contest_ = forecast::test::plain_contest(16, 3, 2019);
  std::vector<forecast::PastElection> elections_;
  std::vector<forecast::PastTarget> targets_;
  forecast::FitSettings settings_;
};

TEST_F(KeptFits, AreTakenAgainToTheLastBit) {
  const std::vector<double> fresh = fit({});
  EXPECT_FALSE(fs::exists(kept()));  // without a folder nothing is kept
  EXPECT_EQ(fit(), fresh);
  ASSERT_EQ(files().size(), 1U);
  age(files().front());
  EXPECT_EQ(fit(), fresh);
  ASSERT_EQ(files().size(), 1U);
  EXPECT_TRUE(is_aged(files().front()));
}

TEST_F(KeptFits, AreThoseOfTheirDataAndSettingsAlone) {
  const std::vector<double> first = fit();
  const auto fits_anew = [this](const char* what, std::size_t files_then) {
    fit();
    EXPECT_EQ(files().size(), files_then) << what;
  };
  settings_.threads = 2;
  fits_anew("threads play no part", 1);
  settings_.seed = 2;
  fits_anew("another seed", 2);
  settings_.draws = 5;
  fits_anew("another number of draws", 3);
  settings_.seats_per_election = 6;
  fits_anew("another weight of an election", 4);
  elections_[0].votes.values[3] += 1;
  fits_anew("one vote more in a past election", 5);
  targets_[0].outcome.winner[2] = 1;
  fits_anew("another winner", 6);
  geography_.east_km[1] += 1;
  fits_anew("a seat elsewhere", 7);
  contest_.stands.at(0, 1) = 0;
  fits_anew("a bloc that does not stand in a seat", 8);
  EXPECT_NE(fit(), first);
}

TEST_F(KeptFits, ThatAreDamagedAreFittedAndWrittenAnew) {
  const std::vector<double> fresh = fit();
  const fs::path file = files().front();
  const std::string whole = read_file(file).value();
  std::string changed = whole;
  changed[whole.size() - 4] = whole[whole.size() - 4] == '2' ? '1' : '2';  // a digit, so that it still reads as numbers
  for (const std::string& damaged :
       {std::string(), std::string("{}"), whole.substr(0, whole.size() / 2), whole + "0x1p+0\n", changed}) {
    folder_.write(fs::relative(file, folder_.path()).string(), damaged);
    age(file);
    EXPECT_EQ(fit(), fresh);
    EXPECT_EQ(read_file(file).value(), whole);
    EXPECT_FALSE(is_aged(file));
  }
}

TEST_F(KeptFits, OfAFolderThatCannotBeWrittenCostOnlyTime) {
  folder_.write("forecast_fits", "a file is in the way");
  EXPECT_EQ(fit(), fit({}));
}

TEST_F(KeptFits, AreTheSameWhereManyWriteThemAtOnce) {
  const std::vector<double> fresh = fit({});
  std::vector<std::vector<double>> told(6);
  {
    std::vector<std::jthread> writers;
    for (std::vector<double>& one : told) writers.emplace_back([this, &one] { one = fit(); });
  }
  for (const std::vector<double>& one : told) EXPECT_EQ(one, fresh);
  ASSERT_EQ(files().size(), 1U);  // and nothing half-written beside it
  age(files().front());
  EXPECT_EQ(fit(), fresh);
  EXPECT_TRUE(is_aged(files().front()));
}

TEST_F(KeptFits, OfLongAgoGoWhenThereAreTooMany) {
  fit();
  const fs::path file = files().front();
  age(file);
  for (int at = 0; at < 63; ++at) folder_.write("forecast_fits/" + std::to_string(at), "another fit");
  settings_.seed = 2;
  fit();
  EXPECT_EQ(files().size(), 64U);
  EXPECT_FALSE(fs::exists(file));
}

}  // namespace
}  // namespace boothwise::services
