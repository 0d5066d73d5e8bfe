#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace boothwise::privacy {

/// The numbers that fit noised ones best (weighted least squares) and of which the parts add up to the whole, in a
/// forest of areas that were each noised alone: the two passes of Hay et al. 2010, with a variance for each area.
/// Post-processing: it sees noised numbers only, and takes away the more noise the higher up. docs/release.md#fitting.
class TreeFit {
 public:
  /// `parent` by node, parents first, no_area at a top; `variance` of each node's noise, above 0.
  TreeFit(std::vector<std::uint32_t> parent, std::vector<double> variance);

  /// Of the fitted numbers, by node. Never above that of the noise.
  [[nodiscard]] const std::vector<double>& variance() const { return fitted_variance_; }
  /// Replaces noised numbers, by node, with fitted ones.
  void fit(std::span<double> values) const;

 private:
  std::vector<std::uint32_t> parent_;
  std::vector<double> own_weight_;  ///< of a node's own number against the sum of its parts'
  std::vector<double> share_;       ///< of what a parent is off by, that a part takes
  std::vector<double> fitted_variance_;
};

}  // namespace boothwise::privacy
