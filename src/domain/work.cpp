#include "domain/work.hpp"

#include <cmath>

namespace boothwise {

namespace {

std::optional<double> share(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::optional<double> Completion::share_done() const { return share(done, asked); }

std::optional<double> Completion::share_reported() const { return share(reported(), asked); }

Completion& Completion::operator+=(const Completion& other) {
  asked += other.asked;
  done += other.done;
  blocked += other.blocked;
  read += other.read;
  late += other.late;
  return *this;
}

std::int64_t days_between(const Day& from, const Day& to) {
  return (std::chrono::sys_days(to) - std::chrono::sys_days(from)).count();
}

Day days_after(const Day& day, std::int64_t days) { return Day{std::chrono::sys_days(day) + std::chrono::days(days)}; }

std::int64_t levels_up(const Day& due, const Day& today, std::int64_t escalate_days) {
  const std::int64_t late = days_between(due, today);
  return late <= 0 ? 0 : 1 + (late - 1) / escalate_days;
}

Day shown_if_due_by(const Day& today, std::int64_t levels, std::int64_t escalate_days) {
  return days_after(today, -1 - (levels - 1) * escalate_days);
}

bool is_due_soon(const Day& due, const Day& today, std::int64_t remind_days) {
  const std::int64_t left = days_between(today, due);
  return left >= 0 && left <= remind_days;
}

std::optional<std::int64_t> target_of(std::optional<std::int64_t> measured, double factor) {
  if (!measured) return std::nullopt;
  constexpr double slack = 1e-9;  // 0.1 times 30 is 3, not 4
  return static_cast<std::int64_t>(std::ceil(static_cast<double>(*measured) * factor - slack));
}

}  // namespace boothwise
