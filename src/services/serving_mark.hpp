#pragma once

#include "operations/store.hpp"

#include <filesystem>
#include <string>
#include <utility>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "services/workspace.hpp"

/// How a command notices that a workspace is being served: a lock on a file of the workspace that ends with the process
/// that holds it, however it ends; and, on PostgreSQL, a lease of every server, wherever it runs.
namespace boothwise::services {

/// A lock on the workspace's file `serving`, as long as it lives.
class ServingMark {
 public:
  /// One of any number of servers. Errors: `file_unwritable`.
  static Result<ServingMark> of_server(const std::filesystem::path& workspace_folder);
  /// Alone: no server runs, and none starts meanwhile. Errors: `workspace_served`.
  static Result<ServingMark> alone(const std::filesystem::path& workspace_folder);
  ~ServingMark();
  ServingMark(ServingMark&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  ServingMark& operator=(ServingMark&& other) noexcept;

 private:
  explicit ServingMark(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

/// True while a process of this machine serves the folder, or, where the store is shared, any server is alive on it.
Result<bool> is_served(const Workspace& workspace, Instant now);

/// Beginning of the names of servers' leases.
inline constexpr std::string_view server_lease = "server ";

/// A workspace that is being served is opened by its owner only: root, too, would leave files that the server cannot
/// write. Errors: `not_the_owner`, which says as whom to ask.
Status require_owner(const std::filesystem::path& workspace_folder);

}  // namespace boothwise::services
