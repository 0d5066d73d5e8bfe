#include "shared_data.hpp"
#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <map>

#include "base/text.hpp"
#include "services/concordance_decisions.hpp"
#include "services/concordance_view.hpp"
#include "services/views.hpp"
#include "warehouse/roll_comparisons.hpp"

namespace boothwise::services {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

const StationSet ls_2014{*parse_election("LS-2014"), {}};
const StationSet vs_2017{*parse_election("VS-2017"), {}};

/// The later station that takes most of an earlier one, and how sure that is.
struct Best {
  std::string part;
  double confidence = 0;
};

std::map<std::string, Best> best_of(const json::object& segment) {
  std::map<std::string, Best> best;
  for (const json::value& station : segment.at("stations").as_array()) {
    double most = 0;
    Best& mine = best[std::string(station.at("part").as_string())];
    for (const json::value& target : station.at("to").as_array()) {
      if (target.at("weight").to_number<double>() <= most) continue;
      most = target.at("weight").to_number<double>();
      mine = {std::string(target.at("part").as_string()), target.at("confidence").to_number<double>()};
    }
  }
  return best;
}

/// tests/data/concordance_sample.csv: 300 stations of 2014 drawn at random from the odd segments (the model was learnt
/// from the even ones), each looked up by hand in the sheets of 2017.
TEST(ConcordanceAccuracy, IsPreciseOnStationsLookedUpByHand) {
  const fs::path folder = test::shared_data() / "up";
  if (!fs::exists(folder)) GTEST_SKIP() << "no shared data at " << folder;
  test::Workshop shop("UP");
  std::vector<ImportFile> files;
  for (const char* name : {"booth_ls2014_stations.csv.gz", "booth_vs2017_stations.csv.gz"})
    files.push_back({folder / name, name});
  NoProgress quiet;
  ImportOptions options;
  options.now = shop.at;
  const auto report = import_files(*shop.workspace.warehouse, files, options, quiet);
  ASSERT_TRUE(report.ok()) << report.error().line(Language::english);

  std::map<std::int32_t, std::map<std::string, Best>> segments;
  std::ifstream sample(BOOTHWISE_SOURCE_DIR "/tests/data/concordance_sample.csv");
  std::string line;
  std::getline(sample, line);
  int right = 0;
  int told = 0;
  int rows = 0;
  while (std::getline(sample, line)) {
    const std::vector<std::string> cells = split(line, ',');
    const std::int32_t ac = *parse_number<std::int32_t>(cells[0]);
    ++rows;
    if (!segments.contains(ac)) {
      const auto view =
          concordance_view(shop.workspace, *shop.workspace.warehouse->manifest(), ls_2014, vs_2017, AcNo(ac), 1);
      ASSERT_TRUE(view.ok()) << view.error().line(Language::english);
      segments[ac] = best_of(view->at("segment").as_object());
    }
    const Best& best = segments[ac][cells[1]];
    constexpr double found_least = 0.5;
    if (best.confidence < found_least) continue;
    ++told;
    if (cells[3] != "not_found" && best.part == cells[2]) ++right;
  }
  ASSERT_EQ(rows, 300);
  std::cout << told << " of 300 found, " << right << " rightly\n";
  EXPECT_GE(told, 235);
  EXPECT_GE(right, 0.98 * told);
}

TEST(Concordance, SaysWhichSheetsAreMissing) {
  test::Workshop shop;
  const auto view =
      concordance_view(shop.workspace, *shop.workspace.warehouse->manifest(), ls_2014, vs_2017, std::nullopt, 1);
  ASSERT_FALSE(view.ok());
  EXPECT_EQ(view.error().code, "no_stations");
}

TEST(Concordance, TellsEverySegmentThatBothElectionsHave) {
  test::Workshop shop("UP");
  const auto report = shop.import(
      {{"a.csv",
        "election,ac_no,part_no,station_name,electors\nLS-2014,1,1,P.S. RAMPUR,900\nLS-2014,1,2,P.S. BELWA,800\n"
        "LS-2014,2,1,P.S. ELSEWHERE,700\n"},
       {"b.csv",
        "election,ac_no,part_no,station_name,electors\nVS-2017,1,1,izk0fo0 csyok,790\nVS-2017,1,2,izk0fo0 "
        "jkeiqj,910\n"}});
  ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
  ASSERT_TRUE(report->committed);
  const auto& manifest = *shop.workspace.warehouse->manifest();
  const auto state = concordance_view(shop.workspace, manifest, ls_2014, vs_2017, std::nullopt, 2);
  ASSERT_TRUE(state.ok()) << state.error().line(Language::english);
  ASSERT_EQ(state->at("segments").as_array().size(), 1U);
  EXPECT_EQ(state->at("segments").at(0).at("from_stations").to_number<int>(), 2);
  const auto one = concordance_view(shop.workspace, manifest, ls_2014, vs_2017, AcNo(1), 1);
  ASSERT_TRUE(one.ok());
  const auto best = best_of(one->at("segment").as_object());
  EXPECT_EQ(best.at("1").part, "2");  // names typed for Kruti Dev were read
  EXPECT_EQ(best.at("2").part, "1");
}

/// Results without which an election is not shown.
const std::pair<std::string, std::string> results_2014 = {
    "LS-2014.csv", "election,pc_no,candidate,party,votes\nLS-2014,1,X,BJP,500\nLS-2014,1,Y,BSP,500\n"};
const std::pair<std::string, std::string> results_2017 = {
    "VS-2017.csv", "election,ac_no,candidate,party,votes\nVS-2017,1,P,BJP,470\nVS-2017,1,Q,SP,480\n"};

/// Two stations of 2014 of which one was divided by 2017, with votes; the names are in two scripts.
Result<ImportReport> import_counted(test::Workshop& shop) {
  return shop.import(
      {results_2014,
       results_2017,
       {"stations14.csv",
        "election,ac_no,part_no,station_name,electors\nLS-2014,1,1,P.S. RAMPUR,1000\nLS-2014,1,2,P.S. BELWA,800\n"},
       {"candidates14.csv",
        "election,pc_no,candidate_no,candidate,party\nLS-2014,1,1,X,BJP\nLS-2014,1,2,Y,BSP\nLS-2014,1,3,NOTA,NOTA\n"},
       {"votes14.csv",
        "election,ac_no,part_no,candidate_no,votes\nLS-2014,1,1,1,400\nLS-2014,1,1,2,200\nLS-2014,1,1,3,6\n"
        "LS-2014,1,2,1,100\nLS-2014,1,2,2,300\n"},
       {"stations17.csv",
        "election,ac_no,part_no,station_name,electors\nVS-2017,1,1,प्रा0वि0 रामपुर कक्ष 1,500\n"
        "VS-2017,1,2,प्रा0वि0 रामपुर कक्ष 2,500\nVS-2017,1,3,प्रा0वि0 बेलवा,790\n"},
       {"candidates17.csv", "election,ac_no,candidate_no,candidate,party\nVS-2017,1,1,P,BJP\nVS-2017,1,2,Q,SP\n"},
       {"votes17.csv",
        "election,ac_no,part_no,candidate_no,votes\nVS-2017,1,1,1,150\nVS-2017,1,1,2,100\nVS-2017,1,2,1,120\n"
        "VS-2017,1,2,2,130\nVS-2017,1,3,1,200\nVS-2017,1,3,2,250\n"}});
}

TEST(BoothHistory, SpreadsAnEarlierResultOverTheStationsThatItsOneBecame) {
  test::Workshop shop("UP");
  const auto report = import_counted(shop);
  ASSERT_TRUE(report.ok() && report->committed);
  const auto snapshot = shop.snapshot();
  Asked asked;
  asked.election = "VS-2017";
  asked.side = "BJP";
  const auto booth = booth_view(*snapshot, shop.workspace, AcNo(1), Part{2, ""}, asked);
  ASSERT_TRUE(booth.ok()) << booth.error().line(Language::english);
  ASSERT_EQ(booth->at("history").as_array().size(), 1U);
  const json::value& then = booth->at("history").at(0);
  EXPECT_EQ(then.at("election").as_string(), "LS-2014");
  EXPECT_TRUE(then.at("found").as_bool());
  ASSERT_EQ(then.at("stations").as_array().size(), 1U);
  EXPECT_EQ(then.at("stations").at(0).at("part").as_string(), "1");
  EXPECT_NEAR(then.at("stations").at(0).at("weight").to_number<double>(), 0.5, 1e-6);
  EXPECT_NEAR(then.at("stations").at(0).at("share").to_number<double>(), 1, 1e-6);
  EXPECT_EQ(then.at("expressed").at("margin_votes").to_number<int>(), 100);  // half of 400 less half of 200
  EXPECT_EQ(then.at("expressed").at("valid_votes").to_number<int>(), 300);
  EXPECT_GT(then.at("expressed").at("margin_error_votes").to_number<double>(), 12.2);  // √(¼ · 600), and the doubt
  EXPECT_EQ(then.at("expressed").at("leader").at("party").as_string(), "BJP");
}

TEST(BoothHistory, AddsUpWhatLaterStationsHoldOfAnEarlierOne) {
  test::Workshop shop("UP");
  ASSERT_TRUE(import_counted(shop)->committed);
  Asked asked;
  asked.election = "LS-2014";
  asked.side = "BJP";
  const auto booth = booth_view(*shop.snapshot(), shop.workspace, AcNo(1), Part{1, ""}, asked);
  ASSERT_TRUE(booth.ok()) << booth.error().line(Language::english);
  const json::value& later = booth->at("history").at(0);
  EXPECT_EQ(later.at("stations").as_array().size(), 2U);
  EXPECT_EQ(later.at("expressed").at("margin_votes").to_number<int>(), 40);  // 270 - 230: the whole of both
}

TEST(BoothHistory, SaysWhereNothingIsFoundAndShowsNoFigureThere) {
  test::Workshop shop("UP");
  const auto report = shop.import(
      {results_2014,
       results_2017,
       {"a.csv",
        "election,ac_no,part_no,station_name,electors\nLS-2014,1,1,P.S. RAMPUR,900\nLS-2014,1,2,P.S. BELWA,800\n"},
       {"b.csv",
        "election,ac_no,part_no,station_name,electors\nVS-2017,1,1,P.S. RAMPUR,900\nVS-2017,1,2,COLLEGE "
        "ZAKHIRA,70\n"}});
  ASSERT_TRUE(report.ok() && report->committed);
  Asked asked;
  asked.election = "VS-2017";
  const auto booth = booth_view(*shop.snapshot(), shop.workspace, AcNo(1), Part{2, ""}, asked);
  ASSERT_TRUE(booth.ok()) << booth.error().line(Language::english);
  EXPECT_FALSE(booth->at("history").at(0).at("found").as_bool());
  EXPECT_TRUE(booth->at("history").at(0).at("expressed").is_null());
}

TEST(Concordance, TellsTheSameBothWays) {
  test::Workshop shop("UP");
  ASSERT_TRUE(import_counted(shop)->committed);
  const auto& manifest = *shop.workspace.warehouse->manifest();
  const auto there = concordance_view(shop.workspace, manifest, ls_2014, vs_2017, AcNo(1), 1);
  const auto back = concordance_view(shop.workspace, manifest, vs_2017, ls_2014, AcNo(1), 1);
  ASSERT_TRUE(there.ok() && back.ok());
  const auto best = best_of(back->at("segment").as_object());
  EXPECT_EQ(best.at("1").part, "1");
  EXPECT_EQ(best.at("2").part, "1");
  EXPECT_EQ(best.at("3").part, "2");
  EXPECT_NEAR(best.at("1").confidence, best_of(there->at("segment").as_object()).at("1").confidence, 1e-6);
  EXPECT_EQ(there->at("segment").at("found").to_number<int>(), 2);
  EXPECT_EQ(there->at("segment").at("to").at(0).at("latin").as_string(), "Pra.Vi. Rampur Kaksh 1");
}

/// A roll of five people in parts 1 and 2, or with the parts' numbers changed round, and what the summary sheets call
/// them.
void import_roll(test::Workshop& shop, const char* revision, bool turned) {
  const std::string one = turned ? "2" : "1";
  const std::string two = turned ? "1" : "2";
  const std::string year = revision;
  ImportOptions options;
  options.source = "made up for a test";
  options.revision = revision;
  options.qualifying_date = year + "-01-01";
  options.publication_date = year + "-01-06";
  const auto report = shop.import(
      {{"mother" + year + ".csv",
        "ac_no,part_no,serial_no,name,relation_type,relation_name,house_no,epic_no,age,gender\n5," + one +
            ",1,रमेश चन्द्र,F,सोहन लाल,12,ZZD0000001,45,M\n5," + one + ",2,सुनीता देवी,H,रमेश चन्द्र,12,ZZD0000002,41,F\n5," +
            two + ",1,फरीदा बेगम,H,नासिर अली,3,ZZD0000006,52,F\n"},
       {"summary" + year + ".csv",
        "ac_no,part_no,electors_male,electors_female,electors_other,electors,station_name\n5," + one +
            ",1,1,0,2,प्रा0वि0 रामपुर\n5," + two + ",0,1,0,1,प्रा0वि0 बेलवा\n"}},
      options);
  ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
  ASSERT_TRUE(report->committed);
}

TEST(Concordance, PartsOfTwoRollsAreMatchedByNameAndOnceComparedByTheirElectors) {
  test::Workshop shop("UP");
  import_roll(shop, "2025", false);
  import_roll(shop, "2026", true);
  const auto between = [&] {
    const auto manifest = shop.workspace.warehouse->manifest();
    const auto from = parse_station_set(*manifest, "2025");
    const auto to = parse_station_set(*manifest, "roll:2026");
    EXPECT_TRUE(from.ok() && to.ok());
    auto view = concordance_view(shop.workspace, *manifest, *from, *to, AcNo(5), 1);
    EXPECT_TRUE(view.ok()) << view.error().line(Language::english);
    return view->at("segment").at("stations").at(0);
  };
  const json::value named = between();
  EXPECT_EQ(named.at("name").as_string(), "प्रा0वि0 रामपुर");
  EXPECT_EQ(named.at("electors").to_number<int>(), 2);
  EXPECT_EQ(named.at("to").at(0).at("part").as_string(), "2");
  EXPECT_EQ(named.at("to").at(0).at("method").as_string(), "building");
  {
    auto writer = warehouse::Writer::begin(*shop.workspace.warehouse);
    ASSERT_TRUE(writer.ok());
    auto files = warehouse::write_comparison(*shop.workspace.warehouse, **writer, {"2025", "2026"}, AcNo(5),
                                             {{1, 1, "found", "", "F", 1}, {1, 1, "found", "", "M", 1}}, {});
    ASSERT_TRUE(files.ok());
    warehouse::take_comparison((*writer)->next(), std::move(files).value());
    ASSERT_TRUE((*writer)->commit().ok());
  }
  const json::value counted = between();
  EXPECT_EQ(counted.at("to").at(0).at("part").as_string(), "1");  // electors outweigh names
  EXPECT_EQ(counted.at("to").at(0).at("method").as_string(), "electors");
}

json::object decision(const char* from_part, json::array targets) {
  return {
      {"from", "LS-2014"}, {"to", "VS-2017"}, {"ac_no", 1}, {"from_part", from_part}, {"targets", std::move(targets)},
      {"by", "Checker"}};
}

TEST(ConcordanceDecisions, OutweighWhatIsComputedInBothDirectionsUntilTheyAreTakenBack) {
  test::Workshop shop("UP");
  ASSERT_TRUE(import_counted(shop)->committed);
  const auto& manifest = *shop.workspace.warehouse->manifest();
  const auto best = [&](const StationSet& from, const StationSet& to) {
    return best_of(concordance_view(shop.workspace, manifest, from, to, AcNo(1), 1)->at("segment").as_object());
  };
  ASSERT_EQ(best(ls_2014, vs_2017).at("2").part, "3");
  const json::array whole{json::object{{"part", "1"}, {"weight", 1.0}}};
  const auto kept = decide_concordance_view(shop.workspace, manifest, json::serialize(decision("2", whole)), shop.at);
  ASSERT_TRUE(kept.ok()) << kept.error().line(Language::english);
  EXPECT_EQ(best(ls_2014, vs_2017).at("2").part, "1");
  EXPECT_EQ(best(ls_2014, vs_2017).at("2").confidence, 1);
  EXPECT_EQ(best(vs_2017, ls_2014).at("3").part, "");  // nobody came there now
  const auto view = concordance_view(shop.workspace, manifest, ls_2014, vs_2017, AcNo(1), 1);
  const json::value& station = view->at("segment").at("stations").at(1);
  EXPECT_EQ(station.at("to").at(0).at("method").as_string(), "by_hand");
  EXPECT_EQ(station.at("decision").at("by").as_string(), "Checker");
  EXPECT_EQ(
      concordance_decisions_view(shop.workspace, ls_2014, vs_2017, std::nullopt)->at("decisions").as_array().size(),
      1U);
  const std::string id(kept->at("id").as_string());
  ASSERT_TRUE(undo_concordance_view(shop.workspace, id, shop.at).ok());
  EXPECT_EQ(best(ls_2014, vs_2017).at("2").part, "3");
  EXPECT_EQ(undo_concordance_view(shop.workspace, id, shop.at).error().code, "decision_unknown");
}

TEST(ConcordanceDecisions, ThatAStationIsNowhereLeavesItWithoutMatches) {
  test::Workshop shop("UP");
  ASSERT_TRUE(import_counted(shop)->committed);
  const auto& manifest = *shop.workspace.warehouse->manifest();
  ASSERT_TRUE(decide_concordance_view(shop.workspace, manifest, json::serialize(decision("1", {})), shop.at).ok());
  const auto view = concordance_view(shop.workspace, manifest, ls_2014, vs_2017, AcNo(1), 1);
  EXPECT_TRUE(view->at("segment").at("stations").at(0).at("to").as_array().empty());
  EXPECT_FALSE(view->at("segment").at("stations").at(0).at("found").as_bool());
}

TEST(ConcordanceDecisions, AreRefusedWithTheFieldThatIsWrong) {
  test::Workshop shop("UP");
  ASSERT_TRUE(import_counted(shop)->committed);
  const auto& manifest = *shop.workspace.warehouse->manifest();
  const auto refusal = [&](const json::object& body) {
    const auto kept = decide_concordance_view(shop.workspace, manifest, json::serialize(body), shop.at);
    return kept.ok() ? std::string("taken") : kept.error().code + " " + kept.error().where.column;
  };
  json::object nameless = decision("1", {});
  nameless["by"] = " ";
  EXPECT_EQ(refusal(nameless), "body_malformed by");
  json::object reversed = decision("1", {});
  reversed["from"] = "VS-2017";
  reversed["to"] = "LS-2014";
  EXPECT_EQ(refusal(reversed), "sets_reversed ");
  EXPECT_EQ(refusal(decision("77", {})), "unknown_booth ");
  EXPECT_EQ(refusal(decision("1", {json::object{{"part", "9"}, {"weight", 1.0}}})), "unknown_booth ");
  EXPECT_EQ(refusal(decision("1", {json::object{{"part", "1"}, {"weight", 0.4}}})), "weights_malformed weight");
  EXPECT_EQ(refusal(decision("1", {json::object{{"part", "1"}}})), "body_malformed weight");
  const json::object half{{"part", "1"}, {"weight", 0.5}};
  EXPECT_EQ(refusal(decision("1", {half, half})), "body_malformed targets");
  EXPECT_EQ(decide_concordance_view(shop.workspace, manifest, "[]", shop.at).error().code, "body_malformed");
}

TEST(StationSets, AreElectionsAndRevisionsInOrderOfTime) {
  test::Workshop shop("UP");
  ASSERT_TRUE(import_counted(shop)->committed);
  const auto& manifest = *shop.workspace.warehouse->manifest();
  const auto sets = station_sets(manifest);
  ASSERT_EQ(sets.size(), 2U);
  EXPECT_EQ(sets[0].id(), "LS-2014");
  EXPECT_TRUE((StationSet{std::nullopt, "2026"}).is_before({std::nullopt, "2027 draft"}));
  EXPECT_TRUE(vs_2017.is_before({std::nullopt, "SSR-2017"}));
  const auto unknown = parse_station_set(manifest, "roll:2026");
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, "station_set_unknown");
  EXPECT_EQ(unknown.error().choices.size(), 2U);
}

}  // namespace
}  // namespace boothwise::services
