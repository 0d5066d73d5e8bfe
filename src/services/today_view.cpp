#include "services/today_view.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <ranges>
#include <set>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "services/election_locks.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"
#include "services/work_parts.hpp"
#include "services/works.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::AnsweredPlace;
using operations::CountedBy;
using operations::Responsibility;
using operations::TaskCount;
using operations::WorkUnit;

namespace {

constexpr std::size_t things_shown = 3;
constexpr std::size_t helpers_shown = 5;
constexpr std::int64_t tasks_shown = 10;

/// A district president's home stands at one unit, a seat in-charge's at all units inside the seat.
struct Home {
  std::vector<WorkUnit> tops;
  std::vector<WorkStanding> works;  // over all tops, first due first
  Completion own;                   // tasks of no work
  Completion total;
  std::vector<WorkUnit> units;  // shown below
  std::map<std::int64_t, Completion> of_unit;
  std::map<std::int32_t, Completion> of_seat;
  std::vector<PcNo> seats;

  /// Of the lowest unit at or above all tops.
  [[nodiscard]] UnitPath around() const {
    UnitPath path = tops.front().path;
    for (const WorkUnit& top : tops) path = operations::joined(path, top.path);
    return path;
  }
  [[nodiscard]] bool is_small() const { return tops.front().place > operations::counted_place; }
};

Result<std::vector<WorkUnit>> tops_of(Caller& caller, std::optional<std::int64_t> unit_no) {
  std::vector<WorkUnit> tops;
  const std::vector<UnitPath> reach = caller.access().reach(Right::view_work);
  if (unit_no || reach.size() <= 1) {
    BOOTHWISE_TRY(unit, unit_asked(caller, unit_no));
    tops.push_back(std::move(unit));
    return tops;
  }
  BOOTHWISE_TRY(there, operations::work_units_at(caller.store(), reach));
  tops = std::move(there);
  if (tops.empty()) {
    BOOTHWISE_TRY(unit, unit_asked(caller, std::nullopt));
    tops.push_back(std::move(unit));
  }
  return tops;
}

void add_works(WorkStandings standings, Home& home) {
  for (WorkStanding& one : standings.works) {
    home.total += one.of;
    const auto there = std::ranges::find(home.works, one.work.id, [](const WorkStanding& of) { return of.work.id; });
    if (there == home.works.end()) {
      home.works.push_back(std::move(one));
    } else {
      there->of += one.of;
      there->escalated += one.escalated;
      there->due_soon = there->due_soon || one.due_soon;
    }
  }
  home.own += standings.own;
  home.total += standings.own;
}

/// Districts of a state or region: by way of the regions.
Result<std::vector<WorkUnit>> shown_below(Caller& caller, const WorkUnit& top) {
  BOOTHWISE_TRY(below, operations::work_units_below(caller.store(), top.id));
  if (top.place >= operations::district_place) return below;
  std::vector<WorkUnit> districts;
  for (WorkUnit& one : below) {
    if (one.place >= operations::district_place) {
      districts.push_back(std::move(one));
      continue;
    }
    BOOTHWISE_TRY(inner, shown_below(caller, one));
    std::ranges::move(inner, std::back_inserter(districts));
  }
  return districts;
}

/// What a top's counts are read from: once for its works, its seats and the units shown below it.
CountedBy counted_for(const Home& home, const WorkUnit& top) {
  if (top.place < operations::district_place) return CountedBy::district;
  // Of several tops each is itself a row: a mandal needs no count of its booths then.
  const bool by_unit = home.tops.size() > 1 ? is_counted(top) : top.place < operations::counted_place;
  return by_unit ? CountedBy::unit : CountedBy::task;
}

/// Counts of a subtree to the shown units and to the seats they lie in.
void add_counts(const Snapshot& snapshot, const WorkUnit& top, const std::vector<TaskCount>& counts, Home& home) {
  std::map<UnitPath, const WorkUnit*> shown;
  for (const WorkUnit& unit : home.units) shown.emplace(unit.path, &unit);
  for (const TaskCount& one : counts) {
    const auto behind = shown.upper_bound(one.path);  // the one before begins the path, if any does
    const WorkUnit* unit = behind == shown.begin() ? nullptr : std::prev(behind)->second;
    if (unit != nullptr && unit->path.covers(one.path)) home.of_unit[unit->id] += one.of;
    const auto* ac = is_counted(top) ? snapshot.places.ac(AcNo(static_cast<std::int32_t>(one.ac))) : nullptr;
    if (ac != nullptr) home.of_seat[ac->pc.value] += one.of;
  }
}

Result<Home> load(Caller& caller, const Snapshot& snapshot, std::optional<std::int64_t> unit_no) {
  Home home;
  BOOTHWISE_TRY(tops, tops_of(caller, unit_no));
  home.tops = std::move(tops);
  BOOTHWISE_TRY(open, operations::open_works_near(caller.store(), home.around()));
  BOOTHWISE_TRY(places, places_of_levels(caller));
  const std::int64_t lowest = places.empty() ? 0 : std::ranges::max(places | std::views::values);
  std::set<PcNo> seats;
  if (home.tops.size() > 1) home.units = home.tops;
  for (const WorkUnit& top : home.tops) {
    BOOTHWISE_TRY(
        counts, operations::counts_within(caller.store(), top.path, counted_for(home, top), iso_date(caller.today())));
    leave_out_closed(counts, open);
    add_works(standings_of(caller, top, counts, open, places), home);
    if (home.tops.size() == 1 && top.place < lowest) {
      BOOTHWISE_TRY(below, shown_below(caller, top));
      home.units = std::move(below);
    }
    add_counts(snapshot, top, counts, home);
    BOOTHWISE_TRY(touched, seats_of_unit(caller, snapshot, top));
    seats.insert(touched.begin(), touched.end());
  }
  home.seats.assign(seats.begin(), seats.end());
  std::ranges::stable_sort(home.works, {}, [](const WorkStanding& one) { return one.work.due_day; });
  return home;
}

/// Who answers for seats and units here, by place.
using Held = std::map<AnsweredPlace, std::vector<Responsibility>>;

/// For places of a kind inside the tops: asked once around all of them. For units only as deep as the home shows them:
/// every booth below may have somebody who answers for it.
Result<std::vector<Responsibility>> held_inside(Caller& caller, const Home& home, std::string_view kind,
                                                const std::string& day) {
  if (kind != "unit") {
    BOOTHWISE_TRY(list, operations::responsibilities_on(caller.store(), kind, home.around(), day));
    std::erase_if(list, [&home](const Responsibility& one) {
      return std::ranges::none_of(home.tops, [&one](const WorkUnit& top) { return top.path.covers(one.path); });
    });
    return list;
  }
  const WorkUnit& top = home.tops.front();
  const auto [first, last] = std::ranges::minmax(home.units, {}, &WorkUnit::place);
  return operations::responsibilities_of_units(caller.store(), top.path, first.place, last.place, day);
}

Result<Held> held_by(Caller& caller, const Home& home, std::string_view kind) {
  Held held;
  const std::string day = iso_date(caller.today());
  std::set<std::string> seen;
  const auto add = [&](std::vector<Responsibility> list) {
    for (Responsibility& one : list) {
      if (seen.insert(one.id).second) held[one.place].push_back(std::move(one));
    }
  };
  const bool tops_are_shown = home.tops.size() > 1 && kind == "unit";
  std::set<UnitPath> alone;  // of all tops, most of which stand under the same
  for (const WorkUnit& top : home.tops) {
    for (UnitPath& path : operations::paths_above(top.path)) alone.insert(std::move(path));
    if (tops_are_shown) alone.insert(top.path);
  }
  if (!tops_are_shown) {
    BOOTHWISE_TRY(inside, held_inside(caller, home, kind, day));
    add(std::move(inside));
  }
  const std::vector<UnitPath> units(alone.begin(), alone.end());
  BOOTHWISE_TRY(noted, operations::responsibilities_at(caller.store(), kind, units, day));
  add(std::move(noted));
  return held;
}

json::value answering_json(const Held& held, const AnsweredPlace& place, Names& names) {
  const auto found = held.find(place);
  if (found == held.end()) return nullptr;
  const auto leads = std::ranges::find_if(found->second, [](const auto& one) { return one.duty != "deputy"; });
  return leads == found->second.end() ? json::value(nullptr) : json::value(duty_json(*leads, names));
}

/// Standings of the seats, as far as results are here.
std::shared_ptr<const Classified> classified_seats(const Snapshot& snapshot) {
  auto classified = classify(snapshot, "", "", {});
  if (!classified || (*classified)->election->results.election.house != House::lok_sabha) return nullptr;
  return std::move(*classified);
}

json::value class_json(const SeatStanding* standing) {
  if (standing == nullptr) return nullptr;
  return json::object{{"class", to_string(standing->seat_class)},
                      {"class_name", to_json(seat_class_name(standing->seat_class))},
                      {"margin_points", or_null(standing->lead.margin_points)},
                      {"reason", to_json(standing->reasons.front().text)}};
}

struct Seats {
  json::array rows;
  std::int64_t without = 0;
};

Result<Seats> seats_json(Caller& caller, const Snapshot& snapshot, const Home& home, Names& names) {
  Seats seats;
  BOOTHWISE_TRY(held, held_by(caller, home, "pc"));
  const auto classes = classified_seats(snapshot);
  for (const PcNo pc : home.seats) {
    json::object row{{"pc_no", pc.value}, {"name", to_json(snapshot.seat_name(House::lok_sabha, pc.value))}};
    row["standing"] = class_json(classes == nullptr ? nullptr : classes->seat(pc.value));
    json::value answering = answering_json(held, {"pc", pc.value, ""}, names);
    seats.without += answering.is_null() ? 1 : 0;
    row["answers"] = std::move(answering);
    const auto of = home.of_seat.find(pc.value);
    row["completion"] = of == home.of_seat.end() ? json::value(nullptr) : json::value(completion_json(of->second));
    seats.rows.push_back(std::move(row));
  }
  return seats;
}

Result<json::array> units_json(Caller& caller, const Home& home, Names& names) {
  json::array rows;
  if (home.units.empty()) return rows;
  BOOTHWISE_TRY(held, held_by(caller, home, "unit"));
  for (const WorkUnit& unit : home.units) {
    json::object row = unit_json(unit);
    row["answers"] = answering_json(held, {"unit", unit.id, ""}, names);
    const auto of = home.of_unit.find(unit.id);
    row["completion"] = completion_json(of == home.of_unit.end() ? Completion{} : of->second);
    rows.push_back(std::move(row));
  }
  return rows;
}

json::object thing(std::string_view code, const Bilingual& text, std::string href) {
  return {{"code", code}, {"text", to_json(text)}, {"href", std::move(href)}};
}

/// What needs the caller today, most pressing first.
json::array three_things(const Home& home, std::int64_t seats_without, bool may_assign) {
  json::array things;
  const auto work_href = [&home](const WorkStanding& one) {
    return "/directives?work=" + one.work.id + "&unit=" + std::to_string(home.tops.front().id);
  };
  const auto full = [&things] { return things.size() >= things_shown; };
  for (const WorkStanding& one : home.works) {
    if (one.escalated == 0 || full()) continue;
    const std::string late = grouped(one.escalated);
    things.push_back(thing("late",
                           {one.work.title.en + ": " + late + " late", one.work.title.hi + ": " + late + " में देरी"},
                           work_href(one)));
  }
  if (home.own.late > 0 && !full()) {
    const std::string late = grouped(home.own.late);
    things.push_back(thing("tasks_late", {late + " tasks are late", late + " काम समय से पीछे हैं"}, "/tasks?state=late"));
  }
  if (may_assign && seats_without > 0 && !full()) {
    const std::string seats = grouped(seats_without);
    things.push_back(thing("seats_without",
                           {"Nobody answers for " + seats + " seats", seats + " सीटों का कोई प्रभारी नहीं"},
                           "/responsibility?without=1"));
  }
  for (const WorkStanding& one : home.works) {
    if (!one.due_soon || one.escalated > 0 || full()) continue;
    const std::string left = grouped(one.of.asked - one.of.done);
    const Bilingual due = date_text(one.work.due_day);
    things.push_back(thing("due_soon",
                           {one.work.title.en + ": " + left + " left, due " + due.en,
                            one.work.title.hi + ": " + left + " शेष, अंतिम तिथि " + due.hi},
                           work_href(one)));
  }
  for (const WorkStanding& one : home.works) {
    if (one.of.read == one.of.asked || one.due_soon || one.escalated > 0 || full()) continue;
    const std::string unread = grouped(one.of.asked - one.of.read);
    things.push_back(thing(
        "unread", {one.work.title.en + ": not read by " + unread, one.work.title.hi + ": " + unread + " ने अभी नहीं पढ़ा"},
        work_href(one)));
  }
  return things;
}

/// Office-bearers of the unit itself who answer for nothing yet. No ranking (R39).
Result<json::array> helpers(Caller& caller, const Home& home) {
  constexpr std::int64_t looked_at = 60;
  json::array rows;
  const WorkUnit& top = home.tops.front();
  if (home.is_small() || !caller.access().may(Right::view_organisation, top.path)) return rows;
  BOOTHWISE_TRY(people, operations::people_of_unit(caller.store(), top.id, iso_date(caller.today()), looked_at));
  for (const operations::WorkPerson& one : people) {
    if (one.load == 0 && rows.size() < helpers_shown) rows.push_back({{"person", one.id}, {"name", one.name}});
  }
  return rows;
}

/// A mandal's and a booth's home shows the tasks themselves.
Result<json::array> tasks_json(Caller& caller, const Home& home, Names& names) {
  json::array rows;
  if (home.tops.front().place < operations::counted_place) return rows;
  for (const std::string_view state : {"late", "open"}) {
    if (state == "late" && home.total.late == 0) continue;
    for (const WorkUnit& top : home.tops) {
      if (rows.size() == static_cast<std::size_t>(tasks_shown)) return rows;
      operations::TaskQuestion question;
      question.path = top.path;
      question.state = state;
      question.today = iso_date(caller.today());
      question.most = tasks_shown;
      BOOTHWISE_TRY(tasks, operations::tasks(caller.store(), question));
      for (const operations::Task& one : tasks) {
        const bool shown_as_late = state == "open" && one.due_day < question.today;
        if (!shown_as_late && rows.size() < static_cast<std::size_t>(tasks_shown)) {
          rows.push_back(task_json(one, names, caller.today()));
        }
      }
    }
  }
  return rows;
}

Result<json::array> booths_json(Caller& caller, const Home& home) {
  json::array rows;
  if (!home.is_small()) return rows;
  for (const WorkUnit& top : home.tops) {
    BOOTHWISE_TRY(parts, operations::parts_under(caller.store(), top.path));
    for (const operations::UnitPart& part : parts) rows.push_back({{"ac_no", part.ac}, {"part", part.part}});
  }
  return rows;
}

}  // namespace

Result<json::object> today_view(Caller& caller, const Snapshot& snapshot, std::optional<std::int64_t> unit_no) {
  BOOTHWISE_TRY(home, load(caller, snapshot, unit_no));
  BOOTHWISE_TRY(phase, phase_view(caller, snapshot));
  Names names(caller);
  BOOTHWISE_TRY(seats, seats_json(caller, snapshot, home, names));
  BOOTHWISE_TRY(units, units_json(caller, home, names));
  BOOTHWISE_TRY(help, helpers(caller, home));
  BOOTHWISE_TRY(tasks, tasks_json(caller, home, names));
  BOOTHWISE_TRY(booths, booths_json(caller, home));
  json::array works;
  for (const WorkStanding& one : home.works) works.push_back(standing_of_work_json(one, names));
  json::array tops;
  bool synthetic = false;
  for (const WorkUnit& one : home.tops) {
    tops.push_back(unit_json(one));
    synthetic = synthetic || one.synthetic;
  }
  const UnitPath& first = home.tops.front().path;
  const bool may_assign = caller.access().may(Right::assign_responsibility, first);
  json::object view{{"day", iso_date(caller.today())},
                    {"unit", unit_json(home.tops.front())},
                    {"units_held", std::move(tops)},
                    {"phase", phase.at("phase")},
                    {"banner", phase.at("banner")},
                    {"things", three_things(home, seats.without, may_assign)},
                    {"completion", completion_json(home.total)},
                    {"own_tasks", completion_json(home.own)},
                    {"seats_without", seats.without},
                    {"may_assign", may_assign},
                    {"may_direct", caller.access().may(Right::direct_work, first)}};
  view["works"] = std::move(works);
  view["seats"] = std::move(seats.rows);
  view["units"] = std::move(units);
  view["helpers"] = std::move(help);
  view["tasks"] = std::move(tasks);
  view["booths"] = std::move(booths);
  view["synthetic"] = synthetic;
  return view;
}

}  // namespace boothwise::services
