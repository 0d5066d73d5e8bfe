#include "unit/services/workshop.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>

#include "services/synthesis_files.hpp"
#include "services/synthesis_import.hpp"
#include "services/synthesis_tables.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::services {
namespace {

namespace fs = std::filesystem;
using test::Workshop;
using warehouse::RollReader;

synthesis::Vocabulary vocabulary() {
  auto loaded = load_vocabulary(BOOTHWISE_SOURCE_DIR "/data");
  EXPECT_TRUE(loaded.ok()) << (loaded.ok() ? "" : loaded.error().line(Language::english));
  return std::move(loaded).value();
}

/// Places without results, so that nothing takes long.
class Bench {
 public:
  Bench() : words(vocabulary()) {}

  SynthesisPlan plan(std::int64_t electors, std::vector<AcNo> segments,
                     synthesis::ScriptChoice script = synthesis::ScriptChoice::mixed) {
    SynthesisJob job;
    job.electors = electors;
    job.segments = std::move(segments);
    job.settings.script = script;
    auto planned = plan_synthesis(*shop.snapshot(), job);
    EXPECT_TRUE(planned.ok()) << (planned.ok() ? "" : planned.error().line(Language::english));
    return std::move(planned).value();
  }

  Result<SynthesisReport> write(const SynthesisPlan& made, const fs::path& folder) {
    NoProgress progress;
    return write_synthetic_files(words, made, *shop.snapshot(), folder, TableFormat::csv, progress);
  }

  Result<SynthesisImport> take(const SynthesisPlan& made) {
    NoProgress progress;
    return import_synthetic(*shop.workspace.warehouse, words, made, shop.at, progress);
  }

  Result<ImportReport> import_rolls(const fs::path& folder, const SyntheticRevision& revision) {
    ImportOptions options;
    options.revision = revision.name;
    options.qualifying_date = revision.qualifying_date;
    options.publication_date = revision.publication_date;
    options.source = "synthesis";
    options.synthetic = true;
    options.now = shop.at;
    auto files = files_of_folder(folder / "rolls" / revision.name);
    EXPECT_TRUE(files.ok());
    NoProgress progress;
    return import_files(*shop.workspace.warehouse, *files, options, progress);
  }

  /// All of a segment's roll as it stands, as text.
  std::string standing(const std::string& revision, AcNo ac) {
    RollReader reader(*shop.workspace.warehouse, *shop.workspace.warehouse->manifest());
    std::string text;
    const Status read = reader.visit(revision, ac, [&text](const RollReader::Entry& entry) {
      text += std::to_string(entry.part) + "|" + std::to_string(entry.serial) + "|" + entry.name + "|" +
              entry.relation_type + entry.relation_name + "|" + entry.house_no + "|" + entry.epic_no + "|" +
              entry.gender + std::to_string(entry.age) + entry.deletion_reason + "\n";
      return success();
    });
    EXPECT_TRUE(read.ok());
    return text;
  }

  Workshop shop{"UP"};
  synthesis::Vocabulary words;
};

std::map<std::string, std::string> files_in(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path());
    files[fs::relative(entry.path(), folder).string()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return files;
}

TEST(SyntheticFiles, AreTakenByImportAndTheirControlTotalsHold) {
  Bench bench;
  const SynthesisPlan plan = bench.plan(6000, {AcNo(3), AcNo(9)}, synthesis::ScriptChoice::legacy);
  const fs::path folder = bench.shop.folder.path() / "out";
  ASSERT_TRUE(bench.write(plan, folder).ok());
  for (const SyntheticRevision& revision : plan.revisions) {
    const auto report = bench.import_rolls(folder, revision);
    ASSERT_TRUE(report.ok()) << report.error().line(Language::english);
    EXPECT_TRUE(report->committed);
    for (const GroupReport& group : report->groups) {
      EXPECT_EQ(group.rows_refused, 0) << group.kind;
      for (const Check& check : group.checks) EXPECT_EQ(check.status, CheckStatus::ok) << check.code;
    }
  }
}

TEST(SyntheticFiles, SayThatTheyAreSynthetic) {
  Bench bench;
  const fs::path folder = bench.shop.folder.path() / "out";
  ASSERT_TRUE(bench.write(bench.plan(500, {AcNo(3)}), folder).ok());
  const auto files = files_in(folder);
  EXPECT_NE(files.at("README.txt").find("SYNTHETIC"), std::string::npos);
  EXPECT_NE(files.at("README.txt").find("काल्पनिक"), std::string::npos);
  EXPECT_NE(files.at("rolls/2022/summary-003-synthetic.csv").find(",synthetic,"), std::string::npos);
}

TEST(SyntheticFiles, CutShortGoOnAndEndTheSame) {
  Bench bench;
  const SynthesisPlan plan = bench.plan(1500, {AcNo(3), AcNo(9)});
  const fs::path folder = bench.shop.folder.path() / "out";
  ASSERT_TRUE(bench.write(plan, folder).ok());
  const auto whole = files_in(folder);
  fs::remove(folder / "README.txt");
  fs::remove(folder / "rolls/2026/mother-009-synthetic.csv");
  const auto again = bench.write(plan, folder);
  ASSERT_TRUE(again.ok());
  EXPECT_GT(again->files_kept, 10U);
  EXPECT_EQ(files_in(folder), whole);
}

TEST(SyntheticFiles, NeverMixWithOtherFiles) {
  Bench bench;
  const fs::path folder = bench.shop.folder.path() / "out";
  ASSERT_TRUE(bench.write(bench.plan(500, {AcNo(3)}), folder).ok());
  const auto other = bench.write(bench.plan(600, {AcNo(3)}), folder);
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, "folder_in_use");
}

/// Asks to stop from the first.
class Impatient final : public Progress {
 public:
  void report(double /*fraction*/, const Bilingual& /*what*/) override {}
  [[nodiscard]] bool stop_requested() const override { return true; }
};

TEST(SyntheticFiles, StoppedHaveNoReadme) {
  Bench bench;
  const fs::path folder = bench.shop.folder.path() / "out";
  Impatient progress;
  const auto written = write_synthetic_files(bench.words, bench.plan(500, {AcNo(3)}), *bench.shop.snapshot(), folder,
                                             TableFormat::csv, progress);
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, "stopped");
  EXPECT_FALSE(fs::exists(folder / "README.txt"));
}

TEST(SyntheticRun, HoldsWhatTheFilesHold) {
  Bench files;
  Bench direct;
  const SynthesisPlan plan = files.plan(4000, {AcNo(3), AcNo(9)});
  const fs::path folder = files.shop.folder.path() / "out";
  ASSERT_TRUE(files.write(plan, folder).ok());
  for (const SyntheticRevision& revision : plan.revisions) ASSERT_TRUE(files.import_rolls(folder, revision).ok());
  ASSERT_TRUE(direct.take(plan).ok());
  for (const SyntheticRevision& revision : plan.revisions) {
    for (const AcNo ac : {AcNo(3), AcNo(9)}) {
      const std::string text = direct.standing(revision.name, ac);
      EXPECT_GT(text.size(), 50000U);
      EXPECT_EQ(text, files.standing(revision.name, ac));
    }
  }
}

TEST(SyntheticRun, IsOneMarkedRunThatCanBeUndone) {
  Bench bench;
  const SynthesisPlan plan = bench.plan(1000, {AcNo(3)});
  const auto taken = bench.take(plan);
  ASSERT_TRUE(taken.ok()) << taken.error().line(Language::english);
  const warehouse::Run* run = bench.shop.workspace.warehouse->manifest()->run(taken->run);
  ASSERT_NE(run, nullptr);
  EXPECT_TRUE(run->synthetic);
  const auto again = bench.take(plan);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->already_there);
  ASSERT_TRUE(undo_run(*bench.shop.workspace.warehouse, taken->run).ok());
  RollReader reader(*bench.shop.workspace.warehouse, *bench.shop.workspace.warehouse->manifest());
  EXPECT_TRUE(reader.revisions().empty());
}

TEST(SyntheticRun, NeverHidesARealRoll) {
  Bench bench;
  ImportOptions options;
  options.revision = "2026";
  options.source = "the office";
  options.publication_date = "2026-01-06";
  ASSERT_TRUE(bench.shop
                  .import({{"mother.csv",
                            "ac_no,part_no,serial_no,name,relation_type,relation_name,house_no,epic_no,age,gender\n"
                            "3,1,1,राम,F,श्याम,1,,40,M\n"}},
                          options)
                  .ok());
  const auto refused = bench.take(bench.plan(1000, {AcNo(9)}));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "revision_is_real");
}

TEST(SyntheticRun, APartImportedLaterTakesThatPartsPlaceOnly) {
  Bench bench;
  ASSERT_TRUE(bench.take(bench.plan(4000, {AcNo(3)})).ok());
  const std::string before = bench.standing("2026", AcNo(3));
  ImportOptions options;
  options.revision = "2026";
  options.source = "typed anew";
  options.publication_date = "2026-01-06";
  options.synthetic = true;
  ASSERT_TRUE(bench.shop
                  .import({{"mother.csv",
                            "ac_no,part_no,serial_no,name,relation_type,relation_name,house_no,epic_no,age,gender\n"
                            "3,2,1,राम,F,श्याम,1,,40,M\n"}},
                          options)
                  .ok());
  const std::string after = bench.standing("2026", AcNo(3));
  const auto lines_of = [](const std::string& text, const std::string& part) {
    std::string lines;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
      if (text.compare(at, part.size(), part) == 0) lines += text.substr(at, text.find('\n', at) + 1 - at);
    }
    return lines;
  };
  EXPECT_EQ(lines_of(after, "1|"), lines_of(before, "1|"));
  EXPECT_EQ(lines_of(after, "3|"), lines_of(before, "3|"));
  EXPECT_EQ(lines_of(after, "2|1|"), "2|1|राम|Fश्याम|1||M40\n");
  EXPECT_NE(lines_of(before, "2|1|"), lines_of(after, "2|1|"));
}

TEST(SynthesisPlan, RefusesImpossibleRevisions) {
  Workshop shop("UP");
  for (const std::array<std::string, 2>& years :
       {std::array<std::string, 2>{"2026", "2022"}, {"2022", "2022"}, {"2000", "2026"}, {"x", "2026"}, {"2022", ""}}) {
    SynthesisJob job;
    job.electors = 1000;
    job.revisions = years;
    const auto planned = plan_synthesis(*shop.snapshot(), job);
    ASSERT_FALSE(planned.ok()) << years[0] << " " << years[1];
    EXPECT_EQ(planned.error().code, "revisions_impossible");
  }
}

TEST(SynthesisPlan, NeedsPlaces) {
  Workshop shop;
  SynthesisJob job;
  job.electors = 1000;
  const auto planned = plan_synthesis(*shop.snapshot(), job);
  ASSERT_FALSE(planned.ok());
  EXPECT_EQ(planned.error().code, "no_segments");
}

}  // namespace
}  // namespace boothwise::services
