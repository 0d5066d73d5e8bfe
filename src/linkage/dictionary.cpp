#include "linkage/dictionary.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace boothwise::linkage {

namespace {

template <typename Word>
Word word_at(const char* letters) {
  Word word = 0;
  std::memcpy(&word, letters, sizeof(Word));
  return word;
}

/// The last letters of a text, fewer than eight, as the lower bytes of a word. No call, no loop: most texts are short.
std::uint64_t last_word(const char* letters, std::size_t size) {
  if (size >= 4) {
    return word_at<std::uint32_t>(letters) | std::uint64_t{word_at<std::uint32_t>(letters + size - 4)}
                                                 << (8 * (size - 4));
  }
  if (size == 0) return 0;
  const auto letter = [letters](std::size_t at) {
    return std::uint64_t{static_cast<unsigned char>(letters[at])} << (8 * at);
  };
  return letter(0) | letter(size / 2) | letter(size - 1);
}

bool are_same(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  std::size_t at = 0;
  for (; at + 8 <= one.size(); at += 8) {
    if (word_at<std::uint64_t>(one.data() + at) != word_at<std::uint64_t>(other.data() + at)) return false;
  }
  return last_word(one.data() + at, one.size() - at) == last_word(other.data() + at, one.size() - at);
}

}  // namespace

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = text.size() * 0x9E3779B97F4A7C15U;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    hash = (hash ^ word_at<std::uint64_t>(text.data() + at)) * 0xFF51AFD7ED558CCDU;
    hash ^= hash >> 29U;
  }
  return finished(hash ^ last_word(text.data() + at, text.size() - at));
}

Dictionary::Dictionary() : ends_(2), hashes_(1) {}

ValueId Dictionary::add(std::string_view text) { return text.empty() ? 0 : add_hashed(text, hash_of(text)); }

ValueId Dictionary::add_hashed(std::string_view text, std::uint64_t hash) {
  const ValueId found = slots_.find(hash, [&](ValueId id) { return are_same(this->text(id), text); });
  if (found != 0) return found;
  const auto id = static_cast<ValueId>(ends_.size() - 1);
  letters_.append({text.data(), text.size()});
  ends_.push_back(letters_.size());
  hashes_.push_back(static_cast<std::uint32_t>(hash));
  slots_.add(hash, id, [this](ValueId of) { return hashes_[of]; });
  return id;
}

ValueId Dictionary::find(std::string_view text) const {
  if (text.empty()) return 0;
  return slots_.find(hash_of(text), [&](ValueId id) { return this->text(id) == text; });
}

void Dictionary::add_all(std::span<const std::string_view> texts, std::span<ValueId> ids) {
  // Each step touches memory that the one before has asked for: slots, then texts.
  constexpr std::size_t batch = 64;
  std::array<std::uint64_t, batch> hashes{};
  for (std::size_t begin = 0; begin < texts.size(); begin += batch) {
    const std::size_t size = std::min(batch, texts.size() - begin);
    for (std::size_t at = 0; at < size; ++at) {
      hashes[at] = hash_of(texts[begin + at]);
      slots_.prefetch(hashes[at]);
    }
    for (std::size_t at = 0; at < size; ++at) __builtin_prefetch(&ends_[slots_.first(hashes[at])]);
    for (std::size_t at = 0; at < size; ++at) {
      __builtin_prefetch(letters_.data() + ends_[slots_.first(hashes[at])]);
    }
    for (std::size_t at = 0; at < size; ++at) {
      const std::size_t place = begin + at;
      if (at > 0 && hashes[at] == hashes[at - 1] &&
          are_same(texts[place], texts[place - 1])) {  // as neighbours often are
        ids[place] = ids[place - 1];
      } else {
        ids[place] = texts[place].empty() ? 0 : add_hashed(texts[place], hashes[at]);
      }
    }
  }
}

bool Dictionary::is_whole() const {
  if (ends_.size() < 2 || ends_.size() != hashes_.size() + 1 || ends_[0] != 0 || ends_[1] != 0) return false;
  return std::ranges::is_sorted(ends_) && ends_.back() == letters_.size() && slots_.is_whole(size());
}

std::size_t Dictionary::bytes() const {
  return letters_.capacity() + ends_.capacity() * sizeof(std::uint64_t) + hashes_.capacity() * sizeof(std::uint32_t) +
         slots_.bytes();
}

}  // namespace boothwise::linkage
