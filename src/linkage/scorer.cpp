#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "linkage/model.hpp"
#include "linkage/unshared.hpp"

namespace boothwise::linkage {

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
    if (goes_by_frequency(model.comparisons[comparison].as, 1)) by_frequency_.push_back(comparison);
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
  result.moved = is_place(model_.comparisons[comparison]) ? 1 : result.chance;
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
    best.moved = std::max(best.moved, other.moved);
    for (std::size_t number = 0; number < related_classes; ++number) {
      best.related[number] = std::min(best.related[number], other.related[number]);
    }
  }
  best_[comparison] = best;
}

void Scorer::set_left(RecordNo left) {
  if (left == left_) return;
  left_ = left;
  for (const std::size_t comparison : by_frequency_) {
    const Comparison& how = model_.comparisons[comparison];
    const ValueId value = prepared_.row(left)[how.column];
    if (value == 0) continue;
    const Values& values = prepared_.values[comparison];
    ratios_[comparison][1] = ratio(comparison, 1, values.frequency(value));
    if (!goes_by_frequency(how.as, 2)) continue;
    ratios_[comparison][2] = ratio(comparison, 2, values.sound_frequency(value));
    set_best(comparison);
  }
}

void Scorer::keep_left() {
  for (const std::size_t comparison : by_frequency_)
    of_lefts_.push_back({ratios_[comparison][1], ratios_[comparison][2], best_[comparison]});
}

/// The n-th of those kept.
void Scorer::restore_left(std::size_t place) {
  const OfLeft* kept = of_lefts_.data() + place * by_frequency_.size();
  for (const std::size_t comparison : by_frequency_) {
    ratios_[comparison][1] = kept->same;
    ratios_[comparison][2] = kept->sounds_same;
    best_[comparison] = kept->best;
    ++kept;
  }
}

/// How much more likely a match is than a chance pair.
double Scorer::matched(const Ratio& product) const {
  return (1 - model_.moved) * product.chance + model_.moved * product.moved;
}

double Scorer::odds(const Ratio& product) const {
  double unmatched = model_.pairs;
  for (std::size_t number = 0; number < model_.related.size(); ++number) {
    unmatched += model_.related[number].pairs * product.related[number];
  }
  return model_.matches * matched(product) / unmatched;
}

Evidence Scorer::evidence(const Ratio& product) const {
  const double posterior = odds(product);
  return {std::log2(posterior * unmatched_pairs_ / model_.matches), posterior / (1 + posterior)};
}

namespace {

template <typename Ratio>
void multiply(Ratio& product, const Ratio& factor) {
  product.chance *= factor.chance;
  product.moved *= factor.moved;
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
  for (std::uint32_t open = pair.open; open != 0; open &= open - 1) {  // how frequent names are is wanted last
    const std::size_t comparison = order_[static_cast<std::size_t>(std::countr_zero(open))];
    const Comparison& how = model_.comparisons[comparison];
    if (goes_by_frequency(how.as, 2))
      prepared_.values[comparison].prefetch(prepared_.row(pair.right.record)[how.column]);
  }
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
  bool is_open = false;
  const std::size_t before = begun_.size();
  for (const Candidate& right : rights) {
    begun_.push_back({left, right, 0, {}});
    if (!begin(begun_.back())) {
      begun_.pop_back();
    } else if (begun_.back().open != 0) {
      prepared_.prefetch_right(right.record);
      is_open = true;
    }
  }
  if (is_open) prepared_.prefetch_right(left);  // words and letters of both sides are wanted
  if (begun_.size() > before && (before == 0 || begun_[before - 1].left != left)) keep_left();
}

void Scorer::finish(std::vector<Scored>& scored) {
  scored.clear();
  std::size_t lefts = 0;
  for (std::size_t at = 0; at < begun_.size(); ++at) {
    const Begun& pair = begun_[at];
    if (at == 0 || pair.left != begun_[at - 1].left) restore_left(lefts++);
    left_ = pair.left;
    if (const std::optional<Evidence> evidence = finish(pair)) scored.push_back({pair.left, pair.right, *evidence});
  }
  begun_.clear();
  of_lefts_.clear();
}

Scorer::Ratio Scorer::final_ratio(std::size_t comparison, Level level, RecordNo left, RecordNo right) const {
  const Comparison& how = model_.comparisons[comparison];
  const Values& values = prepared_.values[comparison];
  const ValueId one = prepared_.row(left)[how.column];
  const ValueId other = prepared_.row(right)[how.column];
  return ratio(comparison, level, std::max(values.sound_frequency(one), values.sound_frequency(other)));
}

/// Makes the parts that tell places sum up to what they say together: the more they speak against a match, the likelier
/// she moved, and the less each of them says.
void Scorer::join_places(std::vector<Part>& parts) const {
  const auto tells = [&](std::size_t at) { return is_place(model_.comparisons[at]); };
  double apart = 0;
  for (std::size_t at = 0; at < parts.size(); ++at) apart += tells(at) ? parts[at].weight : 0;
  if (apart == 0) return;
  const double together = std::log2((1 - model_.moved) * std::exp2(apart) + model_.moved);
  for (std::size_t at = 0; at < parts.size(); ++at) parts[at].weight *= tells(at) ? together / apart : 1;
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
  explained.related = explained.evidence.weight - std::log2(matched(product));
  join_places(explained.parts);
  return explained;
}

double odds_of(const Model& model, double weight) { return std::exp2(weight) * model.matches / unmatched_pairs(model); }

Evidence evidence_of(const Model& model, Pattern pattern) {
  double stayed = model.matches * (1 - model.moved);
  double moved = model.matches * model.moved;
  double chance = model.pairs;
  std::array<double, related_classes> related{};
  for (std::size_t number = 0; number < model.related.size(); ++number) related[number] = model.related[number].pairs;
  for (std::size_t comparison = 0; comparison < model.m.size(); ++comparison) {
    const Level level = level_in(pattern, comparison);
    if (level == 0) continue;
    const double m = model.m[comparison][level - 1U];
    const double u = model.u[comparison][level - 1U];
    stayed *= m;
    moved *= is_place(model.comparisons[comparison]) ? u : m;
    chance *= u;
    for (std::size_t number = 0; number < model.related.size(); ++number) {
      const double apart = unshared(model.alike, comparison, level, u);
      related[number] *= apart + model.related[number].shares[comparison] * (m - apart);
    }
  }
  double unmatched = chance;
  for (const double part : related) unmatched += part;
  const double odds = (stayed + moved) / std::max(unmatched, 1e-300);
  return {std::log2(odds * unmatched_pairs(model) / model.matches), odds / (1 + odds)};
}

}  // namespace boothwise::linkage
