#include "privacy/consistency.hpp"

#include "privacy/areas.hpp"

namespace boothwise::privacy {

TreeFit::TreeFit(std::vector<std::uint32_t> parent, std::vector<double> variance)
    : parent_(std::move(parent)), own_weight_(parent_.size(), 1), share_(parent_.size(), 0) {
  const std::size_t nodes = parent_.size();
  std::vector<double> upward = std::move(variance);  // of the best estimate from a node and what is below it
  std::vector<double> of_parts(nodes, 0);            // the parts' variances, added up; 0 where there are none
  for (std::size_t node = nodes; node-- > 0;) {
    if (of_parts[node] > 0) {
      own_weight_[node] = of_parts[node] / (upward[node] + of_parts[node]);
      upward[node] *= own_weight_[node];
    }
    if (parent_[node] != no_area) of_parts[parent_[node]] += upward[node];
  }
  fitted_variance_ = upward;
  for (std::size_t node = 0; node < nodes; ++node) {
    if (parent_[node] == no_area) continue;
    const double all_parts = of_parts[parent_[node]];
    share_[node] = upward[node] / all_parts;
    fitted_variance_[node] -= share_[node] * share_[node] * (all_parts - fitted_variance_[parent_[node]]);
  }
}

void TreeFit::fit(std::span<double> values) const {
  const std::size_t nodes = parent_.size();
  std::vector<double> parts(nodes, 0);
  for (std::size_t node = nodes; node-- > 0;) {
    values[node] = own_weight_[node] * values[node] + (1 - own_weight_[node]) * parts[node];
    if (parent_[node] != no_area) parts[parent_[node]] += values[node];
  }
  for (std::size_t node = 0; node < nodes; ++node) {
    const std::uint32_t parent = parent_[node];
    if (parent != no_area) values[node] += share_[node] * (values[parent] - parts[parent]);
  }
}

}  // namespace boothwise::privacy
