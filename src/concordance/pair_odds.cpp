#include "concordance/pair_odds.hpp"

#include <algorithm>
#include <cmath>

namespace boothwise::concordance {

PairOdds::PairOdds(const Buildings& buildings, const Model& model)
    : buildings_(buildings), from_sums_(buildings.from().size(), 1), to_sums_(buildings.to().size(), 1) {
  weights_.reserve(buildings.pairs().size());
  for (const Buildings::Pair& pair : buildings.pairs()) {
    const double odds = model.prior + model.place[pair.place] + model.kind[pair.kind] + model.number[pair.number] +
                        model.size[pair.size];
    constexpr double most = 30;  // of the logarithm, so that sums stay exact enough
    const double weight = std::exp(std::clamp(odds, -most, most));
    weights_.push_back(weight);
    from_sums_[pair.from] += weight;
    to_sums_[pair.to] += weight;
  }
}

double PairOdds::confidence(std::size_t pair) const {
  const auto& [from, to, place, kind, number, size] = buildings_.pairs()[pair];
  return weights_[pair] / (from_sums_[from] + to_sums_[to] - weights_[pair] - 1);
}

}  // namespace boothwise::concordance
