#include "linkage/postings.hpp"

#include <bit>

#include "base/parallel.hpp"

namespace boothwise::linkage {

namespace {

/// Keys of several rules by rule, of records from `begin` on: as many rules at a time as lie in memory of a bounded
/// size, since most of a record's keys are made of the same parts.
class KeysOfRules {
 public:
  KeysOfRules(const BlockingKeys& keys, std::size_t begin, std::size_t end, unsigned threads)
      : keys_(keys), begin_(begin), size_(end - begin), threads_(threads) {
    constexpr std::size_t bytes_max = std::size_t{32} << 20U;
    rules_ = std::clamp<std::size_t>(bytes_max / (std::max<std::size_t>(size_, 1) * sizeof(std::uint64_t)), 1,
                                     std::max<std::size_t>(keys.rules(), 1));
    of_rules_.resize_unset(rules_ * size_);
  }
  /// Rules at a time.
  [[nodiscard]] std::size_t rules() const { return rules_; }
  /// Makes those of rules from `first` on.
  void make(std::size_t first) {
    const std::size_t last = std::min(first + rules_, keys_.rules());
    constexpr std::size_t chunk_size = 1 << 12;
    parallel_for(threads_, (size_ + chunk_size - 1) / chunk_size, [&](std::size_t chunk, unsigned) {
      const std::size_t begin = begin_ + chunk * chunk_size;
      const std::size_t end = std::min(begin_ + size_, begin + chunk_size);
      if (last - first > 1) {
        keys_.each(begin, end, [&](RecordNo record, std::span<const std::uint64_t> of_record) {
          for (std::size_t rule = first; rule < last; ++rule)
            of_rules_[(rule - first) * size_ + record - begin_] = of_record[rule];
        });
      } else {
        keys_.each_of(first, begin, end, [&](RecordNo record, std::uint64_t key) { of_rules_[record - begin_] = key; });
      }
    });
  }
  /// The n-th rule's of those made last.
  [[nodiscard]] std::span<std::uint64_t> operator[](std::size_t at) { return {of_rules_.data() + at * size_, size_}; }

 private:
  const BlockingKeys& keys_;
  std::size_t begin_;
  std::size_t size_;
  unsigned threads_;
  std::size_t rules_ = 1;
  GrowingArray<std::uint64_t> of_rules_;
};

}  // namespace

Postings::Postings(const BlockingKeys& keys, std::span<const std::vector<std::uint64_t>> left_out, std::size_t begin,
                   std::size_t end, unsigned threads)
    : rules_(keys.rules()), end_(end) {
  KeysOfRules of_rules(keys, begin, end, threads);
  for (std::size_t first = 0; first < keys.rules(); first += of_rules.rules()) {
    of_rules.make(first);
    parallel_for(threads, std::min(of_rules.rules(), keys.rules() - first), [&](std::size_t at, unsigned) {
      const std::size_t rule = first + at;
      build(rule, of_rules[at], left_out.empty() ? std::span<const std::uint64_t>() : left_out[rule], begin);
    });
  }
}

void Postings::build(std::size_t rule, std::span<std::uint64_t> of_records, std::span<const std::uint64_t> left_out,
                     std::size_t begin) {
  OfRule& of_rule = rules_[rule];
  const auto bits = static_cast<unsigned>(std::bit_width(std::max<std::size_t>(of_records.size(), 4) / 2));
  of_rule.shift = 64 - bits;
  of_rule.begins.assign((std::size_t{1} << bits) + 1, 0);
  // Buckets lie anywhere: memory is asked for some records before it is wanted.
  constexpr std::size_t ahead = 16;
  const auto count = [&of_rule](std::uint64_t key) {
    if (key != 0) ++of_rule.begins[(key >> of_rule.shift) + 1];
  };
  for (std::size_t at = 0; at < of_records.size(); ++at) {
    std::uint64_t& key = of_records[at];
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
