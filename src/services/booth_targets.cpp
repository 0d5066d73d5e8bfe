#include "services/booth_targets.hpp"

#include "planning/vote_targets.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "services/json_body.hpp"
#include "services/view_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

constexpr double z_of_80 = 1.2815515655446004;  // half an interval of 80 % is so many standard deviations

/// What the side lacked at the last result: one vote more than the winner had over it, if all were newly won.
std::int64_t lacked(const json::object& seat) {
  const json::value& margin = seat.at("standing").at("margin_votes");
  if (!margin.is_int64() || seat.at("standing").at("class").as_string() != "lost") return 0;
  return std::abs(margin.as_int64()) + 1;
}

planning::MovableVotes movable_of(const json::object& booth, double turnout_most) {
  const auto electors = static_cast<double>(booth.at("electors").as_int64());
  const json::array& interval = booth.at("lead_interval").as_array();
  const double sd = (interval[1].to_number<double>() - interval[0].to_number<double>()) / (2 * z_of_80);
  const auto own = booth.at("side_share").to_number<double>() * booth.at("valid_votes").to_number<double>();
  return {electors * sd, std::max<std::int64_t>(0, static_cast<std::int64_t>(electors * turnout_most - own))};
}

bool is_counted(const json::object& booth) {
  return booth.at("lead_interval").is_array() && booth.at("electors").is_int64() && !booth.at("side_share").is_null();
}

}  // namespace

Result<json::object> booth_targets_view(const Snapshot& snapshot, warehouse::Warehouse& warehouse, PcNo pc,
                                        const BoothTargetsAsked& asked) {
  Asked of_seat = asked.asked;
  const auto election = parse_election(of_seat.election);
  if (election && election->house != House::lok_sabha) of_seat.election.clear();  // the seat's own last result
  BOOTHWISE_TRY(seat, seat_view(snapshot, pc, of_seat));
  Asked of_booths = asked.asked;
  if (of_booths.side.empty()) of_booths.side = std::string(seat.at("side").at("id").as_string());
  const std::int64_t need = asked.need.value_or(lacked(seat));
  std::vector<json::object> booths;
  std::vector<planning::MovableVotes> movable;
  json::value of_election = nullptr;
  json::array sources;
  for (const AssemblyConstituency* ac : snapshot.places.segments_of(pc)) {
    BOOTHWISE_TRY(segment, segment_view(snapshot, warehouse, ac->no, of_booths));
    if (segment.at("booths").is_null()) continue;
    of_election = segment.at("election");
    sources = segment.at("sources").as_array();
    for (const json::value& one : segment.at("booths").at("list").as_array()) {
      if (!is_counted(one.as_object())) continue;
      booths.push_back(one.as_object());
      movable.push_back(movable_of(one.as_object(), asked.turnout_most));
    }
  }
  if (booths.empty()) {
    return Error{ErrorKind::not_found,
                 "no_booths",
                 {"no booth of this seat was counted in that election; choose one with booth sheets",
                  "उस चुनाव में इस सीट का कोई बूथ नहीं गिना गया; बूथ-पत्रक वाला चुनाव चुनें"},
                 {{}, 0, "election", of_booths.election}};
  }
  BOOTHWISE_TRY(targets, planning::split_need(need, movable));
  json::array list;
  for (std::size_t at = 0; at < booths.size(); ++at) {
    const json::object& booth = booths[at];
    list.push_back(json::object{{"ac_no", booth.at("ac_no")},
                                {"part", booth.at("part")},
                                {"name", booth.at("name")},
                                {"electors", booth.at("electors")},
                                {"valid_votes", booth.at("valid_votes")},
                                {"lead_estimate", booth.at("lead_estimate")},
                                {"lead_interval", booth.at("lead_interval")},
                                {"class", booth.at("class")},
                                {"class_probability", booth.at("class_probability")},
                                {"movable", std::round(movable[at].movable)},
                                {"most", movable[at].most},
                                {"target", targets[at]}});
  }
  return json::object{{"pc_no", pc.value},
                      {"name", seat.at("name")},
                      {"side", seat.at("side")},
                      {"election", std::move(of_election)},
                      {"result", seat.at("election")},
                      {"need", need},
                      {"need_from", asked.need ? "asked" : "last_result"},
                      {"turnout_most", asked.turnout_most},
                      {"segments", seat.at("segments_list")},
                      {"booths", std::move(list)},
                      {"sources", std::move(sources)},
                      {"synthetic", seat.at("synthetic")}};
}

}  // namespace boothwise::services
