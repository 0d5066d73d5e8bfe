#include "services/booth_chances.hpp"

#include <algorithm>
#include <cmath>

#include "concordance/invert.hpp"
#include "concordance/reexpress.hpp"
#include "services/booth_history.hpp"
#include "services/station_matches.hpp"
#include "warehouse/queries.hpp"

namespace boothwise::services {

using concordance::Match;
using estimation::CountedLead;
using warehouse::Station;

namespace {

using Counted = std::vector<std::optional<CountedLead>>;

std::optional<CountedLead> lead_in(Contest contest, const Side& side, const ElectionId& election,
                                   const Snapshot& snapshot) {
  order_candidates(contest);
  const SideLead lead = side_lead(contest, side, election, snapshot.alliances);
  if (!lead.best) return std::nullopt;
  return estimation::counted_lead({lead.best->votes, lead.best->votes - *lead.margin_votes, lead.valid_votes});
}

Counted counted_here(const std::vector<Station>& stations, const Side& side, const ElectionId& election,
                     const Snapshot& snapshot) {
  Counted counted;
  for (const Station& station : stations) {
    counted.emplace_back();
    if (!station.votes) continue;
    Contest contest;
    contest.candidates = station.candidates;
    counted.back() = lead_in(std::move(contest), side, election, snapshot);
  }
  return counted;
}

/// A segment's count at another election, as it would stand on the stations asked about.
class OtherElection {
 public:
  OtherElection(const SegmentMatches& segment, const ElectionId& election, const Side& side, const Snapshot& snapshot)
      : segment_(segment), election_(election), side_(side), snapshot_(snapshot) {
    const auto counted = std::ranges::find_if(segment.from, [](const Station& one) { return one.votes.has_value(); });
    if (counted == segment.from.end()) return;
    candidates_ = counted->candidates;
    for (std::size_t candidate = 0; candidate < candidates_.size(); ++candidate) {
      votes_.emplace_back(segment.from.size(), 0.0);
      for (std::size_t at = 0; at < segment.from.size(); ++at) {
        if (candidate < segment.from[at].candidates.size())
          votes_.back()[at] = static_cast<double>(segment.from[at].candidates[candidate].votes);
      }
      here_.push_back(concordance::reexpress(segment.matches, votes_.back(), segment.to.size()));
    }
    carried_ = concordance::reexpress_lead(segment.matches, most_of(true), most_of(false), segment.to.size());
    brought_ = concordance::inverted(segment.matches, segment.stations.from);
  }

  [[nodiscard]] std::pair<StationPast, std::optional<CountedLead>> at(std::uint32_t station) const {
    StationPast past{election_, std::nullopt, std::nullopt};
    const auto mine = std::ranges::equal_range(brought_, station, {}, &Match::from);
    const auto most = std::ranges::max_element(mine, {}, &Match::weight);
    if (most == mine.end() || most->confidence < found_least || candidates_.empty()) return {past, std::nullopt};
    past.confidence = most->confidence;
    const bool all_counted =
        std::ranges::all_of(mine, [&](const Match& match) { return segment_.from[match.to].votes.has_value(); });
    if (!all_counted) return {past, std::nullopt};
    Contest contest;
    contest.candidates = candidates_;
    for (std::size_t candidate = 0; candidate < candidates_.size(); ++candidate)
      contest.candidates[candidate].votes = std::llround(here_[candidate][station].votes);
    std::optional<CountedLead> lead = lead_in(std::move(contest), side_, election_, snapshot_);
    if (lead) {
      const double carried = carried_[station].error / lead->votes;
      lead->variance += carried * carried;
      past.lead = lead->lead;
    }
    return {past, lead};
  }

 private:
  /// Votes of the candidate of the side, or of all others, who has most of them in the segment.
  [[nodiscard]] std::vector<double> most_of(bool of_side) const {
    std::vector<double> most(segment_.from.size(), 0.0);
    double sum = -1;
    for (std::size_t candidate = 0; candidate < candidates_.size(); ++candidate) {
      if (candidates_[candidate].is_nota() || side_.holds(candidates_[candidate].party) != of_side) continue;
      double own = 0;
      for (const double votes : votes_[candidate]) own += votes;
      if (own > sum) {
        sum = own;
        most = votes_[candidate];
      }
    }
    return most;
  }

  const SegmentMatches& segment_;
  const ElectionId& election_;
  const Side& side_;
  const Snapshot& snapshot_;
  std::vector<CandidateVotes> candidates_;
  std::vector<std::vector<double>> votes_;                 // by candidate and station there
  std::vector<std::vector<concordance::Expressed>> here_;  // by candidate and station here
  std::vector<concordance::Expressed> carried_;
  std::vector<Match> brought_;  // seen from here
};

Result<SegmentLeads> counted_leads(const Snapshot& snapshot, Workspace& workspace, const SegmentAsked& asked) {
  const AcNo ac = asked.ac;
  const Side& side = asked.side;
  const ElectionId& id = asked.election->results.election;
  warehouse::Reader reader(*workspace.warehouse, *snapshot.manifest);
  BOOTHWISE_TRY(stations, snapshot.shelf->segment(reader, id, ac));
  SegmentLeads leads{ac, {}, {}, {}, {}};
  leads.past.resize(stations.size());
  leads.counted.push_back(counted_here(stations, side, id, snapshot));
  for (const ElectionId& other : booth_elections(snapshot, ac)) {
    const auto data = snapshot.elections.find(other);
    if (other == id || data == snapshot.elections.end()) continue;
    const auto side_there = resolve_side(side.id, data->second.results, snapshot.alliances, snapshot.parties);
    if (!side_there) continue;
    BOOTHWISE_TRY(others, snapshot.shelf->segment(reader, other, ac));
    BOOTHWISE_TRY(matches,
                  match_segment(workspace, *snapshot.manifest, {other, {}}, {id, {}}, ac, std::move(others), stations));
    const OtherElection there(matches, other, *side_there, snapshot);
    leads.others.push_back(other);
    Counted counted;
    for (std::uint32_t station = 0; station < stations.size(); ++station) {
      auto [past, lead] = there.at(station);
      leads.past[station].push_back(past);
      counted.push_back(lead);
    }
    leads.counted.push_back(std::move(counted));
  }
  return leads;
}

}  // namespace

ClassChances class_chances(const estimation::BoothLead& lead, const ClassThresholds& thresholds) {
  const double below_zero = estimation::probability_below(lead, 0);
  const double below_narrow = estimation::probability_below(lead, thresholds.narrow_points / 100);
  const double below_weak = estimation::probability_below(lead, thresholds.weak_points / 100);
  return {below_zero, below_narrow - below_zero, below_weak - below_narrow, 1 - below_weak};
}

Result<std::vector<SegmentLeads>> lasting_leads(const Snapshot& snapshot, Workspace& workspace,
                                                std::span<const SegmentAsked> segments) {
  std::vector<SegmentLeads> all;
  double passing = 0;
  double compared = 0;
  for (const SegmentAsked& segment : segments) {
    BOOTHWISE_TRY(leads, counted_leads(snapshot, workspace, segment));
    leads.lasting = estimation::lasting_booth_leads(leads.counted, std::nullopt);
    const auto weight = static_cast<double>(leads.lasting.compared);
    passing += weight * leads.lasting.passing_variance;
    compared += weight;
    all.push_back(std::move(leads));
  }
  if (compared > 0) {
    for (SegmentLeads& leads : all) {
      if (leads.lasting.compared == 0)
        leads.lasting = estimation::lasting_booth_leads(leads.counted, passing / compared);
    }
  }
  return all;
}

Drawn drawn_booths(const ElectionId& election) {
  Drawn drawn = drawn_results(election);
  const std::string scope = to_string(election);
  for (const std::string_view table : {"stations", "booth_votes", "booth_candidates"}) drawn.emplace_back(table, scope);
  return drawn;
}

}  // namespace boothwise::services
