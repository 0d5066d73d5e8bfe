#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <string>

#include "base/dates.hpp"
#include "base/progress.hpp"
#include "base/secrets.hpp"
#include "services/workspace.hpp"

/// A copy of a workspace in one encrypted file, made while others write: docs/formats.md#backup,
/// docs/operations.md#backup.
namespace boothwise::services {

struct BackupOptions {
  std::filesystem::path file;
  std::string open_half;  ///< of the pair whose secret half alone can read it (base/sealed_stream.hpp)
  bool verify = false;    ///< restore it into a folder beside the file first, and let it count only then
  std::filesystem::path data_folder;
  std::string program;  ///< version, for people
  Instant now;
};

/// Takes the rows of the tables that may be taken (operations/tables.hpp) as they are at one moment, then the warehouse
/// as its manifest has it, then the files shown as evidence. Noted in the audit trail. The answer tells what was taken;
/// `missing` lists files that should have been there or are not what they were; `good` is true only if it was
/// verified by restoring, and nothing was found. Errors: those of reading and writing; `backup_not_restorable` if it
/// could not be restored: then there is no file.
Result<boost::json::object> make_backup(Workspace& workspace, const ServerKey& key, const BackupOptions& options,
                                        Progress& progress);

}  // namespace boothwise::services
