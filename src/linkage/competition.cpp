#include "linkage/competition.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace boothwise::linkage {

std::vector<Link> one_to_one(std::vector<Link> links, std::size_t records) {
  std::ranges::sort(links, [](const Link& one, const Link& other) {
    return std::tuple(-one.weight, one.left, one.right) < std::tuple(-other.weight, other.left, other.right);
  });
  std::vector<bool> taken(records);
  std::erase_if(links, [&taken](const Link& link) {
    if (taken[link.left] || taken[link.right]) return true;
    taken[link.left] = true;
    taken[link.right] = true;
    return false;
  });
  std::ranges::sort(links, {}, [](const Link& link) { return std::tuple(link.left, link.right); });
  return links;
}

std::vector<Link> without_beaten(std::vector<Link> links, std::size_t records) {
  std::vector<float> best(records, -std::numeric_limits<float>::infinity());
  for (const Link& link : links) {
    best[link.left] = std::max(best[link.left], link.weight);
    best[link.right] = std::max(best[link.right], link.weight);
  }
  constexpr float clearly_bits = 3;
  std::erase_if(links, [&best](const Link& link) {
    return std::min(best[link.left], best[link.right]) > link.weight + clearly_bits;
  });
  return links;
}

}  // namespace boothwise::linkage
