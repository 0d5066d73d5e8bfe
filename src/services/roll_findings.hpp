#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
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

/// Numbers by old part, new part, measure, key and gender, as they are counted up. Measures are literals.
class ChangeCounts {
 public:
  void add(std::int32_t old_part, std::int32_t new_part, std::string_view measure, std::string key, char gender,
           std::int64_t number = 1) {
    counts_[{old_part, new_part, measure, std::move(key), gender}] += number;
  }
  /// In order of old part, new part, measure, key and gender.
  [[nodiscard]] std::vector<warehouse::RollChange> list() const {
    std::vector<const Counted*> sorted;
    sorted.reserve(counts_.size());
    for (const Counted& counted : counts_) sorted.push_back(&counted);
    std::ranges::sort(sorted, {}, [](const Counted* counted) -> const What& { return counted->first; });
    std::vector<warehouse::RollChange> changes;
    changes.reserve(sorted.size());
    for (const Counted* counted : sorted) {
      const auto& [old_part, new_part, measure, detail, gender] = counted->first;
      changes.push_back({old_part, new_part, std::string(measure), detail, std::string(1, gender), counted->second});
    }
    return changes;
  }

 private:
  using What = std::tuple<std::int32_t, std::int32_t, std::string_view, std::string, char>;
  using Counted = std::pair<const What, std::int64_t>;
  struct Hash {
    std::size_t operator()(const What& what) const {
      const auto& [old_part, new_part, measure, key, gender] = what;
      std::size_t sum = std::hash<std::string_view>()(measure);
      for (const std::size_t more : {static_cast<std::size_t>(old_part), static_cast<std::size_t>(new_part),
                                     std::hash<std::string>()(key), static_cast<std::size_t>(gender)}) {
        sum = (sum + more) * 0x9E3779B97F4A7C15U;
        sum ^= sum >> 32U;
      }
      return sum;
    }
  };
  std::unordered_map<What, std::int64_t, Hash> counts_;
};

/// What a comparison found: numbers without persons, and pairs of addresses.
struct RollFindings {
  ChangeCounts counts;
  std::vector<warehouse::RollPair> pairs;
};

}  // namespace boothwise::services
