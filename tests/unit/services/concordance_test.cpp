#include "unit/services/workshop.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <map>

#include "base/text.hpp"
#include "services/concordance_view.hpp"

namespace boothwise::services {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

const ElectionId ls_2014 = *parse_election("LS-2014");
const ElectionId vs_2017 = *parse_election("VS-2017");

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
  const fs::path folder = fs::path(test::shared_data()) / "up";
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
      const auto view = concordance_view(*shop.workspace.warehouse, *shop.workspace.warehouse->manifest(), ls_2014,
                                         vs_2017, AcNo(ac), 1);
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
  const auto view = concordance_view(*shop.workspace.warehouse, *shop.workspace.warehouse->manifest(), ls_2014, vs_2017,
                                     std::nullopt, 1);
  ASSERT_FALSE(view.ok());
  EXPECT_EQ(view.error().code, "no_booth_sheets");
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
  const auto state = concordance_view(*shop.workspace.warehouse, manifest, ls_2014, vs_2017, std::nullopt, 2);
  ASSERT_TRUE(state.ok()) << state.error().line(Language::english);
  ASSERT_EQ(state->at("segments").as_array().size(), 1U);
  EXPECT_EQ(state->at("segments").at(0).at("from_stations").to_number<int>(), 2);
  const auto one = concordance_view(*shop.workspace.warehouse, manifest, ls_2014, vs_2017, AcNo(1), 1);
  ASSERT_TRUE(one.ok());
  const auto best = best_of(one->at("segment").as_object());
  EXPECT_EQ(best.at("1").part, "2");  // names typed for Kruti Dev were read
  EXPECT_EQ(best.at("2").part, "1");
}

}  // namespace
}  // namespace boothwise::services
