#include "services/serving_mark.hpp"

#include "operations/leases.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace boothwise::services {

namespace fs = std::filesystem;

namespace {

fs::path mark_file(const fs::path& folder) { return folder / "serving"; }

/// -1 where it cannot be made.
int opened(const fs::path& folder) {
  constexpr mode_t owner_only = 0600;
  return ::open(mark_file(folder).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only);
}

Error unwritable(const fs::path& folder) {
  return {ErrorKind::environment,
          "file_unwritable",
          {"this file cannot be made or locked", "यह फ़ाइल बन या बंद नहीं हो सकी"},
          {mark_file(folder).string()}};
}

std::string user_name(uid_t user) {
  passwd found{};
  passwd* result = nullptr;
  std::vector<char> buffer(4096);
  if (::getpwuid_r(user, &found, buffer.data(), buffer.size(), &result) != 0 || result == nullptr) {
    return std::to_string(user);
  }
  return found.pw_name;
}

}  // namespace

Result<ServingMark> ServingMark::of_server(const fs::path& workspace_folder) {
  const int descriptor = opened(workspace_folder);
  // Waits: a command may be looking just now.
  if (descriptor < 0 || ::flock(descriptor, LOCK_SH) != 0) {
    if (descriptor >= 0) ::close(descriptor);
    return unwritable(workspace_folder);
  }
  return ServingMark(descriptor);
}

Result<ServingMark> ServingMark::alone(const fs::path& workspace_folder) {
  const int descriptor = opened(workspace_folder);
  if (descriptor < 0) return unwritable(workspace_folder);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return Error{ErrorKind::conflict,
                 "workspace_served",
                 {"this workspace is being served; stop the server first", "यह कार्यक्षेत्र अभी चल रहा है; पहले सर्वर रोकें"},
                 {workspace_folder.string()}};
  }
  return ServingMark(descriptor);
}

ServingMark::~ServingMark() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

ServingMark& ServingMark::operator=(ServingMark&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Result<bool> is_served(const Workspace& workspace, Instant now) {
  // Only looked at where a server has made it: commands on a workspace that nobody ever served leave no file.
  const int descriptor = ::open(mark_file(workspace.folder).c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor >= 0) {
    const bool locked = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0;
    ::close(descriptor);
    if (locked) return true;
  } else if (fs::exists(mark_file(workspace.folder))) {
    return true;  // another's, who does not let us look
  }
  if (!workspace.operations->is_shared()) return false;
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(servers, operations::leases_held(*store, server_lease, now));
  return !servers.empty();
}

Status require_owner(const fs::path& workspace_folder) {
  struct stat found {};
  if (::stat(workspace_folder.c_str(), &found) == 0 && found.st_uid == ::geteuid()) return success();
  const std::string owner = user_name(found.st_uid);
  return Error{ErrorKind::forbidden,
               "not_the_owner",
               {"this workspace is being served; only its owner may use it from here: run the command as " + owner,
                "यह कार्यक्षेत्र अभी चल रहा है; यहाँ से केवल इसका स्वामी इसे खोल सकता है: आदेश " + owner + " के रूप में चलाएँ"},
               {workspace_folder.string()}};
}

}  // namespace boothwise::services
