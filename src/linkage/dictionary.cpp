#include "linkage/dictionary.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace boothwise::linkage {

namespace {

constexpr std::size_t slots_first = 1024;
constexpr std::uint64_t id_bits = 0xFFFFFFFFU;

}  // namespace

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = text.size() * 0x9E3779B97F4A7C15U;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    hash = (hash ^ word) * 0xFF51AFD7ED558CCDU;
    hash ^= hash >> 29U;
  }
  std::uint64_t word = 0;
  if (at < text.size()) std::memcpy(&word, text.data() + at, text.size() - at);
  return finished(hash ^ word);
}

Dictionary::Dictionary() : ends_{0, 0}, hashes_{0}, slots_(slots_first) {}

ValueId Dictionary::add(std::string_view text) { return text.empty() ? 0 : add_hashed(text, hash_of(text)); }

ValueId Dictionary::add_hashed(std::string_view text, std::uint64_t hash) {
  const std::uint64_t tag = hash & ~id_bits;
  const std::uint64_t mask = slots_.size() - 1;
  std::uint64_t at = hash & mask & id_bits;
  for (; slots_[at] != 0; at = (at + 1) & mask) {
    const auto id = static_cast<ValueId>(slots_[at] & id_bits);
    if ((slots_[at] & ~id_bits) == tag && this->text(id) == text) return id;
  }
  const auto id = static_cast<ValueId>(ends_.size() - 1);
  letters_.insert(letters_.end(), text.begin(), text.end());
  ends_.push_back(letters_.size());
  hashes_.push_back(static_cast<std::uint32_t>(hash));
  slots_[at] = tag | id;
  if (size() * 2 > slots_.size()) grow();
  return id;
}

ValueId Dictionary::find(std::string_view text) const {
  if (text.empty()) return 0;
  const std::uint64_t hash = hash_of(text);
  const std::uint64_t mask = slots_.size() - 1;
  for (std::uint64_t at = hash & mask & id_bits; slots_[at] != 0; at = (at + 1) & mask) {
    const auto id = static_cast<ValueId>(slots_[at] & id_bits);
    if (((slots_[at] ^ hash) & ~id_bits) == 0 && this->text(id) == text) return id;
  }
  return 0;
}

void Dictionary::add_all(std::span<const std::string_view> texts, std::span<ValueId> ids) {
  // Each step touches memory that the one before has asked for: slots, then texts.
  constexpr std::size_t batch = 64;
  std::array<std::uint64_t, batch> hashes{};
  for (std::size_t begin = 0; begin < texts.size(); begin += batch) {
    const std::size_t size = std::min(batch, texts.size() - begin);
    const std::uint64_t mask = slots_.size() - 1;
    for (std::size_t at = 0; at < size; ++at) {
      hashes[at] = hash_of(texts[begin + at]);
      __builtin_prefetch(&slots_[hashes[at] & mask & id_bits]);
    }
    for (std::size_t at = 0; at < size; ++at) {
      __builtin_prefetch(&ends_[slots_[hashes[at] & mask & id_bits] & id_bits]);
    }
    for (std::size_t at = 0; at < size; ++at) {
      __builtin_prefetch(letters_.data() + ends_[slots_[hashes[at] & mask & id_bits] & id_bits]);
    }
    for (std::size_t at = 0; at < size; ++at) {
      ids[begin + at] = texts[begin + at].empty() ? 0 : add_hashed(texts[begin + at], hashes[at]);
    }
  }
}

void Dictionary::grow() {
  const LargeVector<std::uint64_t> old = std::exchange(slots_, LargeVector<std::uint64_t>(slots_.size() * 2));
  for (const std::uint64_t slot : old) {
    if (slot != 0) place(slot);
  }
}

void Dictionary::place(std::uint64_t slot) {
  const std::uint64_t mask = slots_.size() - 1;
  std::uint64_t at = hashes_[slot & id_bits] & mask;
  while (slots_[at] != 0) at = (at + 1) & mask;
  slots_[at] = slot;
}

bool Dictionary::restore() {
  if (ends_.size() < 2 || ends_.size() != hashes_.size() + 1 || ends_[0] != 0 || ends_[1] != 0) return false;
  if (!std::ranges::is_sorted(ends_) || ends_.back() != letters_.size()) return false;
  slots_.assign(std::max(slots_first, std::bit_ceil(hashes_.size() * 2 + 2)), 0);
  for (ValueId id = 1; id < hashes_.size(); ++id) place((hash_of(text(id)) & ~id_bits) | id);
  return true;
}

std::size_t Dictionary::bytes() const {
  return letters_.capacity() + (ends_.capacity() + slots_.capacity()) * sizeof(std::uint64_t) +
         hashes_.capacity() * sizeof(std::uint32_t);
}

}  // namespace boothwise::linkage
