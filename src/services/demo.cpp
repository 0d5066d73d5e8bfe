#include "services/demo.hpp"

#include <algorithm>
#include <fstream>

#include "intake/csv_writer.hpp"
#include "services/import_service.hpp"
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

/// Three files in the form of booth sheets.
struct BoothSheets {
  fs::path stations;
  fs::path votes;
  fs::path candidates;
};

void write_candidates(std::ofstream& file, const Snapshot& snapshot, const SegmentResults& segments) {
  for (const ParliamentaryConstituency& pc : snapshot.places.pcs()) {
    for (const AssemblyConstituency* ac : snapshot.places.segments_of(pc.no)) {
      const Contest* segment = segments.segment(ac->no);
      if (segment == nullptr) continue;
      std::vector<CandidateVotes> ordered = segment->candidates;
      std::ranges::sort(ordered, {}, [](const CandidateVotes& row) { return std::pair(row.candidate, row.party); });
      std::int64_t number = 0;
      for (const CandidateVotes& row : ordered) {
        const std::vector<std::string> cells = {std::to_string(pc.no.value), std::to_string(++number), row.candidate,
                                                row.party};
        file << intake::csv_line(cells);
      }
      break;  // all segments of a PC have the same candidates
    }
  }
}

/// Number of each candidate of a segment in the PC's list; both are ordered by name and party.
std::vector<std::size_t> candidate_numbers(const Contest& segment) {
  std::vector<std::size_t> order(segment.candidates.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t i) {
    return std::pair(segment.candidates[i].candidate, segment.candidates[i].party);
  });
  std::vector<std::size_t> number(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) number[order[i]] = i + 1;
  return number;
}

Status write_sheets(const BoothSheets& sheets, const Snapshot& snapshot, const SegmentResults& segments,
                    Progress& progress) {
  std::ofstream stations(sheets.stations);
  std::ofstream votes(sheets.votes);
  std::ofstream candidates(sheets.candidates);
  stations << "pc_no,ac_no,part_no,station_name,electors,voters,total_votes\n";
  votes << "ac_no,part_no,candidate_no,votes\n";
  candidates << "pc_no,candidate_no,candidate,party\n";
  write_candidates(candidates, snapshot, segments);
  double done = 0;
  for (const Contest& segment : segments.segments) {
    if (progress.stop_requested())
      return Error{ErrorKind::stopped, "stopped", {"stopped as asked", "कहे अनुसार रोका गया"}};
    progress.report(done++ / static_cast<double>(segments.segments.size()),
                    {"making synthetic booths", "काल्पनिक बूथ बनाए जा रहे हैं"});
    const AssemblyConstituency* ac = snapshot.places.ac(AcNo(segment.number));
    if (ac == nullptr) continue;
    const std::vector<std::size_t> numbers = candidate_numbers(segment);
    for (const synthesis::SyntheticStation& station : synthesis::split_into_booths(segment, {}, demo_seed)) {
      Votes voted = 0;
      for (std::size_t i = 0; i < station.votes.size(); ++i) {
        voted += station.votes[i];
        if (station.votes[i] == 0) continue;
        votes << segment.number << ',' << station.part_no << ',' << numbers[i] << ',' << station.votes[i] << '\n';
      }
      stations << ac->pc.value << ',' << segment.number << ',' << station.part_no << ",काल्पनिक मतदेय स्थल "
               << station.part_no << ',' << station.electors << ',' << voted << ',' << voted << '\n';
    }
  }
  stations.close();
  votes.close();
  candidates.close();
  if (!stations || !votes || !candidates) {
    return Error{
        ErrorKind::environment,
        "file_unwritable",
        {"the synthetic booths could not be written; is the disk full?", "काल्पनिक बूथ लिखे नहीं जा सके; डिस्क भरी तो नहीं?"},
        {sheets.votes.parent_path().string()}};
  }
  return success();
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
  const BoothSheets sheets{folder / ("booths-" + stem + "-stations.csv"), folder / ("booths-" + stem + "-votes.csv"),
                           folder / ("booths-" + stem + "-candidates.csv")};
  BOOTHWISE_CHECK(write_sheets(sheets, *snapshot, *newest->segments, progress));
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
  return add_synthetic_rolls(workspace, data_folder, now, progress);
}

}  // namespace boothwise::services
