#include "services/booth_targets.hpp"

#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace boothwise::services {
namespace {

namespace json = boost::json;

/// A seat with three counted stations in its first segment, which BJP lost by 200 votes.
class BoothTargets : public testing::Test {
 protected:
  void SetUp() override {
    const auto done = shop_.import(
        {{"LS-2014.csv", "election,pc_no,candidate,party,votes\nLS-2014,1,X,BJP,700\nLS-2014,1,Y,BSP,900\n"},
         {"stations14.csv",
          "election,ac_no,part_no,station_name,electors\nLS-2014,1,1,A,1000\nLS-2014,1,2,B,800\nLS-2014,1,3,C,600\n"
          "LS-2014,1,4,D,500\n"},
         {"candidates14.csv",
          "election,pc_no,candidate_no,candidate,party\nLS-2014,1,1,X,BJP\nLS-2014,1,2,Y,BSP\nLS-2014,1,3,NOTA,NOTA\n"},
         {"votes14.csv",
          "election,ac_no,part_no,candidate_no,votes\nLS-2014,1,1,1,400\nLS-2014,1,1,2,200\nLS-2014,1,1,3,6\n"
          "LS-2014,1,2,1,100\nLS-2014,1,2,2,300\nLS-2014,1,3,1,200\nLS-2014,1,3,2,190\n"}});
    ASSERT_TRUE(done.ok() && done->committed);
    snapshot_ = shop_.snapshot();
  }
  Result<json::object> view(std::optional<std::int64_t> need, const std::string& side = "BJP") {
    BoothTargetsAsked asked;
    asked.asked.election = "LS-2014";
    asked.asked.side = side;
    asked.need = need;
    // Segment 1 lies in seat 1 of the state's own table.
    return booth_targets_view(*snapshot_, shop_.workspace, PcNo(1), asked);
  }
  test::Workshop shop_{"UP"};
  std::shared_ptr<const Snapshot> snapshot_;
};

std::int64_t sum(const json::object& view) {
  std::int64_t all = 0;
  for (const json::value& booth : view.at("booths").as_array()) {
    EXPECT_GE(booth.at("target").as_int64(), 0);
    EXPECT_LE(booth.at("target").as_int64(), booth.at("most").as_int64());
    all += booth.at("target").as_int64();
  }
  return all;
}

TEST_F(BoothTargets, AddUpToWhatTheSeatLackedAndStayWithinTheTurnout) {
  const auto lacked = view(std::nullopt);
  ASSERT_TRUE(lacked.ok()) << lacked.error().line(Language::english);
  EXPECT_EQ(lacked->at("need"), 201);
  EXPECT_EQ(lacked->at("booths").as_array().size(), 3U);
  EXPECT_EQ(sum(*lacked), 201);
  EXPECT_EQ(sum(*view(777)), 777);
}

TEST_F(BoothTargets, SumBySegmentAndSayWhatTheyRestOn) {
  const auto seat = view(777);
  ASSERT_TRUE(seat.ok()) << seat.error().line(Language::english);
  std::int64_t target = 0;
  for (const json::value& segment : seat->at("segments").as_array()) {
    target += segment.at("target").as_int64();
    EXPECT_EQ(segment.at("election").is_null(), segment.at("ac_no").as_int64() != 1);
  }
  EXPECT_EQ(target, 777);
  EXPECT_EQ(seat->at("without_target").as_array().size(), 1U);
  EXPECT_EQ(seat->at("without_target").at(0).at("part"), "4");
  EXPECT_EQ(seat->at("without_target").at(0).at("why"), "not_counted");
  EXPECT_EQ(seat->at("rests_on"), json::array{"LS-2014"});
  EXPECT_EQ(seat->at("segments").at(0).at("passing_from"), "not_known");
  for (const json::value& booth : seat->at("booths").as_array()) {
    const json::object& chances = booth.at("chances").as_object();
    double all = 0;
    for (const auto& chance : chances) all += chance.value().to_number<double>();
    EXPECT_NEAR(all, 1, 1e-12);
    EXPECT_TRUE(booth.at("past").as_array().empty());
  }
}

TEST_F(BoothTargets, AreNothingWhereTheSideWonAndNobodyAsksForMore) {
  const auto won = view(std::nullopt, "BSP");
  ASSERT_TRUE(won.ok()) << won.error().line(Language::english);
  EXPECT_EQ(sum(*won), 0);
}

TEST_F(BoothTargets, RefuseWhatTheBoothsCannotGive) {
  EXPECT_EQ(view(100'000).error().code, "need_too_large");
  BoothTargetsAsked other;
  other.asked.side = "BJP";
  EXPECT_EQ(booth_targets_view(*snapshot_, shop_.workspace, PcNo(2), other).error().code, "unknown_seat");
}

}  // namespace
}  // namespace boothwise::services
