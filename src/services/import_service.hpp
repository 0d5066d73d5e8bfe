#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"
#include "intake/layout.hpp"
#include "services/import_report.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::services {

struct ImportFile {
  std::filesystem::path path;
  std::string name;  ///< as the user knows it
};

struct ImportOptions {
  std::set<intake::Kind> kinds;  ///< only these; empty = all
  intake::UserMapping mapping;
  bool leave_unknown = false;  ///< list files of no known layout instead of refusing (a whole folder)
  bool skip_bad = false;       ///< take the good rows and put the others aside
  bool dry_run = false;        ///< do everything but keep nothing
  bool synthetic = false;
  bool one_run = false;  ///< a roll's files are one run: taken and undone together
  std::string source;
  std::string revision;          ///< of a roll, where the file does not say it
  std::string qualifying_date;   ///< of a roll, likewise; 2026-01-01
  std::string publication_date;  ///< of a roll: part of where it comes from (R25)
  std::filesystem::path
      rejects;  ///< with `skip_bad`: where refused rows go; `warehouse/reports/run-N.rejects.csv` if empty
  Instant now;
};

/// Imports files: recognises, reads, refuses, cross-checks, and makes all of it part of the warehouse in one step, or
/// none of it. One run a group. Running it again with the same files does nothing. Where something is refused or fails
/// a check and `skip_bad` is off, the report says so and nothing was taken. Errors: those of reading (`gzip_truncated`,
/// `not_utf8`, …), `layout_unknown`, `election_unknown`, `revision_unknown`, `provenance_missing` (a roll without
/// source and publication date), those of intake/guard.hpp, `too_many_refused` (with `skip_bad`, over 200,000 rows),
/// `warehouse_busy`, `stopped`.
Result<ImportReport> import_files(warehouse::Warehouse& warehouse, std::span<const ImportFile> files,
                                  const ImportOptions& options, Progress& progress);

/// All files of a folder in order of name; sub-folders are left. Errors: `folder_not_found`.
Result<std::vector<ImportFile>> files_of_folder(const std::filesystem::path& folder);

/// Takes a run back: what it brought is gone, what it had superseded counts again. Errors: `run_unknown`,
/// `run_undone_already`, `warehouse_busy`.
Result<warehouse::Run> undo_run(warehouse::Warehouse& warehouse, std::int64_t number);

/// The report kept of a run, as JSON; nothing if there is none.
std::optional<std::string> report_of_run(const warehouse::Warehouse& warehouse, std::int64_t run);

/// Kinds that a word of the command line names: "results" also means segments and booth sheets. Empty for an unknown
/// word.
std::set<intake::Kind> kinds_named(std::string_view word);

}  // namespace boothwise::services
