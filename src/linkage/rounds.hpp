#pragma once

#include <algorithm>
#include <cmath>

#include "linkage/model.hpp"

namespace boothwise::linkage {

/// Expectation maximisation gives up after so many rounds, and has converged when nothing changes by more.
constexpr unsigned iterations_max = 500;
constexpr double change_least = 1e-4;
/// No share or number is estimated as less.
constexpr double share_least = 1e-9;

inline double total_of(const PatternCounts& counts) {
  double total = 0;
  for (const PatternCount& count : counts) total += count.count;
  return total;
}
/// Notes the largest change of a round.
class Change {
 public:
  void set(double& value, double next, double scale = 1) {
    largest_ = std::max(largest_, std::abs(value - next) / scale);
    value = next;
  }
  [[nodiscard]] bool is_small() const { return largest_ < change_least; }

 private:
  double largest_ = 0;
};

struct Rounds {
  bool converged = false;
  unsigned count = 0;
};

/// Repeats `step`, which takes a Change, until it changes little.
template <typename Step>
Rounds repeat(const Step& step) {
  Rounds rounds;
  while (rounds.count < iterations_max && !rounds.converged) {
    Change change;
    step(change);
    ++rounds.count;
    rounds.converged = change.is_small();
  }
  return rounds;
}

}  // namespace boothwise::linkage
