#include "command.hpp"

#include <boost/json.hpp>
#include <iostream>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "intake/layout.hpp"
#include "services/caller.hpp"
#include "services/organisation_import.hpp"
#include "services/organisation_synth.hpp"
#include "services/organisation_views.hpp"
#include "warehouse/queries.hpp"

/// boothwise organisation …: the workspace's owner looks at its organisation and fills it.
namespace boothwise::app {

namespace json = boost::json;

namespace {

struct OrganisationArguments {
  std::vector<std::filesystem::path> files;
  std::vector<std::string> mapping;
  std::filesystem::path rejects;
  std::string unit;
  std::string gap;
  std::string purpose;
  bool contacts = false;
  bool synthetic = false;
  services::OrganisationSynthesis synthesis;
};

Result<Places> places_of(OwnerAtDesk& desk) {
  warehouse::Warehouse& data = *desk.caller().workspace().warehouse;
  return warehouse::Reader(data, *data.manifest()).places();
}

/// The number of the unit with a code; 0, which is the top, where it is empty. Errors: `unit_unknown`.
Result<std::int64_t> unit_with_code(OwnerAtDesk& desk, const std::string& code) {
  if (code.empty()) return 0;
  BOOTHWISE_TRY(found, operations::unit_by_code(desk.caller().whole_store(), code));
  if (found) return found->id;
  return Error{ErrorKind::not_found,
               "unit_unknown",
               {"no unit has this code", "इस कोड की कोई इकाई नहीं"},
               {{}, 0, {}, shortened(code, 80)}};
}

std::string cell(const json::object& row, std::string_view member) {
  const json::value& value = row.at(member);
  if (value.is_null()) return "–";
  if (value.is_string()) return std::string(value.as_string());
  return value.is_int64() ? std::to_string(value.as_int64()) : std::string(value.as_bool() ? "1" : "0");
}

std::string name_cell(const Common& common, const json::object& row, std::string_view member = "name") {
  const json::object& name = row.at(member).as_object();
  const Bilingual text{std::string(name.at("en").as_string()), std::string(name.at("hi").as_string())};
  return std::string(in_language(text, common.language));
}

void print_counts(const Common& common, const json::object& report) {
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](std::string_view kind, std::string_view en, std::string_view hi) {
    const json::object& counts = report.at(kind).as_object();
    std::vector<std::string> row{std::string(say(common, en, hi))};
    for (const char* member : {"added", "changed", "unchanged"}) row.push_back(cell(counts, member));
    rows.push_back(std::move(row));
  };
  add("units", "units", "इकाइयाँ");
  add("people", "people", "लोग");
  add("posts", "posts", "पद");
  add("agents", "agents", "एजेंट");
  print_rows(common, {{"of", "किसका"}, {"added", "नए", true}, {"changed", "बदले", true}, {"unchanged", "वही", true}},
             rows);
}

/// Prints what came of it; exit code 2 where nothing was taken.
Result<int> tell_import(const Common& common, const services::OrganisationImport& import,
                        const std::filesystem::path& rejects) {
  if (!rejects.empty() && !import.committed) {
    BOOTHWISE_CHECK(write_file_atomically(rejects, services::refused_rows_csv(import.refused, common.language)));
  }
  if (common.format == Format::json) {
    print_json(import.report);
    return import.committed ? 0 : 2;
  }
  for (const intake::Refusal& row : import.refused.rows) {
    const Error error{ErrorKind::bad_input, "", row.reason, {row.file, row.line, row.column, row.value}};
    std::cerr << error.line(common.language) << "\n";
  }
  if (!import.committed) {
    std::cerr << grouped(import.refused.total)
              << say(common, " rows do not fit; nothing was taken\n", " पंक्तियाँ ठीक नहीं; कुछ नहीं लिया गया\n");
    return 2;
  }
  if (!common.quiet) print_counts(common, import.report);
  return 0;
}

Result<int> run_import(const Common& common, const OrganisationArguments& arguments) {
  intake::UserMapping mapping;
  for (const std::string& pair : arguments.mapping) {
    BOOTHWISE_TRY(parsed, intake::parse_mapping_pair(pair));
    mapping.columns.push_back(std::move(parsed));
  }
  BOOTHWISE_TRY(owner, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(places, places_of(*owner));
  std::vector<services::ImportFile> files;
  files.reserve(arguments.files.size());
  for (const std::filesystem::path& path : arguments.files) files.push_back({path, path.string()});
  const auto progress = terminal_progress(common);
  BOOTHWISE_TRY(import,
                services::import_organisation(owner->caller(), places, files, mapping, arguments.synthetic, *progress));
  return tell_import(common, import, arguments.rejects);
}

Result<int> run_synth(const Common& common, const OrganisationArguments& arguments) {
  BOOTHWISE_TRY(owner, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(snapshot, owner->snapshot());
  const auto progress = terminal_progress(common);
  BOOTHWISE_TRY(import, services::synthesise_organisation(owner->caller(), *snapshot, arguments.synthesis, *progress));
  return tell_import(common, import, {});
}

Result<int> run_units(const Common& common, const OrganisationArguments& arguments) {
  BOOTHWISE_TRY(owner, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(unit, unit_with_code(*owner, arguments.unit));
  BOOTHWISE_TRY(view, services::unit_view(owner->caller(), unit));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const json::value& value : view.at("below").as_array()) {
    const json::object& row = value.as_object();
    rows.push_back(
        {cell(row, "code"), name_cell(common, row), name_cell(common, row, "level_name"), cell(row, "head")});
  }
  if (common.format == Format::table && !common.quiet) {
    const json::object& places = view.at("places").as_object();
    std::cout << name_cell(common, view) << " (" << name_cell(common, view, "level_name")
              << "): " << text_of(common, places.at("description")) << "\n";
    for (const json::value& post : view.at("posts").as_array()) {
      std::cout << name_cell(common, post.as_object(), "post_name") << ": " << cell(post.as_object(), "name") << "\n";
    }
  }
  print_rows(common, {{"code", "कोड"}, {"name", "नाम"}, {"level", "स्तर"}, {"head", "प्रमुख"}}, rows);
  return 0;
}

Result<int> run_gap_list(const Common& common, OwnerAtDesk& owner, std::int64_t unit, const std::string& kind) {
  BOOTHWISE_TRY(snapshot, owner.snapshot());
  std::vector<std::vector<std::string>> rows;
  json::array all;
  for (std::string after;;) {
    BOOTHWISE_TRY(page, services::gap_list_view(owner.caller(), *snapshot, unit, kind, after));
    for (const json::value& value : page.at("rows").as_array()) {
      const json::object& row = value.as_object();
      if (kind == "heads") {
        rows.push_back({cell(row, "code"), name_cell(common, row), name_cell(common, row, "head_name")});
      } else {
        rows.push_back({cell(row, "ac_no"), cell(row, "part"), cell(row, "name")});
      }
      all.push_back(value);
    }
    if (page.at("next").is_null()) break;
    after = page.at("next").as_string();
  }
  if (common.format == Format::json) {
    print_json(all);
  } else if (kind == "heads") {
    print_rows(common, {{"code", "कोड"}, {"unit", "इकाई"}, {"missing", "ख़ाली पद"}}, rows);
  } else {
    print_rows(common, {{"ac_no", "विधान सभा", true}, {"part", "भाग", true}, {"station", "मतदेय स्थल"}}, rows);
  }
  return rows.empty() ? 1 : 0;
}

Result<int> run_gaps(const Common& common, const OrganisationArguments& arguments) {
  BOOTHWISE_TRY(owner, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(unit, unit_with_code(*owner, arguments.unit));
  if (!arguments.gap.empty()) return run_gap_list(common, *owner, unit, arguments.gap);
  BOOTHWISE_TRY(snapshot, owner->snapshot());
  services::GapShelf nothing_kept;
  BOOTHWISE_TRY(view, services::gaps_view(owner->caller(), *snapshot, unit, nothing_kept));
  if (common.format == Format::json) {
    print_json(view);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const json::object& row, const json::object& named) {
    std::vector<std::string> cells{cell(named, "code"), name_cell(common, named)};
    for (const char* member : {"booths", "uncovered", "without_agent", "without_head"}) {
      cells.push_back(cell(row, member));
    }
    rows.push_back(std::move(cells));
  };
  for (const json::value& row : view.at("below").as_array()) add(row.as_object(), row.as_object());
  add(view, view.at("unit").as_object());
  print_rows(common,
             {{"code", "कोड"},
              {"unit", "इकाई"},
              {"booths", "बूथ", true},
              {"uncovered", "किसी के पास नहीं", true},
              {"without_agent", "एजेंट नहीं", true},
              {"without_head", "प्रमुख नहीं", true}},
             rows);
  return 0;
}

Result<int> run_people(const Common& common, const OrganisationArguments& arguments) {
  BOOTHWISE_TRY(owner, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(unit, unit_with_code(*owner, arguments.unit));
  std::vector<std::vector<std::string>> rows;
  json::array all;
  for (std::string after;;) {
    BOOTHWISE_TRY(page, services::people_view(owner->caller(), unit, "", after, arguments.contacts, arguments.purpose));
    for (const json::value& value : page.at("people").as_array()) {
      const json::object& row = value.as_object();
      std::string posts;
      for (const json::value& post : row.at("posts").as_array()) {
        posts += (posts.empty() ? "" : ", ") + name_cell(common, post.as_object(), "post_name");
      }
      rows.push_back({cell(row, "name"), name_cell(common, row, "unit_name"), posts});
      if (arguments.contacts) rows.back().push_back(cell(row, "phone"));
      all.push_back(value);
    }
    if (page.at("next").is_null()) break;
    after = page.at("next").as_string();
  }
  if (common.format == Format::json) {
    print_json(all);
    return rows.empty() ? 1 : 0;
  }
  std::vector<Shown> columns{{"name", "नाम"}, {"unit", "इकाई"}, {"posts", "पद"}};
  if (arguments.contacts) columns.push_back({"phone", "मोबाइल"});
  print_rows(common, columns, rows);
  return rows.empty() ? 1 : 0;
}

Result<int> run_agents(const Common& common, const OrganisationArguments& arguments) {
  BOOTHWISE_TRY(owner, OwnerAtDesk::open(common));
  BOOTHWISE_TRY(unit, unit_with_code(*owner, arguments.unit));
  std::vector<std::vector<std::string>> rows;
  json::array all;
  for (std::string after;;) {
    BOOTHWISE_TRY(page, services::agents_view(owner->caller(), unit, after));
    for (const json::value& value : page.at("agents").as_array()) {
      const json::object& row = value.as_object();
      std::vector<std::string> cells;
      for (const char* member : {"ac_no", "part", "name", "bla1_by", "bla2_on"}) cells.push_back(cell(row, member));
      rows.push_back(std::move(cells));
      all.push_back(value);
    }
    if (page.at("next").is_null()) break;
    after = page.at("next").as_string();
  }
  if (common.format == Format::json) {
    print_json(all);
  } else {
    print_rows(common,
               {{"ac_no", "विधान सभा", true},
                {"part", "भाग", true},
                {"agent", "एजेंट"},
                {"bla1_by", "किसने अधिकृत किया (BLA-1)"},
                {"bla2_on", "BLA-2 की तिथि"}},
               rows);
  }
  return rows.empty() ? 1 : 0;
}

}  // namespace

void add_organisation_commands(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand("organisation", "who does what: units, people, posts, booth level agents");
  parser->require_subcommand(1);
  const auto add = [&](const char* name, const char* description, auto run, auto options) {
    CLI::App* command = parser->add_subcommand(name, description);
    auto arguments = std::make_shared<OrganisationArguments>();
    options(*command, *arguments);
    commands.push_back({command, [arguments, run](const Common& common) { return run(common, *arguments); }});
  };
  const auto unit = [](CLI::App& command, OrganisationArguments& arguments) {
    command.add_option("unit", arguments.unit, "code of a unit; the top if left out");
  };
  add("import", "units, people or agents from CSV or XLSX files; all or nothing", run_import,
      [](CLI::App& command, OrganisationArguments& arguments) {
        command.add_option("files", arguments.files, "files")->required()->check(CLI::ExistingFile);
        command.add_option("--map", arguments.mapping, "THEIRS=OURS: a column under another name");
        command.add_option("--rejects", arguments.rejects, "CSV file for rows that do not fit");
        command.add_flag("--synthetic", arguments.synthetic, "nobody real; marked as such everywhere");
      });
  add("units", "a unit, and those below it", run_units, unit);
  add("gaps", "booths nobody covers or without an agent, units without a head", run_gaps,
      [&](CLI::App& command, OrganisationArguments& arguments) {
        unit(command, arguments);
        command.add_option("--list", arguments.gap, "booths, agents or heads: one by one")
            ->check(CLI::IsMember({"booths", "agents", "heads"}));
      });
  add("people", "people of a unit and below", run_people, [&](CLI::App& command, OrganisationArguments& arguments) {
    unit(command, arguments);
    command.add_flag("--contacts", arguments.contacts, "with telephone numbers; the look is noted");
    command.add_option("--purpose", arguments.purpose, "why they are looked at");
  });
  add("agents", "booth level agents of a unit and below", run_agents, unit);
  add("synth", "make up an organisation over the booths that are here; marked synthetic", run_synth,
      [](CLI::App& command, OrganisationArguments& arguments) {
        command
            .add_option("--booths", arguments.synthesis.booths_per_segment,
                        "booths of a segment where none were imported")
            ->check(CLI::Range(0, 2000))
            ->capture_default_str();
        command.add_option("--seed", arguments.synthesis.seed, "another seed, other people")->capture_default_str();
      });
}

}  // namespace boothwise::app
