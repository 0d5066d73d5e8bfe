#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "base/text.hpp"
#include "services/view_parts.hpp"
#include "services/views.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

struct StateTotals {
  Votes side_votes = 0;
  Votes valid_votes = 0;
  Votes polled = 0;
  Votes electors = 0;
  bool electors_known = true;
};

StateTotals total(const ElectionResults& results, const Side& side) {
  StateTotals totals;
  for (const Contest& contest : results.contests) {
    for (const CandidateVotes& row : contest.candidates) {
      if (!row.is_nota() && side.holds(row.party)) totals.side_votes += row.votes;
    }
    totals.valid_votes += contest.valid_votes();
    totals.polled += contest.polled_votes();
    totals.electors += contest.electors.value_or(0);
    totals.electors_known &= contest.electors.has_value();
  }
  return totals;
}

json::object summary_json(const Classified& classified) {
  const ClassCounts counts = count_classes(classified.standings);
  const StateTotals totals = total(classified.election->results, classified.side);
  return {{"seats", counts.seats},
          {"won", counts.won},
          {"lost", counts.lost},
          {"lost_close", counts.lost_close},
          {"lost_far", counts.lost - counts.lost_close},
          {"narrow", counts.narrow},
          {"weak", counts.weak},
          {"strong", counts.strong},
          {"not_contested", counts.not_contested},
          {"votes", totals.side_votes},
          {"share", or_null(share_of(totals.side_votes, totals.valid_votes))},
          {"turnout", totals.electors_known ? or_null(share_of(totals.polled, totals.electors)) : json::value(nullptr)},
          {"sentence", to_json(summary_sentence(counts))}};
}

bool won_seat(const SeatStanding& standing) { return standing.lead.position == 1; }

/// What changed since the election of the same kind before.
json::value previous_json(const Classified& classified) {
  if (classified.earlier.empty()) return nullptr;
  const EarlierElection& earlier = classified.earlier.front();
  json::array gained;
  json::array lost;
  std::int64_t won_before = 0;
  for (const SeatStanding& standing : classified.standings) {
    if (standing.trend.size() < 2) continue;
    const auto before = standing.trend[standing.trend.size() - 2].seat_class;
    const bool had = before != SeatClass::lost && before != SeatClass::not_contested;
    won_before += had ? 1 : 0;
    if (won_seat(standing) && !had) gained.emplace_back(standing.seat);
    if (!won_seat(standing) && had) lost.emplace_back(standing.seat);
  }
  const StateTotals totals = total(*earlier.results, earlier.side);
  const Bilingual election = election_name(earlier.results->election);
  const std::string plus = std::to_string(gained.size());
  const std::string minus = std::to_string(lost.size());
  const Bilingual sentence{
      "Since " + election.en + ": " + std::to_string(won_before) + " won then; " + plus + " gained, " + minus +
          " lost since",
      election.hi + " में " + std::to_string(won_before) + " जीती थीं; तब से " + plus + " नई जीतीं, " + minus + " हाथ से गईं"};
  return json::object{{"election", to_string(earlier.results->election)},
                      {"won", won_before},
                      {"share", or_null(share_of(totals.side_votes, totals.valid_votes))},
                      {"gained", std::move(gained)},
                      {"lost", std::move(lost)},
                      {"sentence", to_json(sentence)}};
}

json::object attention_json(const Snapshot& snapshot, House house, std::string_view code, const SeatStanding& standing,
                            const Bilingual& text) {
  return {{"code", code},
          {"seat", standing.seat},
          {"name", to_json(snapshot.seat_name(house, standing.seat))},
          {"text", to_json(text)}};
}

/// The seat lost by the fewest votes, the one won by the fewest, the one whose lead fell most.
json::array attention(const Snapshot& snapshot, const Classified& classified) {
  const House house = classified.election->results.election.house;
  const SeatStanding* closest_loss = nullptr;
  const SeatStanding* closest_win = nullptr;
  const SeatStanding* fell_most = nullptr;
  for (const SeatStanding& standing : classified.standings) {
    if (!standing.lead.margin_votes) continue;
    const Votes margin = *standing.lead.margin_votes;
    if (!won_seat(standing) && (closest_loss == nullptr || margin > *closest_loss->lead.margin_votes))
      closest_loss = &standing;
    if (won_seat(standing) && (closest_win == nullptr || margin < *closest_win->lead.margin_votes))
      closest_win = &standing;
    const bool fell = won_seat(standing) && standing.swing_points && *standing.swing_points < 0;
    if (fell && (fell_most == nullptr || *standing.swing_points < *fell_most->swing_points)) fell_most = &standing;
  }
  json::array list;
  if (closest_loss != nullptr) {
    const std::string votes = grouped(-*closest_loss->lead.margin_votes);
    list.push_back(attention_json(snapshot, house, "lost_by_fewest", *closest_loss,
                                  {"lost by only " + votes + " votes", "केवल " + votes + " मतों से हारी"}));
  }
  if (closest_win != nullptr) {
    const std::string votes = grouped(*closest_win->lead.margin_votes);
    list.push_back(attention_json(snapshot, house, "won_by_fewest", *closest_win,
                                  {"won by only " + votes + " votes", "केवल " + votes + " मतों से जीती"}));
  }
  if (fell_most != nullptr) {
    const std::string points = one_decimal(-2 * *fell_most->swing_points);
    list.push_back(
        attention_json(snapshot, house, "fell_most", *fell_most,
                       {"won, but the lead fell by " + points + " points", "जीती, पर बढ़त " + points + " अंक घटी"}));
  }
  return list;
}

std::vector<std::string> districts_of(const Snapshot& snapshot, House house, std::int32_t seat) {
  if (house == House::lok_sabha) {
    const auto* pc = snapshot.places.pc(PcNo(seat));
    return pc == nullptr ? std::vector<std::string>{} : pc->districts;
  }
  const auto* ac = snapshot.places.ac(AcNo(seat));
  return ac == nullptr || ac->district.empty() ? std::vector<std::string>{} : std::vector{ac->district};
}

/// Seats by district; a PC that crosses districts counts in each of them.
json::array by_district(const Snapshot& snapshot, const Classified& classified) {
  const ElectionId& election = classified.election->results.election;
  if (delimitation_of(election) != Delimitation::order_2008) return {};
  std::map<std::string, std::vector<SeatStanding>> seats;
  for (const SeatStanding& standing : classified.standings) {
    for (const std::string& district : districts_of(snapshot, election.house, standing.seat)) {
      seats[district].push_back(standing);
    }
  }
  json::array list;
  for (const auto& [id, standings] : seats) {
    const ClassCounts counts = count_classes(standings);
    const District* district = snapshot.places.district(id);
    list.push_back({{"id", id},
                    {"name", to_json(district != nullptr ? district->name : Bilingual{id, id})},
                    {"seats", counts.seats},
                    {"won", counts.won},
                    {"lost", counts.lost},
                    {"narrow", counts.narrow},
                    {"weak", counts.weak},
                    {"strong", counts.strong},
                    {"not_contested", counts.not_contested}});
  }
  return list;
}

json::object with_seats(const Snapshot& snapshot, const Classified& classified) {
  json::array seats;
  for (const SeatStanding& standing : classified.standings) {
    seats.emplace_back(standing_json(snapshot, classified.election->results.election, standing));
  }
  return {{"election", election_json(snapshot, *classified.election)},
          {"side", side_json(classified.side)},
          {"thresholds",
           {{"narrow_points", classified.thresholds.narrow_points},
            {"weak_points", classified.thresholds.weak_points},
            {"fell_points", classified.thresholds.fell_points}}},
          {"seats", std::move(seats)}};
}

Drawn drawn_by(const Classified& classified) {
  Drawn drawn = drawn_results(classified.election->results.election);
  for (const EarlierElection& earlier : classified.earlier) {
    for (const auto& part : drawn_results(earlier.results->election)) drawn.push_back(part);
  }
  return drawn;
}

}  // namespace

Result<json::object> focus_view(const Snapshot& snapshot, const Asked& asked) {
  BOOTHWISE_TRY(shared, classify(snapshot, asked.election, asked.side, asked.thresholds));
  const Classified& classified = *shared;
  json::object view = with_seats(snapshot, classified);
  view["summary"] = summary_json(classified);
  view["previous"] = previous_json(classified);
  view["attention"] = attention(snapshot, classified);
  view["districts"] = by_district(snapshot, classified);
  add_sources(view, *snapshot.manifest, drawn_by(classified));
  return view;
}

Result<json::object> seats_view(const Snapshot& snapshot, const Asked& asked) {
  BOOTHWISE_TRY(shared, classify(snapshot, asked.election, asked.side, asked.thresholds));
  const Classified& classified = *shared;
  json::object view = with_seats(snapshot, classified);
  add_sources(view, *snapshot.manifest, drawn_by(classified));
  return view;
}

}  // namespace boothwise::services
