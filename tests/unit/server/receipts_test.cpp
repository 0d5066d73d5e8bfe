#include "field/receipts.hpp"

#include "unit/server/openrosa_bench.hpp"

#include <map>
#include <set>

#include "services/area_estimates.hpp"
#include "services/caller.hpp"
#include "services/import_service.hpp"
#include "services/receipts_view.hpp"
#include "services/release_areas.hpp"
#include "services/waves.hpp"

namespace boothwise::server {
namespace {

namespace json = boost::json;

const warehouse::ReceiptsWhere districts{"pmuy", {}, {}, {}, {}};
warehouse::ReceiptsWhere in_segment(std::string kendra = {}) { return {"pmuy", {}, AcNo(1), std::move(kendra), {}}; }

/// Households of booths of one segment that told of a scheme.
class DeclaredReceipts : public OpenRosaServer {
 protected:
  void SetUp() override {
    OpenRosaServer::SetUp();
    if (IsSkipped()) return;
    NoProgress quiet;
    services::ImportOptions options;
    options.now = Instant{std::chrono::seconds(1'700'000'000)};
    const std::vector<services::ImportFile> files = {
        {folder_files_.write("stations.csv",
                             "election,ac_no,part_no,station_name,electors\nLS-2014,1,1,P.S. RAMPUR,1000\n"
                             "LS-2014,1,2,P.S. BELWA,800\n"),
         "stations.csv"}};
    const auto done = services::import_files(*app_->workspace().warehouse, files, options, quiet);
    ASSERT_TRUE(done.ok() && done->committed);
  }

  void told(int households, const std::string& part, const std::string& answer) {
    for (int household = 0; household < households; ++household) {
      const int number = ++numbers_;
      ASSERT_EQ(send(filled(number, replaced(agreed, "works", answer))).status, 201U);
      ASSERT_TRUE(store()
                      .change("UPDATE records SET ac_no = 1, part = :part WHERE record_id = :id",
                              {{"part", part}, {"id", record(number)->id}})
                      .ok());
    }
  }
  json::object counted() {
    const auto door = app_->field_door();
    const Access everything = Access::owner();
    services::Caller caller(door->workspace, {}, door->key, everything, door->store, door->now,
                            day_in_india(door->now));
    NoProgress quiet;
    const auto done = field::count_receipts(caller, *door, quiet);
    EXPECT_TRUE(done.ok()) << done.error().line(Language::english);
    return *done;
  }
  /// Answer to count, of an area; -1 where hidden.
  std::map<std::string, std::int64_t> cells(const std::string& level, const warehouse::ReceiptsWhere& where) {
    const auto snapshot = app_->snapshot();
    const auto view = services::receipts_view(**snapshot, *app_->workspace().warehouse, where);
    EXPECT_TRUE(view.ok());
    std::map<std::string, std::int64_t> found;
    for (const json::value& area : view->at("areas").as_array()) {
      if (area.at("level").as_string() != level) continue;
      found["base"] = area.at("base").is_null() ? -1 : area.at("base").as_int64();
      for (const json::value& cell : area.at("cells").as_array()) {
        found[std::string(cell.at("answer").as_string())] =
            cell.at("count").is_null() ? -1 : cell.at("count").as_int64();
      }
    }
    return found;
  }
  test::TemporaryFolder folder_files_;
  int numbers_ = 0;
};

TEST_P(DeclaredReceipts, AreRatesOfAreasAboveTheFloorsToTheNearestFive) {
  told(41, "1", "receives");
  told(19, "1", "receives_with_problem");
  told(13, "1", "stopped");
  told(24, "1", "no");
  told(3, "1", "do_not_know");
  EXPECT_EQ(counted().at("records"), 100);
  using Cells = std::map<std::string, std::int64_t>;
  EXPECT_EQ(cells("district", districts),
            (Cells{{"base", 95}, {"receives", 40}, {"receives_with_problem", 20}, {"stopped", 15}, {"no", 25}}));
  EXPECT_EQ(cells("segment", in_segment()),
            (Cells{{"base", 95}, {"receives", 40}, {"receives_with_problem", 20}, {"receives_none", 35}}));
  EXPECT_EQ(cells("shakti_kendra", in_segment()), (Cells{{"base", 95}, {"receives_any", 60}, {"receives_none", 35}}));
}

TEST_P(DeclaredReceipts, HideWhatWouldTellAHiddenOne) {
  told(23, "1", "receives");
  told(12, "1", "stopped");
  counted();
  const auto district = cells("district", districts);
  EXPECT_EQ(district.at("base"), 35);
  EXPECT_EQ(district.at("receives"), 25);
  EXPECT_EQ(district.at("stopped"), -1) << "else nobody has a problem with it";
  EXPECT_EQ(cells("shakti_kendra", in_segment()).at("receives_any"), -1) << "less those above, it tells the same";
}

TEST_P(DeclaredReceipts, OfABoothAreToldWithItsNeighboursSoThatNeitherHiddenOneFollows) {
  told(40, "1", "receives");
  told(20, "1", "no");
  told(12, "2", "receives");
  told(11, "2", "no");
  counted();
  const warehouse::ReceiptsWhere kendra = in_segment("parts:1");
  EXPECT_EQ(cells("segment", kendra).at("base"), 85);
  // Booth 2 has fewer than 30; what booth 1 has would tell it.
  EXPECT_TRUE(cells("booth", kendra).empty());
  told(10, "2", "no");
  counted();
  EXPECT_FALSE(cells("booth", kendra).empty());
  EXPECT_EQ(cells("segment", kendra).at("receives"), 50);
}

TEST_P(DeclaredReceipts, OfFewHouseholdsAreNotShown) {
  told(29, "1", "receives");
  counted();
  EXPECT_EQ(cells("district", districts).at("base"), -1);
  EXPECT_TRUE(cells("segment", in_segment()).empty());
}

TEST_P(DeclaredReceipts, ThatWereTakenBackAreInNoLaterTable) {
  told(20, "1", "receives");
  told(15, "1", "no");
  counted();
  EXPECT_EQ(cells("district", districts).at("base"), 35);
  for (int number = 1; number <= 10; ++number) {
    ASSERT_EQ(by_slip("/withdraw", {{"code", code_of(number)}, {"purposes", json::array{"schemes"}}}).status, 200U);
  }
  counted();
  EXPECT_EQ(cells("district", districts).at("base"), -1) << "25 are left";
}

TEST_P(DeclaredReceipts, OfNobodyEndTheTableOfAFormerDay) {
  told(35, "1", "receives");
  counted();
  ASSERT_TRUE(store().change("UPDATE records SET state = 'rolled_back'").ok());
  counted();
  EXPECT_TRUE(cells("district", districts).empty());
}

TEST_P(DeclaredReceipts, AreEstimatedFromTheWorkspaceAndNotAtAllWhereTooLittleIsKnown) {
  const auto estimates = [this](const std::string& scheme) {
    services::SchemeReachAsked asked{scheme, {{}, AcNo(1)}, {}};
    asked.posterior.draws = 200;
    return services::scheme_reach_estimates(**app_->snapshot(), *app_->workspace().warehouse, asked);
  };
  EXPECT_EQ(estimates("pmuy").error().code, "no_receipts");
  told(40, "1", "receives");
  told(20, "1", "no");
  told(21, "2", "receives_with_problem");
  told(20, "2", "no");
  counted();
  const auto reach = estimates("pmuy");
  ASSERT_TRUE(reach.ok()) << reach.error().line(Language::english);
  std::set<std::string> levels;
  for (const json::value& area : reach->at("areas").as_array()) {
    levels.emplace(area.at("level").as_string());
    if (area.at("level").as_string() == "booth" && area.at("part").as_string() == "1") {
      EXPECT_NEAR(area.at("released_share").to_number<double>(), 40.0 / 60, 0.05);
    }
    EXPECT_TRUE(area.at("share").is_null()) << "two booths say nothing of how booths differ";
  }
  EXPECT_EQ(levels, (std::set<std::string>{"district", "segment", "shakti_kendra", "booth"}));
  EXPECT_EQ(estimates("pmay_g").error().code, "no_receipts");
}

// Counting is the same with either store, and many records take their time.
INSTANTIATE_TEST_SUITE_P(Sqlite, DeclaredReceipts, testing::Values(test::StoreKind::sqlite));

}  // namespace
}  // namespace boothwise::server
