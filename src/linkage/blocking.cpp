#include "linkage/blocking.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/parallel.hpp"

namespace boothwise::linkage {

namespace {

constexpr unsigned part_bits = 9;
constexpr std::size_t part_count = std::size_t{1} << part_bits;
constexpr std::size_t chunk_size = 1 << 16;

std::uint32_t narrowed(std::uint64_t key) {
  if (key == 0) return 0;
  const auto narrow = static_cast<std::uint32_t>(mixed(key, 0x5EED) >> 32U);
  return narrow == 0 ? 1 : narrow;
}

std::size_t part_of(std::uint64_t hash) { return hash >> (64 - part_bits); }
std::uint64_t entry_of(std::uint64_t hash, RecordNo record) {
  return ((hash << part_bits) & 0xFFFFFFFF00000000U) | record;
}

}  // namespace

PartKeys::PartKeys(const Prepared& prepared, const BlockOn& on)
    : prepared_(&prepared), column_(prepared.comparisons[on.comparison].column) {
  const Values& values = prepared.values[on.comparison];
  const Comparison& comparison = prepared.comparisons[on.comparison];
  of_value_.resize(values.size() + 1);
  for (ValueId id = 1; id <= values.size(); ++id) of_value_[id] = narrowed(values.key(id, on.atom));
  if (comparison.shift == 0 || comparison.as != CompareAs::number || on.atom != Atom::equal) return;
  of_left_value_.resize(values.size() + 1);
  for (ValueId id = 1; id <= values.size(); ++id) {
    of_left_value_[id] = narrowed(static_cast<std::uint64_t>(values.number(id) + comparison.shift) + 1);
  }
}

BlockingKeys::BlockingKeys(const Prepared& prepared, std::span<const BlockingRule> rules, unsigned threads)
    : prepared_(&prepared) {
  for (const BlockingRule& rule : rules) {
    std::vector<std::size_t>& parts = rules_.emplace_back();
    for (const BlockOn& on : rule.on) parts.push_back(part_of(on));
  }
  keys_.resize(prepared.records * parts_.size());
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    const PartKeys keys(prepared, parts_[part]);
    parallel_for(threads, (prepared.records + chunk_size - 1) / chunk_size, [&](std::size_t chunk, unsigned) {
      const std::size_t end = std::min(prepared.records, (chunk + 1) * chunk_size);
      for (std::size_t record = chunk * chunk_size; record < end; ++record) {
        keys_[record * parts_.size() + part] = keys(static_cast<RecordNo>(record));
      }
    });
  }
}

std::size_t BlockingKeys::part_of(const BlockOn& on) {
  const auto found = std::ranges::find(parts_, on);
  if (found != parts_.end()) return static_cast<std::size_t>(found - parts_.begin());
  parts_.push_back(on);
  return parts_.size() - 1;
}

RuleBlocks::RuleBlocks(const BlockingKeys& keys, std::size_t rule, unsigned threads, std::uint64_t sampled_out_of)
    : keys_(keys) {
  const std::size_t records = keys.prepared().records;
  const std::size_t chunks = (records + chunk_size - 1) / chunk_size;
  using Counts = std::array<std::uint32_t, part_count>;
  std::vector<Counts> counts(chunks);
  const auto each_key = [&](std::size_t chunk, const auto& take) {
    const std::size_t end = std::min(records, (chunk + 1) * chunk_size);
    for (std::size_t record = chunk * chunk_size; record < end; ++record) {
      const std::uint64_t key = keys.key(rule, static_cast<RecordNo>(record));
      if (key == 0) continue;
      const std::uint64_t hash = mixed(key, rule);
      if (sampled_out_of <= 1 || (hash & 0xFFFFU) * sampled_out_of < 0x10000U) {
        take(hash, static_cast<RecordNo>(record));
      }
    }
  };
  parallel_for(threads, chunks, [&](std::size_t chunk, unsigned) {
    counts[chunk].fill(0);
    each_key(chunk, [&](std::uint64_t hash, RecordNo) { ++counts[chunk][part_of(hash)]; });
  });
  // Where each chunk's entries of each part begin.
  std::vector<std::array<std::size_t, part_count>> places(chunks);
  begins_.push_back(0);
  std::size_t at = 0;
  for (std::size_t part = 0; part < part_count; ++part) {
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
      places[chunk][part] = at;
      at += counts[chunk][part];
    }
    begins_.push_back(at);
  }
  entries_.resize(at);
  parallel_for(threads, chunks, [&](std::size_t chunk, unsigned) {
    each_key(chunk, [&](std::uint64_t hash, RecordNo record) {
      entries_[places[chunk][part_of(hash)]++] = entry_of(hash, record);
    });
  });
  parallel_for(threads, part_count, [&](std::size_t part, unsigned) {
    std::sort(entries_.begin() + static_cast<std::ptrdiff_t>(begins_[part]),
              entries_.begin() + static_cast<std::ptrdiff_t>(begins_[part + 1]));
  });
}

void RuleBlocks::visit(std::size_t part, const std::function<void(const Block&)>& take) const {
  std::size_t begin = begins_[part];
  const std::size_t end = begins_[part + 1];
  // Records lie far apart in memory: they are asked for some blocks ahead.
  constexpr std::size_t rows_ahead = 48;
  constexpr std::size_t values_ahead = 24;
  const Prepared& prepared = keys_.prepared();
  std::size_t rows_asked = begin;
  std::size_t values_asked = begin;
  while (begin < end) {
    for (; rows_asked < std::min(end, begin + rows_ahead); ++rows_asked) {
      const auto record = static_cast<RecordNo>(entries_[rows_asked]);
      keys_.prefetch(record);
      __builtin_prefetch(prepared.row(record));
    }
    for (; values_asked < std::min(end, begin + values_ahead); ++values_asked) {
      prepared.prefetch_values(static_cast<RecordNo>(entries_[values_asked]));
    }
    const std::uint64_t hash = entries_[begin] >> 32U;
    std::size_t next = begin + 1;
    while (next < end && (entries_[next] >> 32U) == hash) ++next;
    if (next - begin > 1) take(Block{{entries_.data() + begin, next - begin}});
    begin = next;
  }
}

namespace {

/// How many of a block's records are left ones.
std::size_t left_in(const Block& block, const Prepared& prepared) {
  if (prepared.single) return block.size();
  return static_cast<std::size_t>(
      std::ranges::partition_point(
          block.entries, [&](std::uint64_t entry) { return prepared.is_left(static_cast<RecordNo>(entry)); }) -
      block.entries.begin());
}

void visit_neighbours(const Block& block, const Prepared& prepared,
                      const std::function<void(RecordNo, std::span<const RecordNo>)>& take) {
  std::vector<RecordNo> records;
  for (std::size_t at = 0; at < block.size(); ++at) records.push_back(block.record(at));
  std::ranges::stable_sort(records, [&](RecordNo one, RecordNo other) {
    return std::lexicographical_compare(prepared.row(one), prepared.row(one) + prepared.width, prepared.row(other),
                                        prepared.row(other) + prepared.width);
  });
  for (std::size_t at = 0; at < records.size(); ++at) {
    for (std::size_t next = at + 1; next < std::min(records.size(), at + 1 + neighbours); ++next) {
      const auto [left, right] = std::minmax(records[at], records[next]);
      if (!prepared.single && prepared.is_left(left) == prepared.is_left(right)) continue;
      take(left, {&right, 1});
    }
  }
}

}  // namespace

double pairs_in(const Block& block, const Prepared& prepared) {
  const auto size = static_cast<double>(block.size());
  if (prepared.single) return size * (size - 1) / 2;
  const auto left = static_cast<double>(left_in(block, prepared));
  return left * (size - left);
}

bool visit_pairs(const Block& block, const Prepared& prepared, std::uint64_t pairs_max,
                 const std::function<void(RecordNo, std::span<const RecordNo>)>& take) {
  if (pairs_in(block, prepared) > static_cast<double>(pairs_max)) {
    visit_neighbours(block, prepared, take);
    return true;
  }
  thread_local std::vector<RecordNo> records;
  records.clear();
  for (std::size_t at = 0; at < block.size(); ++at) records.push_back(block.record(at));
  const std::size_t left = left_in(block, prepared);
  const std::span<const RecordNo> all(records);
  for (std::size_t at = 0; at < left; ++at) {
    const std::span<const RecordNo> partners = all.subspan(prepared.single ? at + 1 : left);
    if (!partners.empty()) take(all[at], partners);
  }
  return false;
}

void visit_pairs_within(const Block& block, const Prepared& prepared, std::uint64_t pairs_max,
                        const std::function<void(RecordNo, std::span<const RecordNo>)>& take) {
  const std::size_t left = left_in(block, prepared);
  if (prepared.single || block.size() * block.size() / 2 > pairs_max) return;
  std::vector<RecordNo> records;
  for (std::size_t at = 0; at < block.size(); ++at) records.push_back(block.record(at));
  const std::span<const RecordNo> all(records);
  for (std::size_t at = 0; at < all.size(); ++at) {
    const std::size_t end = at < left ? left : all.size();
    if (at + 1 < end) take(all[at], all.subspan(at + 1, end - at - 1));
  }
}

}  // namespace boothwise::linkage
