#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"

namespace boothwise::warehouse {

/// A file that the user gave.
struct SourceFile {
  std::string name;
  std::string sha256;
  std::uint64_t bytes = 0;
};

/// A file of the warehouse: rows of one table and scope, all from one run. Path relative to the warehouse's folder.
struct DataFile {
  std::string table;
  std::string scope;  ///< election id, or a data set's name
  std::string path;
  std::vector<std::string> units;  ///< values of the table's unit column in it, sorted; or one alone that ends in `/*`:
                                   ///< all that begin like it
  std::int64_t rows = 0;
  std::string sha256;
};

/// One import: what came from where, and what became of it.
struct Run {
  std::int64_t number = 0;
  bool undone = false;
  std::string kind;
  Instant imported_at;
  std::string source;  ///< in the user's words
  bool synthetic = false;
  std::vector<SourceFile> files;
  std::vector<std::pair<std::string, std::string>> mapping;  ///< theirs, ours
  std::int64_t rows_read = 0;
  std::int64_t rows_taken = 0;
  std::int64_t rows_refused = 0;
  std::int64_t checks_ok = 0;
  std::int64_t checks_warning = 0;
  std::vector<DataFile> data;
};

/// What is in the warehouse: the runs in order of their number, and the derived files that stand for the active ones.
/// It is one small JSON file, replaced as a whole: that is what makes an import one atomic step. Format:
/// docs/formats.md#manifest.
struct Manifest {
  std::int64_t next_run = 1;
  std::vector<Run> runs;
  std::vector<DataFile> rollups;  ///< derived from the active runs; `units` empty

  [[nodiscard]] const Run* run(std::int64_t number) const;
  [[nodiscard]] Run* run(std::int64_t number);
  /// The active run that took exactly these files (by checksum, in any order) with this mapping; null if none did.
  [[nodiscard]] const Run* same_import(const Run& wanted) const;
};

std::string write_manifest(const Manifest& manifest);
/// Errors: `manifest_damaged`.
Result<Manifest> read_manifest(std::string_view text, const std::filesystem::path& path);

/// A data file as far as it counts: units that a newer run also holds are left out.
struct ActiveFile {
  const Run* run = nullptr;
  const DataFile* file = nullptr;
  std::vector<std::string> hidden_units;
};

/// True if the file's rows of the unit count. REQUIRES: `active` was asked for without `units`, or with a beginning of
/// this unit.
bool counts(const ActiveFile& active, std::string_view unit);

/// What counts of `table`, newest run first. `scope` narrows it; so does `units`, the beginning of the units that are
/// asked about (`12/`): others are then not looked at.
std::vector<ActiveFile> active_files(const Manifest& manifest, std::string_view table,
                                     std::optional<std::string_view> scope = std::nullopt, std::string_view units = {});
/// Scopes of `table` with at least one active file.
std::set<std::string> active_scopes(const Manifest& manifest, std::string_view table);
/// True if newer runs hold everything that this run brought.
bool is_superseded(const Manifest& manifest, const Run& run);

}  // namespace boothwise::warehouse
