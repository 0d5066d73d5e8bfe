#include "services/booth_history.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "concordance/invert.hpp"
#include "concordance/reexpress.hpp"
#include "services/station_matches.hpp"
#include "services/view_parts.hpp"
#include "warehouse/queries.hpp"

namespace boothwise::services {

namespace json = boost::json;
using concordance::Match;

namespace {

/// The votes of one candidate at each station of a segment.
using StationVotes = std::vector<double>;

/// What other stations brought to one.
struct Brought {
  const SegmentMatches* segment = nullptr;  ///< from the other election to the one that is asked about
  std::vector<Match> to_here;               ///< those of its matches that lead to the station
  std::vector<Match> of_here;               ///< the same seen from the station
};

Brought brought_to(const SegmentMatches& segment, std::uint32_t station) {
  Brought brought{&segment, {}, {}};
  std::ranges::copy_if(segment.matches, std::back_inserter(brought.to_here),
                       [&](const Match& match) { return match.to == station; });
  brought.of_here = concordance::inverted(brought.to_here, segment.stations.from);
  return brought;
}

bool is_found(const Brought& brought) {
  const auto most = std::ranges::max_element(brought.of_here, {}, &Match::weight);
  return most != brought.of_here.end() && most->confidence >= found_least;
}

json::array stations_json(const Brought& brought) {
  json::array list;
  for (std::size_t at = 0; at < brought.to_here.size(); ++at) {
    const Match& match = brought.to_here[at];
    const warehouse::Station& station = brought.segment->from[match.from];
    list.push_back({{"part", to_string(station.part)},
                    {"name", station.name},
                    {"weight", match.weight},
                    {"share", brought.of_here[at].weight},
                    {"confidence", match.confidence},
                    {"method", concordance::to_string(match.method)}});
  }
  return list;
}

/// True if all stations that bring something were counted.
bool is_counted(const Brought& brought) {
  return std::ranges::all_of(brought.to_here,
                             [&](const Match& match) { return brought.segment->from[match.from].votes.has_value(); });
}

StationVotes votes_of(const std::vector<warehouse::Station>& stations, std::size_t candidate) {
  StationVotes votes(stations.size());
  for (std::size_t at = 0; at < stations.size(); ++at) {
    if (candidate < stations[at].candidates.size())
      votes[at] = static_cast<double>(stations[at].candidates[candidate].votes);
  }
  return votes;
}

/// A segment's result as it would stand on one station. All stations of a segment list the same candidates.
class Expression {
 public:
  Expression(const Brought& brought, std::uint32_t station) : brought_(brought), station_(station) {
    const std::vector<warehouse::Station>& stations = brought.segment->from;
    contest_.candidates = stations[brought.to_here.front().from].candidates;
    for (std::size_t candidate = 0; candidate < contest_.candidates.size(); ++candidate) {
      votes_.push_back(votes_of(stations, candidate));
      const auto here = concordance::reexpress(brought.to_here, votes_.back(), brought.segment->to.size())[station];
      contest_.candidates[candidate].votes = std::llround(here.votes);
    }
    order_ = contest_.candidates;
  }

  [[nodiscard]] json::object json(const Snapshot& snapshot, const ElectionId& election, const Side& side) {
    order_candidates(contest_);
    const SideLead lead = side_lead(contest_, side, election, snapshot.alliances);
    const std::optional<double> error = lead.best ? std::optional(lead_error(side)) : std::nullopt;
    std::optional<double> error_points;
    if (error && lead.valid_votes > 0) error_points = *error * 100 / static_cast<double>(lead.valid_votes);
    return {{"leader", placed_json(lead.winner)},
            {"valid_votes", lead.valid_votes},
            {"side_share", or_null(lead.share)},
            {"margin_votes", or_null(lead.margin_votes)},
            {"margin_points", or_null(lead.margin_points)},
            {"margin_error_votes", or_null(error)},
            {"margin_error_points", or_null(error_points)}};
  }

 private:
  /// The candidate with the most votes here among those that `counts` is true for.
  template <typename Counts>
  [[nodiscard]] std::optional<std::size_t> first(const Counts& counts) const {
    std::optional<std::size_t> found;
    for (std::size_t at = 0; at < order_.size(); ++at) {
      if (order_[at].is_nota() || !counts(order_[at].party)) continue;
      if (!found || order_[at].votes > order_[*found].votes) found = at;
    }
    return found;
  }

  [[nodiscard]] double lead_error(const Side& side) const {
    const auto ours = first([&](const std::string& party) { return side.holds(party); });
    const auto theirs = first([&](const std::string& party) { return !side.holds(party); });
    const StationVotes none(brought_.segment->from.size(), 0);
    return concordance::reexpress_lead(brought_.to_here, ours ? votes_[*ours] : none, theirs ? votes_[*theirs] : none,
                                       brought_.segment->to.size())[station_]
        .error;
  }

  const Brought& brought_;
  std::uint32_t station_;
  Contest contest_;
  std::vector<StationVotes> votes_;    // by candidate
  std::vector<CandidateVotes> order_;  // candidates with their votes here, in the order of `votes_`
};

json::object history_json(const Snapshot& snapshot, const SegmentMatches& segment, std::uint32_t station,
                          const ElectionData& data, std::string_view side_text) {
  const ElectionId& election = data.results.election;
  const Brought brought = brought_to(segment, station);
  const bool found = is_found(brought);
  const auto side = resolve_side(side_text, data.results, snapshot.alliances, snapshot.parties);
  json::object view{{"election", to_string(election)},
                    {"side", side ? side->id : default_side(snapshot, data.results)},
                    {"found", found},
                    {"stations", stations_json(brought)}};
  view["counted"] = is_counted(brought);
  view["expressed"] = nullptr;
  if (found && is_counted(brought)) {
    view["expressed"] = Expression(brought, station).json(snapshot, election, side ? *side : Side{});
  }
  return view;
}

}  // namespace

std::vector<ElectionId> booth_elections(const Snapshot& snapshot, AcNo ac) {
  std::vector<ElectionId> elections;
  const std::string unit = std::to_string(ac.value);
  for (const StationSet& set : station_sets(*snapshot.manifest)) {
    if (!set.election) continue;
    for (const auto& active : warehouse::active_files(*snapshot.manifest, "stations", set.id())) {
      if (std::ranges::find(active.file->units, unit) == active.file->units.end()) continue;
      elections.push_back(*set.election);
      break;
    }
  }
  return elections;
}

std::optional<ElectionId> newest_booth_election(const Snapshot& snapshot, AcNo ac,
                                                const std::function<bool(const ElectionData&)>& usable) {
  std::optional<ElectionId> newest;
  for (const ElectionId& election : booth_elections(snapshot, ac)) {
    const auto found = snapshot.elections.find(election);
    if (found == snapshot.elections.end() || (newest && election.year <= newest->year)) continue;
    if (usable(found->second)) newest = election;
  }
  return newest;
}

Result<json::array> booth_history(const Snapshot& snapshot, Workspace& workspace, AcNo ac, const Part& part,
                                  const ElectionId& election, std::string_view side) {
  json::array list;
  warehouse::Reader reader(*workspace.warehouse, *snapshot.manifest);
  BOOTHWISE_TRY(here, snapshot.shelf->segment(reader, election, ac));
  const auto station =
      static_cast<std::uint32_t>(std::ranges::find(here, part, &warehouse::Station::part) - here.begin());
  for (const ElectionId& id : booth_elections(snapshot, ac)) {
    const auto data = snapshot.elections.find(id);
    if (id == election || data == snapshot.elections.end()) continue;
    BOOTHWISE_TRY(others, snapshot.shelf->segment(reader, id, ac));
    BOOTHWISE_TRY(segment,
                  match_segment(workspace, *snapshot.manifest, {id, {}}, {election, {}}, ac, std::move(others), here));
    list.push_back(history_json(snapshot, segment, station, data->second, side));
  }
  return list;
}

}  // namespace boothwise::services
