#include <algorithm>
#include <cmath>
#include <utility>

#include "linkage/model.hpp"
#include "linkage/population.hpp"
#include "linkage/rounds.hpp"

namespace boothwise::linkage {

namespace {

/// So many matches a known m counts for where it is learnt on.
constexpr double matches_for_known = 200;
/// Where only what places tell is learnt anew, the rest of a known m counts as so many times the pairs that are seen.
constexpr double known_over_seen = 100;
/// Matches are told apart if the pairs that count for them are on average at least this likely to be matches.
constexpr double purity_least = 0.6;
/// Where relatives outnumber matches, what is usual for m counts as much as this share of the matches that were seen.
constexpr double matches_held_share = 0.5;

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

void take_over(const Population& population, Model& model) {
  model.m = population.m;
  model.moved = population.moved;
  model.matches = population.matches;
  model.related = population.related;
}

Model begun(std::span<const Comparison> comparisons, const Observed& observed) {
  Model model;
  model.comparisons.assign(comparisons.begin(), comparisons.end());
  model.u = observed.u;
  model.pairs = observed.pairs;
  model.converged = true;
  return model;
}

/// By comparison, whether it tells of the person and not of a place.
std::vector<bool> tell_of_person(std::span<const Comparison> comparisons) {
  std::vector<bool> tell;
  for (const Comparison& comparison : comparisons) tell.push_back(!is_place(comparison));
  return tell;
}

/// The mean of two comparisons' levels.
std::vector<double> between(const std::vector<double>& one, const std::vector<double>& other) {
  std::vector<double> levels(one.size());
  for (std::size_t level = 0; level < one.size(); ++level) levels[level] = (one[level] + other[level]) / 2;
  return levels;
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

/// Whether people of a class agree in what is each person's own: then they are one person.
bool is_one_person(const RelatedClass& related, std::span<const Comparison> comparisons, std::span<const double> bits) {
  constexpr double own_most = 0.9;  // of the bits that a match has there
  double own = 0;
  double shared = 0;
  for (std::size_t at = 0; at < comparisons.size(); ++at) {
    if (comparisons[at].shared_at_home) continue;
    own += bits[at];
    shared += related.shares[at] * bits[at];
  }
  return shared > own_most * own;
}

/// The classes of related people that pairs within either of two tables tell. Few of those are one person.
std::vector<RelatedClass> related_within(const Observed& observed, std::span<const Comparison> comparisons,
                                         const LevelProbabilities& m, Model& model) {
  Population within(observed.within, m, model.u, observed.pairs_within);
  const std::vector<bool> all(comparisons.size(), true);
  within.begin_related(all);
  const Rounds rounds = within.fit(Population::Given::m);
  const std::vector<double> bits = information_of(m, model.u);
  const auto is_person = [&](const RelatedClass& one) { return is_one_person(one, comparisons, bits); };
  if (std::ranges::none_of(within.related, is_person)) {
    note(rounds, model);
    return within.related;
  }
  // Some stand in a table twice, and where they do is not as the two tables differ: that is learnt with them.
  Population twice(observed.within, m, model.u, observed.pairs_within);
  twice.begin_related(all);
  const LevelProbabilities usual = first_m(comparisons);
  const std::vector<bool> of_person = tell_of_person(comparisons);
  for (std::size_t at = 0; at < comparisons.size(); ++at) {
    if (!of_person[at]) twice.m[at] = between(usual[at], model.u[at]);
  }
  twice.hold_m(of_person, total_of(observed.within) * known_over_seen);
  note(twice.fit(Population::Given::nothing), model);
  return twice.related;
}

void learn_related(const Observed& observed, std::span<const Comparison> comparisons, Population& population,
                   Model& model) {
  if (!observed.within.empty()) {
    population.related = related_within(observed, comparisons, population.m, model);
    note(population.fit(Population::Given::related), model);
    return;
  }
  std::vector<bool> may_share;
  for (const Comparison& comparison : comparisons) may_share.push_back(comparison.shared_at_home);
  const bool households = std::ranges::find(may_share, true) != may_share.end();
  population.begin_related(may_share);
  if (households) {
    // In one table of households, pairs of relatives outnumber those of one person by far, and a free m would settle on
    // them. So the classes of relatives are learnt first, with matches that agree as they usually do; then m may move.
    population.m = m_of_registered_twice(comparisons);
    population.begin_households(comparisons);
    note(population.fit(Population::Given::m), model);
    population.hold_m(tell_of_person(comparisons), matches_held_share * population.matches);
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
  population.begin_related(may_share);
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
  if (!observed.within.empty()) population.begin_moved(tell_of_person(comparisons));
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
    population.moved = 0;
    note(population.fit(Population::Given::all_but_counts), model);
  }
  take_over(population, model);
  return model;
}

std::size_t place_in(const Model& model, const Comparison& comparison) {
  const auto found = std::ranges::find(model.comparisons, comparison.column, &Comparison::column);
  return static_cast<std::size_t>(found - model.comparisons.begin());
}

Model narrowed(const Model& model, std::span<const Comparison> comparisons) {
  Model narrow = model;
  narrow.comparisons.assign(comparisons.begin(), comparisons.end());
  narrow.m.clear();
  narrow.u.clear();
  narrow.alike.clear();
  for (RelatedClass& one : narrow.related) one.shares.clear();
  for (const Comparison& comparison : comparisons) {
    const std::size_t at = place_in(model, comparison);
    narrow.m.push_back(model.m.at(at));
    narrow.u.push_back(model.u.at(at));
    if (!model.alike.empty()) narrow.alike.push_back(model.alike.at(at));
    for (std::size_t of = 0; of < narrow.related.size(); ++of)
      narrow.related[of].shares.push_back(model.related[of].shares.at(at));
  }
  return narrow;
}

Model estimate_counts(const Model& known, const Observed& observed, bool places_anew) {
  Model model = begun(known.comparisons, observed);
  Population population(observed.candidates, known.m, model.u, observed.pairs);
  population.related = known.related;
  population.alike = known.alike;
  const std::vector<bool> of_person = tell_of_person(known.comparisons);
  population.begin_moved(of_person);
  population.moved = known.moved;
  model.alike = known.alike;
  for (RelatedClass& one : population.related) one.pairs = std::max(total_of(observed.candidates) / 4, 1.0);
  note(population.fit(Population::Given::all_but_counts), model);
  if (places_anew) {
    // They may stay with nearly all here who had new ones there. Where all had new ones, those who keep theirs would
    // never be told from chance: so it begins between the two.
    for (std::size_t at = 0; at < of_person.size(); ++at) {
      if (!of_person[at]) population.m[at] = between(population.m[at], model.u[at]);
    }
    population.hold_m(of_person, total_of(observed.candidates) * known_over_seen);
    note(population.fit(Population::Given::related), model);
  }
  if (!observed.labels.empty()) {
    population.learn_from(observed.labels);
    population.hold_m(std::vector<bool>(known.m.size(), true), matches_for_known);
    note(population.fit(Population::Given::related), model);
  }
  take_over(population, model);
  return model;
}

}  // namespace boothwise::linkage
