#include "services/import_plan.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <tuple>

#include "base/dates.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "intake/geojson.hpp"
#include "intake/guard.hpp"
#include "intake/table.hpp"

namespace boothwise::services {

using intake::Kind;

namespace {

bool is_booth_sheet(Kind kind) {
  return kind == Kind::booth_stations || kind == Kind::booth_votes || kind == Kind::booth_candidates;
}

/// Kinds in the order in which they are imported: what others are checked against comes first.
int rank(Kind kind) {
  switch (kind) {
    case Kind::districts:
      return 0;
    case Kind::parliamentary_constituencies:
      return 1;
    case Kind::assembly_constituencies:
      return 2;
    case Kind::parties:
      return 3;
    case Kind::results:
      return 4;
    case Kind::segment_results:
      return 5;
    case Kind::alliances:
      return 6;
    case Kind::booth_candidates:
      return 7;
    case Kind::booth_stations:
      return 8;
    case Kind::booth_votes:
      return 9;
    default:
      return 10 + static_cast<int>(kind);
  }
}

std::string stem_of(std::string_view name) {
  std::string stem = std::filesystem::path(name).filename().string();
  for (const std::string_view ending : {".gz", ".csv", ".xlsx", ".geojson", ".json", ".txt", ".tsv"}) {
    if (ascii_lower(stem).ends_with(ending)) stem.resize(stem.size() - ending.size());
  }
  return stem;
}

bool starts_like_geojson(const std::filesystem::path& path) {
  constexpr std::size_t looked_at = 4096;
  std::string start(looked_at, '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(stream.gcount()));
  return intake::looks_like_geojson(start);
}

bool is_roll(Kind kind) {
  return kind == Kind::roll_mother || kind == Kind::roll_supplement || kind == Kind::roll_summary;
}

/// A roll says where it comes from (R25) and which one it is.
Status know_roll(const ImportOptions& options, PlannedFile& planned) {
  const auto bad = [&](std::string code, Bilingual expected, std::string_view value) {
    return Error{
        ErrorKind::bad_input, std::move(code), std::move(expected), {planned.file.name, 0, {}, std::string(value)}};
  };
  if (options.source.empty() || options.publication_date.empty()) {
    return bad("provenance_missing",
               {"a roll is taken only with where it comes from (R25): say --source and --publication-date",
                "नामावली अपने स्रोत के साथ ही ली जाती है (R25): --source और --publication-date लिखें"},
               {});
  }
  for (const std::string& date : {options.publication_date, options.qualifying_date}) {
    if (!date.empty() && !parse_date(date))
      return bad("date_malformed", {"expected a date such as 2026-01-01", "2026-01-01 जैसी तिथि चाहिए"}, date);
  }
  if (!options.revision.empty() && !intake::is_label(options.revision)) {
    return bad("revision_malformed",
               {"expected up to 40 letters, digits, -, _ or . as in 2026 or 2026-final",
                "40 तक अक्षर, अंक, -, _ या . चाहिए, जैसे 2026 या 2026-final"},
               options.revision);
  }
  planned.hints.revision = options.revision;
  if (!options.qualifying_date.empty()) planned.hints.qualifying_date = iso_date(*parse_date(options.qualifying_date));
  return success();
}

Result<PlannedFile> recognise_file(const ImportFile& file, const ImportOptions& options) {
  PlannedFile planned{file, Kind::boundaries, {}, {file.name, {}, 0}, hints_from_name(file.name)};
  if (options.mapping.election) {
    planned.hints.election = parse_election(*options.mapping.election);
    planned.hints.by_election = planned.hints.election && planned.hints.election->by_election;
    if (!planned.hints.election) {
      Error error{
          ErrorKind::bad_input, "election_unknown", {"expected an election such as LS-2024", "LS-2024 जैसा चुनाव चाहिए"}};
      error.where.value = *options.mapping.election;
      return error;
    }
  }
  if (!starts_like_geojson(file.path)) {
    intake::TableOptions table_options;
    table_options.display_name = file.name;
    table_options.header_row = options.mapping.header_row;
    BOOTHWISE_TRY(table, intake::open_table(file.path, table_options));
    BOOTHWISE_CHECK(intake::check_columns(table->header(), file.name));
    const auto kind = options.kinds.size() == 1 ? std::optional(*options.kinds.begin()) : std::nullopt;
    auto recognised = intake::recognise(table->header(), kind, options.mapping);
    if (!recognised) {
      Error error = std::move(recognised).error();
      error.where.file = file.name;
      return error;
    }
    planned.recognised = std::move(recognised).value();
    planned.kind = planned.recognised.layout->kind;
    if (is_roll(planned.kind)) BOOTHWISE_CHECK(know_roll(options, planned));
    if (planned.kind == Kind::scheme_counts) {
      BOOTHWISE_CHECK(intake::check_count_columns(table->header(), file.name));
      planned.hints.source = options.source;
    }
    if (intake::is_of_organisation(planned.kind)) {
      return Error{ErrorKind::bad_input,
                   "layout_of_organisation",
                   {"this file is about the organisation: boothwise organisation import, or the page Organisation",
                    "यह फ़ाइल संगठन की है: boothwise organisation import, या संगठन पृष्ठ"},
                   {file.name}};
    }
  }
  if (!options.kinds.empty() && !options.kinds.contains(planned.kind)) {
    const std::string is(kind_name(planned.kind));
    return Error{
        ErrorKind::bad_input,
        "kind_differs",
        {"this file holds " + is + ", which is not what was asked for", "इस फ़ाइल में " + is + " है, जो माँगा नहीं गया था"},
        {file.name}};
  }
  BOOTHWISE_TRY(digest, sha256_of_file(file.path));
  std::error_code ignored;
  planned.source = {file.name, digest, std::filesystem::file_size(file.path, ignored)};
  return planned;
}

}  // namespace

StagingHints hints_from_name(std::string_view name) {
  StagingHints hints;
  hints.data_set = stem_of(name);
  const std::string lower = ascii_lower(hints.data_set);
  hints.by_election = lower.find("byelection") != std::string::npos || lower.find("by-election") != std::string::npos ||
                      lower.find("upchunav") != std::string::npos;
  for (std::size_t at = 0; at + 6 <= lower.size(); ++at) {
    const bool starts = at == 0 || lower[at - 1] == '_' || lower[at - 1] == '-' || lower[at - 1] == ' ';
    if (!starts || (lower.compare(at, 2, "ls") != 0 && lower.compare(at, 2, "vs") != 0)) continue;
    const bool gap = lower[at + 2] == '-' || lower[at + 2] == '_' || lower[at + 2] == ' ';
    if (auto election = parse_election(std::string_view(lower).substr(at, gap ? 7 : 6))) {
      election->by_election = hints.by_election || lower.substr(at).starts_with(lower.substr(at, gap ? 7 : 6) + "-by");
      hints.by_election = election->by_election;
      hints.election = election;
      break;
    }
  }
  return hints;
}

Result<ImportPlan> plan_import(std::span<const ImportFile> files, const ImportOptions& options) {
  ImportPlan plan;
  std::vector<PlannedFile> planned;
  for (const ImportFile& file : files) {
    auto recognised = recognise_file(file, options);
    if (recognised) {
      planned.push_back(std::move(recognised).value());
      continue;
    }
    const bool unknown = recognised.error().code == "layout_unknown" ||
                         recognised.error().code == "layout_of_organisation" ||
                         recognised.error().code == "not_a_table" || recognised.error().code == "header_repeated" ||
                         recognised.error().code == "no_header";
    if (!options.leave_unknown || !unknown) return std::move(recognised).error();
    plan.left.push_back({file.name, recognised.error().message});
  }
  std::ranges::stable_sort(planned, {}, [](const PlannedFile& file) { return rank(file.kind); });
  std::map<std::string, std::size_t> booth_groups;  // election hint -> group
  for (PlannedFile& file : planned) {
    if (options.one_run && is_roll(file.kind) && !plan.groups.empty() &&
        is_roll(plan.groups.back().files.front().kind)) {
      plan.groups.back().files.push_back(std::move(file));
      continue;
    }
    if (!is_booth_sheet(file.kind)) {
      std::string kind(kind_name(file.kind));
      plan.groups.push_back({std::move(kind), {}});
      plan.groups.back().files.push_back(std::move(file));
      continue;
    }
    const std::string election = file.hints.election ? to_string(*file.hints.election) : std::string();
    const auto [found, added] = booth_groups.emplace(election, plan.groups.size());
    if (added) plan.groups.push_back({"booths", {}});
    plan.groups[found->second].files.push_back(std::move(file));
  }
  return plan;
}

}  // namespace boothwise::services
