#include "linkage/agreement.hpp"

#include <algorithm>
#include <utility>

#include "linkage/blocking.hpp"

namespace boothwise::linkage {

namespace {

using Match = std::pair<const ComparedPair*, double>;  // and how many it stands for

/// Those of a sample's pairs that are likely to be matches, or a share of them.
std::vector<Match> matches_of(const RuleSample& sample, const Model& model) {
  constexpr double likely = 0.5;
  constexpr std::size_t looked_at_most = 1000;
  std::vector<Match> matches;
  for (const ComparedPair& pair : sample.pairs) {
    const double probability = evidence_of(model, pair.pattern).probability;
    if (probability >= likely) matches.emplace_back(&pair, probability * sample.stands_for);
  }
  const std::size_t step = matches.size() / looked_at_most + 1;
  std::size_t kept = 0;
  for (std::size_t at = 0; at < matches.size(); at += step)
    matches[kept++] = {matches[at].first, matches[at].second * static_cast<double>(step)};
  matches.resize(kept);
  return matches;
}

struct Sums {
  std::array<double, atom_kinds> shared{};
  double all = 0;
  double squares = 0;
};

void add(const Match& match, std::size_t comparison, const Prepared& prepared, Sums& sums) {
  const auto& [pair, weight] = match;
  sums.all += weight;
  sums.squares += weight * weight;
  for (std::size_t atom = 0; atom < atom_kinds; ++atom) {
    if (shares(prepared, {comparison, static_cast<Atom>(atom)}, pair->left, pair->right)) sums.shared[atom] += weight;
  }
}

AtomAgreement agreement_of(const Sums& sums) {
  AtomAgreement agreement;
  if (sums.all <= 0) return agreement;
  agreement.matches = sums.all * sums.all / sums.squares;
  for (std::size_t atom = 0; atom < atom_kinds; ++atom) agreement.shared[atom] = sums.shared[atom] / sums.all;
  return agreement;
}

}  // namespace

Agreement agreement_of(const Prepared& prepared, const Model& model, std::span<const BlockingRule> rules,
                       std::span<const RuleSample> samples) {
  std::vector<Sums> sums(prepared.comparisons.size());
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    const std::vector<Match> matches = matches_of(samples[rule], model);
    for (std::size_t comparison = 0; comparison < sums.size(); ++comparison) {
      if (std::ranges::find(rules[rule].on, comparison, &BlockOn::comparison) != rules[rule].on.end()) continue;
      for (const Match& match : matches) add(match, comparison, prepared, sums[comparison]);
    }
  }
  Agreement agreement;
  for (const Sums& of_comparison : sums) agreement.push_back(agreement_of(of_comparison));
  return agreement;
}

Agreement narrowed(const Agreement& agreement, const Model& model, std::span<const Comparison> comparisons) {
  Agreement narrow;
  for (const Comparison& comparison : comparisons) narrow.push_back(agreement.at(place_in(model, comparison)));
  return narrow;
}

}  // namespace boothwise::linkage
