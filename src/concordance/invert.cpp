#include "concordance/invert.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace boothwise::concordance {

std::vector<Match> inverted(std::span<const Match> matches, const std::vector<Station>& from) {
  const bool known = std::ranges::all_of(from, [](const Station& station) { return station.electors > 0; });
  const auto brought = [&](const Match& match) {
    return static_cast<double>(match.weight) * (known ? from[match.from].electors : 1);
  };
  std::map<std::uint32_t, double> sums;
  for (const Match& match : matches) sums[match.to] += brought(match);
  std::vector<Match> list;
  list.reserve(matches.size());
  for (const Match& match : matches) {
    list.push_back(
        {match.to, match.from, static_cast<float>(brought(match) / sums[match.to]), match.confidence, match.method});
  }
  std::ranges::sort(list, {}, [](const Match& one) { return std::tuple(one.from, one.to); });
  return list;
}

}  // namespace boothwise::concordance
