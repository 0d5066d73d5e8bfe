#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <map>

#include "base/text.hpp"
#include "estimation/booth_leads.hpp"
#include "services/booth_chances.hpp"
#include "services/booth_history.hpp"
#include "services/view_parts.hpp"
#include "services/views.hpp"
#include "warehouse/queries.hpp"

namespace boothwise::services {

namespace json = boost::json;
using warehouse::Reader;

namespace {

constexpr double certain_enough = 0.6;  // below: "not certain" (docs/definitions.md#booth-class)

/// A station with what the side made of it.
struct BoothStanding {
  const warehouse::Station* station = nullptr;
  Contest contest;
  SideLead lead;
  std::optional<estimation::BoothLead> estimate;
  std::string_view booth_class = "missing";
  std::optional<double> probability;
};

/// The most probable class of an estimated lead, and its probability.
void classify_booth(BoothStanding& booth, const ClassThresholds& thresholds) {
  if (!booth.estimate) return;
  const ClassChances chances = class_chances(*booth.estimate, thresholds);
  const std::array<std::pair<double, SeatClass>, 4> classes = {{{chances.lost, SeatClass::lost},
                                                                {chances.narrow, SeatClass::narrow},
                                                                {chances.weak, SeatClass::weak},
                                                                {chances.strong, SeatClass::strong}}};
  const auto& [probability, most_probable] =
      *std::ranges::max_element(classes, {}, &std::pair<double, SeatClass>::first);
  booth.probability = probability;
  booth.booth_class = probability < certain_enough ? "not_certain" : to_string(most_probable);
}

/// Takes the stations' candidates.
std::vector<BoothStanding> stand(std::vector<warehouse::Station>& stations, const ElectionId& election,
                                 const Side& side, const Snapshot& snapshot, const ClassThresholds& thresholds) {
  std::vector<BoothStanding> booths;
  std::vector<estimation::BoothCount> counts;
  booths.reserve(stations.size());
  for (warehouse::Station& station : stations) {
    BoothStanding booth{&station, {}, {}, std::nullopt, "missing", std::nullopt};
    booth.contest.candidates = std::move(station.candidates);
    booth.contest.electors = station.electors;
    order_candidates(booth.contest);
    booth.lead = side_lead(booth.contest, side, election, snapshot.alliances);
    const bool counted = station.votes && booth.lead.best;
    counts.push_back(counted ? estimation::BoothCount{booth.lead.best->votes,
                                                      booth.lead.best->votes - *booth.lead.margin_votes,
                                                      station.valid_votes.value_or(0)}
                             : estimation::BoothCount{});
    booths.push_back(std::move(booth));
  }
  const auto leads = estimation::shrink_booth_leads(counts);
  for (std::size_t i = 0; i < booths.size(); ++i) {
    booths[i].estimate = leads[i];
    classify_booth(booths[i], thresholds);
    if (booths[i].station->votes && !booths[i].lead.best) booths[i].booth_class = "not_contested";
  }
  return booths;
}

std::optional<Fraction> turnout_of(const warehouse::Station& station) {
  const auto polled = station.voters ? station.voters : station.votes;
  if (!station.votes || !polled || !station.electors || *polled > *station.electors) return std::nullopt;
  return share_of(*polled, *station.electors);
}

json::array warnings_of(const warehouse::Station& station) {
  json::array warnings;
  if (station.votes && station.electors && *station.votes > *station.electors)
    warnings.emplace_back("votes_above_electors");
  if (station.votes && station.stated_total && *station.stated_total != *station.votes)
    warnings.emplace_back("total_differs");
  return warnings;
}

json::object booth_json(AcNo ac, const BoothStanding& booth) {
  const warehouse::Station& station = *booth.station;
  json::object view{{"ac_no", ac.value},
                    {"part", to_string(station.part)},
                    {"part_no", station.part.number},
                    {"suffix", station.part.suffix},
                    {"name", station.name},
                    {"electors", or_null(station.electors)},
                    {"voters", or_null(station.voters)},
                    {"turnout", or_null(turnout_of(station))},
                    {"valid_votes", or_null(station.valid_votes)},
                    {"nota", or_null(station.nota)},
                    {"leader", nullptr},
                    {"margin_votes", or_null(booth.lead.margin_votes)},
                    {"margin_points", or_null(booth.lead.margin_points)},
                    {"side_share", or_null(booth.lead.share)},
                    {"class", booth.booth_class},
                    {"class_probability", or_null(booth.probability)},
                    {"lead_estimate", nullptr},
                    {"lead_interval", nullptr},
                    {"missing", !station.votes.has_value()},
                    {"missing_reason", nullptr},
                    {"warnings", warnings_of(station)}};
  if (booth.lead.winner && station.votes) {
    view["leader"] = {{"party", booth.lead.winner->party},
                      {"votes", booth.lead.winner->votes},
                      {"share", or_null(booth.lead.winner->share)}};
  }
  if (booth.estimate) {
    view["lead_estimate"] = booth.estimate->lead;
    view["lead_interval"] = {booth.estimate->interval_low, booth.estimate->interval_high};
  }
  if (!station.votes) {
    view["missing_reason"] = to_json({"the sheet prints no vote for this station: missing, not zero",
                                      "इस बूथ के लिए पर्चे में कोई मत नहीं छपा: अनुपलब्ध, शून्य नहीं"});
  }
  return view;
}

/// 20 bins of the counted lead, -100 to 100 points.
json::array distribution_json(const std::vector<BoothStanding>& booths) {
  constexpr std::int64_t bins = 20;
  constexpr std::int64_t width = 200 / bins;
  std::array<std::int64_t, bins> stations{};
  std::array<Votes, bins> margins{};
  for (const BoothStanding& booth : booths) {
    if (!booth.station->votes || !booth.lead.margin_points) continue;
    const auto bin = static_cast<std::size_t>(std::clamp(
        static_cast<std::int64_t>(std::floor((*booth.lead.margin_points + 100) / static_cast<double>(width))),
        std::int64_t{0}, bins - 1));
    ++stations.at(bin);
    margins.at(bin) += *booth.lead.margin_votes;
  }
  json::array list;
  for (std::int64_t bin = 0; bin < bins; ++bin) {
    const auto at = static_cast<std::size_t>(bin);
    list.push_back({{"from", -100 + bin * width},
                    {"to", -100 + (bin + 1) * width},
                    {"stations", stations.at(at)},
                    {"margin_votes", margins.at(at)}});
  }
  return list;
}

/// What the booths are asked against: the segment's own count (Lok Sabha) or the seat's (Vidhan Sabha).
const Contest* official_contest(const ElectionData& data, AcNo ac) {
  if (data.results.election.house == House::vidhan_sabha) return data.results.contest(ac.value);
  return data.segments ? data.segments->segment(ac) : nullptr;
}

json::object booths_json(AcNo ac, const std::vector<BoothStanding>& booths, const Contest* official) {
  std::map<std::string_view, std::int64_t> classes = {
      {"lost", 0}, {"narrow", 0}, {"weak", 0}, {"strong", 0}, {"not_certain", 0}};
  Votes shown = 0;
  std::int64_t missing = 0;
  json::array list;
  for (const BoothStanding& booth : booths) {
    if (const auto found = classes.find(booth.booth_class); found != classes.end()) ++found->second;
    missing += booth.station->votes ? 0 : 1;
    shown += booth.station->votes.value_or(0);
    list.emplace_back(booth_json(ac, booth));
  }
  json::object counts;
  for (const auto& [name, count] : classes) counts[name] = count;
  json::value official_votes = nullptr;
  json::value coverage = nullptr;
  if (official != nullptr) {
    const Votes votes = official->polled_votes();
    official_votes = votes;
    coverage = or_null(share_of(shown, votes));
  }
  return {{"stations", booths.size()},
          {"missing", missing},
          {"coverage", std::move(coverage)},
          {"shown_votes", shown},
          {"official_votes", std::move(official_votes)},
          {"distribution", distribution_json(booths)},
          {"classes", std::move(counts)},
          {"list", std::move(list)}};
}

/// The election that a segment's page opens with: asked for, else the newest with booths here, else the latest.
std::string election_for(const Snapshot& snapshot, AcNo ac, const std::string& asked) {
  if (!asked.empty()) return asked;
  const auto newest = newest_booth_election(
      snapshot, ac, [](const ElectionData& election) { return !election.results.contests.empty(); });
  if (newest) return to_string(*newest);
  const auto latest = snapshot.latest();
  return latest ? to_string(*latest) : std::string();
}

json::array history_json(const Snapshot& snapshot, AcNo ac, std::string_view side_text) {
  json::array list;
  std::vector<const ElectionData*> elections;
  for (const auto& [id, data] : snapshot.elections) {
    if (!id.by_election && delimitation_of(id) == Delimitation::order_2008) elections.push_back(&data);
  }
  std::ranges::stable_sort(elections, {}, [](const ElectionData* data) { return data->results.election.year; });
  for (const ElectionData* data : elections) {
    const ElectionId& id = data->results.election;
    const Contest* contest = official_contest(*data, ac);
    if (contest == nullptr) continue;
    const auto side = resolve_side(side_text, data->results, snapshot.alliances, snapshot.parties);
    const SideLead lead = side_lead(*contest, side ? *side : Side{}, id, snapshot.alliances);
    list.push_back({{"election", to_string(id)},
                    {"house", house_code(id.house)},
                    {"valid_votes", lead.valid_votes},
                    {"leader", placed_json(lead.winner)},
                    {"margin_votes", or_null(lead.margin_votes)},
                    {"margin_points", or_null(lead.margin_points)},
                    {"side_share", or_null(lead.share)}});
  }
  return list;
}

json::value result_of(const Snapshot& snapshot, const ElectionId& election, const Contest* contest, const Side& side) {
  if (contest == nullptr) return nullptr;
  const SideLead lead = side_lead(*contest, side, election, snapshot.alliances);
  return json::object{{"candidates", candidates_json(snapshot, election, *contest)},
                      {"valid_votes", lead.valid_votes},
                      {"nota", or_null(contest->nota())},
                      {"electors", or_null(contest->electors)},
                      {"turnout", or_null(contest->turnout())},
                      {"margin_votes", or_null(lead.margin_votes)},
                      {"margin_points", or_null(lead.margin_points)}};
}

json::object pc_json(const Snapshot& snapshot, PcNo pc) {
  return {{"pc_no", pc.value}, {"name", to_json(snapshot.seat_name(House::lok_sabha, pc.value))}};
}

/// What segment and booth pages are asked about, resolved.
struct Segment {
  const AssemblyConstituency* ac = nullptr;
  const ElectionData* election = nullptr;
  Side side;
};

Result<Segment> resolve(const Snapshot& snapshot, AcNo no, const Asked& asked) {
  Segment segment;
  segment.ac = snapshot.places.ac(no);
  if (segment.ac == nullptr) return unknown_seat(no.value, snapshot.places.acs().size());
  BOOTHWISE_CHECK(check_thresholds(asked.thresholds));
  BOOTHWISE_TRY(election, snapshot.election(election_for(snapshot, no, asked.election)));
  segment.election = election;
  const std::string side_text = asked.side.empty() ? default_side(snapshot, election->results) : asked.side;
  BOOTHWISE_TRY(side, resolve_side(side_text, election->results, snapshot.alliances, snapshot.parties));
  segment.side = std::move(side);
  return segment;
}

}  // namespace

Result<json::object> segment_view(const Snapshot& snapshot, warehouse::Warehouse& warehouse, AcNo no,
                                  const Asked& asked) {
  BOOTHWISE_TRY(segment, resolve(snapshot, no, asked));
  const ElectionId& election = segment.election->results.election;
  const Contest* official = official_contest(*segment.election, no);
  json::object view{{"ac_no", no.value},
                    {"name", to_json(segment.ac->name)},
                    {"reservation", text_or_null(segment.ac->reservation)},
                    {"pc", pc_json(snapshot, segment.ac->pc)},
                    {"side", side_json(segment.side)},
                    {"election", election_json(snapshot, *segment.election)},
                    {"result", result_of(snapshot, election, official, segment.side)},
                    {"history", history_json(snapshot, no, segment.side.id)}};
  json::array districts = districts_json(snapshot, {segment.ac->district});
  view["district"] = segment.ac->district.empty() ? json::value(nullptr) : districts[0];
  const SideLead lead =
      official == nullptr ? SideLead{} : side_lead(*official, segment.side, election, snapshot.alliances);
  const Bilingual outcome = outcome_text(lead);
  const Bilingual of = election_name(election);
  view["sentence"] =
      to_json(official == nullptr
                  ? Bilingual{"No result of " + of.en + " is known for " + segment.ac->name.en,
                              segment.ac->name.hi + " के लिए " + of.hi + " का परिणाम ज्ञात नहीं"}
                  : Bilingual{segment.side.id + " " + outcome.en + " in " + segment.ac->name.en + " at the " + of.en,
                              of.hi + ": " + segment.ac->name.hi + " में " + segment.side.id + " " + outcome.hi});
  json::array elections;
  for (const ElectionId& id : booth_elections(snapshot, no)) elections.emplace_back(to_string(id));
  view["booth_elections"] = std::move(elections);
  Reader reader(warehouse, *snapshot.manifest);
  BOOTHWISE_TRY(stations, snapshot.shelf->segment(reader, election, no));
  view["booths"] = nullptr;
  if (!stations.empty()) {
    const auto booths = stand(stations, election, segment.side, snapshot, asked.thresholds);
    view["booths"] = booths_json(no, booths, official);
  }
  add_sources(view, *snapshot.manifest, drawn_booths(election));
  return view;
}

Result<json::object> booth_view(const Snapshot& snapshot, Workspace& workspace, AcNo no, const Part& part,
                                const Asked& asked) {
  BOOTHWISE_TRY(segment, resolve(snapshot, no, asked));
  const ElectionId& election = segment.election->results.election;
  Reader reader(*workspace.warehouse, *snapshot.manifest);
  BOOTHWISE_TRY(stations, snapshot.shelf->segment(reader, election, no));
  const auto booths = stand(stations, election, segment.side, snapshot, asked.thresholds);
  const auto found =
      std::ranges::find_if(booths, [&](const BoothStanding& booth) { return booth.station->part == part; });
  if (found == booths.end()) {
    const Bilingual of = election_name(election);
    Error error{ErrorKind::not_found,
                "unknown_booth",
                {"no such station in AC " + std::to_string(no.value) + " at the " + of.en,
                 of.hi + " में विधान सभा " + std::to_string(no.value) + " में यह बूथ नहीं"}};
    error.where.value = to_string(part);
    return error;
  }
  json::object view{{"booth", booth_json(no, *found)},
                    {"candidates", candidates_json(snapshot, election, found->contest)},
                    {"segment", {{"ac_no", no.value}, {"name", to_json(segment.ac->name)}}},
                    {"pc", pc_json(snapshot, segment.ac->pc)},
                    {"election", election_json(snapshot, *segment.election)},
                    {"side", side_json(segment.side)}};
  const auto index = static_cast<std::size_t>(found - booths.begin());
  view["previous_part"] = index == 0 ? json::value(nullptr) : json::value(to_string(booths[index - 1].station->part));
  view["next_part"] =
      index + 1 == booths.size() ? json::value(nullptr) : json::value(to_string(booths[index + 1].station->part));
  view["rank"] = nullptr;
  if (found->station->votes && found->lead.margin_points) {
    std::int64_t of = 0;
    std::int64_t better = 0;
    std::int64_t larger = 0;
    for (const BoothStanding& other : booths) {
      if (!other.station->votes || !other.lead.margin_points) continue;
      ++of;
      better += *other.lead.margin_points > *found->lead.margin_points ? 1 : 0;
      larger += *other.station->votes > *found->station->votes ? 1 : 0;
    }
    view["rank"] = {{"of", of}, {"by_lead", better + 1}, {"by_votes", larger + 1}};
  }
  BOOTHWISE_TRY(history, booth_history(snapshot, workspace, no, part, election, segment.side.id));
  view["history"] = std::move(history);
  const Bilingual outcome = outcome_text(found->lead);
  const std::string number = to_string(part);
  view["sentence"] =
      to_json(found->station->votes ? Bilingual{segment.side.id + " " + outcome.en + " at booth " + number,
                                                "बूथ " + number + " में " + segment.side.id + " " + outcome.hi}
                                    : Bilingual{"What was counted at booth " + number + " is not known",
                                                "बूथ " + number + " की गिनती ज्ञात नहीं"});
  Drawn drawn;
  for (const ElectionId& id : booth_elections(snapshot, no))
    std::ranges::move(drawn_booths(id), std::back_inserter(drawn));
  add_sources(view, *snapshot.manifest, drawn);
  return view;
}

}  // namespace boothwise::services
