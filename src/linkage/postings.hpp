#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "base/growing_array.hpp"
#include "linkage/blocking.hpp"

namespace boothwise::linkage {

/// Records by the keys that blocking rules give them: for each rule, buckets that a key's upper bits tell.
class Postings {
 public:
  struct Entry {
    std::uint32_t tag = 0;  ///< lower half of the key
    RecordNo record = 0;
  };

  Postings() = default;
  /// Of records `begin` to `end`, but for the keys that are `left_out` (by rule, sorted; empty: none).
  Postings(const BlockingKeys& keys, std::span<const std::vector<std::uint64_t>> left_out, std::size_t begin,
           std::size_t end, unsigned threads);

  [[nodiscard]] std::size_t rules() const { return rules_.size(); }
  /// No record from here on is in them.
  [[nodiscard]] std::size_t end() const { return end_; }
  /// The bucket of a key, in order of record. Those of another tag have another key. REQUIRES: key > 0.
  [[nodiscard]] std::span<const Entry> bucket(std::size_t rule, std::uint64_t key) const {
    const OfRule& of_rule = rules_[rule];
    const std::size_t bucket = key >> of_rule.shift;
    return {of_rule.entries.data() + of_rule.begins[bucket], of_rule.begins[bucket + 1] - of_rule.begins[bucket]};
  }
  /// Asks for where the bucket lies, and then for what is in it.
  void prefetch_place(std::size_t rule, std::uint64_t key) const {
    __builtin_prefetch(&rules_[rule].begins[key >> rules_[rule].shift]);
  }
  void prefetch_bucket(std::size_t rule, std::uint64_t key) const { __builtin_prefetch(bucket(rule, key).data()); }

  /// Writes to an archive or reads from one.
  template <typename Archive>
  void transfer(Archive& archive) {
    std::uint64_t rules = rules_.size();
    archive.number(end_);
    archive.number(rules);
    if constexpr (Archive::is_reading) {
      constexpr std::uint64_t rules_max = 4096;
      if (!archive.ok() || rules > rules_max) return archive.fail();
      rules_.resize(rules);
    }
    for (OfRule& of_rule : rules_) {
      archive.array(of_rule.begins);
      archive.array(of_rule.entries);
      if constexpr (Archive::is_reading) {
        if (!archive.ok() || !of_rule.restore()) return archive.fail();
      }
    }
  }
  /// Whether they are what `end` says, where they were read as bytes.
  [[nodiscard]] bool is_whole() const;

  /// Bytes that a record takes.
  static std::size_t bytes_per_record(std::size_t rules) { return rules * (sizeof(Entry) + sizeof(std::uint32_t)); }

 private:
  struct OfRule {
    unsigned shift = 0;  // key >> shift: the bucket
    GrowingArray<std::uint32_t> begins;
    GrowingArray<Entry> entries;  // by bucket, then record

    /// What follows from the arrays; false if they do not fit each other.
    bool restore();
  };
  /// `of_records`: the rule's keys of records from `begin` on; what is left out becomes 0 there.
  void build(std::size_t rule, std::span<std::uint64_t> of_records, std::span<const std::uint64_t> left_out,
             std::size_t begin);

  std::vector<OfRule> rules_;
  std::uint64_t end_ = 0;
};

}  // namespace boothwise::linkage
