#include "command.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <iostream>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "services/import_service.hpp"
#include "services/preview.hpp"
#include "services/report_json.hpp"

namespace boothwise::app {

namespace json = boost::json;

namespace {

void add_init(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("init", "make a workspace; with --state its places, parties and alliances");
  auto state = std::make_shared<std::string>();
  parser->add_option("--state", *state, "state whose tables Boothwise has, such as UP");
  commands.push_back({parser, [state](const Common& common) -> Result<int> {
                        services::WorkspaceOptions options;
                        options.threads = common.threads;
                        const auto progress = terminal_progress(common);
                        BOOTHWISE_TRY(workspace, services::init_workspace(common.workspace, *state, data_folder(),
                                                                          options, now(), *progress));
                        if (!common.quiet)
                          std::cout << say(common, "workspace: ", "कार्यक्षेत्र: ") << workspace.folder.string() << "\n";
                        return 0;
                      }});
}

/// What `import` was asked to do.
struct ImportArguments {
  std::string kind;
  std::vector<std::filesystem::path> paths;
  std::vector<std::string> map;
  std::filesystem::path mapping_file;
  std::string election;
  services::ImportOptions options;
};

Result<services::ImportOptions> import_options(const ImportArguments& arguments) {
  services::ImportOptions options = arguments.options;
  if (!arguments.mapping_file.empty()) {
    BOOTHWISE_TRY(text, read_file(arguments.mapping_file));
    BOOTHWISE_TRY(mapping, intake::read_mapping(text, arguments.mapping_file.string()));
    options.mapping = std::move(mapping);
    if (options.mapping.kind) options.kinds = {*options.mapping.kind};
  }
  for (const std::string& pair : arguments.map) {
    BOOTHWISE_TRY(parsed, intake::parse_mapping_pair(pair));
    options.mapping.columns.push_back(std::move(parsed));
  }
  if (!arguments.election.empty()) options.mapping.election = arguments.election;
  if (arguments.kind != "all" && options.kinds.empty()) {
    options.kinds = services::kinds_named(arguments.kind);
    if (options.kinds.empty()) {
      Error error{ErrorKind::bad_input, "kind_unknown", {"expected a kind of data", "आँकड़ों का प्रकार चाहिए"}};
      error.where.value = shortened(arguments.kind, 80);
      error.choices = {"all", "places", "results", "rolls", "boundaries", "statistics"};
      return error;
    }
  }
  options.leave_unknown = arguments.kind == "all";
  options.now = now();
  return options;
}

Result<std::vector<services::ImportFile>> import_paths(const ImportArguments& arguments) {
  std::vector<services::ImportFile> files;
  for (const std::filesystem::path& path : arguments.paths) {
    if (std::filesystem::is_directory(path)) {
      BOOTHWISE_TRY(listed, services::files_of_folder(path));
      files.insert(files.end(), listed.begin(), listed.end());
    } else {
      files.push_back({path, path.filename().string()});
    }
  }
  return files;
}

void print_group(const Common& common, const services::GroupReport& group) {
  std::string names;
  for (const warehouse::SourceFile& file : group.files) names += (names.empty() ? "" : ", ") + file.name;
  std::cout << names << "\n";
  if (group.already_there) {
    std::cout << "  " << say(common, "already here as run ", "पहले से है, आयात ") << group.run.value_or(0) << "\n";
    return;
  }
  std::cout << "  " << group.kind << ": " << say(common, "read ", "पढ़ी ") << grouped(group.rows_read)
            << say(common, ", taken ", ", ली ") << grouped(group.rows_taken) << say(common, ", refused ", ", अस्वीकार ")
            << grouped(group.rows_refused) << "\n";
  constexpr std::size_t shown = 20;
  for (std::size_t i = 0; i < std::min(shown, group.refused.size()); ++i) {
    const intake::Refusal& refusal = group.refused[i];
    Error error{ErrorKind::bad_input, "refused", refusal.reason};
    error.where = {refusal.file, refusal.line, refusal.column, refusal.value};
    std::cout << "  ! " << error.line(common.language) << "\n";
  }
  if (group.refused.size() > shown) std::cout << "  ! …\n";
  for (const services::Check& check : group.checks) {
    if (check.status == services::CheckStatus::ok) continue;
    std::cout << (check.status == services::CheckStatus::error ? "  ! " : "  ~ ")
              << in_language(check.text, common.language) << "\n";
    constexpr std::size_t details_shown = 5;
    for (std::size_t i = 0; i < std::min(details_shown, check.details.size()); ++i) {
      std::cout << "      " << in_language(check.details[i], common.language) << "\n";
    }
    if (check.details.size() > details_shown) std::cout << "      … (boothwise imports show)\n";
  }
}

Result<int> run_import(const Common& common, const ImportArguments& arguments) {
  BOOTHWISE_TRY(options, import_options(arguments));
  BOOTHWISE_TRY(files, import_paths(arguments));
  if (files.empty())
    return Error{ErrorKind::bad_input, "no_files", {"expected at least one file", "कम से कम एक फ़ाइल चाहिए"}};
  BOOTHWISE_TRY(workspace, open(common));
  const auto progress = terminal_progress(common);
  if (options.dry_run && files.size() == 1 && common.format == Format::json) {
    BOOTHWISE_TRY(preview, services::preview_import(*workspace.warehouse, files, options, *progress));
    print_json(preview);
    return 0;
  }
  BOOTHWISE_TRY(report, services::import_files(*workspace.warehouse, files, options, *progress));
  const bool bad = report.has_bad() && !options.skip_bad;
  if (common.format == Format::json) {
    print_json(services::report_to_json(report));
  } else if (!common.quiet) {
    for (const services::GroupReport& group : report.groups) print_group(common, group);
    for (const services::LeftFile& file : report.left)
      std::cout << say(common, "left: ", "छोड़ी: ") << file.name << "\n";
    if (bad)
      std::cout << say(common, "nothing was taken; mend the file or use --skip-bad",
                       "कुछ नहीं लिया गया; फ़ाइल सुधारें या --skip-bad लगाएँ")
                << "\n";
    if (options.dry_run && !bad)
      std::cout << say(common, "a dry run: nothing was kept", "केवल परीक्षण: कुछ रखा नहीं गया") << "\n";
  }
  return bad ? 2 : 0;
}

void add_import(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand(
      "import", "take files in: import all FOLDER, or import results|places|rolls|boundaries|statistics FILE…");
  auto arguments = std::make_shared<ImportArguments>();
  parser
      ->add_option("KIND", arguments->kind,
                   "all, places, results, rolls, boundaries, statistics, or one kind of docs/formats.md")
      ->required();
  parser->add_option("FILES", arguments->paths, "files, or a folder")->required();
  parser->add_option("--map", arguments->map, "theirs=ours, for a column under another name; may be repeated");
  parser->add_option("--mapping", arguments->mapping_file, "a mapping file (TOML)");
  parser->add_option("--election", arguments->election, "the election, where the file does not say it");
  parser->add_option("--source", arguments->options.source, "where the data come from, in your words");
  parser->add_option("--revision", arguments->options.revision,
                     "a roll's revision, such as 2026, where the file does not say it");
  parser->add_option("--qualifying-date", arguments->options.qualifying_date, "a roll's qualifying date, likewise");
  parser->add_option("--publication-date", arguments->options.publication_date, "when a roll was published");
  parser->add_option("--rejects", arguments->options.rejects, "with --skip-bad: where refused rows go");
  parser->add_flag("--skip-bad", arguments->options.skip_bad, "take the good rows, put the others aside");
  parser->add_flag("--dry-run", arguments->options.dry_run, "check everything, keep nothing");
  parser->add_flag("--synthetic", arguments->options.synthetic, "mark as synthetic data");
  commands.push_back({parser, [arguments](const Common& common) { return run_import(common, *arguments); }});
}

void add_imports(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("imports", "what was imported: list, show a run, undo a run");
  parser->require_subcommand(1);
  CLI::App* list = parser->add_subcommand("list", "all runs, newest first");
  commands.push_back({list, [](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(workspace, open(common));
                        const auto manifest = workspace.warehouse->manifest();
                        const json::object view = services::imports_view(*manifest);
                        if (common.format == Format::json) {
                          print_json(view.at("runs"));
                          return manifest->runs.empty() ? 1 : 0;
                        }
                        std::vector<std::vector<std::string>> rows;
                        for (const json::value& item : view.at("runs").as_array()) {
                          const json::object& run = item.as_object();
                          std::string names;
                          for (const json::value& file : run.at("files").as_array()) {
                            names += (names.empty() ? "" : ", ") + std::string(file.at("name").as_string());
                          }
                          rows.push_back({std::to_string(run.at("run").to_number<std::int64_t>()),
                                          std::string(run.at("kind").as_string()),
                                          std::string(run.at("status").as_string()),
                                          grouped(run.at("rows").at("taken").to_number<std::int64_t>()),
                                          std::string(run.at("imported_at").as_string()), names});
                        }
                        print_rows(common,
                                   {{"run", "आयात", true},
                                    {"kind", "प्रकार"},
                                    {"status", "स्थिति"},
                                    {"rows", "पंक्तियाँ", true},
                                    {"imported_at", "समय"},
                                    {"files", "फ़ाइलें"}},
                                   rows);
                        return rows.empty() ? 1 : 0;
                      }});
  auto number = std::make_shared<std::int64_t>(0);
  CLI::App* show = parser->add_subcommand("show", "one run with its report");
  show->add_option("RUN", *number, "its number")->required();
  commands.push_back(
      {show, [number](const Common& common) -> Result<int> {
         BOOTHWISE_TRY(workspace, open(common));
         BOOTHWISE_TRY(view, services::import_view(*workspace.warehouse, *workspace.warehouse->manifest(), *number));
         print_json(view);
         return 0;
       }});
  CLI::App* undo = parser->add_subcommand("undo", "take a run back; what it had replaced counts again");
  undo->add_option("RUN", *number, "its number")->required();
  commands.push_back({undo, [number](const Common& common) -> Result<int> {
                        BOOTHWISE_TRY(workspace, open(common));
                        BOOTHWISE_TRY(run, services::undo_run(*workspace.warehouse, *number));
                        if (common.format == Format::json)
                          print_json(services::run_to_json(*workspace.warehouse->manifest(), run));
                        if (common.format != Format::json && !common.quiet)
                          std::cout << say(common, "undone: run ", "वापस लिया: आयात ") << run.number << "\n";
                        return 0;
                      }});
}

}  // namespace

void add_data_commands(CLI::App& app, std::vector<Command>& commands) {
  add_init(app, commands);
  add_import(app, commands);
  add_imports(app, commands);
}

}  // namespace boothwise::app
