#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/progress.hpp"
#include "base/sealed_stream.hpp"
#include "base/secrets.hpp"

/// From a backup to a workspace: docs/operations.md#restore.
namespace boothwise::services {

struct RestoreOptions {
  std::filesystem::path file;
  SealedKey key;
  std::filesystem::path into;                       ///< the workspace's folder
  std::string database;                             ///< PostgreSQL of operations; SQLite in the folder where empty
  bool replace = false;                             ///< what is there is set aside first, whole
  std::optional<std::filesystem::path> server_key;  ///< a copy of keys/server.key; with `replace` the one there
  std::vector<std::filesystem::path> tombstones;    ///< kept apart; those of what is replaced are known anyway
  std::filesystem::path data_folder;
  Instant now;
};

/// Restores all or nothing: the folder appears whole, the database by one transaction. What was erased since the backup
/// is erased again. The answer has counts, `aside` (where what was replaced now is), `erasures_known` (false where
/// nothing tells what was erased since) and `findings` of a check. Errors: those of SealedReader, read_backup and the
/// store; `target_not_empty`, `workspace_served`, `server_key_needed`, `server_key_differs`, `operations_newer`.
Result<boost::json::object> restore_backup(const RestoreOptions& options, Progress& progress);

/// For looking whether a backup can be restored: into a folder `beside.PROCESS`, with SQLite, which goes again.
struct TryOptions {
  std::filesystem::path file;
  SealedKey key;
  const ServerKey& server_key;
  std::filesystem::path data_folder;
  Instant now;
  std::filesystem::path beside;
};
/// What a check finds there. Errors: as restore_backup.
Result<boost::json::array> try_restore(const TryOptions& options, Progress& progress);

}  // namespace boothwise::services
