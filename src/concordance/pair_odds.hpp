#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "concordance/buildings.hpp"
#include "concordance/match.hpp"

/// Inner part of the kernel: how likely each pair of buildings is one.
namespace boothwise::concordance {

/// Odds of `Buildings::pairs()` under a model, by their places there.
class PairOdds {
 public:
  PairOdds(const Buildings& buildings, const Model& model);

  [[nodiscard]] double weight(std::size_t pair) const { return weights_[pair]; }
  /// One plus the odds of all pairs of an earlier building.
  [[nodiscard]] double from_sum(std::uint32_t building) const { return from_sums_[building]; }
  /// The pair's odds against all other partners of either side, and against none: a probability.
  [[nodiscard]] double confidence(std::size_t pair) const;

 private:
  const Buildings& buildings_;
  std::vector<double> weights_;
  std::vector<double> from_sums_;
  std::vector<double> to_sums_;
};

}  // namespace boothwise::concordance
