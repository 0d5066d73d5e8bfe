#include "command.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <iostream>

#include "base/text.hpp"
#include "services/synthesis_files.hpp"
#include "services/synthesis_import.hpp"
#include "services/synthesis_tables.hpp"

namespace boothwise::app {

namespace json = boost::json;

namespace {

/// What `synth` was asked to do.
struct SynthArguments {
  services::SynthesisJob job;
  std::vector<std::int32_t> acs;
  std::string revisions = "2022,2026";
  std::string script = "mixed";
  std::string files = "csv";
  std::filesystem::path out;
  std::filesystem::path true_changes;
  bool into_workspace = false;
};

Result<services::SynthesisJob> job_of(const Common& common, const SynthArguments& arguments) {
  services::SynthesisJob job = arguments.job;
  job.threads = common.threads;
  for (const std::int32_t ac : arguments.acs) job.segments.emplace_back(ac);
  const std::vector<std::string> years = split(arguments.revisions, ',');
  for (std::size_t i = 0; i < job.revisions.size(); ++i) job.revisions.at(i) = i < years.size() ? years[i] : "";
  if (years.size() > job.revisions.size()) job.revisions[1] = arguments.revisions;  // is refused, whole
  job.settings.script = arguments.script == "deva"     ? synthesis::ScriptChoice::devanagari
                        : arguments.script == "latn"   ? synthesis::ScriptChoice::latin
                        : arguments.script == "legacy" ? synthesis::ScriptChoice::legacy
                                                       : synthesis::ScriptChoice::mixed;
  if (arguments.out.empty() && !arguments.into_workspace && arguments.true_changes.empty()) {
    return Error{ErrorKind::bad_input,
                 "nowhere_to_go",
                 {"say where it is to go: --out FOLDER or --into-workspace",
                  "कहाँ रखना है, यह बताएँ: --out फ़ोल्डर या --into-workspace"}};
  }
  return job;
}

void tell(const Common& common, json::object& said, const services::SynthesisReport& report) {
  said["electors"] = report.electors;
  said["entries"] = report.entries;
  said["segments"] = report.segments;
  said["files_kept"] = report.files_kept;
  if (common.format == Format::json || common.quiet) return;
  std::cout << say(common, "synthetic electors: ", "काल्पनिक निर्वाचक: ") << grouped(report.electors)
            << say(common, ", entries of both rolls: ", ", दोनों नामावलियों की प्रविष्टियाँ: ") << grouped(report.entries)
            << say(common, ", segments: ", ", विधान सभा क्षेत्र: ") << report.segments << "\n";
}

void tell(const Common& common, json::object& said, const services::SynthesisImport& imported) {
  said["run"] = imported.run;
  said["already_there"] = imported.already_there;
  said["rows"] = imported.rows;
  if (common.format == Format::json || common.quiet) return;
  if (imported.already_there) {
    std::cout << say(common, "already here as run ", "पहले से है, आयात ") << imported.run << "\n";
  } else {
    std::cout << say(common, "run ", "आयात ") << imported.run << say(common, ", rows: ", ", पंक्तियाँ: ")
              << grouped(imported.rows)
              << say(common, "; undo: boothwise imports undo ", "; वापस: boothwise imports undo ") << imported.run
              << "\n";
  }
}

Result<int> run_synth(const Common& common, const SynthArguments& arguments) {
  BOOTHWISE_TRY(job, job_of(common, arguments));
  BOOTHWISE_TRY(workspace, open(common));
  BOOTHWISE_TRY(snapshot, services::load_snapshot(*workspace.warehouse));
  BOOTHWISE_TRY(plan, services::plan_synthesis(*snapshot, job));
  BOOTHWISE_TRY(vocabulary, services::load_vocabulary(data_folder()));
  json::object said{{"synthetic", true}};
  {
    const auto progress = terminal_progress(common);
    if (!arguments.out.empty()) {
      const auto format = arguments.files == "parquet" ? services::TableFormat::parquet : services::TableFormat::csv;
      BOOTHWISE_TRY(report,
                    services::write_synthetic_files(vocabulary, plan, *snapshot, arguments.out, format, *progress));
      tell(common, said, report);
    }
    if (arguments.into_workspace) {
      BOOTHWISE_TRY(imported, services::import_synthetic(*workspace.warehouse, vocabulary, plan, now(), *progress));
      tell(common, said, imported);
    }
    if (!arguments.true_changes.empty()) {
      BOOTHWISE_CHECK(services::write_true_changes(vocabulary, plan, arguments.true_changes, *progress));
    }
  }
  if (common.format == Format::json) print_json(said);
  return 0;
}

}  // namespace

void add_synth_command(CLI::App& app, std::vector<Command>& commands) {
  CLI::App* parser = app.add_subcommand(
      "synth",
      "make up a state: two rolls with known errors, booth sheets, a survey, and the truth; all marked synthetic");
  auto arguments = std::make_shared<SynthArguments>();
  parser->add_option("--electors", arguments->job.electors, "about how many, on the later roll")->required();
  parser->add_option("--seed", arguments->job.settings.seed, "another seed, another state")->capture_default_str();
  parser->add_option("--ac,--segments", arguments->acs, "assembly constituencies; picked to suit if not given")
      ->delimiter(',');
  parser->add_option("--revisions", arguments->revisions, "years of the two rolls")->capture_default_str();
  parser->add_option("--script", arguments->script, "letters of the later roll")
      ->check(CLI::IsMember({"mixed", "deva", "latn", "legacy"}))
      ->capture_default_str();
  parser->add_option("--out", arguments->out, "folder for files");
  parser->add_option("--format-files", arguments->files, "kind of those files")
      ->check(CLI::IsMember({"csv", "parquet"}))
      ->capture_default_str();
  parser->add_flag("--into-workspace", arguments->into_workspace, "take both rolls into the workspace as one run");
  parser->add_option("--true-changes", arguments->true_changes,
                     "CSV or Parquet file for what became of whom, as numbers");
  commands.push_back({parser, [arguments](const Common& common) { return run_synth(common, *arguments); }});
}

}  // namespace boothwise::app
