#include "linkage/model.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

namespace boothwise::linkage {

namespace {

constexpr unsigned iterations_max = 500;
constexpr double change_least = 1e-4;
constexpr double share_least = 1e-9;
/// Of a match's bits, at most this share may be in what a related class has in common: more would be the match itself.
constexpr double information_share_max = 0.9;
/// What the model says of a pattern counts as so many decided pairs: a few decisions must not wreck it.
constexpr double pairs_for_model = 20;
/// So many matches a known m counts for where it is learnt on.
constexpr double matches_for_known = 200;
/// Matches are told apart if the pairs that count for them are on average at least this likely to be matches.
constexpr double purity_least = 0.6;
/// Where relatives outnumber matches, what is usual for m counts as much as this share of the matches that were seen.
constexpr double matches_held_share = 0.5;

double total_of(const PatternCounts& counts) {
  double total = 0;
  for (const PatternCount& count : counts) total += count.count;
  return total;
}

/// How often people who belong together show a level of a comparison that they do not share.
double unshared(const LevelProbabilities& alike, std::size_t comparison, Level level, double u) {
  return alike.empty() || alike[comparison].empty() ? u : alike[comparison][level - 1U];
}

/// Bits by which a match's agreement in each comparison speaks for it, on average.
std::vector<double> information_of(const LevelProbabilities& m, const LevelProbabilities& u) {
  std::vector<double> bits;
  for (std::size_t at = 0; at < m.size(); ++at) {
    double sum = 0;
    for (std::size_t level = 0; level < m[at].size(); ++level)
      sum += m[at][level] * std::log2(m[at][level] / u[at][level]);
    bits.push_back(std::max(sum, 0.0));
  }
  return bits;
}

/// Patterns that differ only in comparisons that are left out are one.
PatternCounts gathered(PatternCounts counts, std::span<const std::size_t> used) {
  Pattern mask = 0;
  for (const std::size_t comparison : used) mask |= Pattern{7} << (level_bits * comparison);
  for (PatternCount& count : counts) count.pattern &= mask;
  std::ranges::sort(counts, {}, &PatternCount::pattern);
  std::size_t kept = 0;
  for (const PatternCount& count : counts) {
    if (kept > 0 && counts[kept - 1].pattern == count.pattern) {
      counts[kept - 1].count += count.count;
    } else {
      counts[kept++] = count;
    }
  }
  counts.resize(kept);
  return counts;
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

/// m on the pairs of one rule: a mixture of two classes, whose non-matches begin as chance has them.
class RuleMixture {
 public:
  RuleMixture(const TrainingSet& set, const LevelProbabilities& first_m, const LevelProbabilities& u)
      : m_(first_m), u_(u) {
    for (std::size_t at = 0; at < u.size(); ++at) {
      if (!set.decided[at]) used_.push_back(at);
    }
    counts_ = gathered(set.counts, used_);
    all_ = total_of(counts_);
  }

  Rounds fit() {
    return repeat([this](Change& change) { step(change); });
  }
  [[nodiscard]] const LevelProbabilities& m() const { return m_; }
  [[nodiscard]] double matches() const { return share_ * all_; }

 private:
  static LevelProbabilities nothing_like(const LevelProbabilities& levels) {
    LevelProbabilities sums = levels;
    for (std::vector<double>& of_comparison : sums) std::ranges::fill(of_comparison, 0.0);
    return sums;
  }

  void step(Change& change) {
    LevelProbabilities m_sums = nothing_like(m_);
    LevelProbabilities u_sums = m_sums;
    double matches = 0;
    for (const PatternCount& count : counts_) {
      double match = share_;
      double other = 1 - share_;
      for (const std::size_t comparison : used_) {
        const Level level = level_in(count.pattern, comparison);
        if (level == 0) continue;
        match *= m_[comparison][level - 1U];
        other *= u_[comparison][level - 1U];
      }
      const double expected = count.count * match / (match + other);
      matches += expected;
      for (const std::size_t comparison : used_) {
        const Level level = level_in(count.pattern, comparison);
        if (level == 0) continue;
        m_sums[comparison][level - 1U] += expected;
        u_sums[comparison][level - 1U] += count.count - expected;
      }
    }
    change.set(share_, std::clamp(matches / all_, share_least, 1 - share_least));
    take_over(m_, m_sums, change);
    take_over(u_, u_sums, change);
  }

  void take_over(LevelProbabilities& levels, const LevelProbabilities& sums, Change& change) const {
    // Half a pair more of each level keeps what was not seen possible.
    constexpr double extra = 0.5;
    for (const std::size_t comparison : used_) {
      double total = extra * static_cast<double>(levels[comparison].size());
      for (const double sum : sums[comparison]) total += sum;
      for (std::size_t level = 0; level < levels[comparison].size(); ++level) {
        change.set(levels[comparison][level], (sums[comparison][level] + extra) / total);
      }
    }
  }

  LevelProbabilities m_;
  LevelProbabilities u_;
  double share_ = 0.1;
  double all_ = 0;
  std::vector<std::size_t> used_;
  PatternCounts counts_;
};

/// How many pairs are matches and how many belong together otherwise, m and u given. Chance agreement is anchored: of
/// all pairs that could be asked about, u tells how many show a pattern.
class Population {
 public:
  Population(const PatternCounts& counts, LevelProbabilities first_m, const LevelProbabilities& u, double pairs)
      : m(std::move(first_m)), counts_(counts), u_(u), pairs_(pairs), bits_(information_of(m, u)) {}

  LevelProbabilities m;
  double matches = 1;
  std::vector<RelatedClass> related;
  LevelProbabilities alike;  ///< Model::alike

  /// Decided pairs, in order of pattern.
  void learn_from(std::span<const Label> labels) { labels_ = labels; }
  /// Keeps m of these comparisons near what it is now, as if so many matches had been seen that follow it.
  void hold_m(const std::vector<bool>& comparisons, double as_matches) {
    held_ = m;
    for (std::size_t comparison = 0; comparison < m.size(); ++comparison) {
      for (double& level : held_[comparison]) level *= comparisons[comparison] ? as_matches : 0;
    }
  }

  /// Two related classes to begin with: one at what the pairs share on the whole, one at a little of everything.
  /// They may agree in the comparisons that `may_share` allows.
  void begin_related(std::vector<bool> may_share) {
    may_share_ = std::move(may_share);
    if (std::ranges::find(may_share_, true) == may_share_.end()) return;
    const double all = std::max(total_of(counts_), 1.0);
    for (std::size_t number = 0; number < related_classes; ++number) {
      RelatedClass& one = related.emplace_back();
      one.pairs = all / 4;
      for (std::size_t comparison = 0; comparison < u_.size(); ++comparison) {
        double agreeing = 0;
        for (const PatternCount& count : counts_) {
          if (level_in(count.pattern, comparison) == 1) agreeing += count.count;
        }
        const double begin = number == 0 ? 0.7 * agreeing / all + 0.01 : 0.2;
        one.shares.push_back(may_share_[comparison] ? begin : 0);
      }
      limit(one);
    }
  }

  /// Two kinds of relatives to begin with: those whose entries name the same person (a father's children), and those
  /// who only live together (a wife and her husband's mother). Their names may be somewhat alike: a household's second
  /// name.
  void begin_households(std::span<const Comparison> comparisons) {
    constexpr double in_common = 0.9;
    constexpr double by_accident = 0.02;
    for (std::size_t number = 0; number < related.size(); ++number) {
      for (std::size_t at = 0; at < comparisons.size(); ++at) {
        const bool shared = number == 0 || comparisons[at].as != CompareAs::relation;
        if (may_share_[at]) related[number].shares[at] = shared ? in_common : by_accident;
      }
      limit(related[number]);
    }
    for (std::size_t at = 0; at < comparisons.size(); ++at) {
      const bool has_alike = comparisons[at].as == CompareAs::name && !may_share_[at];
      alike.push_back(has_alike ? u_[at] : std::vector<double>());
    }
  }

  /// How likely to be matches the pairs are on average that count for them.
  [[nodiscard]] double match_purity() const {
    double sum = 0;
    double squares = 0;
    for (const PatternCount& count : counts_) {
      const Parts parts = parts_of(count.pattern);
      const double match = parts.total() > 0 ? parts.match / parts.total() : 0;
      sum += count.count * match;
      squares += count.count * match * match;
    }
    return sum > 0 ? squares / sum : 0;
  }

  enum class Given : std::uint8_t { nothing, m, related, all_but_counts };

  /// What is not given is estimated, the number of matches always.
  Rounds fit(Given given) {
    given_ = given;
    matches = std::max(1.0, total_of(counts_) / 4);
    return repeat([this](Change& change) { step(change); });
  }

 private:
  struct RelatedSums {
    double pairs = 0;
    std::vector<double> present;  // by comparison: pairs where nothing is missing
    std::vector<double> shared;   // of them, those that agree because they belong together
  };

  struct Sums {
    double matches = 0;
    LevelProbabilities m;
    LevelProbabilities alike;
    std::vector<RelatedSums> related;
  };

  void step(Change& change) {
    Sums sums{0, m, m, {related.size(), {0, std::vector<double>(u_.size()), std::vector<double>(u_.size())}}};
    for (std::vector<double>& levels : sums.m) std::ranges::fill(levels, 0.0);
    for (std::vector<double>& levels : sums.alike) std::ranges::fill(levels, 0.0);
    for (const PatternCount& count : counts_) add(count, sums);
    const double scale = std::max(total_of(counts_), 1.0);
    change.set(matches, std::max(sums.matches, share_least), scale);
    if (given_ == Given::nothing || given_ == Given::related) take_over_m(sums.m, change);
    if (given_ != Given::related) take_over_related(sums.related, scale, change);
    if (given_ != Given::all_but_counts) take_over_alike(sums.alike, change);
  }

  /// Names that are or sound the same stay as rare among relatives as they are by chance: they speak for one person.
  void take_over_alike(const LevelProbabilities& sums, Change& change) {
    constexpr std::size_t same_levels = 2;
    constexpr double extra = 0.5;
    for (std::size_t comparison = 0; comparison < alike.size(); ++comparison) {
      std::vector<double>& levels = alike[comparison];
      if (levels.empty()) continue;
      double left = 1;
      double total = 0;
      for (std::size_t level = 0; level < levels.size(); ++level) {
        if (level < same_levels) left -= levels[level];
        if (level >= same_levels) total += sums[comparison][level] + extra;
      }
      for (std::size_t level = same_levels; level < levels.size(); ++level) {
        change.set(levels[level], left * (sums[comparison][level] + extra) / total);
      }
    }
  }

  void take_over_m(const LevelProbabilities& sums, Change& change) {
    constexpr double extra = 0.5;
    for (std::size_t comparison = 0; comparison < m.size(); ++comparison) {
      const auto sum_of = [&](std::size_t level) {
        return sums[comparison][level] + extra + (held_.empty() ? 0 : held_[comparison][level]);
      };
      double total = 0;
      for (std::size_t level = 0; level < m[comparison].size(); ++level) total += sum_of(level);
      for (std::size_t level = 0; level < m[comparison].size(); ++level) {
        change.set(m[comparison][level], sum_of(level) / total);
      }
    }
  }

  void take_over_related(const std::vector<RelatedSums>& sums, double scale, Change& change) {
    for (std::size_t number = 0; number < related.size(); ++number) {
      change.set(related[number].pairs, std::max(sums[number].pairs, share_least), scale);
      if (given_ == Given::all_but_counts) continue;
      RelatedClass next = related[number];
      for (std::size_t comparison = 0; comparison < u_.size(); ++comparison) {
        next.shares[comparison] =
            may_share_[comparison] ? sums[number].shared[comparison] / (sums[number].present[comparison] + 1) : 0;
      }
      limit(next);
      for (std::size_t comparison = 0; comparison < u_.size(); ++comparison) {
        change.set(related[number].shares[comparison], next.shares[comparison]);
      }
    }
  }

  /// Pairs of a pattern by what they are, as the model expects them.
  struct Parts {
    double match = 0;
    double chance = 0;
    std::array<double, related_classes> related{};
    [[nodiscard]] double total() const {
      double sum = match + chance;
      for (const double part : related) sum += part;
      return sum;
    }
  };

  [[nodiscard]] Parts parts_of(Pattern pattern) const {
    Parts parts{matches, pairs_, {}};
    for (std::size_t number = 0; number < related.size(); ++number) parts.related[number] = related[number].pairs;
    for (std::size_t comparison = 0; comparison < u_.size(); ++comparison) {
      const Level level = level_in(pattern, comparison);
      if (level == 0) continue;
      const double matched = m[comparison][level - 1U];
      const double u = u_[comparison][level - 1U];
      parts.match *= matched;
      parts.chance *= u;
      const double apart = unshared(alike, comparison, level, u);
      for (std::size_t number = 0; number < related.size(); ++number) {
        parts.related[number] *= apart + related[number].shares[comparison] * (matched - apart);
      }
    }
    return parts;
  }

  /// The share of matches among the pairs of a pattern, decided ones taken in.
  [[nodiscard]] double match_share(Pattern pattern, double of_model) const {
    const auto label = std::ranges::lower_bound(labels_, pattern, {}, &Label::pattern);
    if (label == labels_.end() || label->pattern != pattern) return of_model;
    return (label->same + pairs_for_model * of_model) / (label->same + label->different + pairs_for_model);
  }

  void add(const PatternCount& count, Sums& sums) const {
    const Parts parts = parts_of(count.pattern);
    const double total = parts.total();
    if (total <= 0) return;
    const double matched = match_share(count.pattern, parts.match / total);
    sums.matches += count.count * matched;
    add_match(count.pattern, count.count * matched, sums.m);
    const double others = total - parts.match;
    if (others <= 0) return;
    const double unit = count.count * (1 - matched) / others;
    for (std::size_t number = 0; number < related.size(); ++number) {
      const double pairs = unit * parts.related[number];
      RelatedSums& of_class = sums.related[number];
      of_class.pairs += pairs;
      for (std::size_t comparison = 0; comparison < u_.size(); ++comparison) {
        const Level level = level_in(count.pattern, comparison);
        if (level == 0) continue;
        const double shared = related[number].shares[comparison] * m[comparison][level - 1U];
        const double apart = unshared(alike, comparison, level, u_[comparison][level - 1U]);
        const double by_chance = (1 - related[number].shares[comparison]) * apart;
        of_class.present[comparison] += pairs;
        if (!alike.empty()) sums.alike[comparison][level - 1U] += pairs;
        of_class.shared[comparison] += pairs * shared / (shared + by_chance);
      }
    }
  }

  static void add_match(Pattern pattern, double pairs, LevelProbabilities& sums) {
    for (std::size_t comparison = 0; comparison < sums.size(); ++comparison) {
      if (const Level level = level_in(pattern, comparison); level > 0) sums[comparison][level - 1U] += pairs;
    }
  }

  /// Keeps a related class from becoming the match itself.
  void limit(RelatedClass& one) const {
    double all = 0;
    double shared = 0;
    for (std::size_t comparison = 0; comparison < u_.size(); ++comparison) {
      all += bits_[comparison];
      shared += one.shares[comparison] * bits_[comparison];
    }
    if (shared <= information_share_max * all) return;
    for (double& share : one.shares) share *= information_share_max * all / shared;
  }

  const PatternCounts& counts_;
  const LevelProbabilities& u_;
  double pairs_;
  std::vector<double> bits_;
  std::vector<bool> may_share_;
  std::span<const Label> labels_;
  LevelProbabilities held_;  // pseudo-counts of m
  Given given_ = Given::nothing;
};

/// Where the estimation of m begins: most matches agree, the others the less the less they agree.
LevelProbabilities first_m(std::span<const Comparison> comparisons) {
  LevelProbabilities m;
  for (const Comparison& comparison : comparisons) {
    const std::size_t levels = levels_of(comparison.as);
    std::vector<double>& probabilities = m.emplace_back(levels);
    const double agreeing = comparison.as == CompareAs::category ? 0.95 : 0.75;
    double rest = 1 - agreeing;
    probabilities[0] = agreeing;
    for (std::size_t level = 1; level < levels; ++level) {
      probabilities[level] = level + 1 == levels ? rest : rest / 2;
      rest -= probabilities[level];
    }
  }
  return m;
}

/// m of each comparison as the training sets tell, weighted by the matches behind them.
class MatchEstimate {
 public:
  explicit MatchEstimate(std::span<const Comparison> comparisons)
      : m_(first_m(comparisons)), first_(m_), weights_(comparisons.size(), 0) {
    for (std::vector<double>& levels : m_) std::ranges::fill(levels, 0.0);
  }

  void add(const LevelProbabilities& m, const std::vector<bool>& decided, double matches) {
    for (std::size_t at = 0; at < m_.size(); ++at) {
      if (decided[at]) continue;
      weights_[at] += matches;
      for (std::size_t level = 0; level < m_[at].size(); ++level) m_[at][level] += matches * m[at][level];
    }
  }

  [[nodiscard]] LevelProbabilities joined() const {
    LevelProbabilities m = first_;
    for (std::size_t at = 0; at < m.size(); ++at) {
      if (weights_[at] <= 0) continue;
      for (std::size_t level = 0; level < m[at].size(); ++level) m[at][level] = m_[at][level] / weights_[at];
    }
    return m;
  }

 private:
  LevelProbabilities m_;
  LevelProbabilities first_;
  std::vector<double> weights_;
};

}  // namespace

namespace {

void note(const Rounds& rounds, Model& model) {
  model.converged = model.converged && rounds.converged;
  model.iterations += rounds.count;
}

Model begun(std::span<const Comparison> comparisons, const Observed& observed) {
  Model model;
  model.comparisons.assign(comparisons.begin(), comparisons.end());
  model.u = observed.u;
  model.pairs = observed.pairs;
  model.converged = true;
  return model;
}

/// What tells where somebody lives and not who she is.
bool is_place(const Comparison& comparison) {
  return comparison.shared_at_home && comparison.as != CompareAs::relation;
}

/// As first_m, but people stand twice in a table because they were registered at two places as often as at one.
LevelProbabilities m_of_registered_twice(std::span<const Comparison> comparisons) {
  LevelProbabilities m = first_m(comparisons);
  for (std::size_t at = 0; at < m.size(); ++at) {
    if (!is_place(comparisons[at])) continue;
    for (double& level : m[at]) level /= 2;
    m[at].back() += 0.5;
  }
  return m;
}

void learn_related(const Observed& observed, std::span<const Comparison> comparisons, Population& population,
                   Model& model) {
  if (!observed.within.empty()) {
    Population within(observed.within, population.m, model.u, observed.pairs_within);
    within.begin_related(std::vector<bool>(comparisons.size(), true));
    note(within.fit(Population::Given::m), model);
    population.related = within.related;
    note(population.fit(Population::Given::related), model);
    return;
  }
  std::vector<bool> may_share;
  for (const Comparison& comparison : comparisons) may_share.push_back(comparison.shared_at_home);
  const bool households = std::ranges::find(may_share, true) != may_share.end();
  population.begin_related(std::move(may_share));
  if (households) {
    // In one table of households, pairs of relatives outnumber those of one person by far, and a free m would settle on
    // them. So the classes of relatives are learnt first, with matches that agree as they usually do; then m may move.
    population.m = m_of_registered_twice(comparisons);
    population.begin_households(comparisons);
    note(population.fit(Population::Given::m), model);
    std::vector<bool> of_person;
    for (const Comparison& comparison : comparisons) of_person.push_back(!is_place(comparison));
    population.hold_m(of_person, matches_held_share * population.matches);
  }
  note(population.fit(Population::Given::nothing), model);
  model.alike = population.alike;
}

}  // namespace

namespace {

/// Whether m is that of one person's records: they agree in what is each person's own, and not just in what all who
/// live together share.
bool is_of_persons(std::span<const Comparison> comparisons, const LevelProbabilities& m, const LevelProbabilities& u) {
  constexpr double own_least = 0.4;  // of the bits that matches usually have there
  const std::vector<double> bits = information_of(m, u);
  const std::vector<double> usual = information_of(first_m(comparisons), u);
  double own = 0;
  double own_usual = 0;
  for (std::size_t at = 0; at < comparisons.size(); ++at) {
    if (comparisons[at].shared_at_home) continue;
    own += bits[at];
    own_usual += usual[at];
  }
  return own >= own_least * own_usual;
}

/// One table in which hardly anybody is twice: households are told first, by what matches usually are, and only then is
/// m learnt.
Population learn_households_first(const Observed& observed, std::span<const Comparison> comparisons, Model& model) {
  Population population(observed.candidates, first_m(comparisons), model.u, observed.pairs);
  population.learn_from(observed.labels);
  std::vector<bool> may_share;
  for (const Comparison& comparison : comparisons) may_share.push_back(comparison.shared_at_home);
  population.begin_related(std::move(may_share));
  note(population.fit(Population::Given::m), model);
  const Population before = population;
  note(population.fit(Population::Given::related), model);
  return is_of_persons(comparisons, population.m, model.u) ? population : before;
}

}  // namespace

Model estimate(std::span<const Comparison> comparisons, const Observed& observed) {
  Model model = begun(comparisons, observed);
  MatchEstimate estimate(comparisons);
  for (const TrainingSet& set : observed.training) {
    if (set.counts.empty()) continue;
    RuleMixture mixture(set, first_m(comparisons), observed.u);
    note(mixture.fit(), model);
    estimate.add(mixture.m(), set.decided, mixture.matches());
  }
  Population population(observed.candidates, estimate.joined(), model.u, observed.pairs);
  population.learn_from(observed.labels);
  learn_related(observed, comparisons, population, model);
  if (observed.within.empty() && !is_of_persons(comparisons, population.m, model.u)) {
    model.converged = true;
    const Population again = learn_households_first(observed, comparisons, model);
    population.m = again.m;
    population.matches = again.matches;
    population.related = again.related;
  }
  if (population.match_purity() < purity_least) {
    // What was taken for matches is a share of what chance and households bring: nobody is twice, or hardly anybody.
    population.m = m_of_registered_twice(comparisons);
    note(population.fit(Population::Given::all_but_counts), model);
  }
  model.m = population.m;
  model.matches = population.matches;
  model.related = population.related;
  return model;
}

Model estimate_counts(const Model& known, const Observed& observed) {
  Model model = begun(known.comparisons, observed);
  Population population(observed.candidates, known.m, model.u, observed.pairs);
  population.related = known.related;
  population.alike = known.alike;
  model.alike = known.alike;
  for (RelatedClass& one : population.related) one.pairs = std::max(total_of(observed.candidates) / 4, 1.0);
  note(population.fit(Population::Given::all_but_counts), model);
  if (!observed.labels.empty()) {
    population.learn_from(observed.labels);
    population.hold_m(std::vector<bool>(known.m.size(), true), matches_for_known);
    note(population.fit(Population::Given::related), model);
  }
  model.m = population.m;
  model.matches = population.matches;
  model.related = population.related;
  return model;
}

namespace {

/// Whether a level's agreement is worth more the rarer what is shared.
bool goes_by_frequency(CompareAs as, Level level) {
  if (as == CompareAs::number) return false;
  const bool sounds = as == CompareAs::name || as == CompareAs::relation;
  return level == 1 || (sounds && level == 2);
}

double unmatched_pairs(const Model& model) {
  double pairs = model.pairs;
  for (const RelatedClass& related : model.related) pairs += related.pairs;
  return pairs;
}

/// Comparisons in the order in which they are quick.
int effort(CompareAs as) {
  switch (as) {
    case CompareAs::category:
    case CompareAs::number:
      return 0;
    case CompareAs::code:
    case CompareAs::date:
      return 1;
    case CompareAs::text:
      return 2;
    case CompareAs::name:
    case CompareAs::relation:
      break;
  }
  return 3;
}

}  // namespace

Scorer::Scorer(const Model& model, const Prepared& prepared, double probability_least)
    : model_(model),
      prepared_(prepared),
      compare_(prepared),
      odds_least_(probability_least / (1 - probability_least)),
      unmatched_pairs_(unmatched_pairs(model)),
      ratios_(model.m.size()),
      best_(model.m.size()) {
  for (std::size_t comparison = 0; comparison < model.m.size(); ++comparison) {
    order_.push_back(comparison);
    ratios_[comparison][0].related.fill(1);
    for (std::size_t level = 1; level <= model.m[comparison].size(); ++level) {
      ratios_[comparison][level] = ratio(comparison, static_cast<Level>(level), model.u[comparison][level - 1]);
    }
    set_best(comparison);
  }
  std::ranges::stable_sort(order_, {}, [&](std::size_t at) { return effort(model.comparisons[at].as); });
}

Scorer::Ratio Scorer::ratio(std::size_t comparison, Level level, double u) const {
  Ratio result;
  result.chance = model_.m[comparison][level - 1U] / u;
  // Values that are the same or sound so are as rare among relatives; their own frequency is `u`.
  const double apart = level <= 2 ? 1 : unshared(model_.alike, comparison, level, u) / u;
  for (std::size_t number = 0; number < related_classes; ++number) {
    const double shared = number < model_.related.size() ? model_.related[number].shares[comparison] : 0;
    result.related[number] = apart + shared * (result.chance - apart);
  }
  return result;
}

void Scorer::set_best(std::size_t comparison) {
  Ratio best = ratios_[comparison][2];
  for (std::size_t level = 3; level <= model_.m[comparison].size(); ++level) {
    const Ratio& other = ratios_[comparison][level];
    best.chance = std::max(best.chance, other.chance);
    for (std::size_t number = 0; number < related_classes; ++number) {
      best.related[number] = std::min(best.related[number], other.related[number]);
    }
  }
  best_[comparison] = best;
}

void Scorer::set_left(RecordNo left) {
  if (left == left_) return;
  left_ = left;
  for (std::size_t comparison = 0; comparison < ratios_.size(); ++comparison) {
    const Comparison& how = model_.comparisons[comparison];
    const ValueId value = prepared_.row(left)[how.column];
    if (!goes_by_frequency(how.as, 1) || value == 0) continue;
    const Values& values = prepared_.values[comparison];
    ratios_[comparison][1] = ratio(comparison, 1, values.frequency(value));
    if (!goes_by_frequency(how.as, 2)) continue;
    ratios_[comparison][2] = ratio(comparison, 2, values.sound_frequency(value));
    set_best(comparison);
  }
}

double Scorer::odds(const Ratio& product) const {
  double unmatched = model_.pairs;
  for (std::size_t number = 0; number < model_.related.size(); ++number) {
    unmatched += model_.related[number].pairs * product.related[number];
  }
  return model_.matches * product.chance / unmatched;
}

Evidence Scorer::evidence(const Ratio& product) const {
  const double posterior = odds(product);
  return {std::log2(posterior * unmatched_pairs_ / model_.matches), posterior / (1 + posterior)};
}

namespace {

template <typename Ratio>
void multiply(Ratio& product, const Ratio& factor) {
  product.chance *= factor.chance;
  for (std::size_t number = 0; number < related_classes; ++number) product.related[number] *= factor.related[number];
}

}  // namespace

bool Scorer::begin(Begun& pair) {
  compare_.begin(pair.left, pair.right.record);
  pair.known.related.fill(1);
  Ratio at_best = pair.known;
  for (std::size_t place = 0; place < order_.size(); ++place) {
    const std::size_t comparison = order_[place];
    if (const std::optional<Level> level = compare_.level_at_once(comparison)) {
      multiply(pair.known, ratios_[comparison][*level]);
    } else {
      pair.open |= 1U << place;
      multiply(at_best, best_[comparison]);
    }
  }
  multiply(at_best, pair.known);
  return odds(at_best) >= odds_least_;
}

std::optional<Evidence> Scorer::finish(const Begun& pair) {
  compare_.begin(pair.left, pair.right.record);
  Ratio known = pair.known;
  for (std::uint32_t open = pair.open; open != 0; open &= open - 1) {
    const std::size_t comparison = order_[static_cast<std::size_t>(std::countr_zero(open))];
    const Level level = compare_.level(comparison);
    if (level == 2 && goes_by_frequency(model_.comparisons[comparison].as, 2)) {  // the commoner of the two sounds
      multiply(known, final_ratio(comparison, level, pair.left, pair.right.record));
    } else {
      multiply(known, ratios_[comparison][level]);
    }
    Ratio at_best = known;
    for (std::uint32_t rest = open & (open - 1); rest != 0; rest &= rest - 1)
      multiply(at_best, best_[order_[static_cast<std::size_t>(std::countr_zero(rest))]]);
    if (odds(at_best) < odds_least_) return std::nullopt;
  }
  return evidence(known);
}

std::optional<Evidence> Scorer::score(RecordNo left, RecordNo right) {
  set_left(left);
  Begun pair{left, {right, 0}, 0, {}};
  return begin(pair) ? finish(pair) : std::nullopt;
}

void Scorer::begin(RecordNo left, std::span<const Candidate> rights) {
  if (rights.empty()) return;
  set_left(left);
  for (const Candidate& right : rights) {
    begun_.push_back({left, right, 0, {}});
    if (!begin(begun_.back())) {
      begun_.pop_back();
    } else if (begun_.back().open != 0) {
      prepared_.prefetch_right(right.record);
    }
  }
}

void Scorer::finish(std::vector<Scored>& scored) {
  scored.clear();
  for (const Begun& pair : begun_) {
    set_left(pair.left);
    if (const std::optional<Evidence> evidence = finish(pair)) scored.push_back({pair.left, pair.right, *evidence});
  }
  begun_.clear();
}

Scorer::Ratio Scorer::final_ratio(std::size_t comparison, Level level, RecordNo left, RecordNo right) const {
  const Comparison& how = model_.comparisons[comparison];
  const Values& values = prepared_.values[comparison];
  const ValueId one = prepared_.row(left)[how.column];
  const ValueId other = prepared_.row(right)[how.column];
  return ratio(comparison, level, std::max(values.sound_frequency(one), values.sound_frequency(other)));
}

Scorer::Explained Scorer::explain(RecordNo left, RecordNo right) {
  set_left(left);
  compare_.begin(left, right);
  Explained explained;
  Ratio product;
  product.related.fill(1);
  for (std::size_t comparison = 0; comparison < ratios_.size(); ++comparison) {
    const Level level = compare_.level(comparison);
    const bool by_sound = level == 2 && goes_by_frequency(model_.comparisons[comparison].as, 2);
    const Ratio own = by_sound ? final_ratio(comparison, level, left, right) : ratios_[comparison][level];
    multiply(product, own);
    explained.parts.push_back({level, std::log2(own.chance)});
  }
  explained.evidence = evidence(product);
  explained.related = explained.evidence.weight - std::log2(product.chance);
  return explained;
}

Evidence evidence_of(const Model& model, Pattern pattern) {
  double matched = model.matches;
  double chance = model.pairs;
  std::array<double, related_classes> related{};
  for (std::size_t number = 0; number < model.related.size(); ++number) related[number] = model.related[number].pairs;
  for (std::size_t comparison = 0; comparison < model.m.size(); ++comparison) {
    const Level level = level_in(pattern, comparison);
    if (level == 0) continue;
    const double m = model.m[comparison][level - 1U];
    const double u = model.u[comparison][level - 1U];
    matched *= m;
    chance *= u;
    for (std::size_t number = 0; number < model.related.size(); ++number) {
      const double apart = unshared(model.alike, comparison, level, u);
      related[number] *= apart + model.related[number].shares[comparison] * (m - apart);
    }
  }
  double unmatched = chance;
  for (const double part : related) unmatched += part;
  const double odds = matched / std::max(unmatched, 1e-300);
  return {std::log2(odds * unmatched_pairs(model) / model.matches), odds / (1 + odds)};
}

}  // namespace boothwise::linkage
