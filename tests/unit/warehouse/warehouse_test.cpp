#include "warehouse/warehouse.hpp"

#include "unit/warehouse/temporary_folder.hpp"

#include <gtest/gtest.h>

#include "warehouse/queries.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::warehouse {
namespace {

class WarehouseTest : public ::testing::Test {
 protected:
  test::TemporaryFolder folder;
  std::unique_ptr<Warehouse> warehouse = open();

  std::unique_ptr<Warehouse> open() {
    auto opened = Warehouse::open(folder.path() / "warehouse", {});
    EXPECT_TRUE(opened.ok());
    return std::move(opened).value();
  }

  /// Commits a run that gives each of `seats` one candidate of `party`.
  std::int64_t commit_run(const std::vector<std::int64_t>& seats, std::string_view party) {
    auto writer = std::move(Writer::begin(*warehouse)).value();
    Connection connection = warehouse->connect();
    auto rows = std::move(connection.create("staged", table("candidate_results").columns)).value();
    for (const std::int64_t seat : seats) {
      rows.set(0, seat);
      rows.set(3, party);
      rows.set(4, std::int64_t{100});
      EXPECT_TRUE(rows.end_row().ok());
    }
    EXPECT_TRUE(rows.close().ok());
    warehouse::Run run;
    run.number = writer->next().next_run++;
    run.kind = "results";
    run.files = {{"file", std::string(party), 1}};
    auto file = writer->write(connection, "candidate_results", "LS-2019", "staged", run.number);
    EXPECT_TRUE(file.ok());
    run.data.push_back(std::move(file).value());
    writer->next().runs.push_back(run);
    EXPECT_TRUE(writer->commit().ok());
    return run.number;
  }

  std::string parties_by_seat() {
    Reader reader(*warehouse, *warehouse->manifest());
    const auto results = reader.results(*parse_election("LS-2019"));
    std::string text;
    for (const Contest& contest : results->contests) {
      text += std::to_string(contest.number) + contest.candidates.front().party + " ";
    }
    return text;
  }

  void undo(std::int64_t number) {
    auto writer = std::move(Writer::begin(*warehouse)).value();
    writer->next().run(number)->undone = true;
    ASSERT_TRUE(writer->commit().ok());
  }
};

TEST_F(WarehouseTest, ALaterRunHidesOnlyTheSeatsItHolds) {
  commit_run({1, 2, 3}, "A");
  commit_run({2}, "B");
  EXPECT_EQ(parties_by_seat(), "1A 2B 3A ");
}

TEST_F(WarehouseTest, UndoBringsBackWhatWasHidden) {
  commit_run({1, 2, 3}, "A");
  const std::int64_t second = commit_run({1, 2, 3}, "B");
  EXPECT_TRUE(is_superseded(*warehouse->manifest(), warehouse->manifest()->runs.front()));
  undo(second);
  EXPECT_EQ(parties_by_seat(), "1A 2A 3A ");
  EXPECT_FALSE(is_superseded(*warehouse->manifest(), warehouse->manifest()->runs.front()));
}

TEST_F(WarehouseTest, WhatWasWrittenAndNotCommittedIsRemoved) {
  {
    auto writer = std::move(Writer::begin(*warehouse)).value();
    ASSERT_TRUE(writer->write_document("boundaries", "pc", "pc-1.geojson", "{}").ok());
    EXPECT_TRUE(std::filesystem::exists(warehouse->folder() / "boundaries" / "pc-1.geojson"));
  }
  EXPECT_FALSE(std::filesystem::exists(warehouse->folder() / "boundaries" / "pc-1.geojson"));
  EXPECT_TRUE(warehouse->manifest()->runs.empty());
}

TEST_F(WarehouseTest, LeftoversOfAKilledWriterGoWithTheNextOne) {
  std::filesystem::create_directories(warehouse->folder() / "stations" / "LS-2014");
  std::ofstream(warehouse->folder() / "stations" / "LS-2014" / "run-9.parquet") << "half";
  commit_run({1}, "A");
  EXPECT_FALSE(std::filesystem::exists(warehouse->folder() / "stations" / "LS-2014" / "run-9.parquet"));
}

TEST_F(WarehouseTest, OnlyOneWriterAtATime) {
  auto first = Writer::begin(*warehouse);
  ASSERT_TRUE(first.ok());
  auto other = open();
  auto second = Writer::begin(*other);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, "warehouse_busy");
}

TEST_F(WarehouseTest, AnotherProcessSeesACommitAfterRefresh) {
  auto other = open();
  commit_run({1}, "A");
  EXPECT_TRUE(other->manifest()->runs.empty());
  const auto changed = other->refresh();
  ASSERT_TRUE(changed.ok());
  EXPECT_TRUE(*changed);
  EXPECT_EQ(other->manifest()->runs.size(), 1U);
  EXPECT_FALSE(*other->refresh());
}

TEST_F(WarehouseTest, AReaderOfTheManifestBeforeStillReadsAfterAnUndo) {
  const std::int64_t run = commit_run({1, 2}, "A");
  const auto before = warehouse->manifest();
  undo(run);
  Reader reader(*warehouse, *before);
  const auto results = reader.results(*parse_election("LS-2019"));
  ASSERT_TRUE(results.ok());
  EXPECT_EQ(results->contests.size(), 2U);
}

TEST_F(WarehouseTest, ADamagedManifestIsReportedAndNotOverwritten) {
  commit_run({1}, "A");
  std::ofstream(warehouse->folder() / "manifest.json") << "{\"format\":1,";
  auto opened = Warehouse::open(warehouse->folder(), {});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, "manifest_damaged");
}

TEST_F(WarehouseTest, EveryQuestionHasAnAnswerInAnEmptyWarehouse) {
  Reader reader(*warehouse, *warehouse->manifest());
  const ElectionId election = *parse_election("LS-2019");
  EXPECT_TRUE(reader.places()->pcs().empty());
  EXPECT_TRUE(reader.parties()->empty());
  EXPECT_TRUE(reader.alliances()->of(election).empty());
  EXPECT_TRUE(reader.results(election)->contests.empty());
  EXPECT_TRUE(reader.segments(election)->segments.empty());
  EXPECT_TRUE(reader.booth_sheets(election, AcNo(1))->segment(AcNo(1)).empty());
  EXPECT_TRUE(reader.booth_sums(election)->empty());
  EXPECT_TRUE(reader.stated_coverage(election)->empty());
  EXPECT_TRUE(reader.seat_totals(election)->empty());
  EXPECT_TRUE(reader.segments_against_seats(election)->empty());
  EXPECT_TRUE(reader.segment_totals(election)->empty());
  EXPECT_TRUE(reader.votes_without_station(election)->empty());
  EXPECT_TRUE(reader.official_votes_of_candidates(election)->empty());
  EXPECT_TRUE(reader.party_totals_against_results(election)->empty());
}

TEST(Manifest, IsReadAsItWasWritten) {
  Manifest manifest;
  manifest.next_run = 8;
  warehouse::Run run;
  run.number = 7;
  run.undone = true;
  run.kind = "booths";
  run.imported_at = Instant(std::chrono::seconds(1234567890));
  run.source = "स्रोत \"x\"";
  run.synthetic = true;
  run.files = {{"a.csv", "ff", 12}};
  run.mapping = {{"theirs", "ours"}};
  run.rows_read = 3;
  run.rows_refused = 1;
  run.data = {{"stations", "LS-2014", "stations/LS-2014/run-7.parquet", {"1", "2"}, 2, "ab"}};
  manifest.runs.push_back(run);
  const std::string text = write_manifest(manifest);
  const auto again = read_manifest(text, "manifest.json");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(write_manifest(*again), text);
  EXPECT_EQ(again->run(7)->source, run.source);
  EXPECT_EQ(again->run(7)->data.front().units, run.data.front().units);
}

TEST(Engine, KeepsMissingCellsMissingOverManyBlocks) {
  auto engine = std::move(Engine::open({})).value();
  Connection connection = engine->connect();
  const std::array<Column, 3> columns = {
      {{"n", ColumnType::integer}, {"t", ColumnType::text}, {"d", ColumnType::decimal}}};
  auto rows = std::move(connection.create("t", columns)).value();
  constexpr std::int64_t count = 5000;
  for (std::int64_t i = 0; i < count; ++i) {
    if (i % 3 == 0) rows.set(0, i);
    if (i % 2 == 0) rows.set(1, std::string_view("a text that is longer than twelve bytes"));
    ASSERT_TRUE(rows.end_row().ok());
  }
  ASSERT_TRUE(rows.close().ok());
  auto answer = std::move(connection.query("SELECT n, t, d FROM t ORDER BY rowid")).value();
  std::int64_t seen = 0;
  while (answer.next()) {
    EXPECT_EQ(answer.integer(0).has_value(), seen % 3 == 0);
    EXPECT_EQ(answer.text(1).empty(), seen % 2 != 0);
    EXPECT_FALSE(answer.decimal(2));
    ++seen;
  }
  EXPECT_EQ(seen, count);
}

TEST(Engine, SortsRowsByTwoNumbersAndLeavesEqualOnesAsTheyCame) {
  auto engine = std::move(Engine::open({})).value();
  Connection connection = engine->connect();
  // In order over several blocks, but for the last rows.
  const std::string query =
      "SELECT n // 100 AS part, n % 100 AS serial, n, 'a text that is longer than twelve bytes ' || n AS t "
      "FROM range(6000) numbers(n) UNION ALL SELECT 59 - n, 7, 10000 + n, 'later' FROM range(60) numbers(n)";
  auto rows = std::move(connection.query(query)).value();
  rows.sort_by(0, 1);
  std::int64_t seen = 0;
  std::array<std::int64_t, 3> before = {-1, 0, 0};
  while (rows.next()) {
    const std::array<std::int64_t, 3> row = {rows.integer(0).value(), rows.integer(1).value(), rows.integer(2).value()};
    EXPECT_LT(before, row);
    const bool is_later = row[2] >= 10000;
    EXPECT_EQ(rows.text(3), is_later ? "later" : "a text that is longer than twelve bytes " + std::to_string(row[2]));
    before = row;
    ++seen;
  }
  EXPECT_EQ(seen, 6060);
}

TEST(Engine, HandsRowsOnAsTheyAreMadeInTheirOrder) {
  EngineOptions options;
  options.threads = 2;
  auto engine = std::move(Engine::open(options)).value();
  Connection connection = engine->connect();
  constexpr std::int64_t size = 300'000;  // many blocks
  const std::string query = "SELECT i, 'number ' || i AS t FROM range(" + std::to_string(size) + ") r(i)";
  auto rows = std::move(connection.stream(query)).value();
  std::int64_t at = 0;
  while (rows.next()) {
    ASSERT_EQ(rows.integer(0), at);
    ASSERT_EQ(rows.text(1), "number " + std::to_string(at));
    ++at;
  }
  EXPECT_EQ(at, size);
  EXPECT_TRUE(rows.ended().ok());
  auto backwards = std::move(connection.stream("SELECT -i, i FROM range(5000) r(i)")).value();
  backwards.sort_by(0, 1);
  ASSERT_TRUE(backwards.next());
  EXPECT_EQ(backwards.integer(1), 4999);
}

TEST(Engine, SaysThatAStreamBrokeOff) {
  const std::string broken = "SELECT CASE WHEN i = 250000 THEN error('torn') ELSE i END FROM range(300000) r(i)";
  for (const unsigned threads : {1U, 2U}) {
    EngineOptions options;
    options.threads = threads;
    auto engine = std::move(Engine::open(options)).value();
    Connection connection = engine->connect();
    auto rows = connection.stream(broken);
    std::int64_t read = 0;
    while (rows.ok() && rows->next()) ++read;
    EXPECT_LT(read, 300'000);
    const Status ended = rows.ok() ? rows->ended() : Status(rows.error());
    ASSERT_FALSE(ended.ok());
    EXPECT_EQ(ended.error().code, "warehouse_failed");
    // Of several threads DuckDB may name the one that was stopped because another failed.
    const std::string& words = ended.error().message.en;
    const bool is_stopped = threads > 1 && words.find("Interrupted") != std::string::npos;
    EXPECT_TRUE(is_stopped || words.find("torn") != std::string::npos) << words;
    EXPECT_EQ(connection.stream("SELECT nothing FROM nowhere").error().code, "warehouse_failed");
  }
}

TEST(Engine, SaysWhatWasWrongWithAQuery) {
  auto engine = std::move(Engine::open({})).value();
  Connection connection = engine->connect();
  const auto answer = connection.query("SELECT nothing FROM nowhere");
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, "warehouse_failed");
  EXPECT_EQ(sql_text("it's"), "'it''s'");
}

}  // namespace
}  // namespace boothwise::warehouse
