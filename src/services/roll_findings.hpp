#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "warehouse/roll_comparisons.hpp"

namespace boothwise::services {

/// Memory that a piece of a state's work leaves to the next one, at most.
constexpr std::size_t kept_bytes_of_thread_max = std::size_t{3} << 29U;

/// Numbers by old part, new part, measure, key and gender, as they are counted up.
class ChangeCounts {
 public:
  /// A measure with its key: who counts much of it asks once.
  using Kind = std::uint32_t;
  Kind kind(std::string_view measure, std::string_view key) {
    const auto next = static_cast<Kind>(kinds_.size());
    return kinds_.try_emplace({std::string(measure), std::string(key)}, next).first->second;
  }

  void add(std::int32_t old_part, std::int32_t new_part, Kind kind, char gender, std::int64_t number = 1) {
    counts_[{old_part, new_part, kind, gender}] += number;
  }
  void add(std::int32_t old_part, std::int32_t new_part, std::string_view measure, std::string_view key, char gender,
           std::int64_t number = 1) {
    add(old_part, new_part, kind(measure, key), gender, number);
  }
  /// In order of old part, new part, measure, key and gender.
  [[nodiscard]] std::vector<warehouse::RollChange> list() const {
    std::vector<const Name*> names(kinds_.size());
    for (const auto& [name, kind] : kinds_) names[kind] = &name;
    std::vector<warehouse::RollChange> changes;
    changes.reserve(counts_.size());
    for (const auto& [what, number] : counts_) {
      const auto& [measure, key] = *names[what.kind];
      changes.push_back({what.old_part, what.new_part, measure, key, std::string(1, what.gender), number});
    }
    std::ranges::sort(changes, {}, [](const warehouse::RollChange& change) {
      return std::tie(change.old_part, change.new_part, change.measure, change.key, change.gender);
    });
    return changes;
  }

 private:
  using Name = std::pair<std::string, std::string>;
  struct What {
    std::int32_t old_part = 0;
    std::int32_t new_part = 0;
    Kind kind = 0;
    char gender = ' ';
    bool operator==(const What&) const = default;
  };
  struct Hash {
    std::size_t operator()(const What& what) const {
      const auto parts = static_cast<std::uint64_t>(what.old_part) << 32U ^ static_cast<std::uint64_t>(what.new_part);
      std::uint64_t sum = (parts + what.kind) * 0x9E3779B97F4A7C15U;
      sum = (sum ^ sum >> 32U ^ static_cast<std::uint64_t>(what.gender)) * 0x9E3779B97F4A7C15U;
      return sum ^ sum >> 32U;
    }
  };
  std::map<Name, Kind> kinds_;
  std::unordered_map<What, std::int64_t, Hash> counts_;
};

/// What a comparison found: numbers without persons, and pairs of addresses.
struct RollFindings {
  ChangeCounts counts;
  std::vector<warehouse::RollPair> pairs;
};

}  // namespace boothwise::services
