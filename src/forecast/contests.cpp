#include "forecast/contests.hpp"

#include <algorithm>
#include <numeric>

namespace boothwise::forecast {

namespace {

constexpr double bloc_least = 0.03;  // of the state's votes
constexpr double stands_from = 0.2;  // of its bloc's votes: it is the bloc's candidate here

std::vector<double> party_totals(const Table& votes) {
  std::vector<double> totals(votes.cols, 0.0);
  for (std::size_t seat = 0; seat < votes.rows; ++seat) {
    for (std::size_t party = 0; party < votes.cols; ++party) totals[party] += votes.at(seat, party);
  }
  return totals;
}

struct Candidate {
  BlocOf bloc;
  double votes = 0;
};

std::vector<BlocOf> blocs_of(const PastElection& election) {
  const std::vector<double> totals = party_totals(election.votes);
  const double all = std::accumulate(totals.begin(), totals.end(), 0.0);
  std::vector<Candidate> candidates;
  for (std::size_t party = 0; party < totals.size(); ++party) {
    const std::int32_t alliance = election.alliance[party];
    const auto same = [&](const Candidate& candidate) { return alliance >= 0 && candidate.bloc.alliance == alliance; };
    const auto found = std::ranges::find_if(candidates, same);
    if (found != candidates.end()) {
      found->votes += totals[party];
    } else {
      candidates.push_back({{alliance, alliance >= 0 ? -1 : static_cast<std::int32_t>(party)}, totals[party]});
    }
  }
  std::erase_if(candidates, [&](const Candidate& candidate) { return candidate.votes < bloc_least * all; });
  std::ranges::stable_sort(candidates, std::ranges::greater{}, &Candidate::votes);
  std::vector<BlocOf> blocs;
  blocs.reserve(candidates.size() + 1);
  for (const Candidate& candidate : candidates) blocs.push_back(candidate.bloc);
  blocs.push_back({});
  return blocs;
}

std::int32_t bloc_of(const std::vector<BlocOf>& blocs, const PastElection& election, std::size_t party) {
  for (std::size_t bloc = 0; bloc + 1 < blocs.size(); ++bloc) {
    const bool allied = blocs[bloc].alliance >= 0 && blocs[bloc].alliance == election.alliance[party];
    if (allied || blocs[bloc].party == static_cast<std::int32_t>(party)) return static_cast<std::int32_t>(bloc);
  }
  return static_cast<std::int32_t>(blocs.size()) - 1;
}

}  // namespace

CountedTarget target_of(const Counted& counted) {
  const PastElection& election = counted.election;
  const std::size_t seats = election.votes.rows;
  const std::size_t parties = election.votes.cols;
  CountedTarget result;
  result.blocs = blocs_of(election);
  const std::size_t blocs = result.blocs.size();
  Contest& contest = result.target.contest;
  contest.year = election.year;
  contest.kind = election.kind;
  contest.added_up = election.added_up;
  contest.blocs = blocs;
  for (std::size_t party = 0; party < parties; ++party) contest.bloc.push_back(bloc_of(result.blocs, election, party));
  contest.standing = Table(seats, parties);
  contest.stands = Table(seats, blocs);
  Outcome& outcome = result.target.outcome;
  outcome.shares = Table(seats, blocs);
  outcome.best = Table(seats, blocs);
  for (std::size_t seat = 0; seat < seats; ++seat) {
    double valid = 0;
    for (std::size_t party = 0; party < parties; ++party) {
      const auto bloc = static_cast<std::size_t>(contest.bloc[party]);
      valid += election.votes.at(seat, party);
      outcome.shares.at(seat, bloc) += election.votes.at(seat, party);
      outcome.best.at(seat, bloc) = std::max(outcome.best.at(seat, bloc), counted.best.at(seat, party));
    }
    contest.valid_votes.push_back(valid);
    for (std::size_t party = 0; party < parties; ++party) {
      const auto bloc = static_cast<std::size_t>(contest.bloc[party]);
      const double of_bloc = outcome.shares.at(seat, bloc);
      const double part = of_bloc > 0 ? election.votes.at(seat, party) / of_bloc : 0;
      const bool alone = result.blocs[bloc].alliance < 0;
      contest.standing.at(seat, party) = alone ? 1 : (election.added_up ? part : (part > stands_from ? 1.0 : 0.0));
    }
    for (std::size_t bloc = 0; bloc < blocs; ++bloc) {
      contest.stands.at(seat, bloc) = outcome.shares.at(seat, bloc) > 0 ? 1 : 0;
      if (valid > 0) {
        outcome.shares.at(seat, bloc) /= valid;
        outcome.best.at(seat, bloc) /= valid;
      }
    }
    const std::int32_t winner = counted.winner[seat];
    outcome.winner.push_back(winner < 0 || valid <= 0 ? -1 : contest.bloc[static_cast<std::size_t>(winner)]);
  }
  return result;
}

Table best_parts(const Contest& contest, const Table& expected, std::span<const Counted> elections) {
  constexpr double part_least = 0.2;
  double count = 0;
  double sum_x = 0;
  double sum_y = 0;
  double sum_xx = 0;
  double sum_xy = 0;
  for (const Counted& counted : elections) {
    if (counted.election.added_up || counted.election.year >= contest.year) continue;
    const CountedTarget target = target_of(counted);
    const std::size_t others = target.blocs.size() - 1;
    for (std::size_t seat = 0; seat < target.target.outcome.shares.rows; ++seat) {
      const double share = target.target.outcome.shares.at(seat, others);
      if (share <= 0) continue;
      const double part = target.target.outcome.best.at(seat, others) / share;
      count += 1;
      sum_x += share;
      sum_y += part;
      sum_xx += share * share;
      sum_xy += share * part;
    }
  }
  const double spread = count * sum_xx - sum_x * sum_x;
  const double slope = spread > 1e-12 ? (count * sum_xy - sum_x * sum_y) / spread : 0;
  const double start = count > 0 ? (sum_y - slope * sum_x) / count : 0.5;
  Table parts(contest.seats(), contest.blocs, 1.0);
  for (std::size_t seat = 0; seat < parts.rows; ++seat)
    parts.at(seat, contest.blocs - 1) =
        std::clamp(start + slope * expected.at(seat, contest.blocs - 1), part_least, 1.0);
  return parts;
}

}  // namespace boothwise::forecast
