#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

#include "base/result.hpp"

namespace boothwise::services {

/// Assembly segments that touch, and how many steps apart others are: neighbours_ac.csv of a state's tables.
class SegmentNeighbours {
 public:
  /// Empty where the state has no such table. Errors: those of each_own_row.
  static Result<SegmentNeighbours> read(const std::filesystem::path& state_tables);

  /// Those that touch one; none of a number that is not known.
  [[nodiscard]] const std::vector<std::int64_t>& of(std::int64_t ac) const;
  /// Steps from some segments to all that can be reached.
  [[nodiscard]] std::map<std::int64_t, std::int64_t> steps_from(const std::vector<std::int64_t>& segments) const;

 private:
  std::map<std::int64_t, std::vector<std::int64_t>> of_;
};

}  // namespace boothwise::services
