#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/dates.hpp"

/// Words of work that is asked of units: programmes and directives, and the tasks they give. Definitions:
/// docs/definitions.md#work.
namespace boothwise {

/// How far something is that was asked of many. What nobody reported is not done: every share has `asked` as its base.
struct Completion {
  std::int64_t asked = 0;
  std::int64_t done = 0;
  std::int64_t blocked = 0;
  std::int64_t read = 0;
  std::int64_t late = 0;  ///< not done, and due before today

  /// Those that said anything: done or blocked.
  [[nodiscard]] std::int64_t reported() const { return done + blocked; }
  [[nodiscard]] std::int64_t not_reported() const { return asked - reported(); }
  /// Of those asked; nothing where nobody was.
  [[nodiscard]] std::optional<double> share_done() const;
  [[nodiscard]] std::optional<double> share_reported() const;

  Completion& operator+=(const Completion& other);
  friend bool operator==(const Completion&, const Completion&) = default;
};

/// Days from `from` to `to`, negative where `to` comes first.
std::int64_t days_between(const Day& from, const Day& to);
Day days_after(const Day& day, std::int64_t days);

/// How many units up something late is shown: 0 on time, 1 (the unit above) from the first day late on, and one more
/// for every `escalate_days` more. REQUIRES: escalate_days >= 1.
std::int64_t levels_up(const Day& due, const Day& today, std::int64_t escalate_days);

/// The latest due day of what is shown `levels` units up today: the other side of `levels_up`.
/// REQUIRES: levels >= 1, escalate_days >= 1.
Day shown_if_due_by(const Day& today, std::int64_t levels, std::int64_t escalate_days);

/// True if a reminder is shown today: not late yet, and due within `remind_days`.
bool is_due_soon(const Day& due, const Day& today, std::int64_t remind_days);

/// A target from a booth's own number: the measure times `factor`, rounded up; nothing where the number is not known.
std::optional<std::int64_t> target_of(std::optional<std::int64_t> measured, double factor);

}  // namespace boothwise
