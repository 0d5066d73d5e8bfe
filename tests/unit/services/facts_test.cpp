#include "shared_data.hpp"
#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <cstdlib>
#include <gtest/gtest.h>
#include <set>

#include "services/demo.hpp"
#include "services/views.hpp"
#include "warehouse/queries.hpp"

namespace boothwise::services {
namespace {

namespace json = boost::json;
using test::Workshop;

/// Our own tables with synthetic booths; made once for all tests here, which ctest runs in one process for that
/// (tests/CMakeLists.txt).
class CommittedTables : public ::testing::Test {
 public:
  static void let_go() {
    snapshot.reset();
    shop.reset();
  }

 protected:
  static void SetUpTestSuite() {
    if (shop) return;
    shop = std::make_unique<Workshop>("UP");
    NoProgress progress;
    const Status filled = fill_demo(shop->workspace, BOOTHWISE_SOURCE_DIR "/data", {}, shop->at, progress);
    ASSERT_TRUE(filled.ok()) << filled.error().line(Language::english);
    snapshot = shop->snapshot();
  }
  static json::object focus(const char* election, const char* side) {
    auto view = focus_view(*snapshot, {election, side, {}});
    EXPECT_TRUE(view.ok()) << view.error().line(Language::english);
    return std::move(view).value();
  }

  static std::unique_ptr<Workshop> shop;
  static std::shared_ptr<const Snapshot> snapshot;
};

std::unique_ptr<Workshop> CommittedTables::shop;
std::shared_ptr<const Snapshot> CommittedTables::snapshot;

/// The engine must go before its library's own statics do.
class CommittedTablesEnd : public ::testing::Environment {
  void TearDown() override { CommittedTables::let_go(); }
};
const ::testing::Environment* const committed_tables_end = ::testing::AddGlobalTestEnvironment(new CommittedTablesEnd);

struct Known {
  const char* election;
  int seats;
  int won;
};

class KnownElections : public CommittedTables, public ::testing::WithParamInterface<Known> {};

TEST_P(KnownElections, AreWonAsHistoryHasIt) {
  const json::object view = focus(GetParam().election, "NDA");
  const json::object& summary = view.at("summary").as_object();
  EXPECT_EQ(summary.at("won").to_number<int>(), GetParam().won);
  EXPECT_EQ(summary.at("seats").to_number<int>(), GetParam().seats);
  EXPECT_EQ(view.at("seats").as_array().size(), static_cast<std::size_t>(GetParam().seats));
  for (const json::value& seat : view.at("seats").as_array()) EXPECT_FALSE(seat.at("reasons").as_array().empty());
}

INSTANTIATE_TEST_SUITE_P(Nda, KnownElections,
                         ::testing::Values(Known{"LS-2009", 80, 15}, Known{"LS-2014", 80, 73}, Known{"LS-2019", 80, 64},
                                           Known{"VS-2017", 403, 325}, Known{"VS-2022", 403, 273}),
                         [](const auto& known) {
                           std::string name = known.param.election;
                           name.erase(name.find('-'), 1);
                           return name;
                         });

TEST_F(CommittedTables, Of2019SixteenWereLostAndFourteenNarrow) {
  const json::object view = focus("LS-2019", "NDA");
  EXPECT_EQ(view.at("summary").at("lost").to_number<int>(), 16);
  EXPECT_EQ(view.at("summary").at("narrow").to_number<int>(), 14);
  EXPECT_EQ(view.at("summary").at("sentence").at("hi").as_string(), "80 में 64 जीतीं (इनमें 14 कम अंतर से), 16 हारीं");
}

TEST_F(CommittedTables, CandidateVotesAddUpToTheStatedTotalEverywhere) {
  std::size_t seats = 0;
  for (const auto& [id, data] : snapshot->elections) {
    for (const Contest& contest : data.results.contests) {
      if (!contest.stated_total) continue;
      ++seats;
      EXPECT_EQ(contest.valid_votes() + contest.nota().value_or(0), *contest.stated_total)
          << to_string(id) << " " << contest.number;
    }
  }
  EXPECT_GT(seats, 3 * 80 + 3 * 403U);
}

TEST_F(CommittedTables, SyntheticBoothsAddUpToTheirSegmentAndSayThatTheyAreSynthetic) {
  const auto view = segment_view(*snapshot, *shop->workspace.warehouse, AcNo(322), {"LS-2019", "NDA", {}});
  ASSERT_TRUE(view.ok());
  EXPECT_TRUE(view->at("synthetic").as_bool());
  EXPECT_DOUBLE_EQ(view->at("booths").at("coverage").to_number<double>(), 1);
  std::int64_t margin = 0;
  for (const json::value& booth : view->at("booths").at("list").as_array())
    margin += booth.at("valid_votes").to_number<std::int64_t>();
  EXPECT_EQ(margin, view->at("result").at("valid_votes").to_number<std::int64_t>());
  EXPECT_FALSE(focus("LS-2019", "NDA").at("synthetic").as_bool());
}

TEST_F(CommittedTables, OldBoundariesAreNeverComparedSeatBySeat) {
  const auto view = compare_view(*snapshot, "LS-2004", "LS-2009", "BJP", {});
  ASSERT_FALSE(view.ok());
  EXPECT_EQ(view.error().code, "boundaries_differ");
  EXPECT_TRUE(focus("LS-2009", "BJP").at("previous").is_null());
}

TEST_F(CommittedTables, HousesAreComparedBySegment) {
  const auto view = compare_view(*snapshot, "VS-2017", "LS-2019", "NDA", {});
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->at("unit").as_string(), "ac");
  EXPECT_EQ(view->at("rows").as_array().size(), 403U);
}

TEST_F(CommittedTables, ASeatsSegmentsMakeItsMargin) {
  const auto view = seat_view(*snapshot, PcNo(64), {"LS-2019", "NDA", {}});
  ASSERT_TRUE(view.ok());
  double made = 0;
  for (const json::value& segment : view->at("segments").as_array())
    made += segment.at("margin_made").to_number<double>();
  EXPECT_NEAR(made, 1, 0.01);  // the rest is postal
  EXPECT_EQ(view->at("by_elections").as_array().size(), 1U);
  EXPECT_EQ(view->at("results").as_array().size(), 3U);
}

TEST_F(CommittedTables, PlacesAreFoundInEitherScript) {
  for (const char* query : {"गोरख", "Gorakh", "gorakhpur"}) {
    const json::object view = search_view(*snapshot, query);
    ASSERT_FALSE(view.at("results").as_array().empty()) << query;
    EXPECT_EQ(view.at("results").as_array().front().at("no").to_number<int>(), 64) << query;
  }
  EXPECT_TRUE(search_view(*snapshot, "Timbuktu").at("results").as_array().empty());
  EXPECT_TRUE(search_view(*snapshot, "").at("results").as_array().empty());
}

TEST_F(CommittedTables, FillingAgainChangesNothing) {
  const auto runs = shop->workspace.warehouse->manifest()->runs.size();
  NoProgress progress;
  ASSERT_TRUE(fill_demo(shop->workspace, BOOTHWISE_SOURCE_DIR "/data", {}, shop->at, progress).ok());
  EXPECT_EQ(shop->workspace.warehouse->manifest()->runs.size(), runs);
}

TEST(RealFiles, BoothsOf2014AddUpToTheirSegmentsWithinWhatTheirSourceSays) {
  const std::filesystem::path folder = test::shared_data() / "up";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the public result files are not at " << folder;
  Workshop shop("UP");
  NoProgress progress;
  const Status filled = fill_demo(shop.workspace, BOOTHWISE_SOURCE_DIR "/data", folder, shop.at, progress);
  ASSERT_TRUE(filled.ok()) << filled.error().line(Language::english);
  warehouse::Reader reader(*shop.workspace.warehouse, *shop.workspace.warehouse->manifest());
  const ElectionId election = *parse_election("LS-2014");
  std::map<std::int32_t, Votes> segments;
  const auto totals = reader.segment_totals(election);
  for (const auto& total : *totals) segments[total.ac] = total.votes;
  const std::set<std::int32_t> incomplete = {37, 145, 166, 170, 175, 188, 196, 200, 207, 210, 221, 248, 305};
  const std::set<std::int32_t> above = {81, 82, 83, 84, 85, 230};
  const auto sums = reader.booth_sums(election);
  EXPECT_EQ(sums->size(), 265U);
  std::int64_t missing = 0;
  for (const auto& sum : *sums) {
    missing += sum.missing;
    const double coverage = static_cast<double>(sum.votes) / static_cast<double>(segments.at(sum.ac.value));
    if (incomplete.contains(sum.ac.value)) {
      EXPECT_LT(coverage, 0.9) << sum.ac.value;
    } else {
      EXPECT_GE(coverage, 0.9) << sum.ac.value;
      EXPECT_LE(coverage, above.contains(sum.ac.value) ? 1.015 : 1.006) << sum.ac.value;
    }
  }
  EXPECT_GT(missing, 0);
  const auto snapshot = shop.snapshot();
  const auto view = focus_view(*snapshot, {"LS-2019", "NDA", {}});
  EXPECT_EQ(view->at("summary").at("won").to_number<int>(), 64);
}

}  // namespace
}  // namespace boothwise::services
