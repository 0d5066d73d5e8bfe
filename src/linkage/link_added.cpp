#include <algorithm>
#include <tuple>
#include <utility>

#include "base/parallel.hpp"
#include "base/stopped.hpp"
#include "linkage/decisions.hpp"
#include "linkage/scored.hpp"

namespace boothwise::linkage {

namespace {

constexpr std::size_t added_at_once = std::size_t{1} << 14U;  // bounds the pairs that are held
constexpr std::size_t parts = 64;                             // of the earlier records, worked on apart from each other

struct AddedPair {
  RecordNo earlier = 0;
  RecordNo added = 0;
  std::uint32_t rule = 0;
};
using OfParts = std::vector<std::vector<AddedPair>>;

/// Finds the pairs that added records make with those before them.
class AddedPairs {
 public:
  AddedPairs(const Prepared& prepared, const Settings& settings, const Resources& resources, const Postings& before,
             RecordNo first_added)
      : prepared_(prepared),
        pairs_max_(static_cast<double>(resources.block_pairs_max)),
        keys_(prepared, settings.blocking, {}, std::min(first_added, static_cast<RecordNo>(before.end()))),
        before_(before),
        later_(keys_, {}, before.end(), prepared.records, resources.threads) {}

  [[nodiscard]] std::size_t rules() const { return keys_.rules(); }

  /// Those that a rule brings together, `begin` to `end` being added, by part of the earlier record.
  [[nodiscard]] OfParts find(std::size_t rule, RecordNo begin, RecordNo end) const {
    OfParts found(parts);
    const auto take = [&](RecordNo earlier, RecordNo added) {
      found[std::uint64_t{earlier} * parts / prepared_.records].push_back(
          {earlier, added, static_cast<std::uint32_t>(rule)});
    };
    const std::vector<Keyed> added = keyed(rule, begin, end);
    for (std::size_t at = 0, next = 0; at < added.size(); at = next) {
      while (next < added.size() && added[next].key == added[at].key) ++next;
      std::vector<RecordNo> block = block_of(rule, added[at].key);
      if (pairs_of(static_cast<double>(block.size()), 0, true) > pairs_max_) {
        for (const auto& [earlier, later] : neighbour_pairs(std::move(block), prepared_)) {
          if (later >= begin && later < end) take(earlier, later);
        }
        continue;
      }
      for (std::size_t one = at; one < next; ++one) {
        for (const RecordNo member : block) {
          if (member < added[one].record) take(member, added[one].record);
        }
      }
    }
    return found;
  }

 private:
  /// In order of key, so that buckets are asked for one behind the other.
  [[nodiscard]] std::vector<Keyed> keyed(std::size_t rule, RecordNo begin, RecordNo end) const {
    std::vector<Keyed> all;
    for (RecordNo record = begin; record < end; ++record) {
      if (const std::uint64_t key = keys_.key(rule, record); key != 0) all.push_back({key, record});
    }
    std::ranges::sort(all);
    return all;
  }

  /// All records that have the key, in order.
  [[nodiscard]] std::vector<RecordNo> block_of(std::size_t rule, std::uint64_t key) const {
    std::vector<RecordNo> block;
    for (const Postings* postings : {&before_, &later_}) {
      for (const Postings::Entry& entry : postings->bucket(rule, key)) {
        if (entry.tag == static_cast<std::uint32_t>(key) && prepared_.has_values(entry.record))
          block.push_back(entry.record);
      }
    }
    return block;
  }

  const Prepared& prepared_;
  double pairs_max_;
  BlockingKeys keys_;
  const Postings& before_;
  Postings later_;
};

/// The pairs of one part, each once, with the first rule that brings it, in order of the earlier record.
std::vector<AddedPair> merged(const std::vector<OfParts>& of_rules, std::size_t part) {
  std::vector<AddedPair> all;
  for (const OfParts& of_rule : of_rules) all.insert(all.end(), of_rule[part].begin(), of_rule[part].end());
  const auto order = [](const AddedPair& pair) { return std::tuple(pair.earlier, pair.added, pair.rule); };
  std::ranges::sort(all, {}, order);
  const auto same = [](const AddedPair& one, const AddedPair& other) {
    return one.earlier == other.earlier && one.added == other.added;
  };
  const auto rest = std::ranges::unique(all, same);
  all.erase(rest.begin(), rest.end());
  return all;
}

/// Scores the pairs of one part; those that are kept, in order.
std::vector<Link> scored(std::span<const AddedPair> pairs, Scorer& scorer) {
  constexpr std::size_t at_once = 1024;
  std::vector<Link> links;
  std::vector<Candidate> candidates;
  std::vector<Scorer::Scored> done;
  for (std::size_t at = 0, next = 0, begun = 0; at < pairs.size(); at = next) {
    candidates.clear();
    for (; next < pairs.size() && pairs[next].earlier == pairs[at].earlier; ++next)
      candidates.push_back({pairs[next].added, pairs[next].rule});
    scorer.begin(pairs[at].earlier, candidates);
    begun += candidates.size();
    if (begun < at_once && next < pairs.size()) continue;
    scorer.finish(done);
    for (const Scorer::Scored& pair : done) links.push_back(link_of(pair));
    begun = 0;
  }
  return links;
}

}  // namespace

Result<Linked> link_added(const Prepared& prepared, const Settings& settings, const Model& model,
                          const Resources& resources, Progress& progress, const Postings& postings,
                          RecordNo first_added, std::span<const Decision> decisions) {
  const AddedPairs pairs(prepared, settings, resources, postings, first_added);
  std::vector<Scorer> scorers;
  for (unsigned thread = 0; thread < resources.threads; ++thread)
    scorers.emplace_back(model, prepared, settings.probability_review);
  Linked linked;
  std::vector<Link> kept;
  for (std::size_t begin = first_added; begin < prepared.records; begin += added_at_once) {
    if (progress.stop_requested()) return stopped_unwritten();
    const std::size_t end = std::min(prepared.records, begin + added_at_once);
    std::vector<OfParts> of_rules(pairs.rules());
    parallel_for(resources.threads, pairs.rules(), [&](std::size_t rule, unsigned) {
      of_rules[rule] = pairs.find(rule, static_cast<RecordNo>(begin), static_cast<RecordNo>(end));
    });
    std::vector<std::size_t> compared(parts);
    std::vector<std::vector<Link>> found(parts);
    parallel_for(resources.threads, parts, [&](std::size_t part, unsigned thread) {
      const std::vector<AddedPair> of_part = merged(of_rules, part);
      compared[part] = of_part.size();
      found[part] = scored(of_part, scorers[thread]);
    });
    for (std::size_t part = 0; part < parts; ++part) {
      linked.pairs += static_cast<double>(compared[part]);
      kept.insert(kept.end(), found[part].begin(), found[part].end());
    }
    progress.report(static_cast<double>(end - first_added) / static_cast<double>(prepared.records - first_added),
                    {"comparing", "तुलना हो रही है"});
  }
  std::ranges::sort(kept, comes_before);
  kept = with_decisions(std::move(kept), decisions, model, prepared);
  take_apart(kept, settings.probability_least, linked);
  return linked;
}

}  // namespace boothwise::linkage
