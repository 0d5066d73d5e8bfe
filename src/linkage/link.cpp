#include "linkage/link.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/parallel.hpp"
#include "base/stopped.hpp"
#include "linkage/candidates.hpp"
#include "linkage/competition.hpp"
#include "linkage/decisions.hpp"
#include "linkage/scored.hpp"

namespace boothwise::linkage {

namespace {

constexpr std::size_t chunk_size = 1 << 12;  // records that a thread takes at once
constexpr std::size_t records_at_once_least = 1 << 12;
constexpr double settled_least = 0.99;
constexpr double sure_least = 0.999;
constexpr RecordNo nobody = ~RecordNo{0};

/// Which records the pairs have; empty: none.
template <typename Pair>
std::vector<bool> records_of(std::span<const Pair> pairs, std::size_t records) {
  std::vector<bool> all;
  if (!pairs.empty()) all.resize(records);
  for (const Pair& pair : pairs) all[pair.left] = all[pair.right] = true;
  return all;
}

std::size_t chunks_of(std::size_t left) { return (left + chunk_size - 1) / chunk_size; }

/// Calls `take(begin, end, chunk, thread)` for each batch of `left` records; of a chunk by one thread, in order.
template <typename Take>
void each_batch(std::size_t left, unsigned threads, const Take& take) {
  parallel_for(threads, chunks_of(left), [&](std::size_t chunk, unsigned thread) {
    const std::size_t end = std::min(left, (chunk + 1) * chunk_size);
    for (std::size_t begin = chunk * chunk_size; begin < end; begin += CandidateIndex::batch)
      take(begin, std::min(end, begin + CandidateIndex::batch), chunk, thread);
  });
}

class Linker {
 public:
  Linker(const Prepared& prepared, const Settings& settings, const Model& model, const Resources& resources,
         Progress& progress, std::span<const Decision> decisions, std::span<const Link> settled)
      : prepared_(prepared),
        settings_(settings),
        model_(model),
        resources_(resources),
        progress_(progress),
        decisions_(decisions),
        settled_(settled),
        keys_(prepared, settings.blocking, records_of(settled, prepared.records)),
        capped_(find_capped(keys_, resources.block_pairs_max, resources.threads)),
        kept_least_(kept_least()),
        has_decision_(records_of(decisions, prepared.records)) {
    for (std::size_t rule = 0; rule < keys_.rules(); ++rule)
      needed_.push_back(rule == 0 || !has_rivals() || !goes_by_place(settings.blocking[rule]));
  }

  /// Right records, as many at once as the index may take.
  Result<Linked> run() {
    linked_.rules.resize(keys_.rules());
    const std::size_t per_record = std::max<std::size_t>(1, Postings::bytes_per_record(keys_.rules()));
    const std::size_t at_once = std::max<std::uint64_t>(records_at_once_least, resources_.index_bytes_max / per_record);
    std::size_t begin = prepared_.single ? 0 : prepared_.left;
    const std::size_t parts = std::max<std::size_t>(1, (prepared_.records - begin + at_once - 1) / at_once);
    if (parts > 1 && asks_twice()) find_partnered(at_once);
    for (std::size_t part = 0; part < parts; ++part) {
      const std::size_t end = part + 1 == parts ? prepared_.records : begin + at_once;
      compare(CandidateIndex(keys_, capped_, begin, end, resources_.threads),
              {static_cast<double>(part) / static_cast<double>(parts), 1 / static_cast<double>(parts)});
      if (progress_.stop_requested()) {
        return stopped_unwritten();
      }
      begin = end;
    }
    if (parts > 1) std::ranges::sort(kept_, comes_before);
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

  [[nodiscard]] bool has_rivals() const { return settings_.rivals && !prepared_.single; }

  /// Rivals raise a pair's odds by what is left to records without a partner: what could come to be told is kept.
  [[nodiscard]] double kept_least() const {
    if (!has_rivals()) return settings_.probability_review;
    const auto smaller = static_cast<double>(std::min(prepared_.left, prepared_.records - prepared_.left));
    const double alone = 1 - std::min(model_.matches / std::max(smaller, 1.0), partnered_most);
    const double odds = settings_.probability_review / (1 - settings_.probability_review) * alone;
    return odds / (1 + odds);
  }

  [[nodiscard]] bool goes_by_place(const BlockingRule& rule) const {
    return std::ranges::any_of(rule.on,
                               [this](const BlockOn& on) { return is_place(prepared_.comparisons[on.comparison]); });
  }

  /// Where a piece of work begins in the whole, and how much of it it is.
  struct Share {
    double begin = 0;
    double size = 1;
  };

  /// Rules from `first` to `last`.
  struct Rules {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  /// Whether some rules are asked only of those who have no sure partner by the first.
  [[nodiscard]] bool asks_twice() const { return std::ranges::find(needed_, false) != needed_.end(); }

  [[nodiscard]] std::vector<Thread> threads(const CandidateIndex& index) const {
    std::vector<Thread> list;
    for (unsigned thread = 0; thread < resources_.threads; ++thread) {
      list.emplace_back(model_, prepared_, index, kept_least_);
      list.back().rules.resize(keys_.rules());
    }
    return list;
  }

  /// Of all left records, until asked to stop.
  template <typename Take>
  void each_batch_of_left(const Take& take) const {
    each_batch(prepared_.left, resources_.threads,
               [&](std::size_t begin, std::size_t end, std::size_t chunk, unsigned thread) {
                 if (!progress_.stop_requested()) take(begin, end, chunk, thread);
               });
  }

  /// Who has a sure partner by the first rule, told beforehand where the right records are gone through part by part:
  /// links do not depend on how many parts there are.
  void find_partnered(std::size_t at_once) {
    const BlockingKeys first(prepared_, std::span(settings_.blocking).first(1),
                             records_of(settled_, prepared_.records));
    partnered_.resize(prepared_.left);
    for (std::size_t begin = prepared_.left; begin < prepared_.records; begin += at_once) {
      const std::size_t end = std::min(prepared_.records, begin + at_once);
      const CandidateIndex index(first, capped_, begin, end, resources_.threads);
      std::vector<Thread> workers = threads(index);
      each_batch_of_left([&](std::size_t from, std::size_t to, std::size_t, unsigned thread) {
        const std::span<std::uint8_t> partnered = std::span(partnered_).subspan(from, to - from);
        workers[thread].finder.begin(static_cast<RecordNo>(from), static_cast<RecordNo>(to));
        score(from, to, {0, 1}, partnered, workers[thread]);
      });
    }
  }

  /// Every record with its candidates.
  void compare(const CandidateIndex& index, Share share) {
    std::vector<Thread> workers = threads(index);
    std::vector<std::vector<Link>> found(chunks_of(prepared_.left));
    each_batch_of_left([&](std::size_t begin, std::size_t end, std::size_t chunk, unsigned thread) {
      compare_batch(begin, end, workers[thread], found[chunk]);
      if (end == prepared_.left || end % chunk_size == 0) {
        progress_.report(
            share.begin + share.size * static_cast<double>(chunk + 1) / static_cast<double>(chunks_of(prepared_.left)),
            {"comparing", "तुलना हो रही है"});
      }
    });
    for (const Thread& thread : workers) {
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

  /// Where candidates are rivals the first rule, which brings most matches, is asked before all others. Who is sure to
  /// have found her partner is not looked for again among those who live where she does: another one there is hers only
  /// if she stands there twice, and then her name finds her.
  void compare_batch(std::size_t begin, std::size_t end, Thread& thread, std::vector<Link>& found) const {
    const auto before = static_cast<std::ptrdiff_t>(found.size());
    std::array<std::uint8_t, CandidateIndex::batch> partnered{};
    if (!partnered_.empty())
      std::copy_n(partnered_.begin() + static_cast<std::ptrdiff_t>(begin), end - begin, partnered.begin());
    thread.finder.begin(static_cast<RecordNo>(begin), static_cast<RecordNo>(end));
    for (Rules asked{0, asks_twice() ? 1 : keys_.rules()}; asked.first < keys_.rules();
         asked = {asked.last, keys_.rules()}) {
      score(begin, end, asked, partnered, thread);
      for (const Scorer::Scored& pair : thread.scored) {
        thread.rules[pair.right.rule].links += pair.evidence.probability >= settings_.probability_review ? 1 : 0;
        found.push_back(link_of(pair));
      }
    }
    std::sort(found.begin() + before, found.end(), comes_before);
  }

  /// What people decided of either of the two may part them: then nothing is sure.
  [[nodiscard]] bool is_sure(const Scorer::Scored& pair) const {
    const bool decided = !has_decision_.empty() && (has_decision_[pair.left] || has_decision_[pair.right.record]);
    return !decided && pair.evidence.probability >= sure_least;
  }

  /// Compares left records with what some rules bring, and notes who has a sure partner.
  void score(std::size_t begin, std::size_t end, Rules asked, std::span<std::uint8_t> partnered, Thread& thread) const {
    thread.finder.find(asked.first, asked.last, partnered, needed_);
    for (std::size_t at = 0; at < end - begin; ++at) {
      const std::span<const Candidate> candidates = thread.finder[at];
      for (const Candidate& candidate : candidates) ++thread.rules[candidate.rule].pairs;
      thread.scorer.begin(static_cast<RecordNo>(begin + at), candidates);
    }
    thread.scorer.finish(thread.scored);
    for (const Scorer::Scored& pair : thread.scored) {
      if (is_sure(pair)) partnered[pair.left - begin] = 1;
    }
  }

  void finish() {
    kept_ = with_decisions(std::move(kept_), decisions_, model_, prepared_);
    if (has_rivals()) {
      kept_ = among_rivals(std::move(kept_), model_, prepared_.left, prepared_.records, settled_.size());
      std::erase_if(kept_, [this](const Link& link) { return link.probability < settings_.probability_review; });
    }
    if (!prepared_.single) {
      kept_ = settings_.one_to_one ? one_to_one(std::move(kept_), prepared_.records)
                                   : without_beaten(std::move(kept_), prepared_.records);
    }
    const auto searched = static_cast<std::ptrdiff_t>(kept_.size());
    kept_.insert(kept_.end(), settled_.begin(), settled_.end());
    std::inplace_merge(kept_.begin(), kept_.begin() + searched, kept_.end(), comes_before);
    linked_.pairs += static_cast<double>(settled_.size());
    take_apart(kept_, settings_.probability_least, linked_);
    linked_.capped = std::move(capped_.blocks);
  }

  const Prepared& prepared_;
  const Settings& settings_;
  const Model& model_;
  const Resources& resources_;
  Progress& progress_;
  std::span<const Decision> decisions_;
  std::span<const Link> settled_;
  BlockingKeys keys_;
  CappedBlocks capped_;
  double kept_least_;                    // of each pair by itself
  std::vector<bool> has_decision_;       // by record; empty: none has
  std::vector<bool> needed_;             // by rule: asked even of who is sure to have a partner
  std::vector<std::uint8_t> partnered_;  // by left record; empty where it is told batch by batch
  std::vector<Link> kept_;
  Linked linked_;
};

/// By value of a comparison, the right record that has it if nobody else of its side does, and one left record.
std::vector<RecordNo> sole_holders(const Prepared& prepared, std::size_t comparison,
                                   const std::vector<bool>& passed_over) {
  const Values& values = prepared.values[comparison];
  const std::size_t column = prepared.comparisons[comparison].column;
  std::vector<RecordNo> holders(values.size() + 1, nobody);
  for (auto right = static_cast<RecordNo>(prepared.left); right < prepared.records; ++right) {
    const ValueId value = prepared.row(right)[column];
    const bool alone = value != 0 && values.left_count(value) == 1 && values.right_count(value) == 1;
    if (alone && !passed_over[right]) holders[value] = right;
  }
  return holders;
}

}  // namespace

std::vector<Link> settled_pairs(const Prepared& prepared, const Model& model, std::size_t comparison,
                                const std::vector<bool>& passed_over, unsigned threads) {
  const std::vector<RecordNo> holders = sole_holders(prepared, comparison, passed_over);
  const std::size_t column = prepared.comparisons[comparison].column;
  struct Thread {
    Scorer scorer;
    std::vector<Scorer::Scored> scored;
  };
  std::vector<Thread> workers;
  for (unsigned thread = 0; thread < threads; ++thread) workers.push_back({Scorer(model, prepared, settled_least), {}});
  std::vector<std::vector<Link>> found(chunks_of(prepared.left));
  each_batch(prepared.left, threads, [&](std::size_t begin, std::size_t end, std::size_t chunk, unsigned thread) {
    Thread& worker = workers[thread];
    const auto last = static_cast<RecordNo>(end);
    const auto holder = [&](RecordNo left) -> const RecordNo& { return holders[prepared.row(left)[column]]; };
    // Each step touches memory that the one before has asked for: holders, then their rows.
    for (auto left = static_cast<RecordNo>(begin); left < last; ++left) __builtin_prefetch(&holder(left));
    for (auto left = static_cast<RecordNo>(begin); left < last; ++left) {
      if (holder(left) != nobody) __builtin_prefetch(prepared.row(holder(left)));
    }
    for (auto left = static_cast<RecordNo>(begin); left < last; ++left) {
      const Candidate candidate{holder(left), 0};
      if (candidate.record != nobody && !passed_over[left]) worker.scorer.begin(left, {&candidate, 1});
    }
    worker.scorer.finish(worker.scored);
    for (const Scorer::Scored& pair : worker.scored) found[chunk].push_back(link_of(pair));
  });
  std::vector<Link> all;
  for (const std::vector<Link>& links : found) all.insert(all.end(), links.begin(), links.end());
  return all;
}

Result<Linked> link(const Prepared& prepared, const Settings& settings, const Model& model, const Resources& resources,
                    Progress& progress, std::span<const Decision> decisions, std::span<const Link> settled) {
  return Linker(prepared, settings, model, resources, progress, decisions, settled).run();
}

}  // namespace boothwise::linkage
