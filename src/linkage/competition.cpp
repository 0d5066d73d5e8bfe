#include "linkage/competition.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <tuple>

#include "linkage/scored.hpp"

namespace boothwise::linkage {

namespace {

/// What counts where links compete: decided ones win over all others.
float standing(const Link& link) {
  return link.probability >= 1 ? std::numeric_limits<float>::infinity() : link.weight;
}

}  // namespace

std::vector<Link> one_to_one(std::vector<Link> links, std::size_t records) {
  // Most links have no rival: only those that have one are put in order of what they weigh.
  constexpr std::uint8_t several = 2;
  std::vector<std::uint8_t> links_of(records);
  for (const Link& link : links) {
    for (const RecordNo record : {link.left, link.right})
      links_of[record] = std::min<std::uint8_t>(links_of[record] + 1, several);
  }
  const auto has_no_rival = [&links_of](const Link& link) {
    return links_of[link.left] < several && links_of[link.right] < several;
  };
  const auto rivals = std::stable_partition(links.begin(), links.end(), has_no_rival);
  std::sort(rivals, links.end(), [](const Link& one, const Link& other) {
    return std::tuple(-standing(one), -one.weight, one.left, one.right) <
           std::tuple(-standing(other), -other.weight, other.left, other.right);
  });
  std::vector<bool> taken(records);
  const auto end = std::remove_if(rivals, links.end(), [&taken](const Link& link) {
    if (taken[link.left] || taken[link.right]) return true;
    taken[link.left] = true;
    taken[link.right] = true;
    return false;
  });
  std::sort(rivals, end, comes_before);
  if (!std::is_sorted(links.begin(), rivals, comes_before)) std::sort(links.begin(), rivals, comes_before);
  std::inplace_merge(links.begin(), rivals, end, comes_before);
  links.erase(end, links.end());
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
