#include "services/import_service.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fstream>
#include <map>
#include <utility>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "intake/csv_writer.hpp"
#include "intake/geojson.hpp"
#include "intake/guard.hpp"
#include "intake/table.hpp"
#include "services/cross_checks.hpp"
#include "services/import_plan.hpp"
#include "services/report_json.hpp"
#include "services/rollups.hpp"
#include "services/staging.hpp"
#include "warehouse/queries.hpp"
#include "warehouse/rolls.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
using intake::Kind;

namespace {

constexpr std::size_t refusals_kept = 1000;
constexpr std::int64_t rejects_max = 200000;  // rows that one import puts aside
constexpr std::uint64_t rows_between_reports = 16384;

Error stopped() {
  return Error{
      ErrorKind::stopped, "stopped", {"stopped as asked; nothing was taken", "कहे अनुसार रोका गया; कुछ नहीं लिया गया"}};
}

/// A number that was masked.
struct StrayNumber {
  std::string file;
  intake::Guard::Stray found;
};

/// One import from beginning to end: reads, checks, writes, commits.
class Import {
 public:
  Import(warehouse::Warehouse& warehouse, warehouse::Writer& writer, const ImportOptions& options, Progress& progress)
      : warehouse_(warehouse),
        writer_(writer),
        options_(options),
        progress_(progress),
        connection_(warehouse.connect()) {}

  Result<ImportReport> run(ImportPlan plan) {
    ImportReport report;
    report.left = std::move(plan.left);
    for (const PlannedGroup& group : plan.groups) {
      for (const PlannedFile& file : group.files) bytes_total_ += file.source.bytes;
    }
    BOOTHWISE_CHECK(warehouse_.allow_memory(2 * bytes_total_));
    std::vector<std::size_t> taken;  // indices of groups that are new
    for (const PlannedGroup& group : plan.groups) {
      BOOTHWISE_TRY(group_report, take_group(group));
      if (!group_report.already_there) taken.push_back(report.groups.size());
      report.groups.push_back(std::move(group_report));
    }
    BOOTHWISE_CHECK(finish(report, taken));
    return report;
  }

 private:
  Result<GroupReport> take_group(const PlannedGroup& group) {
    GroupReport report;
    report.kind = group.kind;
    warehouse::Run run = described(group);
    report.files = run.files;
    report.mapping = run.mapping;
    if (const warehouse::Run* same = writer_.next().same_import(run)) {
      report.already_there = true;
      report.run = same->number;
      for (const PlannedFile& file : group.files) bytes_done_ += file.source.bytes;
      return report;
    }
    if (group.files.front().kind == Kind::boundaries) {
      BOOTHWISE_CHECK(take_boundaries(group.files.front(), run, report));
    } else {
      BOOTHWISE_CHECK(take_tables(group, run, report));
    }
    report.elections = elections_of(run);
    run.rows_read = report.rows_read;
    run.rows_taken = report.rows_taken;
    run.rows_refused = report.rows_refused;
    report.run = run.number;
    writer_.next().next_run = run.number + 1;
    writer_.next().runs.push_back(std::move(run));
    return report;
  }

  [[nodiscard]] warehouse::Run described(const PlannedGroup& group) const {
    warehouse::Run run;
    run.number = writer_.next().next_run;
    run.kind = group.kind;
    run.imported_at = options_.now;
    run.source = options_.source;
    run.synthetic = options_.synthetic;
    run.mapping = options_.mapping.columns;
    if (group.kind.starts_with("roll_")) {
      run.source += ", " + options_.publication_date;
      if (!options_.revision.empty()) run.mapping.emplace_back("revision", options_.revision);
      if (!options_.qualifying_date.empty()) run.mapping.emplace_back("qualifying_date", options_.qualifying_date);
    }
    if (options_.mapping.election) run.mapping.emplace_back("election", *options_.mapping.election);
    for (const auto& [field, value] : options_.mapping.constants)
      run.mapping.emplace_back("= " + value, std::string(intake::field_name(field)));
    for (const intake::CountColumn& column : options_.mapping.counts)
      run.mapping.emplace_back(column.header, "counted " + column.scheme + " " + column.counted);
    for (const PlannedFile& file : group.files) run.files.push_back(file.source);
    return run;
  }

  Status take_boundaries(const PlannedFile& file, warehouse::Run& run, GroupReport& report) {
    BOOTHWISE_TRY(text, read_file(file.file.path));
    BOOTHWISE_TRY(boundaries, intake::read_boundaries(text, file.file.name));
    constexpr std::array<std::string_view, 3> levels = {"pc", "ac", "district"};
    const std::string level(levels.at(static_cast<std::size_t>(boundaries.level)));
    BOOTHWISE_TRY(document,
                  writer_.write_document("boundaries", level, level + "-" + std::to_string(run.number) + ".geojson",
                                         intake::write_boundaries(boundaries)));
    report.rows_read = static_cast<std::int64_t>(boundaries.features.size());
    report.rows_taken = report.rows_read;
    document.rows = report.rows_taken;
    run.data.push_back(std::move(document));
    bytes_done_ += file.source.bytes;
    return success();
  }

  Status take_tables(const PlannedGroup& group, warehouse::Run& run, GroupReport& report) {
    BOOTHWISE_TRY(places, warehouse::Reader(warehouse_, writer_.next()).places());
    Staging staging(connection_, "stage_" + std::to_string(run.number), places);
    for (const PlannedFile& file : group.files) BOOTHWISE_CHECK(take_file(file, staging, report));
    if (!options_.skip_bad && report.rows_refused > 0) return success();  // nothing will be kept: spare the writing
    progress_.report(fraction(),
                     {"writing " + group.files.front().file.name, group.files.front().file.name + " लिखा जा रहा है"});
    BOOTHWISE_TRY(staged, staging.finish());
    for (const Staging::Staged& table : staged) {
      BOOTHWISE_TRY(file, writer_.write(connection_, table.table, table.scope, table.rows, run.number));
      run.data.push_back(std::move(file));
      BOOTHWISE_CHECK(connection_.run("DROP TABLE " + table.rows));
    }
    return success();
  }

  Status take_file(const PlannedFile& file, Staging& staging, GroupReport& report) {
    intake::TableOptions table_options;
    table_options.display_name = file.file.name;
    table_options.header_row = options_.mapping.header_row;
    BOOTHWISE_TRY(table, intake::open_table(file.file.path, table_options));
    intake::Guard guard(table->header(), file.file.name, file.kind == Kind::scheme_counts);
    intake::RecordReader reader(std::move(table), file.recognised, file.file.name);
    const Bilingual what{"reading " + file.file.name, file.file.name + " पढ़ा जा रहा है"};
    intake::Record record;
    for (std::uint64_t rows = 0;; ++rows) {
      if (rows % rows_between_reports == 0) {
        if (progress_.stop_requested()) return stopped();
        bytes_of_file_ = reader.table().bytes_read();
        progress_.report(fraction(), what);
      }
      BOOTHWISE_TRY(outcome, reader.next(record));
      if (outcome == intake::RecordReader::Outcome::end) break;
      ++report.rows_read;
      BOOTHWISE_CHECK(watch(guard, file.recognised.columns, record));
      if (outcome == intake::RecordReader::Outcome::refused) {
        BOOTHWISE_CHECK(refuse(report, reader, reader.refusal()));
        continue;
      }
      auto refused = reader.counts().empty() ? staging.take(file.kind, record, reader.indicator_names(), file.hints)
                                             : staging.take_report(record, reader.counts(), file.hints);
      if (!refused) {
        Error error = std::move(refused).error();
        if (error.where.file.empty()) error.where = {file.file.name, record.line};
        return error;
      }
      if (*refused) {
        BOOTHWISE_CHECK(refuse(report, reader, reader.refuse(record, (*refused)->field, (*refused)->reason)));
      } else {
        ++report.rows_taken;
      }
    }
    BOOTHWISE_CHECK(guard.finish());
    for (const intake::Guard::Stray& stray : guard.strays()) strays_[report.kind].push_back({file.file.name, stray});
    if (const std::uint64_t cells = reader.legacy_font_cells(); cells > 0) legacy_cells_[report.kind] += cells;
    bytes_of_file_ = 0;
    bytes_done_ += file.source.bytes;
    return success();
  }

  /// Masks what must not be kept (R4).
  static Status watch(intake::Guard& guard, const intake::ColumnMapping& columns, intake::Record& record) {
    for (std::size_t column = 0; column < record.raw.size(); ++column) {
      BOOTHWISE_TRY(found, guard.look(column, record.raw[column], record.line));
      if (!found || column >= columns.field_of_column.size() || !columns.field_of_column[column]) continue;
      record.cells[static_cast<std::size_t>(*columns.field_of_column[column])].text = intake::masked_number;
    }
    return success();
  }

  Status refuse(GroupReport& report, const intake::RecordReader& reader, intake::Refusal refusal) {
    ++report.rows_refused;
    if (intake::must_be_masked(refusal.value)) refusal.value = intake::masked_number;
    for (std::string& cell : refusal.cells) {
      if (intake::must_be_masked(cell)) cell = intake::masked_number;
    }
    if (report.refused.size() < refusals_kept) report.refused.push_back(refusal);
    if (!options_.skip_bad) return success();
    if (++rejected_rows_ > rejects_max) {
      const std::string limit = grouped(rejects_max);
      return Error{
          ErrorKind::bad_input,
          "too_many_refused",
          {"more than " + limit + " rows cannot be taken: is the file of this kind, and are its columns mapped right?",
           limit + " से अधिक पंक्तियाँ नहीं ली जा सकतीं: क्या फ़ाइल इसी प्रकार की है और स्तंभ सही जोड़े गए हैं?"},
          {refusal.file, refusal.line}};
    }
    if (rejects_.empty() || rejects_.back().refusals.front().file != refusal.file) {
      rejects_.push_back({reader.table().header(), {}});
    }
    rejects_.back().refusals.push_back(std::move(refusal));
    return success();
  }

  /// Cross-checks, rollups, commit; or nothing, where something is bad.
  Status finish(ImportReport& report, const std::vector<std::size_t>& taken) {
    if (taken.empty()) {
      report.committed = true;
      return success();
    }
    const bool refused =
        std::ranges::any_of(report.groups, [](const GroupReport& group) { return group.rows_refused > 0; });
    if (refused && !options_.skip_bad) return success();
    progress_.report(0.9, {"checking", "जाँच हो रही है"});
    BOOTHWISE_CHECK(rebuild());
    BOOTHWISE_CHECK(check(report, taken));
    if (options_.dry_run || (report.has_bad() && !options_.skip_bad)) return success();
    if (progress_.stop_requested()) return stopped();
    BOOTHWISE_CHECK(keep_reports(report, taken));
    BOOTHWISE_CHECK(writer_.commit());
    report.committed = true;
    progress_.report(1, {"done", "हो गया"});
    return success();
  }

  Status rebuild() {
    std::set<ElectionId> elections;
    std::set<std::pair<std::string, AcNo>> rolls;
    bool places = false;
    const std::int64_t first_new = warehouse_.manifest()->next_run;
    for (const warehouse::Run& run : writer_.next().runs) {
      if (run.number < first_new) continue;
      for (const ElectionId& election : elections_of(run)) elections.insert(election);
      rolls.merge(warehouse::rolls_of(run));
      places |= std::ranges::any_of(run.data, [](const auto& file) { return file.table == "assembly_constituencies"; });
    }
    if (places) {  // segments may lie in other seats and districts now
      for (const ElectionId& election : warehouse::elections_in(writer_.next(), "candidate_results"))
        elections.insert(election);
    }
    BOOTHWISE_CHECK(rebuild_rollups(warehouse_, writer_, {elections.begin(), elections.end()}));
    return rebuild_rolls(warehouse_, writer_, rolls);
  }

  Status check(ImportReport& report, const std::vector<std::size_t>& taken) {
    warehouse::Reader reader(warehouse_, writer_.next());
    BOOTHWISE_TRY(places, reader.places());
    BOOTHWISE_TRY(alliances, reader.alliances());
    for (const std::size_t index : taken) {
      GroupReport& group = report.groups[index];
      warehouse::Run& run = *writer_.next().run(*group.run);
      BOOTHWISE_TRY(checks, cross_check(warehouse_, reader, places, alliances, writer_.next(), run));
      group.checks = std::move(checks);
      if (const auto strays = strays_.find(group.kind); strays != strays_.end()) {
        group.checks.push_back(masked_check(strays->second));
      }
      if (const auto legacy = legacy_cells_.find(group.kind); legacy != legacy_cells_.end()) {
        group.checks.push_back(legacy_check(legacy->second));
      }
      run.checks_ok = group.checks_with(CheckStatus::ok);
      run.checks_warning = group.checks_with(CheckStatus::warning);
    }
    return success();
  }

  static Check masked_check(const std::vector<StrayNumber>& strays) {
    const std::string count = grouped(static_cast<std::int64_t>(strays.size()));
    Check check{"numbers_masked",
                CheckStatus::warning,
                {count + " cells held a number that looks like an identity card or account; masked (R4)",
                 count + " खानों में पहचान या खाते जैसी संख्या थी; ढकी गई (R4)"},
                {}};
    constexpr std::size_t shown = 50;
    for (std::size_t at = 0; at < std::min(shown, strays.size()); ++at) {
      const std::string text =
          strays[at].file + ":" + std::to_string(strays[at].found.line) + " " + strays[at].found.column;
      check.details.push_back({text, text});
    }
    return check;
  }

  static Check legacy_check(std::uint64_t cells) {
    const std::string count = grouped(static_cast<std::int64_t>(cells));
    return {"legacy_font",
            CheckStatus::ok,
            {count + " names were typed for a legacy Hindi font (Kruti Dev) and are kept in Unicode",
             count + " नाम पुराने हिन्दी फ़ॉन्ट (कृतिदेव) में थे; यूनिकोड में रखे गए"},
            {}};
  }

  Status keep_reports(const ImportReport& report, const std::vector<std::size_t>& taken) {
    const fs::path folder = warehouse_.folder() / "reports";
    std::error_code failure;
    fs::create_directories(folder, failure);
    for (const std::size_t index : taken) {
      const GroupReport& group = report.groups[index];
      BOOTHWISE_CHECK(write_file_atomically(folder / ("run-" + std::to_string(*group.run) + ".json"),
                                            boost::json::serialize(report_to_json(group))));
    }
    if (rejects_.empty()) return success();
    const fs::path path = options_.rejects.empty()
                              ? folder / ("run-" + std::to_string(*report.groups[taken.front()].run) + ".rejects.csv")
                              : options_.rejects;
    return write_file_atomically(path, intake::rejects_csv(rejects_));
  }

  [[nodiscard]] double fraction() const {
    constexpr double reading = 0.85;
    if (bytes_total_ == 0) return 0;
    return reading * static_cast<double>(bytes_done_ + bytes_of_file_) / static_cast<double>(bytes_total_);
  }

  warehouse::Warehouse& warehouse_;
  warehouse::Writer& writer_;
  const ImportOptions& options_;
  Progress& progress_;
  warehouse::Connection connection_;
  std::uint64_t bytes_total_ = 0;
  std::uint64_t bytes_done_ = 0;
  std::uint64_t bytes_of_file_ = 0;
  std::vector<intake::Rejected> rejects_;  // one a file
  std::int64_t rejected_rows_ = 0;
  std::map<std::string, std::vector<StrayNumber>> strays_;  // by kind of group
  std::map<std::string, std::uint64_t> legacy_cells_;
};

}  // namespace

std::int64_t GroupReport::checks_with(CheckStatus status) const {
  return std::ranges::count(checks, status, &Check::status);
}

bool ImportReport::has_bad() const {
  return std::ranges::any_of(groups, [](const GroupReport& group) {
    return group.rows_refused > 0 || group.checks_with(CheckStatus::error) > 0;
  });
}

Result<ImportReport> import_files(warehouse::Warehouse& warehouse, std::span<const ImportFile> files,
                                  const ImportOptions& options, Progress& progress) {
  BOOTHWISE_TRY(plan, plan_import(files, options));
  BOOTHWISE_TRY(writer, warehouse::Writer::begin(warehouse));
  return Import(warehouse, *writer, options, progress).run(std::move(plan));
}

Result<std::vector<ImportFile>> files_of_folder(const fs::path& folder) {
  std::error_code failure;
  std::vector<ImportFile> files;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    if (entry.is_regular_file()) files.push_back({entry.path(), entry.path().filename().string()});
  }
  if (failure) {
    return Error{ErrorKind::bad_input,
                 "folder_not_found",
                 {"expected a folder: " + failure.message(), "फ़ोल्डर चाहिए: " + failure.message()},
                 {folder.string()}};
  }
  std::ranges::sort(files, {}, &ImportFile::name);
  return files;
}

Result<warehouse::Run> undo_run(warehouse::Warehouse& warehouse, std::int64_t number) {
  BOOTHWISE_TRY(writer, warehouse::Writer::begin(warehouse));
  warehouse::Run* run = writer->next().run(number);
  const std::string text = std::to_string(number);
  if (run == nullptr) {
    return Error{ErrorKind::not_found, "run_unknown", {"there is no import run " + text, "आयात " + text + " नहीं है"}};
  }
  if (run->undone) {
    return Error{ErrorKind::conflict,
                 "run_undone_already",
                 {"run " + text + " was undone before", "आयात " + text + " पहले ही वापस लिया गया है"}};
  }
  run->undone = true;
  std::vector<ElectionId> elections = elections_of(*run);
  if (std::ranges::any_of(run->data, [](const auto& file) { return file.table == "assembly_constituencies"; })) {
    elections = warehouse::elections_in(writer->next(), "candidate_results");
  }
  BOOTHWISE_CHECK(rebuild_rollups(warehouse, *writer, elections));
  BOOTHWISE_CHECK(rebuild_rolls(warehouse, *writer, warehouse::rolls_of(*run)));
  BOOTHWISE_CHECK(writer->commit());
  return *warehouse.manifest()->run(number);
}

std::optional<std::string> report_of_run(const warehouse::Warehouse& warehouse, std::int64_t run) {
  auto text = read_file(warehouse.folder() / "reports" / ("run-" + std::to_string(run) + ".json"));
  return text ? std::optional(std::move(text).value()) : std::nullopt;
}

std::set<Kind> kinds_named(std::string_view word) {
  if (word == "results") {
    return {Kind::results,          Kind::segment_results, Kind::booth_stations, Kind::booth_votes,
            Kind::booth_candidates, Kind::booth_coverage,  Kind::booth_points,   Kind::party_totals};
  }
  if (word == "booths") {
    return {Kind::booth_stations, Kind::booth_votes, Kind::booth_candidates, Kind::booth_coverage, Kind::booth_points};
  }
  if (word == "places") {
    return {Kind::districts, Kind::parliamentary_constituencies, Kind::assembly_constituencies, Kind::parties,
            Kind::alliances};
  }
  if (word == "rolls") return {Kind::roll_mother, Kind::roll_supplement, Kind::roll_summary};
  if (word == "statistics") return {Kind::area_statistics, Kind::scheme_counts};
  if (const auto kind = intake::kind_named(word)) return {*kind};
  return {};
}

}  // namespace boothwise::services
