#include "services/view_parts.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <set>

#include "base/dates.hpp"
#include "base/text.hpp"

namespace boothwise::services {

namespace json = boost::json;

json::value text_or_null(std::string_view text) { return text.empty() ? json::value(nullptr) : json::value(text); }

void add_sources(json::object& view, const warehouse::Manifest& manifest, const Drawn& drawn) {
  std::set<std::int64_t> seen;
  bool synthetic = false;
  json::array sources;
  for (const auto& [table, scope] : drawn) {
    for (const warehouse::ActiveFile& active : warehouse::active_files(manifest, table, scope)) {
      if (!seen.insert(active.run->number).second) continue;
      synthetic |= active.run->synthetic;
      json::array files;
      for (const warehouse::SourceFile& file : active.run->files) {
        files.push_back({{"name", file.name}, {"sha256", file.sha256}});
      }
      sources.push_back({{"run", active.run->number},
                         {"kind", active.run->kind},
                         {"files", std::move(files)},
                         {"imported_at", iso_utc(active.run->imported_at)},
                         {"source", active.run->source},
                         {"synthetic", active.run->synthetic}});
    }
  }
  view["sources"] = std::move(sources);
  view["synthetic"] = synthetic;
}

Bilingual segment_name(const Places& places, AcNo ac) {
  if (const AssemblyConstituency* place = places.ac(ac)) return place->name;
  const std::string number = std::to_string(ac.value);
  return {number, number};
}

Drawn drawn_results(const ElectionId& election) {
  const std::string scope = to_string(election);
  return {{"candidate_results", scope}, {"segment_results", scope}, {"alliances", scope}};
}

json::object election_json(const Snapshot& snapshot, const ElectionData& data) {
  const ElectionId& election = data.results.election;
  const auto earlier = snapshot.earlier(election);
  return {
      {"id", to_string(election)},
      {"house", house_code(election.house)},
      {"year", election.year},
      {"kind", election.by_election ? "by" : "general"},
      {"boundaries", delimitation_of(election) == Delimitation::order_2008 ? "2008" : "old"},
      {"comparable", delimitation_of(election) == Delimitation::order_2008},
      {"seats", data.results.contests.size()},
      {"has", {{"segments", data.segments.has_value()}, {"booths", data.booths.size()}}},
      {"name", to_json(election_name(election))},
      {"previous", earlier.empty() ? json::value(nullptr) : json::value(to_string(earlier.front()->results.election))},
      {"synthetic", data.results.synthetic}};
}

json::object side_json(const Side& side) {
  return {{"id", side.id}, {"name", to_json(side.name)}, {"parties", json::value_from(side.parties)}};
}

json::value placed_json(const std::optional<Placed>& placed) {
  if (!placed) return nullptr;
  return json::object{{"candidate", placed->candidate},
                      {"party", placed->party},
                      {"alliance", text_or_null(placed->alliance)},
                      {"votes", placed->votes},
                      {"share", or_null(placed->share)}};
}

json::array districts_json(const Snapshot& snapshot, const std::vector<std::string>& ids) {
  json::array districts;
  for (const std::string& id : ids) {
    const District* district = snapshot.places.district(id);
    districts.push_back({{"id", id}, {"name", to_json(district != nullptr ? district->name : Bilingual{id, id})}});
  }
  return districts;
}

namespace {

void add_place(json::object& view, const Snapshot& snapshot, House house, std::int32_t seat) {
  std::string reservation;
  std::vector<std::string> districts;
  view["house"] = house_code(house);
  view["pc_no"] = nullptr;
  view["ac_no"] = nullptr;
  if (house == House::lok_sabha) {
    view["pc_no"] = seat;
    if (const auto* pc = snapshot.places.pc(PcNo(seat))) {
      reservation = pc->reservation;
      districts = pc->districts;
    }
  } else {
    view["ac_no"] = seat;
    if (const auto* ac = snapshot.places.ac(AcNo(seat))) {
      if (ac->pc.value > 0) view["pc_no"] = ac->pc.value;
      reservation = ac->reservation;
      if (!ac->district.empty()) districts = {ac->district};
    }
  }
  view["name"] = to_json(snapshot.seat_name(house, seat));
  view["reservation"] = text_or_null(reservation);
  view["districts"] = districts_json(snapshot, districts);
}

}  // namespace

json::object standing_json(const Snapshot& snapshot, const ElectionId& election, const SeatStanding& standing) {
  json::object view;
  if (delimitation_of(election) == Delimitation::order_2008) {
    add_place(view, snapshot, election.house, standing.seat);
  } else {  // the numbers of old boundaries name other places
    const std::string number = std::to_string(standing.seat);
    const bool pc = election.house == House::lok_sabha;
    view = {{"house", house_code(election.house)},
            {"pc_no", pc ? json::value(standing.seat) : json::value(nullptr)},
            {"ac_no", pc ? json::value(nullptr) : json::value(standing.seat)},
            {"name", to_json({"old seat " + number, "पुरानी सीट " + number})},
            {"reservation", nullptr},
            {"districts", json::array{}}};
  }
  const bool lost = standing.seat_class == SeatClass::lost;
  view["class"] = to_string(standing.seat_class);
  view["lost_kind"] = lost ? json::value(standing.lost_close ? "lost_close" : "lost_far") : json::value(nullptr);
  view["lost_of_last_three"] = or_null(standing.lost_of_last_three);
  view["margin_votes"] = or_null(standing.lead.margin_votes);
  view["margin_points"] = or_null(standing.lead.margin_points);
  view["position"] = standing.lead.position > 0 ? json::value(standing.lead.position) : json::value(nullptr);
  view["winner"] = placed_json(standing.lead.winner);
  view["runner_up"] = placed_json(standing.lead.runner_up);
  view["side_candidate"] = placed_json(standing.lead.best);
  view["valid_votes"] = standing.lead.valid_votes;
  view["nota"] = or_null(standing.nota);
  view["electors"] = or_null(standing.electors);
  view["turnout"] = or_null(standing.turnout);
  view["share"] = or_null(standing.lead.share);
  view["share_change_points"] = or_null(standing.share_change_points);
  view["swing_points"] = or_null(standing.swing_points);
  view["turnout_change_points"] = or_null(standing.turnout_change_points);
  view["segments_led"] = or_null(standing.segments_led);
  view["segments"] = or_null(standing.segments);
  json::array reasons;
  for (const Reason& reason : standing.reasons) {
    reasons.push_back(
        {{"code", reason.code}, {"value", or_null(reason.value)}, {"en", reason.text.en}, {"hi", reason.text.hi}});
  }
  view["reasons"] = std::move(reasons);
  json::array trend;
  for (const TrendPoint& point : standing.trend) {
    trend.push_back({{"election", to_string(point.election)},
                     {"margin_points", or_null(point.margin_points)},
                     {"class", to_string(point.seat_class)},
                     {"share", or_null(point.share)}});
  }
  view["trend"] = std::move(trend);
  return view;
}

json::array candidates_json(const Snapshot& snapshot, const ElectionId& election, const Contest& contest) {
  json::array candidates;
  const Votes valid = contest.valid_votes();
  std::int32_t position = 0;
  for (const CandidateVotes& row : contest.candidates) {
    const Alliance* alliance = snapshot.alliances.of_party(election, row.party);
    candidates.push_back({{"position", row.is_nota() ? json::value(nullptr) : json::value(++position)},
                          {"candidate", row.candidate},
                          {"party", row.party},
                          {"alliance", alliance == nullptr ? json::value(nullptr) : json::value(alliance->id)},
                          {"votes", row.votes},
                          {"share", row.is_nota() ? json::value(nullptr) : or_null(share_of(row.votes, valid))},
                          {"nota", row.is_nota()}});
  }
  return candidates;
}

Bilingual outcome_text(const SideLead& lead) {
  if (!lead.best) return {"had no candidate", "का उम्मीदवार नहीं था"};
  const std::string points = one_decimal(std::abs(*lead.margin_points));
  const std::string votes = grouped(std::abs(*lead.margin_votes));
  if (lead.position == 1) {
    return {"led by " + points + " points (" + votes + " votes)", points + " अंक (" + votes + " मत) से आगे"};
  }
  return {"trailed by " + points + " points (" + votes + " votes)", points + " अंक (" + votes + " मत) से पीछे"};
}

Error unknown_seat(std::int32_t number, std::size_t seats) {
  const std::string last = std::to_string(seats);
  Error error{ErrorKind::not_found,
              "unknown_seat",
              {"no seat of this number; expected 1 to " + last, "इस संख्या की सीट नहीं; 1 से " + last + " तक की अपेक्षा थी"}};
  error.where.value = std::to_string(number);
  return error;
}

}  // namespace boothwise::services
