#pragma once

#include "planning/assignment.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <rapidcheck.h>
#include <vector>

/// The slow, obvious version of the planner: every choice of pairs is looked at.
namespace boothwise::planning::reference {

inline std::vector<std::vector<PairNo>> all_plans(const AssignmentProblem& problem) {
  std::vector<std::vector<PairNo>> plans;
  for (std::uint32_t bits = 0; bits < (1U << problem.pairs.size()); ++bits) {
    std::vector<PairNo> chosen;
    for (PairNo pair = 0; pair < problem.pairs.size(); ++pair) {
      if ((bits >> pair & 1U) != 0) chosen.push_back(pair);
    }
    if (keeps_rules(problem, chosen)) plans.push_back(std::move(chosen));
  }
  return plans;
}

inline bool is_earlier(const std::vector<PairNo>& one, const std::vector<PairNo>& other) {
  // The earliest pair that only one of them has decides, in favour of the one that has it.
  std::vector<PairNo> only_one;
  std::vector<PairNo> only_other;
  std::ranges::set_difference(one, other, std::back_inserter(only_one));
  std::ranges::set_difference(other, one, std::back_inserter(only_other));
  if (only_one.empty()) return false;
  return only_other.empty() || only_one.front() < only_other.front();
}

/// The cheapest plan that `wanted` takes, and of those the earliest.
inline std::optional<std::vector<PairNo>> cheapest(
    const AssignmentProblem& problem,
    const std::function<bool(const std::vector<PairNo>&)>& wanted = [](const auto&) { return true; }) {
  std::optional<std::vector<PairNo>> best;
  for (const std::vector<PairNo>& plan : all_plans(problem)) {
    if (!wanted(plan)) continue;
    const Cost cost = cost_of(problem, plan);
    if (!best || cost < cost_of(problem, *best) || (cost == cost_of(problem, *best) && is_earlier(plan, *best)))
      best = plan;
  }
  return best;
}

/// Any number in [least, end), whatever the size of the test.
template <typename Number>
rc::Gen<Number> any_from(Number least, Number end) {
  constexpr int full_size = 100;
  return rc::gen::resize(full_size, rc::gen::inRange<Number>(least, end));
}

inline void draw_pairs(AssignmentProblem& problem) {
  problem.part_count = 2;
  for (PostNo post = 0; post < problem.posts.size(); ++post) {
    for (LeaderNo leader = 0; leader < problem.leaders.size(); ++leader) {
      if (*rc::gen::weightedElement<bool>({{1, true}, {7, false}})) continue;
      const std::vector<double> amounts{*rc::gen::element(0.0, 1.0, 2.5, 40.125), *rc::gen::element(0.0, 1.0)};
      RC_ASSERT(problem.allow(leader, post, amounts, std::vector{1.0, -1.5}));
    }
  }
}

inline void draw_constraints(AssignmentProblem& problem) {
  const auto a_pair = any_from<PairNo>(0, static_cast<PairNo>(problem.pairs.size()));
  for (int left = *any_from(0, 10); left > 0; --left) {
    const PairNo one = *a_pair;
    const PairNo other = *a_pair;
    if (one != other) problem.conflicts.push_back({one, other});
  }
  for (int left = *any_from(0, 3); left > 0; --left)
    problem.groups.push_back({*rc::gen::unique<std::vector<PairNo>>(a_pair), *any_from<std::uint32_t>(0, 4)});
}

/// Small problems with few different costs, so that ties are common, and with rules that sometimes cannot all hold.
inline AssignmentProblem drawn(bool plain) {
  AssignmentProblem problem;
  const auto leaders = *any_from<LeaderNo>(2, 5);
  for (LeaderNo leader = 0; leader < leaders; ++leader) {
    const auto most = *rc::gen::weightedElement<std::uint32_t>({{1, 0}, {5, 1}, {4, 2}, {2, 3}});
    problem.leaders.push_back({*rc::gen::weightedElement<std::uint32_t>({{8, 0}, {1, std::min(most, 1U)}}), most});
  }
  for (auto left = *any_from<PostNo>(1, 4); left > 0; --left) {
    const auto need = *rc::gen::weightedElement<std::uint32_t>({{6, 1}, {1, 2}});
    problem.posts.push_back({need, need});
  }
  draw_pairs(problem);
  if (problem.pairs.empty()) return problem;
  for (int left = *rc::gen::weightedElement<int>({{5, 0}, {2, 1}, {1, 2}}); left > 0; --left) {
    const PairNo pair = *any_from<PairNo>(0, static_cast<PairNo>(problem.pairs.size()));
    if (std::ranges::find(problem.fixed, pair) == problem.fixed.end()) problem.fixed.push_back(pair);
  }
  if (!plain) draw_constraints(problem);
  return problem;
}

}  // namespace boothwise::planning::reference
