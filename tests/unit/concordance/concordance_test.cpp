#include <array>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "concordance/match.hpp"
#include "concordance/reexpress.hpp"
#include "concordance/station_name.hpp"

namespace boothwise::concordance {
namespace {

TEST(StationName, IsTakenApartInBothScripts) {
  struct Case {
    std::string_view text;
    Building building;
    Portion portion;
    std::vector<std::string> place;
  };
  const std::array cases = std::to_array<Case>({
      {"PRATHMIK VIDYALAYA ROOM NO. 1 RAHNA", Building::primary_school, {1, 0, 0}, {"rahna"}},
      {"प्रा0वि0 खाईखेडा कक्ष-1", Building::primary_school, {1, 0, 0}, {"खाईखेडा"}},
      {"P.P. CHAUKIYA (NORTH)", Building::primary_school, {0, 0, 1}, {"chaukiya"}},
      {"प्रा0पा0 रूधौली पू0 भाग", Building::primary_school, {0, 0, 2}, {"रूधौली"}},
      {"पू0मा0वि0 खैरा", Building::upper_primary_school, {0, 0, 0}, {"खैरा"}},
      {"J.H.S. SINGERA R.N.-2", Building::upper_primary_school, {2, 0, 0}, {"singera"}},
      {"S.S.V.I.C.HAPUR -R.N.4", Building::secondary_school, {4, 0, 0}, {"hapur"}},
      {"पंचायत भवन चैनपुर", Building::community_building, {0, 0, 0}, {"चैनपुर"}},
      {"प्रा0वि0 दयालपुर प्रथम", Building::primary_school, {0, 1, 0}, {"दयालपुर"}},
      {"DHARNIHVA", Building::unknown, {0, 0, 0}, {"dharnihva"}},
      {"", Building::unknown, {0, 0, 0}, {}},
  });
  for (const Case& one : cases) {
    const StationName name = parse_station_name(one.text, 0);
    EXPECT_EQ(name.building, one.building) << one.text;
    EXPECT_TRUE(name.portion == one.portion) << one.text;
    EXPECT_EQ(name.place, one.place) << one.text;
  }
}

TEST(StationName, LeavesTheStationsOwnNumberOut) {
  EXPECT_EQ(parse_station_name("254 254 प्रा0वि0 लाल", 254).place, std::vector<std::string>{"लाल"});
  EXPECT_EQ(parse_station_name("P.S. GADAULI - 224", 224).portion.room, 0);
  EXPECT_EQ(parse_station_name("P.S. GADAULI - 2", 224).portion.room, 2);
}

TEST(StationName, KnowsSchoolsForGirls) {
  EXPECT_TRUE(parse_station_name("KANYA P.P. BEWANA", 0).for_girls);
  EXPECT_TRUE(parse_station_name("क0प्रा0पा0बेवाना", 0).for_girls);
  EXPECT_FALSE(parse_station_name("P.P. BEWANA", 0).for_girls);
}

std::vector<Match> best_of(const std::vector<Match>& matches) {
  std::map<std::uint32_t, Match> best;
  for (const Match& one : matches) {
    const auto [found, is_new] = best.try_emplace(one.from, one);
    if (!is_new && one.weight > found->second.weight) found->second = one;
  }
  std::vector<Match> list;
  for (const auto& [from, one] : best) list.push_back(one);
  return list;
}

/// Two villages, the first station of the second divided in two, names in the other script, numbers moved by one.
Segment village_segment() {
  Segment segment;
  segment.from = {{1, "P.S. RAMPUR ROOM 1", 900}, {2, "P.S. RAMPUR ROOM 2", 800}, {3, "P.S. KISHANGARH", 1400},
                  {4, "J.H.S. BHOJPUR", 700},     {5, "P.S. DAUDPUR", 650},       {6, "P.S. NAGLA GOPAL", 650}};
  segment.to = {{1, "प्रा0वि0 बेलवा", 600},         {2, "प्रा0वि0 रामपुर कक्ष 1", 910},  {3, "प्रा0वि0 रामपुर कक्ष 2", 820},
                {4, "प्रा0वि0 किशनगढ़ कक्ष 1", 700}, {5, "प्रा0वि0 किशनगढ़ कक्ष 2", 700}, {6, "जू0हा0स्कूल भोजपुर", 720},
                {7, "प्रा0वि0 दाऊदपुर", 660}};
  return segment;
}

TEST(Match, FindsStationsAcrossScriptsAndDivisions) {
  const Segment segment = village_segment();
  const std::vector<Match> matches = match(segment, default_model());
  std::map<std::pair<std::uint32_t, std::uint32_t>, Match> of;
  for (const Match& one : matches) of[{one.from, one.to}] = one;
  for (const auto& [from, to] : {std::pair(0U, 1U), {1U, 2U}, {3U, 5U}, {4U, 6U}}) {
    ASSERT_TRUE(of.contains({from, to})) << from;
    EXPECT_FLOAT_EQ((of[{from, to}].weight), 1) << from;
    EXPECT_GT((of[{from, to}].confidence), 0.5F) << from;
    EXPECT_EQ((of[{from, to}].method), Method::building);
  }
  EXPECT_NEAR((of[{2, 3}].weight), 0.5, 0.01);  // divided in two
  EXPECT_NEAR((of[{2, 4}].weight), 0.5, 0.01);
  for (const Match& one : matches) {
    if (one.from != 5) continue;  // Nagla Gopal is not there
    EXPECT_EQ(one.method, Method::neighbourhood);
  }
}

TEST(Match, ElectorsWhoMovedOutweighNames) {
  Segment segment = village_segment();
  segment.moves = {{0, 5, 600}, {0, 6, 300}, {1, 1, 1}};
  const std::vector<Match> matches = match(segment, default_model());
  std::map<std::uint32_t, float> weights;
  for (const Match& one : matches) {
    if (one.from != 0) continue;
    EXPECT_EQ(one.method, Method::electors);
    weights[one.to] = one.weight;
  }
  EXPECT_NEAR(weights[5], 2.0 / 3, 1e-6);
  EXPECT_NEAR(weights[6], 1.0 / 3, 1e-6);
  // One elector in eight hundred says nothing of the second station.
  EXPECT_EQ(best_of(matches)[1].method, Method::building);
}

TEST(Match, SaysNothingOfSetsWithoutStations) {
  Segment segment = village_segment();
  segment.to.clear();
  EXPECT_TRUE(match(segment, default_model()).empty());
  segment.from.clear();
  EXPECT_TRUE(match(segment, default_model()).empty());
}

rc::Gen<std::vector<Station>> any_stations() {
  static const std::vector<std::string> words = {"P.S.", "RAMPUR", "प्रा0वि0", "रामपुर", "KALAN", "ROOM 2", "कक्ष 1",
                                                 "",     "नगला",   "12",      "(W)",   "🏫",    "JHS"};
  return rc::gen::map(rc::gen::container<std::vector<std::tuple<std::vector<std::size_t>, int>>>(rc::gen::tuple(
                          rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, words.size())),
                          rc::gen::inRange(0, 3))),
                      [](const auto& rows) {
                        std::vector<Station> stations;
                        for (const auto& [picked, size] : rows) {
                          std::string name;
                          for (const std::size_t word : picked) name += words[word] + " ";
                          stations.push_back({static_cast<std::int32_t>(stations.size() + 1), name, size * 450.0});
                        }
                        return stations;
                      });
}

TEST(Match, WeightsOfAStationSumToOneAndVotesAreKept) {
  rc::check([] {
    Segment segment;
    segment.from = *any_stations();
    segment.to = *any_stations();
    const std::vector<Match> matches = match(segment, default_model());
    if (segment.to.empty()) {
      RC_ASSERT(matches.empty());
      return;
    }
    std::vector<double> sums(segment.from.size(), 0);
    std::vector<double> votes;
    double all = 0;
    for (const Match& one : matches) {
      RC_ASSERT(one.to < segment.to.size());
      RC_ASSERT(one.weight > 0);
      RC_ASSERT(one.confidence >= 0 && one.confidence <= 1);
      sums.at(one.from) += one.weight;
    }
    for (std::size_t at = 0; at < sums.size(); ++at) {
      RC_ASSERT(std::abs(sums[at] - 1) < 1e-5);
      votes.push_back(static_cast<double>(at * 10));
      all += votes.back();
    }
    double kept = 0;
    for (const Expressed& one : reexpress(matches, votes, segment.to.size())) {
      RC_ASSERT(one.error >= 0);
      kept += one.votes;
    }
    RC_ASSERT(std::abs(kept - all) <= 1e-4 * (1 + all));
  });
}

TEST(Reexpress, ErrorsGrowWithWhatIsSharedAndDoubted) {
  const std::vector<Match> sure = {{0, 0, 1, 1, Method::building}};
  const std::vector<Match> shared = {{0, 0, 0.5, 1, Method::building}, {0, 1, 0.5, 1, Method::building}};
  const std::vector<Match> doubted = {{0, 0, 1, 0.5, Method::building}};
  const std::vector<double> votes = {400};
  EXPECT_EQ(reexpress(sure, votes, 2)[0].error, 0);
  EXPECT_DOUBLE_EQ(reexpress(shared, votes, 2)[0].votes, 200);
  EXPECT_DOUBLE_EQ(reexpress(shared, votes, 2)[0].error, 10);    // √(½ · ½ · 400)
  EXPECT_DOUBLE_EQ(reexpress(doubted, votes, 2)[0].error, 200);  // √(½ · ½ · 400²)
  EXPECT_EQ(reexpress(sure, votes, 2)[1].votes, 0);
}

TEST(Model, LearnsWhatSpeaksForABuilding) {
  std::vector<Segment> segments(40, village_segment());
  const Model model = learn(segments, 10);
  EXPECT_GT(model.place[0], 1);  // equal names speak for it, others against
  EXPECT_LT(model.place[6], -1);
  EXPECT_GT(model.kind[0], model.kind[2]);
  EXPECT_EQ(model.place[7], 0);
}

}  // namespace
}  // namespace boothwise::concordance
