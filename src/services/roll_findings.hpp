#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "warehouse/roll_comparisons.hpp"

namespace boothwise::services {

/// Numbers by old part, new part, measure, key and gender, as they are counted up.
class ChangeCounts {
 public:
  /// `measure` is a literal.
  void add(std::int32_t old_part, std::int32_t new_part, std::string_view measure, std::string key, char gender,
           std::int64_t number = 1) {
    counts_[{old_part, new_part, measure, std::move(key), gender}] += number;
  }
  [[nodiscard]] std::vector<warehouse::RollChange> list() const {
    std::vector<warehouse::RollChange> changes;
    changes.reserve(counts_.size());
    for (const auto& [key, number] : counts_) {
      const auto& [old_part, new_part, measure, detail, gender] = key;
      changes.push_back({old_part, new_part, std::string(measure), detail, std::string(1, gender), number});
    }
    return changes;
  }

 private:
  std::map<std::tuple<std::int32_t, std::int32_t, std::string_view, std::string, char>, std::int64_t> counts_;
};

/// What a comparison found: numbers without persons, and pairs of addresses.
struct RollFindings {
  ChangeCounts counts;
  std::vector<warehouse::RollPair> pairs;
};

}  // namespace boothwise::services
