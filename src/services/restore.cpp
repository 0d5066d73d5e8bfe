#include "services/restore.hpp"

#include "operations/store.hpp"
#include "operations/tables.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <utility>

#include "base/atomic_file.hpp"
#include "services/backup_file.hpp"
#include "services/backup_parts.hpp"
#include "services/caller.hpp"
#include "services/check.hpp"
#include "services/restore_taking.hpp"
#include "services/restore_target.hpp"
#include "services/tombstones.hpp"
#include "services/workspace.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
namespace json = boost::json;
using operations::Store;
using operations::Tombstone;

namespace {

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
    RestoreTaking taking(file_.string(), folder_, inside, key_, progress_);
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

Status keep_server_key(const fs::path& from, const fs::path& folder) {
  BOOTHWISE_TRY(text, read_file(from));
  std::error_code ignored;
  fs::create_directories(folder / "keys", ignored);
  fs::permissions(folder / "keys", fs::perms::owner_all, ignored);
  BOOTHWISE_TRY(file, AtomicFile::create(folder / "keys" / "server.key", AtomicFile::Readers::owner));
  BOOTHWISE_CHECK(file.append(text));
  return file.commit();
}

const Bilingual putting_in_place{"putting it in its place", "अपनी जगह रखा जा रहा है"};

/// Rows into a file of the folder; the folder takes its place last.
Status restore_into_folder(const RestoreTarget& target, Restoring& restoring, const std::vector<Tombstone>& buried,
                           json::object& told, std::vector<Finding>& findings, Progress& progress) {
  const fs::path made = restoring.folder();
  {
    BOOTHWISE_TRY(store, Store::open(made / "operations.sqlite", operations::Opening::as_it_is));
    BOOTHWISE_CHECK(store->atomically([&](Store& inside) { return restoring.take(inside, buried); }));
    BOOTHWISE_CHECK(write_tombstones_out(*store, tombstones_file(made)));
  }
  BOOTHWISE_TRY(report, check_workspace(made, {}, progress));
  findings = std::move(report.findings);
  progress.report(0.9, putting_in_place);
  BOOTHWISE_CHECK(target.place(made, told));
  target.let_go(told);
  return success();
}

/// Rows into a database, by one transaction; the folder takes its place before that commits, and goes back if it does
/// not. What ends the process in between leaves the folder marked (restore_pending), and the next restore does it all.
Status restore_into_database(const std::string& database, const RestoreTarget& target, Restoring& restoring,
                             const std::vector<Tombstone>& buried, json::object& told, std::vector<Finding>& findings,
                             Progress& progress) {
  const fs::path made = restoring.folder();
  constexpr unsigned connections = 2;
  BOOTHWISE_TRY(store, Store::open_server(database, connections, operations::Opening::as_it_is));
  bool placed = false;
  const Status done = store->atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(of_database, target.clear(inside, told));
    BOOTHWISE_CHECK(restoring.take(inside, all_of(buried, of_database)));
    BOOTHWISE_CHECK(write_tombstones_out(inside, tombstones_file(made)));
    BOOTHWISE_CHECK(write_file_atomically(made / restore_pending, ""));
    progress.report(0.9, putting_in_place);
    BOOTHWISE_CHECK(target.place(made, told));
    placed = true;
    progress.report(1, putting_in_place);
    return success();
  });
  if (!done && placed) {
    // A conversation that broke while it committed has not told whether it did: then the folder stays marked.
    const auto taken = target.is_taken(*store, told);
    if (taken && !*taken) target.put_back(made, told);
    if (!taken || !*taken) return done.error();
  }
  if (!done && !placed) return done.error();
  std::error_code ignored;
  fs::remove(target.into() / restore_pending, ignored);
  target.let_go(told);
  BOOTHWISE_TRY(report, check_workspace(target.into(), database, progress));
  findings = std::move(report.findings);
  return success();
}

}  // namespace

Result<json::object> restore_backup(const RestoreOptions& options, Progress& progress) {
  RestoreTarget target(options);
  BOOTHWISE_CHECK(target.look());
  BOOTHWISE_TRY(key, target.server_key());
  json::object told;
  BOOTHWISE_TRY(buried, target.tombstones(told));
  Restoring restoring(options.file, options.key, key, options.data_folder, options.now, progress);
  fs::path beside = target.into();
  beside += ".restoring";
  BOOTHWISE_CHECK(restoring.make_folder(beside));
  BOOTHWISE_CHECK(keep_server_key(target.server_key_file(), restoring.folder()));
  target.carry_over(restoring.folder(), key, told);
  std::vector<Finding> findings;
  BOOTHWISE_CHECK(options.database.empty()
                      ? restore_into_folder(target, restoring, buried, told, findings, progress)
                      : restore_into_database(options.database, target, restoring, buried, told, findings, progress));
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
