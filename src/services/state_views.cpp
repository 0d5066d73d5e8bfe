#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "services/view_parts.hpp"
#include "services/views.hpp"

namespace boothwise::services {

namespace json = boost::json;

json::object state_view(const Snapshot& snapshot, std::string_view state_code) {
  json::object view = elections_view(snapshot);
  view["code"] = text_or_null(state_code);
  view["seats"] = {{"LS", snapshot.places.pcs().size()}, {"VS", snapshot.places.acs().size()}};
  view["districts"] = snapshot.places.districts().size();
  json::object boundaries;
  for (const char* level : {"pc", "ac", "district"}) {
    boundaries[level] = !warehouse::active_files(*snapshot.manifest, "boundaries", level).empty();
  }
  view["boundaries"] = std::move(boundaries);
  json::object standard{{"election", nullptr}, {"side", nullptr}};
  if (const auto latest = snapshot.latest()) {
    standard["election"] = to_string(*latest);
    standard["side"] = default_side(snapshot, snapshot.elections.at(*latest).results);
  }
  view["default"] = std::move(standard);
  return view;
}

json::object elections_view(const Snapshot& snapshot) {
  json::object view;
  json::array elections;
  Drawn drawn;
  for (const auto& [id, data] : snapshot.elections) {
    elections.emplace_back(election_json(snapshot, data));
    for (const auto& part : drawn_results(id)) drawn.push_back(part);
  }
  view["elections"] = std::move(elections);
  add_sources(view, *snapshot.manifest, drawn);
  return view;
}

namespace {

struct SideTally {
  Votes votes = 0;
  std::int64_t seats_won = 0;
  std::int64_t candidates = 0;
};

json::object tally_json(const SideTally& tally, Votes valid) {
  return {{"votes", tally.votes},
          {"share", or_null(share_of(tally.votes, valid))},
          {"seats_won", tally.seats_won},
          {"candidates", tally.candidates}};
}

}  // namespace

Result<json::object> sides_view(const Snapshot& snapshot, std::string_view election_text) {
  BOOTHWISE_TRY(data, snapshot.election(election_text));
  const ElectionId& election = data->results.election;
  std::map<std::string, SideTally> tallies;
  Votes valid = 0;
  for (const Contest& contest : data->results.contests) {
    valid += contest.valid_votes();
    for (const CandidateVotes& row : contest.candidates) {
      if (row.is_nota()) continue;
      SideTally& tally = tallies[row.party];
      tally.votes += row.votes;
      tally.seats_won += &row == contest.candidates.data() ? 1 : 0;
      tally.candidates += 1;
    }
  }
  json::array alliances;
  for (const Alliance* alliance : snapshot.alliances.of(election)) {
    SideTally sum;
    for (const std::string& party : alliance->parties) {
      const SideTally& tally = tallies[party];
      sum.votes += tally.votes;
      sum.seats_won += tally.seats_won;
      sum.candidates += tally.candidates;
    }
    json::object row = tally_json(sum, valid);
    row["id"] = alliance->id;
    row["name"] = to_json({alliance->name.en.empty() ? alliance->id : alliance->name.en,
                           alliance->name.hi.empty() ? alliance->id : alliance->name.hi});
    row["parties"] = json::value_from(alliance->parties);
    alliances.push_back(std::move(row));
  }
  std::vector<std::pair<std::string, SideTally>> ordered(tallies.begin(), tallies.end());
  std::ranges::stable_sort(ordered, std::greater{}, [](const auto& side) { return side.second.votes; });
  json::array parties;
  for (const auto& [code, tally] : ordered) {
    if (tally.candidates == 0) continue;
    json::object row = tally_json(tally, valid);
    row["id"] = code;
    const auto known = std::ranges::find(snapshot.parties, code, &Party::code);
    row["name"] = to_json(known == snapshot.parties.end() ? Bilingual{code, code} : known->name);
    parties.push_back(std::move(row));
  }
  json::object view{
      {"election", to_string(election)}, {"alliances", std::move(alliances)}, {"parties", std::move(parties)}};
  add_sources(view, *snapshot.manifest, drawn_results(election));
  return view;
}

}  // namespace boothwise::services
