#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/large_memory.hpp"
#include "warehouse/rolls.hpp"

namespace boothwise::services {

/// Entries of a roll kept close together, as far as comparisons look at them: part, serial number, age, gender, name,
/// relative, house and EPIC number. 48 bytes an entry beside its texts.
class EntryShelf {
 public:
  void add(const warehouse::RollReader::Entry& entry) {
    Place& place = places_.emplace_back(
        Place{letters_.size(), entry.serial, entry.part, static_cast<std::int32_t>(entry.age), {}});
    for (std::size_t text = 0; text < texts.size(); ++text) {
      letters_ += entry.*texts[text];
      place.lengths[text] = static_cast<std::uint32_t>((entry.*texts[text]).size());
    }
  }
  /// Adds the n-th entry of another shelf.
  void add(const EntryShelf& other, std::size_t at) {
    const Place& from = other.places_[at];
    std::size_t size = 0;
    for (const std::uint32_t length : from.lengths) size += length;
    places_.push_back(from);
    places_.back().begin = letters_.size();
    letters_.append(other.letters_, from.begin, size);
  }

  /// Takes all entries off; the memory stays for others.
  void clear() {
    places_.clear();
    letters_.clear();
  }
  [[nodiscard]] std::size_t size() const { return places_.size(); }
  /// Puts the n-th entry into `entry`; what is not kept stays as it is there.
  void read(std::size_t at, warehouse::RollReader::Entry& entry) const {
    const Place& place = places_[at];
    entry.part = place.part;
    entry.serial = place.serial;
    entry.age = place.age;
    std::size_t begin = place.begin;
    for (std::size_t text = 0; text < texts.size(); ++text) {
      (entry.*texts[text]).assign(letters_, begin, place.lengths[text]);
      begin += place.lengths[text];
    }
  }

 private:
  using Entry = warehouse::RollReader::Entry;
  static constexpr std::array texts = {&Entry::name,     &Entry::relation_type, &Entry::relation_name,
                                       &Entry::house_no, &Entry::epic_no,       &Entry::gender};
  struct Place {
    std::size_t begin = 0;
    std::int64_t serial = 0;
    std::int32_t part = 0;
    std::int32_t age = 0;
    std::array<std::uint32_t, texts.size()> lengths{};
  };
  LargeVector<Place> places_;
  std::string letters_;
};

}  // namespace boothwise::services
