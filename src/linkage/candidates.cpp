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
    : index_(index), keys_(batch * index.postings_.rules()), seen_(1024) {}

std::span<std::uint64_t> CandidateIndex::Finder::keys_of(std::size_t at) {
  const std::size_t rules = index_.postings_.rules();
  return std::span(keys_).subspan(at * rules, rules);
}

// Each step touches memory that the one before has asked for: keys, buckets, their entries, then the candidates' rows.
void CandidateIndex::Finder::begin(RecordNo begin, RecordNo end) {
  begin_ = begin;
  size_ = end - begin;
  rounds_size_ = 0;
  for (RecordNo record = begin; record < end; ++record) index_.keys_.prefetch(record);
  for (std::size_t at = 0; at < size_; ++at) {
    const auto record = static_cast<RecordNo>(begin + at);
    index_.keys_.prepared().prefetch_left(record);
    index_.keys_.all(record, keys_of(at));
  }
}

void CandidateIndex::Finder::find(std::size_t first, std::size_t last, std::span<const std::uint8_t> partnered,
                                  const std::vector<bool>& needed) {
  const Postings& postings = index_.postings_;
  if (rounds_.size() == rounds_size_) rounds_.emplace_back();
  Found& found = rounds_[rounds_size_++];
  found.candidates.clear();
  for (std::size_t at = 0; at < size_; ++at) {
    for (std::size_t rule = first; rule < last; ++rule) {
      std::uint64_t& key = keys_of(at)[rule];
      if (partnered[at] != 0 && !needed[rule]) key = 0;
      if (key != 0) postings.prefetch_place(rule, key);
    }
  }
  for (std::size_t at = 0; at < size_; ++at) {
    for (std::size_t rule = first; rule < last; ++rule) {
      if (const std::uint64_t key = keys_of(at)[rule]; key != 0) postings.prefetch_bucket(rule, key);
    }
  }
  for (std::size_t at = 0; at < size_; ++at) {
    found.begins[at] = found.candidates.size();
    ++stamp_;
    seen_size_ = 0;
    for (std::size_t round = 0; round + 1 < rounds_size_; ++round) {
      for (const Candidate& known : rounds_[round][at]) mark(known.record);
    }
    gather(static_cast<RecordNo>(begin_ + at), keys_of(at).first(last), first);
  }
  found.begins[size_] = found.candidates.size();
  const Prepared& prepared = index_.keys_.prepared();
  for (const Candidate& candidate : found.candidates) __builtin_prefetch(prepared.row(candidate.record));
}

/// By the rules from `first` on that have a key.
void CandidateIndex::Finder::gather(RecordNo record, std::span<const std::uint64_t> keys, std::size_t first) {
  const bool single = index_.keys_.prepared().single;
  const std::vector<CappedBlocks::Pair>& capped = index_.capped_.pairs;
  auto neighbour = capped.empty() ? capped.end()
                                  : std::ranges::lower_bound(
                                        capped, CappedBlocks::Pair{record, static_cast<std::uint32_t>(first), 0});
  for (std::size_t rule = first; rule < keys.size(); ++rule) {
    for (; neighbour != capped.end() && neighbour->left == record && neighbour->rule == rule; ++neighbour) {
      if (keys[rule] != 0 && index_.holds(neighbour->right)) take(neighbour->right, rule);
    }
    if (keys[rule] == 0) continue;
    const auto tag = static_cast<std::uint32_t>(keys[rule]);
    for (const Postings::Entry& entry : index_.postings_.bucket(rule, keys[rule])) {
      if (entry.tag == tag && (!single || entry.record > record)) take(entry.record, rule);
    }
  }
}

void CandidateIndex::Finder::take(RecordNo candidate, std::size_t rule) {
  if (mark(candidate)) rounds_[rounds_size_ - 1].candidates.push_back({candidate, static_cast<std::uint32_t>(rule)});
}

/// False if the record had this candidate before.
bool CandidateIndex::Finder::mark(RecordNo candidate) {
  if ((seen_size_ + 1) * 2 > seen_.size()) make_room();
  const std::uint64_t wanted = stamp_ << 32U | candidate;
  const std::size_t mask = seen_.size() - 1;
  std::size_t at = (candidate * 0x9E3779B97F4A7C15U >> 40U) & mask;
  for (; seen_[at] >> 32U == stamp_; at = (at + 1) & mask) {
    if (seen_[at] == wanted) return false;
  }
  seen_[at] = wanted;
  ++seen_size_;
  return true;
}

void CandidateIndex::Finder::make_room() {
  std::vector<std::uint64_t> marked(seen_.size() * 4);
  std::swap(seen_, marked);
  seen_size_ = 0;
  for (const std::uint64_t one : marked) {
    if (one >> 32U == stamp_) mark(static_cast<RecordNo>(one));
  }
}

}  // namespace boothwise::linkage
