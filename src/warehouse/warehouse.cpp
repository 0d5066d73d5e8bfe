#include "warehouse/warehouse.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <set>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "warehouse/tables.hpp"

namespace boothwise::warehouse {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view manifest_name = "manifest.json";

Error unwritable(const fs::path& path, const std::string& words) {
  return Error{ErrorKind::environment, "file_unwritable", {words, words}, {path.string()}};
}

std::string column_list(const Table& table) {
  std::string list;
  for (const Column& column : table.columns) list += (list.empty() ? "" : ", ") + std::string(column.name);
  return list;
}

std::string empty_rows(const Table& table) {
  constexpr std::array<std::string_view, 3> types = {"BIGINT", "DOUBLE", "VARCHAR"};
  std::string list;
  for (const Column& column : table.columns) {
    list += (list.empty() ? "" : ", ") +
            ("CAST(NULL AS " + std::string(types.at(static_cast<std::size_t>(column.type)))) + ") AS " +
            std::string(column.name);
  }
  return "(SELECT " + list + " WHERE false)";
}

std::string list_of(const std::vector<std::string>& units) {
  std::string list;
  for (const std::string& unit : units) list += (list.empty() ? "" : ", ") + sql_text(unit);
  return list;
}

Result<Manifest> load_manifest(const fs::path& path) {
  if (!fs::exists(path)) return Manifest{};
  BOOTHWISE_TRY(text, read_file(path));
  return read_manifest(text, path);
}

fs::file_time_type time_of(const fs::path& path) {
  std::error_code ignored;
  return fs::last_write_time(path, ignored);
}

/// Every file, relative to the warehouse's folder, that `manifest` needs.
std::set<fs::path> referenced(const Manifest& manifest) {
  std::set<fs::path> files;
  for (const Run& run : manifest.runs) {
    if (run.undone) continue;
    for (const DataFile& file : run.data) files.insert(file.path);
  }
  for (const DataFile& file : manifest.rollups) files.insert(file.path);
  return files;
}

}  // namespace

Warehouse::Warehouse(fs::path folder) : folder_(std::move(folder)), manifest_(std::make_shared<Manifest>()) {}

Warehouse::~Warehouse() {
  if (shelf_) shelf_->close(folder_.string());
}

Result<std::unique_ptr<Warehouse>> Warehouse::opened(std::unique_ptr<Warehouse> warehouse) {
  std::error_code failure;
  fs::create_directories(warehouse->folder_, failure);
  if (failure) return unwritable(warehouse->folder_, failure.message());
  BOOTHWISE_CHECK([&]() -> Status {
    auto changed = warehouse->refresh();
    if (!changed) return std::move(changed).error();
    return success();
  }());
  return warehouse;
}

Result<std::unique_ptr<Warehouse>> Warehouse::open(const fs::path& folder, const EngineOptions& options) {
  std::unique_ptr<Warehouse> warehouse(new Warehouse(folder));
  BOOTHWISE_TRY(engine, Engine::open(options));
  warehouse->engine_ = std::move(engine);
  return opened(std::move(warehouse));
}

Result<std::unique_ptr<Warehouse>> Warehouse::open_on_shelf(const fs::path& folder, const EngineOptions& options,
                                                            std::shared_ptr<EngineShelf> shelf) {
  std::unique_ptr<Warehouse> warehouse(new Warehouse(folder));
  warehouse->shelf_ = std::move(shelf);
  warehouse->options_ = options;
  return opened(std::move(warehouse));
}

Connection Warehouse::connect() {
  if (engine_) return engine_->connect();
  auto engine = shelf_->engine(folder_.string(), options_);
  if (!engine) throw BrokenInvariant("an engine of the shelf does not open: " + engine.error().message.en);
  return (*engine)->connect();
}

Status Warehouse::allow_memory(std::uint64_t bytes_wanted) {
  const std::uint64_t machine =
      static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const std::uint64_t wanted_mib = std::min(bytes_wanted, machine / 2) >> 20U;
  if (wanted_mib <= EngineOptions{}.memory_mib_max) return success();
  return connect().run("SET GLOBAL memory_limit = '" + std::to_string(wanted_mib) + "MiB'");
}

std::shared_ptr<const Manifest> Warehouse::manifest() const {
  const std::scoped_lock lock(mutex_);
  return manifest_;
}

Result<bool> Warehouse::refresh() {
  const fs::path path = folder_ / manifest_name;
  const fs::file_time_type time = time_of(path);
  const std::scoped_lock lock(mutex_);
  if (time == manifest_time_) return false;
  BOOTHWISE_TRY(manifest, load_manifest(path));
  manifest_ = std::make_shared<Manifest>(std::move(manifest));
  manifest_time_ = time;
  return true;
}

std::string Warehouse::filled(const Manifest& manifest, std::string sql, std::string_view scope,
                              std::string_view units) const {
  for (const Table& known : tables()) {
    const std::string hole = "{" + std::string(known.name) + "}";
    if (sql.find(hole) != std::string::npos)
      sql = replaced(std::move(sql), hole, rows_of(manifest, known.name, scope, units));
  }
  return sql;
}

std::string Warehouse::rows_of(const DataFile& file) const {
  return "read_parquet(" + sql_text((folder_ / file.path).string()) + ")";
}

std::string Warehouse::rows_of(const Manifest& manifest, std::string_view name, std::string_view scope,
                               std::string_view units) const {
  const Table& wanted = table(name);
  std::string rows;
  for (const ActiveFile& active : active_files(manifest, name, scope, units)) {
    rows += (rows.empty() ? "SELECT " : " UNION ALL SELECT ") + column_list(wanted) + " FROM " + rows_of(*active.file);
    if (!active.hidden_units.empty()) {
      rows += " WHERE CAST(" + std::string(wanted.unit) + " AS VARCHAR) NOT IN (" + list_of(active.hidden_units) + ")";
    }
  }
  return rows.empty() ? empty_rows(wanted) : "(" + rows + ")";
}

Writer::Writer(Warehouse& warehouse, int lock) : warehouse_(warehouse), lock_(lock), next_(*warehouse.manifest()) {}

Writer::~Writer() {
  const auto kept = referenced(*warehouse_.manifest());
  for (const fs::path& path : written_) {
    std::error_code ignored;
    if (!kept.contains(path)) fs::remove(warehouse_.folder_ / path, ignored);
  }
  ::close(lock_);
}

Result<std::unique_ptr<Writer>> Writer::begin(Warehouse& warehouse) {
  const fs::path path = warehouse.folder_ / "lock";
  const int lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock < 0) return unwritable(path, "the warehouse's lock cannot be made");
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return Error{ErrorKind::conflict,
                 "warehouse_busy",
                 {"another import is running here; wait for it to end", "यहाँ दूसरा आयात चल रहा है; उसके पूरा होने तक रुकें"}};
  }
  if (auto changed = warehouse.refresh(); !changed) {
    ::close(lock);
    return std::move(changed).error();
  }
  std::unique_ptr<Writer> writer(new Writer(warehouse, lock));
  writer->remove_unreferenced();
  return writer;
}

Result<std::string> Writer::copy_out(Connection& connection, const std::string& sql, const fs::path& relative) {
  std::error_code failure;
  fs::create_directories((warehouse_.folder_ / relative).parent_path(), failure);
  if (failure) return unwritable(warehouse_.folder_ / relative, failure.message());
  note_written(relative);
  BOOTHWISE_CHECK(connection.run("COPY (" + sql + ") TO " + sql_text((warehouse_.folder_ / relative).string()) +
                                 " (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 16384)"));
  return sha256_of_file(warehouse_.folder_ / relative);
}

void Writer::note_written(const fs::path& relative) {
  const std::scoped_lock lock(writing_);
  written_.insert(relative);
}

Result<DataFile> Writer::write(Connection& connection, std::string_view name, std::string_view scope,
                               std::string_view from, std::int64_t run) {
  const Table& wanted = table(name);
  const std::string source(from);
  const fs::path relative = fs::path(name) / std::string(scope) / ("run-" + std::to_string(run) + ".parquet");
  DataFile file{std::string(name), std::string(scope), relative.string(), {}, 0, {}};
  BOOTHWISE_TRY(digest,
                copy_out(connection,
                         "SELECT " + column_list(wanted) + " FROM " + source + " ORDER BY " + std::string(wanted.order),
                         relative));
  file.sha256 = digest;
  BOOTHWISE_CHECK(sync_file(warehouse_.folder_ / relative));
  BOOTHWISE_TRY(units,
                connection.query("SELECT CAST(" + std::string(wanted.unit) + " AS VARCHAR) AS unit, count(*) FROM " +
                                 source + " GROUP BY " + std::string(wanted.unit) + " ORDER BY unit"));
  while (units.next()) {
    file.units.emplace_back(units.text(0));
    file.rows += units.integer(1).value_or(0);
  }
  return file;
}

Result<DataFile> Writer::write_whole_segment(Connection& connection, std::string_view name, std::string_view scope,
                                             std::string_view from, std::int64_t run, AcNo ac) {
  const Table& wanted = table(name);
  const std::string number = std::to_string(ac.value);
  const fs::path relative =
      fs::path(name) / std::string(scope) / ("run-" + std::to_string(run) + "-ac-" + number + ".parquet");
  DataFile file{std::string(name), std::string(scope), relative.string(), {number + "/*"}, 0, {}};
  BOOTHWISE_TRY(digest, copy_out(connection, "SELECT " + column_list(wanted) + " FROM " + std::string(from), relative));
  file.sha256 = digest;
  BOOTHWISE_CHECK(sync_file(warehouse_.folder_ / relative));
  BOOTHWISE_TRY(counted, connection.query("SELECT count(*) FROM " + std::string(from)));
  if (counted.next()) file.rows = counted.integer(0).value_or(0);
  return file;
}

Result<DataFile> Writer::write_rollup(Connection& connection, std::string_view name, std::string_view scope,
                                      const std::string& sql) {
  constexpr std::size_t digest_shown = 16;
  const fs::path folder = fs::path("rollups") / std::string(name);
  const fs::path working = folder / (std::string(scope) + ".new");
  BOOTHWISE_TRY(digest, copy_out(connection, sql, working));
  // The name holds the digest: a file of this name that is already there has these bytes.
  const fs::path relative = folder / (std::string(scope) + "." + digest.substr(0, digest_shown) + ".parquet");
  std::error_code failure;
  note_written(relative);
  fs::rename(warehouse_.folder_ / working, warehouse_.folder_ / relative, failure);
  if (failure) return unwritable(warehouse_.folder_ / relative, failure.message());
  BOOTHWISE_CHECK(sync_file(warehouse_.folder_ / relative));
  return DataFile{std::string(name), std::string(scope), relative.string(), {}, 0, digest};
}

Result<DataFile> Writer::write_document(std::string_view folder, std::string_view scope, std::string_view file_name,
                                        std::string_view content) {
  const fs::path relative = fs::path(folder) / std::string(file_name);
  std::error_code failure;
  fs::create_directories((warehouse_.folder_ / relative).parent_path(), failure);
  if (failure) return unwritable(warehouse_.folder_ / relative, failure.message());
  note_written(relative);
  BOOTHWISE_CHECK(write_file_atomically(warehouse_.folder_ / relative, content));
  return DataFile{std::string(folder), std::string(scope), relative.string(), {std::string(scope)}, 1, sha256(content)};
}

Status Writer::commit() {
  BOOTHWISE_CHECK(write_file_atomically(warehouse_.folder_ / manifest_name, write_manifest(next_)));
  {
    const std::scoped_lock lock(writing_);
    std::erase_if(written_, [kept = referenced(next_)](const fs::path& path) { return kept.contains(path); });
  }
  auto changed = warehouse_.refresh();
  if (!changed) return std::move(changed).error();
  return success();
}

void Writer::remove_unreferenced() {
  const std::set<fs::path> kept = referenced(next_);
  std::vector<fs::path> removed;
  for (const auto& entry : fs::recursive_directory_iterator(warehouse_.folder_)) {
    if (!entry.is_regular_file()) continue;
    const fs::path relative = fs::relative(entry.path(), warehouse_.folder_);
    const bool ours = relative.has_parent_path() && *relative.begin() != "reports";
    if (ours && !kept.contains(relative)) removed.push_back(entry.path());
  }
  for (const fs::path& path : removed) {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
}

}  // namespace boothwise::warehouse
