#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/places.hpp"
#include "warehouse/engine.hpp"
#include "warehouse/engine_shelf.hpp"
#include "warehouse/manifest.hpp"

namespace boothwise::warehouse {

/// The lasting store of facts: a folder of Parquet files and a manifest. Readers are thread-safe and see one manifest
/// as a whole; one writer at a time, over all processes.
class Warehouse {
 public:
  /// Opens the folder, made if it is not there. Errors: `manifest_damaged`, `file_unwritable`, `warehouse_failed`.
  static Result<std::unique_ptr<Warehouse>> open(const std::filesystem::path& folder, const EngineOptions& options);
  /// The same without an engine of its own: it borrows one of `shelf` whenever something is asked of the files. Errors:
  /// likewise; an engine that does not open later is thrown.
  static Result<std::unique_ptr<Warehouse>> open_on_shelf(const std::filesystem::path& folder,
                                                          const EngineOptions& options,
                                                          std::shared_ptr<EngineShelf> shelf);
  ~Warehouse();
  Warehouse(const Warehouse&) = delete;
  Warehouse& operator=(const Warehouse&) = delete;

  [[nodiscard]] std::shared_ptr<const Manifest> manifest() const;
  /// Reads the manifest again if another process has replaced it; true if it has.
  Result<bool> refresh();
  [[nodiscard]] Connection connect();
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  /// Lets the engine hold so many bytes if that is more than it may by default, up to half of the machine; beyond that
  /// it spills, where it can. Errors: `warehouse_failed`.
  Status allow_memory(std::uint64_t bytes_wanted);

  /// A table expression of what counts of table `name` in `scope`, for FROM; an empty table of the right columns if
  /// nothing does.
  /// With `units`, files that hold no unit beginning so may be left out: for questions about no others.
  [[nodiscard]] std::string rows_of(const Manifest& manifest, std::string_view name, std::string_view scope,
                                    std::string_view units = {}) const;
  /// `sql` with `rows_of` in place of each `{table}`.
  [[nodiscard]] std::string filled(const Manifest& manifest, std::string sql, std::string_view scope,
                                   std::string_view units = {}) const;
  /// The same of one run's file, units hidden by newer runs included.
  [[nodiscard]] std::string rows_of(const DataFile& file) const;

 private:
  friend class Writer;
  explicit Warehouse(std::filesystem::path folder);
  static Result<std::unique_ptr<Warehouse>> opened(std::unique_ptr<Warehouse> warehouse);

  std::filesystem::path folder_;
  std::unique_ptr<Engine> engine_;      // its own, or
  std::shared_ptr<EngineShelf> shelf_;  // one of these, opened with
  EngineOptions options_;
  mutable std::mutex mutex_;  // guards the two below
  std::shared_ptr<const Manifest> manifest_;
  std::filesystem::file_time_type manifest_time_;
};

/// Adds to the warehouse or undoes. Holds the warehouse's lock as long as it lives; what it has written and not
/// committed is removed. Several threads may write files at once, each with a connection of its own, and are on the
/// disk then; `next` and `commit` are one thread's at a time.
class Writer {
 public:
  /// Removes what earlier writers left: files of runs undone since, temporary files of runs cut short. Not earlier,
  /// because a reader may still hold the manifest before. Errors: `warehouse_busy` (kind conflict) while another
  /// process or request writes.
  static Result<std::unique_ptr<Writer>> begin(Warehouse& warehouse);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// What the next commit will be; starts as a copy of what is there.
  Manifest& next() { return next_; }

  /// Writes the rows of `from` (a table expression with the table's columns) as a Parquet file of table `name` and
  /// `scope`.
  Result<DataFile> write(Connection& connection, std::string_view name, std::string_view scope, std::string_view from,
                         std::int64_t run);
  /// The same for rows that are all of one segment and are in the table's order already: the run holds the segment
  /// whole, whatever parts older runs hold of it (unit `12/*`). REQUIRES: a table of rolls.
  Result<DataFile> write_whole_segment(Connection& connection, std::string_view name, std::string_view scope,
                                       std::string_view from, std::int64_t run, AcNo ac);
  /// Writes the result of `sql` as a derived file `rollups/<name>/<scope>.<digest>.parquet`: equal rows, equal name and
  /// bytes.
  Result<DataFile> write_rollup(Connection& connection, std::string_view name, std::string_view scope,
                                const std::string& sql);
  /// Writes a file that is no table (boundaries) under `folder`.
  Result<DataFile> write_document(std::string_view folder, std::string_view scope, std::string_view file_name,
                                  std::string_view content);

  /// Makes `next()` what the warehouse is, in one step. Errors: `file_unwritable`.
  Status commit();

 private:
  Writer(Warehouse& warehouse, int lock);
  Result<std::string> copy_out(Connection& connection, const std::string& sql, const std::filesystem::path& relative);
  void note_written(const std::filesystem::path& relative);
  void remove_unreferenced();

  Warehouse& warehouse_;
  int lock_;
  Manifest next_;
  std::mutex writing_;                       // guards what follows
  std::set<std::filesystem::path> written_;  // relative; nobody reads them before a commit names them
};

}  // namespace boothwise::warehouse
