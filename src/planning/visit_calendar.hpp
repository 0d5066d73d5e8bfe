#pragma once

#include "planning/distance.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"

/// When leaders visit where: each at one place at a time, by short ways. docs/definitions.md#visit-calendar.
namespace boothwise::planning {

struct VisitLeader {
  Point home;
  std::vector<std::uint32_t> days_away;  ///< days from 0 on which she visits nobody
};

struct VisitWish {
  std::uint32_t leader = 0;
  std::uint32_t place = 0;
  std::optional<std::uint32_t> day;  ///< it has to be then
};

struct VisitPlace {
  Point at;
  std::uint32_t district = 0;
};

struct VisitProblem {
  std::vector<VisitLeader> leaders;
  std::vector<VisitPlace> places;
  std::vector<VisitWish> wishes;
  std::uint32_t days = 30;
  std::uint32_t visits_a_day_most = 3;
  double km_a_day_most = 250;  ///< between the places of a day, without the way to the first
};

struct PlannedVisit {
  std::uint32_t wish = 0;
  std::uint32_t day = 0;
  std::uint32_t turn = 0;  ///< of the leader's visits that day, from 0
  double km = 0;           ///< from where she was before
};

enum class NotPlanned : std::uint8_t {
  away,    ///< its fixed day is one she is away on
  full,    ///< its fixed day has no room left for her or at the place
  no_days  ///< no day is left
};

struct VisitCalendar {
  std::vector<PlannedVisit> visits;                             ///< by leader, day and turn
  std::vector<std::pair<std::uint32_t, NotPlanned>> left_over;  ///< by wish
  double km = 0;
};

/// Each leader goes district by district (a day lies in one district), in each along a short way (nearest next, then
/// 2-opt: Croes 1958), as many a day as limits allow; fixed days stay. No leader is at two places in one turn, no place
/// has two visits on one day. Errors: `visits_malformed`.
Result<VisitCalendar> plan_visits(const VisitProblem& problem);

}  // namespace boothwise::planning
