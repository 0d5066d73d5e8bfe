#include "concordance/decide.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace boothwise::concordance {

std::vector<Match> with_decisions(std::vector<Match> matches, std::span<const Decision> decisions) {
  std::set<std::uint32_t> decided;
  for (const Decision& decision : decisions) decided.insert(decision.from);
  std::erase_if(matches, [&](const Match& match) { return decided.contains(match.from); });
  for (const Decision& decision : decisions) {
    float sum = 0;
    for (const auto& [to, weight] : decision.to) sum += weight;
    for (const auto& [to, weight] : decision.to) {
      matches.push_back({decision.from, to, weight / sum, 1, Method::by_hand});
    }
  }
  std::ranges::sort(matches, {}, [](const Match& one) { return std::tuple(one.from, one.to); });
  return matches;
}

}  // namespace boothwise::concordance
