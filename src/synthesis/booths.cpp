#include "synthesis/booths.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "synthesis/apportion.hpp"
#include "synthesis/draw_table.hpp"

namespace boothwise::synthesis {

std::vector<Votes> station_sizes(const Contest& segment, const BoothShape& shape, std::uint64_t seed) {
  const double electors = static_cast<double>(segment.polled_votes()) / shape.turnout;
  const double stations = std::max(1.0, std::round(electors / static_cast<double>(shape.electors_each)));
  constexpr std::uint64_t size_stream = 1000;  // beyond those of candidates
  RandomStream sizes = RandomStream(seed).of(static_cast<std::uint64_t>(segment.number)).of(size_stream);
  std::vector<double> weights(static_cast<std::size_t>(stations));
  for (double& weight : weights) weight = 0.4 + 1.2 * sizes.uniform();
  return apportion(std::llround(electors), weights);
}

namespace {

/// The segment's candidates with so many votes in all, shares as they were.
std::vector<Votes> scaled(const Contest& segment, Votes polled) {
  std::vector<double> weights;
  weights.reserve(segment.candidates.size());
  for (const CandidateVotes& row : segment.candidates) weights.push_back(static_cast<double>(row.votes));
  return apportion(polled, weights);
}

using Matrix = std::vector<std::vector<double>>;  // candidates by stations

/// Voters of each station: turnout varies by some 10 %, and nowhere do all vote.
std::vector<double> voters_of(Votes polled, std::span<const Votes> electors, RandomStream random) {
  constexpr double most_turnout = 0.97;
  std::vector<double> weights;
  std::vector<Votes> most;
  for (const Votes number : electors) {
    weights.push_back(static_cast<double>(number) * (0.9 + 0.2 * random.uniform()));
    most.push_back(static_cast<Votes>(std::ceil(static_cast<double>(number) * most_turnout)));
  }
  const std::vector<Votes> parts = apportion(polled, weights, most);
  return {parts.begin(), parts.end()};
}

Matrix leanings(const std::vector<Votes>& totals, std::span<const Votes> electors, double spread,
                const RandomStream& random) {
  Matrix wanted(totals.size(), std::vector<double>(electors.size()));
  for (std::size_t candidate = 0; candidate < totals.size(); ++candidate) {
    RandomStream leaning = random.of(candidate + 1);
    for (std::size_t station = 0; station < electors.size(); ++station) {
      wanted[candidate][station] = static_cast<double>(totals[candidate]) * static_cast<double>(electors[station]) *
                                   std::exp(spread * normal(leaning));
    }
  }
  return wanted;
}

/// Iterative proportional fitting (Deming & Stephan 1940) to both margins; a few rounds come near enough.
void fit(Matrix& wanted, const std::vector<Votes>& totals, const std::vector<double>& voters) {
  constexpr int rounds = 6;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t candidate = 0; candidate < wanted.size(); ++candidate) {
      const double sum = std::accumulate(wanted[candidate].begin(), wanted[candidate].end(), 0.0);
      const double factor = sum > 0 ? static_cast<double>(totals[candidate]) / sum : 0;
      for (double& cell : wanted[candidate]) cell *= factor;
    }
    for (std::size_t station = 0; station < voters.size(); ++station) {
      double sum = 0;
      for (const std::vector<double>& row : wanted) sum += row[station];
      const double factor = sum > 0 ? voters[station] / sum : 0;
      for (std::vector<double>& row : wanted) row[station] *= factor;
    }
  }
}

}  // namespace

StationVotes votes_at_stations(const Contest& segment, std::span<const Votes> electors, const BoothShape& shape,
                               std::uint64_t seed) {
  StationVotes made;
  made.votes.assign(electors.size(), std::vector<Votes>(segment.candidates.size()));
  const Votes all = std::accumulate(electors.begin(), electors.end(), Votes{0});
  const Votes polled = segment.polled_votes();
  if (all == 0 || polled == 0) return made;
  constexpr double room_least = 0.05;  // nobody votes everywhere
  made.is_exact = static_cast<double>(polled) <= (1 - room_least) * static_cast<double>(all);
  const auto less =
      static_cast<Votes>(std::llround(segment.turnout().value_or(shape.turnout) * static_cast<double>(all)));
  const std::vector<Votes> totals = scaled(segment, made.is_exact ? polled : less);

  const RandomStream random = RandomStream(seed).of(static_cast<std::uint64_t>(segment.number));
  Matrix wanted = leanings(totals, electors, shape.spread, random);
  fit(wanted, totals, voters_of(std::accumulate(totals.begin(), totals.end(), Votes{0}), electors, random.of(0)));
  std::vector<Votes> room(electors.begin(), electors.end());
  for (std::size_t candidate = 0; candidate < totals.size(); ++candidate) {
    const std::vector<Votes> parts = apportion(totals[candidate], wanted[candidate], room);
    for (std::size_t station = 0; station < parts.size(); ++station) {
      made.votes[station][candidate] = parts[station];
      room[station] -= parts[station];
    }
  }
  return made;
}

}  // namespace boothwise::synthesis
