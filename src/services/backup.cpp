#include "services/backup.hpp"

#include "operations/tables.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <memory>
#include <utility>

#include "base/digest.hpp"
#include "base/sealed_stream.hpp"
#include "services/backup_file.hpp"
#include "services/backup_parts.hpp"
#include "services/caller.hpp"
#include "services/restore.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
namespace json = boost::json;
using operations::InBackup;
using operations::Store;
using operations::StoreTable;

namespace {

constexpr std::string_view manifest_path = "warehouse/manifest.json";

/// Second names of the warehouse's files, so that an import or undo meanwhile takes none of them away. Goes with its
/// object.
class Links {
 public:
  explicit Links(const fs::path& workspace_folder)
      : from_(workspace_folder), folder_(own_folder(workspace_folder / "backup-links")) {
    remove_left_over(workspace_folder / "backup-links");
  }
  ~Links() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Links(const Links&) = delete;
  Links& operator=(const Links&) = delete;

  /// False where the file is not there. Errors: `file_unwritable`.
  Result<bool> add(const std::string& path) {
    const fs::path link = folder_ / path;
    std::error_code failure;
    fs::create_directories(link.parent_path(), failure);
    if (!failure) fs::create_hard_link(from_ / path, link, failure);
    if (!failure) return true;
    if (failure == std::errc::no_such_file_or_directory) return false;
    return Error{ErrorKind::environment, "file_unwritable", {failure.message(), failure.message()}, {link.string()}};
  }
  void clear() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  [[nodiscard]] const fs::path& folder() const { return folder_; }

 private:
  fs::path from_;
  fs::path folder_;
};

class Making {
 public:
  Making(Workspace& workspace, const ServerKey& key, const BackupOptions& options, Progress& progress)
      : workspace_(workspace), key_(key), options_(options), progress_(progress), links_(workspace.folder) {}

  Result<json::object> make() {
    BOOTHWISE_TRY(sealed, SealedWriter::create(options_.file, options_.open_half));
    BackupWriter out(sealed);
    BOOTHWISE_TRY(store, workspace_.operations->store());
    BOOTHWISE_CHECK(store->at_one_moment([&](Store& moment) -> Status {
      BOOTHWISE_CHECK(put_description(out, moment));
      return put_tables(out, moment);
    }));
    // What the rows name is in the warehouse by now, for imports come before the rows that tell of them.
    BOOTHWISE_CHECK(put_file(out, "workspace.json", workspace_.folder / "workspace.json", {}));
    for (const std::string_view name : files_of_workspace) {
      if (const fs::path file = workspace_.folder / name; fs::exists(file))
        BOOTHWISE_CHECK(put_file(out, std::string(name), file, {}));
    }
    BOOTHWISE_CHECK(link_warehouse());
    BOOTHWISE_CHECK(put_warehouse(out));
    for (const auto& [path, sha256] : attachments_) BOOTHWISE_CHECK(put_named(out, path, workspace_.folder, sha256));
    BOOTHWISE_CHECK(out.finish());
    links_.clear();
    const bool whole = missing_.empty();
    bool good = false;
    json::array findings;
    if (options_.verify) {
      BOOTHWISE_TRY(found, verified(sealed));
      good = whole && found.empty();
      findings = std::move(found);
    }
    BOOTHWISE_CHECK(sealed.commit());
    BOOTHWISE_CHECK(note(*store, good));
    std::error_code ignored;
    return json::object{{"file", options_.file.string()},
                        {"bytes", fs::file_size(options_.file, ignored)},
                        {"key", short_name_of(options_.open_half)},
                        {"made_at", iso_utc(options_.now)},
                        {"tables", tables_},
                        {"rows", rows_},
                        {"files", files_},
                        {"missing", std::move(missing_)},
                        {"verified", options_.verify},
                        {"findings", std::move(findings)},
                        {"good", good}};
  }

 private:
  Status put_description(BackupWriter& out, Store& moment) {
    BOOTHWISE_TRY(layout, moment.layout());
    BOOTHWISE_CHECK(out.begin({{"part", "workspace"},
                               {"layout", layout},
                               {"made_at", options_.now.time_since_epoch().count()},
                               {"program", options_.program},
                               {"state", workspace_.state},
                               {"store", moment.shared() ? "postgresql" : "sqlite"},
                               {"server_key", name_of_key(key_)}}));
    return out.end({});
  }

  Status put_tables(BackupWriter& out, Store& moment) {
    for (const StoreTable& table : operations::store_tables()) {
      if (table.in_backup == InBackup::never) continue;
      progress_.report(0.5 * static_cast<double>(tables_) / static_cast<double>(operations::store_tables().size()),
                       {"reading rows", "पंक्तियाँ पढ़ी जा रही हैं"});
      BOOTHWISE_CHECK(put_table(out, moment, table));
    }
    return success();
  }

  Status put_table(BackupWriter& out, Store& moment, const StoreTable& table) {
    BOOTHWISE_TRY(columns, operations::columns_of(moment, table.name));
    BOOTHWISE_CHECK(out.begin({{"part", "table"}, {"name", table.name}, {"columns", json::value_from(columns)}}));
    Sha256 digest;
    std::int64_t rows = 0;
    BOOTHWISE_CHECK(operations::each_row_of(moment, table, columns, [&](const operations::Row& row) -> Status {
      constexpr std::int64_t rows_between_looks = 4096;
      if (++rows % rows_between_looks == 0 && progress_.stop_requested()) return stopped();
      std::ranges::move(files_named_by(table.name, columns, row), std::back_inserter(attachments_));
      const std::string line = line_of(row);
      digest.add(line);
      return out.data(line);
    }));
    ++tables_;
    rows_ += rows;
    return out.end({{"rows", rows}, {"sha256", digest.hexadecimal()}});
  }

  /// The manifest, and every file that it names, whatever happens to them from then on.
  Status link_warehouse() {
    constexpr int tries = 5;  // an undo and an import fell between the manifest and its files
    for (int at = 0; at < tries; ++at) {
      links_.clear();
      BOOTHWISE_TRY(there, links_.add(std::string(manifest_path)));
      if (!there) return success();  // nothing was ever imported
      BOOTHWISE_TRY(text, read_file(links_.folder() / manifest_path));
      BOOTHWISE_TRY(manifest, warehouse::read_manifest(text, workspace_.folder / manifest_path));
      warehouse_files_.clear();
      bool all = true;
      for (const WarehouseFile& file : files_of(manifest)) {
        const std::string path = "warehouse/" + file.path;
        BOOTHWISE_TRY(linked, links_.add(path));
        all = all && linked;
        warehouse_files_.emplace_back(path, file.sha256);
      }
      for (const warehouse::Run& run : manifest.runs) {
        for (const char* ending : {".json", ".rejects.csv"}) {
          const std::string path = "warehouse/reports/run-" + std::to_string(run.number) + ending;
          BOOTHWISE_TRY(linked, links_.add(path));
          if (linked) warehouse_files_.emplace_back(path, std::string());
        }
      }
      if (all) return success();
    }
    return success();  // what is not there is told of as missing
  }

  Status put_warehouse(BackupWriter& out) {
    if (fs::exists(links_.folder() / manifest_path)) {
      BOOTHWISE_CHECK(put_file(out, std::string(manifest_path), links_.folder() / manifest_path, {}));
    }
    for (std::size_t at = 0; at < warehouse_files_.size(); ++at) {
      progress_.report(0.5 + 0.4 * static_cast<double>(at) / static_cast<double>(warehouse_files_.size()),
                       {"reading files", "फ़ाइलें पढ़ी जा रही हैं"});
      const auto& [path, sha256] = warehouse_files_[at];
      BOOTHWISE_CHECK(put_named(out, path, links_.folder(), sha256));
    }
    return success();
  }

  /// One that should be there.
  Status put_named(BackupWriter& out, const std::string& path, const fs::path& in, const std::string& sha256) {
    if (fs::exists(in / path)) return put_file(out, path, in / path, sha256);
    // A record's file may have been erased since; `check` tells one that was lost.
    if (!sha256.empty()) missing_.push_back({{"path", path}, {"what", "not there"}});
    return success();
  }

  Status put_file(BackupWriter& out, const std::string& path, const fs::path& from, const std::string& sha256) {
    constexpr std::size_t piece_bytes = std::size_t{1} << 18U;
    std::ifstream file(from, std::ios::binary);
    BOOTHWISE_CHECK(out.begin({{"part", "file"}, {"path", path}}));
    std::string piece(piece_bytes, '\0');
    Sha256 digest;
    std::uint64_t bytes = 0;
    while (file) {
      if (progress_.stop_requested()) return stopped();
      file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      const std::string_view got(piece.data(), static_cast<std::size_t>(file.gcount()));
      digest.add(got);
      bytes += got.size();
      BOOTHWISE_CHECK(out.data(got));
    }
    if (!file.eof()) {
      return Error{ErrorKind::environment,
                   "file_unreadable",
                   {"this file cannot be read", "यह फ़ाइल पढ़ी नहीं जा सकी"},
                   {from.string()}};
    }
    const std::string there = digest.hexadecimal();
    if (!sha256.empty() && there != sha256) missing_.push_back({{"path", path}, {"what", "changed"}});
    ++files_;
    return out.end({{"bytes", bytes}, {"sha256", there}});
  }

  /// What a check of the restored copy finds. Errors: `backup_not_restorable`.
  Result<json::array> verified(const SealedWriter& sealed) {
    progress_.report(0.9, {"restoring it to see that it can be", "वापस लाकर जाँचा जा रहा है"});
    fs::path beside = options_.file;
    beside += ".verifying";
    SealedKey own;
    own.stream_key = sealed.stream_key();
    auto found = try_restore({sealed.temporary(), own, key_, options_.data_folder, options_.now, beside}, progress_);
    if (found) return found;
    if (found.error().kind == ErrorKind::stopped) return found.error();
    const Error& why = found.error();
    return Error{ErrorKind::environment,
                 "backup_not_restorable",
                 {"this backup could not be restored and was not kept: " + why.line(Language::english),
                  "यह बैकअप वापस नहीं आ सका और रखा नहीं गया: " + why.line(Language::hindi)},
                 {options_.file.string()}};
  }

  Status note(Store& store, bool good) {
    return store.atomically([&](Store& inside) {
      return note_audit(
          inside, {key_, Access::owner().user(), options_.now}, "backup.made", "backup", whole_organisation,
          {{"rows", rows_}, {"files", files_}, {"good", good}, {"key", short_name_of(options_.open_half)}});
    });
  }

  static Error stopped() {
    return {ErrorKind::stopped, "stopped", {"stopped; no backup was made", "रोका गया; बैकअप नहीं बना"}};
  }

  Workspace& workspace_;
  const ServerKey& key_;
  const BackupOptions& options_;
  Progress& progress_;
  Links links_;
  std::vector<std::pair<std::string, std::string>> attachments_;      // path, SHA-256
  std::vector<std::pair<std::string, std::string>> warehouse_files_;  // likewise; empty where none is known
  std::int64_t tables_ = 0;
  std::int64_t rows_ = 0;
  std::int64_t files_ = 0;
  json::array missing_;
};

}  // namespace

Result<json::object> make_backup(Workspace& workspace, const ServerKey& key, const BackupOptions& options,
                                 Progress& progress) {
  return Making(workspace, key, options, progress).make();
}

}  // namespace boothwise::services
