#include "linkage/postings.hpp"

#include <bit>

#include "base/parallel.hpp"

namespace boothwise::linkage {

Postings::Postings(const BlockingKeys& keys, std::span<const std::vector<std::uint64_t>> left_out, std::size_t begin,
                   std::size_t end, unsigned threads)
    : rules_(keys.rules()), end_(end) {
  parallel_for(threads, keys.rules(), [&](std::size_t rule, unsigned) {
    build(keys, rule, left_out.empty() ? std::span<const std::uint64_t>() : left_out[rule], begin, end);
  });
}

void Postings::build(const BlockingKeys& keys, std::size_t rule, std::span<const std::uint64_t> left_out,
                     std::size_t begin, std::size_t end) {
  OfRule& of_rule = rules_[rule];
  const auto bits = static_cast<unsigned>(std::bit_width(std::max<std::size_t>(end - begin, 4) / 2));
  of_rule.shift = 64 - bits;
  of_rule.begins.assign((std::size_t{1} << bits) + 1, 0);
  std::vector<std::uint64_t> of_records(end - begin);
  // Buckets lie anywhere: memory is asked for some records before it is wanted.
  constexpr std::size_t ahead = 16;
  const auto count = [&of_rule](std::uint64_t key) {
    if (key != 0) ++of_rule.begins[(key >> of_rule.shift) + 1];
  };
  for (std::size_t at = 0; at < of_records.size(); ++at) {
    std::uint64_t& key = of_records[at];
    key = keys.key(rule, static_cast<RecordNo>(begin + at));
    if (!left_out.empty() && std::ranges::binary_search(left_out, key)) key = 0;
    __builtin_prefetch(&of_rule.begins[(key >> of_rule.shift) + 1], 1);
    if (at >= ahead) count(of_records[at - ahead]);
  }
  for (std::size_t at = of_records.size() - std::min(ahead, of_records.size()); at < of_records.size(); ++at)
    count(of_records[at]);
  for (std::size_t bucket = 1; bucket < of_rule.begins.size(); ++bucket)
    of_rule.begins[bucket] += of_rule.begins[bucket - 1];
  of_rule.entries.resize(of_rule.begins.back());
  // Each bucket's place moves on as it fills, up to where the next one begins; moved back afterwards.
  for (std::size_t at = 0; at < of_records.size(); ++at) {
    if (at + 2 * ahead < of_records.size()) {
      __builtin_prefetch(&of_rule.begins[of_records[at + 2 * ahead] >> of_rule.shift], 1);
      __builtin_prefetch(of_rule.entries.data() + of_rule.begins[of_records[at + ahead] >> of_rule.shift], 1);
    }
    const std::uint64_t key = of_records[at];
    if (key == 0) continue;
    of_rule.entries[of_rule.begins[key >> of_rule.shift]++] = {static_cast<std::uint32_t>(key),
                                                               static_cast<RecordNo>(begin + at)};
  }
  for (std::size_t bucket = of_rule.begins.size() - 1; bucket > 0; --bucket)
    of_rule.begins[bucket] = of_rule.begins[bucket - 1];
  of_rule.begins[0] = 0;
}

bool Postings::OfRule::restore() {
  constexpr std::size_t bits_max = 32;
  if (begins.size() < 2 || !std::has_single_bit(begins.size() - 1)) return false;
  const auto bits = static_cast<unsigned>(std::bit_width(begins.size() - 1)) - 1;
  if (bits == 0 || bits > bits_max) return false;
  shift = 64 - bits;
  return begins[0] == 0 && std::ranges::is_sorted(begins) && begins.back() == entries.size();
}

bool Postings::is_whole() const {
  std::uint64_t highest = 0;  // number above the highest record
  for (const OfRule& of_rule : rules_) {
    for (const Entry& entry : of_rule.entries) highest = std::max(highest, std::uint64_t{entry.record} + 1);
  }
  return highest <= end_;
}

}  // namespace boothwise::linkage
