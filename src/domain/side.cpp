#include "domain/side.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"

namespace boothwise {

Alliances::Alliances(std::vector<Alliance> alliances) : alliances_(std::move(alliances)) {
  for (Alliance& alliance : alliances_) std::ranges::sort(alliance.parties);
  std::ranges::sort(alliances_, {},
                    [](const Alliance& a) { return std::tuple(a.house, a.year, std::string_view(a.id)); });
}

std::vector<const Alliance*> Alliances::of(const ElectionId& election) const {
  std::int32_t year = 0;
  for (const Alliance& alliance : alliances_) {
    const bool usable = election.by_election ? alliance.year <= election.year : alliance.year == election.year;
    if (alliance.house == election.house && usable) year = std::max(year, alliance.year);
  }
  std::vector<const Alliance*> found;
  for (const Alliance& alliance : alliances_) {
    if (alliance.house == election.house && alliance.year == year) found.push_back(&alliance);
  }
  return found;
}

const Alliance* Alliances::find(const ElectionId& election, std::string_view id) const {
  const std::string wanted = ascii_lower(id);
  for (const Alliance* alliance : of(election)) {
    if (ascii_lower(alliance->id) == wanted) return alliance;
  }
  return nullptr;
}

const Alliance* Alliances::of_party(const ElectionId& election, std::string_view party) const {
  for (const Alliance* alliance : of(election)) {
    if (std::ranges::binary_search(alliance->parties, party)) return alliance;
  }
  return nullptr;
}

bool Side::holds(std::string_view party) const { return std::ranges::binary_search(parties, party); }

namespace {

/// Keys live as long as the results.
using VotesByParty = std::unordered_map<std::string_view, Votes>;

VotesByParty votes_by_party(const ElectionResults& results) {
  VotesByParty votes;
  for (const Contest& contest : results.contests) {
    for (const CandidateVotes& row : contest.candidates) {
      if (!row.is_nota()) votes[row.party] += row.votes;
    }
  }
  return votes;
}

Error unknown_side(std::string_view part, const ElectionResults& results, const Alliances& alliances) {
  constexpr std::size_t parties_listed = 12;
  const std::string election = to_string(results.election);
  Error error{
      ErrorKind::bad_input,
      "unknown_side",
      {"no party or alliance of this name stood in " + election, election + " में इस नाम का कोई दल या गठबंधन नहीं था"}};
  error.where.value = shortened(part, 80);
  for (const Alliance* alliance : alliances.of(results.election)) error.choices.push_back(alliance->id);
  std::vector<std::pair<Votes, std::string>> largest;
  for (const auto& [party, count] : votes_by_party(results)) largest.emplace_back(-count, party);
  std::ranges::sort(largest);
  for (std::size_t i = 0; i < std::min(parties_listed, largest.size()); ++i) error.choices.push_back(largest[i].second);
  return error;
}

bool stood(const ElectionResults& results, std::string_view party) {
  return std::ranges::any_of(results.contests, [&](const Contest& contest) {
    return std::ranges::any_of(contest.candidates,
                               [&](const CandidateVotes& row) { return !row.is_nota() && row.party == party; });
  });
}

/// The code of the party as the results write it; empty if none of that name stood.
std::string spelling_in(const ElectionResults& results, std::string_view part) {
  if (stood(results, part)) return std::string(part);
  const std::string wanted = ascii_lower(part);
  std::string_view found;
  for (const auto& [party, count] : votes_by_party(results)) {
    if (ascii_lower(party) == wanted && (found.empty() || party < found)) found = party;
  }
  return std::string(found);
}

Bilingual name_of(std::string_view code, const Alliance* alliance, const std::vector<Party>& parties) {
  Bilingual name;
  if (alliance != nullptr) {
    name = alliance->name;
  } else if (const auto party = std::ranges::find(parties, code, &Party::code); party != parties.end()) {
    name = party->name;
  }
  if (name.en.empty()) name.en = std::string(code);
  if (name.hi.empty()) name.hi = std::string(code);
  return name;
}

}  // namespace

Result<Side> resolve_side(std::string_view text, const ElectionResults& results, const Alliances& alliances,
                          const std::vector<Party>& parties) {
  Side side;
  std::set<std::string> members;
  // An alliance's own id may hold a '+': it is tried as a whole first.
  const bool whole = alliances.find(results.election, trimmed(text)) != nullptr;
  for (const std::string& piece : whole ? std::vector{std::string(text)} : split(text, '+')) {
    const std::string_view part = trimmed(piece);
    const Alliance* alliance = alliances.find(results.election, part);
    const std::string party = alliance == nullptr ? spelling_in(results, part) : std::string();
    if (alliance == nullptr && party.empty()) return unknown_side(part, results, alliances);
    if (alliance != nullptr) {
      members.insert(alliance->parties.begin(), alliance->parties.end());
    } else {
      members.insert(party);
    }
    const std::string id = alliance != nullptr ? alliance->id : party;
    const Bilingual name = name_of(id, alliance, parties);
    const bool first = side.id.empty();
    side.id += (first ? "" : "+") + id;
    side.name.en += (first ? "" : " + ") + name.en;
    side.name.hi += (first ? "" : " + ") + name.hi;
  }
  if (std::ranges::none_of(members, [&](const std::string& party) { return stood(results, party); })) {
    return unknown_side(text, results, alliances);
  }
  side.parties.assign(members.begin(), members.end());
  return side;
}

}  // namespace boothwise
