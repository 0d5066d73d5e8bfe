#pragma once

#include "operations/store.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "services/import_report.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::services {

/// A hexagon map's cell: "odd-r" offset layout, pointy top, row 0 in the north.
struct HexagonCell {
  std::int32_t number = 0;
  std::int32_t column = 0;
  std::int32_t row = 0;
};

/// How a state's seats are laid out on a page; from our own tables, not imported.
struct StateMaps {
  Bilingual name;  ///< of the state; its code in both languages where it has no tables
  std::vector<HexagonCell> pc;
  std::vector<HexagonCell> ac;
  std::map<std::int32_t, std::vector<std::int32_t>> pc_neighbours;
};

/// The way to one book of a workspace's operations store, which is opened (and made) when it is first asked for.
/// Thread-safe.
class OperationsDoor {
 public:
  /// `database`: libpq's text of a PostgreSQL database that takes the file's place; empty for the file.
  OperationsDoor(std::filesystem::path file, std::string database, operations::Book book = operations::Book::operations)
      : file_(std::move(file)), database_(std::move(database)), book_(book) {}
  /// The store lives as long as the door. Errors: those of operations::Store::open.
  Result<operations::Store*> store();
  /// As operations::answers_version; 0 while nobody asked for the store. Errors: those of that.
  Result<std::int64_t> answers_version();
  /// True for PostgreSQL.
  [[nodiscard]] bool is_shared() const { return !database_.empty(); }

 private:
  std::filesystem::path file_;
  std::string database_;
  operations::Book book_;
  std::mutex mutex_;
  std::unique_ptr<operations::Store> store_;
};

/// A folder with one organisation's data.
struct Workspace {
  std::filesystem::path folder;
  std::string state;  ///< code such as UP; empty if none was named
  std::unique_ptr<warehouse::Warehouse> warehouse;
  std::unique_ptr<OperationsDoor> operations;
  std::unique_ptr<OperationsDoor> keys{};    ///< of the records of persons
  std::unique_ptr<OperationsDoor> sealed{};  ///< protected answers
};

struct WorkspaceOptions {
  unsigned threads = 2;
  std::size_t memory_mib_max = 320;
  std::string database{};         ///< of operations: PostgreSQL, by libpq's text; SQLite in the workspace where empty
  std::string keys_database{};    ///< of the keys of persons' records; as `database` where empty
  std::string sealed_database{};  ///< of protected answers; as `database` where empty
};

/// A file in a folder whose restore was cut short: the database may hold other rows than the folder belongs to.
inline constexpr std::string_view restore_pending = "restore-pending";

/// Errors: `workspace_missing` (says how to make one), `workspace_damaged`, `restore_pending`, and those of
/// Warehouse::open.
Result<Workspace> open_workspace(const std::filesystem::path& folder, const WorkspaceOptions& options);

/// Makes a workspace, or adds a state to one that names none; doing it again changes nothing. With a state, brings its
/// places, parties and alliances from `data_folder`. Errors: `state_unknown` (lists those there are), `state_differs`,
/// and those of import.
Result<Workspace> init_workspace(const std::filesystem::path& folder, std::string_view state,
                                 const std::filesystem::path& data_folder, const WorkspaceOptions& options, Instant now,
                                 Progress& progress);

/// Folder of a state's tables: `data/up` for UP.
std::filesystem::path state_folder(const std::filesystem::path& data_folder, std::string_view state);

/// Where the server's key lies: beside the data, in no backup of them.
std::filesystem::path server_key_file(const Workspace& workspace);

/// Where a file shown as evidence lies, relative to the workspace's folder.
std::filesystem::path attachment_path(std::string_view file_id);
/// The same of a form's or notice's file, and of a record's file, which is under the record's key.
std::filesystem::path form_file_place(std::string_view file_id);
std::filesystem::path record_file_place(std::string_view file_id);

/// Empty lists where the state has no such tables. Errors: those of reading a table.
Result<StateMaps> load_maps(const std::filesystem::path& data_folder, std::string_view state);

}  // namespace boothwise::services
