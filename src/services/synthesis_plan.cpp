#include "services/synthesis_plan.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "services/booth_sheet_files.hpp"

namespace boothwise::services {

namespace {

Error impossible(const std::string& value) {
  return Error{ErrorKind::bad_input,
               "revisions_impossible",
               {"expected two years, the earlier first and at most 15 apart, such as 2022,2026",
                "दो वर्ष चाहिए, पहले वाला पहले और अधिकतम 15 के अंतर पर, जैसे 2022,2026"},
               {{}, 0, {}, shortened(value, 80)}};
}

Result<std::int32_t> year_of(const std::string& text) {
  constexpr std::int32_t first = 1950;
  constexpr std::int32_t last = 2100;
  const auto year = parse_number<std::int32_t>(text);
  if (!year || *year < first || *year > last) return impossible(text);
  return *year;
}

/// General elections with votes by segment on the present boundaries, newest first.
std::vector<ElectionId> elections_by_segment(const Snapshot& snapshot) {
  std::vector<ElectionId> list;
  for (const auto& [id, data] : snapshot.elections) {
    const bool there = id.house == House::lok_sabha ? data.segments.has_value() : !data.results.contests.empty();
    if (there && !id.by_election && delimitation_of(id) == Delimitation::order_2008) list.push_back(id);
  }
  std::ranges::sort(list, [](const ElectionId& left, const ElectionId& right) { return left.year > right.year; });
  return list;
}

/// Electors of a segment, or what its votes tell of them.
double electors_of(const Snapshot& snapshot, const std::vector<ElectionId>& elections, AcNo ac) {
  constexpr double usual = 370'000;
  constexpr double turnout = 0.6;
  for (const ElectionId& election : elections) {
    const Contest* votes = segment_votes(snapshot, election, ac);
    if (votes != nullptr && votes->electors) return static_cast<double>(*votes->electors);
  }
  for (const ElectionId& election : elections) {
    const Contest* votes = segment_votes(snapshot, election, ac);
    if (votes != nullptr && votes->polled_votes() > 0) return static_cast<double>(votes->polled_votes()) / turnout;
  }
  return usual;
}

}  // namespace

const Bilingual& synthetic_remark() {
  static const Bilingual remark{"SYNTHETIC: made up by Boothwise from a seed. Nobody in it is real.",
                                "काल्पनिक: बूथवाइज़ ने एक बीज-संख्या से बनाया। इसमें कोई व्यक्ति वास्तविक नहीं है।"};
  return remark;
}

Result<SynthesisPlan> plan_synthesis(const Snapshot& snapshot, const SynthesisJob& job) {
  SynthesisPlan plan;
  synthesis::Settings settings = job.settings;
  std::array<std::int32_t, 2> years{};
  for (std::size_t i = 0; i < years.size(); ++i) {
    BOOTHWISE_TRY(year, year_of(job.revisions.at(i)));
    years.at(i) = year;
    plan.revisions.at(i) = {job.revisions.at(i), job.revisions.at(i) + "-01-01", job.revisions.at(i) + "-01-06"};
  }
  constexpr std::int32_t years_most = 15;
  settings.years = years[1] - years[0];
  if (settings.years < 1 || settings.years > years_most) return impossible(job.revisions[0] + "," + job.revisions[1]);
  if (snapshot.places.acs().empty()) {
    return Error{ErrorKind::bad_input,
                 "no_segments",
                 {"there are no assembly constituencies here; begin with: boothwise init --state UP",
                  "यहाँ कोई विधान सभा क्षेत्र नहीं है; शुरुआत करें: boothwise init --state UP"}};
  }
  const std::vector<ElectionId> elections = elections_by_segment(snapshot);
  std::vector<synthesis::RealSegment> real;
  for (const AssemblyConstituency& ac : snapshot.places.acs()) {
    real.push_back({ac.no, electors_of(snapshot, elections, ac.no)});
  }
  BOOTHWISE_TRY(state, synthesis::plan_state(settings, job.electors, real, job.segments));
  plan.state = std::move(state);
  if (!elections.empty()) plan.elections[1] = elections.front();
  if (elections.size() > 1) plan.elections[0] = elections[1];
  plan.threads = job.threads;
  return plan;
}

}  // namespace boothwise::services
