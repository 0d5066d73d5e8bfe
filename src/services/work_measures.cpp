#include "services/work_measures.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "services/work_parts.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::services {

namespace {

const std::array measures = {
    MeasureName{"electors", {"electors of the booth", "बूथ के मतदाता"}},
    MeasureName{"votes_polled", {"votes polled last time", "पिछली बार पड़े मत"}},
    MeasureName{"votes_short", {"votes behind last time", "पिछली बार जितने मत पीछे"}},
    MeasureName{"roll_struck", {"entries struck from the roll", "सूची से हटाई गई प्रविष्टियाँ"}},
    MeasureName{"roll_added", {"entries added to the roll", "सूची में जुड़ी प्रविष्टियाँ"}},
};

bool is_of_roll(std::string_view code) { return code.starts_with("roll_"); }

/// By how many votes the side was behind in a station; 0 where it led; nothing where nothing was counted.
std::optional<std::int64_t> votes_short(const warehouse::Station& station, const Side& side) {
  if (station.candidates.empty()) return std::nullopt;
  std::int64_t own = 0;
  std::int64_t best_other = 0;
  for (const CandidateVotes& row : station.candidates) {
    if (row.is_nota()) continue;
    std::int64_t& best = side.holds(row.party) ? own : best_other;
    best = std::max(best, static_cast<std::int64_t>(row.votes));
  }
  return std::max<std::int64_t>(0, best_other - own);
}

/// The latest election that has booth sheets.
std::optional<ElectionId> with_booths(const Snapshot& snapshot) {
  std::optional<ElectionId> latest;
  for (const auto& [election, data] : snapshot.elections) {
    if (!data.booths.empty() && (!latest || latest->year <= election.year)) latest = election;
  }
  return latest;
}

Error measure_missing(std::string_view code) {
  return refused_field(ErrorKind::conflict, "measure_missing", "target_measure",
                       {"nothing was imported yet that has this number of each booth",
                        "हर बूथ की यह संख्या बताने वाला कोई आँकड़ा अभी आयात नहीं हुआ"},
                       code);
}

}  // namespace

std::optional<MeasureName> measure_named(std::string_view code) {
  const auto found = std::ranges::find(measures, code, &MeasureName::code);
  return found == measures.end() ? std::nullopt : std::optional(*found);
}

Result<BoothMeasure> BoothMeasure::open(Workspace& workspace, const Snapshot& snapshot, std::string_view code,
                                        const std::string& side) {
  if (!measure_named(code)) {
    Error error = refused_field(ErrorKind::bad_input, "measure_unknown", "target_measure",
                                {"expected one of these", "इनमें से एक चाहिए"}, code);
    for (const MeasureName& one : measures) error.choices.emplace_back(one.code);
    return error;
  }
  BoothMeasure measure(workspace, snapshot);
  measure.code_ = code;
  if (is_of_roll(code)) {
    warehouse::RollReader reader(*workspace.warehouse, *snapshot.manifest);
    const auto revisions = reader.revisions();
    if (revisions.empty()) return measure_missing(code);
    measure.revision_ = *revisions.rbegin();
    const auto segments = reader.segments(measure.revision_);
    if (segments.empty()) return measure_missing(code);
    BOOTHWISE_TRY(day, reader.qualifying_date(measure.revision_, *segments.begin()));
    measure.day_ = day;
    measure.source_ = measure.revision_;
    return measure;
  }
  measure.election_ = with_booths(snapshot);
  if (!measure.election_) return measure_missing(code);
  const ElectionResults& results = snapshot.elections.at(*measure.election_).results;
  const std::string asked = side.empty() ? default_side(snapshot, results) : side;
  BOOTHWISE_TRY(resolved, resolve_side(asked, results, snapshot.alliances, snapshot.parties));
  measure.side_ = std::move(resolved);
  measure.source_ = to_string(*measure.election_) + (code == "votes_short" ? " " + measure.side_.id : "");
  measure.day_ = std::to_string(measure.election_->year);
  return measure;
}

Result<std::map<std::string, std::int64_t>> BoothMeasure::of_segment(AcNo ac) const {
  return election_ ? of_sheets(ac) : of_roll(ac);
}

Result<std::map<std::string, std::int64_t>> BoothMeasure::of_sheets(AcNo ac) const {
  std::map<std::string, std::int64_t> numbers;
  warehouse::Reader reader(*workspace_.warehouse, *snapshot_.manifest);
  BOOTHWISE_TRY(stations, snapshot_.shelf->segment(reader, *election_, ac));
  for (const warehouse::Station& station : stations) {
    std::optional<std::int64_t> number;
    if (code_ == "electors") number = station.electors;
    if (code_ == "votes_polled") number = station.votes;
    if (code_ == "votes_short") number = votes_short(station, side_);
    if (number) numbers[to_string(station.part)] = *number;
  }
  return numbers;
}

Result<std::map<std::string, std::int64_t>> BoothMeasure::of_roll(AcNo ac) const {
  warehouse::RollReader reader(*workspace_.warehouse, *snapshot_.manifest);
  BOOTHWISE_TRY(counted, reader.by_part(revision_, ac, code_ == "roll_struck" ? "struck" : "added"));
  std::map<std::string, std::int64_t> numbers;
  for (const auto& [part, number] : counted) numbers[std::to_string(part)] = number;
  return numbers;
}

}  // namespace boothwise::services
