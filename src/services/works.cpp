#include "services/works.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/text.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"
#include "services/work_measures.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::CountedBy;
using operations::TaskCount;
using operations::UnitCount;
using operations::Work;
using operations::WorkUnit;

namespace {

constexpr std::int64_t replies_most = 50;

Error work_unknown(const std::string& id) {
  return refused_field(ErrorKind::not_found, "work_unknown", "work",
                       {"there is no such programme or directive", "ऐसा कोई कार्यक्रम या निर्देश नहीं है"}, id);
}

/// A work that asks something of what the caller sees.
Result<Work> work_near(Caller& caller, const std::string& id) {
  BOOTHWISE_TRY(work, operations::work(caller.whole_store(), id));
  if (!work) return work_unknown(id);
  const auto near = [&](const UnitPath& held) { return held.covers(work->path) || work->path.covers(held); };
  if (!std::ranges::any_of(caller.access().reach(Right::view_work), near)) return work_unknown(id);
  return std::move(*work);
}

/// Where to look at a work from: the unit asked for, its own, or the topmost below it that the caller reaches.
Result<WorkUnit> seen_from(Caller& caller, const Work& work, std::optional<std::int64_t> unit_no) {
  if (unit_no) {
    BOOTHWISE_TRY(unit, unit_asked(caller, unit_no));
    if (!unit.path.covers(work.path) && !work.path.covers(unit.path)) return work_unknown(work.id);
    return unit;
  }
  if (caller.access().reaches(work.path)) return unit_asked(caller, work.unit);
  return unit_asked(caller, std::nullopt);
}

/// Counts of a subtree as those of the units right below its top; what is the top's own stands first.
json::array by_unit_below(const WorkUnit& top, const std::vector<WorkUnit>& below,
                          const std::vector<UnitCount>& counts) {
  std::map<std::int64_t, Completion> of;
  for (const UnitCount& count : counts) {
    const auto at = std::ranges::find_if(below, [&](const WorkUnit& unit) { return unit.path.covers(count.path); });
    of[at == below.end() ? top.id : at->id] += count.of;
  }
  json::array rows;
  const auto add = [&](const WorkUnit& unit) {
    const auto found = of.find(unit.id);
    if (found == of.end()) return;
    json::object row = unit_json(unit);
    row["completion"] = completion_json(found->second);
    rows.push_back(std::move(row));
  };
  add(top);
  for (const WorkUnit& unit : below) add(unit);
  return rows;
}

}  // namespace

Result<std::map<std::string, std::int64_t>> places_of_levels(Caller& caller) {
  BOOTHWISE_TRY(levels, operations::work_levels(caller.whole_store()));
  std::map<std::string, std::int64_t> places;
  for (const operations::WorkLevel& level : levels) places[level.code] = level.place;
  return places;
}

CountedBy counted_by(const WorkUnit& unit) {
  if (unit.place <= operations::district_place) return CountedBy::district;
  return is_counted(unit) ? CountedBy::unit : CountedBy::task;
}

void leave_out_closed(std::vector<TaskCount>& counts, const std::vector<Work>& open) {
  std::set<std::string_view> ids;
  for (const Work& work : open) ids.insert(work.id);
  std::erase_if(counts, [&ids](const TaskCount& count) { return !count.work.empty() && !ids.contains(count.work); });
}

Result<std::vector<TaskCount>> open_counts(Caller& caller, const WorkUnit& unit, CountedBy by) {
  BOOTHWISE_TRY(counts, operations::counts_within(caller.store(), unit.path, by, iso_date(caller.today())));
  BOOTHWISE_TRY(near, operations::open_works_near(caller.store(), unit.path));
  leave_out_closed(counts, near);
  return counts;
}

WorkStandings standings_of(const Caller& caller, const WorkUnit& unit, const std::vector<TaskCount>& counts,
                           const std::vector<Work>& open, const std::map<std::string, std::int64_t>& places) {
  struct Seen {
    WorkStanding standing;
    std::string shown_if_due_by;
  };
  std::map<std::string_view, Seen> seen;
  for (const Work& work : open) {
    if (!unit.path.covers(work.path) && !work.path.covers(unit.path)) continue;
    const auto level = places.find(work.level);
    const std::int64_t levels = std::max<std::int64_t>(1, (level == places.end() ? 0 : level->second) - unit.place);
    seen[work.id] = {{work, {}, 0, false}, iso_date(shown_if_due_by(caller.today(), levels, work.escalate_days))};
  }
  WorkStandings standings;
  for (const TaskCount& count : counts) {
    if (count.work.empty()) {
      standings.own += count.of;
      continue;
    }
    const auto of = seen.find(count.work);
    if (of == seen.end()) continue;  // closed
    WorkStanding& one = of->second.standing;
    one.of += count.of;
    const std::int64_t left = count.of.asked - count.of.done;
    if (count.due_day <= of->second.shown_if_due_by) one.escalated += left;
    one.due_soon =
        one.due_soon || (left > 0 && is_due_soon(kept_day(count.due_day), caller.today(), one.work.remind_days));
  }
  for (auto& [id, one] : seen) {
    WorkStanding& standing = one.standing;
    // One that was accepted, and no task is given here yet: for those who see the whole of it.
    const bool to_come = !standing.work.all_given && caller.access().may(Right::view_work, standing.work.path);
    if (standing.of.asked > 0 || to_come) standings.works.push_back(std::move(standing));
  }
  std::ranges::stable_sort(standings.works, {}, [](const WorkStanding& one) { return one.work.due_day; });
  return standings;
}

Result<WorkStandings> work_standings(Caller& caller, const WorkUnit& unit) {
  BOOTHWISE_TRY(counts,
                operations::counts_within(caller.store(), unit.path, counted_by(unit), iso_date(caller.today())));
  BOOTHWISE_TRY(open, operations::open_works_near(caller.store(), unit.path));
  BOOTHWISE_TRY(places, places_of_levels(caller));
  return standings_of(caller, unit, counts, open, places);
}

namespace {

/// Over the whole work, whichever unit is looked at; nothing once all tasks are given.
json::value giving_json(const Work& work) {
  if (work.all_given || work.closed) return nullptr;
  return json::object{
      {"given", work.given},
      {"asked", work.asked},
      {"share", work.asked == 0 ? 0.0 : static_cast<double>(work.given) / static_cast<double>(work.asked)},
      {"job", text_or_null(work.job)}};
}

}  // namespace

json::object standing_of_work_json(const WorkStanding& standing, Names& names) {
  const Work& work = standing.work;
  const auto measure = measure_named(work.target_measure);
  return {{"work", work.id},
          {"kind", work.kind},
          {"template", text_or_null(work.template_)},
          {"title", to_json(work.title)},
          {"level", work.level},
          {"first_day", work.first_day},
          {"due_day", work.due_day},
          {"owner", work.owner.empty() ? json::value(nullptr) : json::value(names.of(work.owner))},
          {"target_name", measure ? json::value(to_json(measure->name)) : json::value(nullptr)},
          {"target_source", text_or_null(work.target_source)},
          {"target_day", text_or_null(work.target_day)},
          {"completion", completion_json(standing.of)},
          {"escalated", standing.escalated},
          {"due_soon", standing.due_soon},
          {"closed", work.closed},
          {"giving", giving_json(work)},
          {"synthetic", work.synthetic}};
}

Result<json::object> works_view(Caller& caller, std::optional<std::int64_t> unit_no, std::string_view kind) {
  BOOTHWISE_TRY(unit, unit_asked(caller, unit_no));
  BOOTHWISE_TRY(standings, work_standings(caller, unit));
  BOOTHWISE_TRY(levels, operations::work_levels(caller.whole_store()));
  Names names(caller);
  json::array rows;
  for (const WorkStanding& one : standings.works) {
    if (kind.empty() || one.work.kind == kind) rows.push_back(standing_of_work_json(one, names));
  }
  json::array below;
  for (const operations::WorkLevel& level : levels) {
    if (level.place > unit.place) below.push_back({{"level", level.code}, {"name", to_json(level.name)}});
  }
  return json::object{{"unit", unit_json(unit)},
                      {"day", iso_date(caller.today())},
                      {"may_direct", caller.access().may(Right::direct_work, unit.path)},
                      {"levels_below", std::move(below)},
                      {"works", std::move(rows)}};
}

Result<json::object> work_view(Caller& caller, const std::string& id, std::optional<std::int64_t> unit_no) {
  BOOTHWISE_TRY(work, work_near(caller, id));
  BOOTHWISE_TRY(unit, seen_from(caller, work, unit_no));
  BOOTHWISE_TRY(standings, work_standings(caller, unit));
  const auto found = std::ranges::find(standings.works, id, [](const WorkStanding& one) { return one.work.id; });
  WorkStanding standing{std::move(work), {}, 0, false};
  if (found != standings.works.end()) standing = *found;
  BOOTHWISE_TRY(counts,
                operations::counts_of_work(caller.store(), id, unit.path, is_counted(unit), iso_date(caller.today())));
  BOOTHWISE_TRY(below, operations::work_units_below(caller.store(), unit.id));
  if (unit.place >= operations::counted_place) {
    // What lies below a counted unit is counted from its tasks, unit by unit.
    BOOTHWISE_TRY(own, operations::counts_of_work(caller.store(), id, unit.path, false, iso_date(caller.today())));
    counts = std::move(own);
  }
  if (standing.work.closed) {
    for (const UnitCount& count : counts) standing.of += count.of;
  }
  // From above, only what asks something here.
  const bool asks_here = std::ranges::any_of(counts, [](const UnitCount& count) { return count.of.asked > 0; });
  if (!asks_here && !caller.access().may(Right::view_work, standing.work.path)) return work_unknown(id);
  BOOTHWISE_TRY(replies, operations::replies_to(caller.store(), id, unit.path, replies_most));
  Names names(caller);
  json::object view = standing_of_work_json(standing, names);
  view["words"] = to_json(standing.work.words);
  view["unit"] = unit_json(unit);
  view["may_direct"] = caller.access().may(Right::direct_work, standing.work.path);
  view["units"] = by_unit_below(unit, below, counts);
  json::array rows;
  for (const operations::Reply& one : replies) {
    rows.push_back({{"task", one.task},
                    {"unit_name", to_json(one.unit)},
                    {"text", one.text},
                    {"by", one.by},
                    {"at", iso_utc(one.at)}});
  }
  view["replies"] = std::move(rows);
  return view;
}

Result<json::object> close_work(Caller& caller, const std::string& id) {
  BOOTHWISE_TRY(work, work_near(caller, id));
  BOOTHWISE_CHECK(caller.access().permit(Right::direct_work, work.path));
  const Status done = caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::close_work(inside, id, caller.now()));
    return caller.note(inside, work.kind + ".closed", "work:" + id, work.path);
  });
  BOOTHWISE_CHECK(done);
  return json::object{{"work", id}, {"closed", true}};
}

}  // namespace boothwise::services
