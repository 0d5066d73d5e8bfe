#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "linkage/candidates.hpp"
#include "linkage/compare.hpp"
#include "linkage/values.hpp"

namespace boothwise::linkage {

/// Probability of each level of each comparison: [comparison][level - 1]; each comparison's levels sum to 1.
using LevelProbabilities = std::vector<std::vector<double>>;

/// How often each pattern was seen, in order of pattern. Sampled pairs count for those they stand for.
struct PatternCount {
  Pattern pattern = 0;
  double count = 0;
};
using PatternCounts = std::vector<PatternCount>;

/// What people decided of pairs with one pattern.
struct Label {
  Pattern pattern = 0;
  double same = 0;  ///< pairs
  double different = 0;
};

/// Records of two persons agree by chance, or because the two belong together: a household shares relative, house and
/// part. Each way of belonging together is a class of non-matches (latent classes after Larsen & Rubin 2001) that
/// agrees in comparison i as a match would with probability `shares[i]`, else as chance has it.
struct RelatedClass {
  double pairs = 0;            ///< how many there are, among all pairs that could be asked about
  std::vector<double> shares;  ///< by comparison, 0 to 1
};

constexpr std::size_t related_classes = 2;

/// A Fellegi-Sunter model: m among matches, u among non-matches.
struct Model {
  std::vector<Comparison> comparisons;
  LevelProbabilities m;
  LevelProbabilities u;  ///< among pairs drawn at random
  /// Share of the matches who moved: all that tells places then agrees as chance has it, and m says how it agrees for
  /// those who stayed. 0 in one table.
  double moved = 0;
  std::vector<RelatedClass> related;
  /// How often related people show each level of a comparison that they do not share, where that differs from chance:
  /// names of a household are somewhat alike. By comparison, empty ones as u; empty: all as u.
  LevelProbabilities alike;
  double matches = 0;  ///< pairs that are one person, among `pairs`
  double pairs = 0;    ///< that could be asked about
  bool converged = false;
  unsigned iterations = 0;
};

/// Where the model has the comparison of this one's column; behind its last where it has none.
std::size_t place_in(const Model& model, const Comparison& comparison);

/// What `model` says of these comparisons alone, which it has among others. How many records match stays as it was told
/// of the others: `learn` counts anew. REQUIRES: `model` has a comparison of each one's column.
Model narrowed(const Model& model, std::span<const Comparison> comparisons);

/// One pair's evidence. Weights are log2 of probability ratios (bits).
struct Evidence {
  double weight = 0;       ///< log2(m(pattern) / u(pattern)), frequencies of the shared values taken in
  double probability = 0;  ///< that both are one person
};

/// The evidence of a pattern, the pair's own values not looked at.
Evidence evidence_of(const Model& model, Pattern pattern);

/// The odds that a pair of this weight is one person, no other pair looked at.
double odds_of(const Model& model, double weight);

/// Scores pairs, and stops comparing as soon as nothing could lift a pair to the least probability asked for. For each
/// pair the shared values' frequencies count. One a thread; quickest where many pairs in a row have the same left
/// record.
class Scorer {
 public:
  /// Borrows both.
  Scorer(const Model& model, const Prepared& prepared, double probability_least);

  /// Nothing if the pair stays below the least probability.
  std::optional<Evidence> score(RecordNo left, RecordNo right);

  /// The same in two steps for many pairs, which is quicker. First, for one left record after the other, what tells at
  /// once; pairs that stay below are out.
  void begin(RecordNo left, std::span<const Candidate> rights);
  /// Then the rest of all pairs begun; those that do not stay below, in the order in which they were begun.
  struct Scored {
    RecordNo left = 0;
    Candidate right;
    Evidence evidence;
  };
  void finish(std::vector<Scored>& scored);

  /// What each comparison adds to a pair's weight, in order, for explanations. They sum up to the weight.
  struct Part {
    Level level = 0;
    double weight = 0;  ///< bits, the classes of related people left aside
  };
  struct Explained {
    std::vector<Part> parts;
    double related = 0;  ///< bits taken off because people who belong together agree like this too
    Evidence evidence;
  };
  Explained explain(RecordNo left, RecordNo right);

 private:
  /// How much more likely a level is among matches than among chance pairs, and than among each related class.
  struct Ratio {
    double chance = 1;                              ///< of a match who stayed
    double moved = 1;                               ///< of a match who moved
    std::array<double, related_classes> related{};  ///< of a related pair over a chance pair
  };
  using LevelRatios = std::array<Ratio, 8>;
  /// What goes by how frequent the left record's value is, of one comparison.
  struct OfLeft {
    Ratio same;
    Ratio sounds_same;
    Ratio best;
  };

  /// A pair of which only what tells itself at once was looked at.
  struct Begun {
    RecordNo left = 0;
    Candidate right;
    std::uint32_t open = 0;  // comparisons still to be made, as bits in order_
    Ratio known;
  };
  [[nodiscard]] bool begin(Begun& pair);
  std::optional<Evidence> finish(const Begun& pair);
  [[nodiscard]] Ratio ratio(std::size_t comparison, Level level, double u) const;
  void set_left(RecordNo left);
  void keep_left();
  void restore_left(std::size_t place);
  void set_best(std::size_t comparison);
  [[nodiscard]] Ratio final_ratio(std::size_t comparison, Level level, RecordNo left, RecordNo right) const;
  [[nodiscard]] double matched(const Ratio& product) const;
  void join_places(std::vector<Part>& parts) const;
  [[nodiscard]] double odds(const Ratio& product) const;
  [[nodiscard]] Evidence evidence(const Ratio& product) const;

  const Model& model_;
  const Prepared& prepared_;
  Comparer compare_;
  double odds_least_;
  double unmatched_pairs_;
  RecordNo left_ = ~RecordNo{0};
  std::vector<std::size_t> order_;         // comparisons, quick ones first
  std::vector<LevelRatios> ratios_;        // by comparison
  std::vector<Ratio> best_;                // by comparison: what an unequal pair of values can bring at most
  std::vector<std::size_t> by_frequency_;  // comparisons of which something goes by it
  std::vector<Begun> begun_;
  std::vector<OfLeft> of_lefts_;  // of each left record with pairs begun, for each comparison by frequency
};

/// Pairs that one blocking rule brings together.
struct TrainingSet {
  PatternCounts counts;
  std::vector<bool> decided;  ///< comparisons that the rule goes by: they say nothing here
};

/// What a model is estimated from.
struct Observed {
  LevelProbabilities u;               ///< of random pairs
  std::vector<TrainingSet> training;  ///< one a rule
  PatternCounts candidates;           ///< all pairs that the rules bring together
  double pairs = 0;                   ///< that could be asked about
  /// Two tables: pairs within each, brought together by the same rules. Few of them are one person, so they show how
  /// people who belong together agree. Empty for a single table.
  PatternCounts within;
  double pairs_within = 0;
  /// Decided pairs by pattern, each once.
  std::vector<Label> labels;
};

/// Estimates m by expectation maximisation on each training set, and joins the estimates by the number of matches
/// behind them (Winkler 1988); then related classes and the number of matches, where what agrees by chance is known: u
/// times all pairs. Where pairs were decided, the share of matches among the pairs of their pattern is the mean of a
/// beta distribution: what the model says, counted as twenty pairs, and the decided ones (semi-supervised EM, after
/// Nigam, McCallum, Thrun & Mitchell 2000). docs/definitions.md#linkage.
Model estimate(std::span<const Comparison> comparisons, const Observed& observed);

/// How one person's records and those of related people differ is taken from `known`; how many there are, and what
/// agrees by chance, from the records. `observed.training` and `within` are not looked at. With decided pairs m is
/// learnt on, what is known of it counting as much as some hundred matches. `places_anew`: m of what tells where
/// somebody lives is learnt from the records, too.
Model estimate_counts(const Model& known, const Observed& observed, bool places_anew = false);

}  // namespace boothwise::linkage
