#include "services/backup_parts.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cerrno>
#include <csignal>
#include <unistd.h>

#include "base/text.hpp"
#include "services/backup_file.hpp"
#include "services/workspace.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string line_of(const operations::Row& row) {
  json::array cells;
  cells.reserve(row.cells().size());
  for (const operations::Value& cell : row.cells()) {
    std::visit(
        [&cells](const auto& value) {
          if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
            cells.emplace_back(nullptr);
          } else {
            cells.emplace_back(value);
          }
        },
        cell);
  }
  return json::serialize(cells) + "\n";
}

Result<std::vector<operations::Value>> cells_of(std::string_view line, const std::string& name) {
  boost::system::error_code failure;
  const json::value parsed = json::parse(line, failure);
  if (failure || !parsed.is_array()) return backup_malformed(name, "a row that is no list");
  std::vector<operations::Value> cells;
  cells.reserve(parsed.as_array().size());
  for (const json::value& cell : parsed.as_array()) {
    if (cell.is_null()) {
      cells.emplace_back();
    } else if (cell.is_int64()) {
      cells.emplace_back(cell.as_int64());
    } else if (cell.is_double()) {
      cells.emplace_back(cell.as_double());
    } else if (cell.is_string()) {
      cells.emplace_back(std::string(cell.as_string()));
    } else {
      return backup_malformed(name, "a cell of a kind that no table has");
    }
  }
  return cells;
}

std::vector<NamedFile> files_named_by(std::string_view table, const std::vector<std::string>& columns,
                                      const operations::Row& row) {
  const auto text = [&](std::string_view name) {
    return row.text(static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin()));
  };
  if (table == "task_files") return {{attachment_path(text("file_id")).string(), text("sha256")}};
  if (table == "form_files") return {{form_file_place(text("file_id")).string(), text("file_id")}};
  if (table == "record_files") return {{record_file_place(text("file_id")).string(), {}}};
  std::vector<NamedFile> files;
  if (table == "claims" && !text("copy_id").empty()) {
    files.emplace_back(attachment_path(text("copy_id")).string(), text("copy_sha256"));
  }
  if (table == "notices") {
    const json::value audio = json::parse(text("audio"));
    for (const auto& spoken : audio.as_object()) {
      const std::string id(spoken.value().at("file").as_string());
      files.emplace_back(form_file_place(id).string(), id);
    }
  }
  return files;
}

bool is_backup_path(std::string_view path) {
  constexpr std::array<std::string_view, 4> folders = {"warehouse", "attachments", "forms", "field"};
  if (path == "workspace.json" || std::ranges::find(files_of_workspace, path) != files_of_workspace.end()) return true;
  if (path.find('\0') != std::string_view::npos || path.find('\\') != std::string_view::npos) return false;
  const std::vector<std::string> steps = split(path, '/');
  return steps.size() > 1 && std::ranges::find(folders, steps.front()) != folders.end() &&
         std::ranges::none_of(steps, [](const std::string& step) { return step.empty() || step.front() == '.'; });
}

std::vector<WarehouseFile> files_of(const warehouse::Manifest& manifest) {
  std::vector<WarehouseFile> files;
  for (const warehouse::Run& run : manifest.runs) {
    if (run.undone) continue;
    for (const warehouse::DataFile& file : run.data) files.push_back({file.path, file.sha256});
  }
  for (const warehouse::DataFile& file : manifest.rollups) files.push_back({file.path, file.sha256});
  // Several runs may name one file of places; it is one.
  std::ranges::stable_sort(files, {}, &WarehouseFile::path);
  const auto repeated = std::ranges::unique(files, {}, &WarehouseFile::path);
  files.erase(repeated.begin(), repeated.end());
  return files;
}

fs::path own_folder(const fs::path& prefix) {
  fs::path folder = prefix;
  folder += "." + std::to_string(::getpid());
  return folder;
}

bool process_lives(const fs::path& named) {
  const std::string name = named.filename().string();
  const auto process = parse_number<pid_t>(std::string_view(name).substr(name.rfind('.') + 1));
  return !process || *process <= 0 || ::kill(*process, 0) == 0 || errno != ESRCH;
}

void remove_left_over(const fs::path& prefix) {
  const std::string begin = prefix.filename().string() + ".";
  std::error_code ignored;
  const fs::path parent = prefix.has_parent_path() ? prefix.parent_path() : fs::path(".");
  for (const auto& entry : fs::directory_iterator(parent, ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(begin) || !entry.is_directory()) continue;
    if (!process_lives(entry.path()) || entry.path() == own_folder(prefix)) fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace boothwise::services
