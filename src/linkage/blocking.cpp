#include "linkage/blocking.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/parallel.hpp"
#include "linkage/sorted.hpp"

namespace boothwise::linkage {

namespace {

std::uint32_t narrowed(std::uint64_t key) {
  if (key == 0) return 0;
  const auto narrow = static_cast<std::uint32_t>(mixed(key, 0x5EED) >> 32U);
  return narrow == 0 ? 1 : narrow;
}

/// The key that a right value would have which is expected beside this left one.
std::uint64_t shifted_key(const Values& values, ValueId left, std::int32_t shift) {
  return static_cast<std::uint64_t>(values.number(left) + shift) + 1;
}

bool is_shifted(const Comparison& comparison, Atom atom) {
  return comparison.shift != 0 && comparison.as == CompareAs::number && atom == Atom::equal;
}

/// The key of a record's value, of a left one the key that its partner's would have.
std::uint64_t key_of_value(const Prepared& prepared, const BlockOn& on, ValueId value, bool is_left) {
  const Comparison& comparison = prepared.comparisons[on.comparison];
  const Values& values = prepared.values[on.comparison];
  if (value == 0) return 0;
  return is_left && is_shifted(comparison, on.atom) ? shifted_key(values, value, comparison.shift)
                                                    : values.key(value, on.atom);
}

}  // namespace

std::uint32_t part_key(const Prepared& prepared, const BlockOn& on, RecordNo record) {
  const ValueId value = prepared.row(record)[prepared.comparisons[on.comparison].column];
  return narrowed(key_of_value(prepared, on, value, prepared.is_left(record)));
}

bool shares(const Prepared& prepared, const BlockOn& on, RecordNo left, RecordNo right) {
  const std::size_t column = prepared.comparisons[on.comparison].column;
  const std::uint64_t key = key_of_value(prepared, on, prepared.row(right)[column], false);
  return key != 0 && key == key_of_value(prepared, on, prepared.row(left)[column], true);
}

PartKeys::PartKeys(const Prepared& prepared, const BlockOn& on, RecordNo first)
    : prepared_(&prepared),
      values_(&prepared.values[on.comparison]),
      column_(prepared.comparisons[on.comparison].column) {
  const Values& values = *values_;
  const bool shifted = is_shifted(prepared.comparisons[on.comparison], on.atom);
  of_value_.resize(values.size() + 1);
  if (shifted) of_left_value_.resize(values.size() + 1);
  const auto set = [&](ValueId id) {
    of_value_[id] = narrowed(key_of_value(prepared, on, id, false));
    if (shifted) of_left_value_[id] = narrowed(key_of_value(prepared, on, id, true));
  };
  for (ValueId id = 1; first == 0 && id <= values.size(); ++id) set(id);
  for (RecordNo record = first; first > 0 && record < prepared.records; ++record) {
    const ValueId id = prepared.row(record)[column_];
    if (id != 0 && of_value_[id] == 0) set(id);
  }
}

double PartKeys::block_pairs_max() const {
  // Many keys share a cell, so that no cell holds less than one of its keys does.
  constexpr unsigned cell_bits = 16;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> cells(std::size_t{1} << cell_bits);
  const GrowingArray<std::uint32_t>& of_left = of_left_value_.empty() ? of_value_ : of_left_value_;
  for (ValueId id = 1; id < of_value_.size(); ++id) {
    if (of_left[id] != 0) cells[of_left[id] >> (32 - cell_bits)].first += values_->left_count(id);
    if (of_value_[id] != 0) cells[of_value_[id] >> (32 - cell_bits)].second += values_->right_count(id);
  }
  double most = 0;
  for (const auto& [left, right] : cells) most = std::max(most, pairs_of(left, right, prepared_->single));
  return most;
}

double BlockingKeys::block_pairs_max(std::size_t rule) const {
  double most = prepared_->pairs();
  for (const std::size_t part : rules_[rule]) most = std::min(most, parts_[part].block_pairs_max());
  return most;
}

BlockingKeys::BlockingKeys(const Prepared& prepared, std::span<const BlockingRule> rules, std::vector<bool> left_out,
                           RecordNo first)
    : prepared_(&prepared), left_out_(std::move(left_out)) {
  for (const BlockingRule& rule : rules) {
    std::vector<std::size_t>& parts = rules_.emplace_back();
    for (const BlockOn& on : rule.on) parts.push_back(part_of(on, first));
  }
}

void BlockingKeys::all(RecordNo record, std::span<std::uint64_t> keys) const {
  if (!left_out_.empty() && left_out_[record]) {
    std::ranges::fill(keys, 0);
    return;
  }
  constexpr std::size_t parts_at_once = 32;
  if (parts_.size() > parts_at_once) {
    for (std::size_t rule = 0; rule < rules_.size(); ++rule) keys[rule] = key(rule, record);
    return;
  }
  std::array<std::uint32_t, parts_at_once> of_parts;
  const ValueId* row = prepared_->row(record);
  for (std::size_t part = 0; part < parts_.size(); ++part) of_parts[part] = parts_[part].of(row, record);
  for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
    std::uint64_t sum = 0;
    bool has_all = true;
    for (const std::size_t part : rules_[rule]) {
      has_all = has_all && of_parts[part] != 0;
      sum = summed(sum, of_parts[part]);
    }
    keys[rule] = has_all ? key_of(sum) : 0;
  }
}

std::size_t BlockingKeys::part_of(const BlockOn& on, RecordNo first) {
  const auto found = std::ranges::find(ons_, on);
  if (found != ons_.end()) return static_cast<std::size_t>(found - ons_.begin());
  ons_.push_back(on);
  parts_.emplace_back(*prepared_, on, first);
  return parts_.size() - 1;
}

RuleBlocks::RuleBlocks(const BlockingKeys& keys, std::size_t rule, std::uint64_t sampled_out_of) {
  std::vector<std::uint64_t> out_of(keys.rules());
  out_of[rule] = sampled_out_of;
  *this = RuleBlocks(std::move(sampled_keys(keys, out_of, 1)[rule]));
}

RuleBlocks::RuleBlocks(std::vector<Keyed> entries)
    : entries_(sorted_by_hash(std::move(entries), [](const Keyed& entry) { return entry.key; })) {
  cut();
}

void RuleBlocks::cut() {
  constexpr std::size_t parts_wanted = 64;
  begins_ = {0};
  for (std::size_t part = 1; part < parts_wanted; ++part) {
    std::size_t at = std::max(begins_.back(), entries_.size() * part / parts_wanted);
    while (at > 0 && at < entries_.size() && entries_[at].key == entries_[at - 1].key) ++at;
    if (at > begins_.back()) begins_.push_back(at);
  }
  if (begins_.back() < entries_.size()) begins_.push_back(entries_.size());
}

void RuleBlocks::visit(std::size_t part, const std::function<void(const Block&)>& take) const {
  std::size_t begin = begins_[part];
  const std::size_t end = begins_[part + 1];
  while (begin < end) {
    std::size_t next = begin + 1;
    while (next < end && entries_[next].key == entries_[begin].key) ++next;
    if (next - begin > 1) take(Block{{entries_.data() + begin, next - begin}});
    begin = next;
  }
}

std::vector<std::vector<Keyed>> sampled_keys(const BlockingKeys& keys, std::span<const std::uint64_t> out_of,
                                             unsigned threads) {
  constexpr std::size_t chunk_size = 1 << 15;
  const std::size_t records = keys.prepared().records;
  const std::size_t chunks = (records + chunk_size - 1) / chunk_size;
  std::vector<std::size_t> wanted;
  for (std::size_t rule = 0; rule < keys.rules(); ++rule) {
    if (out_of[rule] > 0) wanted.push_back(rule);
  }
  if (wanted.empty()) return std::vector<std::vector<Keyed>>(keys.rules());
  std::vector<std::vector<std::vector<Keyed>>> of_chunks(chunks);
  parallel_for(threads, chunks, [&](std::size_t chunk, unsigned) {
    of_chunks[chunk].resize(keys.rules());
    const auto take = [&](std::size_t rule, std::uint64_t key, RecordNo record) {
      if (key != 0 && is_sampled(key, out_of[rule])) of_chunks[chunk][rule].push_back({key, record});
    };
    const std::size_t begin = chunk * chunk_size;
    const std::size_t end = std::min(records, begin + chunk_size);
    if (wanted.size() > 1) {
      keys.each(begin, end, [&](RecordNo record, std::span<const std::uint64_t> of_record) {
        for (const std::size_t rule : wanted) take(rule, of_record[rule], record);
      });
    } else {
      keys.each_of(wanted.front(), begin, end,
                   [&](RecordNo record, std::uint64_t key) { take(wanted.front(), key, record); });
    }
  });
  std::vector<std::vector<Keyed>> all(keys.rules());
  for (const std::vector<std::vector<Keyed>>& of_chunk : of_chunks) {
    for (std::size_t rule = 0; rule < keys.rules(); ++rule)
      all[rule].insert(all[rule].end(), of_chunk[rule].begin(), of_chunk[rule].end());
  }
  return all;
}

namespace {

/// How many of a block's records are left ones.
std::size_t left_in(const Block& block, const Prepared& prepared) {
  if (prepared.single) return block.size();
  return static_cast<std::size_t>(
      std::ranges::partition_point(block.entries, [&](const Keyed& entry) { return prepared.is_left(entry.record); }) -
      block.entries.begin());
}

/// The block's records, in memory that the next call of the thread takes again.
std::span<const RecordNo> records_of(const Block& block) {
  thread_local std::vector<RecordNo> records;
  records.clear();
  for (std::size_t at = 0; at < block.size(); ++at) records.push_back(block.record(at));
  return records;
}

}  // namespace

std::vector<std::pair<RecordNo, RecordNo>> neighbour_pairs(std::vector<RecordNo> records, const Prepared& prepared) {
  std::ranges::stable_sort(records, [&](RecordNo one, RecordNo other) {
    return std::lexicographical_compare(prepared.row(one), prepared.row(one) + prepared.width, prepared.row(other),
                                        prepared.row(other) + prepared.width);
  });
  std::vector<std::pair<RecordNo, RecordNo>> pairs;
  for (std::size_t at = 0; at < records.size(); ++at) {
    for (std::size_t next = at + 1; next < std::min(records.size(), at + 1 + neighbours); ++next) {
      const auto [left, right] = std::minmax(records[at], records[next]);
      if (!prepared.single && prepared.is_left(left) == prepared.is_left(right)) continue;
      pairs.emplace_back(left, right);
    }
  }
  return pairs;
}

double pairs_in(const Block& block, const Prepared& prepared) {
  const std::size_t left = left_in(block, prepared);
  return pairs_of(static_cast<double>(left), static_cast<double>(block.size() - left), prepared.single);
}

void visit_pairs(const Block& block, const Prepared& prepared, std::uint64_t pairs_max,
                 const std::function<void(RecordNo, std::span<const RecordNo>)>& take) {
  if (pairs_in(block, prepared) > static_cast<double>(pairs_max)) return;
  const std::span<const RecordNo> all = records_of(block);
  const std::size_t left = left_in(block, prepared);
  for (std::size_t at = 0; at < left; ++at) {
    const std::span<const RecordNo> partners = all.subspan(prepared.single ? at + 1 : left);
    if (!partners.empty()) take(all[at], partners);
  }
}

void visit_pairs_within(const Block& block, const Prepared& prepared, std::uint64_t pairs_max,
                        const std::function<void(RecordNo, std::span<const RecordNo>)>& take) {
  const std::size_t left = left_in(block, prepared);
  if (prepared.single || block.size() * block.size() / 2 > pairs_max) return;
  const std::span<const RecordNo> all = records_of(block);
  for (std::size_t at = 0; at < all.size(); ++at) {
    const std::size_t end = at < left ? left : all.size();
    if (at + 1 < end) take(all[at], all.subspan(at + 1, end - at - 1));
  }
}

}  // namespace boothwise::linkage
