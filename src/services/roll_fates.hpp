#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "estimation/unusual_deletions.hpp"
#include "warehouse/roll_comparisons.hpp"

namespace boothwise::services {

/// What became of the electors of one part, or of all.
struct Fate {
  std::int64_t found = 0;
  std::int64_t moved = 0;  ///< of them, to a part that is no successor of theirs
  std::int64_t struck = 0;
  std::int64_t gone = 0;
  std::int64_t moved_away = 0;  ///< of the gone, to another segment
  std::int64_t uncertain = 0;   ///< of the gone
  std::int64_t added_of_age = 0;
  std::int64_t added_older = 0;
  std::int64_t moved_in = 0;  ///< of those added, from another segment
  std::map<std::string, std::int64_t> changed;
  std::map<std::string, std::int64_t> reasons;

  void add(const Fate& more);
  /// Changes of docs/api.md#rolls.
  [[nodiscard]] boost::json::object json() const;
};

/// Numbers of a segment's comparison, gathered by part of the later roll. An old part's electors stand at the new part
/// that took most of them.
class Fates {
 public:
  /// `moves`: what was found between segments; those of `ac` are taken.
  Fates(AcNo ac, const std::vector<warehouse::RollChange>& changes, const std::vector<warehouse::RollChange>& moves);

  [[nodiscard]] const std::map<std::int32_t, Fate>& by_part() const { return by_part_; }
  [[nodiscard]] const Fate& all() const { return all_; }
  /// Sum of the probabilities of the pairs found.
  [[nodiscard]] double sureness() const { return sureness_; }
  /// Old part, new part, electors found in both.
  [[nodiscard]] boost::json::array flows() const;
  /// Deletions by part of the later roll against what is usual in the segment.
  [[nodiscard]] std::vector<estimation::DeletionCheck> check() const;
  /// The part of the later roll that took most of an old part's electors; 0: none.
  [[nodiscard]] std::int32_t heir(std::int32_t old_part) const;

 private:
  [[nodiscard]] bool is_successor(std::int32_t old_part, std::int32_t new_part) const;
  void take(const warehouse::RollChange& change);
  void take_age(const warehouse::RollChange& change);

  std::map<std::int32_t, std::map<std::int32_t, std::int64_t>> flows_;
  std::map<std::int32_t, std::int32_t> heir_;
  std::map<std::int32_t, std::int64_t> totals_;
  std::map<std::int32_t, Fate> by_part_;
  std::map<std::int32_t, estimation::PartDeletions> deletions_;
  Fate all_;
  double sureness_ = 0;
};

}  // namespace boothwise::services
