#include "services/vote_transfer_view.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <vector>

#include "estimation/vote_transfer.hpp"
#include "intake/guard.hpp"
#include "services/record_files.hpp"
#include "services/table_rows.hpp"
#include "services/view_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;

namespace {

constexpr std::string_view others_option = "others";
constexpr std::string_view no_vote_option = "did_not_vote";
constexpr std::string_view independents = "IND";  // no party: other persons each time

/// Votes of a place by option.
using PlaceVotes = std::map<std::string, double>;
using BallotPlaces = std::map<std::string, std::pair<PlaceVotes, PlaceVotes>>;  // place: first ballot, second

std::vector<std::string> options_of(const BallotPlaces& places, bool second) {
  std::map<std::string, double> sums;
  for (const auto& [place, votes] : places) {
    for (const auto& [option, count] : second ? votes.second : votes.first) sums[option] += count;
  }
  std::vector<std::string> options;
  for (const auto& [option, sum] : sums) options.push_back(option);
  std::ranges::stable_sort(options, [&](const auto& one, const auto& other) { return sums.at(one) > sums.at(other); });
  return options;
}

Bilingual transfer_method() {
  return {
      "An estimate from the sums of places (ecological inference), not a count: on ballots whose true table is known "
      "(Scotland 2007, New Zealand 2011 and 2014) 8 to 9 of 100 votes stood in the wrong cell. Least and most are "
      "what the sums alone prove. Of votes only; it is never made for communities.",
      "यह जगहों के योग से निकला अनुमान है (इकोलॉजिकल इन्फ़रेंस), गिनती नहीं: जिन मतदानों की सही तालिका ज्ञात है (स्कॉटलैंड 2007, "
      "न्यूज़ीलैंड "
      "2011 और 2014) उनमें 100 में 8 से 9 मत ग़लत खाने में आए। न्यूनतम और अधिकतम वही हैं जो योग से ही सिद्ध होते हैं। केवल मतों के लिए; "
      "समुदायों के लिए कभी नहीं।"};
}

Result<json::object> matrix_json(const BallotPlaces& places, unsigned threads) {
  const std::vector<std::string> from = options_of(places, false);
  const std::vector<std::string> to = options_of(places, true);
  estimation::BallotPairs ballots{from.size(), to.size(), {}, {}};
  const auto votes_at = [](const PlaceVotes& votes, const std::string& option) {
    const auto found = votes.find(option);
    return found == votes.end() ? 0.0 : found->second;
  };
  for (const auto& [place, votes] : places) {
    for (const std::string& option : from) ballots.from.push_back(votes_at(votes.first, option));
    for (const std::string& option : to) ballots.to.push_back(votes_at(votes.second, option));
  }
  BOOTHWISE_TRY(transfer, estimation::estimate_transfer(ballots, threads));
  json::array rows;
  for (std::size_t j = 0; j < from.size(); ++j) {
    json::array cells;
    double sum = 0;
    for (std::size_t k = 0; k < to.size(); ++k) {
      const std::size_t cell = j * to.size() + k;
      sum += transfer.votes[cell];
      cells.push_back(json::object{{"to", to[k]},
                                   {"votes", transfer.votes[cell]},
                                   {"share", transfer.share[cell]},
                                   {"votes_least", transfer.votes_least[cell]},
                                   {"votes_most", transfer.votes_most[cell]}});
    }
    rows.push_back(json::object{{"from", from[j]}, {"votes", sum}, {"cells", std::move(cells)}});
  }
  return json::object{{"places", transfer.places_used},
                      {"places_left_out", places.size() - transfer.places_used},
                      {"unlike", transfer.unlike},
                      {"rows", std::move(rows)}};
}

/// Segments of an election by AC: of an assembly its seats.
std::map<std::int32_t, const Contest*> segments_of(const ElectionData& data) {
  std::map<std::int32_t, const Contest*> segments;
  const bool assembly = data.results.election.house == House::vidhan_sabha;
  const std::vector<Contest> none;
  const std::vector<Contest>& contests = assembly        ? data.results.contests
                                         : data.segments ? data.segments->segments
                                                         : none;
  for (const Contest& contest : contests) {
    if (!contest.empty()) segments.emplace(contest.number, &contest);
  }
  return segments;
}

std::map<std::string, double> party_shares(const std::map<std::int32_t, const Contest*>& segments) {
  std::map<std::string, double> votes;
  double all = 0;
  for (const auto& [number, contest] : segments) {
    for (const CandidateVotes& candidate : contest->candidates) {
      votes[candidate.party] += static_cast<double>(candidate.votes);
      all += static_cast<double>(candidate.votes);
    }
  }
  for (auto& [party, count] : votes) count /= all;
  return votes;
}

PlaceVotes place_votes(const Contest& contest, const std::map<std::string, double>& shares, double share_least,
                       bool with_electors) {
  PlaceVotes votes;
  double polled = 0;
  for (const CandidateVotes& candidate : contest.candidates) {
    const bool own = shares.at(candidate.party) >= share_least && candidate.party != independents;
    votes[own ? candidate.party : std::string(others_option)] += static_cast<double>(candidate.votes);
    polled += static_cast<double>(candidate.votes);
  }
  if (with_electors)
    votes[std::string(no_vote_option)] = std::max(0.0, static_cast<double>(contest.electors.value_or(0)) - polled);
  return votes;
}

}  // namespace

Result<json::object> transfer_view(const Snapshot& snapshot, const TransferAsked& asked) {
  BOOTHWISE_TRY(from, snapshot.election(asked.from));
  BOOTHWISE_TRY(to, snapshot.election(asked.to));
  const auto on_present_boundaries = [](const ElectionData& data) {
    return delimitation_of(data.results.election) == Delimitation::order_2008;
  };
  if (!on_present_boundaries(*from) || !on_present_boundaries(*to)) {
    return Error{ErrorKind::conflict,
                 "boundaries_differ",
                 {"one of these elections had other boundaries", "इनमें से एक चुनाव में सीमाएँ अलग थीं"},
                 {{}, 0, {}, asked.from + ", " + asked.to}};
  }
  if (asked.pc && snapshot.places.pc(*asked.pc) == nullptr)
    return unknown_seat(asked.pc->value, snapshot.places.pcs().size());
  const auto from_segments = segments_of(*from);
  const auto to_segments = segments_of(*to);
  BallotPlaces places;
  bool with_electors = true;
  std::vector<std::int32_t> common;
  for (const auto& [number, contest] : from_segments) {
    const auto other = to_segments.find(number);
    if (other == to_segments.end()) continue;
    if (asked.pc) {
      const auto* ac = snapshot.places.ac(AcNo(number));
      if (ac == nullptr || ac->pc != *asked.pc) continue;
    }
    common.push_back(number);
    with_electors = with_electors && contest->electors && other->second->electors;
  }
  if (common.empty()) {
    return Error{
        ErrorKind::not_found,
        "no_segments",
        {"no segment has results of both elections (segment results of a Lok Sabha election are a file of their own)",
         "किसी भी खंड में दोनों चुनावों के परिणाम नहीं हैं (लोकसभा के खंडवार परिणाम अलग फ़ाइल में होते हैं)"},
        {{}, 0, {}, asked.from + ", " + asked.to}};
  }
  const auto from_shares = party_shares(from_segments);
  const auto to_shares = party_shares(to_segments);
  for (const std::int32_t number : common) {
    places[std::to_string(number)] = {
        place_votes(*from_segments.at(number), from_shares, asked.share_least, with_electors),
        place_votes(*to_segments.at(number), to_shares, asked.share_least, with_electors)};
  }
  BOOTHWISE_TRY(matrix, matrix_json(places, asked.threads));
  json::object view{{"from", election_json(snapshot, *from)}, {"to", election_json(snapshot, *to)}};
  for (auto& [key, value] : matrix) view[key] = std::move(value);
  view["with_electors"] = with_electors;
  view["method"] = to_json(transfer_method());
  Drawn drawn = drawn_results(from->results.election);
  for (const auto& one : drawn_results(to->results.election)) drawn.push_back(one);
  add_sources(view, *snapshot.manifest, drawn);
  return view;
}

Result<json::object> transfer_of_files(const TransferFiles& files, Progress& progress) {
  std::map<std::string, BallotPlaces> groups;
  for (const bool second : {false, true}) {
    const std::filesystem::path& path = second ? files.to : files.from;
    std::vector<std::string> columns{"unit", "option", "votes"};
    if (!files.by.empty()) columns.push_back(files.by);
    BOOTHWISE_TRY(present, columns_of(path));
    BOOTHWISE_CHECK(intake::check_estimate_columns(present, path.filename().string()));
    BOOTHWISE_CHECK(read_rows(path, columns, columns.size(), progress, [&](const TableRow& row) -> Status {
      constexpr double votes_most = 1e9;
      BOOTHWISE_TRY(votes, row.number(2, 0, votes_most, std::nullopt));
      auto& place = groups[std::string(files.by.empty() ? "" : row.text(3))][std::string(row.text(0))];
      (second ? place.second : place.first)[std::string(row.text(1))] += votes;
      return success();
    }));
  }
  json::array list;
  for (const auto& [name, places] : groups) {
    BOOTHWISE_TRY(matrix, matrix_json(places, files.threads));
    if (!files.by.empty()) matrix[files.by] = name;
    list.push_back(std::move(matrix));
  }
  return json::object{{"matrices", std::move(list)}, {"method", to_json(transfer_method())}};
}

}  // namespace boothwise::services
