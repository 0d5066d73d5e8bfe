#pragma once

#include <array>
#include <span>
#include <vector>

#include "linkage/model.hpp"
#include "linkage/settings.hpp"
#include "linkage/values.hpp"

namespace boothwise::linkage {

/// How often two records of one person share what a comparison's values may be blocked by.
struct AtomAgreement {
  std::array<double, atom_kinds>
      shared{};        ///< by atom: share of the matches, 0 to 1; who lacks the value shares nothing
  double matches = 0;  ///< so many matches, counted alike, would tell it as surely
};
/// By comparison.
using Agreement = std::vector<AtomAgreement>;

/// A pair that a rule brought, as it was compared.
struct ComparedPair {
  RecordNo left = 0;
  RecordNo right = 0;
  Pattern pattern = 0;
};

/// Some of the pairs that a rule brings, each of which stands for so many.
struct RuleSample {
  std::vector<ComparedPair> pairs;
  double stands_for = 1;
};

/// Agreement among the pairs of samples, one a rule, each pair as far as the model takes it for a match. What a rule
/// goes by itself is told by the other rules' pairs.
Agreement agreement_of(const Prepared& prepared, const Model& model, std::span<const BlockingRule> rules,
                       std::span<const RuleSample> samples);

/// What is known, by comparison of `model`, of these comparisons alone. REQUIRES: as of the model narrowed to them.
Agreement narrowed(const Agreement& agreement, const Model& model, std::span<const Comparison> comparisons);

}  // namespace boothwise::linkage
