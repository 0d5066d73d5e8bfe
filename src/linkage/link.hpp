#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "linkage/agreement.hpp"
#include "linkage/candidates.hpp"
#include "linkage/model.hpp"
#include "linkage/pairs.hpp"
#include "linkage/settings.hpp"
#include "linkage/values.hpp"

namespace boothwise::linkage {

/// What a rule cost.
struct RuleUse {
  double pairs = 0;       ///< that it brought and no rule before it
  std::size_t links = 0;  ///< of them from `probability_review` on, each by itself
};

struct Linked {
  std::vector<Link> links;      ///< `probability_least` and above, in order of left and right
  std::vector<Link> uncertain;  ///< below it, from `probability_review` on; likewise
  std::vector<RuleUse> rules;
  std::vector<CappedBlock> capped;
  double pairs = 0;  ///< compared
};

/// What a rule is expected to bring, beyond the rules before it.
struct RuleExpectation {
  double pairs = 0;
  double matches = 0;
};

struct Learned {
  Model model;
  std::vector<RuleExpectation> rules;
  std::vector<RuleSample> samples;  ///< by rule; without pairs where the model was known
};

/// Learns a model from the records themselves: u from random pairs, m and shares from a sample of the blocks.
/// Where a model is `known`, only the numbers of matches and of related pairs are. Pairs that people decided are
/// labelled evidence for m and for the number of matches: pairs that agree as they do are judged by them the more, the
/// more of them there are; a known model's m then moves too, held by what it was. Determined by the records, the
/// settings and their seed. Errors: `stopped`. REQUIRES: `known` has the same comparisons.
Result<Learned> learn(const Prepared& prepared, const Settings& settings, const Resources& resources,
                      Progress& progress, const Model* known = nullptr, std::span<const Decision> decisions = {});

/// The model of records like those that `like` was learnt from (the next segment of a state): how unlike values agree
/// by chance is taken over too, and a smaller sample tells the numbers of matches and of related pairs, and how often
/// people keep their places: all of one segment may have new parts, and nobody of the next. A fraction of the effort of
/// `learn`. Errors and requirement as above.
Result<Learned> recount(const Prepared& prepared, const Settings& settings, const Resources& resources,
                        Progress& progress, const Model& like, std::span<const Decision> decisions = {});

/// When a blocking rule is worth its pairs: either suffices.
struct RuleWorth {
  double pairs_for_a_match_max = 2500;
  double share_least = 0.003;  ///< of all matches, that it is the first to bring
};
/// The rules that are worth their pairs: those that bring few matches for many pairs are left out.
std::vector<BlockingRule> worthwhile(std::span<const BlockingRule> rules, const Learned& learned,
                                     const RuleWorth& worth = {});

/// Pairs of two tables that need no search: they alone share a value of `comparison` (a card number), and all that is
/// compared leaves no doubt, so that nobody else could be a better partner to either. In order of left. Records that
/// are `passed_over` (by record) are left to the search. REQUIRES: two tables.
std::vector<Link> settled_pairs(const Prepared& prepared, const Model& model, std::size_t comparison,
                                const std::vector<bool>& passed_over, unsigned threads);

/// Compares every pair that a blocking rule brings together, once. Pairs are scored as they come; only those with
/// evidence enough are kept. Pairs that people decided are links with probability 1, or none, whatever their evidence.
/// Pairs that are `settled` are links as they are, and their records are not looked for.
/// Errors: `stopped`. REQUIRES: the decisions do not contradict each other (linkage/decisions.hpp); no record of them
/// is settled.
Result<Linked> link(const Prepared& prepared, const Settings& settings, const Model& model, const Resources& resources,
                    Progress& progress, std::span<const Decision> decisions = {}, std::span<const Link> settled = {});

/// The same of one table for those pairs alone that have a record from `first_added` on in them: what records that came
/// later bring. It goes by the work that they make, not by how many there were before: these are looked up in
/// `postings`, which hold their keys by the settings' rules; records behind the postings' end are gone through.
/// `decisions` should be of such pairs only. Of the answer `rules` and `capped` are left empty. Errors: as above.
Result<Linked> link_added(const Prepared& prepared, const Settings& settings, const Model& model,
                          const Resources& resources, Progress& progress, const Postings& postings,
                          RecordNo first_added, std::span<const Decision> decisions = {});

}  // namespace boothwise::linkage
