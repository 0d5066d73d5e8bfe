#include "linkage/link.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "linkage/competition.hpp"

namespace boothwise::linkage {

namespace {

constexpr double sample_pairs_wanted = 60'000;  // of each rule, to learn from
constexpr std::size_t random_pairs_max = 400'000;
constexpr std::size_t random_pairs_least = 100'000;

Error stopped() {
  return Error{ErrorKind::stopped, "stopped", {"stopped; nothing was written", "रोका गया; कुछ नहीं लिखा गया"}};
}

/// Counts patterns; one a thread, joined at the end.
class PatternHistogram {
 public:
  void add(Pattern pattern, double count) { counts_[pattern] += count; }
  void join(const PatternHistogram& other) {
    for (const auto& [pattern, count] : other.counts_) counts_[pattern] += count;
  }
  [[nodiscard]] PatternCounts sorted() const {
    PatternCounts list;
    list.reserve(counts_.size());
    for (const auto& [pattern, count] : counts_) list.push_back({pattern, count});
    std::ranges::sort(list, {}, &PatternCount::pattern);
    return list;
  }

 private:
  std::unordered_map<Pattern, double> counts_;
};

std::vector<Comparer> comparers(const Prepared& prepared, unsigned threads) {
  std::vector<Comparer> list;
  for (unsigned thread = 0; thread < threads; ++thread) list.emplace_back(prepared);
  return list;
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
    for (std::size_t pair = 0; pair < chunk; ++pair) {
      const RecordNo one = draw(0, prepared.left);
      const RecordNo other =
          prepared.single ? draw(0, prepared.records) : draw(prepared.left, prepared.records - prepared.left);
      if (one != other) histograms[thread].add(compare[thread].compare(one, other), 1);
    }
  });
  for (unsigned thread = 1; thread < threads; ++thread) histograms[0].join(histograms[thread]);
  const PatternCounts counts = histograms[0].sorted();
  LevelProbabilities u;
  for (std::size_t at = 0; at < prepared.comparisons.size(); ++at) {
    std::vector<double>& levels = u.emplace_back(levels_of(prepared.comparisons[at].as), 0.5);
    for (const PatternCount& count : counts) {
      if (const Level level = level_in(count.pattern, at); level > 0) levels[level - 1U] += count.count;
    }
    const bool known = prepared.comparisons[at].as != CompareAs::number;
    const double equal = prepared.values[at].agreement();
    double rest = 0;
    for (std::size_t level = known ? 1 : 0; level < levels.size(); ++level) rest += levels[level];
    for (std::size_t level = known ? 1 : 0; level < levels.size(); ++level)
      levels[level] *= (known ? 1 - equal : 1) / rest;
    if (known) levels[0] = std::max(equal, 1e-9);
  }
  return u;
}

/// Pairs of a share of a rule's blocks: as they are for training, and without those of earlier rules as candidates.
struct Sample {
  PatternHistogram all;
  PatternHistogram first;
  PatternHistogram within;  ///< two tables: pairs within either, those of earlier rules left out
};

class Sampler {
 public:
  Sampler(const BlockingKeys& keys, const Resources& resources)
      : keys_(keys),
        prepared_(keys.prepared()),
        resources_(resources),
        compare_(comparers(prepared_, resources.threads)) {}

  /// Patterns of about `sample_pairs_wanted` pairs of the rule, each counted for as many as it stands for.
  Sample sample(std::size_t rule) {
    std::uint64_t out_of = 64;
    while (out_of > 1 && prepared_.records / out_of < 4096) out_of /= 4;
    for (;;) {
      const RuleBlocks blocks(keys_, rule, resources_.threads, out_of);
      const double pairs = count(blocks);
      if (pairs < sample_pairs_wanted / 4 && out_of > 1) {
        out_of = std::max<std::uint64_t>(1, out_of / (pairs < sample_pairs_wanted / 32 ? 16 : 4));
        continue;
      }
      return collect(blocks, rule, std::max(1.0, pairs / sample_pairs_wanted), static_cast<double>(out_of));
    }
  }

 private:
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
    parallel_for(resources_.threads, blocks.parts(), [&](std::size_t part, unsigned thread) {
      blocks.visit(part, [&](const Block& block) {
        visit_pairs(block, prepared_, resources_.block_pairs_max, [&](RecordNo left, std::span<const RecordNo> rights) {
          for (const RecordNo right : rights) {
            if ((mixed(left, right) >> 32U) >= limit) continue;
            const Pattern pattern = compare_[thread].compare(left, right);
            samples[thread].all.add(pattern, thinning * out_of);
            if (!met_before(rule, left, right)) samples[thread].first.add(pattern, thinning * out_of);
          }
        });
        visit_pairs_within(block, prepared_, resources_.block_pairs_max,
                           [&](RecordNo one, std::span<const RecordNo> others) {
                             for (const RecordNo other : others) {
                               if ((mixed(one, other) >> 32U) >= limit || met_before(rule, one, other)) continue;
                               samples[thread].within.add(compare_[thread].compare(one, other), thinning * out_of);
                             }
                           });
      });
    });
    for (unsigned thread = 1; thread < resources_.threads; ++thread) {
      samples[0].all.join(samples[thread].all);
      samples[0].first.join(samples[thread].first);
      samples[0].within.join(samples[thread].within);
    }
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
  std::vector<Comparer> compare_;
};

class Linker {
 public:
  Linker(const Prepared& prepared, const Settings& settings, const Model& model, const Resources& resources,
         Progress& progress)
      : prepared_(prepared),
        settings_(settings),
        resources_(resources),
        progress_(progress),
        keys_(prepared, settings.blocking, resources.threads),
        capped_keys_(settings.blocking.size()) {
    for (unsigned thread = 0; thread < resources.threads; ++thread) {
      threads_.emplace_back(Scorer(model, prepared, settings.probability_review));
    }
  }

  Result<Linked> run() {
    for (std::size_t rule = 0; rule < keys_.rules(); ++rule) {
      apply(rule);
      if (progress_.stop_requested()) return stopped();
      progress_.report(static_cast<double>(rule + 1) / static_cast<double>(keys_.rules()),
                       {"comparing", "तुलना हो रही है"});
    }
    finish();
    return std::move(linked_);
  }

 private:
  struct Thread {
    explicit Thread(Scorer of_thread) : scorer(std::move(of_thread)) {}
    Scorer scorer;
    std::vector<Link> found;
    double pairs = 0;
    std::vector<CappedBlock> capped;
  };

  void apply(std::size_t rule) {
    const RuleBlocks blocks(keys_, rule, resources_.threads);
    const double pairs_before = linked_.pairs;
    std::size_t links_before = 0;
    for (const Thread& thread : threads_) links_before += thread.found.size();
    parallel_for(resources_.threads, blocks.parts(), [&](std::size_t part, unsigned number) {
      if (progress_.stop_requested()) return;
      Thread& thread = threads_[number];
      blocks.visit(part, [&](const Block& block) { take_block(rule, block, thread); });
    });
    RuleUse use;
    for (Thread& thread : threads_) {
      linked_.pairs += std::exchange(thread.pairs, 0);
      use.links += thread.found.size();
      for (const CappedBlock& block : thread.capped) {
        linked_.capped.push_back(block);
        capped_keys_[rule].push_back(keys_.key(rule, block.example));
      }
      thread.capped.clear();
    }
    std::ranges::sort(capped_keys_[rule]);
    use.links -= links_before;
    use.pairs = linked_.pairs - pairs_before;
    linked_.rules.push_back(use);
  }

  void take_block(std::size_t rule, const Block& block, Thread& thread) {
    const bool capped =
        visit_pairs(block, prepared_, resources_.block_pairs_max, [&](RecordNo left, std::span<const RecordNo> rights) {
          for (const RecordNo right : rights) take_pair(rule, left, right, thread);
        });
    if (capped) thread.capped.push_back({rule, block.record(0), block.size(), pairs_in(block, prepared_)});
  }

  void take_pair(std::size_t rule, RecordNo left, RecordNo right, Thread& thread) {
    for (std::size_t earlier = 0; earlier < rule; ++earlier) {
      if (keys_.meets(earlier, left, right) && !is_capped(earlier, left)) return;
    }
    ++thread.pairs;
    const std::optional<Evidence> evidence = thread.scorer.score(left, right);
    if (!evidence) return;
    thread.found.push_back(
        {left, right, static_cast<float>(evidence->weight), static_cast<float>(evidence->probability)});
  }

  [[nodiscard]] bool is_capped(std::size_t rule, RecordNo record) const {
    const std::vector<std::uint64_t>& keys = capped_keys_[rule];
    return !keys.empty() && std::ranges::binary_search(keys, keys_.key(rule, record));
  }

  void finish() {
    std::vector<Link> all;
    for (Thread& thread : threads_) all.insert(all.end(), thread.found.begin(), thread.found.end());
    std::ranges::sort(all, [](const Link& one, const Link& other) {
      return std::pair(one.left, one.right) < std::pair(other.left, other.right);
    });
    // Neighbours of a capped block may have met in two rules.
    const auto twice = std::ranges::unique(
        all, [](const Link& one, const Link& other) { return one.left == other.left && one.right == other.right; });
    all.erase(twice.begin(), twice.end());
    if (!prepared_.single) {
      all = settings_.one_to_one ? one_to_one(std::move(all), prepared_.records)
                                 : without_beaten(std::move(all), prepared_.records);
    }
    for (const Link& link : all) {
      (link.probability >= settings_.probability_least ? linked_.links : linked_.uncertain).push_back(link);
    }
    std::ranges::sort(linked_.capped, {},
                      [](const CappedBlock& block) { return std::pair(block.rule, block.example); });
  }

  const Prepared& prepared_;
  const Settings& settings_;
  const Resources& resources_;
  Progress& progress_;
  BlockingKeys keys_;
  std::vector<std::vector<std::uint64_t>> capped_keys_;  // by rule
  std::vector<Thread> threads_;
  Linked linked_;
};

}  // namespace

Result<Learned> learn(const Prepared& prepared, const Settings& settings, const Resources& resources,
                      Progress& progress, const Model* known) {
  Observed observed;
  observed.u = u_of_random_pairs(prepared, settings, resources.threads);
  observed.pairs = prepared.pairs();
  const BlockingKeys keys(prepared, settings.blocking, resources.threads);
  Sampler sampler(keys, resources);
  std::vector<PatternCounts> firsts;
  PatternHistogram candidates;
  PatternHistogram within;
  for (std::size_t rule = 0; rule < keys.rules(); ++rule) {
    if (progress.stop_requested()) return stopped();
    const Sample sample = sampler.sample(rule);
    TrainingSet set{sample.all.sorted(), std::vector<bool>(prepared.comparisons.size())};
    for (const BlockOn& on : settings.blocking[rule].on) set.decided[on.comparison] = true;
    observed.training.push_back(std::move(set));
    firsts.push_back(sample.first.sorted());
    candidates.join(sample.first);
    within.join(sample.within);
  }
  observed.candidates = candidates.sorted();
  observed.within = within.sorted();
  const auto pairs_of = [](std::size_t records) {
    return static_cast<double>(records) * static_cast<double>(records) / 2;
  };
  if (!prepared.single) observed.pairs_within = pairs_of(prepared.left) + pairs_of(prepared.records - prepared.left);
  Learned learned{known == nullptr ? estimate(prepared.comparisons, observed) : estimate_counts(*known, observed), {}};
  for (const PatternCounts& counts : firsts) {
    RuleExpectation& expected = learned.rules.emplace_back();
    for (const PatternCount& count : counts) {
      expected.pairs += count.count;
      expected.matches += count.count * evidence_of(learned.model, count.pattern).probability;
    }
  }
  return learned;
}

std::vector<BlockingRule> worthwhile(std::span<const BlockingRule> rules, const Learned& learned) {
  constexpr double pairs_for_a_match_max = 2500;
  constexpr double share_least = 0.003;
  std::vector<BlockingRule> kept;
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    const RuleExpectation& expected = learned.rules[rule];
    const bool cheap = expected.pairs <= pairs_for_a_match_max * expected.matches;
    if (cheap || expected.matches >= share_least * learned.model.matches) kept.push_back(rules[rule]);
  }
  return kept;
}

namespace {

/// Makes `linked` say what was decided.
void hold(std::span<const Decision> decisions, bool one_to_one, Linked& linked) {
  constexpr float certain_weight = 100;  // bits
  std::set<std::pair<RecordNo, RecordNo>> decided;
  std::set<RecordNo> taken;
  for (const Decision& decision : decisions) {
    decided.emplace(decision.left, decision.right);
    if (decision.same && one_to_one) taken.insert({decision.left, decision.right});
  }
  const auto gives_way = [&](const Link& link) {
    return decided.contains({link.left, link.right}) || taken.contains(link.left) || taken.contains(link.right);
  };
  std::erase_if(linked.links, gives_way);
  std::erase_if(linked.uncertain, gives_way);
  for (const Decision& decision : decisions) {
    if (decision.same) linked.links.push_back({decision.left, decision.right, certain_weight, 1});
  }
  std::ranges::sort(linked.links, {}, [](const Link& link) { return std::pair(link.left, link.right); });
}

}  // namespace

Result<Linked> link(const Prepared& prepared, const Settings& settings, const Model& model, const Resources& resources,
                    Progress& progress, std::span<const Decision> decisions) {
  BOOTHWISE_TRY(linked, Linker(prepared, settings, model, resources, progress).run());
  hold(decisions, settings.one_to_one, linked);
  return linked;
}

}  // namespace boothwise::linkage
