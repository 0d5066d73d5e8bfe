#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/dates.hpp"
#include "base/result.hpp"
#include "services/caller.hpp"

namespace boothwise::services {

/// An all-day entry of a calendar.
struct CalendarEntry {
  std::string uid;
  Day first;
  Day last;  ///< itself included
  std::string summary;
  std::string description;
  Instant stamped;  ///< when it was last changed
};

/// The entries as iCalendar (RFC 5545): CRLF, TEXT escaped, lines folded at 75 octets and never inside a character.
std::string ics_of(const std::vector<CalendarEntry>& entries, std::string_view name);

/// Works and tasks of their own that ask anything where the caller sees work, as a feed. Errors: those of Access,
/// `operations_failed`.
Result<std::string> calendar_feed(Caller& caller, Language language);

}  // namespace boothwise::services
