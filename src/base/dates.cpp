#include "base/dates.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "base/text.hpp"

namespace boothwise {

std::string iso_utc(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  std::array<char, 64> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                                   static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                   static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                                   static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return {buffer.data(), static_cast<std::size_t>(length)};
}

std::optional<Day> parse_date(std::string_view text) {
  std::string even(trimmed(text));
  std::ranges::replace(even, '/', '-');
  std::ranges::replace(even, '.', '-');
  const std::vector<std::string> parts = split(even, '-');
  if (parts.size() != 3) return std::nullopt;
  const bool year_first = parts[0].size() == 4;
  const std::string& year = parts[year_first ? 0 : 2];
  const std::string& day = parts[year_first ? 2 : 0];
  const auto number = [](const std::string& digits, std::size_t size) {
    const bool fits = !digits.empty() && digits.size() <= size && digits.front() != '-';
    return fits ? parse_number<unsigned>(digits) : std::nullopt;
  };
  const auto year_number = year.size() == 4 ? number(year, 4) : std::nullopt;
  const auto month_number = number(parts[1], 2);
  const auto day_number = number(day, 2);
  if (!year_number || !month_number || !day_number) return std::nullopt;
  const Day result{std::chrono::year(static_cast<int>(*year_number)), std::chrono::month(*month_number),
                   std::chrono::day(*day_number)};
  return result.ok() ? std::optional(result) : std::nullopt;
}

std::string iso_date(const Day& day) {
  std::array<char, 32> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                                   static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return {buffer.data(), static_cast<std::size_t>(length)};
}

namespace {

constexpr std::chrono::minutes india_ahead{330};

}  // namespace

Day day_in_india(Instant instant) { return Day{std::chrono::floor<std::chrono::days>(instant + india_ahead)}; }

Instant begin_in_india(const Day& day) {
  return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::sys_days(day)) - india_ahead;
}

}  // namespace boothwise
