#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "base/bilingual.hpp"
#include "base/progress.hpp"
#include "linkage/settings.hpp"
#include "linkage/values.hpp"

namespace boothwise::linkage {

/// The keys that one part of a rule gives to records, made once for a distinct value.
class PartKeys {
 public:
  PartKeys(const Prepared& prepared, const BlockOn& on);
  /// 0 = the record takes no part.
  [[nodiscard]] std::uint32_t operator()(RecordNo record) const {
    const ValueId value = prepared_->row(record)[column_];
    return !of_left_value_.empty() && prepared_->is_left(record) ? of_left_value_[value] : of_value_[value];
  }

 private:
  const Prepared* prepared_;
  std::size_t column_;
  std::vector<std::uint32_t> of_value_;
  std::vector<std::uint32_t> of_left_value_;  // where a shift parts the two tables: the key of the right value expected
};

/// The keys of one table's blocking rules: a row of them for each record, one key for each part that a rule goes by.
class BlockingKeys {
 public:
  BlockingKeys(const Prepared& prepared, std::span<const BlockingRule> rules, unsigned threads);

  [[nodiscard]] std::size_t rules() const { return rules_.size(); }
  /// 0 = the record takes no part in the rule.
  [[nodiscard]] std::uint64_t key(std::size_t rule, RecordNo record) const {
    std::uint64_t hash = 1;
    for (const std::size_t part : rules_[rule]) {
      const std::uint32_t key = row(record)[part];
      if (key == 0) return 0;
      hash = mixed(hash, key);
    }
    return hash | 1U;
  }
  /// True if the rule brings the two together.
  [[nodiscard]] bool meets(std::size_t rule, RecordNo left, RecordNo right) const {
    for (const std::size_t part : rules_[rule]) {
      const std::uint32_t key = row(left)[part];
      if (key == 0 || key != row(right)[part]) return false;
    }
    return true;
  }
  /// Asks for the record's keys, which will be wanted soon.
  void prefetch(RecordNo record) const { __builtin_prefetch(row(record)); }
  [[nodiscard]] const Prepared& prepared() const { return *prepared_; }

 private:
  [[nodiscard]] const std::uint32_t* row(RecordNo record) const { return keys_.data() + record * parts_.size(); }
  std::size_t part_of(const BlockOn& on);

  const Prepared* prepared_;
  std::vector<BlockOn> parts_;
  std::vector<std::vector<std::size_t>> rules_;  // the parts that each goes by
  std::vector<std::uint32_t> keys_;
};

/// Records that share a rule's key, in order of their number. In two tables the left ones come first.
struct Block {
  std::span<const std::uint64_t> entries;  ///< lower 32 bits: the record
  [[nodiscard]] std::size_t size() const { return entries.size(); }
  [[nodiscard]] RecordNo record(std::size_t at) const { return static_cast<RecordNo>(entries[at]); }
};

/// All blocks of one rule, or those of a share of its keys.
class RuleBlocks {
 public:
  /// Borrows the keys. `sampled_out_of`: only every n-th key (by its hash) is taken; 1 = all.
  RuleBlocks(const BlockingKeys& keys, std::size_t rule, unsigned threads, std::uint64_t sampled_out_of = 1);

  /// Blocks lie in parts that can be worked on apart from each other.
  [[nodiscard]] std::size_t parts() const { return begins_.size() - 1; }
  /// Blocks of two or more records in a part, in a fixed order.
  void visit(std::size_t part, const std::function<void(const Block&)>& take) const;

 private:
  const BlockingKeys& keys_;
  std::vector<std::uint64_t> entries_;  // hash in the upper half, record in the lower, sorted within a part
  std::vector<std::size_t> begins_;
};

/// Pairs of a block.
double pairs_in(const Block& block, const Prepared& prepared);

/// A block that was too large to compare everybody with everybody.
struct CappedBlock {
  std::size_t rule = 0;
  RecordNo example = 0;
  std::size_t records = 0;
  double pairs = 0;
};

/// How many of the records behind it, in the order of their rows, a record of too large a block is compared with.
constexpr std::size_t neighbours = 4;

/// Gives each pair of a block to `take`. Above `pairs_max` only neighbours in the order of their rows are paired, so
/// that equal records still meet; true if that happened.
bool visit_pairs(const Block& block, const Prepared& prepared, std::uint64_t pairs_max,
                 const std::function<void(RecordNo, std::span<const RecordNo>)>& take);

/// The same for the pairs of two left or two right records of two tables; blocks with too many are passed over.
void visit_pairs_within(const Block& block, const Prepared& prepared, std::uint64_t pairs_max,
                        const std::function<void(RecordNo, std::span<const RecordNo>)>& take);

}  // namespace boothwise::linkage
