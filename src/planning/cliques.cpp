#include "planning/cliques.hpp"

#include <algorithm>
#include <iterator>

namespace boothwise::planning {

namespace {

class ConflictGraph {
 public:
  explicit ConflictGraph(const AssignmentProblem& problem) : neighbours_(problem.pairs.size()) {
    for (const auto& [one, other] : problem.conflicts) {
      if (one == other || is_kept_already(problem, one, other)) continue;
      neighbours_[one].push_back(other);
      neighbours_[other].push_back(one);
    }
    for (std::vector<PairNo>& list : neighbours_) {
      std::ranges::sort(list);
      list.erase(std::ranges::unique(list).begin(), list.end());
    }
    covered_.resize(neighbours_.size());
    for (std::size_t pair = 0; pair < neighbours_.size(); ++pair) covered_[pair].assign(neighbours_[pair].size(), 0);
  }

  std::vector<std::vector<PairNo>> cover() {
    std::vector<std::vector<PairNo>> cliques;
    for (PairNo pair = 0; pair < neighbours_.size(); ++pair) {
      for (std::size_t at = 0; at < neighbours_[pair].size(); ++at) {
        if (covered_[pair][at] == 0) cliques.push_back(grow(pair, neighbours_[pair][at]));
      }
    }
    return cliques;
  }

 private:
  static bool is_kept_already(const AssignmentProblem& problem, PairNo one, PairNo other) {
    const Pair& a = problem.pairs[one];
    const Pair& b = problem.pairs[other];
    return (a.leader == b.leader && problem.leaders[a.leader].most <= 1) ||
           (a.post == b.post && problem.posts[a.post].most <= 1);
  }

  [[nodiscard]] std::vector<PairNo> common(const std::vector<PairNo>& candidates, PairNo pair) const {
    std::vector<PairNo> both;
    std::ranges::set_intersection(candidates, neighbours_[pair], std::back_inserter(both));
    return both;
  }

  std::vector<PairNo> grow(PairNo one, PairNo other) {
    std::vector<PairNo> clique{one, other};
    std::vector<PairNo> candidates = common(neighbours_[one], other);
    const auto degree = [this](PairNo pair) { return neighbours_[pair].size(); };
    while (!candidates.empty()) {
      const PairNo next = *std::ranges::max_element(candidates, {}, degree);
      clique.push_back(next);
      candidates = common(candidates, next);
    }
    std::ranges::sort(clique);
    mark(clique);
    return clique;
  }

  void mark(const std::vector<PairNo>& clique) {
    for (const PairNo pair : clique) {
      auto place = neighbours_[pair].begin();
      for (const PairNo other : clique) {
        if (other == pair) continue;
        place = std::lower_bound(place, neighbours_[pair].end(), other);
        covered_[pair][static_cast<std::size_t>(place - neighbours_[pair].begin())] = 1;
      }
    }
  }

  std::vector<std::vector<PairNo>> neighbours_;  // ascending
  std::vector<std::vector<char>> covered_;       // beside them
};

}  // namespace

std::vector<std::vector<PairNo>> conflict_cliques(const AssignmentProblem& problem) {
  return ConflictGraph(problem).cover();
}

}  // namespace boothwise::planning
