#include "synthesis/booths.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "base/random.hpp"

namespace boothwise::synthesis {

namespace {

/// Box and Muller 1958; one of the pair.
double normal(RandomStream& random) {
  const double radius = std::sqrt(-2 * std::log(1 - random.uniform()));
  return radius * std::cos(2 * std::numbers::pi * random.uniform());
}

/// Whole votes in proportion to `weights` that add up to `total`: largest remainder, ties by index.
std::vector<Votes> apportion(Votes total, const std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<Votes> parts(weights.size());
  std::vector<std::pair<double, std::size_t>> remainders(weights.size());
  Votes given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact = static_cast<double>(total) * weights[i] / sum;
    parts[i] = static_cast<Votes>(std::floor(exact));
    given += parts[i];
    remainders[i] = {static_cast<double>(parts[i]) - exact, i};
  }
  std::ranges::sort(remainders);
  for (std::size_t i = 0; given < total; ++i, ++given) ++parts[remainders[i % remainders.size()].second];
  return parts;
}

}  // namespace

std::vector<SyntheticStation> split_into_booths(const Contest& segment, const BoothShape& shape, std::uint64_t seed) {
  const Votes polled = segment.polled_votes();
  const double per_station = static_cast<double>(shape.electors_each) * shape.turnout;
  const auto stations = static_cast<std::size_t>(std::max(1.0, std::round(static_cast<double>(polled) / per_station)));
  const RandomStream random = RandomStream(seed).of(static_cast<std::uint64_t>(segment.number));
  RandomStream sizes = random.of(0);
  std::vector<double> size(stations);
  for (double& value : size) value = 0.4 + 1.2 * sizes.uniform();

  std::vector<SyntheticStation> made(stations);
  for (std::size_t candidate = 0; candidate < segment.candidates.size(); ++candidate) {
    RandomStream leaning = random.of(candidate + 1);
    std::vector<double> weights(stations);
    for (std::size_t station = 0; station < stations; ++station) {
      weights[station] = size[station] * std::exp(shape.spread * normal(leaning));
    }
    const std::vector<Votes> parts = apportion(segment.candidates[candidate].votes, weights);
    for (std::size_t station = 0; station < stations; ++station) made[station].votes.push_back(parts[station]);
  }
  RandomStream turnouts = random.of(segment.candidates.size() + 1);
  for (std::size_t station = 0; station < stations; ++station) {
    const Votes voted = std::accumulate(made[station].votes.begin(), made[station].votes.end(), Votes{0});
    const double turnout = std::clamp(shape.turnout * (0.85 + 0.3 * turnouts.uniform()), 0.05, 1.0);
    made[station].part_no = static_cast<std::int32_t>(station + 1);
    made[station].electors = std::max(voted, static_cast<Votes>(std::round(static_cast<double>(voted) / turnout)));
  }
  return made;
}

}  // namespace boothwise::synthesis
