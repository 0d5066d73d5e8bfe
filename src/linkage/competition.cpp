#include "linkage/competition.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace boothwise::linkage {

namespace {

/// What counts where links compete: decided ones win over all others.
float standing(const Link& link) {
  return link.probability >= 1 ? std::numeric_limits<float>::infinity() : link.weight;
}

}  // namespace

std::vector<Link> one_to_one(std::vector<Link> links, std::size_t records) {
  std::ranges::sort(links, [](const Link& one, const Link& other) {
    return std::tuple(-standing(one), -one.weight, one.left, one.right) <
           std::tuple(-standing(other), -other.weight, other.left, other.right);
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
    best[link.left] = std::max(best[link.left], standing(link));
    best[link.right] = std::max(best[link.right], standing(link));
  }
  constexpr float clearly_bits = 3;
  std::erase_if(links, [&best](const Link& link) {
    return std::min(best[link.left], best[link.right]) > standing(link) + clearly_bits;
  });
  return links;
}

}  // namespace boothwise::linkage
