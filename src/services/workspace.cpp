#include "services/workspace.hpp"

#include "operations/answers_version.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <thread>
#include <utility>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "intake/table.hpp"
#include "services/import_service.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::string_view description_name = "workspace.json";

Result<std::string> read_state(const fs::path& folder) {
  const fs::path path = folder / description_name;
  if (!fs::exists(path)) {
    return Error{ErrorKind::bad_input,
                 "workspace_missing",
                 {"there is no workspace here; make one with: boothwise init --state UP",
                  "यहाँ कोई कार्यक्षेत्र नहीं है; बनाने के लिए: boothwise init --state UP"},
                 {folder.string()}};
  }
  if (fs::exists(folder / restore_pending)) {
    return Error{ErrorKind::conflict,
                 "restore_pending",
                 {"a restore was cut short here; run it once more, with --replace",
                  "यहाँ बैकअप वापस लाना बीच में रुका; उसे --replace के साथ फिर चलाएँ"},
                 {folder.string()}};
  }
  BOOTHWISE_TRY(text, read_file(path));
  try {
    return std::string(json::parse(text).at("state").as_string());
  } catch (const std::exception& failure) {
    return Error{ErrorKind::environment,
                 "workspace_damaged",
                 {std::string("its description cannot be read: ") + failure.what(),
                  std::string("इसका विवरण पढ़ा नहीं जा सका: ") + failure.what()},
                 {path.string()}};
  }
}

Status write_state(const fs::path& folder, std::string_view state) {
  return write_file_atomically(folder / description_name,
                               json::serialize(json::object{{"format", 1}, {"state", state}}) + "\n");
}

Result<Workspace> open_with_state(const fs::path& folder, std::string state, const WorkspaceOptions& options) {
  warehouse::EngineOptions engine;
  engine.threads = options.threads;
  engine.memory_mib_max = options.memory_mib_max;
  engine.spill_folder = folder / "spill";
  BOOTHWISE_TRY(opened, warehouse::Warehouse::open(folder / "warehouse", engine));
  const auto door = [&](const char* name, operations::Book book, const std::string& database = {}) {
    return std::make_unique<OperationsDoor>(folder / name, database.empty() ? options.database : database, book);
  };
  return Workspace{folder,
                   std::move(state),
                   std::move(opened),
                   door("operations.sqlite", operations::Book::operations),
                   door("keys/records.sqlite", operations::Book::keys, options.keys_database),
                   door("sealed/answers.sqlite", operations::Book::sealed, options.sealed_database)};
}

Error state_unknown(const fs::path& data_folder, std::string_view state) {
  Error error{ErrorKind::bad_input, "state_unknown", {"there are no tables of this state", "इस राज्य की तालिकाएँ नहीं हैं"}};
  error.where.value = shortened(state, 80);
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(data_folder, ignored)) {
    if (!fs::exists(entry.path() / "parliamentary_constituencies.csv")) continue;
    std::string code = entry.path().filename().string();
    std::ranges::transform(code, code.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (code != "PRACTICE") error.choices.push_back(std::move(code));  // made up, for training alone
  }
  return error;
}

/// Rows of whole numbers of a small table of ours; the header is passed over.
Result<std::vector<std::vector<std::int32_t>>> read_numbers(const fs::path& path) {
  std::vector<std::vector<std::int32_t>> rows;
  if (!fs::exists(path)) return rows;
  BOOTHWISE_TRY(table, intake::open_table(path));
  intake::Row row;
  while (true) {
    BOOTHWISE_TRY(more, table->next(row));
    if (!more) return rows;
    std::vector<std::int32_t> numbers;
    for (const std::string_view cell : row.cells) {
      const auto number = parse_number<std::int32_t>(cell);
      if (!number) {
        return Error{ErrorKind::environment,
                     "table_damaged",
                     {"expected a whole number", "पूर्ण संख्या चाहिए"},
                     {path.string(), row.line, {}, std::string(cell)}};
      }
      numbers.push_back(*number);
    }
    rows.push_back(std::move(numbers));
  }
}

/// The state's name in `states.csv` (code, eci_code, name_en, name_hi, …).
Result<Bilingual> read_state_name(const fs::path& path, std::string_view state) {
  Bilingual name{std::string(state), std::string(state)};
  if (!fs::exists(path)) return name;
  BOOTHWISE_TRY(table, intake::open_table(path));
  intake::Row row;
  while (true) {
    BOOTHWISE_TRY(more, table->next(row));
    if (!more) return name;
    if (row.cells.size() >= 4 && row.cells[0] == state) name = {std::string(row.cells[2]), std::string(row.cells[3])};
  }
}

Result<std::vector<HexagonCell>> read_hexagons(const fs::path& path) {
  BOOTHWISE_TRY(rows, read_numbers(path));
  std::vector<HexagonCell> cells;
  for (const auto& row : rows) {
    if (row.size() >= 3) cells.push_back({row[0], row[1], row[2]});
  }
  return cells;
}

/// Many files in one folder are slow to list: by the first two letters of their ids.
fs::path place_in(const char* folder, std::string_view file_id) {
  return fs::path(folder) / file_id.substr(0, 2) / file_id;
}

}  // namespace

Result<operations::Store*> OperationsDoor::store() {
  const std::scoped_lock lock(mutex_);
  if (!store_) {
    // More at once would only wait for each other's processors; long answers leave some for the others.
    const unsigned connections_most = std::clamp(3 * std::thread::hardware_concurrency(), 6U, 20U);
    constexpr auto newest = operations::Opening::brought_to_newest;
    std::error_code failure;
    if (database_.empty() && fs::create_directories(file_.parent_path(), failure)) {
      fs::permissions(file_.parent_path(), fs::perms::owner_all, failure);
    }
    if (failure) {
      return Error{ErrorKind::environment, "file_unwritable", {failure.message(), failure.message()}, {file_.string()}};
    }
    BOOTHWISE_TRY(opened, database_.empty()
                              ? operations::Store::open(file_, newest, book_)
                              : operations::Store::open_server(database_, connections_most, newest, book_));
    store_ = std::move(opened);
  }
  return store_.get();
}

Result<std::int64_t> OperationsDoor::answers_version() {
  {
    const std::scoped_lock lock(mutex_);
    if (!store_) return std::int64_t{0};
  }
  return operations::answers_version(*store_);
}

fs::path server_key_file(const Workspace& workspace) { return workspace.folder / "keys" / "server.key"; }

fs::path attachment_path(std::string_view file_id) { return place_in("attachments", file_id); }

fs::path form_file_place(std::string_view file_id) { return place_in("forms", file_id); }

fs::path record_file_place(std::string_view file_id) { return place_in("field", file_id); }

fs::path state_folder(const fs::path& data_folder, std::string_view state) { return data_folder / ascii_lower(state); }

Result<Workspace> open_workspace(const fs::path& folder, const WorkspaceOptions& options) {
  BOOTHWISE_TRY(state, read_state(folder));
  return open_with_state(folder, std::move(state), options);
}

Result<Workspace> init_workspace(const fs::path& folder, std::string_view state, const fs::path& data_folder,
                                 const WorkspaceOptions& options, Instant now, Progress& progress) {
  const fs::path tables = state_folder(data_folder, state);
  if (!state.empty() && !fs::exists(tables / "parliamentary_constituencies.csv"))
    return state_unknown(data_folder, state);
  std::string held;
  if (fs::exists(folder / description_name)) {
    BOOTHWISE_TRY(before, read_state(folder));
    held = std::move(before);
    if (!held.empty() && !state.empty() && ascii_lower(held) != ascii_lower(state)) {
      return Error{ErrorKind::conflict,
                   "state_differs",
                   {"this workspace holds " + held + "; make another folder for another state",
                    "इस कार्यक्षेत्र में " + held + " है; दूसरे राज्य के लिए दूसरा फ़ोल्डर बनाएँ"},
                   {folder.string()}};
    }
  }
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) {
    return Error{ErrorKind::environment, "file_unwritable", {failure.message(), failure.message()}, {folder.string()}};
  }
  BOOTHWISE_CHECK(write_state(folder, state.empty() ? held : std::string(state)));
  BOOTHWISE_TRY(workspace, open_with_state(folder, state.empty() ? held : std::string(state), options));
  if (state.empty()) return workspace;

  std::vector<ImportFile> files;
  for (const char* name : {"districts.csv", "parliamentary_constituencies.csv", "assembly_constituencies.csv",
                           "parties.csv", "alliances.csv"}) {
    if (fs::exists(tables / name)) files.push_back({tables / name, name});
  }
  ImportOptions import_options;
  import_options.source = "Boothwise's own tables (data/SOURCES.md)";
  import_options.now = now;
  BOOTHWISE_TRY(report, import_files(*workspace.warehouse, files, import_options, progress));
  if (!report.committed) {
    return Error{
        ErrorKind::environment,
        "table_damaged",
        {"our own tables were refused; the installation is damaged", "हमारी अपनी तालिकाएँ अस्वीकार हुईं; स्थापना ख़राब है"},
        {tables.string()}};
  }
  return workspace;
}

Result<StateMaps> load_maps(const fs::path& data_folder, std::string_view state) {
  StateMaps maps;
  if (state.empty()) return maps;
  BOOTHWISE_TRY(name, read_state_name(data_folder / "states.csv", state));
  maps.name = std::move(name);
  const fs::path tables = state_folder(data_folder, state);
  BOOTHWISE_TRY(pc, read_hexagons(tables / "hexagons_pc.csv"));
  maps.pc = std::move(pc);
  BOOTHWISE_TRY(ac, read_hexagons(tables / "hexagons_ac.csv"));
  maps.ac = std::move(ac);
  BOOTHWISE_TRY(pairs, read_numbers(tables / "neighbours_pc.csv"));
  for (const auto& pair : pairs) {
    if (pair.size() < 2) continue;
    maps.pc_neighbours[pair[0]].push_back(pair[1]);
    maps.pc_neighbours[pair[1]].push_back(pair[0]);
  }
  for (auto& [pc_no, neighbours] : maps.pc_neighbours) {
    std::ranges::sort(neighbours);
    const auto repeated = std::ranges::unique(neighbours);
    neighbours.erase(repeated.begin(), repeated.end());
  }
  return maps;
}

}  // namespace boothwise::services
