#include "concordance/reexpress.hpp"

#include <cmath>

namespace boothwise::concordance {

namespace {

/// `moving`: what goes with a match; `drawn`: how many voters are drawn one by one.
template <typename Moving, typename Drawn>
std::vector<Expressed> spread(std::span<const Match> matches, std::size_t stations, const Moving& moving,
                              const Drawn& drawn) {
  std::vector<Expressed> later(stations);
  std::vector<double> variance(stations, 0);
  for (const Match& match : matches) {
    const double weight = match.weight;
    const double confidence = match.confidence;
    const double moved = weight * moving(match.from);
    later[match.to].votes += moved;
    variance[match.to] += weight * (1 - weight) * drawn(match.from) + confidence * (1 - confidence) * moved * moved;
  }
  for (std::size_t station = 0; station < stations; ++station) later[station].error = std::sqrt(variance[station]);
  return later;
}

}  // namespace

std::vector<Expressed> reexpress(std::span<const Match> matches, std::span<const double> votes, std::size_t stations) {
  const auto of = [&](std::uint32_t from) { return votes[from]; };
  return spread(matches, stations, of, of);
}

std::vector<Expressed> reexpress_lead(std::span<const Match> matches, std::span<const double> votes,
                                      std::span<const double> rivals, std::size_t stations) {
  return spread(
      matches, stations, [&](std::uint32_t from) { return votes[from] - rivals[from]; },
      [&](std::uint32_t from) { return votes[from] + rivals[from]; });
}

}  // namespace boothwise::concordance
