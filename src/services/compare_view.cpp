#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/text.hpp"
#include "services/view_parts.hpp"
#include "services/views.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

/// One election's contests by the unit of a comparison.
struct ComparedElection {
  const ElectionData* data = nullptr;
  Side side;
  std::vector<const Contest*> contests;
};

struct ComparedUnit {
  SideLead lead;
  SeatClass seat_class = SeatClass::not_contested;
  std::optional<Fraction> turnout;
};

ComparedUnit look_at(const Contest& contest, const ComparedElection& election, const Alliances& alliances,
                     const ClassThresholds& thresholds) {
  ComparedUnit unit;
  unit.lead = side_lead(contest, election.side, election.data->results.election, alliances);
  unit.turnout = contest.turnout();
  if (unit.lead.best) {
    unit.seat_class = unit.lead.position == 1 ? class_of_lead(*unit.lead.margin_points, thresholds) : SeatClass::lost;
  }
  return unit;
}

json::object unit_json(const ComparedUnit& unit) {
  return {{"share", or_null(unit.lead.share)},
          {"margin_points", or_null(unit.lead.margin_points)},
          {"class", to_string(unit.seat_class)}};
}

std::optional<double> difference(const std::optional<double>& from, const std::optional<double>& to, double factor) {
  if (!from || !to) return std::nullopt;
  return (*to - *from) * factor;
}

json::object row_json(const Snapshot& snapshot, House house, std::int32_t number, const ComparedUnit& from,
                      const ComparedUnit& to) {
  const auto party = [](const ComparedUnit& unit) {
    return unit.lead.winner ? text_or_null(unit.lead.winner->party) : nullptr;
  };
  const auto* ac = house == House::vidhan_sabha ? snapshot.places.ac(AcNo(number)) : nullptr;
  return {{"pc_no", house == House::lok_sabha ? json::value(number)
                    : ac != nullptr           ? json::value(ac->pc.value)
                                              : json::value(nullptr)},
          {"ac_no", house == House::lok_sabha ? json::value(nullptr) : json::value(number)},
          {"name", to_json(snapshot.seat_name(house, number))},
          {"from", unit_json(from)},
          {"to", unit_json(to)},
          {"share_change_points", or_null(difference(from.lead.share, to.lead.share, 100))},
          {"swing_points", or_null(difference(from.lead.margin_points, to.lead.margin_points, 0.5))},
          {"turnout_change_points", or_null(difference(from.turnout, to.turnout, 100))},
          {"winner_from", party(from)},
          {"winner_to", party(to)}};
}

/// Seat by seat within a house; segment by segment across houses.
Result<std::vector<const Contest*>> contests_of(const ElectionData& data, bool by_segment) {
  std::vector<const Contest*> contests;
  const bool segments = by_segment && data.results.election.house == House::lok_sabha;
  if (segments && !data.segments) {
    return Error{ErrorKind::conflict,
                 "segments_missing",
                 {"comparing the two houses needs this election's results by AC segment, which are not here",
                  "दोनों सदनों की तुलना के लिए इस चुनाव के विधान सभा खंडवार परिणाम चाहिए, जो यहाँ नहीं हैं"},
                 {{}, 0, "election", to_string(data.results.election)}};
  }
  for (const Contest& contest : segments ? data.segments->segments : data.results.contests)
    contests.push_back(&contest);
  return contests;
}

Fraction state_share(const ComparedElection& election) {
  Votes own = 0;
  Votes valid = 0;
  for (const Contest* contest : election.contests) {
    valid += contest->valid_votes();
    for (const CandidateVotes& row : contest->candidates) {
      if (!row.is_nota() && election.side.holds(row.party)) own += row.votes;
    }
  }
  return share_of(own, valid).value_or(0);
}

Result<ComparedElection> prepare(const Snapshot& snapshot, const ElectionData& data, std::string_view side_text,
                                 bool by_segment) {
  BOOTHWISE_TRY(side, resolve_side(side_text, data.results, snapshot.alliances, snapshot.parties));
  BOOTHWISE_TRY(contests, contests_of(data, by_segment));
  return ComparedElection{&data, std::move(side), std::move(contests)};
}

Bilingual compare_sentence(const ComparedElection& from, const ComparedElection& to, double change) {
  const std::string before = one_decimal(state_share(from) * 100);
  const std::string after = one_decimal(state_share(to) * 100);
  const std::string points = one_decimal(std::abs(change));
  const ElectionId& first = from.data->results.election;
  const ElectionId& second = to.data->results.election;
  return {to.side.id + ": " + before + "\u00A0% at the " + election_name(first).en + ", " + after + "\u00A0% at the " +
              election_name(second).en + " (" + points + " points " + (change >= 0 ? "up" : "down") + ")",
          to.side.id + ": " + election_name(first).hi + " में " + before + "\u00A0%, " + election_name(second).hi +
              " में " + after + "\u00A0% (" + points + " अंक " + (change >= 0 ? "बढ़े" : "घटे") + ")"};
}

}  // namespace

Result<json::object> compare_view(const Snapshot& snapshot, std::string_view from_text, std::string_view to_text,
                                  std::string_view side_text, const ClassThresholds& thresholds) {
  BOOTHWISE_CHECK(check_thresholds(thresholds));
  BOOTHWISE_TRY(from_data, snapshot.election(from_text));
  BOOTHWISE_TRY(to_data, snapshot.election(to_text));
  const ElectionId first = from_data->results.election;
  const ElectionId second = to_data->results.election;
  if (delimitation_of(first) != Delimitation::order_2008 || delimitation_of(second) != Delimitation::order_2008) {
    return Error{ErrorKind::conflict,
                 "boundaries_differ",
                 {"seats of " + to_string(first) + " and " + to_string(second) +
                      " had other boundaries: they are never compared seat by seat",
                  to_string(first) + " और " + to_string(second) + " की सीटों की सीमाएँ अलग थीं: सीटवार तुलना नहीं की जाती"}};
  }
  const bool by_segment = first.house != second.house;
  const std::string side_wanted = side_text.empty() ? default_side(snapshot, to_data->results) : std::string(side_text);
  BOOTHWISE_TRY(from, prepare(snapshot, *from_data, side_wanted, by_segment));
  BOOTHWISE_TRY(to, prepare(snapshot, *to_data, side_wanted, by_segment));

  const House house = by_segment ? House::vidhan_sabha : first.house;
  std::map<std::int32_t, const Contest*> before;
  for (const Contest* contest : from.contests) before[contest->number] = contest;
  std::map<std::pair<SeatClass, SeatClass>, std::int64_t> flows;
  json::array rows;
  double swing = 0;
  std::int64_t swings = 0;
  for (const Contest* contest : to.contests) {
    const auto found = before.find(contest->number);
    if (found == before.end()) continue;
    const ComparedUnit old_unit = look_at(*found->second, from, snapshot.alliances, thresholds);
    const ComparedUnit new_unit = look_at(*contest, to, snapshot.alliances, thresholds);
    ++flows[{old_unit.seat_class, new_unit.seat_class}];
    if (const auto change = difference(old_unit.lead.margin_points, new_unit.lead.margin_points, 0.5)) {
      swing += *change;
      ++swings;
    }
    rows.emplace_back(row_json(snapshot, house, contest->number, old_unit, new_unit));
  }
  json::array flow_rows;
  for (const auto& [classes, count] : flows) {
    flow_rows.push_back({{"from", to_string(classes.first)}, {"to", to_string(classes.second)}, {"seats", count}});
  }
  const double change = (state_share(to) - state_share(from)) * 100;
  json::object view{
      {"from", election_json(snapshot, *from_data)},
      {"to", election_json(snapshot, *to_data)},
      {"side", side_json(to.side)},
      {"sentence", to_json(compare_sentence(from, to, change))},
      {"unit", house == House::lok_sabha ? "pc" : "ac"},
      {"share_change_points", change},
      {"swing_points", swings == 0 ? json::value(nullptr) : json::value(swing / static_cast<double>(swings))},
      {"rows", std::move(rows)},
      {"flows", std::move(flow_rows)}};
  Drawn drawn = drawn_results(first);
  for (const auto& part : drawn_results(second)) drawn.push_back(part);
  add_sources(view, *snapshot.manifest, drawn);
  return view;
}

}  // namespace boothwise::services
