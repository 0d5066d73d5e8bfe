#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace boothwise::linkage {

/// Numbers and flat arrays in a row of bytes, as the machine has them (little end first): each array its length, then
/// its elements, then zeros up to eight bytes. What is written and what is read goes through one function of the type
/// that is kept (`transfer(archive)`), so that the two cannot drift apart.
class ArchiveWriter {
 public:
  static constexpr bool is_reading = false;
  explicit ArchiveWriter(std::string& bytes) : bytes_(bytes) {}

  template <typename T>
  void number(T& value) {
    static_assert(std::is_arithmetic_v<T>);
    put(&value, sizeof value);
  }
  template <typename List>
  void array(List& list) {
    static_assert(std::is_trivially_copyable_v<typename List::value_type>);
    const std::uint64_t size = list.size();
    put(&size, sizeof size);
    put(list.data(), list.size() * sizeof(typename List::value_type));
  }
  [[nodiscard]] bool ok() const { return true; }
  void fail() {}

 private:
  void put(const void* from, std::size_t size) {
    if (size > 0) bytes_.append(static_cast<const char*>(from), size);
    bytes_.append((8 - bytes_.size() % 8) % 8, '\0');
  }
  std::string& bytes_;
};

/// Reads the same. Nothing is read beyond the end: then, and where something read cannot be, `ok` turns false.
class ArchiveReader {
 public:
  static constexpr bool is_reading = true;
  explicit ArchiveReader(std::string_view bytes) : bytes_(bytes) {}

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
  [[nodiscard]] bool ok() const { return ok_; }
  void fail() { ok_ = false; }
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }

 private:
  void take(void* to, std::size_t size) {
    const std::size_t padded = size + (8 - size % 8) % 8;
    if (!ok_ || padded > bytes_.size() - at_) {
      ok_ = false;
      return;
    }
    if (size > 0) std::memcpy(to, bytes_.data() + at_, size);
    at_ += padded;
  }
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace boothwise::linkage
