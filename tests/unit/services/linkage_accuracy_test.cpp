#include "shared_data.hpp"
#include "support/key_quality.hpp"
#include "unit/warehouse/temporary_folder.hpp"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "intake/csv_writer.hpp"
#include "intake/table.hpp"
#include "services/linking.hpp"
#include "services/record_files.hpp"

/// How well names and records are found on public data whose truth is known, with nothing set by hand.
namespace boothwise::services {
namespace {

namespace fs = std::filesystem;

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const fs::path& file) {
  Rows rows;
  auto columns = columns_of(file);
  EXPECT_TRUE(columns.ok());
  rows.push_back(*columns);
  NoProgress quiet;
  const auto read = visit_records(file, *columns, quiet, [&](std::uint64_t, std::span<const std::string_view> cells) {
    rows.emplace_back(cells.begin(), cells.end());
    return success();
  });
  EXPECT_TRUE(read.ok());
  return rows;
}

std::size_t column_of(const Rows& rows, const std::string& name) {
  return static_cast<std::size_t>(std::ranges::find(rows.front(), name) - rows.front().begin());
}

/// Data of data/linkage, or the test is skipped.
class Accuracy : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(linkage_data)) GTEST_SKIP() << "no shared data at " << linkage_data;
  }

  /// Reads a file and remembers who is who.
  void know(const fs::path& file, const std::string& id, const std::string& entity, bool left) {
    const Rows rows = rows_of(file);
    const std::size_t id_at = column_of(rows, id);
    const std::size_t entity_at = column_of(rows, entity);
    for (std::size_t row = 1; row < rows.size(); ++row) {
      (left ? left_entity : right_entity)[rows[row][id_at]] = rows[row][entity_at];
    }
  }

  double link_f1() {
    NoProgress quiet;
    const auto report = link_files(job, quiet);
    EXPECT_TRUE(report.ok());
    std::unordered_map<std::string, std::pair<double, double>> counts;
    for (const auto& [id, entity] : left_entity) ++counts[entity].first;
    for (const auto& [id, entity] : right_entity) ++counts[entity].second;
    double all = 0;
    for (const auto& [entity, sides] : counts) all += sides.first * sides.second;
    const Rows links = rows_of(job.out);
    double right = 0;
    for (std::size_t row = 1; row < links.size(); ++row) {
      right += left_entity.at(links[row][0]) == right_entity.at(links[row][1]) ? 1 : 0;
    }
    return 2 * right / (all + static_cast<double>(links.size() - 1));
  }

  /// F1 of all pairs of records that share a cluster.
  double cluster_f1() {
    NoProgress quiet;
    const auto report = link_files(job, quiet);
    EXPECT_TRUE(report.ok());
    std::map<std::string, std::map<std::string, double>> clusters;
    std::map<std::string, double> entities;
    const Rows rows = rows_of(job.out);
    for (std::size_t row = 1; row < rows.size(); ++row) {
      const std::string& entity = left_entity.at(rows[row][0]);
      ++clusters[rows[row][1]][entity];
      ++entities[entity];
    }
    const auto pairs = [](double size) { return size * (size - 1) / 2; };
    double all = 0;
    double found = 0;
    double right = 0;
    for (const auto& [entity, size] : entities) all += pairs(size);
    for (const auto& [cluster, members] : clusters) {
      double size = 0;
      for (const auto& [entity, count] : members) {
        size += count;
        right += pairs(count);
      }
      found += pairs(size);
    }
    return 2 * right / (all + found);
  }

  const fs::path linkage_data = test::shared_data() / "linkage";
  test::TemporaryFolder folder;
  LinkJob job;
  std::unordered_map<std::string, std::string> left_entity;
  std::unordered_map<std::string, std::string> right_entity;
};

TEST_F(Accuracy, Febrl3) {
  job.left = linkage_data / "febrl3.csv.gz";
  job.id = "rec_id";
  job.ignored = {"entity_id"};
  job.out = folder.path() / "out.csv";
  know(job.left, "rec_id", "entity_id", true);
  EXPECT_GE(cluster_f1(), 0.996);
}

TEST_F(Accuracy, Febrl4) {
  job.left = linkage_data / "febrl4a.csv.gz";
  job.right = linkage_data / "febrl4b.csv.gz";
  job.id = "rec_id";
  job.ignored = {"entity_id"};
  job.out = folder.path() / "out.csv";
  know(job.left, "rec_id", "entity_id", true);
  know(*job.right, "rec_id", "entity_id", false);
  EXPECT_GE(link_f1(), 0.999);
}

TEST_F(Accuracy, HistoricalPeople) {
  job.left = linkage_data / "historical_half.csv.gz";
  job.id = "unique_id";
  job.ignored = {"cluster"};
  job.out = folder.path() / "out.csv";
  know(job.left, "unique_id", "cluster", true);
  EXPECT_GE(cluster_f1(), 0.84);
}

TEST_F(Accuracy, RollsInMixedScripts) {
  const Rows rows = rows_of(linkage_data / "synth_rolls_100k.csv.gz");
  const std::size_t source = column_of(rows, "source");
  for (const std::string side : {"A", "B"}) {
    std::string text = intake::csv_line(rows.front());
    for (std::size_t row = 1; row < rows.size(); ++row) {
      if (rows[row][source] == side) text += intake::csv_line(rows[row]);
    }
    folder.write(side + ".csv", text);
  }
  job.left = folder.path() / "A.csv";
  job.right = folder.path() / "B.csv";
  job.id = "rec_id";
  job.out = folder.path() / "out.csv";
  know(job.left, "rec_id", "entity_id", true);
  know(*job.right, "rec_id", "entity_id", false);
  job.ignored = {"entity_id", "source", "script", "serial_no", "epic"};
  EXPECT_GE(link_f1(), 0.98);
  job.ignored.pop_back();
  EXPECT_GE(link_f1(), 0.99);
}

/// Names in Latin and Devanagari, each once or as often as the third column says.
std::vector<test::NamePair> name_pairs_of(const fs::path& file) {
  const Rows rows = rows_of(file);
  std::vector<test::NamePair> pairs;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    const double count = rows[row].size() < 3 ? 1 : static_cast<double>(*parse_number<int>(rows[row][2]));
    pairs.push_back({rows[row][0], rows[row][1], count});
  }
  return pairs;
}

TEST_F(Accuracy, NameKeysOfTheCmuList) {
  const test::KeyQuality quality = test::key_quality_of(name_pairs_of(linkage_data / "names_hi_latn_cmu.csv.gz"));
  EXPECT_GE(quality.recall, 0.995);
  EXPECT_LE(quality.mean_bucket, 8);
  EXPECT_GE(quality.top_1, 0.96);
}

TEST_F(Accuracy, NameKeysOfClerksTokens) {
  const test::KeyQuality quality = test::key_quality_of(name_pairs_of(linkage_data / "names_hi_latn_tokens.csv.gz"));
  EXPECT_GE(quality.recall, 0.90);
  EXPECT_LE(quality.mean_bucket, 8);
  EXPECT_GE(quality.top_1, 0.78);
}

}  // namespace
}  // namespace boothwise::services
