#include "planning/assignment.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace boothwise::planning {

namespace {

/// Which pairs are chosen, by number.
std::vector<char> marks_of(const AssignmentProblem& problem, std::span<const PairNo> chosen) {
  std::vector<char> marks(problem.pairs.size(), 0);
  for (const PairNo pair : chosen) marks[pair] = 1;
  return marks;
}

bool within(const std::vector<std::uint32_t>& counts, const std::vector<Load>& loads) {
  for (std::size_t at = 0; at < loads.size(); ++at) {
    if (counts[at] < loads[at].least || counts[at] > loads[at].most) return false;
  }
  return true;
}

}  // namespace

bool AssignmentProblem::allow(LeaderNo leader, PostNo post, std::span<const double> amounts,
                              std::span<const double> weights) {
  constexpr auto most = static_cast<double>(cost_most);
  Pair pair{leader, post, 0};
  const std::size_t before = parts.size();
  for (std::size_t part = 0; part < part_count; ++part) {
    const double exact = amounts[part] * weights[part] * static_cast<double>(cost_unit);
    const Cost cost = std::abs(exact) <= most ? std::llround(exact) : 2 * cost_most;
    pair.cost += cost;
    parts.push_back(cost);
    if (std::abs(cost) > cost_most || std::abs(pair.cost) > cost_most) {
      parts.resize(before);
      return false;
    }
  }
  pairs.push_back(pair);
  return true;
}

std::optional<PairNo> AssignmentProblem::find(LeaderNo leader, PostNo post) const {
  const auto key = [](const Pair& pair) { return std::pair(pair.post, pair.leader); };
  const auto found = std::ranges::lower_bound(pairs, std::pair(post, leader), {}, key);
  if (found == pairs.end() || key(*found) != std::pair(post, leader)) return std::nullopt;
  return static_cast<PairNo>(found - pairs.begin());
}

std::span<const Cost> AssignmentProblem::parts_of(PairNo pair) const {
  return std::span(parts).subspan(std::size_t{pair} * part_count, part_count);
}

std::array<PairNo, 2> AssignmentProblem::pairs_of_post(PostNo post) const {
  const auto range = std::ranges::equal_range(pairs, post, {}, &Pair::post);
  return {static_cast<PairNo>(range.begin() - pairs.begin()), static_cast<PairNo>(range.end() - pairs.begin())};
}

Cost cost_of(const AssignmentProblem& problem, std::span<const PairNo> chosen) {
  Cost cost = 0;
  for (const PairNo pair : chosen) cost += problem.pairs[pair].cost;
  return cost;
}

bool keeps_conflicts(const AssignmentProblem& problem, std::span<const PairNo> chosen) {
  const std::vector<char> marks = marks_of(problem, chosen);
  const auto both = [&](const std::array<PairNo, 2>& two) { return marks[two[0]] != 0 && marks[two[1]] != 0; };
  const auto over = [&](const Group& group) {
    return std::ranges::count_if(group.of, [&](PairNo pair) { return marks[pair] != 0; }) > group.most;
  };
  return std::ranges::none_of(problem.conflicts, both) && std::ranges::none_of(problem.groups, over);
}

bool keeps_rules(const AssignmentProblem& problem, std::span<const PairNo> chosen) {
  std::vector<std::uint32_t> by_leader(problem.leaders.size(), 0);
  std::vector<std::uint32_t> by_post(problem.posts.size(), 0);
  for (const PairNo pair : chosen) {
    ++by_leader[problem.pairs[pair].leader];
    ++by_post[problem.pairs[pair].post];
  }
  const auto is_chosen = [&](PairNo pair) { return std::ranges::binary_search(chosen, pair); };
  return within(by_leader, problem.leaders) && within(by_post, problem.posts) &&
         std::ranges::all_of(problem.fixed, is_chosen) && keeps_conflicts(problem, chosen);
}

}  // namespace boothwise::planning
