#pragma once

#include "operations/store.hpp"

#include <array>
#include <boost/json/array.hpp>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/secrets.hpp"
#include "services/forecast_polls.hpp"
#include "services/sms_settings.hpp"
#include "warehouse/manifest.hpp"

/// What making a backup, restoring it and checking a workspace must say alike.
namespace boothwise::services {

/// A row as a line of a backup: a JSON array of null, whole numbers, decimals, texts, and a line feed.
std::string line_of(const operations::Row& row);
/// Errors: `backup_malformed`.
Result<std::vector<operations::Value>> cells_of(std::string_view line, const std::string& name);

/// A file that a row of the store names, relative to the workspace's folder, and its SHA-256 (empty for what is under
/// its record's key, which tells changes by itself).
using NamedFile = std::pair<std::string, std::string>;
/// None for rows of a table that names no files. REQUIRES: that table's columns.
std::vector<NamedFile> files_named_by(std::string_view table, const std::vector<std::string>& columns,
                                      const operations::Row& row);

/// Files in the workspace's own folder that people put there, each where it is.
inline constexpr std::array<std::string_view, 2> files_of_workspace = {settings_of_messages, polls_of_workspace_file};

/// True for what a backup may hold, and where it may be put: relative, without steps up, in a folder of ours.
bool is_backup_path(std::string_view path);

/// By which a server's key is told again, without saying anything of it.
inline std::string name_of_key(const ServerKey& key) { return key.keyed_id(ServerKey::Purpose::backups, "server key"); }

/// Files of a warehouse that count, relative to its folder, with their checksums; reports of runs have none.
struct WarehouseFile {
  std::string path;
  std::string sha256;
};
std::vector<WarehouseFile> files_of(const warehouse::Manifest& manifest);

/// True if the process whose number ends the name is alive, or the name ends in no number.
bool process_lives(const std::filesystem::path& named);

/// Takes away folders `PREFIX.NUMBER` beside which no process of that number lives.
void remove_left_over(const std::filesystem::path& prefix);
/// `PREFIX.NUMBER` of this process.
std::filesystem::path own_folder(const std::filesystem::path& prefix);

}  // namespace boothwise::services
