#include "services/linking.hpp"

#include "unit/warehouse/temporary_folder.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>
#include <set>
#include <sstream>

#include "base/atomic_file.hpp"
#include "services/cluster_ids.hpp"
#include "warehouse/engine.hpp"

namespace boothwise::services {
namespace {

namespace fs = std::filesystem;

/// Forty people in two files that spell a few of them otherwise; ids `a1`… and `b1`….
class LinkFiles : public testing::Test {
 protected:
  LinkFiles() {
    const std::vector<std::string> names{"Asha",   "Bimla", "Chandan", "Deepak", "Farida", "Gopal", "Hamid",
                                         "Indira", "Jyoti", "Kailash", "Laxman", "Meena",  "Nasir", "Omvati",
                                         "Prem",   "Qasim", "Rekha",   "Shanti", "Tulsi",  "Usha"};
    std::string left = "id,name,rel_type,rel_name,house_no,age,gender\n";
    std::string right = left;
    for (std::size_t at = 0; at < 400; ++at) {
      const std::string name = names[at % 20] + " " + names[(at * 7 + at / 20) % 20] + "i";
      const std::string father = names[(at * 3 + 1) % 20] + " " + names[(at / 20 + 5) % 20];
      const std::string rest = ",F," + father + "," + std::to_string(1 + at * 13 % 89) + ",";
      const std::string gender = at % 2 == 0 ? ",M\n" : ",F\n";
      left += "a" + std::to_string(at) + "," + name + rest + std::to_string(20 + at % 50) + gender;
      const std::string later = at % 10 == 0 ? "Smt " + name : name;
      right += "b" + std::to_string(at) + "," + later + rest + std::to_string(23 + at % 50) + gender;
    }
    job.left = folder.write("left.csv", left);
    job.right = folder.write("right.csv", right);
    job.id = "id";
    job.out = folder.path() / "out.csv";
  }

  Result<LinkReport> run() {
    NoProgress quiet;
    return link_files(job, quiet);
  }

  std::string text(const fs::path& path) { return *read_file(path); }

  /// The error, and that nothing was written.
  Error refused() {
    const auto result = run();
    EXPECT_FALSE(result.ok());
    EXPECT_FALSE(fs::exists(job.out));
    for (const auto& entry : fs::directory_iterator(folder.path())) EXPECT_NE(entry.path().extension(), ".tmp");
    return result.ok() ? Error{} : result.error();
  }

  test::TemporaryFolder folder;
  LinkJob job;
};

TEST_F(LinkFiles, FindsEverybody) {
  job.uncertain = folder.path() / "uncertain.csv";
  job.unlinked = folder.path() / "unlinked.csv";
  const auto report = run();
  ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
  EXPECT_EQ(report->left, 400U);
  EXPECT_GE(report->links, 395U);
  std::istringstream lines(text(job.out));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "left_id,right_id,match_weight,match_probability");
  std::size_t right = 0;
  while (std::getline(lines, line)) {
    const std::size_t comma = line.find(',');
    right += line.substr(1, comma - 1) == line.substr(comma + 2, line.find(',', comma + 1) - comma - 2) ? 1 : 0;
  }
  EXPECT_GE(right, 395U);
  EXPECT_EQ(report->unlinked_left + right, 400U);
  EXPECT_TRUE(text(job.unlinked).starts_with("side,record_id\n"));
  EXPECT_TRUE(text(job.uncertain).starts_with("left_id,right_id"));
}

TEST_F(LinkFiles, ReadsAndWritesParquet) {
  ASSERT_TRUE(run().ok());
  const std::string from_csv = text(job.out);
  auto engine = warehouse::Engine::open({});
  auto connection = (*engine)->connect();
  for (fs::path* file : {&job.left, &*job.right}) {
    fs::path parquet = *file;
    parquet.replace_extension(".parquet");
    ASSERT_TRUE(connection
                    .run("COPY (FROM read_csv(" + warehouse::sql_text(file->string()) + ")) TO " +
                         warehouse::sql_text(parquet.string()) + " (FORMAT parquet)")
                    .ok());
    *file = parquet;
  }
  ASSERT_TRUE(run().ok());
  EXPECT_EQ(text(job.out), from_csv);
  job.out = folder.path() / "out.parquet";
  ASSERT_TRUE(run().ok());
  auto rows = connection.query("SELECT count(*), sum(match_probability) FROM read_parquet(" +
                               warehouse::sql_text(job.out.string()) + ")");
  ASSERT_TRUE(rows.ok() && rows->next());
  EXPECT_EQ(rows->integer(0), std::ranges::count(from_csv, '\n') - 1);
}

TEST_F(LinkFiles, UsesASavedModelAgain) {
  job.model = folder.path() / "model.toml";
  ASSERT_TRUE(run().ok());
  const std::string first = text(job.out);
  const auto saved = read_link_settings(text(job.model), "model.toml");
  ASSERT_TRUE(saved.ok()) << saved.error().line(Language::english) << text(job.model);
  ASSERT_TRUE(saved->model.has_value());
  EXPECT_EQ(write_link_settings(*saved), text(job.model));
  job.settings = job.model;
  job.model.clear();
  job.id.clear();  // the model file names it
  ASSERT_TRUE(run().ok());
  EXPECT_EQ(std::ranges::count(text(job.out), '\n'), std::ranges::count(first, '\n'));
}

TEST_F(LinkFiles, ExplainsAPair) {
  NoProgress quiet;
  const auto pair = explain_pair(job, "a10", "b10", quiet);
  ASSERT_TRUE(pair.ok());
  double sum = pair->related;
  for (const PairExplanation::Part& part : pair->parts) sum += part.weight;
  EXPECT_NEAR(sum, pair->weight, 1e-9);
  EXPECT_NEAR(1 / (1 + std::exp2(-(pair->weight + pair->prior))), pair->probability, 1e-9);
  EXPECT_GT(pair->probability, 0.9);
  const auto name = std::ranges::find(pair->parts, "name", &PairExplanation::Part::column);
  ASSERT_NE(name, pair->parts.end());
  EXPECT_TRUE(name->right.starts_with("Smt "));
  EXPECT_EQ(explain_pair(job, "a10", "nobody", quiet).error().code, "record_unknown");
}

TEST_F(LinkFiles, TakesAnEmptySide) {
  job.right = folder.write("empty.csv", "id,name,rel_type,rel_name,house_no,age,gender\n");
  const auto report = run();
  ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
  EXPECT_EQ(report->unlinked_left, 400U);
  EXPECT_EQ(text(job.out), "left_id,right_id,match_weight,match_probability\n");
}

TEST_F(LinkFiles, RefusesWhatItCannotUse) {
  job.id = "number";
  EXPECT_EQ(refused().code, "column_missing");
  job.id = "gender";
  const Error repeated = refused();
  EXPECT_EQ(repeated.code, "id_repeated");
  EXPECT_EQ(repeated.where.column, "gender");
  job.id = "id";
  job.right = folder.write("short.csv", "id,name\nb1,Asha\nb2\n");
  const Error length = refused();
  EXPECT_EQ(length.code, "row_length");
  EXPECT_EQ(length.where.line, 3U);
  job.right = folder.write("no_id.csv", "id,name\n,Asha\n");
  EXPECT_EQ(refused().code, "id_missing");
  job.right = folder.write("other.csv", "id,colour\nb1,red\n");
  EXPECT_EQ(refused().code, "nothing_to_compare");
  job.right = folder.write("false.parquet", "this is no parquet");
  EXPECT_EQ(refused().code, "not_parquet");
  job.right = folder.path() / "nowhere.csv";
  EXPECT_EQ(refused().code, "file_not_found");
}

TEST_F(LinkFiles, RefusesAnUnknownEndingBeforeAnythingIsWritten) {
  job.out = folder.path() / "out.txt";
  EXPECT_EQ(refused().code, "output_ending");
}

TEST_F(LinkFiles, DedupeKeepsIdsOfAnEarlierRun) {
  const std::string left = text(job.left);
  const std::string rows = left.substr(left.find('\n') + 1);
  std::string doubled = left;
  std::istringstream lines(rows);
  std::string line;
  for (int at = 0; at < 30 && std::getline(lines, line); ++at) doubled += "c" + line + "\n";
  job.left = folder.write("doubled.csv", doubled);
  job.right.reset();
  job.pairs = folder.path() / "pairs.csv";
  const auto report = run();
  ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
  EXPECT_NEAR(static_cast<double>(report->clusters), 30, 2);
  const std::string first = text(job.out);
  EXPECT_TRUE(first.starts_with("record_id,cluster_id\na0,1\n"));
  // The file in another order, with a new record in front: known records keep their clusters' ids.
  fs::copy_file(job.out, folder.path() / "before.csv");
  job.previous = folder.path() / "before.csv";
  const std::size_t header = doubled.find('\n') + 1;
  job.left = folder.write("again.csv",
                          doubled.substr(0, header) + "x1,Zubeda Yadav,F,Zorawar,999,77,F\n" + doubled.substr(header));
  ASSERT_TRUE(run().ok());
  const std::string second = text(job.out);
  std::istringstream before(first);
  std::getline(before, line);
  while (std::getline(before, line)) EXPECT_NE(second.find("\n" + line + "\n"), std::string::npos) << line;
  EXPECT_EQ(first.find("," + second.substr(second.find("x1,") + 3, 3) + "\n"), std::string::npos);
}

TEST(ClusterIds, LiveOnWithMostOfTheirRecords) {
  const std::vector<linkage::RecordNo> clusters{0, 0, 0, 3, 3, 5, 6};
  // Cluster 7 was split into 0 (two of its records) and 3 (one); 9 lives on in 5; record 6 is new.
  const PreviousClusters previous{{7, 7, 0, 7, 0, 9, 0}, 12};
  const std::vector<std::uint64_t> ids = kept_cluster_ids(clusters, previous);
  EXPECT_EQ(ids[0], 7U);
  EXPECT_EQ(ids[3], 13U);
  EXPECT_EQ(ids[5], 9U);
  EXPECT_EQ(ids[6], 14U);
}

TEST(ClusterIds, AreNeverGivenTwice) {
  EXPECT_TRUE(rc::check("unique", [] {
    const std::size_t size = *rc::gen::inRange<std::size_t>(1, 30);
    std::vector<linkage::RecordNo> clusters(size);
    PreviousClusters previous{std::vector<std::uint64_t>(size), 20};
    for (std::size_t record = 0; record < size; ++record) {
      const auto chosen = *rc::gen::inRange<linkage::RecordNo>(0, static_cast<linkage::RecordNo>(record + 1));
      clusters[record] = clusters[chosen] == chosen || chosen == record ? chosen : clusters[chosen];
      previous.of_record[record] = *rc::gen::inRange<std::uint64_t>(0, 21);
    }
    const std::vector<std::uint64_t> ids = kept_cluster_ids(clusters, previous);
    std::set<std::uint64_t> seen;
    for (std::size_t record = 0; record < size; ++record) {
      RC_ASSERT(ids[clusters[record]] != 0);
      if (clusters[record] == record) RC_ASSERT(seen.insert(ids[record]).second);
    }
  }));
}

TEST(LinkSettings, SayWhereTheyAreWrong) {
  struct Case {
    std::string text;
    std::string code;
    std::uint64_t line;
  };
  const std::string good = "[[compare]]\ncolumn = \"a\"\nas = \"text\"\n";
  for (const Case& wrong : std::vector<Case>{
           {"", "link_settings_malformed", 1},
           {"[[compare]\n", "link_settings_malformed", 1},
           {"format = 2\n" + good, "link_settings_version", 1},
           {good + "[[compare]]\ncolumn = \"b\"\nas = \"caste\"\n", "link_settings_malformed", 4},
           {good + "[[compare]]\ncolumn = \"a\"\nas = \"text\"\n", "link_settings_malformed", 4},
           {good + "[[compare]]\ncolumn = \"b\"\nas = \"name\"\ntype = \"c\"\n", "link_settings_malformed", 4},
           {good + "shift = 3\n", "link_settings_malformed", 1},
           {good + "[[block]]\non = [\"b.equal\"]\n", "link_settings_malformed", 5},
           {"probability_least = 1.5\n" + good, "link_settings_malformed", 1},
           {"threshold = 0.5\n" + good, "link_settings_malformed", 1},
           {good + "[learnt]\nmatches = 1\npairs = 2\n", "link_settings_malformed", 4},
       }) {
    const auto settings = read_link_settings(wrong.text, "s.toml");
    ASSERT_FALSE(settings.ok()) << wrong.text;
    EXPECT_EQ(settings.error().code, wrong.code) << wrong.text;
    EXPECT_EQ(settings.error().where.line, wrong.line) << wrong.text;
    EXPECT_EQ(settings.error().where.file, "s.toml");
  }
}

TEST_F(LinkFiles, HoldsToWhatWasDecided) {
  folder.write("decisions.csv", "left_id,right_id,decision,by\na1,b1,different,x\na1,b2,same,x\n");
  job.decisions = folder.path() / "decisions.csv";
  const auto report = run();
  ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
  const std::string links = text(job.out);
  EXPECT_EQ(links.find("\na1,b1,"), std::string::npos);
  const std::size_t decided = links.find("\na1,b2,");
  ASSERT_NE(decided, std::string::npos);
  EXPECT_EQ(links.substr(links.find('\n', decided + 1) - 9, 9), ",1.000000");
}

TEST_F(LinkFiles, RefusesDecisionsThatCannotHold) {
  job.decisions = folder.path() / "decisions.csv";
  folder.write("decisions.csv", "left_id,right_id,decision\na1,b1,same\na1,b1,different\n");
  EXPECT_EQ(refused().code, "decisions_contradict");
  folder.write("decisions.csv", "left_id,right_id,decision\na1,a2,same\n");
  const Error unknown = refused();
  EXPECT_EQ(unknown.code, "record_unknown");
  EXPECT_EQ(unknown.where.line, 2U);
  EXPECT_EQ(unknown.where.column, "right_id");
  folder.write("decisions.csv", "left_id,right_id,decision\na1,b1,perhaps\n");
  EXPECT_EQ(refused().code, "decision_malformed");
  folder.write("decisions.csv", "left_id,right_id\na1,b1\n");
  EXPECT_EQ(refused().code, "column_missing");
}

}  // namespace
}  // namespace boothwise::services
