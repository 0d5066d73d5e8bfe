#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace boothwise {

/// Values under texts, up to a number of bytes: whatever was asked for longest ago goes first. For one thread at a
/// time.
template <typename Value>
class RecentlyUsed {
 public:
  explicit RecentlyUsed(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// Null where it is not there. Good until something is kept or dropped.
  const Value* find(std::string_view key) {
    const auto found = places_.find(key);
    if (found == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->value;
  }

  /// `bytes`: what it takes. What is there under the key stays.
  void keep(std::string key, Value value, std::size_t bytes) {
    if (places_.contains(key)) return;
    entries_.push_front({std::move(key), std::move(value), bytes});
    places_.emplace(entries_.front().key, entries_.begin());
    bytes_ += bytes;
    while (bytes_ > bytes_max_) drop(std::prev(entries_.end()));
  }

  /// Drops those of whose value `is_over` says so.
  template <typename IsOver>
  void drop_if(IsOver is_over) {
    for (auto place = entries_.begin(); place != entries_.end();) {
      const auto one = place++;
      if (is_over(one->value)) drop(one);
    }
  }

  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    std::string key;
    Value value;
    std::size_t bytes;
  };
  using Place = typename std::list<Entry>::iterator;

  void drop(Place place) {
    bytes_ -= place->bytes;
    places_.erase(place->key);
    entries_.erase(place);
  }

  std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // last asked first
  std::unordered_map<std::string_view, Place> places_;
};

}  // namespace boothwise
