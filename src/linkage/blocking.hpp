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

/// The keys of one table's blocking rules. An atom's keys are made once a distinct value.
class BlockingKeys {
 public:
  BlockingKeys(const Prepared& prepared, std::span<const BlockingRule> rules);

  [[nodiscard]] std::size_t rules() const { return rules_.size(); }
  /// 0 = the record takes no part in the rule.
  [[nodiscard]] std::uint64_t key(std::size_t rule, RecordNo record) const {
    std::uint64_t hash = 1;
    for (const std::size_t atom : rules_[rule]) {
      const std::uint32_t key = atom_key(atom, record);
      if (key == 0) return 0;
      hash = mixed(hash, key);
    }
    return hash | 1U;
  }
  /// True if the rule brings the two together.
  [[nodiscard]] bool meets(std::size_t rule, RecordNo left, RecordNo right) const {
    for (const std::size_t atom : rules_[rule]) {
      const std::uint32_t key = atom_key(atom, left);
      if (key == 0 || key != atom_key(atom, right)) return false;
    }
    return true;
  }
  [[nodiscard]] const Prepared& prepared() const { return *prepared_; }

 private:
  struct AtomKeys {
    BlockOn on;
    std::size_t column = 0;
    std::vector<std::uint32_t> of_value;
    std::vector<std::uint32_t> of_left_value;  ///< where a shift parts the two tables; else empty
  };
  [[nodiscard]] std::uint32_t atom_key(std::size_t atom, RecordNo record) const {
    const AtomKeys& keys = atoms_[atom];
    const ValueId value = prepared_->row(record)[keys.column];
    return !keys.of_left_value.empty() && prepared_->is_left(record) ? keys.of_left_value[value] : keys.of_value[value];
  }
  std::size_t atom_of(const BlockOn& on);

  const Prepared* prepared_;
  std::vector<AtomKeys> atoms_;
  std::vector<std::vector<std::size_t>> rules_;
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
  /// `sampled_out_of`: only every n-th key (by its hash) is taken; 1 = all.
  RuleBlocks(const BlockingKeys& keys, std::size_t rule, unsigned threads, std::uint64_t sampled_out_of = 1);

  /// Blocks lie in parts that can be worked on apart from each other.
  [[nodiscard]] std::size_t parts() const { return begins_.size() - 1; }
  /// Blocks of two or more records in a part, in a fixed order.
  void visit(std::size_t part, const std::function<void(const Block&)>& take) const;

 private:
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

/// Gives each pair of a block to `take`. Above `pairs_max` only neighbours in the order of their rows are paired, so
/// that equal records still meet; true if that happened.
bool visit_pairs(const Block& block, const Prepared& prepared, std::uint64_t pairs_max,
                 const std::function<void(RecordNo, std::span<const RecordNo>)>& take);

/// The same for the pairs of two left or two right records of two tables; blocks with too many are passed over.
void visit_pairs_within(const Block& block, const Prepared& prepared, std::uint64_t pairs_max,
                        const std::function<void(RecordNo, std::span<const RecordNo>)>& take);

}  // namespace boothwise::linkage
