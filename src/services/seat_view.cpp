#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <set>

#include "base/text.hpp"
#include "services/view_parts.hpp"
#include "services/views.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

/// One election's result of a seat, with the side's class by margin.
json::object result_json(const Snapshot& snapshot, const ElectionId& election, const Contest& contest,
                         const Side& side) {
  const SideLead lead = side_lead(contest, side, election, snapshot.alliances);
  json::object view{{"election", to_string(election)},
                    {"candidates", candidates_json(snapshot, election, contest)},
                    {"valid_votes", contest.valid_votes()},
                    {"nota", or_null(contest.nota())},
                    {"electors", or_null(contest.electors)},
                    {"turnout", or_null(contest.turnout())},
                    {"margin_votes", nullptr},
                    {"margin_points", nullptr},
                    {"standing", nullptr}};
  if (lead.winner && lead.runner_up) {  // winner minus runner-up, whoever they are
    const Votes margin = lead.winner->votes - lead.runner_up->votes;
    view["margin_votes"] = margin;
    view["margin_points"] = share_of(margin, lead.valid_votes).value_or(0) * 100;
  }
  return view;
}

json::array results_json(const Snapshot& snapshot, const Classified& classified, std::int32_t seat) {
  json::array results;
  const auto add = [&](const ElectionResults& of, const Side& side, const TrendPoint* point) {
    const Contest* contest = of.contest(seat);
    if (contest == nullptr) return;
    json::object result = result_json(snapshot, of.election, *contest, side);
    const SideLead lead = side_lead(*contest, side, of.election, snapshot.alliances);
    if (point != nullptr) {
      result["standing"] = {{"class", to_string(point->seat_class)},
                            {"margin_points", or_null(lead.margin_points)},
                            {"margin_votes", or_null(lead.margin_votes)}};
    }
    results.push_back(std::move(result));
  };
  const SeatStanding* standing = classified.seat(seat);
  const auto point_of = [&](const ElectionId& election) -> const TrendPoint* {
    if (standing == nullptr) return nullptr;
    const auto found = std::ranges::find(standing->trend, election, &TrendPoint::election);
    return found == standing->trend.end() ? nullptr : &*found;
  };
  for (auto earlier = classified.earlier.rbegin(); earlier != classified.earlier.rend(); ++earlier) {
    add(*earlier->results, earlier->side, point_of(earlier->results->election));
  }
  add(classified.election->results, classified.side, point_of(classified.election->results.election));
  return results;
}

struct SegmentRow {
  const AssemblyConstituency* ac = nullptr;
  const Contest* contest = nullptr;
  SideLead lead;
};

json::array segments_json(const Snapshot& snapshot, const Classified& classified, PcNo pc) {
  json::array list;
  if (!classified.election->segments) return list;
  const ElectionId& election = classified.election->results.election;
  const Contest* seat = classified.election->results.contest(pc.value);
  // Where the margin was made: the seat's winner-or-loser candidate against the seat's strongest other, segment by
  // segment.
  const SideLead whole = seat == nullptr ? SideLead{} : side_lead(*seat, classified.side, election, snapshot.alliances);
  std::string opponent;
  if (seat != nullptr && whole.best) {
    const auto other = std::ranges::find_if(seat->candidates, [&](const CandidateVotes& row) {
      return !row.is_nota() && !classified.side.holds(row.party);
    });
    if (other != seat->candidates.end()) opponent = other->candidate;
  }
  const auto votes_of = [](const Contest& contest, const std::string& candidate) {
    const auto row = std::ranges::find(contest.candidates, candidate, &CandidateVotes::candidate);
    return row == contest.candidates.end() ? std::optional<Votes>() : row->votes;
  };
  for (const AssemblyConstituency* ac : snapshot.places.segments_of(pc)) {
    const Contest* segment = classified.election->segments->segment(ac->no);
    if (segment == nullptr) continue;
    const SideLead lead = side_lead(*segment, classified.side, election, snapshot.alliances);
    std::optional<double> made;
    if (whole.margin_votes && *whole.margin_votes != 0 && whole.best) {
      const auto own = votes_of(*segment, whole.best->candidate);
      const auto theirs = votes_of(*segment, opponent);
      if (own && theirs)
        made = static_cast<double>(*own - *theirs) / static_cast<double>(std::abs(*whole.margin_votes));
    }
    const auto& booths = classified.election->booths;
    const auto sheets = booths.find(ac->no);
    list.push_back(
        {{"ac_no", ac->no.value},
         {"name", to_json(ac->name)},
         {"valid_votes", lead.valid_votes},
         {"leader", placed_json(lead.winner)},
         {"margin_votes", or_null(lead.margin_votes)},
         {"margin_points", or_null(lead.margin_points)},
         {"side_share", or_null(lead.share)},
         {"led", lead.position == 1},
         {"booths", sheets == booths.end() ? json::value(nullptr) : json::value(sheets->second.stations)},
         {"coverage", sheets == booths.end() ? json::value(nullptr)
                                             : or_null(share_of(sheets->second.votes, segment->polled_votes()))},
         {"margin_made", or_null(made)}});
  }
  return list;
}

/// The side in the assembly elections between: seat by seat summed over the PC's segments.
json::array assembly_json(const Snapshot& snapshot, std::string_view side_text, PcNo pc) {
  json::array list;
  for (const auto& [id, data] : snapshot.elections) {
    if (id.house != House::vidhan_sabha || id.by_election || delimitation_of(id) != Delimitation::order_2008) continue;
    const auto side = resolve_side(side_text, data.results, snapshot.alliances, snapshot.parties);
    std::map<std::string, Votes> votes;
    Votes valid = 0;
    std::int32_t led = 0;
    std::int32_t known = 0;
    for (const AssemblyConstituency* ac : snapshot.places.segments_of(pc)) {
      const Contest* contest = data.results.contest(ac->no.value);
      if (contest == nullptr) continue;
      ++known;
      valid += contest->valid_votes();
      for (const CandidateVotes& row : contest->candidates) {
        if (!row.is_nota()) votes[row.party] += row.votes;
      }
      if (side && side_lead(*contest, *side, id, snapshot.alliances).position == 1) ++led;
    }
    if (known == 0) continue;
    Votes own = 0;
    Votes best_other = 0;
    std::vector<std::pair<Votes, std::string>> ordered;
    for (const auto& [party, count] : votes) {
      ordered.emplace_back(-count, party);
      if (side && side->holds(party)) {
        own += count;
      } else {
        best_other = std::max(best_other, count);
      }
    }
    std::ranges::sort(ordered);
    constexpr std::size_t shown = 5;
    json::array shares;
    for (std::size_t i = 0; i < std::min(shown, ordered.size()); ++i) {
      const Alliance* alliance = snapshot.alliances.of_party(id, ordered[i].second);
      shares.push_back({{"party", ordered[i].second},
                        {"alliance", alliance == nullptr ? json::value(nullptr) : json::value(alliance->id)},
                        {"votes", -ordered[i].first},
                        {"share", or_null(share_of(-ordered[i].first, valid))}});
    }
    list.push_back({{"election", to_string(id)},
                    {"shares", std::move(shares)},
                    {"segments_led", side ? json::value(led) : json::value(nullptr)},
                    {"segments", known},
                    {"side_share", side ? or_null(share_of(own, valid)) : json::value(nullptr)},
                    {"lead_points", side && valid > 0 ? json::value(static_cast<double>(own - best_other) * 100 /
                                                                    static_cast<double>(valid))
                                                      : json::value(nullptr)}});
  }
  return list;
}

json::array by_elections_json(const Snapshot& snapshot, std::int32_t seat) {
  json::array list;
  for (const auto& [id, data] : snapshot.elections) {
    if (id.house != House::lok_sabha || !id.by_election || delimitation_of(id) != Delimitation::order_2008) continue;
    const Contest* contest = data.results.contest(seat);
    if (contest == nullptr) continue;
    json::object result = result_json(snapshot, id, *contest, Side{});
    result["date"] = nullptr;
    result.erase("standing");
    list.push_back(std::move(result));
  }
  return list;
}

Bilingual seat_sentence(const Snapshot& snapshot, const Classified& classified, const SeatStanding& standing) {
  const ElectionId& election = classified.election->results.election;
  const Bilingual name = snapshot.seat_name(election.house, standing.seat);
  const Bilingual of = election_name(election);
  const SideLead& lead = standing.lead;
  if (!lead.best) {
    return {classified.side.id + " had no candidate in " + name.en + " at the " + of.en,
            of.hi + " में " + name.hi + " से " + classified.side.id + " का उम्मीदवार नहीं था"};
  }
  const std::string points = one_decimal(std::abs(*lead.margin_points));
  const std::string votes = grouped(std::abs(*lead.margin_votes));
  const bool won = lead.position == 1;
  return {classified.side.id + (won ? " won " : " lost ") + name.en + " by " + points + " points (" + votes +
              " votes) at the " + of.en,
          of.hi + ": " + name.hi + " में " + classified.side.id + " " + points + " अंक (" + votes + " मत) से " +
              (won ? "जीता" : "हारा")};
}

}  // namespace

Result<json::object> seat_view(const Snapshot& snapshot, PcNo pc, const Asked& asked) {
  Asked of_house = asked;
  if (asked.election.empty()) {
    // The page of a PC starts with the Lok Sabha, whatever else is newest.
    for (const auto& [id, data] : snapshot.elections) {
      if (id.house == House::lok_sabha && !id.by_election && delimitation_of(id) == Delimitation::order_2008 &&
          !data.results.contests.empty()) {
        of_house.election = to_string(id);
      }
    }
  }
  BOOTHWISE_TRY(shared, classify(snapshot, of_house.election, asked.side, asked.thresholds));
  const Classified& classified = *shared;
  const ElectionId& election = classified.election->results.election;
  if (election.house != House::lok_sabha || delimitation_of(election) != Delimitation::order_2008) {
    return Error{ErrorKind::bad_input,
                 "election_differs",
                 {"expected a Lok Sabha election on the present boundaries", "वर्तमान सीमाओं वाला लोक सभा चुनाव चाहिए"},
                 {{}, 0, "election", to_string(election)}};
  }
  const SeatStanding* standing = classified.seat(pc.value);
  const ParliamentaryConstituency* place = snapshot.places.pc(pc);
  if (standing == nullptr) return unknown_seat(pc.value, classified.standings.size());
  json::object view{{"pc_no", pc.value},
                    {"name", to_json(snapshot.seat_name(House::lok_sabha, pc.value))},
                    {"reservation", place == nullptr ? json::value(nullptr) : text_or_null(place->reservation)},
                    {"districts", place == nullptr ? json::array{} : districts_json(snapshot, place->districts)}};
  json::array segments_list;
  for (const AssemblyConstituency* ac : snapshot.places.segments_of(pc)) {
    segments_list.push_back({{"ac_no", ac->no.value}, {"name", to_json(ac->name)}});
  }
  view["segments_list"] = std::move(segments_list);
  view["side"] = side_json(classified.side);
  view["election"] = election_json(snapshot, *classified.election);
  view["standing"] = standing_json(snapshot, election, *standing);
  view["sentence"] = to_json(seat_sentence(snapshot, classified, *standing));
  view["results"] = results_json(snapshot, classified, pc.value);
  view["assembly"] = assembly_json(snapshot, classified.side.id, pc);
  view["segments"] = segments_json(snapshot, classified, pc);
  view["by_elections"] = by_elections_json(snapshot, pc.value);
  Drawn drawn = drawn_results(election);
  for (const auto& [id, data] : snapshot.elections) {
    if (delimitation_of(id) != Delimitation::order_2008) continue;
    for (const auto& part : drawn_results(id)) drawn.push_back(part);
  }
  add_sources(view, *snapshot.manifest, drawn);
  return view;
}

}  // namespace boothwise::services
