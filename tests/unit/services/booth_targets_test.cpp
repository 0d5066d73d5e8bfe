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
  Result<json::object> view(std::optional<std::int64_t> need, const std::string& side = "BJP",
                            std::optional<SeatEffort> effort = std::nullopt) {
    BoothTargetsAsked asked;
    asked.asked.election = "LS-2014";
    asked.asked.side = side;
    asked.need = need;
    asked.effort = effort;
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

TEST_F(BoothTargets, SpreadTheSeatsEffortWithinItsCapsAndSayWhatIsAssumed) {
  const auto without = view(777);
  EXPECT_TRUE(without->at("effort").is_null());
  EXPECT_TRUE(without->at("booths").at(0).at("units").is_null());
  EXPECT_TRUE(without->at("segments").at(0).at("units").is_null());
  const auto with = view(777, "BJP", SeatEffort{7, std::nullopt, rules_around(0.5, 2, 4)});
  ASSERT_TRUE(with.ok()) << with.error().line(Language::english);
  EXPECT_EQ(sum(*with), 777);
  std::int64_t units = 0;
  for (const json::value& booth : with->at("booths").as_array()) {
    units += booth.at("units").to_number<std::int64_t>();
    EXPECT_LE(booth.at("units").to_number<std::int64_t>(), 4);
    EXPECT_LE(booth.at("units_votes").to_number<double>(), booth.at("most").to_number<double>());
  }
  EXPECT_EQ(units, 7);
  EXPECT_EQ(with->at("segments").at(0).at("units").to_number<std::int64_t>(), 7);
  const json::object& effort = with->at("effort").as_object();
  EXPECT_EQ(effort.at("units_used"), 7);
  EXPECT_GE(effort.at("votes").at("plan").to_number<double>(),
            effort.at("votes").at("equal_effort").to_number<double>());
  ASSERT_EQ(effort.at("under").as_array().size(), 9U);
  EXPECT_EQ(effort.at("under").at(4).at("plan"), effort.at("votes").at("plan"));
  EXPECT_LT(effort.at("under").at(0).at("votes_share").to_number<double>(), 0.5);
  EXPECT_GT(effort.at("under").at(8).at("votes_share").to_number<double>(), 0.5);
  const auto capped = view(777, "BJP", SeatEffort{7, 3, rules_around(0.5, 2, 4)});
  EXPECT_EQ(capped->at("effort").at("units_used"), 3);
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
