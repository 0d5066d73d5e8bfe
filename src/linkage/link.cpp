#include "linkage/link.hpp"

#include <algorithm>
#include <utility>

#include "base/parallel.hpp"
#include "linkage/candidates.hpp"
#include "linkage/competition.hpp"
#include "linkage/decisions.hpp"

namespace boothwise::linkage {

namespace {

constexpr std::size_t chunk_size = 1 << 12;  // records that a thread takes at once
constexpr float surest = 1 - 0x1p-24F;       // 1 is for what people decided

class Linker {
 public:
  Linker(const Prepared& prepared, const Settings& settings, const Model& model, const Resources& resources,
         Progress& progress, std::span<const Decision> decisions)
      : prepared_(prepared),
        settings_(settings),
        model_(model),
        resources_(resources),
        progress_(progress),
        decisions_(decisions),
        keys_(prepared, settings.blocking),
        capped_(find_capped(keys_, resources.block_pairs_max, resources.threads)) {}

  Result<Linked> run() {
    const std::size_t begin = prepared_.single ? 0 : prepared_.left;
    const CandidateIndex index(keys_, capped_, begin, prepared_.records, resources_.threads);
    compare(index);
    if (progress_.stop_requested()) {
      return Error{ErrorKind::stopped, "stopped", {"stopped; nothing was written", "रोका गया; कुछ नहीं लिखा गया"}};
    }
    finish();
    return std::move(linked_);
  }

 private:
  struct Thread {
    Thread(const Model& model, const Prepared& prepared, const CandidateIndex& index, double least)
        : scorer(model, prepared, least), finder(index) {}
    Scorer scorer;
    CandidateIndex::Finder finder;
    std::vector<Scorer::Scored> scored;
    std::vector<RuleUse> rules;
  };

  /// Every record with its candidates.
  void compare(const CandidateIndex& index) {
    std::vector<Thread> threads;
    for (unsigned thread = 0; thread < resources_.threads; ++thread) {
      threads.emplace_back(model_, prepared_, index, settings_.probability_review);
      threads.back().rules.resize(keys_.rules());
    }
    const std::size_t chunks = (prepared_.left + chunk_size - 1) / chunk_size;
    std::vector<std::vector<Link>> found(chunks);
    parallel_for(resources_.threads, chunks, [&](std::size_t chunk, unsigned thread) {
      if (progress_.stop_requested()) return;
      const std::size_t end = std::min(prepared_.left, (chunk + 1) * chunk_size);
      for (std::size_t begin = chunk * chunk_size; begin < end; begin += CandidateIndex::batch) {
        compare_batch(begin, std::min(end, begin + CandidateIndex::batch), threads[thread], found[chunk]);
      }
      progress_.report(static_cast<double>(chunk + 1) / static_cast<double>(chunks), {"comparing", "तुलना हो रही है"});
    });
    linked_.rules.resize(keys_.rules());
    for (const Thread& thread : threads) {
      for (std::size_t rule = 0; rule < keys_.rules(); ++rule) {
        linked_.rules[rule].pairs += thread.rules[rule].pairs;
        linked_.rules[rule].links += thread.rules[rule].links;
        linked_.pairs += thread.rules[rule].pairs;
      }
    }
    for (std::vector<Link>& links : found) {
      kept_.insert(kept_.end(), links.begin(), links.end());
      links = {};
    }
  }

  void compare_batch(std::size_t begin, std::size_t end, Thread& thread, std::vector<Link>& found) const {
    thread.finder.find(static_cast<RecordNo>(begin), static_cast<RecordNo>(end));
    for (std::size_t at = 0; at < end - begin; ++at) {
      const std::span<const Candidate> candidates = thread.finder[at];
      for (const Candidate& candidate : candidates) ++thread.rules[candidate.rule].pairs;
      thread.scorer.begin(static_cast<RecordNo>(begin + at), candidates);
    }
    thread.scorer.finish(thread.scored);
    const auto before = static_cast<std::ptrdiff_t>(found.size());
    for (const Scorer::Scored& pair : thread.scored) {
      ++thread.rules[pair.right.rule].links;
      found.push_back({pair.left, pair.right.record, static_cast<float>(pair.evidence.weight),
                       std::min(static_cast<float>(pair.evidence.probability), surest)});
    }
    std::sort(found.begin() + before, found.end(), [](const Link& one, const Link& other) {
      return std::pair(one.left, one.right) < std::pair(other.left, other.right);
    });
  }

  void finish() {
    kept_ = with_decisions(std::move(kept_), decisions_, model_, prepared_);
    if (!prepared_.single) {
      kept_ = settings_.one_to_one ? one_to_one(std::move(kept_), prepared_.records)
                                   : without_beaten(std::move(kept_), prepared_.records);
    }
    for (const Link& link : kept_) {
      (link.probability >= settings_.probability_least ? linked_.links : linked_.uncertain).push_back(link);
    }
    linked_.capped = std::move(capped_.blocks);
  }

  const Prepared& prepared_;
  const Settings& settings_;
  const Model& model_;
  const Resources& resources_;
  Progress& progress_;
  std::span<const Decision> decisions_;
  BlockingKeys keys_;
  CappedBlocks capped_;
  std::vector<Link> kept_;
  Linked linked_;
};

}  // namespace

Result<Linked> link(const Prepared& prepared, const Settings& settings, const Model& model, const Resources& resources,
                    Progress& progress, std::span<const Decision> decisions) {
  return Linker(prepared, settings, model, resources, progress, decisions).run();
}

}  // namespace boothwise::linkage
