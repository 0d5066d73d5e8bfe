#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace boothwise {

using Instant = std::chrono::sys_seconds;

/// "2026-11-23T10:00:00Z".
std::string iso_utc(Instant instant);

using Day = std::chrono::year_month_day;

/// 2026-01-31, 31-01-2026, 31/01/2026 or 31.1.2026; nothing for what is no day of the calendar.
std::optional<Day> parse_date(std::string_view text);
/// "2026-01-31".
std::string iso_date(const Day& day);

/// The day in India (UTC+5:30), which election days and due days go by, and the instant it begins.
Day day_in_india(Instant instant);
Instant begin_in_india(const Day& day);

}  // namespace boothwise
