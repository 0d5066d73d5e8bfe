#include "services/demo.hpp"

#include "operations/units.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "services/booth_sheet_files.hpp"
#include "services/community_demo.hpp"
#include "services/import_service.hpp"
#include "services/organisation_synth.hpp"
#include "services/roll_diff.hpp"
#include "services/snapshot.hpp"
#include "services/synthesis_import.hpp"
#include "services/synthesis_tables.hpp"
#include "synthesis/booths.hpp"

namespace boothwise::services {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t demo_seed = 2019;

Status import_whole(Workspace& workspace, std::vector<ImportFile> files, ImportOptions options, Progress& progress) {
  options.leave_unknown = true;
  BOOTHWISE_TRY(report, import_files(*workspace.warehouse, files, options, progress));
  if (report.committed) return success();
  for (const GroupReport& group : report.groups) {
    if (group.refused.empty()) continue;
    const intake::Refusal& first = group.refused.front();
    return Error{
        ErrorKind::bad_input, "rows_refused", first.reason, {first.file, first.line, first.column, first.value}};
  }
  return Error{ErrorKind::bad_input,
               "check_failed",
               {"a cross-check failed; import the files to see which", "एक जाँच विफल; कौन-सी, यह आयात में दिखेगा"}};
}

/// Made-up stations of every segment that has votes.
std::map<AcNo, StationsOfSegment> made_up_stations(const SegmentResults& segments) {
  std::map<AcNo, StationsOfSegment> stations;
  for (const Contest& segment : segments.segments) {
    StationsOfSegment& of_segment = stations[AcNo(segment.number)];
    of_segment.electors = synthesis::station_sizes(segment, {}, demo_seed);
    for (std::int32_t part = 1; std::cmp_less_equal(part, of_segment.electors.size()); ++part) {
      of_segment.part_no.push_back(part);
      of_segment.name.push_back("काल्पनिक मतदेय स्थल " + std::to_string(part));
    }
  }
  return stations;
}

Status add_synthetic_booths(Workspace& workspace, Instant now, Progress& progress) {
  BOOTHWISE_TRY(snapshot, load_snapshot(*workspace.warehouse));
  const ElectionData* newest = nullptr;
  for (const auto& [id, data] : snapshot->elections) {
    if (!data.booths.empty()) return success();  // there are booths already
    if (data.segments && !id.by_election) newest = &data;
  }
  if (newest == nullptr) return success();
  const fs::path folder = workspace.folder / "synthetic";
  std::error_code ignored;
  fs::create_directories(folder, ignored);
  std::string stem = to_string(newest->results.election);
  progress.report(0, {"making synthetic booths", "काल्पनिक बूथ बनाए जा रहे हैं"});
  const BoothSheetPaths sheets = sheet_paths(folder / ("booths-" + stem), ".csv");
  BOOTHWISE_CHECK(
      write_booth_sheets(*snapshot, newest->results.election, made_up_stations(*newest->segments), demo_seed, sheets));
  ImportOptions options;
  options.synthetic = true;
  options.source = "Boothwise's synthesis: made-up booths that add up to the real segment totals";
  options.now = now;
  options.mapping.election = stem;
  std::vector<ImportFile> files;
  for (const fs::path& path : {sheets.stations, sheets.votes, sheets.candidates})
    files.push_back({path, path.filename().string()});
  Status imported = import_whole(workspace, std::move(files), options, progress);
  fs::remove_all(folder, ignored);
  return imported;
}

/// Some segments of the first district.
std::vector<AcNo> demo_segments(const Places& places) {
  constexpr std::size_t segments = 4;
  std::vector<AcNo> list;
  for (const AssemblyConstituency& ac : places.acs()) {
    if (ac.district == places.acs().front().district && list.size() < segments) list.push_back(ac.no);
  }
  return list;
}

/// Two small rolls of nobody real, compared, so that the pages about rolls have something to show.
Status add_synthetic_rolls(Workspace& workspace, const fs::path& data_folder, Instant now, Progress& progress) {
  BOOTHWISE_TRY(snapshot, load_snapshot(*workspace.warehouse));
  const bool has_rolls = !warehouse::active_scopes(*snapshot->manifest, "roll_entries").empty();
  if (has_rolls || snapshot->places.acs().empty()) return success();
  SynthesisJob job;
  job.electors = 40'000;
  job.segments = demo_segments(snapshot->places);
  job.settings.seed = demo_seed;
  job.settings.keeping.unusual_villages = 0.06;  // two or three among some 35, for the page that finds them
  BOOTHWISE_TRY(plan, plan_synthesis(*snapshot, job));
  BOOTHWISE_TRY(vocabulary, load_vocabulary(data_folder));
  BOOTHWISE_CHECK(import_synthetic(*workspace.warehouse, vocabulary, plan, now, progress));
  RollDiffJob diff;
  diff.from = job.revisions[0];
  diff.to = job.revisions[1];
  BOOTHWISE_CHECK(compare_rolls(*workspace.warehouse, diff, progress));
  return success();
}

/// An organisation of nobody real: all of it down to the mandals, booths in the segments that have made-up rolls.
Status add_synthetic_organisation(Workspace& workspace, const fs::path& data_folder, Instant now, Progress& progress) {
  BOOTHWISE_TRY(snapshot, load_snapshot(*workspace.warehouse));
  BOOTHWISE_TRY(key, ServerKey::load_or_make(server_key_file(workspace)));
  BOOTHWISE_TRY(store, workspace.operations->store());
  BOOTHWISE_TRY(top, operations::unit_by_id(*store, 1));
  if (top || snapshot->places.acs().empty()) return success();
  const Access access = Access::owner();
  Caller caller(workspace, data_folder, key, access, *store, now, day_in_india(now));
  OrganisationSynthesis wanted;
  wanted.seed = demo_seed;
  for (const AcNo ac : demo_segments(snapshot->places)) wanted.only_booths_of.insert(ac);
  BOOTHWISE_CHECK(synthesise_organisation(caller, *snapshot, wanted, progress));
  return success();
}

/// Protected answers of nobody real, released as real ones are.
Status add_synthetic_wave(Workspace& workspace, const fs::path& data_folder, Instant now, Progress& progress) {
  BOOTHWISE_TRY(snapshot, load_snapshot(*workspace.warehouse));
  BOOTHWISE_TRY(key, ServerKey::load_or_make(server_key_file(workspace)));
  BOOTHWISE_TRY(store, workspace.operations->store());
  if (snapshot->places.acs().empty()) return success();
  const Access access = Access::owner();
  Caller caller(workspace, data_folder, key, access, *store, now, day_in_india(now));
  std::set<AcNo> segments;
  for (const AcNo ac : demo_segments(snapshot->places)) segments.insert(ac);
  return add_synthetic_answers(caller, *snapshot, segments, progress);
}

}  // namespace

Status fill_demo(Workspace& workspace, const fs::path& data_folder, const fs::path& real_data, Instant now,
                 Progress& progress) {
  ImportOptions options;
  options.now = now;
  if (!real_data.empty()) {
    BOOTHWISE_TRY(files, files_of_folder(real_data));
    options.source = "result files of the folder " + fs::weakly_canonical(real_data).filename().string();
    return import_whole(workspace, std::move(files), options, progress);
  }
  options.source = "Boothwise's own tables (data/SOURCES.md)";
  BOOTHWISE_TRY(files, files_of_folder(state_folder(data_folder, workspace.state) / "results"));
  BOOTHWISE_CHECK(import_whole(workspace, std::move(files), options, progress));
  BOOTHWISE_CHECK(add_synthetic_booths(workspace, now, progress));
  BOOTHWISE_CHECK(add_synthetic_rolls(workspace, data_folder, now, progress));
  BOOTHWISE_CHECK(add_synthetic_organisation(workspace, data_folder, now, progress));
  return add_synthetic_wave(workspace, data_folder, now, progress);
}

}  // namespace boothwise::services
