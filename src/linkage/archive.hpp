#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/growing_array.hpp"

namespace boothwise::linkage {

constexpr std::size_t archive_line = 64;

/// Numbers and flat arrays in a row of bytes, as the machine has them (little end first): each array its length, then
/// its elements, then zeros up to eight bytes. Arrays that are read where they lie have their room after the length,
/// begin at a multiple of a line of the processor's cache, and have zeros for an eighth more elements behind them. What
/// is written and what is read goes through one function of the type that is kept (`transfer(archive)`), so that the
/// two cannot drift apart.
class ArchiveWriter {
 public:
  /// Takes the bytes as they come.
  using Take = std::function<void(std::string_view)>;
  static constexpr bool is_reading = false;
  explicit ArchiveWriter(Take take) : take_(std::move(take)) {}

  template <typename T>
  void number(T& value) {
    static_assert(std::is_arithmetic_v<T>);
    put(&value, sizeof value);
    fill_up(word);
  }
  template <typename List>
  void array(List& list) {
    static_assert(std::is_trivially_copyable_v<typename List::value_type>);
    std::uint64_t size = list.size();
    number(size);
    put(list.data(), list.size() * sizeof(typename List::value_type));
    fill_up(word);
  }
  template <typename T>
  void array(GrowingArray<T>& list) {
    std::uint64_t size = list.size();
    std::uint64_t room = size + size / growth_share + 1;
    number(size);
    number(room);
    fill_up(archive_line);
    put(list.data(), size * sizeof(T));
    put_zeros((room - size) * sizeof(T));
    fill_up(word);
  }
  [[nodiscard]] bool ok() const { return true; }
  void fail() {}

 private:
  static constexpr std::uint64_t growth_share = 8;
  static constexpr std::size_t word = 8;

  void put(const void* from, std::size_t size) {
    if (size > 0) take_({static_cast<const char*>(from), size});
    at_ += size;
  }
  void put_zeros(std::size_t size) {
    static constexpr std::array<char, 4096> zeros{};
    for (std::size_t some = 0; size > 0; size -= some) {
      some = std::min(size, zeros.size());
      put(zeros.data(), some);
    }
  }
  /// Zeros up to a multiple of `unit`.
  void fill_up(std::size_t unit) { put_zeros((unit - at_ % unit) % unit); }

  Take take_;
  std::size_t at_ = 0;
};

/// Reads the same. Nothing is read beyond the end: then, and where something read cannot be, `ok` turns false.
class ArchiveReader {
 public:
  static constexpr bool is_reading = true;
  /// Growing arrays that are read stay in `bytes`, which outlive them. REQUIRES: these begin at a multiple of
  /// `archive_line`.
  explicit ArchiveReader(std::span<char> bytes) : bytes_(bytes) {}

  template <typename T>
  void number(T& value) {
    static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>);
    take(&value, sizeof value);
  }
  template <typename List>
  void array(List& list) {
    using Element = typename List::value_type;
    static_assert(std::is_trivially_copyable_v<Element>);
    std::uint64_t size = 0;
    take(&size, sizeof size);
    if (!ok_ || size > (bytes_.size() - at_) / sizeof(Element)) {
      ok_ = false;
      return;
    }
    const auto count = static_cast<std::size_t>(size);
    list.resize(count);
    take(list.data(), count * sizeof(Element));
  }
  template <typename T>
  void array(GrowingArray<T>& list) {
    static_assert(alignof(T) <= archive_line);
    std::uint64_t size = 0;
    std::uint64_t room = 0;
    take(&size, sizeof size);
    take(&room, sizeof room);
    const std::size_t begin = (at_ + archive_line - 1) / archive_line * archive_line;
    if (!ok_ || size > room || begin > bytes_.size() || room > (bytes_.size() - begin) / sizeof(T)) {
      ok_ = false;
      return;
    }
    list = GrowingArray<T>::in(reinterpret_cast<T*>(bytes_.data() + begin), size, room);
    at_ = begin;
    pass(room * sizeof(T));
  }
  [[nodiscard]] bool ok() const { return ok_; }
  void fail() { ok_ = false; }
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }

 private:
  void take(void* to, std::size_t size) {
    const std::size_t begin = at_;
    pass(size);
    if (ok_ && size > 0) std::memcpy(to, bytes_.data() + begin, size);
  }
  void pass(std::size_t size) {
    const std::size_t padded = size + (8 - size % 8) % 8;
    if (!ok_ || padded > bytes_.size() - at_) {
      ok_ = false;
      return;
    }
    at_ += padded;
  }
  std::span<char> bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace boothwise::linkage
