#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>
#include <utility>

#include "base/large_memory.hpp"

namespace boothwise {

/// Plain values in a row, as a `LargeVector` has them. An array may also lie in memory that is there already (a mapped
/// file with room behind the elements): it is then changed where it is, and moves to memory of its own only when it
/// outgrows that room.
template <typename T>
class GrowingArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  using value_type = T;

  GrowingArray() = default;
  explicit GrowingArray(std::size_t size) { resize(size); }
  /// In memory that outlives the array: `size` elements, and room for `capacity`.
  static GrowingArray in(T* memory, std::size_t size, std::size_t capacity) {
    GrowingArray array;
    array.data_ = memory;
    array.size_ = size;
    array.capacity_ = capacity;
    array.is_own_ = false;
    return array;
  }
  GrowingArray(GrowingArray&& other) noexcept { swap(other); }
  GrowingArray& operator=(GrowingArray&& other) noexcept {
    GrowingArray taken(std::move(other));
    swap(taken);
    return *this;
  }
  ~GrowingArray() { release(); }

  [[nodiscard]] T* data() { return data_; }
  [[nodiscard]] const T* data() const { return data_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] T* begin() { return data_; }
  [[nodiscard]] T* end() { return data_ + size_; }
  [[nodiscard]] const T* begin() const { return data_; }
  [[nodiscard]] const T* end() const { return data_ + size_; }
  T& operator[](std::size_t at) { return data_[at]; }
  const T& operator[](std::size_t at) const { return data_[at]; }
  T& back() { return data_[size_ - 1]; }
  const T& back() const { return data_[size_ - 1]; }

  void push_back(T value) {
    if (size_ == capacity_) reserve(std::max<std::size_t>(least, capacity_ * 2));
    data_[size_++] = value;
  }
  /// REQUIRES: `values` are not of this array.
  void append(std::span<const T> values) {
    if (values.empty()) return;
    make_room(size_ + values.size());
    std::memcpy(data_ + size_, values.data(), values.size_bytes());
    size_ += values.size();
  }
  /// New elements are `T()`.
  void resize(std::size_t size) {
    if (size > size_) {
      make_room(size);
      std::fill(data_ + size_, data_ + size, T());
    }
    size_ = size;
  }
  /// New elements are whatever lies there; they are to be set before they are read.
  void resize_unset(std::size_t size) {
    if (size > size_) make_room(size);
    size_ = size;
  }
  void assign(std::size_t size, T value) {
    size_ = 0;
    make_room(size);
    std::fill_n(data_, size, value);
    size_ = size;
  }
  void reserve(std::size_t capacity) {
    if (capacity <= capacity_) return;
    if (is_own_) {
      data_ = static_cast<T*>(grow_large(data_, size_ * sizeof(T), capacity_ * sizeof(T), capacity * sizeof(T)));
    } else {
      void* memory = allocate_large(capacity * sizeof(T));
      data_ = static_cast<T*>(std::memcpy(memory, data_, size_ * sizeof(T)));
    }
    capacity_ = capacity;
    is_own_ = true;
  }

 private:
  static constexpr std::size_t least = 8;

  void make_room(std::size_t size) {
    if (size > capacity_) reserve(std::max(size, size_ == 0 ? 0 : capacity_ * 2));
  }
  void release() {
    if (is_own_ && data_ != nullptr) free_large(data_, capacity_ * sizeof(T));
  }
  void swap(GrowingArray& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(is_own_, other.is_own_);
  }

  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  bool is_own_ = true;
};

}  // namespace boothwise
