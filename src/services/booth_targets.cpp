#include "services/booth_targets.hpp"

#include "planning/vote_targets.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "services/booth_chances.hpp"
#include "services/booth_history.hpp"
#include "services/json_body.hpp"
#include "services/view_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

/// What the side lacked at the last result: one vote more than the winner had over it, if all were newly won.
std::int64_t lacked(const json::object& seat) {
  const json::value& margin = seat.at("standing").at("margin_votes");
  if (!margin.is_int64() || seat.at("standing").at("class").as_string() != "lost") return 0;
  return std::abs(margin.as_int64()) + 1;
}

planning::MovableVotes movable_of(const json::object& booth, const estimation::BoothLead& lead, double turnout_most) {
  const auto electors = static_cast<double>(booth.at("electors").as_int64());
  const auto own = booth.at("side_share").to_number<double>() * booth.at("valid_votes").to_number<double>();
  return planning::movable_votes(electors, lead.sd, own, turnout_most);
}

/// Why a booth gets no target; empty if it can.
std::string_view without_target(const json::object& booth) {
  if (booth.at("missing").as_bool()) return "not_counted";
  if (booth.at("side_share").is_null() || booth.at("lead_interval").is_null()) return "not_contested";
  if (!booth.at("electors").is_int64()) return "no_electors";
  return {};
}

json::array past_json(const std::vector<StationPast>& past) {
  json::array list;
  for (const StationPast& one : past) {
    list.push_back(json::object{
        {"election", to_string(one.election)}, {"confidence", or_null(one.confidence)}, {"lead", or_null(one.lead)}});
  }
  return list;
}

/// A segment of the seat, its sheets and what was made of them.
struct TargetSegment {
  json::object view;  ///< segment_view's
  const AssemblyConstituency* ac = nullptr;
  const SegmentLeads* leads = nullptr;  ///< none: no sheets

  [[nodiscard]] const json::array& booths() const { return view.at("booths").at("list").as_array(); }
  [[nodiscard]] bool has_sheets() const { return !view.at("booths").is_null(); }
};

/// The seat's booths in order of segment and part, with what each can be asked for.
class TargetBooths {
 public:
  TargetBooths(const std::vector<TargetSegment>& segments, const BoothTargetsAsked& asked)
      : segments_(segments), thresholds_(asked.asked.thresholds) {
    for (std::size_t segment = 0; segment < segments.size(); ++segment) {
      if (segments[segment].leads == nullptr) continue;
      const json::array& booths = segments[segment].booths();
      for (std::size_t at = 0; at < booths.size(); ++at) {
        const json::object& booth = booths[at].as_object();
        const auto& lead = segments[segment].leads->lasting.leads[at];
        if (!without_target(booth).empty() || !lead) continue;
        places_.emplace_back(segment, at);
        movable_.push_back(movable_of(booth, *lead, asked.turnout_most));
      }
    }
  }

  [[nodiscard]] const std::vector<planning::MovableVotes>& movable() const { return movable_; }

  /// The best plan of the seat's units; segments are areas 1, 2, ... within the seat.
  [[nodiscard]] Result<BoothEffortPlan> planned(const SeatEffort& effort) const {
    std::vector<planning::EffortArea> areas{{effort.units, std::nullopt}};
    for (std::size_t segment = 0; segment < segments_.size(); ++segment)
      areas.push_back({effort.units_a_segment_most.value_or(effort.units), 0});
    std::vector<EffortBooth> booths;
    for (std::size_t at = 0; at < places_.size(); ++at) {
      const auto& [segment, place] = places_[at];
      EffortBooth& booth = booths.emplace_back();
      booth.votes = movable_[at];
      booth.lead = segments_[segment].leads->lasting.leads[place]->lead;
      booth.area = segment + 1;
    }
    return plan_over_booths(std::move(areas), booths, effort.rules);
  }

  /// `plan`: none where no effort was asked for.
  [[nodiscard]] json::array booths_json(const std::vector<std::int64_t>& targets, const BoothEffortPlan* plan) const {
    json::array list;
    for (std::size_t at = 0; at < places_.size(); ++at) {
      const auto& [segment, place] = places_[at];
      const json::object& booth = segments_[segment].booths()[place].as_object();
      const SegmentLeads& leads = *segments_[segment].leads;
      const estimation::BoothLead& lasting = *leads.lasting.leads[place];
      const ClassChances chances = class_chances(lasting, thresholds_);
      list.push_back(json::object{
          {"ac_no", booth.at("ac_no")},
          {"part", booth.at("part")},
          {"name", booth.at("name")},
          {"electors", booth.at("electors")},
          {"valid_votes", booth.at("valid_votes")},
          {"lead_estimate", booth.at("lead_estimate")},
          {"lead_interval", booth.at("lead_interval")},
          {"class", booth.at("class")},
          {"class_probability", booth.at("class_probability")},
          {"lasting_lead", lasting.lead},
          {"lasting_interval", {lasting.interval_low, lasting.interval_high}},
          {"chances",
           {{"lost", chances.lost}, {"narrow", chances.narrow}, {"weak", chances.weak}, {"strong", chances.strong}}},
          {"past", past_json(leads.past[place])},
          {"movable", std::round(movable_[at].movable)},
          {"most", movable_[at].most},
          {"target", targets[at]},
          {"units", plan != nullptr ? json::value(plan->units[at]) : json::value(nullptr)},
          {"units_votes", plan != nullptr ? json::value(plan->votes[at]) : json::value(nullptr)}});
    }
    return list;
  }

  [[nodiscard]] json::array segments_json(const std::vector<std::int64_t>& targets, const BoothEffortPlan* plan) const {
    json::array list;
    for (std::size_t segment = 0; segment < segments_.size(); ++segment) {
      const TargetSegment& of = segments_[segment];
      json::object one{{"ac_no", of.ac->no.value},
                       {"name", to_json(of.ac->name)},
                       {"election", nullptr},
                       {"compared_with", json::array{}},
                       {"stations", 0},
                       {"without_target", 0},
                       {"matched", 0},
                       {"lasting_sd", nullptr},
                       {"passing_sd", nullptr},
                       {"target", sum_of(segment, [&](std::size_t at) { return targets[at]; })},
                       {"most", sum_of(segment, [&](std::size_t at) { return movable_[at].most; })},
                       {"units", nullptr}};
      if (plan != nullptr) one["units"] = sum_of(segment, [&](std::size_t at) { return plan->units[at]; });
      if (of.leads != nullptr) {
        const std::int64_t with = sum_of(segment, [](std::size_t) { return 1; });
        const auto stations = static_cast<std::int64_t>(of.booths().size());
        one["election"] = of.view.at("election").at("id");
        one["stations"] = stations;
        one["without_target"] = stations - with;
        for (const ElectionId& other : of.leads->others) one["compared_with"].as_array().emplace_back(to_string(other));
        one["matched"] = sum_of(segment, [&](std::size_t at) {
          return std::ranges::any_of(of.leads->past[places_[at].second],
                                     [](const StationPast& past) { return past.lead.has_value(); })
                     ? 1
                     : 0;
        });
        one["lasting_sd"] = std::sqrt(of.leads->lasting.lasting_variance);
        one["passing_sd"] = std::sqrt(of.leads->lasting.passing_variance);
        one["passing_from"] = of.leads->lasting.compared > 0           ? "own"
                              : of.leads->lasting.passing_variance > 0 ? "other_segments"
                                                                       : "not_known";
      }
      list.push_back(std::move(one));
    }
    return list;
  }

  /// Booths that get none, with why.
  [[nodiscard]] json::array without_json() const {
    json::array list;
    for (const TargetSegment& segment : segments_) {
      if (segment.leads == nullptr) continue;
      for (const json::value& one : segment.booths()) {
        const std::string_view why = without_target(one.as_object());
        if (why.empty()) continue;
        list.push_back(
            json::object{{"ac_no", one.at("ac_no")}, {"part", one.at("part")}, {"name", one.at("name")}, {"why", why}});
      }
    }
    return list;
  }

 private:
  template <typename Number>
  std::int64_t sum_of(std::size_t segment, const Number& number) const {
    std::int64_t sum = 0;
    for (std::size_t at = 0; at < places_.size(); ++at) {
      if (places_[at].first == segment) sum += number(at);
    }
    return sum;
  }

  const std::vector<TargetSegment>& segments_;
  ClassThresholds thresholds_;
  std::vector<std::pair<std::size_t, std::size_t>> places_;  // segment, place in its list
  std::vector<planning::MovableVotes> movable_;
};

/// The newest election with sheets of a segment at which the side stood; empty if there is none.
std::string newest_with_side(const Snapshot& snapshot, AcNo ac, std::string_view side) {
  const auto newest = newest_booth_election(snapshot, ac, [&](const ElectionData& election) {
    return resolve_side(side, election.results, snapshot.alliances, snapshot.parties).ok();
  });
  return newest ? to_string(*newest) : std::string();
}

/// Each segment of the seat as its page shows it.
Result<std::vector<TargetSegment>> segments_of_seat(const Snapshot& snapshot, Workspace& workspace, PcNo pc,
                                                    Asked asked) {
  const std::string election = asked.election;
  std::vector<TargetSegment> segments;
  for (const AssemblyConstituency* ac : snapshot.places.segments_of(pc)) {
    asked.election = election.empty() ? newest_with_side(snapshot, ac->no, asked.side) : election;
    BOOTHWISE_TRY(view, segment_view(snapshot, *workspace.warehouse, ac->no, asked));
    segments.push_back({std::move(view), ac, nullptr});
  }
  return segments;
}

/// Reads what stays of the leads into `leads` and lets segments know theirs.
Status take_lasting(const Snapshot& snapshot, Workspace& workspace, std::string_view side,
                    std::vector<TargetSegment>& segments, std::vector<SegmentLeads>& leads) {
  std::vector<SegmentAsked> wanted;
  for (const TargetSegment& segment : segments) {
    if (!segment.has_sheets()) continue;
    BOOTHWISE_TRY(election, snapshot.election(segment.view.at("election").at("id").as_string()));
    BOOTHWISE_TRY(there, resolve_side(side, election->results, snapshot.alliances, snapshot.parties));
    wanted.push_back({segment.ac->no, election, std::move(there)});
  }
  BOOTHWISE_TRY(read, lasting_leads(snapshot, workspace, wanted));
  leads = std::move(read);
  std::size_t next = 0;
  for (TargetSegment& segment : segments) {
    if (segment.has_sheets()) segment.leads = &leads[next++];
  }
  return success();
}

/// The elections whose booths the view rests on, oldest first.
std::vector<ElectionId> rested_on(const std::vector<TargetSegment>& segments) {
  std::vector<ElectionId> elections;
  for (const TargetSegment& segment : segments) {
    if (segment.leads == nullptr) continue;
    if (const auto own = parse_election(segment.view.at("election").at("id").as_string())) elections.push_back(*own);
    std::ranges::copy(segment.leads->others, std::back_inserter(elections));
  }
  std::ranges::sort(elections, [](const ElectionId& one, const ElectionId& other) {
    return std::pair(one.year, to_string(one)) < std::pair(other.year, to_string(other));
  });
  elections.erase(std::unique(elections.begin(), elections.end()), elections.end());
  return elections;
}

json::value effort_json(const BoothTargetsAsked& asked, std::optional<BoothEffortPlan>& plan) {
  if (!plan) return nullptr;
  json::object told{
      {"units", asked.effort->units},
      {"units_a_segment_most",
       asked.effort->units_a_segment_most ? json::value(*asked.effort->units_a_segment_most) : json::value(nullptr)}};
  for (auto& [name, value] : plan->worth) told[name] = std::move(value);
  return told;
}

}  // namespace

BoothEffortRules rules_around(double votes_share, double half_units, std::uint32_t units_a_booth_most) {
  return {units_a_booth_most,
          {votes_share / 2, votes_share, votes_share * 2},
          {half_units / 2, half_units, half_units * 2}};
}

Result<json::object> booth_targets_view(const Snapshot& snapshot, Workspace& workspace, PcNo pc,
                                        const BoothTargetsAsked& asked) {
  Asked of_seat = asked.asked;
  const auto election = parse_election(of_seat.election);
  if (election && election->house != House::lok_sabha) of_seat.election.clear();  // the seat's own last result
  BOOTHWISE_TRY(seat, seat_view(snapshot, pc, of_seat));
  Asked of_booths = asked.asked;
  if (of_booths.side.empty()) of_booths.side = std::string(seat.at("side").at("id").as_string());
  const std::int64_t need = asked.need.value_or(lacked(seat));
  BOOTHWISE_TRY(segments, segments_of_seat(snapshot, workspace, pc, of_booths));
  std::vector<SegmentLeads> leads;
  BOOTHWISE_CHECK(take_lasting(snapshot, workspace, of_booths.side, segments, leads));
  const TargetBooths booths(segments, asked);
  if (booths.movable().empty()) {
    return Error{ErrorKind::not_found,
                 "no_booths",
                 {"no booth of this seat was counted in that election; choose one with booth sheets",
                  "उस चुनाव में इस सीट का कोई बूथ नहीं गिना गया; बूथ-पत्रक वाला चुनाव चुनें"},
                 {{}, 0, "election", of_booths.election}};
  }
  BOOTHWISE_TRY(targets, planning::split_need(need, booths.movable()));
  std::optional<BoothEffortPlan> plan;
  if (asked.effort) {
    BOOTHWISE_TRY(planned, booths.planned(*asked.effort));
    plan = std::move(planned);
  }
  const BoothEffortPlan* const given = plan ? &*plan : nullptr;
  json::value of_election = nullptr;
  Drawn drawn = drawn_results(parse_election(seat.at("election").at("id").as_string()).value_or(ElectionId{}));
  json::array rests_on;
  for (const ElectionId& id : rested_on(segments)) {
    rests_on.emplace_back(to_string(id));
    std::ranges::move(drawn_booths(id), std::back_inserter(drawn));
  }
  for (const TargetSegment& segment : segments) {
    const bool newer = segment.leads != nullptr &&
                       (of_election.is_null() ||
                        of_election.at("year").as_int64() < segment.view.at("election").at("year").as_int64());
    if (newer) of_election = segment.view.at("election");
  }
  json::object view{{"pc_no", pc.value},
                    {"name", seat.at("name")},
                    {"side", seat.at("side")},
                    {"election", std::move(of_election)},
                    {"rests_on", std::move(rests_on)},
                    {"result", seat.at("election")},
                    {"need", need},
                    {"need_from", asked.need ? "asked" : "last_result"},
                    {"turnout_most", asked.turnout_most},
                    {"effort", effort_json(asked, plan)},
                    {"segments", booths.segments_json(targets, given)},
                    {"booths", booths.booths_json(targets, given)},
                    {"without_target", booths.without_json()}};
  add_sources(view, *snapshot.manifest, drawn);
  return view;
}

}  // namespace boothwise::services
