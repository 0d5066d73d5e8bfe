#include "warehouse/manifest.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "warehouse/tables.hpp"

namespace boothwise::warehouse {

namespace json = boost::json;

const Run* Manifest::run(std::int64_t number) const {
  const auto found = std::ranges::find(runs, number, &Run::number);
  return found == runs.end() ? nullptr : &*found;
}

Run* Manifest::run(std::int64_t number) {
  const auto found = std::ranges::find(runs, number, &Run::number);
  return found == runs.end() ? nullptr : &*found;
}

namespace {

std::vector<std::string> checksums(const Run& run) {
  std::vector<std::string> sums;
  sums.reserve(run.files.size());
  for (const SourceFile& file : run.files) sums.push_back(file.sha256);
  std::ranges::sort(sums);
  return sums;
}

json::array to_json(const std::vector<DataFile>& files) {
  json::array list;
  for (const DataFile& file : files) {
    list.push_back({{"table", file.table},
                    {"scope", file.scope},
                    {"path", file.path},
                    {"units", json::value_from(file.units)},
                    {"rows", file.rows},
                    {"sha256", file.sha256}});
  }
  return list;
}

json::object to_json(const Run& run) {
  json::array files;
  for (const SourceFile& file : run.files) {
    files.push_back({{"name", file.name}, {"sha256", file.sha256}, {"bytes", file.bytes}});
  }
  json::array mapping;
  for (const auto& [theirs, ours] : run.mapping) mapping.push_back({{"theirs", theirs}, {"ours", ours}});
  return {{"run", run.number},
          {"undone", run.undone},
          {"kind", run.kind},
          {"imported_at", run.imported_at.time_since_epoch().count()},
          {"source", run.source},
          {"synthetic", run.synthetic},
          {"files", std::move(files)},
          {"mapping", std::move(mapping)},
          {"rows_read", run.rows_read},
          {"rows_taken", run.rows_taken},
          {"rows_refused", run.rows_refused},
          {"checks_ok", run.checks_ok},
          {"checks_warning", run.checks_warning},
          {"data", to_json(run.data)}};
}

std::string string_at(const json::object& object, std::string_view key) {
  return std::string(object.at(key).as_string());
}

std::vector<DataFile> data_files_from(const json::value& value) {
  std::vector<DataFile> files;
  for (const json::value& item : value.as_array()) {
    const json::object& object = item.as_object();
    files.push_back({string_at(object, "table"), string_at(object, "scope"), string_at(object, "path"),
                     json::value_to<std::vector<std::string>>(object.at("units")),
                     object.at("rows").to_number<std::int64_t>(), string_at(object, "sha256")});
  }
  return files;
}

Run run_from(const json::object& object) {
  const auto number = [&](std::string_view key) { return object.at(key).to_number<std::int64_t>(); };
  Run run;
  run.number = number("run");
  run.undone = object.at("undone").as_bool();
  run.kind = string_at(object, "kind");
  run.imported_at = Instant(std::chrono::seconds(number("imported_at")));
  run.source = string_at(object, "source");
  run.synthetic = object.at("synthetic").as_bool();
  for (const json::value& item : object.at("files").as_array()) {
    const json::object& file = item.as_object();
    run.files.push_back(
        {string_at(file, "name"), string_at(file, "sha256"), file.at("bytes").to_number<std::uint64_t>()});
  }
  for (const json::value& item : object.at("mapping").as_array()) {
    run.mapping.emplace_back(string_at(item.as_object(), "theirs"), string_at(item.as_object(), "ours"));
  }
  run.rows_read = number("rows_read");
  run.rows_taken = number("rows_taken");
  run.rows_refused = number("rows_refused");
  run.checks_ok = number("checks_ok");
  run.checks_warning = number("checks_warning");
  run.data = data_files_from(object.at("data"));
  return run;
}

}  // namespace

const Run* Manifest::same_import(const Run& wanted) const {
  const auto same = [&](const Run& run) {
    return !run.undone && run.kind == wanted.kind && run.mapping == wanted.mapping &&
           checksums(run) == checksums(wanted) && !is_superseded(*this, run);
  };
  const auto found = std::ranges::find_if(runs, same);
  return found == runs.end() ? nullptr : &*found;
}

std::string write_manifest(const Manifest& manifest) {
  json::array runs;
  for (const Run& run : manifest.runs) runs.emplace_back(to_json(run));
  return json::serialize(json::object{{"format", 1},
                                      {"next_run", manifest.next_run},
                                      {"runs", std::move(runs)},
                                      {"rollups", to_json(manifest.rollups)}});
}

Result<Manifest> read_manifest(std::string_view text, const std::filesystem::path& path) {
  try {
    const json::value document = json::parse(json::string_view(text.data(), text.size()));
    const json::object& object = document.as_object();
    Manifest manifest;
    manifest.next_run = object.at("next_run").to_number<std::int64_t>();
    for (const json::value& run : object.at("runs").as_array()) manifest.runs.push_back(run_from(run.as_object()));
    manifest.rollups = data_files_from(object.at("rollups"));
    return manifest;
  } catch (const std::exception& failure) {
    const std::string words = failure.what();
    return Error{ErrorKind::environment,
                 "manifest_damaged",
                 {"the warehouse's list of contents cannot be read (" + words + "); restore it from a backup",
                  "आँकड़ा भंडार की सूची पढ़ी नहीं जा सकी (" + words + "); बैकअप से वापस लाएँ"},
                 {path.string()}};
  }
}

namespace {

constexpr std::string_view many = "/*";

/// Units of one scope that newer runs hold.
class HeldUnits {
 public:
  /// Adds a file's units that begin with `asked`. True if any of them was not held before; the others go to `hidden`.
  bool add(const DataFile& file, std::string_view asked, std::vector<std::string>& hidden) {
    bool is_new = false;
    for (const std::string& unit : file.units) {
      if (!unit.starts_with(asked)) continue;
      if (stands_for_many(unit)) {
        const std::string_view beginning = std::string_view(unit).substr(0, unit.size() - 1);
        if (!wholes_.insert(beginning).second) continue;
        is_new = true;
        for (auto held = units_.lower_bound(beginning); held != units_.end() && held->starts_with(beginning); ++held) {
          hidden.emplace_back(*held);
        }
      } else if (wholes_.contains(std::string_view(unit).substr(0, unit.find('/') + 1)) ||
                 !units_.insert(unit).second) {
        hidden.push_back(unit);
      } else {
        is_new = true;
      }
    }
    return is_new;
  }

 private:
  static bool stands_for_many(std::string_view unit) { return unit.ends_with(many); }

  std::set<std::string_view> units_;
  std::set<std::string_view> wholes_;  // beginnings of units, `12/`
};

}  // namespace

bool counts(const ActiveFile& active, std::string_view unit) {
  const std::string whole = std::string(unit.substr(0, unit.find('/'))) + std::string(many);
  const auto is_it = [&](const std::string& one) { return one == unit || one == whole; };
  return std::ranges::any_of(active.file->units, is_it) &&
         std::ranges::find(active.hidden_units, unit) == active.hidden_units.end();
}

std::vector<ActiveFile> active_files(const Manifest& manifest, std::string_view table,
                                     std::optional<std::string_view> scope, std::string_view units) {
  const bool merges = warehouse::table(table).merges;
  std::vector<ActiveFile> active;
  std::map<std::string_view, HeldUnits> held;  // by scope
  for (auto run = manifest.runs.rbegin(); run != manifest.runs.rend(); ++run) {
    if (run->undone) continue;
    for (const DataFile& file : run->data) {
      if (file.table != table || (scope && file.scope != *scope)) continue;
      ActiveFile candidate{&*run, &file, {}};
      if (merges ? !file.units.empty() : held[file.scope].add(file, units, candidate.hidden_units)) {
        active.push_back(std::move(candidate));
      }
    }
  }
  return active;
}

std::set<std::string> active_scopes(const Manifest& manifest, std::string_view table) {
  std::set<std::string> scopes;
  for (const ActiveFile& active : active_files(manifest, table)) scopes.insert(active.file->scope);
  return scopes;
}

bool is_superseded(const Manifest& manifest, const Run& run) {
  return std::ranges::none_of(run.data, [&](const DataFile& file) {
    const auto active = active_files(manifest, file.table, file.scope);
    return std::ranges::any_of(active, [&](const ActiveFile& candidate) { return candidate.file == &file; });
  });
}

}  // namespace boothwise::warehouse
