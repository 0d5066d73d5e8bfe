#include "planning/contradiction.hpp"

#include "planning/constrained.hpp"
#include "planning/flow.hpp"

#include <algorithm>
#include <chrono>
#include <span>

namespace boothwise::planning {

namespace {

using Clock = std::chrono::steady_clock;

/// Where every pair costs nothing, the first plan found is the cheapest.
std::vector<Pair> without_costs(std::vector<Pair> pairs) {
  for (Pair& pair : pairs) pair.cost = 0;
  return pairs;
}

/// Only those rules of `problem` that are among `rules`.
AssignmentProblem with_rules(const AssignmentProblem& problem, std::span<const Rule> rules) {
  AssignmentProblem part;
  part.pairs = without_costs(problem.pairs);
  const auto all_leaders = static_cast<std::uint32_t>(problem.leaders.size());
  const auto all_posts = static_cast<std::uint32_t>(problem.posts.size());
  part.leaders.assign(all_leaders, {0, all_posts});
  part.posts.assign(all_posts, {0, all_leaders});
  for (const Rule& rule : rules) {
    switch (rule.kind) {
      case RuleKind::conflict:
        part.conflicts.push_back(problem.conflicts[rule.number]);
        break;
      case RuleKind::group:
        part.groups.push_back(problem.groups[rule.number]);
        break;
      case RuleKind::leader_least:
        part.leaders[rule.number].least = problem.leaders[rule.number].least;
        break;
      case RuleKind::leader_most:
        part.leaders[rule.number].most = problem.leaders[rule.number].most;
        break;
      case RuleKind::fixed:
        part.fixed.push_back(problem.fixed[rule.number]);
        break;
      case RuleKind::post_need:
        part.posts[rule.number] = problem.posts[rule.number];
        break;
    }
  }
  return part;
}

std::vector<Rule> all_rules(const AssignmentProblem& problem) {
  std::vector<Rule> rules;
  const auto add = [&](RuleKind kind, std::size_t count) {
    for (std::size_t number = 0; number < count; ++number) rules.push_back({kind, static_cast<std::uint32_t>(number)});
  };
  add(RuleKind::conflict, problem.conflicts.size());
  add(RuleKind::group, problem.groups.size());
  add(RuleKind::leader_least, problem.leaders.size());
  add(RuleKind::leader_most, problem.leaders.size());
  add(RuleKind::fixed, problem.fixed.size());
  add(RuleKind::post_need, problem.posts.size());
  return rules;
}

class DeletionFilter {
 public:
  DeletionFilter(const AssignmentProblem& problem, double seconds_max, const Progress& progress)
      : problem_(&problem),
        until_(Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds_max))),
        progress_(&progress),
        rules_(all_rules(problem)),
        is_kept_(rules_.size(), 1) {}

  void run() { filter(0, rules_.size()); }
  [[nodiscard]] std::vector<Rule> kept() const {
    std::vector<Rule> rules;
    for (std::size_t at = 0; at < rules_.size(); ++at) {
      if (is_kept_[at] != 0) rules.push_back(rules_[at]);
    }
    return rules;
  }
  [[nodiscard]] bool was_undecided() const { return was_undecided_; }

 private:
  /// Deletes what can go of the rules [begin, end).
  void filter(std::size_t begin, std::size_t end) {
    if (begin == end) return;
    mark(begin, end, 0);
    if (is_impossible()) return;
    mark(begin, end, 1);
    if (end - begin == 1) return;
    const std::size_t middle = begin + (end - begin) / 2;
    filter(begin, middle);
    filter(middle, end);
  }

  void mark(std::size_t begin, std::size_t end, char kept) {
    std::fill(is_kept_.begin() + static_cast<std::ptrdiff_t>(begin),
              is_kept_.begin() + static_cast<std::ptrdiff_t>(end), kept);
  }

  bool is_impossible() {
    const AssignmentProblem part = with_rules(*problem_, kept());
    if (!cheapest_flow(part)) return true;
    if (part.is_plain()) return false;
    const double seconds_left = std::chrono::duration<double>(until_ - Clock::now()).count();
    if (seconds_left <= 0 || progress_->stop_requested()) {
      was_undecided_ = true;
      return false;
    }
    const Search search = ConstrainedSearch(part, *progress_).cheapest({}, seconds_left, *progress_);
    was_undecided_ = was_undecided_ || search.ending == Ending::undecided;
    return search.ending == Ending::impossible;
  }

  const AssignmentProblem* problem_;
  Clock::time_point until_;
  const Progress* progress_;
  std::vector<Rule> rules_;
  std::vector<char> is_kept_;
  bool was_undecided_ = false;
};

}  // namespace

Contradiction why_impossible(const AssignmentProblem& problem, double seconds_max, const Progress& progress) {
  Contradiction why;
  for (PostNo post = 0; post < problem.posts.size(); ++post) {
    const auto [begin, end] = problem.pairs_of_post(post);
    if (end - begin < problem.posts[post].least) why.posts_without_leaders.push_back(post);
  }
  if (!why.posts_without_leaders.empty()) return why;
  std::uint64_t need = 0;
  std::uint64_t most = 0;
  std::uint64_t least = 0;
  for (const Load& post : problem.posts) need += post.least;
  for (const Load& leader : problem.leaders) {
    most += leader.most;
    least += leader.least;
  }
  if (most < need || least > need) return {{}, need, most, least, {}, true};
  DeletionFilter filter(problem, seconds_max, progress);
  filter.run();
  why.rules = filter.kept();
  why.is_irreducible = !filter.was_undecided();
  return why;
}

}  // namespace boothwise::planning
