#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"

/// What was decided about what a worker's phone brought on a day. Every function's errors: `operations_failed`.
namespace boothwise::operations {

struct FieldDay {
  std::string device;
  std::string day;  ///< in India
  std::string path;
  std::string state;   ///< approved, sent_back, rolled_back
  std::string reason;  ///< for the worker to read
  std::string decided_by;
  Instant decided_at;
};
/// In place of what was decided before.
Status put_field_day(Store& inside, const FieldDay& day);
/// By device and day.
Result<std::vector<FieldDay>> field_days_below(Store& store, const UnitPath& below, const std::string& first_day,
                                               const std::string& last_day);
/// Those that were sent back, the newest first.
Result<std::vector<FieldDay>> sent_back_days(Store& store, const std::string& device, std::int64_t most);

}  // namespace boothwise::operations
