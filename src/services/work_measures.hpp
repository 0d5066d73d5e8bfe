#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/bilingual.hpp"
#include "base/result.hpp"
#include "domain/places.hpp"
#include "services/snapshot.hpp"
#include "services/workspace.hpp"

namespace boothwise::services {

/// One of a booth's own numbers that a target can come from. None says anything of who lives there (R17).
struct MeasureName {
  std::string_view code;  ///< electors, votes_polled, votes_short, roll_struck, roll_added
  Bilingual name;
};
std::optional<MeasureName> measure_named(std::string_view code);

/// A number of each polling station, read segment by segment.
class BoothMeasure {
 public:
  /// `side`: for votes_short, the side that was behind; empty for the election's default. Errors: `measure_unknown`;
  /// `measure_missing` (conflict) where nothing was imported that has it.
  static Result<BoothMeasure> open(Workspace& workspace, const Snapshot& snapshot, std::string_view code,
                                   const std::string& side);
  /// By part, as text ("12A"); parts without the number are not there. Errors: `warehouse_failed`.
  Result<std::map<std::string, std::int64_t>> of_segment(AcNo ac) const;
  /// Where the number comes from, and of when it is.
  [[nodiscard]] const std::string& source() const { return source_; }
  [[nodiscard]] const std::string& day() const { return day_; }

 private:
  BoothMeasure(Workspace& workspace, const Snapshot& snapshot) : workspace_(workspace), snapshot_(snapshot) {}
  Result<std::map<std::string, std::int64_t>> of_sheets(AcNo ac) const;
  Result<std::map<std::string, std::int64_t>> of_roll(AcNo ac) const;

  Workspace& workspace_;
  const Snapshot& snapshot_;
  std::string code_;
  std::optional<ElectionId> election_;  // of booth sheets
  Side side_;
  std::string revision_;  // of a roll
  std::string source_;
  std::string day_;
};

}  // namespace boothwise::services
