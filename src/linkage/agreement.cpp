#include "linkage/agreement.hpp"

#include <algorithm>

#include "linkage/blocking.hpp"

namespace boothwise::linkage {

AgreementCount::AgreementCount(const Prepared& prepared, const Model& model)
    : prepared_(prepared), model_(model), sums_(prepared.comparisons.size()) {}

void AgreementCount::add(const BlockingRule& rule, std::span<const ComparedPair> pairs, double stands_for) {
  constexpr double likely = 0.5;
  constexpr std::size_t looked_at_most = 1000;
  std::vector<std::pair<const ComparedPair*, double>> matches;
  for (const ComparedPair& pair : pairs) {
    const double probability = evidence_of(model_, pair.pattern).probability;
    if (probability >= likely) matches.emplace_back(&pair, probability);
  }
  const std::size_t step = matches.size() / looked_at_most + 1;
  stands_for *= static_cast<double>(step);
  for (std::size_t comparison = 0; comparison < sums_.size(); ++comparison) {
    if (std::ranges::find(rule.on, comparison, &BlockOn::comparison) != rule.on.end()) continue;
    Sums& sums = sums_[comparison];
    for (std::size_t at = 0; at < matches.size(); at += step) {
      const auto& [pair, probability] = matches[at];
      const double weight = probability * stands_for;
      sums.all += weight;
      sums.squares += weight * weight;
      for (std::size_t atom = 0; atom < atom_kinds; ++atom) {
        const bool shared = shares(prepared_, {comparison, static_cast<Atom>(atom)}, pair->left, pair->right);
        sums.shared[atom] += shared ? weight : 0;
      }
    }
  }
}

Agreement AgreementCount::finish() const {
  Agreement agreement;
  for (const Sums& sums : sums_) {
    AtomAgreement& of_comparison = agreement.emplace_back();
    if (sums.all <= 0) continue;
    of_comparison.matches = sums.all * sums.all / sums.squares;
    for (std::size_t atom = 0; atom < atom_kinds; ++atom) of_comparison.shared[atom] = sums.shared[atom] / sums.all;
  }
  return agreement;
}

}  // namespace boothwise::linkage
