#include "services/restore.hpp"

#include "operations/leases.hpp"
#include "operations/store.hpp"
#include "operations/tables.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <memory>
#include <unistd.h>
#include <utility>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "services/backup_file.hpp"
#include "services/backup_parts.hpp"
#include "services/caller.hpp"
#include "services/check.hpp"
#include "services/serving_mark.hpp"
#include "services/tombstones.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
namespace json = boost::json;
using operations::InBackup;
using operations::Store;
using operations::StoreTable;
using operations::Tombstone;

namespace {

std::string text_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::optional<std::int64_t> number_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_int64() ? std::optional(value->as_int64()) : std::nullopt;
}

/// Puts what a backup holds into a folder and, inside one transaction, into a store that has nothing yet.
class Taking final : public BackupTaker {
 public:
  Taking(std::string name, fs::path folder, Store& inside, const ServerKey& key, Progress& progress)
      : name_(std::move(name)), folder_(std::move(folder)), inside_(inside), key_(key), progress_(progress) {}

  Status begin(const json::object& head) override {
    const std::string part = text_in(head, "part");
    if ((part == "workspace") == described_) return malformed("no description of the workspace first, and once");
    if (part == "workspace") return begin_workspace(head);
    if (part == "table") return begin_table(head);
    if (part == "file") return begin_file(head);
    return malformed("a part of an unknown kind");
  }

  Status data(std::string_view bytes) override {
    if (progress_.stop_requested()) {
      return Error{ErrorKind::stopped, "stopped", {"stopped; nothing was restored", "रोका गया; कुछ वापस नहीं लाया गया"}};
    }
    digest_.add(bytes);
    count_ += static_cast<std::int64_t>(bytes.size());
    if (file_) return file_->append(bytes);
    if (table_ == nullptr) return malformed("data of a part that has none");
    constexpr std::size_t line_bytes_max = std::size_t{16} << 20U;
    waiting_ += bytes;
    std::size_t from = 0;
    for (std::size_t end = 0; (end = waiting_.find('\n', from)) != std::string::npos; from = end + 1) {
      BOOTHWISE_TRY(cells, cells_of(std::string_view(waiting_).substr(from, end - from), name_));
      if (cells.size() != columns_.size()) return malformed("a row with other columns than its table");
      batch_.push_back(std::move(cells));
      ++rows_of_table_;
      constexpr std::size_t rows_at_once = 100;
      if (batch_.size() == rows_at_once) BOOTHWISE_CHECK(put_batch());
    }
    waiting_.erase(0, from);
    return waiting_.size() <= line_bytes_max ? success() : malformed("a row that is too long");
  }

  Status end(const json::object& tail) override {
    if (table_ != nullptr) return end_table(tail);
    if (file_) return end_file(tail);
    return success();
  }

  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] std::int64_t tables() const { return tables_; }
  [[nodiscard]] std::int64_t files() const { return files_; }
  [[nodiscard]] Instant made_at() const { return made_at_; }

 private:
  [[nodiscard]] Status malformed(const std::string& what) const { return backup_malformed(name_, what); }

  Status begin_workspace(const json::object& head) {
    described_ = true;
    const auto layout = number_in(head, "layout");
    const auto made_at = number_in(head, "made_at");
    if (!layout || *layout < 1 || !made_at) return malformed("a workspace without its layout and time");
    if (*layout > Store::newest_layout()) {
      return Error{ErrorKind::conflict,
                   "operations_newer",
                   {"a newer Boothwise made this backup; use that", "यह बैकअप नए Boothwise ने बनाया है; वही चलाएँ"},
                   {name_}};
    }
    if (text_in(head, "server_key") != name_of_key(key_)) {
      return Error{
          ErrorKind::bad_input,
          "server_key_differs",
          {"this is not the server's key that the backup was made beside; without that one nobody's one-time "
           "codes work and erasures cannot be told",
           "यह सर्वर की वह कुंजी नहीं जिसके साथ बैकअप बना; उसके बिना एकबारगी कोड नहीं चलेंगे और मिटाए गए व्यक्ति पहचाने नहीं जाएँगे"},
          {name_}};
    }
    made_at_ = Instant(std::chrono::seconds(*made_at));
    BOOTHWISE_CHECK(inside_.bring_to_layout(*layout));
    return operations::empty_tables(inside_);
  }

  Status begin_table(const json::object& head) {
    table_ = operations::store_table(text_in(head, "name"));
    if (table_ == nullptr || table_->in_backup == InBackup::never) {
      return malformed("a table that no backup takes: " + shortened(text_in(head, "name"), 80));
    }
    BOOTHWISE_TRY(there, operations::columns_of(inside_, table_->name));
    columns_.clear();
    const json::value* columns = head.if_contains("columns");
    if (columns == nullptr || !columns->is_array()) return malformed("a table without its columns");
    for (const json::value& column : columns->as_array()) {
      if (!column.is_string() || std::ranges::find(there, std::string_view(column.as_string())) == there.end()) {
        return malformed("a column that its table does not have");
      }
      columns_.emplace_back(column.as_string());
    }
    if (columns_ != there) return malformed("a table whose columns differ from its layout");
    start();
    rows_of_table_ = 0;
    return success();
  }

  Status begin_file(const json::object& head) {
    const std::string path = text_in(head, "path");
    if (!is_backup_path(path)) return malformed("a file where none may be: " + shortened(path, 80));
    const fs::path to = folder_ / path;
    std::error_code failure;
    fs::create_directories(to.parent_path(), failure);
    if (fs::exists(to)) return malformed("a file twice: " + shortened(path, 80));
    BOOTHWISE_TRY(file, AtomicFile::create(to, AtomicFile::Readers::owner));
    file_ = std::make_unique<AtomicFile>(std::move(file));
    start();
    return success();
  }

  void start() {
    digest_ = Sha256();
    count_ = 0;
    waiting_.clear();
    batch_.clear();
  }

  Status put_batch() {
    BOOTHWISE_CHECK(operations::put_rows(inside_, *table_, columns_, batch_));
    batch_.clear();
    return success();
  }

  /// Reads back what was put, too: what the store holds must be what was taken.
  Status end_table(const json::object& tail) {
    BOOTHWISE_CHECK(put_batch());
    const std::string stated = text_in(tail, "sha256");
    if (!waiting_.empty() || number_in(tail, "rows") != rows_of_table_ || digest_.hexadecimal() != stated) {
      return malformed("other rows than it says of " + std::string(table_->name));
    }
    Sha256 read_back;
    BOOTHWISE_CHECK(operations::each_row_of(inside_, *table_, columns_, [&](const operations::Row& row) {
      read_back.add(line_of(row));
      return success();
    }));
    if (read_back.hexadecimal() != stated) {
      return Error{ErrorKind::environment,
                   "restored_differs",
                   {"the store does not give back what was put into it; nothing was restored",
                    "भंडार वही नहीं लौटाता जो उसमें रखा गया; कुछ वापस नहीं लाया गया"},
                   {name_, 0, {}, std::string(table_->name)}};
    }
    rows_ += rows_of_table_;
    ++tables_;
    table_ = nullptr;
    return success();
  }

  Status end_file(const json::object& tail) {
    if (number_in(tail, "bytes") != count_ || text_in(tail, "sha256") != digest_.hexadecimal()) {
      return malformed("a file with other bytes than it says");
    }
    BOOTHWISE_CHECK(file_->commit());
    file_.reset();
    ++files_;
    return success();
  }

  std::string name_;
  fs::path folder_;
  Store& inside_;
  const ServerKey& key_;
  Progress& progress_;
  bool described_ = false;
  Instant made_at_{};
  const StoreTable* table_ = nullptr;  // of the part under way
  std::unique_ptr<AtomicFile> file_;   // likewise
  std::vector<std::string> columns_;
  Sha256 digest_;
  std::int64_t count_ = 0;  // bytes of the part
  std::int64_t rows_of_table_ = 0;
  std::string waiting_;  // the beginning of a row
  std::vector<std::vector<operations::Value>> batch_;
  std::int64_t rows_ = 0;
  std::int64_t tables_ = 0;
  std::int64_t files_ = 0;
};

/// What is put in place of a workspace: made beside it, moved in one step.
class Restoring {
 public:
  Restoring(fs::path file, const SealedKey& sealed_key, const ServerKey& key, fs::path data_folder, Instant now,
            Progress& progress)
      : file_(std::move(file)),
        sealed_key_(sealed_key),
        key_(key),
        data_folder_(std::move(data_folder)),
        now_(now),
        progress_(progress) {}
  ~Restoring() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  Restoring(const Restoring&) = delete;
  Restoring& operator=(const Restoring&) = delete;

  /// An empty folder `beside.PROCESS` that only its owner may enter.
  Status make_folder(const fs::path& beside) {
    remove_left_over(beside);
    folder_ = own_folder(beside);
    std::error_code failure;
    if (fs::create_directories(folder_, failure)) fs::permissions(folder_, fs::perms::owner_all, failure);
    if (!failure) return success();
    return Error{ErrorKind::environment, "file_unwritable", {failure.message(), failure.message()}, {folder_.string()}};
  }
  [[nodiscard]] const fs::path& folder() const { return folder_; }
  /// It is where it belongs: not ours any more.
  void moved() { folder_.clear(); }

  /// The whole backup into the folder and the store. REQUIRES: a transaction on a store without tables.
  Status take(Store& inside, const std::vector<Tombstone>& buried) {
    progress_.report(0, {"reading the backup", "बैकअप पढ़ा जा रहा है"});
    std::ifstream in(file_, std::ios::binary);
    if (!in) {
      return Error{ErrorKind::bad_input,
                   "file_not_found",
                   {"there is no such file, or it cannot be read", "ऐसी फ़ाइल नहीं है या पढ़ी नहीं जा सकती"},
                   {file_.string()}};
    }
    BOOTHWISE_TRY(reader, SealedReader::open(in, file_.string(), sealed_key_));
    Taking taking(file_.string(), folder_, inside, key_, progress_);
    BOOTHWISE_CHECK(read_backup(reader, file_.string(), taking));
    BOOTHWISE_CHECK(inside.bring_to_layout(Store::newest_layout()));
    Workspace workspace{folder_, {}, nullptr, nullptr, nullptr, nullptr};
    const Access owner = Access::owner();
    const Caller caller(workspace, data_folder_, key_, owner, inside, now_, day_in_india(now_));
    BOOTHWISE_TRY(erased, erase_again(caller, inside, buried));
    BOOTHWISE_CHECK(caller.note(inside, "backup.restored", "backup", whole_organisation,
                                {{"made_at", iso_utc(taking.made_at())}, {"erased_again", erased}}));
    told_ = {{"made_at", iso_utc(taking.made_at())},
             {"tables", taking.tables()},
             {"rows", taking.rows()},
             {"files", taking.files()},
             {"erased_again", erased}};
    return success();
  }
  json::object& told() { return told_; }

 private:
  fs::path file_;
  const SealedKey& sealed_key_;
  const ServerKey& key_;
  fs::path data_folder_;
  Instant now_;
  Progress& progress_;
  fs::path folder_;
  json::object told_;
};

Error not_empty(const std::string& what) {
  return {ErrorKind::conflict,
          "target_not_empty",
          {"there is something here already; --replace sets it aside and puts the backup in its place",
           "यहाँ पहले से कुछ है; --replace उसे अलग रखकर बैकअप को उसकी जगह रखता है"},
          {what}};
}

std::string stamp_of(Instant now) {
  std::string stamp;
  for (const char letter : iso_utc(now)) {
    if (letter >= '0' && letter <= '9') stamp += letter;
  }
  return stamp;
}

/// The target of a restore, and what is there before it.
class Target {
 public:
  explicit Target(const RestoreOptions& options)
      : options_(options), into_(fs::absolute(options.into).lexically_normal()) {
    if (into_.filename().empty()) into_ = into_.parent_path();
  }
  [[nodiscard]] const fs::path& into() const { return into_; }

  /// Errors: `target_not_empty`, `workspace_served`.
  Status look() {
    occupied_ = fs::exists(into_) && !(fs::is_directory(into_) && fs::is_empty(into_));
    if (occupied_ && !options_.replace) return not_empty(into_.string());
    if (!fs::exists(into_ / "workspace.json")) return success();
    BOOTHWISE_TRY(mark, ServingMark::alone(into_));
    mark_ = std::make_unique<ServingMark>(std::move(mark));
    return success();
  }

  /// The server's key that will be used. Errors: `server_key_needed`; those of reading it.
  [[nodiscard]] Result<ServerKey> server_key() const {
    const fs::path file = options_.server_key ? *options_.server_key : into_ / "keys" / "server.key";
    if (fs::exists(file)) return ServerKey::load_or_make(file);
    return Error{ErrorKind::bad_input,
                 "server_key_needed",
                 {"no backup holds the server's key; name the copy that you kept of keys/server.key: --server-key FILE",
                  "बैकअप में सर्वर की कुंजी नहीं होती; keys/server.key की रखी हुई प्रति बताएँ: --server-key फ़ाइल"},
                 {file.string()}};
  }

  /// What was erased, as far as the folder and the given files know.
  Result<std::vector<Tombstone>> tombstones(json::object& told) const {
    std::vector<Tombstone> all;
    for (const fs::path& file : options_.tombstones) {
      BOOTHWISE_TRY(text, read_file(file));
      BOOTHWISE_TRY(some, parse_tombstones(text, file.string()));
      all = all_of(std::move(all), some);
    }
    bool known = !options_.tombstones.empty();
    if (const fs::path file = tombstones_file(into_); fs::exists(file)) {
      const auto text = read_file(file);
      const auto some = text ? parse_tombstones(*text, file.string()) : Result<std::vector<Tombstone>>(text.error());
      if (some) all = all_of(std::move(all), *some);
      known = known || some.ok();
    }
    if (const fs::path file = into_ / "operations.sqlite"; options_.database.empty() && fs::exists(file)) {
      const auto some = of_store(file);
      if (some) all = all_of(std::move(all), *some);
      known = known || some.ok();
    }
    told["erasures_known"] = known || !options_.database.empty();
    return all;
  }

  /// Refuses, or sets aside, what a database holds, and gives the tombstones in it.
  Result<std::vector<Tombstone>> clear(Store& inside, json::object& told) const {
    std::vector<Tombstone> buried;
    BOOTHWISE_TRY(names, operations::table_names(inside));
    if (names.empty()) return buried;
    if (!options_.replace) return not_empty("PostgreSQL");
    if (std::ranges::binary_search(names, "leases")) {
      BOOTHWISE_TRY(servers, operations::leases_held(inside, server_lease, options_.now));
      if (!servers.empty()) {
        return Error{ErrorKind::conflict,
                     "workspace_served",
                     {"this database is being served; stop the servers first", "इस डेटाबेस पर सर्वर चल रहा है; पहले रोकें"},
                     {{}, 0, {}, servers.front().name}};
      }
    }
    if (std::ranges::binary_search(names, "tombstones")) {
      BOOTHWISE_TRY(some, operations::tombstones(inside));
      buried = std::move(some);
    }
    const std::string aside = "boothwise_before_" + stamp_of(options_.now);
    BOOTHWISE_CHECK(operations::set_schema_aside(inside, aside));
    told["schema_aside"] = aside;
    return buried;
  }

  /// The made folder takes the target's place in one step; what was there keeps its name with a time behind it.
  Status place(const fs::path& made, json::object& told) const {
    const auto failed = [this]() {
      const std::string why = std::generic_category().message(errno);
      return Error{ErrorKind::environment, "file_unwritable", {why, why}, {into_.string()}};
    };
    if (!occupied_) {
      if (::rename(made.c_str(), into_.c_str()) != 0) return failed();
      return sync_parent();
    }
    if (::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, into_.c_str(), RENAME_EXCHANGE) != 0) return failed();
    fs::path aside = into_;
    aside += ".before-" + stamp_of(options_.now);
    if (::rename(made.c_str(), aside.c_str()) != 0) aside = made;
    told["aside"] = aside.string();
    return sync_parent();
  }
  /// Takes `place` back. For a database that did not commit.
  void put_back(const fs::path& made, const json::object& told) const {
    if (const json::value* aside = told.if_contains("aside")) {
      ::renameat2(AT_FDCWD, std::string(aside->as_string()).c_str(), AT_FDCWD, into_.c_str(), RENAME_EXCHANGE);
      std::error_code ignored;
      fs::rename(std::string(aside->as_string()), made, ignored);
    } else {
      std::error_code ignored;
      fs::rename(into_, made, ignored);
    }
  }

 private:
  static Result<std::vector<Tombstone>> of_store(const fs::path& file) {
    BOOTHWISE_TRY(store, Store::open(file, operations::Opening::as_it_is));
    BOOTHWISE_TRY(names, operations::table_names(*store));
    if (!std::ranges::binary_search(names, "tombstones")) return std::vector<Tombstone>();
    return operations::tombstones(*store);
  }

  [[nodiscard]] Status sync_parent() const {
    const int folder = ::open(into_.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return success();  // it may be searched but not read
    ::fsync(folder);
    ::close(folder);
    return success();
  }

  const RestoreOptions& options_;
  fs::path into_;
  bool occupied_ = false;
  std::unique_ptr<ServingMark> mark_;
};

Status keep_server_key(const fs::path& from, const fs::path& folder) {
  BOOTHWISE_TRY(text, read_file(from));
  std::error_code ignored;
  fs::create_directories(folder / "keys", ignored);
  fs::permissions(folder / "keys", fs::perms::owner_all, ignored);
  BOOTHWISE_TRY(file, AtomicFile::create(folder / "keys" / "server.key", AtomicFile::Readers::owner));
  BOOTHWISE_CHECK(file.append(text));
  return file.commit();
}

}  // namespace

Result<json::object> restore_backup(const RestoreOptions& options, Progress& progress) {
  Target target(options);
  BOOTHWISE_CHECK(target.look());
  BOOTHWISE_TRY(key, target.server_key());
  json::object told;
  BOOTHWISE_TRY(buried, target.tombstones(told));
  Restoring restoring(options.file, options.key, key, options.data_folder, options.now, progress);
  fs::path beside = target.into();
  beside += ".restoring";
  BOOTHWISE_CHECK(restoring.make_folder(beside));
  const fs::path made = restoring.folder();
  BOOTHWISE_CHECK(
      keep_server_key(options.server_key ? *options.server_key : target.into() / "keys" / "server.key", made));

  std::vector<Finding> findings;
  if (options.database.empty()) {
    {
      BOOTHWISE_TRY(store, Store::open(made / "operations.sqlite", operations::Opening::as_it_is));
      BOOTHWISE_CHECK(store->atomically([&](Store& inside) { return restoring.take(inside, buried); }));
      BOOTHWISE_CHECK(write_tombstones_out(*store, tombstones_file(made)));
    }
    BOOTHWISE_TRY(report, check_workspace(made, {}, progress));
    std::ranges::move(report.findings, std::back_inserter(findings));
    BOOTHWISE_CHECK(target.place(made, told));
  } else {
    constexpr unsigned connections = 2;
    BOOTHWISE_TRY(store, Store::open_server(options.database, connections, operations::Opening::as_it_is));
    bool placed = false;
    const Status done = store->atomically([&](Store& inside) -> Status {
      BOOTHWISE_TRY(of_database, target.clear(inside, told));
      BOOTHWISE_CHECK(restoring.take(inside, all_of(buried, of_database)));
      BOOTHWISE_CHECK(write_tombstones_out(inside, tombstones_file(made)));
      BOOTHWISE_CHECK(target.place(made, told));  // last: if the database does not commit, it goes back
      placed = true;
      return success();
    });
    if (!done && placed) target.put_back(made, told);
    BOOTHWISE_CHECK(done);
    BOOTHWISE_TRY(report, check_workspace(target.into(), options.database, progress));
    std::ranges::move(report.findings, std::back_inserter(findings));
  }
  restoring.moved();
  json::object view = std::move(restoring.told());
  for (auto& [name, value] : told) view[name] = std::move(value);
  view["into"] = target.into().string();
  view["findings"] = findings_json(findings);
  return view;
}

Result<json::array> try_restore(const TryOptions& options, Progress& progress) {
  Restoring restoring(options.file, options.key, options.server_key, options.data_folder, options.now, progress);
  BOOTHWISE_CHECK(restoring.make_folder(options.beside));
  {
    BOOTHWISE_TRY(store, Store::open(restoring.folder() / "operations.sqlite", operations::Opening::as_it_is));
    BOOTHWISE_CHECK(store->atomically([&](Store& inside) { return restoring.take(inside, {}); }));
  }
  BOOTHWISE_TRY(report, check_workspace(restoring.folder(), {}, progress));
  return findings_json(report.findings);
}

}  // namespace boothwise::services
