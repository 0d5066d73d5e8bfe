#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "linkage/blocking.hpp"
#include "linkage/postings.hpp"

namespace boothwise::linkage {

/// A block that was too large to compare everybody with everybody.
struct CappedBlock {
  std::size_t rule = 0;
  RecordNo example = 0;
  std::size_t records = 0;
  double pairs = 0;
};

/// Blocks above `pairs_max`, found without building them: `keys` by rule, sorted; and the pairs of neighbours that are
/// compared in their stead, in order of left record, rule and right record.
struct CappedBlocks {
  struct Pair {
    RecordNo left = 0;
    std::uint32_t rule = 0;
    RecordNo right = 0;
    friend auto operator<=>(const Pair&, const Pair&) = default;
  };
  std::vector<std::vector<std::uint64_t>> keys;
  std::vector<CappedBlock> blocks;  ///< by rule and example
  std::vector<Pair> pairs;
};
CappedBlocks find_capped(const BlockingKeys& keys, std::uint64_t pairs_max, unsigned threads);

/// A candidate partner and the first rule that brings it.
struct Candidate {
  RecordNo record = 0;
  std::uint32_t rule = 0;
};

/// By key, for each rule, the records that others are compared with: the right ones of two tables, all of a single one.
/// Records `begin` to `end` of them, so that an index need not hold them all at once.
class CandidateIndex {
 public:
  static constexpr std::size_t batch = 32;
  /// Borrows both.
  CandidateIndex(const BlockingKeys& keys, const CappedBlocks& capped, std::size_t begin, std::size_t end,
                 unsigned threads);
  /// Finds the candidates of many records in a row: in two tables right ones, in one those with a higher number.
  class Finder {
   public:
    explicit Finder(const CandidateIndex& index);
    /// From now on records `begin` to `end`, at most `batch`.
    void begin(RecordNo begin, RecordNo end);
    /// What the rules from `first` to `last` bring and those asked before did not, each candidate once, by rule; for
    /// the n-th record only the rules of `needed` (by rule) if `partnered[n]`. Stays good until the next call.
    void find(std::size_t first, std::size_t last, std::span<const std::uint8_t> partnered,
              const std::vector<bool>& needed);
    /// Of the n-th of them.
    [[nodiscard]] std::span<const Candidate> operator[](std::size_t at) const { return rounds_[rounds_size_ - 1][at]; }

   private:
    /// Candidates of the records of a batch, one record's behind the other's.
    struct Found {
      std::vector<Candidate> candidates;
      std::array<std::size_t, batch + 1> begins{};
      [[nodiscard]] std::span<const Candidate> operator[](std::size_t at) const {
        return std::span(candidates).subspan(begins[at], begins[at + 1] - begins[at]);
      }
    };
    [[nodiscard]] std::span<std::uint64_t> keys_of(std::size_t at);
    void gather(RecordNo record, std::span<const std::uint64_t> keys, std::size_t first);
    void take(RecordNo candidate, std::size_t rule);
    bool mark(RecordNo candidate);
    void make_room();
    const CandidateIndex& index_;
    std::vector<std::uint64_t> keys_;  // by record of the batch, then rule; 0 where the rule is not asked
    RecordNo begin_ = 0;
    std::size_t size_ = 0;       // of the batch
    std::vector<Found> rounds_;  // of this batch, as they were asked for
    std::size_t rounds_size_ = 0;
    std::vector<std::uint64_t> seen_;  // a hash table: upper half the stamp of the record, lower the candidate
    std::uint64_t stamp_ = 0;
    std::size_t seen_size_ = 0;
  };

 private:
  [[nodiscard]] bool holds(RecordNo record) const { return record >= begin_ && record < end_; }

  const BlockingKeys& keys_;
  const CappedBlocks& capped_;
  std::size_t begin_;
  std::size_t end_;
  Postings postings_;
};

}  // namespace boothwise::linkage
