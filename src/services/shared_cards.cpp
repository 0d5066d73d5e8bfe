#include "services/shared_cards.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <utility>

#include "base/large_memory.hpp"
#include "base/parallel.hpp"
#include "base/stopped.hpp"
#include "linkage/dictionary.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::services {

using warehouse::RollReader;

namespace {

constexpr unsigned district_bits = 16;
constexpr unsigned bucket_bits = 8;
constexpr std::uint64_t district_mask = (std::uint64_t{1} << district_bits) - 1;

/// The upper 56 bits of the hash; the highest 8 of them are the bucket.
std::uint64_t key_of(std::string_view epic_no) { return linkage::hash_of(epic_no) >> (64 - 48 - bucket_bits); }

/// Numbers by bucket: 48 bits of the key, then the district.
using Buckets = std::array<LargeVector<std::uint64_t>, std::size_t{1} << bucket_bits>;

void put(Buckets& buckets, std::string_view epic_no, std::size_t district) {
  const std::uint64_t key = key_of(epic_no);
  buckets[key >> 48U].push_back(key << district_bits | district);
}

/// Keys of a bucket that two districts have; sorted, each once.
std::vector<std::uint64_t> shared_in(std::size_t bucket, const std::vector<Buckets>& parts) {
  std::size_t size = 0;
  for (const Buckets& part : parts) size += part[bucket].size();
  std::vector<std::uint64_t> slots(std::bit_ceil(size * 2 + 1), ~std::uint64_t{0});
  const std::size_t mask = slots.size() - 1;
  std::vector<std::uint64_t> shared;
  for (const Buckets& part : parts) {
    for (const std::uint64_t number : part[bucket]) {
      std::size_t at = number >> district_bits & mask;
      while (slots[at] != ~std::uint64_t{0} && (slots[at] ^ number) > district_mask) at = (at + 1) & mask;
      if (slots[at] == ~std::uint64_t{0}) {
        slots[at] = number;
      } else if (slots[at] != number) {
        shared.push_back(std::uint64_t{bucket} << 48U | number >> district_bits);
      }
    }
  }
  std::ranges::sort(shared);
  shared.erase(std::ranges::unique(shared).begin(), shared.end());
  return shared;
}

}  // namespace

Result<SharedCards> SharedCards::read(warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                      const std::string& revision, const std::map<AcNo, std::size_t>& districts,
                                      unsigned threads, Progress& progress) {
  const std::vector<std::pair<AcNo, std::size_t>> segments(districts.begin(), districts.end());
  std::vector<Buckets> parts(std::max(threads, 1U));
  std::vector<std::optional<Status>> read(segments.size());
  parallel_for(threads, segments.size(), [&](std::size_t at, unsigned thread) {
    if (progress.stop_requested()) return;
    const auto& [ac, district] = segments[at];
    read[at] = RollReader(warehouse, manifest)
                   .visit_epic_numbers(revision, ac, [&parts, thread, of = district](std::string_view epic_no) {
                     put(parts[thread], epic_no, of);
                   });
    progress.report(static_cast<double>(at + 1) / static_cast<double>(segments.size()),
                    {"reading card numbers", "कार्ड संख्याएँ पढ़ी जा रही हैं"});
  });
  for (std::optional<Status>& one : read) {
    if (!one) return stopped_as_asked();
    BOOTHWISE_CHECK(std::move(*one));
  }
  std::array<std::vector<std::uint64_t>, std::size_t{1} << bucket_bits> shared;
  parallel_for(threads, shared.size(),
               [&](std::size_t bucket, unsigned) { shared[bucket] = shared_in(bucket, parts); });
  std::vector<std::uint64_t> all;
  for (const std::vector<std::uint64_t>& keys : shared) all.insert(all.end(), keys.begin(), keys.end());
  return SharedCards(std::move(all));
}

SharedCards::SharedCards(std::vector<std::uint64_t> keys)
    : keys_(std::move(keys)), marks_(std::bit_ceil(keys_.size() / 4 + 1)) {
  for (const std::uint64_t key : keys_) marks_[word_of(key)] |= std::uint64_t{1} << (key % 64);
}

bool SharedCards::contains(std::string_view epic_no) const {
  if (epic_no.empty()) return false;
  const std::uint64_t key = key_of(epic_no);
  return (marks_[word_of(key)] >> (key % 64) & 1U) != 0 && std::ranges::binary_search(keys_, key);
}

}  // namespace boothwise::services
