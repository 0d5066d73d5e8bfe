#include "concordance/reexpress.hpp"

#include <cmath>

namespace boothwise::concordance {

std::vector<Expressed> reexpress(std::span<const Match> matches, std::span<const double> votes, std::size_t stations) {
  std::vector<Expressed> later(stations);
  std::vector<double> variance(stations, 0);
  for (const Match& match : matches) {
    const double weight = match.weight;
    const double confidence = match.confidence;
    const double moved = weight * votes[match.from];
    later[match.to].votes += moved;
    variance[match.to] += weight * (1 - weight) * votes[match.from] + confidence * (1 - confidence) * moved * moved;
  }
  for (std::size_t station = 0; station < stations; ++station) later[station].error = std::sqrt(variance[station]);
  return later;
}

}  // namespace boothwise::concordance
