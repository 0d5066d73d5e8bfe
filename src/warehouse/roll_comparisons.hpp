#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/elector.hpp"
#include "domain/places.hpp"
#include "warehouse/warehouse.hpp"

namespace boothwise::warehouse {

/// Two rolls that were compared, or one with itself for entries that stand twice.
struct RollComparison {
  std::string from;
  std::string to;
  [[nodiscard]] bool is_duplicates() const { return from == to; }
  friend auto operator<=>(const RollComparison&, const RollComparison&) = default;
};

/// What was found between segments is kept as that of this segment, which none has.
inline constexpr AcNo between_segments{0};

/// What a comparison found in numbers: a row of the rollup `roll_changes` (docs/formats.md#rolls), nothing of a person
/// in it.
struct RollChange {
  std::int32_t old_part = 0;  ///< 0: none
  std::int32_t new_part = 0;
  std::string measure;
  std::string key;
  std::string gender;
  std::int64_t number = 0;
};

/// Two entries that a comparison put together: a row of the rollup `roll_pairs`. Addresses only.
struct RollPair {
  EntryAddress left;  ///< of the earlier revision; of one revision the one that comes first
  EntryAddress right;
  std::string state;  ///< found, struck, moved, duplicate, uncertain
  double weight = 0;  ///< bits
  double probability = 0;
  std::string fields;    ///< that differ, by comma
  std::string evidence;  ///< of uncertain pairs: bits taken off for people who belong together, then level:bits of each
                         ///< comparison
};

/// What comparisons of rolls left in the warehouse. Asks one manifest; used by one thread. Every function's errors:
/// `warehouse_failed`.
class RollComparisons {
 public:
  RollComparisons(Warehouse& warehouse, const Manifest& manifest);

  [[nodiscard]] std::set<RollComparison> all() const;
  /// Segments for which a comparison was made; `between_segments` among them if that was done too.
  [[nodiscard]] std::set<AcNo> segments(const RollComparison& comparison) const;

  Result<std::vector<RollChange>> changes(const RollComparison& comparison, AcNo ac);
  /// In order of left entry. `state` empty: all.
  Result<std::vector<RollPair>> pairs(const RollComparison& comparison, AcNo ac, std::string_view state);
  /// The rows of a segment's `roll_pairs`, for SQL; nothing where there are none.
  [[nodiscard]] std::optional<std::string> pairs_sql(const RollComparison& comparison, AcNo ac) const;

  [[nodiscard]] static std::string scope(const RollComparison& comparison, AcNo ac);

 private:
  [[nodiscard]] const DataFile* file(std::string_view table, const RollComparison& comparison, AcNo ac) const;

  Warehouse& warehouse_;
  const Manifest& manifest_;
  Connection connection_;
};

/// Writes what a comparison found in a segment, for `take_comparison`. `changes` come in their order (old part, new
/// part, measure, key, gender), so that equal findings make equal bytes. Several threads may do so at once. Errors:
/// `warehouse_failed`, `file_unwritable`.
Result<std::vector<DataFile>> write_comparison(Warehouse& warehouse, Writer& writer, const RollComparison& comparison,
                                               AcNo ac, const std::vector<RollChange>& changes,
                                               const std::vector<RollPair>& pairs);
/// Makes the files part of what counts next, in place of those before.
void take_comparison(Manifest& next, std::vector<DataFile> files);

/// Drops what comparisons of a revision's segment found, and what was found between segments.
void drop_comparisons(Manifest& manifest, std::string_view revision, AcNo ac);

}  // namespace boothwise::warehouse
