#include "shared_data.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <optional>

#include "intake/geojson.hpp"
#include "intake/record_reader.hpp"

namespace boothwise::intake {
namespace {

namespace fs = std::filesystem;
using test::shared_data;

struct Expected {
  std::string_view file;
  std::string_view layout;
  std::size_t rows;
};

/// Numbers of rows as the data's SOURCES.md states them.
constexpr std::array expected_tables = std::to_array<Expected>({
    {"pc_results_2009_2019.csv", "pc_results", 3795},
    {"pc_results_1999_2004_olddelim.csv", "pc_results", 2346},
    {"pc_byelections_2009_2018.csv", "pc_results", 75},
    {"pc_results_by_ac_2009.csv.gz", "segment_results", 6879},
    {"pc_results_by_ac_2014.csv.gz", "segment_results", 6881},
    {"pc_results_by_ac_2019.csv", "segment_results", 5321},
    {"ac_results_2012.csv", "ac_results", 6838},
    {"ac_results_2017.csv", "ac_results", 5256},
    {"ac_results_2022.csv", "ac_results", 4845},
    {"ac_results_2007_olddelim.csv", "ac_results_old", 6086},
    {"party_totals_by_election.csv", "party_totals", 1436},
    {"booth_ls2014_stations.csv.gz", "booth_stations", 91057},
    {"booth_ls2014_votes.csv.gz", "booth_votes", 1107481},
    {"booth_ls2014_candidates.csv", "booth_candidates_pc", 1368},
    {"booth_vs2017_stations.csv.gz", "booth_stations", 78767},
    {"booth_vs2017_votes.csv.gz", "booth_votes", 779953},
    {"booth_vs2017_candidates.csv", "booth_candidates", 4104},
    {"booth_coverage.csv", "booth_coverage", 806},
    {"booth_2009_coordinates.csv.gz", "booth_points", 10416},
    {"parliamentary_constituencies.csv", "parliamentary_constituencies", 80},
    {"assembly_constituencies.csv", "assembly_constituencies", 403},
    {"districts.csv", "districts", 75},
    {"parties.csv", "parties", 21},
    {"alliances.csv", "alliances_list", 12},
    {"census2011_district_pca.csv", "area_statistics", 213},
    {"census2011_district_housing.csv", "area_statistics", 213},
    {"nfhs_district.csv", "area_statistics", 142},
});

class SharedTable : public testing::TestWithParam<Expected> {};

TEST_P(SharedTable, IsRecognisedAndReadWholeWithoutARefusal) {
  const Expected& expected = GetParam();
  const fs::path path = shared_data() / "up" / expected.file;
  if (!fs::exists(path)) GTEST_SKIP() << "no data at " << path;
  auto table = open_table(path);
  ASSERT_TRUE(table.ok()) << table.error().line(Language::english);
  auto recognised = recognise((*table)->header(), std::nullopt, {});
  ASSERT_TRUE(recognised.ok()) << recognised.error().line(Language::english);
  EXPECT_TRUE(recognised->layout->id.starts_with(expected.layout)) << recognised->layout->id;
  RecordReader reader(std::move(*table), std::move(*recognised), std::string(expected.file));
  Record record;
  std::size_t rows = 0;
  while (true) {
    const auto outcome = reader.next(record);
    ASSERT_TRUE(outcome.ok()) << outcome.error().line(Language::english);
    if (*outcome == RecordReader::Outcome::end) break;
    ASSERT_EQ(*outcome, RecordReader::Outcome::record)
        << reader.refusal().line << " " << reader.refusal().column << ": " << reader.refusal().reason.en;
    ++rows;
  }
  EXPECT_EQ(rows, expected.rows);
}

INSTANTIATE_TEST_SUITE_P(UttarPradesh, SharedTable, testing::ValuesIn(expected_tables), [](const auto& table) {
  return std::string(table.param.file.substr(0, table.param.file.find('.')));
});

TEST(SharedBoundaries, AreReadWithEveryPlace) {
  const auto cases = std::to_array<std::tuple<std::string_view, BoundaryLevel, std::size_t>>({
      {"boundaries_ac.geojson", BoundaryLevel::ac, 403},
      {"boundaries_pc.geojson", BoundaryLevel::pc, 80},
      {"boundaries_district.geojson", BoundaryLevel::district, 75},
  });
  for (const auto& [file, level, places] : cases) {
    const fs::path path = shared_data() / "up" / file;
    if (!fs::exists(path)) GTEST_SKIP() << "no data at " << path;
    std::ifstream stream(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    EXPECT_TRUE(looks_like_geojson(std::string_view(text).substr(0, 4096)));
    const auto boundaries = read_boundaries(text, file);
    ASSERT_TRUE(boundaries.ok()) << boundaries.error().line(Language::english);
    EXPECT_EQ(boundaries->level, level);
    EXPECT_EQ(boundaries->features.size(), places);
  }
}

}  // namespace
}  // namespace boothwise::intake
