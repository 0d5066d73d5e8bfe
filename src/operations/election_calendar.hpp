#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/election_lock.hpp"

/// When elections are on, and locks that two persons lifted (R29, R30, R37).
namespace boothwise::operations {

/// A poll and where it is: the state, a PC, an AC.
struct Poll {
  std::string kind;        ///< state, pc, ac
  std::int64_t place = 0;  ///< 0 of the state
  PollDates dates;
  std::string source;  ///< the notification
};

/// In place of the one that is there. Errors: `operations_failed`.
Status set_poll(Store& inside, const Poll& poll);
/// Errors: `poll_unknown`; `operations_failed`.
Status remove_poll(Store& inside, const std::string& election, const std::string& kind, std::int64_t place);
/// In order of election, kind, place. Errors: `operations_failed`.
Result<std::vector<Poll>> polls(Store& store);

/// A lock lifted for some hours from the moment when the second person agreed.
struct LockOverride {
  std::string id;
  std::string feature;
  std::string reason;
  std::int64_t hours = 1;
  std::string asked_by;
  Instant asked_at;
  std::string approved_by;  ///< empty while nobody has
  Instant approved_at;

  [[nodiscard]] bool lifts(Instant at) const;
};

/// Its id. Errors: `operations_failed`.
Result<std::string> ask_for_override(Store& inside, const LockOverride& wanted);
/// Errors: `override_unknown`, also where somebody has agreed already; `same_person` (forbidden); `operations_failed`.
Status approve_override(Store& inside, const std::string& id, const std::string& by, Instant at);
/// Asked for since then, newest first. Errors: `operations_failed`.
Result<std::vector<LockOverride>> overrides_since(Store& store, Instant since);

}  // namespace boothwise::operations
