#include "forecast/transfers.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace boothwise::forecast {

namespace {

constexpr double apart_half_life_years = 4;  // how fast separate results lose their say about an alliance's parts
constexpr double least_strength = 0.003;     // of a member that stood somewhere: nobody is quite without supporters
constexpr int parting_rounds = 3;

using Members = std::vector<std::size_t>;

std::vector<Members> alliances_of(const PastElection& election) {
  const auto most = std::ranges::max_element(election.alliance);
  const std::int32_t last = most == election.alliance.end() ? -1 : *most;
  std::vector<Members> alliances(static_cast<std::size_t>(std::max(last + 1, 0)));
  for (std::size_t party = 0; party < election.alliance.size(); ++party) {
    if (election.alliance[party] >= 0) alliances[static_cast<std::size_t>(election.alliance[party])].push_back(party);
  }
  std::erase_if(alliances, [](const Members& members) { return members.size() < 2; });
  return alliances;
}

bool all_apart(const PastElection& election, const Members& members) {
  std::set<std::int32_t> seen;
  for (const std::size_t party : members) {
    if (election.alliance[party] >= 0 && !seen.insert(election.alliance[party]).second) return false;
  }
  return true;
}

bool stood_anywhere(const Table& strengths, std::size_t party) {
  for (std::size_t seat = 0; seat < strengths.rows; ++seat) {
    if (strengths.at(seat, party) > 0) return true;
  }
  return false;
}

/// Weights by which `which`'s alliance of `members` is parted, seats × members; no rows if they never stood apart.
Table parting_weights(std::span<const PastElection> elections, const std::vector<Table>& strengths, std::size_t which,
                      const Members& members) {
  Table weights;
  for (std::size_t other = 0; other < elections.size(); ++other) {
    if (other == which || !all_apart(elections[other], members)) continue;
    if (weights.rows == 0) weights = Table(strengths[other].rows, members.size());
    const double far = std::abs(elections[other].year - elections[which].year);
    const double weight = std::exp2(-far / apart_half_life_years);
    for (std::size_t member = 0; member < members.size(); ++member) {
      const double floor = stood_anywhere(strengths[other], members[member]) ? least_strength : 0;
      for (std::size_t seat = 0; seat < weights.rows; ++seat)
        weights.at(seat, member) += weight * (strengths[other].at(seat, members[member]) + floor);
    }
  }
  return weights;
}

void part_alliance(Table& strengths, const Table& raw, const Members& members, const Table& weights) {
  for (std::size_t seat = 0; seat < strengths.rows; ++seat) {
    double total = 0;
    for (const std::size_t party : members) total += raw.at(seat, party);
    const auto parts = weights.row(seat);
    const double whole = std::accumulate(parts.begin(), parts.end(), 0.0);
    if (whole <= 0) continue;
    for (std::size_t member = 0; member < members.size(); ++member)
      strengths.at(seat, members[member]) = total * parts[member] / whole;
  }
}

}  // namespace

std::vector<std::size_t> strictly_before(std::span<const PastElection> elections, double year) {
  std::vector<std::size_t> before;
  for (std::size_t i = 0; i < elections.size(); ++i) {
    if (elections[i].year < year) before.push_back(i);
  }
  std::ranges::stable_sort(before, {}, [&](std::size_t i) { return elections[i].year; });
  return before;
}

std::vector<Table> party_strengths(std::span<const PastElection> elections) {
  std::vector<Table> raw;
  for (const PastElection& election : elections) raw.push_back(row_shares(election.votes));
  std::vector<Table> strengths = raw;
  for (int round = 0; round < parting_rounds; ++round) {
    std::vector<Table> next = raw;
    for (std::size_t i = 0; i < elections.size(); ++i) {
      for (const Members& members : alliances_of(elections[i])) {
        const Table weights = parting_weights(elections, strengths, i, members);
        if (weights.rows > 0) part_alliance(next[i], raw[i], members, weights);
      }
    }
    strengths = std::move(next);
  }
  return strengths;
}

namespace {

/// How far it was each member that stood for the alliance in a seat.
double stood_for(const PastElection& election, std::size_t seat, std::size_t party, double alliance_votes) {
  constexpr double stands_from = 0.2;  // of the alliance's votes: less is a friendly fight, not its candidate
  const double part = alliance_votes > 0 ? election.votes.at(seat, party) / alliance_votes : 0;
  return election.added_up ? part : (part > stands_from ? 1.0 : 0.0);
}

}  // namespace

Table without_leak(const PastElection& election, const Table& strengths, double kappa) {
  constexpr double least_followed = 0.3;
  constexpr double least_rest = 0.02;
  Table told = strengths;
  const std::vector<Members> alliances = alliances_of(election);
  std::vector<bool> allied(strengths.cols, false);
  for (const Members& members : alliances) {
    for (const std::size_t party : members) allied[party] = true;
  }
  for (std::size_t seat = 0; seat < told.rows; ++seat) {
    double in_alliances = 0;
    for (const Members& members : alliances) {
      double votes = 0;
      double strength = 0;
      double own = 0;
      for (const std::size_t party : members) votes += election.votes.at(seat, party);
      for (const std::size_t party : members) {
        strength += strengths.at(seat, party);
        own += strengths.at(seat, party) * stood_for(election, seat, party, votes);
      }
      if (strength <= 0) continue;
      const double own_share = own / strength;
      const double raise = 1 / std::max(own_share + kappa * (1 - own_share), least_followed);
      for (const std::size_t party : members) told.at(seat, party) *= raise;
      in_alliances += strength * raise;
    }
    double rest = 0;
    for (std::size_t party = 0; party < told.cols; ++party) rest += allied[party] ? 0 : told.at(seat, party);
    if (rest > 0 && in_alliances > 0) {
      const double left = std::max(1 - in_alliances, least_rest) / rest;
      for (std::size_t party = 0; party < told.cols; ++party) {
        if (!allied[party]) told.at(seat, party) *= left;
      }
    }
  }
  return row_shares(told);
}

Table bloc_shares(const Contest& contest, const Table& strengths, double kappa) {
  const std::size_t blocs = contest.blocs;
  Table shares(strengths.rows, blocs);
  std::vector<double> allies(blocs);
  for (std::size_t seat = 0; seat < strengths.rows; ++seat) {
    const auto of_seat = shares.row(seat);
    std::ranges::fill(allies, 0.0);
    for (std::size_t party = 0; party < strengths.cols; ++party) {
      const auto bloc = static_cast<std::size_t>(contest.bloc[party]);
      const double own = strengths.at(seat, party) * contest.standing.at(seat, party);
      of_seat[bloc] += own;
      allies[bloc] += strengths.at(seat, party) - own;
    }
    // Supporters of a bloc without a candidate all go elsewhere; so does what allies do not follow.
    double standing_own = 0;
    for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
      if (contest.stands.at(seat, bloc) <= 0) {
        allies[bloc] += of_seat[bloc];
        of_seat[bloc] = 0;
      }
      standing_own += of_seat[bloc];
    }
    const std::vector<double> own(of_seat.begin(), of_seat.end());
    for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
      const bool stands = contest.stands.at(seat, bloc) > 0;
      const bool said = bloc < contest.follow.size() && contest.follow[bloc] >= 0;
      const double follow = said ? contest.follow[bloc] : kappa;
      const double leak = allies[bloc] * (stands ? 1 - follow : 1);
      if (stands) of_seat[bloc] += follow * allies[bloc];
      const double elsewhere = standing_own - own[bloc];
      if (leak <= 0 || elsewhere <= 0) continue;
      for (std::size_t other = 0; other < blocs; ++other) {
        if (other != bloc) of_seat[other] += leak * own[other] / elsewhere;
      }
    }
  }
  return row_shares(shares);
}

}  // namespace boothwise::forecast
