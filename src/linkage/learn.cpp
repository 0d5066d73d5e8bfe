#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "base/stopped.hpp"
#include "linkage/agreement.hpp"
#include "linkage/decisions.hpp"
#include "linkage/link.hpp"

namespace boothwise::linkage {

namespace {

constexpr double sample_pairs_wanted = 20'000;   // of each rule, to learn from
constexpr double recount_pairs_wanted = 10'000;  // of each rule, to count matches by a model that is known
constexpr std::size_t random_pairs_max = 250'000;
constexpr std::size_t random_pairs_least = 50'000;

/// Counts patterns; one a thread, joined at the end. Whole counts, so that the order of joining does not matter.
class PatternHistogram {
 public:
  void add(Pattern pattern) { ++counts_[pattern]; }
  void join(const PatternHistogram& other) {
    for (const auto& [pattern, count] : other.counts_) counts_[pattern] += count;
  }
  /// Each pair counted for `stands_for`.
  [[nodiscard]] PatternCounts sorted(double stands_for) const {
    PatternCounts list;
    list.reserve(counts_.size());
    for (const auto& [pattern, count] : counts_) list.push_back({pattern, static_cast<double>(count) * stands_for});
    std::ranges::sort(list, {}, &PatternCount::pattern);
    return list;
  }

 private:
  std::unordered_map<Pattern, std::uint64_t> counts_;
};

/// Two lists of counts as one.
PatternCounts joined(const PatternCounts& one, const PatternCounts& other) {
  PatternCounts all;
  std::ranges::merge(one, other, std::back_inserter(all), {}, &PatternCount::pattern, &PatternCount::pattern);
  std::size_t kept = 0;
  for (const PatternCount& count : all) {
    if (kept > 0 && all[kept - 1].pattern == count.pattern) {
      all[kept - 1].count += count.count;
    } else {
      all[kept++] = count;
    }
  }
  all.resize(kept);
  return all;
}

std::vector<Comparer> comparers(const Prepared& prepared, unsigned threads) {
  std::vector<Comparer> list;
  for (unsigned thread = 0; thread < threads; ++thread) list.emplace_back(prepared);
  return list;
}

/// Brings u of a comparison to what the values' counts say of exact agreement; the other levels stay in proportion. Of
/// numbers, all levels just come to sum to 1.
void settle_u(const Values& values, std::vector<double>& levels) {
  const bool known = values.comparison().as != CompareAs::number;
  const double equal = values.agreement();
  double rest = 0;
  for (std::size_t level = known ? 1 : 0; level < levels.size(); ++level) rest += levels[level];
  for (std::size_t level = known ? 1 : 0; level < levels.size(); ++level)
    levels[level] *= (known ? 1 - equal : 1) / rest;
  if (known) levels[0] = std::max(equal, 1e-9);
}

/// u of pairs drawn at random. Exact agreement is known from the values' counts; the sample tells the other levels.
LevelProbabilities u_of_random_pairs(const Prepared& prepared, const Settings& settings, unsigned threads) {
  const std::size_t pairs = std::clamp<std::size_t>(prepared.records * 4, random_pairs_least, random_pairs_max);
  constexpr std::size_t chunk = 1 << 14;
  const std::size_t chunks = (pairs + chunk - 1) / chunk;
  std::vector<PatternHistogram> histograms(threads);
  std::vector<Comparer> compare = comparers(prepared, threads);
  const RandomStream stream = RandomStream(settings.seed).of(0x0072616E646F6DU);
  parallel_for(threads, chunks, [&](std::size_t part, unsigned thread) {
    RandomStream random = stream.of(part);
    const auto draw = [&random](std::size_t from, std::size_t size) {
      return static_cast<RecordNo>(from + static_cast<std::size_t>(random.uniform() * static_cast<double>(size)));
    };
    constexpr std::size_t batch = 64;
    std::array<std::pair<RecordNo, RecordNo>, batch> drawn{};
    for (std::size_t begin = 0; begin < chunk; begin += batch) {
      for (auto& [one, other] : drawn) {
        one = draw(0, prepared.left);
        other = prepared.single ? draw(0, prepared.records) : draw(prepared.left, prepared.records - prepared.left);
        __builtin_prefetch(prepared.row(one));
        __builtin_prefetch(prepared.row(other));
      }
      for (const auto& [one, other] : drawn) {
        prepared.prefetch_right(one);
        prepared.prefetch_right(other);
      }
      for (const auto& [one, other] : drawn) {
        if (one != other) histograms[thread].add(compare[thread].compare(one, other));
      }
    }
  });
  for (unsigned thread = 1; thread < threads; ++thread) histograms[0].join(histograms[thread]);
  const PatternCounts counts = histograms[0].sorted(1);
  LevelProbabilities u;
  for (std::size_t at = 0; at < prepared.comparisons.size(); ++at) {
    std::vector<double>& levels = u.emplace_back(levels_of(prepared.comparisons[at].as), 0.5);
    for (const PatternCount& count : counts) {
      if (const Level level = level_in(count.pattern, at); level > 0) levels[level - 1U] += count.count;
    }
    settle_u(prepared.values[at], levels);
  }
  return u;
}

/// Pairs of a share of a rule's blocks: as they are for training, and without those of earlier rules as candidates.
struct Sample {
  PatternHistogram first;
  PatternHistogram within;          ///< two tables: pairs within either, those of earlier rules left out
  std::vector<ComparedPair> pairs;  ///< for training, all of them
  double stands_for = 1;            ///< so many pairs
};

/// Pairs to be compared a few at a time, so that what they want is asked for before it is needed.
class Waiting {
 public:
  Waiting(const Prepared& prepared, Comparer& compare) : prepared_(prepared), compare_(compare) {}

  /// The pair's pattern goes into the histogram, and with the pair into the list, where they are there.
  void add(RecordNo one, RecordNo other, PatternHistogram* histogram, std::vector<ComparedPair>* list = nullptr) {
    prepared_.prefetch_right(one);
    prepared_.prefetch_right(other);
    pairs_[size_++] = {one, other, histogram, list};
    if (size_ == pairs_.size()) flush();
  }
  /// After the last pair.
  void flush() {
    for (const Pair& pair : std::span(pairs_).first(size_)) {
      const Pattern pattern = compare_.compare(pair.one, pair.other);
      if (pair.histogram != nullptr) pair.histogram->add(pattern);
      if (pair.list != nullptr) pair.list->push_back({pair.one, pair.other, pattern});
    }
    size_ = 0;
  }

 private:
  struct Pair {
    RecordNo one = 0;
    RecordNo other = 0;
    PatternHistogram* histogram = nullptr;
    std::vector<ComparedPair>* list = nullptr;
  };
  const Prepared& prepared_;
  Comparer& compare_;
  std::array<Pair, 32> pairs_;
  std::size_t size_ = 0;
};

/// Patterns of about so many pairs of each rule.
class Sampler {
 public:
  /// Only for `training` are pairs looked at that earlier rules bring, or that lie within one of two tables.
  Sampler(const BlockingKeys& keys, const Resources& resources, double pairs_wanted, bool training)
      : keys_(keys),
        prepared_(keys.prepared()),
        resources_(resources),
        pairs_wanted_(pairs_wanted),
        training_(training),
        compare_(comparers(prepared_, resources.threads)) {
    std::uint64_t first = out_of_max;
    while (first > 1 && prepared_.records / first < 8192) first /= 2;
    gathered_out_of_.assign(keys.rules(), first);
    gathered_ = sampled_keys(keys, gathered_out_of_, resources.threads);
  }

  Sample sample(std::size_t rule) {
    RuleBlocks blocks(std::move(gathered_[rule]));
    std::uint64_t out_of = gathered_out_of_[rule];
    double pairs = count(blocks);
    if (pairs < pairs_wanted_ / 4 && out_of > 1) {  // selective rules are gathered again
      out_of = static_cast<std::uint64_t>(static_cast<double>(out_of) * pairs / pairs_wanted_);
      out_of = std::max<std::uint64_t>(out_of, 1);
      blocks = RuleBlocks(keys_, rule, out_of);
      pairs = count(blocks);
    }
    return collect(blocks, rule, std::max(1.0, pairs / pairs_wanted_), static_cast<double>(out_of));
  }

 private:
  static constexpr std::uint64_t out_of_max = 32;

  [[nodiscard]] double count(const RuleBlocks& blocks) const {
    double pairs = 0;
    for (std::size_t part = 0; part < blocks.parts(); ++part) {
      blocks.visit(part, [&](const Block& block) {
        const double of_block = pairs_in(block, prepared_);
        if (of_block <= static_cast<double>(resources_.block_pairs_max)) pairs += of_block;
      });
    }
    return pairs;
  }

  /// Takes every `thinning`-th pair by its hash.
  Sample collect(const RuleBlocks& blocks, std::size_t rule, double thinning, double out_of) {
    std::vector<Sample> samples(resources_.threads);
    const auto limit = static_cast<std::uint64_t>(4294967296.0 / thinning);
    std::vector<std::vector<ComparedPair>> of_parts(blocks.parts());
    const auto is_taken = [limit](RecordNo one, RecordNo other) { return (mixed(one, other) >> 32U) < limit; };
    parallel_for(resources_.threads, blocks.parts(), [&](std::size_t part, unsigned thread) {
      Sample& sample = samples[thread];
      Waiting waiting(prepared_, compare_[thread]);
      blocks.visit(part, [&](const Block& block) {
        visit_pairs(block, prepared_, resources_.block_pairs_max, [&](RecordNo left, std::span<const RecordNo> rights) {
          for (const RecordNo right : rights) {
            if (!is_taken(left, right)) continue;
            const bool is_first = !met_before(rule, left, right);
            if (training_ || is_first)
              waiting.add(left, right, is_first ? &sample.first : nullptr, training_ ? &of_parts[part] : nullptr);
          }
        });
        if (!training_) return;
        visit_pairs_within(block, prepared_, resources_.block_pairs_max,
                           [&](RecordNo one, std::span<const RecordNo> others) {
                             for (const RecordNo other : others) {
                               if (is_taken(one, other) && !met_before(rule, one, other))
                                 waiting.add(one, other, &sample.within);
                             }
                           });
      });
      waiting.flush();
    });
    for (unsigned thread = 1; thread < resources_.threads; ++thread) {
      samples[0].first.join(samples[thread].first);
      samples[0].within.join(samples[thread].within);
    }
    for (const std::vector<ComparedPair>& pairs : of_parts)
      samples[0].pairs.insert(samples[0].pairs.end(), pairs.begin(), pairs.end());
    samples[0].stands_for = thinning * out_of;
    return std::move(samples[0]);
  }

  [[nodiscard]] bool met_before(std::size_t rule, RecordNo left, RecordNo right) const {
    for (std::size_t earlier = 0; earlier < rule; ++earlier) {
      if (keys_.meets(earlier, left, right)) return true;
    }
    return false;
  }

  const BlockingKeys& keys_;
  const Prepared& prepared_;
  const Resources& resources_;
  double pairs_wanted_;
  bool training_;
  std::vector<Comparer> compare_;
  std::vector<std::uint64_t> gathered_out_of_;  // by rule
  std::vector<std::vector<Keyed>> gathered_;
};

/// Decided pairs whose pattern no sample has are candidates all the same.
void add_decided(Observed& observed) {
  PatternCounts missing;
  for (const Label& label : observed.labels) {
    if (!std::ranges::binary_search(observed.candidates, label.pattern, {}, &PatternCount::pattern))
      missing.push_back({label.pattern, label.same + label.different});
  }
  observed.candidates = joined(observed.candidates, missing);
}

/// Patterns of pairs that the blocking rules bring, sampled. By rule: those that no rule before brings and, for
/// training, all pairs one by one.
struct Sampled {
  Observed observed;
  std::vector<PatternCounts> firsts;
  std::vector<RuleSample> samples;
};

/// What `u` is of random pairs is given.
Result<Sampled> sampled(const Prepared& prepared, const Settings& settings, const Resources& resources,
                        Progress& progress, std::span<const Decision> decisions, LevelProbabilities u,
                        double pairs_wanted, bool training) {
  Sampled result;
  Observed& observed = result.observed;
  observed.u = std::move(u);
  observed.pairs = prepared.pairs();
  const BlockingKeys keys(prepared, settings.blocking);
  Sampler sampler(keys, resources, pairs_wanted, training);
  for (std::size_t rule = 0; rule < keys.rules(); ++rule) {
    if (progress.stop_requested()) return stopped_unwritten();
    Sample sample = sampler.sample(rule);
    if (training) {
      PatternHistogram all;
      for (const ComparedPair& pair : sample.pairs) all.add(pair.pattern);
      TrainingSet set{all.sorted(sample.stands_for), std::vector<bool>(prepared.comparisons.size())};
      for (const BlockOn& on : settings.blocking[rule].on) set.decided[on.comparison] = true;
      observed.training.push_back(std::move(set));
    }
    result.firsts.push_back(sample.first.sorted(sample.stands_for));
    result.samples.push_back({std::move(sample.pairs), sample.stands_for});
    observed.candidates = joined(observed.candidates, result.firsts.back());
    observed.within = joined(observed.within, sample.within.sorted(sample.stands_for));
  }
  observed.labels = labels_of(decisions, prepared);
  add_decided(observed);
  const auto pairs_of = [](std::size_t records) {
    return static_cast<double>(records) * static_cast<double>(records) / 2;
  };
  if (!prepared.single) observed.pairs_within = pairs_of(prepared.left) + pairs_of(prepared.records - prepared.left);
  return result;
}

/// A model with what it makes of each rule's pairs.
Learned with_expectations(Model model, Sampled seen) {
  Learned learned{std::move(model), {}, std::move(seen.samples)};
  for (const PatternCounts& counts : seen.firsts) {
    RuleExpectation& expected = learned.rules.emplace_back();
    for (const PatternCount& count : counts) {
      expected.pairs += count.count;
      expected.matches += count.count * evidence_of(learned.model, count.pattern).probability;
    }
  }
  return learned;
}

}  // namespace

Result<Learned> learn(const Prepared& prepared, const Settings& settings, const Resources& resources,
                      Progress& progress, const Model* known, std::span<const Decision> decisions) {
  BOOTHWISE_TRY(
      seen, sampled(prepared, settings, resources, progress, decisions,
                    u_of_random_pairs(prepared, settings, resources.threads), sample_pairs_wanted, known == nullptr));
  Model model =
      known == nullptr ? estimate(prepared.comparisons, seen.observed) : estimate_counts(*known, seen.observed);
  return with_expectations(std::move(model), std::move(seen));
}

Result<Learned> recount(const Prepared& prepared, const Settings& settings, const Resources& resources,
                        Progress& progress, const Model& like, std::span<const Decision> decisions) {
  LevelProbabilities u = like.u;
  for (std::size_t at = 0; at < u.size(); ++at) settle_u(prepared.values[at], u[at]);
  BOOTHWISE_TRY(seen,
                sampled(prepared, settings, resources, progress, decisions, std::move(u), recount_pairs_wanted, false));
  Model model = estimate_counts(like, seen.observed, true);
  model.comparisons = prepared.comparisons;  // a shift is these records' own
  return with_expectations(std::move(model), std::move(seen));
}

std::vector<BlockingRule> worthwhile(std::span<const BlockingRule> rules, const Learned& learned,
                                     const RuleWorth& worth) {
  std::vector<BlockingRule> kept;
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    const RuleExpectation& expected = learned.rules[rule];
    const bool cheap = expected.pairs <= worth.pairs_for_a_match_max * expected.matches;
    if (cheap || expected.matches >= worth.share_least * learned.model.matches) kept.push_back(rules[rule]);
  }
  return kept;
}

}  // namespace boothwise::linkage
