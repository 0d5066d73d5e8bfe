#include "services/synthesis_import.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <tuple>

#include "base/stopped.hpp"
#include "base/text.hpp"
#include "services/each_segment.hpp"
#include "services/rollups.hpp"
#include "warehouse/rolls.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::services {

using synthesis::PartOfRoll;
using synthesis::Roll;
using synthesis::Segment;

namespace {

constexpr std::array roll_tables = {"roll_entries", "roll_supplements", "roll_summaries"};

/// Cells of a row in the engine, one after the other.
class RowCells {
 public:
  explicit RowCells(warehouse::Appender& rows) : rows_(rows) {}
  void add(std::int64_t number) { rows_.set(column_++, number); }
  void add(std::string_view text) { rows_.set(column_++, text); }
  void add_missing() { ++column_; }
  Status end_row() {
    column_ = 0;
    return rows_.end_row();
  }

 private:
  warehouse::Appender& rows_;
  std::size_t column_ = 0;
};

/// One synthetic run on its way into the warehouse.
class SyntheticRun {
 public:
  SyntheticRun(warehouse::Warehouse& warehouse, warehouse::Writer& writer, const synthesis::Vocabulary& vocabulary,
               const SynthesisPlan& plan, Instant now, Progress& progress)
      : warehouse_(warehouse), writer_(writer), vocabulary_(vocabulary), plan_(plan), progress_(progress) {
    run_.number = writer.next().next_run;
    run_.kind = "synthetic_rolls";
    run_.imported_at = now;
    run_.source = synthetic_remark().en;
    run_.synthetic = true;
    const synthesis::Settings& settings = plan.state.settings;
    run_.mapping = {{"seed", std::to_string(settings.seed)},
                    {"script", std::to_string(static_cast<int>(settings.script))},
                    {"revisions", plan.revisions[0].name + "," + plan.revisions[1].name},
                    {"segments", segments_text()}};
  }

  [[nodiscard]] const warehouse::Run& run() const { return run_; }

  /// Used by several threads at once; only the making of rows runs beside others.
  Status take(const Segment& segment) {
    warehouse::Connection connection = warehouse_.connect();
    synthesis::Scribe scribe(vocabulary_, plan_.state, segment);
    for (const Roll roll : {Roll::earlier, Roll::later}) {
      BOOTHWISE_CHECK(fill(connection, segment, scribe, roll));
      for (const char* name : roll_tables) BOOTHWISE_CHECK(keep(connection, segment.ac, roll, name));
    }
    return success();
  }

  /// Makes the run part of what counts next.
  Status finish() {
    std::ranges::sort(run_.data, {}, [](const warehouse::DataFile& file) {
      return std::tuple(file.table, file.scope, file.path.size(), file.path);
    });
    writer_.next().next_run = run_.number + 1;
    writer_.next().runs.push_back(run_);
    return rebuild_rolls(warehouse_, writer_, warehouse::rolls_of(run_));
  }

 private:
  [[nodiscard]] std::string segments_text() const {
    std::string text;
    for (const synthesis::SegmentSize& segment : plan_.state.segments) {
      text += (text.empty() ? "" : " ") + std::to_string(segment.ac.value) + ":" + std::to_string(segment.households);
    }
    return text;
  }

  /// The engine's three tables of a segment's roll.
  Status fill(warehouse::Connection& connection, const Segment& segment, synthesis::Scribe& scribe, Roll roll) {
    const SyntheticRevision& revision = plan_.revision(roll);
    BOOTHWISE_TRY(entries, connection.create("new_roll_entries", warehouse::table("roll_entries").columns));
    BOOTHWISE_TRY(changes, connection.create("new_roll_supplements", warehouse::table("roll_supplements").columns));
    BOOTHWISE_TRY(sheets, connection.create("new_roll_summaries", warehouse::table("roll_summaries").columns));
    RowCells entry_cells(entries);
    RowCells change_cells(changes);
    RowCells sheet_cells(sheets);
    RollRows entry_rows(entry_cells, segment.ac, revision);
    RollRows change_rows(change_cells, segment.ac, revision);
    RollRows sheet_rows(sheet_cells, segment.ac, revision);
    const synthesis::TakeRow take_entry = [&](const synthesis::RollRow& row) {
      entry_rows.entry(row);
      return entry_cells.end_row();
    };
    const synthesis::TakeRow take_change = [&](const synthesis::RollRow& row) {
      change_rows.supplement(row);
      return change_cells.end_row();
    };
    for (const PartOfRoll& part : segment.roll(roll).parts) {
      if (progress_.stop_requested()) return stopped_as_asked();
      BOOTHWISE_CHECK(scribe.mother_roll(roll, part, take_entry));
      BOOTHWISE_CHECK(scribe.supplements(roll, part, take_change));
      sheet_rows.summary(part, synthesis::summary_of(segment, roll, part));
      BOOTHWISE_CHECK(sheet_cells.end_row());
    }
    BOOTHWISE_CHECK(entries.close());
    BOOTHWISE_CHECK(changes.close());
    return sheets.close();
  }

  Status keep(warehouse::Connection& connection, AcNo ac, Roll roll, const std::string& name) {
    const std::string rows = "new_" + name;
    const std::scoped_lock lock(mutex_);
    BOOTHWISE_TRY(file,
                  writer_.write_whole_segment(connection, name, plan_.revision(roll).name, rows, run_.number, ac));
    run_.rows_read += file.rows;
    run_.rows_taken += file.rows;
    if (file.rows > 0) run_.data.push_back(std::move(file));
    return connection.run("DROP TABLE " + rows);
  }

  warehouse::Warehouse& warehouse_;
  warehouse::Writer& writer_;
  const synthesis::Vocabulary& vocabulary_;
  const SynthesisPlan& plan_;
  Progress& progress_;
  warehouse::Run run_;
  std::mutex mutex_;  // guards writer_ and run_
};

/// Real rolls are never hidden behind synthetic ones.
Status check_nothing_real(const warehouse::Manifest& manifest, const SynthesisPlan& plan) {
  for (const SyntheticRevision& revision : plan.revisions) {
    for (const warehouse::ActiveFile& active : warehouse::active_files(manifest, "roll_entries", revision.name)) {
      if (active.run->synthetic) continue;
      return Error{ErrorKind::conflict,
                   "revision_is_real",
                   {"a real roll of this revision is here; take other years (--revisions) or another workspace",
                    "इस पुनरीक्षण की वास्तविक नामावली यहाँ है; दूसरे वर्ष (--revisions) या दूसरा कार्यक्षेत्र लें"},
                   {{}, 0, {}, revision.name}};
    }
  }
  return success();
}

/// For the rows of as many segments at a time as there are threads, while the engine writes them.
std::uint64_t memory_wanted(const SynthesisPlan& plan) {
  constexpr std::uint64_t bytes_a_household = 4000;
  std::uint64_t households = 0;
  for (const synthesis::SegmentSize& segment : plan.state.segments) {
    households = std::max<std::uint64_t>(households, segment.households);
  }
  return households * bytes_a_household * plan.threads;
}

}  // namespace

Result<SynthesisImport> import_synthetic(warehouse::Warehouse& warehouse, const synthesis::Vocabulary& vocabulary,
                                         const SynthesisPlan& plan, Instant now, Progress& progress) {
  BOOTHWISE_TRY(writer, warehouse::Writer::begin(warehouse));
  BOOTHWISE_CHECK(check_nothing_real(writer->next(), plan));
  SyntheticRun run(warehouse, *writer, vocabulary, plan, now, progress);
  if (const warehouse::Run* same = writer->next().same_import(run.run())) return SynthesisImport{same->number, true, 0};
  BOOTHWISE_CHECK(warehouse.allow_memory(memory_wanted(plan)));
  constexpr double making = 0.85;
  BOOTHWISE_CHECK(
      each_segment(vocabulary, plan, progress, making, [&](const Segment& segment) { return run.take(segment); }));
  progress.report(making, {"counting", "गिनती हो रही है"});
  BOOTHWISE_CHECK(run.finish());
  if (progress.stop_requested()) return stopped_as_asked();
  BOOTHWISE_CHECK(writer->commit());
  progress.report(1, {"done", "हो गया"});
  return SynthesisImport{run.run().number, false, run.run().rows_taken};
}

}  // namespace boothwise::services
