#include "planning/exchanges.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace boothwise::planning {

namespace {

class Exchanges {
 public:
  Exchanges(const AssignmentProblem& problem, std::vector<PairNo> chosen)
      : problem_(&problem), chosen_(std::move(chosen)), is_chosen_(problem.pairs.size(), 0) {
    for (const PairNo pair : chosen_) is_chosen_[pair] = 1;
  }

  std::vector<PairNo> settled() && {
    while (improve()) {
    }
    return std::move(chosen_);
  }

 private:
  bool improve() {
    for (const PairNo out : chosen_) {
      for (PairNo in = problem_->pairs_of_post(problem_->pairs[out].post)[0]; in < out; ++in) {
        if (is_chosen_[in] == 0 && (replace(out, in) || exchange(out, in))) return true;
      }
    }
    return false;
  }

  /// Another leader comes, one goes.
  bool replace(PairNo out, PairNo in) {
    return problem_->pairs[in].cost == problem_->pairs[out].cost && take({out}, {in});
  }

  /// The leader who comes leaves a post to the one who goes.
  bool exchange(PairNo out, PairNo in) {
    const Pair& goes = problem_->pairs[out];
    for (const PairNo left : chosen_) {
      if (problem_->pairs[left].leader != problem_->pairs[in].leader) continue;
      const std::optional<PairNo> taken = problem_->find(goes.leader, problem_->pairs[left].post);
      if (!taken || is_chosen_[*taken] != 0) continue;
      if (problem_->pairs[in].cost + problem_->pairs[*taken].cost != goes.cost + problem_->pairs[left].cost) continue;
      if (std::min(in, *taken) < std::min(out, left) && take({out, left}, {in, *taken})) return true;
    }
    return false;
  }

  bool take(std::initializer_list<PairNo> out, std::initializer_list<PairNo> in) {
    std::vector<PairNo> next;
    const auto goes = [&](PairNo pair) { return std::ranges::find(out, pair) != out.end(); };
    std::ranges::remove_copy_if(chosen_, std::back_inserter(next), goes);
    next.insert(next.end(), in.begin(), in.end());
    std::ranges::sort(next);
    if (!keeps_rules(*problem_, next)) return false;
    for (const PairNo pair : out) is_chosen_[pair] = 0;
    for (const PairNo pair : in) is_chosen_[pair] = 1;
    chosen_ = std::move(next);
    return true;
  }

  const AssignmentProblem* problem_;
  std::vector<PairNo> chosen_;
  std::vector<char> is_chosen_;
};

}  // namespace

std::vector<PairNo> settled_by_exchanges(const AssignmentProblem& problem, std::vector<PairNo> chosen) {
  return Exchanges(problem, std::move(chosen)).settled();
}

}  // namespace boothwise::planning
