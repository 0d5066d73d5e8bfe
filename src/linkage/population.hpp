#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "linkage/model.hpp"
#include "linkage/rounds.hpp"
#include "linkage/unshared.hpp"

namespace boothwise::linkage {

/// Bits by which a match's agreement in each comparison speaks for it, on average.
inline std::vector<double> information_of(const LevelProbabilities& m, const LevelProbabilities& u) {
  std::vector<double> bits;
  for (std::size_t at = 0; at < m.size(); ++at) {
    double sum = 0;
    for (std::size_t level = 0; level < m[at].size(); ++level)
      sum += m[at][level] * std::log2(m[at][level] / u[at][level]);
    bits.push_back(std::max(sum, 0.0));
  }
  return bits;
}
/// How many pairs are matches and how many belong together otherwise, m and u given. Chance agreement is anchored: of
/// all pairs that could be asked about, u tells how many show a pattern.
class Population {
 public:
  Population(const PatternCounts& counts, LevelProbabilities first_m, const LevelProbabilities& u, double pairs)
      : m(std::move(first_m)), counts_(counts), u_(u), pairs_(pairs), bits_(information_of(m, u)) {}

  LevelProbabilities m;
  double moved = 0;  ///< Model::moved
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

  /// Some moved, where two comparisons or more tell places: with one alone m says it as well.
  /// `of_person`: by comparison, whether it tells of the person and not of a place.
  void begin_moved(std::vector<bool> of_person) {
    constexpr double at_first = 0.05;
    moved = std::ranges::count(of_person, false) >= 2 ? at_first : 0;
    of_person_ = std::move(of_person);
  }

  /// Two related classes to begin with: one at what the pairs share on the whole, one at a little of everything.
  /// They may agree in the comparisons that `may_share` allows.
  void begin_related(const std::vector<bool>& may_share) {
    if (std::ranges::find(may_share, true) == may_share.end()) return;
    may_share_.assign(related_classes, may_share);
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
        one.shares.push_back(may_share[comparison] ? begin : 0);
      }
      limit(one);
    }
  }

  /// Two kinds of pairs to begin with that are no matches and agree beyond chance: relatives, who have house, part and
  /// the relative's name in common, and whose own names may be somewhat alike (a household's second name); and
  /// namesakes, whose own and whose relatives' names go together (a second name stands in both).
  void begin_households(std::span<const Comparison> comparisons) {
    constexpr double in_common = 0.9;
    for (std::size_t at = 0; at < comparisons.size(); ++at) {
      const bool is_name = comparisons[at].as == CompareAs::name || comparisons[at].as == CompareAs::relation;
      may_share_[1][at] = is_name;
      for (std::size_t number = 0; number < related_classes; ++number) {
        related[number].shares[at] = may_share_[number][at] ? in_common : 0;
      }
      const bool has_alike = comparisons[at].as == CompareAs::name && !may_share_[0][at];
      alike.push_back(has_alike ? u_[at] : std::vector<double>());
    }
    for (RelatedClass& one : related) limit(one);
  }

  /// How likely to be matches the pairs are on average that count for them.
  [[nodiscard]] double match_purity() const {
    double sum = 0;
    double squares = 0;
    for (const PatternCount& count : counts_) {
      const Parts parts = parts_of(count.pattern);
      const double match = parts.total() > 0 ? parts.matched() / parts.total() : 0;
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
  /// Of a match's bits, at most this share may be in what a related class has in common: more would be the match
  /// itself.
  static constexpr double information_share_max = 0.9;
  /// What the model says of a pattern counts as so many decided pairs: a few decisions must not wreck it.
  static constexpr double pairs_for_model = 20;
  static constexpr double moved_most = 0.5;

  struct RelatedSums {
    double pairs = 0;
    std::vector<double> present;  // by comparison: pairs where nothing is missing
    std::vector<double> shared;   // of them, those that agree because they belong together
  };

  struct Sums {
    double matches = 0;
    double moved = 0;  // of them
    LevelProbabilities m;
    LevelProbabilities alike;
    std::vector<RelatedSums> related;
  };

  void step(Change& change) {
    Sums sums{0, 0, m, m, {related.size(), {0, std::vector<double>(u_.size()), std::vector<double>(u_.size())}}};
    for (std::vector<double>& levels : sums.m) std::ranges::fill(levels, 0.0);
    for (std::vector<double>& levels : sums.alike) std::ranges::fill(levels, 0.0);
    for (const PatternCount& count : counts_) add(count, sums);
    const double scale = std::max(total_of(counts_), 1.0);
    change.set(matches, std::max(sums.matches, share_least), scale);
    if (given_ == Given::nothing || given_ == Given::related) {
      take_over_m(sums.m, change);
      if (moved > 0)
        change.set(moved, std::clamp(sums.moved / std::max(sums.matches, share_least), share_least, moved_most));
    }
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
        next.shares[comparison] = may_share_[number][comparison]
                                      ? sums[number].shared[comparison] / (sums[number].present[comparison] + 1)
                                      : 0;
      }
      limit(next);
      for (std::size_t comparison = 0; comparison < u_.size(); ++comparison) {
        change.set(related[number].shares[comparison], next.shares[comparison]);
      }
    }
  }

  /// Pairs of a pattern by what they are, as the model expects them.
  struct Parts {
    double stayed = 0;
    double moved = 0;
    double chance = 0;
    std::array<double, related_classes> related{};
    [[nodiscard]] double matched() const { return stayed + moved; }
    [[nodiscard]] double total() const {
      double sum = matched() + chance;
      for (const double part : related) sum += part;
      return sum;
    }
  };

  [[nodiscard]] Parts parts_of(Pattern pattern) const {
    Parts parts{matches * (1 - moved), matches * moved, pairs_, {}};
    for (std::size_t number = 0; number < related.size(); ++number) parts.related[number] = related[number].pairs;
    for (std::size_t comparison = 0; comparison < u_.size(); ++comparison) {
      const Level level = level_in(pattern, comparison);
      if (level == 0) continue;
      const double matched = m[comparison][level - 1U];
      const double u = u_[comparison][level - 1U];
      parts.stayed *= matched;
      if (moved > 0) parts.moved *= of_person_[comparison] ? matched : u;
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
    const double matched = match_share(count.pattern, parts.matched() / total);
    sums.matches += count.count * matched;
    const double moved_share = parts.moved > 0 ? parts.moved / parts.matched() : 0;
    sums.moved += count.count * matched * moved_share;
    add_match(count.pattern, count.count * matched, moved_share, sums.m);
    const double others = total - parts.matched();
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

  /// What places tell counts as far as the matches stayed.
  void add_match(Pattern pattern, double pairs, double moved_share, LevelProbabilities& sums) const {
    for (std::size_t comparison = 0; comparison < sums.size(); ++comparison) {
      const Level level = level_in(pattern, comparison);
      if (level == 0) continue;
      const bool is_apart = moved_share > 0 && !of_person_[comparison];
      sums[comparison][level - 1U] += is_apart ? pairs * (1 - moved_share) : pairs;
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
  std::vector<std::vector<bool>> may_share_;  // by related class
  std::vector<bool> of_person_;               // by comparison
  std::span<const Label> labels_;
  LevelProbabilities held_;  // pseudo-counts of m
  Given given_ = Given::nothing;
};

}  // namespace boothwise::linkage
