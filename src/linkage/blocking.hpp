#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "base/growing_array.hpp"
#include "linkage/settings.hpp"
#include "linkage/values.hpp"

namespace boothwise::linkage {

/// The keys that one part of a rule gives to records, made once for a distinct value.
class PartKeys {
 public:
  /// Records below `first` are not asked for.
  PartKeys(const Prepared& prepared, const BlockOn& on, RecordNo first = 0);
  /// 0 = the record takes no part.
  [[nodiscard]] std::uint32_t operator()(RecordNo record) const { return of(prepared_->row(record), record); }
  /// The same, the record's row at hand.
  [[nodiscard]] std::uint32_t of(const ValueId* row, RecordNo record) const { return *place_of(row, record); }
  /// Asks for it.
  void prefetch(const ValueId* row, RecordNo record) const { __builtin_prefetch(place_of(row, record)); }
  /// No block of records that share a key of this part has more pairs.
  [[nodiscard]] double block_pairs_max() const;

 private:
  [[nodiscard]] const std::uint32_t* place_of(const ValueId* row, RecordNo record) const {
    const bool is_shifted = !of_left_value_.empty() && prepared_->is_left(record);
    return (is_shifted ? of_left_value_ : of_value_).data() + row[column_];
  }

  const Prepared* prepared_;
  const Values* values_;
  std::size_t column_;
  GrowingArray<std::uint32_t> of_value_;
  GrowingArray<std::uint32_t>
      of_left_value_;  // where a shift parts the two tables: the key of the right value expected
};

/// The key that one part of a rule gives to one record, as PartKeys has it; for few records of many.
std::uint32_t part_key(const Prepared& prepared, const BlockOn& on, RecordNo record);

/// Whether blocking by it brings the two together, a left record first where there are two tables.
bool shares(const Prepared& prepared, const BlockOn& on, RecordNo left, RecordNo right);

/// The keys that a table's blocking rules give to its records.
class BlockingKeys {
 public:
  /// Borrows the table. Records that are `left_out` (by record; empty: none) take part in no rule; those below `first`
  /// are not asked for, so that only values of the others are gone through.
  BlockingKeys(const Prepared& prepared, std::span<const BlockingRule> rules, std::vector<bool> left_out = {},
               RecordNo first = 0);

  [[nodiscard]] std::size_t rules() const { return rules_.size(); }
  /// 0 = the record takes no part in the rule. Every bit of a key counts alike.
  [[nodiscard]] std::uint64_t key(std::size_t rule, RecordNo record) const {
    if (!left_out_.empty() && left_out_[record]) return 0;
    const ValueId* row = prepared_->row(record);
    std::uint64_t sum = 0;
    for (const std::size_t part : rules_[rule]) {
      const std::uint32_t key = parts_[part].of(row, record);
      if (key == 0) return 0;
      sum = summed(sum, key);
    }
    return key_of(sum);
  }
  /// The keys of all rules for one record, what several rules go by looked up once. REQUIRES: `keys` has room for them.
  void all(RecordNo record, std::span<std::uint64_t> keys) const;
  /// Asks for what the keys of a record are made of.
  void prefetch(RecordNo record) const {
    const ValueId* row = prepared_->row(record);
    for (const PartKeys& part : parts_) part.prefetch(row, record);
  }
  /// Gives the keys of all rules for each of the records from `begin` to `end` to `take`, as `all` does.
  template <typename Take>
  void each(std::size_t begin, std::size_t end, const Take& take) const {
    std::vector<std::uint64_t> keys(rules_.size());
    for (std::size_t record = begin; record < end; ++record) {
      if (record + ahead < end) prefetch(static_cast<RecordNo>(record + ahead));
      all(static_cast<RecordNo>(record), keys);
      take(static_cast<RecordNo>(record), std::span<const std::uint64_t>(keys));
    }
  }
  /// The same of one rule.
  template <typename Take>
  void each_of(std::size_t rule, std::size_t begin, std::size_t end, const Take& take) const {
    for (std::size_t record = begin; record < end; ++record) {
      if (const auto later = static_cast<RecordNo>(record + ahead); later < end) {
        for (const std::size_t part : rules_[rule]) parts_[part].prefetch(prepared_->row(later), later);
      }
      take(static_cast<RecordNo>(record), key(rule, static_cast<RecordNo>(record)));
    }
  }
  /// True if the rule brings the two together.
  [[nodiscard]] bool meets(std::size_t rule, RecordNo left, RecordNo right) const {
    for (const std::size_t part : rules_[rule]) {
      const std::uint32_t key = parts_[part](left);
      if (key == 0 || key != parts_[part](right)) return false;
    }
    return true;
  }
  /// No block of the rule has more pairs.
  [[nodiscard]] double block_pairs_max(std::size_t rule) const;
  [[nodiscard]] const Prepared& prepared() const { return *prepared_; }

 private:
  static constexpr std::size_t ahead = 8;  // records whose keys are asked for before they are wanted
  static std::uint64_t summed(std::uint64_t sum, std::uint32_t key) { return (sum + key) * 0x9E3779B97F4A7C15U; }
  static std::uint64_t key_of(std::uint64_t sum) { return finished(sum) | 1U; }
  std::size_t part_of(const BlockOn& on, RecordNo first);

  const Prepared* prepared_;
  std::vector<BlockOn> ons_;
  std::vector<PartKeys> parts_;
  std::vector<std::vector<std::size_t>> rules_;  // the parts that each goes by
  std::vector<bool> left_out_;                   // by record
};

/// Pairs of a block with so many left and right records; in a single table all are left ones.
constexpr double pairs_of(double left, double right, bool single) {
  return single ? left * (left - 1) / 2 : left * right;
}

/// A record under its key.
struct Keyed {
  std::uint64_t key = 0;
  RecordNo record = 0;
  friend auto operator<=>(const Keyed&, const Keyed&) = default;
};

/// Records that share a rule's key, in order of their number. In two tables the left ones come first.
struct Block {
  std::span<const Keyed> entries;
  [[nodiscard]] std::size_t size() const { return entries.size(); }
  [[nodiscard]] RecordNo record(std::size_t at) const { return entries[at].record; }
};

/// Whether a key belongs to the n-th part of all keys that a sample takes; a larger n takes fewer of the same.
constexpr bool is_sampled(std::uint64_t key, std::uint64_t out_of) {
  return out_of <= 1 || ((key >> 1U) & 0xFFFFU) * out_of < 0x10000U;
}

/// The blocks of one rule, or those of a share of its keys.
class RuleBlocks {
 public:
  /// Only every n-th key is taken; 1 = all.
  RuleBlocks(const BlockingKeys& keys, std::size_t rule, std::uint64_t sampled_out_of = 1);
  /// The same out of what was gathered before.
  explicit RuleBlocks(std::vector<Keyed> entries);

  /// Blocks of two or more records, in a fixed order, cut into parts that can be worked on apart from each other.
  [[nodiscard]] std::size_t parts() const { return begins_.size() - 1; }
  void visit(std::size_t part, const std::function<void(const Block&)>& take) const;

 private:
  void cut();
  std::vector<Keyed> entries_;  // sorted
  std::vector<std::size_t> begins_;
};

/// Gathers the records of every n-th key, for each rule with an `out_of` above 0, in one walk over the records.
std::vector<std::vector<Keyed>> sampled_keys(const BlockingKeys& keys, std::span<const std::uint64_t> out_of,
                                             unsigned threads);

/// Pairs of a block.
double pairs_in(const Block& block, const Prepared& prepared);

/// How many of the records behind it, in the order of their rows, a record of too large a block is compared with.
constexpr std::size_t neighbours = 4;

/// The pairs of neighbours among `records`, which come in order of their number: left and right.
std::vector<std::pair<RecordNo, RecordNo>> neighbour_pairs(std::vector<RecordNo> records, const Prepared& prepared);

/// Gives each pair of a block to `take`; blocks with more than `pairs_max` are passed over.
void visit_pairs(const Block& block, const Prepared& prepared, std::uint64_t pairs_max,
                 const std::function<void(RecordNo, std::span<const RecordNo>)>& take);

/// The same for the pairs of two left or two right records of two tables.
void visit_pairs_within(const Block& block, const Prepared& prepared, std::uint64_t pairs_max,
                        const std::function<void(RecordNo, std::span<const RecordNo>)>& take);

}  // namespace boothwise::linkage
