#include "operations/works.hpp"

#include "operations/internal/rows.hpp"
#include "operations/units.hpp"
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
                                                {"synthetic", std::int64_t{work.synthetic ? 1 : 0}},
                                                {"asked", work.asked},
                                                {"job", work.job}}));
  for (const std::int64_t ac : work.segments) {
    BOOTHWISE_CHECK(inside.change(sql::add_work_segment, {{"work", work.id}, {"ac", ac}}));
  }
  return success();
}

Work work_of(const Row& row) {
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
  one.asked = row.integer(25);
  one.given = row.integer(26);
  one.all_given = row.integer_or_none(27).has_value();
  one.job = row.text(28);
  return one;
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

Parameters asked_by(const Work& work) {
  return {{"level", work.level},
          {"path", work.path.text},
          {"path_end", work.path.end()},
          {"everywhere", std::string(work.segments.empty() ? "1" : "0")},
          {"work", work.id}};
}

/// Gives tasks to the units from behind a path up to `last`, of which there are `most`. Returns the numbers of the new
/// tasks.
Result<TaskNumbers> give(Store& inside, const Work& work, const std::string& after, const std::string& last,
                         std::int64_t most) {
  BOOTHWISE_TRY(next, inside.ask(sql::take_task_numbers, {{"count", most}}));
  TaskNumbers numbers;
  numbers.first = next.front().integer(0) - most;
  Parameters parameters = asked_by(work);
  const Parameters more{
      {"after", after},          {"last", last},       {"first_number", numbers.first}, {"first_day", work.first_day},
      {"due_day", work.due_day}, {"by", work.made_by}, {"at", seconds_of(work.made_at)}};
  parameters.insert(parameters.end(), more.begin(), more.end());
  BOOTHWISE_TRY(given, inside.change(sql::give_tasks, parameters));
  if (given > most) throw BrokenInvariant("more tasks were given than units were asked");
  numbers.end = numbers.first + given;
  const Parameters those{{"first_number", numbers.first}, {"end_number", numbers.end}};
  BOOTHWISE_CHECK(inside.change(sql::count_given_tasks, those));
  BOOTHWISE_CHECK(inside.change(sql::count_given_districts, those));
  return numbers;
}

}  // namespace

Status issue_work(Store& inside, Work& work) {
  constexpr std::int64_t all = 1'000'000'000;
  work.id = new_id();
  BOOTHWISE_CHECK(add_work(inside, work));  // its segments are asked for below
  Parameters parameters = asked_by(work);
  parameters.emplace_back("after", std::string());
  parameters.emplace_back("most", all);
  BOOTHWISE_TRY(asked, inside.ask(sql::next_asked, parameters));
  work.asked = asked.front().integer(0);
  if (work.asked > 0) return done(inside.change(sql::set_work_asked, {{"work", work.id}, {"asked", work.asked}}));
  return Error{ErrorKind::conflict,
               "nobody_asked",
               {"no unit of this level is there to be asked", "इस स्तर की कोई इकाई नहीं है जिससे कहा जाए"},
               {{}, 0, "level", work.level}};
}

Status set_work_job(Store& inside, const std::string& work, const std::string& job) {
  return done(inside.change(sql::set_work_job, {{"work", work}, {"job", job}}));
}

Result<Giving> give_tasks(Store& inside, const Work& work, std::int64_t most, Instant at) {
  BOOTHWISE_TRY(held, inside.ask(sql::hold_work, {{"work", work.id}}));
  Giving giving;
  if (held.empty()) return unknown("work_unknown", work.id, {"there is no such work", "ऐसा कोई काम नहीं है"});
  const Row& row = held.front();
  giving.given = row.integer(5);
  giving.ended = row.integer_or_none(1).has_value() || row.integer_or_none(3).has_value();  // all given, or closed
  if (giving.ended) return giving;
  const std::string after = row.text(0);
  BOOTHWISE_TRY(version, organisation_version(inside));
  const std::int64_t seen = after.empty() ? version : row.integer(2);
  Parameters parameters = asked_by(work);
  parameters.emplace_back("after", after);
  parameters.emplace_back("most", most);
  BOOTHWISE_TRY(next, inside.ask(sql::next_asked, parameters));
  const std::int64_t there = next.front().integer(0);
  std::string last;
  if (there > 0) {
    last = next.front().text(1);
    BOOTHWISE_TRY(numbers, give(inside, work, after, last, there));
    giving.tasks = numbers;
  }
  // A unit may have moved to before the last one meanwhile: those without a task are looked for once more.
  giving.ended = there < most && seen == version;
  if (there < most && !giving.ended) last.clear();
  giving.given += giving.tasks.end - giving.tasks.first;
  BOOTHWISE_CHECK(inside.change(sql::set_given, {{"count", giving.tasks.end - giving.tasks.first},
                                                 {"last", last},
                                                 {"ended", std::int64_t{giving.ended ? 1 : 0}},
                                                 {"at", seconds_of(at)},
                                                 {"version", seen},
                                                 {"work", work.id}}));
  return giving;
}

Result<std::optional<Work>> work(Store& store, const std::string& id) {
  return kept_first_of(store, sql::work, {{"work", id}}, work_of);
}

Result<std::vector<Work>> open_works_near(Store& store, const UnitPath& path) {
  Parameters parameters = within(path);
  parameters.emplace_back("below", path.text);
  return kept_list_of(store, sql::open_works_near, parameters, work_of);
}

Status close_work(Store& inside, const std::string& id, Instant at) {
  BOOTHWISE_TRY(changed, inside.change(sql::close_work, {{"work", id}, {"at", seconds_of(at)}}));
  if (changed == 1) return done(inside.change(sql::forget_district_counts_of_work, {{"work", id}}));
  return unknown("work_unknown", id, {"no open work has this id", "इस पहचान का कोई चालू काम नहीं है"});
}

Result<std::vector<TaskPart>> parts_of_tasks(Store& inside, const TaskNumbers& tasks) {
  return list_of(inside, sql::parts_of_given, {{"first_number", tasks.first}, {"end_number", tasks.end}},
                 [](const Row& row) {
                   return TaskPart{row.integer(0), row.integer(1), row.text(2)};
                 });
}

Result<std::vector<std::int64_t>> segments_of_work(Store& store, const std::string& work) {
  return list_of(store, sql::segments_of_work, {{"work", work}}, [](const Row& row) { return row.integer(0); });
}

Status set_task_targets(Store& inside, std::span<const TaskTarget> targets) {
  const auto values_of = [](const TaskTarget& one) -> Parameters {
    return {{"task", one.task}, {"measured", value_or_null(one.measured)}, {"target", value_or_null(one.target)}};
  };
  return change_by_each(inside, sql::set_task_target, targets, values_of,
                        [](const TaskTarget& one) { return std::to_string(one.task); });
}

Result<std::vector<TaskCount>> counts_within(Store& store, const UnitPath& path, CountedBy by,
                                             const std::string& today) {
  const std::string_view question = by == CountedBy::district ? sql::counts_within_districts
                                    : by == CountedBy::unit   ? sql::counts_within_units
                                                              : sql::counts_within_tasks;
  return list_of(store, question, within(path), [&today](const Row& row) {
    TaskCount count{{row.text(0)}, {row.text(1)}, row.integer(2), row.text(3), row.text(4), completion_of(row, 5)};
    if (count.due_day < today) count.of.late = count.of.asked - count.of.done;
    return count;
  });
}

Result<std::vector<UnitCount>> counts_of_work(Store& store, const std::string& work, const UnitPath& path, bool counted,
                                              const std::string& today) {
  BOOTHWISE_TRY(rows, store.ask(counted ? sql::counts_of_work_by_unit : sql::tasks_counted_by_unit,
                                {{"work", work}, {"path", path.text}, {"path_end", path.end()}, {"today", today}}));
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
  if (after.counted != to) {  // else nothing of it is counted above it
    for (const UnitPath& counted : {before.counted, after.counted}) {
      BOOTHWISE_CHECK(inside.change(sql::forget_task_counts_at, {{"counted", counted.text}}));
      BOOTHWISE_CHECK(inside.change(sql::count_tasks_at,
                                    {{"path", counted.text}, {"path_end", counted.end()}, {"counted", counted.text}}));
      if (before.counted == after.counted) break;
    }
  }
  BOOTHWISE_CHECK(inside.change(sql::forget_district_counts, within(from)));
  BOOTHWISE_CHECK(inside.change(sql::forget_district_counts, within(to)));
  BOOTHWISE_CHECK(inside.change(sql::count_districts_within, within(to)));
  for (const UnitPath& district : {before.district, after.district}) {
    if (to.covers(district) || from.covers(district)) continue;  // added up above, or gone
    BOOTHWISE_CHECK(inside.change(sql::forget_district_counts_at, {{"district", district.text}}));
    BOOTHWISE_CHECK(inside.change(
        sql::count_district_at, {{"path", district.text}, {"path_end", district.end()}, {"district", district.text}}));
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
