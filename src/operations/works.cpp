#include "operations/works.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

Status add_work(Store& inside, const Work& work) {
  BOOTHWISE_CHECK(inside.change(sql::add_work, {{"id", work.id},
                                                {"kind", work.kind},
                                                {"template", work.template_},
                                                {"unit", work.unit},
                                                {"path", work.path.text},
                                                {"level", work.level},
                                                {"levels_below", work.levels_below},
                                                {"title_en", work.title.en},
                                                {"title_hi", work.title.hi},
                                                {"words_en", work.words.en},
                                                {"words_hi", work.words.hi},
                                                {"area", work.area},
                                                {"first_day", work.first_day},
                                                {"due_day", work.due_day},
                                                {"remind_days", work.remind_days},
                                                {"escalate_days", work.escalate_days},
                                                {"owner", text_or_null(work.owner)},
                                                {"target_measure", work.target_measure},
                                                {"target_factor", work.target_factor},
                                                {"target_source", work.target_source},
                                                {"target_day", work.target_day},
                                                {"by", work.made_by},
                                                {"at", seconds_of(work.made_at)},
                                                {"synthetic", std::int64_t{work.synthetic ? 1 : 0}}}));
  for (const std::int64_t ac : work.segments) {
    BOOTHWISE_CHECK(inside.change(sql::add_work_segment, {{"work", work.id}, {"ac", ac}}));
  }
  return success();
}

/// Columns asked, done, blocked, seen from `first` on.
Completion completion_of(const Row& row, std::size_t first) {
  Completion of;
  of.asked = row.integer(first);
  of.done = row.integer(first + 1);
  of.blocked = row.integer(first + 2);
  of.read = row.integer(first + 3);
  return of;
}

std::vector<UnitCount> unit_counts_of(const std::vector<Row>& rows) {
  std::vector<UnitCount> counts;
  counts.reserve(rows.size());
  for (const Row& row : rows) {
    UnitCount& count = counts.emplace_back(UnitCount{{row.text(0)}, completion_of(row, 1)});
    count.of.late = row.integer(5);
  }
  return counts;
}

Result<std::int64_t> place_of(Store& store, const std::string& level) {
  BOOTHWISE_TRY(levels, work_levels(store));
  for (const WorkLevel& one : levels) {
    if (one.code == level) return one.place;
  }
  return unknown("level_unknown", level, {"the organisation has no such level", "संगठन में ऐसा स्तर नहीं है"});
}

}  // namespace

Result<std::int64_t> issue_work(Store& inside, Work& work) {
  work.id = new_id();
  BOOTHWISE_TRY(at, counted_at(inside, work.path));
  BOOTHWISE_TRY(place, place_of(inside, work.level));
  BOOTHWISE_CHECK(add_work(inside, work));
  const std::string everywhere = work.segments.empty() ? "1" : "0";
  BOOTHWISE_TRY(asked, inside.ask(sql::units_asked, {{"path", work.path.text},
                                                     {"path_end", work.path.end()},
                                                     {"level", work.level},
                                                     {"everywhere", everywhere},
                                                     {"work", work.id}}));
  const std::int64_t count = asked.front().integer(0);
  if (count == 0) {
    return Error{ErrorKind::conflict,
                 "nobody_asked",
                 {"no unit of this level is there to be asked", "इस स्तर की कोई इकाई नहीं है जिससे कहा जाए"},
                 {{}, 0, "level", work.level}};
  }
  BOOTHWISE_TRY(next, inside.ask(sql::take_task_numbers, {{"count", count}}));
  BOOTHWISE_TRY(given, inside.change(sql::give_tasks, {{"counted", at.counted.text},
                                                       {"district", at.district.text},
                                                       {"unit", work.unit},
                                                       {"level_place", place},
                                                       {"first_number", next.front().integer(0) - count},
                                                       {"work", work.id},
                                                       {"first_day", work.first_day},
                                                       {"due_day", work.due_day},
                                                       {"by", work.made_by},
                                                       {"at", seconds_of(work.made_at)},
                                                       {"level", work.level},
                                                       {"everywhere", everywhere}}));
  if (given > count) throw BrokenInvariant("more tasks were given than units were asked");
  BOOTHWISE_CHECK(inside.change(sql::count_given_tasks, {{"work", work.id}}));
  return given;
}

Result<std::optional<Work>> work(Store& store, const std::string& id) {
  BOOTHWISE_TRY(rows, store.ask(sql::work, {{"work", id}}));
  if (rows.empty()) return std::optional<Work>();
  const Row& row = rows.front();
  Work one;
  one.id = row.text(0);
  one.kind = row.text(1);
  one.template_ = row.text(2);
  one.unit = row.integer(3);
  one.path.text = row.text(4);
  one.level = row.text(5);
  one.levels_below = row.integer(6);
  one.title = {row.text(7), row.text(8)};
  one.words = {row.text(9), row.text(10)};
  one.area = row.text(11);
  one.first_day = row.text(12);
  one.due_day = row.text(13);
  one.remind_days = row.integer(14);
  one.escalate_days = row.integer(15);
  one.owner = row.text(16);
  one.target_measure = row.text(17);
  one.target_factor = row.decimal(18);
  one.target_source = row.text(19);
  one.target_day = row.text(20);
  one.made_by = row.text(21);
  one.made_at = instant_of(row.integer(22));
  one.closed = row.integer_or_none(23).has_value();
  one.synthetic = row.integer(24) != 0;
  return std::optional(std::move(one));
}

Status close_work(Store& inside, const std::string& id, Instant at) {
  BOOTHWISE_TRY(changed, inside.change(sql::close_work, {{"work", id}, {"at", seconds_of(at)}}));
  if (changed == 1) return success();
  return unknown("work_unknown", id, {"no open work has this id", "इस पहचान का कोई चालू काम नहीं है"});
}

Result<std::vector<TaskPart>> parts_of_work(Store& inside, const std::string& work) {
  return list_of(inside, sql::parts_of_work, {{"work", work}}, [](const Row& row) {
    return TaskPart{row.integer(0), row.integer(1), row.text(2)};
  });
}

Status set_task_target(Store& inside, std::int64_t task, std::optional<std::int64_t> measured,
                       std::optional<std::int64_t> target) {
  BOOTHWISE_CHECK(
      inside.change(sql::set_task_target,
                    {{"task", task}, {"measured", value_or_null(measured)}, {"target", value_or_null(target)}}));
  return success();
}

Result<std::vector<WorkCount>> counts_of(Store& store, const UnitPath& path, bool counted, const std::string& today) {
  BOOTHWISE_TRY(rows, store.ask(counted ? sql::counts_of_path : sql::counts_of_tasks, within(path)));
  std::vector<WorkCount> counts;
  counts.reserve(rows.size());
  for (const Row& row : rows) {
    WorkCount& count = counts.emplace_back(WorkCount{row.text(0), row.text(1), completion_of(row, 2)});
    if (count.due_day < today) count.of.late = count.of.asked - count.of.done;
  }
  return counts;
}

Result<std::vector<AreaCount>> counts_by_area(Store& store, const UnitPath& path, const std::string& today) {
  BOOTHWISE_TRY(rows,
                store.ask(sql::counts_by_area, {{"path", path.text}, {"path_end", path.end()}, {"today", today}}));
  std::vector<AreaCount> counts;
  counts.reserve(rows.size());
  for (const Row& row : rows) {
    AreaCount& count = counts.emplace_back(AreaCount{{row.text(0)}, row.integer(1), completion_of(row, 2)});
    count.of.late = row.integer(6);
  }
  return counts;
}

Result<std::vector<UnitCount>> counts_of_work(Store& store, const std::string& work, const UnitPath& path, bool counted,
                                              const std::string& today) {
  BOOTHWISE_TRY(rows, store.ask(counted ? sql::counts_of_work_by_unit : sql::tasks_counted_by_unit,
                                {{"work", work}, {"path", path.text}, {"path_end", path.end()}, {"today", today}}));
  return unit_counts_of(rows);
}

Result<std::vector<UnitCount>> counts_by_unit(Store& store, const UnitPath& path, bool counted,
                                              const std::string& today) {
  BOOTHWISE_TRY(rows, store.ask(counted ? sql::counts_by_unit : sql::tasks_by_unit,
                                {{"path", path.text}, {"path_end", path.end()}, {"today", today}}));
  return unit_counts_of(rows);
}

Status move_task_counts(Store& inside, const UnitPath& from, const UnitPath& to, const CountedAt& before) {
  BOOTHWISE_TRY(after, counted_at(inside, to));
  const auto behind = static_cast<std::int64_t>(from.text.size() + 1);
  BOOTHWISE_CHECK(inside.change(sql::move_counted_paths, {{"from", from.text},
                                                          {"from_end", from.end()},
                                                          {"to", to.text},
                                                          {"behind", behind},
                                                          {"counted", after.counted.text},
                                                          {"from_again", from.text},
                                                          {"from_end_again", from.end()},
                                                          {"to_again", to.text},
                                                          {"behind_again", behind},
                                                          {"district", after.district.text},
                                                          {"path", to.text},
                                                          {"path_end", to.end()}}));
  BOOTHWISE_CHECK(inside.change(sql::forget_task_counts, within(from)));
  BOOTHWISE_CHECK(
      inside.change(sql::count_tasks_under,
                    {{"path", to.text}, {"path_end", to.end()}, {"counted", to.text}, {"counted_end", to.end()}}));
  if (after.counted == to) return success();  // nothing of it is counted above it
  for (const UnitPath& counted : {before.counted, after.counted}) {
    BOOTHWISE_CHECK(inside.change(sql::forget_task_counts_at, {{"counted", counted.text}}));
    BOOTHWISE_CHECK(inside.change(sql::count_tasks_at,
                                  {{"path", counted.text}, {"path_end", counted.end()}, {"counted", counted.text}}));
    if (before.counted == after.counted) break;
  }
  return success();
}

Result<std::vector<Reply>> replies_to(Store& store, const std::string& work, const UnitPath& path, std::int64_t most) {
  return list_of(
      store, sql::replies_to_work, {{"work", work}, {"path", path.text}, {"path_end", path.end()}, {"most", most}},
      [](const Row& row) {
        return Reply{row.integer(5), {row.text(6), row.text(7)}, row.text(2), row.text(3), instant_of(row.integer(4))};
      });
}

}  // namespace boothwise::operations
