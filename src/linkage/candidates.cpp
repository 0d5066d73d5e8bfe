#include "linkage/candidates.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/parallel.hpp"

namespace boothwise::linkage {

namespace {

/// Finds the blocks of one rule that are too large. Records are first counted in cells that many keys share; only the
/// keys of cells that could hold so many pairs are then counted themselves.
class CappedSearch {
 public:
  CappedSearch(const BlockingKeys& keys, std::size_t rule, double pairs_max)
      : keys_(keys), prepared_(keys.prepared()), rule_(rule), pairs_max_(pairs_max) {}

  /// Members of each block that is too large, by key, in order of record.
  std::unordered_map<std::uint64_t, std::vector<RecordNo>> run() {
    std::unordered_map<std::uint64_t, std::vector<RecordNo>> members;
    const std::vector<bool> suspect = suspect_cells();
    if (std::ranges::find(suspect, true) == suspect.end()) return members;
    std::unordered_map<std::uint64_t, Sides> counts;
    each([&](std::uint64_t key, RecordNo record) {
      if (!suspect[cell_of(key)]) return;
      Sides& sides = counts[key];
      ++(prepared_.is_left(record) ? sides.left : sides.right);
    });
    std::erase_if(counts, [this](const auto& entry) { return pairs_of(entry.second) <= pairs_max_; });
    if (counts.empty()) return members;
    each([&](std::uint64_t key, RecordNo record) {
      if (suspect[cell_of(key)] && counts.contains(key)) members[key].push_back(record);
    });
    return members;
  }

 private:
  struct Sides {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
  };
  static constexpr unsigned cell_bits = 16;
  static std::size_t cell_of(std::uint64_t key) { return key >> (64 - cell_bits); }

  [[nodiscard]] double pairs_of(const Sides& sides) const {
    return linkage::pairs_of(sides.left, sides.right, prepared_.single);
  }

  [[nodiscard]] std::vector<bool> suspect_cells() const {
    std::vector<Sides> cells(std::size_t{1} << cell_bits);
    each([&](std::uint64_t key, RecordNo record) {
      Sides& sides = cells[cell_of(key)];
      ++(prepared_.is_left(record) ? sides.left : sides.right);
    });
    std::vector<bool> suspect(cells.size());
    for (std::size_t cell = 0; cell < cells.size(); ++cell) suspect[cell] = pairs_of(cells[cell]) > pairs_max_;
    return suspect;
  }

  template <typename Take>
  void each(const Take& take) const {
    keys_.each_of(rule_, 0, prepared_.records, [&](RecordNo record, std::uint64_t key) {
      if (key != 0) take(key, record);
    });
  }

  const BlockingKeys& keys_;
  const Prepared& prepared_;
  std::size_t rule_;
  double pairs_max_;
};

CappedBlock block_of(std::size_t rule, const std::vector<RecordNo>& members, const Prepared& prepared) {
  const auto left =
      static_cast<double>(std::ranges::count_if(members, [&](RecordNo record) { return prepared.is_left(record); }));
  const double right = static_cast<double>(members.size()) - left;
  return {rule, members.front(), members.size(), pairs_of(left, right, prepared.single)};
}

}  // namespace

CappedBlocks find_capped(const BlockingKeys& keys, std::uint64_t pairs_max, unsigned threads) {
  const Prepared& prepared = keys.prepared();
  std::vector<CappedBlocks> of_rules(keys.rules());
  parallel_for(threads, keys.rules(), [&](std::size_t rule, unsigned) {
    if (keys.block_pairs_max(rule) <= static_cast<double>(pairs_max)) return;
    CappedBlocks& capped = of_rules[rule];
    for (auto& [key, members] : CappedSearch(keys, rule, static_cast<double>(pairs_max)).run()) {
      capped.keys.push_back({key});
      capped.blocks.push_back(block_of(rule, members, prepared));
      for (const auto& [left, right] : neighbour_pairs(std::move(members), prepared))
        capped.pairs.push_back({left, static_cast<std::uint32_t>(rule), right});
    }
  });
  CappedBlocks all;
  all.keys.resize(keys.rules());
  for (std::size_t rule = 0; rule < keys.rules(); ++rule) {
    for (const std::vector<std::uint64_t>& key : of_rules[rule].keys) all.keys[rule].push_back(key.front());
    std::ranges::sort(all.keys[rule]);
    all.blocks.insert(all.blocks.end(), of_rules[rule].blocks.begin(), of_rules[rule].blocks.end());
    all.pairs.insert(all.pairs.end(), of_rules[rule].pairs.begin(), of_rules[rule].pairs.end());
  }
  std::ranges::sort(all.blocks, {}, [](const CappedBlock& block) { return std::tuple(block.rule, block.example); });
  std::ranges::sort(all.pairs);
  return all;
}

CandidateIndex::CandidateIndex(const BlockingKeys& keys, const CappedBlocks& capped, std::size_t begin, std::size_t end,
                               unsigned threads)
    : keys_(keys), capped_(capped), begin_(begin), end_(end), postings_(keys, capped.keys, begin, end, threads) {}

CandidateIndex::Finder::Finder(const CandidateIndex& index)
    : index_(index), keys_(batch * index.postings_.rules()), begins_(batch + 1), seen_(1024) {}

void CandidateIndex::Finder::find(RecordNo begin, RecordNo end) {
  // Each step touches memory that the one before has asked for: keys, buckets, their entries, then the candidates'
  // rows.
  const Postings& postings = index_.postings_;
  const std::size_t rules = postings.rules();
  const std::size_t size = end - begin;
  const Prepared& prepared = index_.keys_.prepared();
  for (RecordNo record = begin; record < end; ++record) index_.keys_.prefetch(record);
  for (std::size_t at = 0; at < size; ++at) {
    prepared.prefetch_left(static_cast<RecordNo>(begin + at));
    const std::span<std::uint64_t> of_record = std::span(keys_).subspan(at * rules, rules);
    index_.keys_.all(static_cast<RecordNo>(begin + at), of_record);
    for (std::size_t rule = 0; rule < rules; ++rule) postings.prefetch_place(rule, of_record[rule]);
  }
  for (std::size_t at = 0; at < size; ++at) {
    for (std::size_t rule = 0; rule < rules; ++rule) {
      const std::uint64_t key = keys_[at * rules + rule];
      if (key != 0) postings.prefetch_bucket(rule, key);
    }
  }
  found_.clear();
  for (std::size_t at = 0; at < size; ++at) {
    begins_[at] = found_.size();
    gather(static_cast<RecordNo>(begin + at), std::span(keys_).subspan(at * rules, rules));
  }
  begins_[size] = found_.size();
  for (const Candidate& candidate : found_) __builtin_prefetch(prepared.row(candidate.record));
}

void CandidateIndex::Finder::gather(RecordNo record, std::span<const std::uint64_t> keys) {
  ++stamp_;
  seen_size_ = 0;
  const bool single = index_.keys_.prepared().single;
  const std::vector<CappedBlocks::Pair>& capped = index_.capped_.pairs;
  auto neighbour = capped.empty() ? capped.end() : std::ranges::lower_bound(capped, CappedBlocks::Pair{record, 0, 0});
  for (std::size_t rule = 0; rule < keys.size(); ++rule) {
    for (; neighbour != capped.end() && neighbour->left == record && neighbour->rule == rule; ++neighbour) {
      if (index_.holds(neighbour->right)) take(neighbour->right, rule);
    }
    if (keys[rule] == 0) continue;
    const auto tag = static_cast<std::uint32_t>(keys[rule]);
    for (const Postings::Entry& entry : index_.postings_.bucket(rule, keys[rule])) {
      if (entry.tag == tag && (!single || entry.record > record)) take(entry.record, rule);
    }
  }
}

void CandidateIndex::Finder::take(RecordNo candidate, std::size_t rule) {
  const std::uint64_t wanted = stamp_ << 32U | candidate;
  const std::size_t mask = seen_.size() - 1;
  std::size_t at = (candidate * 0x9E3779B97F4A7C15U >> 40U) & mask;
  for (; seen_[at] >> 32U == stamp_; at = (at + 1) & mask) {
    if (seen_[at] == wanted) return;
  }
  seen_[at] = wanted;
  found_.push_back({candidate, static_cast<std::uint32_t>(rule)});
  if (++seen_size_ * 2 > seen_.size()) make_room();
}

void CandidateIndex::Finder::make_room() {
  seen_.assign(seen_.size() * 4, 0);
  const std::size_t mask = seen_.size() - 1;
  for (std::size_t back = seen_size_; back > 0; --back) {
    const RecordNo candidate = found_[found_.size() - back].record;
    std::size_t at = (candidate * 0x9E3779B97F4A7C15U >> 40U) & mask;
    while (seen_[at] != 0) at = (at + 1) & mask;
    seen_[at] = stamp_ << 32U | candidate;
  }
}

}  // namespace boothwise::linkage
