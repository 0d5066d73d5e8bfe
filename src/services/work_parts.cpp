#include "services/work_parts.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/text.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::AnsweredPlace;
using operations::WorkUnit;

namespace {

Error unit_unknown(std::int64_t id) {
  return refused_field(ErrorKind::not_found, "unit_unknown", "unit", {"there is no such unit", "ऐसी कोई इकाई नहीं है"},
                       std::to_string(id));
}

/// The lowest unit around everything that covers a segment or parts of it; nothing where none does.
Result<std::optional<UnitPath>> around_segment(operations::Store& store, std::int64_t ac) {
  BOOTHWISE_TRY(whole, operations::lowest_around(store, "ac", ac, ""));
  BOOTHWISE_TRY(parts, operations::lowest_around(store, "part", ac, ""));
  if (whole && parts) return std::optional(operations::joined(*whole, *parts));
  return whole ? whole : parts;
}

}  // namespace

bool is_counted(const WorkUnit& unit) { return unit.place <= operations::counted_place; }

Result<WorkUnit> unit_in_reach(Caller& caller, std::int64_t id) {
  BOOTHWISE_TRY(unit, operations::work_unit(caller.whole_store(), id));
  if (!unit || !caller.access().reaches(unit->path)) return unit_unknown(id);
  return std::move(*unit);
}

Result<WorkUnit> unit_for(Caller& caller, Right right, std::int64_t id) {
  BOOTHWISE_TRY(unit, unit_in_reach(caller, id));
  BOOTHWISE_CHECK(caller.access().permit(right, unit.path));
  if (unit.closed) {
    return refused_field(ErrorKind::conflict, "unit_closed", "unit", {"this unit is closed", "यह इकाई बंद है"},
                         std::to_string(id));
  }
  return unit;
}

Result<WorkUnit> unit_asked(Caller& caller, std::optional<std::int64_t> id) {
  if (id) {
    BOOTHWISE_TRY(unit, unit_in_reach(caller, *id));
    BOOTHWISE_CHECK(caller.access().permit(Right::view_work, unit.path));
    return unit;
  }
  const std::vector<UnitPath> reach = caller.access().reach(Right::view_work);
  if (reach.empty()) return unit_unknown(0);
  return unit_in_reach(caller, operations::unit_at(reach.front()));
}

Result<std::string> day_or_none(const JsonBody& body, std::string_view field) {
  BOOTHWISE_TRY(text, body.text_or_empty(field, code_bytes_most));
  if (text.empty()) return text;
  const auto day = parse_date(text);
  if (!day) {
    return refused_field(ErrorKind::bad_input, "date_malformed", field,
                         {"expected a date such as 2026-01-06", "2026-01-06 जैसी तिथि चाहिए"}, text);
  }
  return iso_date(*day);
}

Result<std::string> day_in(const JsonBody& body, std::string_view field) {
  BOOTHWISE_CHECK(body.text(field, code_bytes_most));
  return day_or_none(body, field);
}

Day kept_day(const std::string& text) {
  const auto day = parse_date(text);
  if (!day) throw BrokenInvariant("the store keeps a day that is none");
  return *day;
}

Result<UnitPath> path_of_place(Caller& caller, const Snapshot& snapshot, const AnsweredPlace& place) {
  operations::Store& store = caller.whole_store();
  if (place.kind == "unit") {
    BOOTHWISE_TRY(unit, unit_in_reach(caller, place.place));
    return unit.path;
  }
  if (place.kind == "part") {
    BOOTHWISE_TRY(own, operations::lowest_around(store, "part", place.place, place.part));
    if (own) return *own;
  }
  std::vector<std::int64_t> segments{place.place};
  if (place.kind == "pc") {
    segments.clear();
    const PcNo pc(static_cast<std::int32_t>(place.place));
    for (const AssemblyConstituency* ac : snapshot.places.segments_of(pc)) segments.push_back(ac->no.value);
  }
  std::optional<UnitPath> around;
  for (const std::int64_t ac : segments) {
    BOOTHWISE_TRY(one, around_segment(store, ac));
    if (one) around = around ? operations::joined(*around, *one) : *one;
  }
  return around.value_or(whole_organisation);
}

Result<std::vector<PcNo>> seats_of_unit(Caller& caller, const Snapshot& snapshot, const WorkUnit& unit) {
  std::set<PcNo> seats;
  if (unit.path == whole_organisation) {
    for (const ParliamentaryConstituency& pc : snapshot.places.pcs()) seats.insert(pc.no);
  } else {
    BOOTHWISE_TRY(segments, operations::segments_under(caller.whole_store(), unit.path));
    for (const std::int64_t ac : segments) {
      const auto* segment = snapshot.places.ac(AcNo(static_cast<std::int32_t>(ac)));
      if (segment != nullptr) seats.insert(segment->pc);
    }
  }
  return std::vector<PcNo>(seats.begin(), seats.end());
}

Bilingual place_name(Caller& caller, const Snapshot& snapshot, const AnsweredPlace& place) {
  const auto number = static_cast<std::int32_t>(place.place);
  if (place.kind == "pc") return snapshot.seat_name(House::lok_sabha, number);
  if (place.kind == "unit") {
    const auto unit = operations::work_unit(caller.whole_store(), place.place);
    return unit.ok() && unit->has_value() ? (*unit)->name : Bilingual{};
  }
  Bilingual name = segment_name(snapshot.places, AcNo(number));
  if (place.kind == "part") {
    name.en += " · booth " + place.part;
    name.hi += " · बूथ " + place.part;
  }
  return name;
}

const std::string& Names::of(const std::string& person) {
  const auto found = known_.find(person);
  if (found != known_.end()) return found->second;
  const auto there = operations::work_person(caller_.whole_store(), person);
  return known_[person] = there.ok() && there->has_value() ? (*there)->name : std::string();
}

json::object unit_json(const WorkUnit& unit) {
  return {{"unit", unit.id}, {"level", unit.level}, {"name", to_json(unit.name)}, {"synthetic", unit.synthetic}};
}

json::object completion_json(const Completion& of) {
  return {{"asked", of.asked},
          {"done", of.done},
          {"blocked", of.blocked},
          {"read", of.read},
          {"late", of.late},
          {"not_reported", of.not_reported()},
          {"share_done", or_null(of.share_done())},
          {"share_reported", or_null(of.share_reported())}};
}

json::object duty_json(const operations::Responsibility& one, Names& names) {
  return {{"id", one.id},        {"person", one.person},     {"name", names.of(one.person)},
          {"duty", one.duty},    {"from_day", one.from_day}, {"to_day", text_or_null(one.to_day)},
          {"origin", one.origin}};
}

json::object task_json(const operations::Task& task, Names& names, Day today) {
  const bool own = task.work.empty();
  const Day due = kept_day(task.due_day);
  const std::int64_t late = task.state == "done" ? 0 : std::max<std::int64_t>(0, days_between(due, today));
  return {{"task", task.id},
          {"work", text_or_null(task.work)},
          {"kind", own ? std::string("task") : task.work_kind},
          {"title", own ? json::object{{"en", task.title}, {"hi", task.title}} : to_json(task.work_title)},
          {"unit", task.unit},
          {"unit_name", to_json(task.unit_name)},
          {"first_day", task.first_day},
          {"due_day", task.due_day},
          {"days_late", late},
          {"state", task.state},
          {"note", task.note},
          {"read", task.read_at.has_value()},
          {"measured", or_null(task.measured)},
          {"target", or_null(task.target)},
          {"reached", or_null(task.reached)},
          {"assignee_post", text_or_null(task.assignee_post)},
          {"assignee", text_or_null(task.assignee_person)},
          {"assignee_name",
           task.assignee_person.empty() ? json::value(nullptr) : json::value(names.of(task.assignee_person))},
          {"changed_at", iso_utc(task.changed_at)}};
}

operations::Change change_of(const Caller& caller) {
  return {caller.access().user(), caller.access().name(), caller.now()};
}

}  // namespace boothwise::services
