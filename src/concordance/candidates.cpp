#include "concordance/candidates.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "concordance/buildings.hpp"
#include "concordance/pair_odds.hpp"

namespace boothwise::concordance {

std::vector<std::vector<Candidate>> candidates(const Segment& segment, const Model& model, std::size_t most) {
  std::vector<std::vector<Candidate>> found(segment.from.size());
  if (segment.from.empty() || segment.to.empty()) return found;
  const Buildings buildings(segment);
  const PairOdds odds(buildings, model);
  for (std::size_t at = 0; at < buildings.pairs().size(); ++at) {
    const Buildings::Pair& pair = buildings.pairs()[at];
    const auto confidence = static_cast<float>(odds.confidence(at));
    for (const std::uint32_t from : buildings.from()[pair.from].stations) {
      for (const std::uint32_t to : buildings.to()[pair.to].stations) found[from].push_back({to, confidence});
    }
  }
  for (std::uint32_t from = 0; from < found.size(); ++from) {
    const double expected = buildings.expected(from);
    const Portion& portion = buildings.from_names()[from].portion;
    const auto order = [&](const Candidate& one) {
      return std::tuple(-one.confidence, buildings.to_names()[one.to].portion != portion,
                        std::abs(static_cast<double>(one.to) - expected), one.to);
    };
    std::vector<Candidate>& mine = found[from];
    std::ranges::sort(mine, {}, order);
    if (mine.size() > most) mine.resize(most);
  }
  return found;
}

}  // namespace boothwise::concordance
