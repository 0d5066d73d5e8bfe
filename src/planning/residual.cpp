#include "planning/residual.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <queue>
#include <utility>

namespace boothwise::planning {

namespace {

constexpr PairNo no_pair = std::numeric_limits<PairNo>::max();
constexpr Cost unreachable = std::numeric_limits<Cost>::max();
constexpr std::uint32_t hub = 0;

}  // namespace

Residual::Residual(const AssignmentProblem& problem, const std::vector<PairNo>& chosen, std::vector<Cost> prices)
    : problem_(&problem),
      prices_(std::move(prices)),
      chosen_(problem.pairs.size(), 0),
      frozen_(problem.pairs.size(), 0),
      loads_(1 + problem.leaders.size() + problem.posts.size(), 0),
      leader_begin_(problem.leaders.size() + 1, 0),
      post_begin_(problem.posts.size() + 1, 0) {
  for (const Pair& pair : problem.pairs) {
    ++leader_begin_[pair.leader + 1];
    ++post_begin_[pair.post + 1];
  }
  for (std::size_t at = 1; at < leader_begin_.size(); ++at) leader_begin_[at] += leader_begin_[at - 1];
  for (std::size_t at = 1; at < post_begin_.size(); ++at) post_begin_[at] += post_begin_[at - 1];
  pairs_by_leader_.resize(problem.pairs.size());
  std::vector<std::uint32_t> next(leader_begin_.begin(), leader_begin_.end() - 1);
  for (PairNo pair = 0; pair < problem.pairs.size(); ++pair)
    pairs_by_leader_[next[problem.pairs[pair].leader]++] = pair;
  for (const PairNo pair : problem.fixed) frozen_[pair] = 1;
  apply(chosen);
}

std::vector<PairNo> Residual::chosen() const {
  std::vector<PairNo> list;
  for (PairNo pair = 0; pair < chosen_.size(); ++pair) {
    if (chosen_[pair] != 0) list.push_back(pair);
  }
  return list;
}

void Residual::apply(const std::vector<PairNo>& changes) {
  for (const PairNo pair : changes) {
    const std::uint32_t change = chosen_[pair] != 0 ? std::numeric_limits<std::uint32_t>::max() : 1;  // minus one
    loads_[leader_node(problem_->pairs[pair].leader)] += change;
    loads_[post_node(problem_->pairs[pair].post)] += change;
    chosen_[pair] = static_cast<char>(1 - chosen_[pair]);
  }
}

Cost Residual::cost_with_prices(PairNo pair) const {
  const Pair& one = problem_->pairs[pair];
  return one.cost + prices_[leader_node(one.leader)] - prices_[post_node(one.post)];
}

template <typename Visit>
void Residual::each_step(std::uint32_t node, Visit visit) const {
  const auto leaders = static_cast<std::uint32_t>(problem_->leaders.size());
  if (node == hub) {
    for (LeaderNo leader = 0; leader < leaders; ++leader) {
      const std::uint32_t to = leader_node(leader);
      if (loads_[to] < problem_->leaders[leader].most) visit(Step{to, no_pair, prices_[hub] - prices_[to]});
    }
    for (PostNo post = 0; post < problem_->posts.size(); ++post) {
      const std::uint32_t to = post_node(post);
      if (loads_[to] > problem_->posts[post].least) visit(Step{to, no_pair, prices_[hub] - prices_[to]});
    }
  } else if (node <= leaders) {
    const LeaderNo leader = node - 1;
    if (loads_[node] > problem_->leaders[leader].least) visit(Step{hub, no_pair, prices_[node] - prices_[hub]});
    for (std::uint32_t at = leader_begin_[leader]; at < leader_begin_[leader + 1]; ++at) {
      const PairNo pair = pairs_by_leader_[at];
      if (chosen_[pair] == 0 && frozen_[pair] == 0)
        visit(Step{post_node(problem_->pairs[pair].post), pair, cost_with_prices(pair)});
    }
  } else {
    const PostNo post = node - 1 - leaders;
    if (loads_[node] < problem_->posts[post].most) visit(Step{hub, no_pair, prices_[node] - prices_[hub]});
    for (PairNo pair = post_begin_[post]; pair < post_begin_[post + 1]; ++pair) {
      if (chosen_[pair] != 0 && frozen_[pair] == 0)
        visit(Step{leader_node(problem_->pairs[pair].leader), pair, -cost_with_prices(pair)});
    }
  }
}

Residual::Ways Residual::ways_from(std::uint32_t start, Cost cost_max) const {
  Ways ways{std::vector<Cost>(loads_.size(), unreachable), std::vector<std::uint32_t>(loads_.size(), start),
            std::vector<PairNo>(loads_.size(), no_pair)};
  using Waiting = std::pair<Cost, std::uint32_t>;
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting;
  ways.cost[start] = 0;
  waiting.emplace(0, start);
  while (!waiting.empty()) {
    const auto [cost, node] = waiting.top();
    waiting.pop();
    if (cost > ways.cost[node]) continue;
    each_step(node, [&, cost = cost, node = node](const Step& step) {
      const Cost there = cost + step.cost;
      if (there > cost_max || there >= ways.cost[step.to]) return;
      ways.cost[step.to] = there;
      ways.from[step.to] = node;
      ways.pair[step.to] = step.pair;
      waiting.emplace(there, step.to);
    });
  }
  return ways;
}

std::vector<PairNo> Residual::cycle(PairNo pair, const Ways& ways) const {
  std::vector<PairNo> changes{pair};
  const std::uint32_t start = post_node(problem_->pairs[pair].post);
  for (std::uint32_t node = leader_node(problem_->pairs[pair].leader); node != start; node = ways.from[node]) {
    if (ways.pair[node] != no_pair) changes.push_back(ways.pair[node]);
  }
  return changes;
}

void Residual::settle_ties_of(PostNo post) {
  std::optional<Ways> ways;  // made anew once something is settled
  for (PairNo pair = post_begin_[post]; pair < post_begin_[post + 1]; ++pair) {
    if (frozen_[pair] != 0) continue;
    frozen_[pair] = 1;
    if (chosen_[pair] != 0) {
      ways.reset();
    } else if (cost_with_prices(pair) == 0) {
      if (!ways) ways = ways_from(post_node(post), 0);
      if (ways->cost[leader_node(problem_->pairs[pair].leader)] != 0) continue;
      apply(cycle(pair, *ways));
      ways.reset();
    }
  }
}

void Residual::settle_ties() {
  // Only pairs that cost nothing with prices can change hands, and those are few.
  AssignmentProblem tight;
  tight.leaders = problem_->leaders;
  tight.posts = problem_->posts;
  std::vector<PairNo> original;
  std::vector<PairNo> now;
  for (PairNo pair = 0; pair < chosen_.size(); ++pair) {
    if (chosen_[pair] == 0 && cost_with_prices(pair) != 0) continue;
    const auto number = static_cast<PairNo>(original.size());
    if (frozen_[pair] != 0) tight.fixed.push_back(number);
    if (chosen_[pair] != 0) now.push_back(number);
    tight.pairs.push_back(problem_->pairs[pair]);
    original.push_back(pair);
  }
  Residual small(tight, now, prices_);
  for (PostNo post = 0; post < tight.posts.size(); ++post) small.settle_ties_of(post);
  std::vector<PairNo> changes;
  for (PairNo pair = 0; pair < original.size(); ++pair) {
    if (small.chosen_[pair] != chosen_[original[pair]]) changes.push_back(original[pair]);
  }
  apply(changes);
}

std::vector<Alternative> Residual::alternatives(PostNo post) const {
  const Ways ways = ways_from(post_node(post), unreachable - 1);
  const std::vector<PairNo> now = chosen();
  std::vector<Alternative> list;
  for (PairNo pair = post_begin_[post]; pair < post_begin_[post + 1]; ++pair) {
    const Cost back = ways.cost[leader_node(problem_->pairs[pair].leader)];
    if (chosen_[pair] != 0 || back == unreachable) continue;
    std::vector<PairNo> changes = cycle(pair, ways);
    std::ranges::sort(changes);
    Alternative one{pair, cost_with_prices(pair) + back, true, {}};
    std::ranges::set_symmetric_difference(now, changes, std::back_inserter(one.chosen));
    list.push_back(std::move(one));
  }
  std::ranges::stable_sort(list, {}, &Alternative::extra);
  return list;
}

}  // namespace boothwise::planning
