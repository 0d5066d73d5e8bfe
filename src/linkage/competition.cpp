#include "linkage/competition.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <tuple>

#include "linkage/scored.hpp"

namespace boothwise::linkage {

namespace {

bool is_decided(const Link& link) { return link.probability >= 1; }

/// What counts where links compete: decided ones win over all others.
float standing(const Link& link) { return is_decided(link) ? std::numeric_limits<float>::infinity() : link.weight; }

constexpr std::uint8_t several = 2;

/// How many links each record has, of those that `counts`; two stands for more, too.
template <typename Counts>
std::vector<std::uint8_t> links_of_records(std::span<const Link> links, std::size_t records, const Counts& counts) {
  std::vector<std::uint8_t> numbers(records);
  for (const Link& link : links) {
    if (!counts(link)) continue;
    for (const RecordNo record : {link.left, link.right})
      numbers[record] = std::min<std::uint8_t>(numbers[record] + 1, several);
  }
  return numbers;
}

/// The side of two tables whose records have one partner or none, as far as sure links tell: the one of which fewer
/// have two, the smaller one of equals.
std::optional<RecordNo Link::*> side_with_one(std::span<const Link> links, std::size_t left, std::size_t records) {
  constexpr float sure = 0.99F;
  constexpr double twice_most = 0.01;
  const std::vector<std::uint8_t> sure_links =
      links_of_records(links, records, [](const Link& link) { return link.probability >= sure && !is_decided(link); });
  const auto twice = [&](std::size_t begin, std::size_t end) {
    std::size_t linked = 0;
    std::size_t with_two = 0;
    for (std::size_t record = begin; record < end; ++record) {
      linked += sure_links[record] > 0 ? 1 : 0;
      with_two += sure_links[record] == several ? 1 : 0;
    }
    return static_cast<double>(with_two) / static_cast<double>(std::max<std::size_t>(linked, 1));
  };
  const double of_left = twice(0, left);
  const double of_right = twice(left, records);
  if (std::min(of_left, of_right) > twice_most) return std::nullopt;
  const bool by_right = of_right < of_left || (of_right == of_left && records - left <= left);
  return by_right ? &Link::right : &Link::left;
}

/// The share of records that have a partner: the mean of what all candidates together make of it, each record's
/// `speaking` for them (below).
double share_with_partner(std::span<const double> speaking, double records) {
  constexpr int rounds_most = 200;
  constexpr double change_least = 1e-6;
  double share = partnered_most;
  for (int round = 0; round < rounds_most; ++round) {
    double partnered = 0;
    for (const double of_record : speaking)
      partnered += std::isinf(of_record) ? 1 : share * of_record / (1 - share + share * of_record);
    const double next = std::min(partnered / records, partnered_most);
    const bool is_still = std::abs(next - share) < change_least;
    share = next;
    if (is_still) break;
  }
  return share;
}

}  // namespace

std::vector<Link> among_rivals(std::vector<Link> links, const Model& model, std::size_t left, std::size_t records,
                               std::size_t settled) {
  const std::optional<RecordNo Link::*> side = side_with_one(links, left, records);
  if (!side || links.empty() || model.matches <= 0) return links;
  const std::size_t right = records - left;
  const bool by_left = *side == &Link::left;
  const std::size_t first = by_left ? 0 : left;
  const auto searched = [settled](std::size_t size) { return static_cast<double>(size - std::min(settled, size - 1)); };
  // How much likelier than chance a pair is, shared out over all that its record could have for a partner.
  const double scale = model.pairs / (model.matches * searched(by_left ? right : left));
  const auto own = [&](const Link& link) {
    return is_decided(link) ? std::numeric_limits<double>::infinity() : odds_of(model, link.weight) * scale;
  };
  std::vector<double> speaking(by_left ? left : right);  // for all candidates of a record together
  for (const Link& link : links) speaking[link.*(*side) - first] += own(link);
  const double share = share_with_partner(speaking, searched(speaking.size()));
  for (Link& link : links) {
    if (is_decided(link)) continue;
    const double all = speaking[link.*(*side) - first];
    link.probability = std::min(static_cast<float>(share * own(link) / (1 - share + share * all)), surest);
  }
  return links;
}

std::vector<Link> one_to_one(std::vector<Link> links, std::size_t records) {
  // Most links have no rival: only those that have one are put in order of what they weigh.
  const std::vector<std::uint8_t> links_of = links_of_records(links, records, [](const Link&) { return true; });
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
