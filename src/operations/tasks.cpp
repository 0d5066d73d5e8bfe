#include "operations/tasks.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace boothwise::operations {

namespace {

Task task_of(const Row& row) {
  Task one;
  one.id = row.integer(0);
  one.work = row.text(1);
  one.unit = row.integer(2);
  one.path.text = row.text(3);
  one.ac = row.integer(4);
  one.title = row.text(5);
  one.words = row.text(6);
  one.first_day = row.text(7);
  one.due_day = row.text(8);
  one.assignee_post = row.text(9);
  one.assignee_person = row.text(10);
  one.measured = row.integer_or_none(11);
  one.target = row.integer_or_none(12);
  one.reached = row.integer_or_none(13);
  one.state = row.text(14);
  one.note = row.text(15);
  if (const auto at = row.integer_or_none(16)) one.read_at = instant_of(*at);
  one.changed_at = instant_of(row.integer(17));
  one.unit_name = {row.text(18), row.text(19)};
  one.work_title = {row.text(20), row.text(21)};
  one.work_kind = row.text(22);
  return one;
}

/// A task whose row is this transaction's until it ends.
struct Held {
  std::int64_t task = 0;
  std::string work;
  std::string path;
  std::string counted;
  std::string district;
  std::int64_t ac = 0;
  std::string due_day;
  std::string state;
  bool read = false;
  std::string first_day;
};

Result<Held> hold(Store& inside, std::int64_t task, const Change& change) {
  BOOTHWISE_TRY(rows, inside.ask(sql::hold_task, {{"by", change.by}, {"at", seconds_of(change.at)}, {"task", task}}));
  if (rows.empty()) {
    return unknown("task_unknown", std::to_string(task), {"there is no such task", "ऐसा कोई काम नहीं है"});
  }
  const Row& row = rows.front();
  Held held;
  held.task = task;
  held.work = row.text(1);
  held.path = row.text(3);
  held.counted = row.text(4);
  held.district = row.text(5);
  held.ac = row.integer(6);
  held.due_day = row.text(7);
  held.state = row.text(8);
  held.read = row.integer(9) != 0;
  held.first_day = row.text(10);
  return held;
}

/// To the counts of the unit and of its district, in this order everywhere, so that nobody waits for one another.
Status count(Store& inside, const Held& held, const std::string& due_day, const Completion& change) {
  Parameters parameters{
      {"district", held.district}, {"work", held.work},   {"due_day", due_day},        {"ac", held.ac},
      {"asked", change.asked},     {"done", change.done}, {"blocked", change.blocked}, {"seen", change.read}};
  Parameters with_unit = parameters;
  with_unit.emplace_back("path", held.counted);
  BOOTHWISE_CHECK(inside.send(sql::change_task_counts, with_unit));
  return inside.send(sql::change_district_counts, parameters);
}

/// What one task adds to the counts.
Completion one_task(std::string_view state, bool read) {
  Completion of;
  of.asked = 1;
  of.done = state == "done" ? 1 : 0;
  of.blocked = state == "blocked" ? 1 : 0;
  of.read = read ? 1 : 0;
  return of;
}

Completion less(const Completion& of) { return {-of.asked, -of.done, -of.blocked, -of.read, 0}; }

Status note(Store& inside, const Held& held, std::string_view kind, const std::string& text, const Change& change) {
  return inside.send(sql::add_task_note, {{"id", new_id()},
                                          {"task", held.task},
                                          {"path", held.path},
                                          {"kind", std::string(kind)},
                                          {"text", text},
                                          {"by", change.by},
                                          {"by_name", change.name},
                                          {"at", seconds_of(change.at)}});
}

TaskFile file_of(const Row& row) {
  return {row.text(0), row.integer(1), {row.text(2)}, row.text(3),
          row.text(4), row.integer(5), row.text(6),   instant_of(row.integer(7))};
}

}  // namespace

Result<std::int64_t> add_task(Store& inside, const Task& task, const std::string& by) {
  BOOTHWISE_TRY(at, counted_at(inside, task.path));
  BOOTHWISE_TRY(next, inside.ask(sql::take_task_numbers, {{"count", std::int64_t{1}}}));
  const std::int64_t number = next.front().integer(0) - 1;
  BOOTHWISE_CHECK(inside.change(sql::add_task, {{"task", number},
                                                {"unit", task.unit},
                                                {"path", task.path.text},
                                                {"counted", at.counted.text},
                                                {"district", at.district.text},
                                                {"ac", task.ac},
                                                {"title", task.title},
                                                {"words", task.words},
                                                {"first_day", task.first_day},
                                                {"due_day", task.due_day},
                                                {"post", task.assignee_post},
                                                {"person", text_or_null(task.assignee_person)},
                                                {"by", by},
                                                {"at", seconds_of(task.changed_at)}}));
  Held held;
  held.counted = at.counted.text;
  held.district = at.district.text;
  held.ac = task.ac;
  BOOTHWISE_CHECK(count(inside, held, task.due_day, one_task("open", false)));
  return number;
}

Result<std::optional<Task>> task(Store& store, std::int64_t id) {
  return first_of(store, sql::task, {{"task", id}}, task_of);
}

Result<std::vector<BookedDay>> booked_days(Store& store, const std::string& person, const std::string& first_day,
                                           const std::string& last_day) {
  return list_of(store, sql::booked_days, {{"person", person}, {"first_day", first_day}, {"last_day", last_day}},
                 [](const Row& row) {
                   return BookedDay{row.text(0), row.integer(1)};
                 });
}

namespace {

/// Those in one state, by way of the units where such are counted, so that no other is looked at.
Result<std::vector<Task>> tasks_in_state(Store& store, const TaskQuestion& question) {
  const Parameters asked{{"state", question.state},
                         {"today", question.today},
                         {"any_work", std::int64_t{question.own_only || !question.work.empty() ? 0 : 1}},
                         {"work", question.own_only ? std::string() : question.work}};
  std::string from = question.path.text;
  if (question.after_task != 0) {
    BOOTHWISE_TRY(rows, store.ask(sql::counted_path_of_task, {{"task", question.after_task}}));
    if (!rows.empty()) from = rows.front().text(0);
  }
  Parameters where = within(question.path);
  where.insert(where.end(), asked.begin(), asked.end());
  where.emplace_back("from", from);
  where.emplace_back("most", question.most + 1);
  BOOTHWISE_TRY(counted, store.ask(sql::counted_with_tasks, where));
  std::vector<Task> found;
  for (const Row& row : counted) {
    const auto there = static_cast<std::int64_t>(found.size());
    if (there == question.most) break;
    const bool at_cursor = question.after_task != 0 && row.text(0) == from;
    Parameters parameters = asked;
    parameters.emplace_back("counted", row.text(0));
    parameters.emplace_back("after_path", at_cursor ? question.after_path : std::string());
    parameters.emplace_back("after_task", at_cursor ? question.after_task : std::int64_t{0});
    parameters.emplace_back("most", question.most - there);
    BOOTHWISE_TRY(some, list_of(store, sql::tasks_counted_at, parameters, task_of));
    std::ranges::move(some, std::back_inserter(found));
  }
  return found;
}

}  // namespace

Result<std::vector<Task>> tasks(Store& store, const TaskQuestion& question) {
  if (question.state != "all" && question.wide) return tasks_in_state(store, question);
  const std::string from = cursor_within(question.path, question.after_path);
  Parameters parameters{{"path", from},
                        {"path_end", question.path.end()},
                        {"after_path", from},
                        {"after_task", question.after_task},
                        {"state", question.state},
                        {"today", question.today},
                        {"most", question.most}};
  const bool of_work = question.own_only || !question.work.empty();
  if (of_work) parameters.emplace_back("work", question.own_only ? std::string() : question.work);
  return list_of(store, of_work ? sql::tasks_of_work : sql::tasks_of_path, parameters, task_of);
}

Status report_task(Store& inside, std::int64_t task, const Report& report, const Change& change) {
  BOOTHWISE_TRY(held, hold(inside, task, change));
  BOOTHWISE_CHECK(inside.send(sql::set_task_state, {{"state", report.state},
                                                    {"note", report.note},
                                                    {"reached", value_or_null(report.reached)},
                                                    {"at", seconds_of(change.at)},
                                                    {"task", task}}));
  Completion change_of = one_task(report.state, true);
  change_of += less(one_task(held.state, held.read));
  if (change_of != Completion{}) BOOTHWISE_CHECK(count(inside, held, held.due_day, change_of));
  return note(inside, held, "state", held.state + ">" + report.state, change);
}

Status mark_task_read(Store& inside, std::int64_t task, const Change& change) {
  BOOTHWISE_TRY(held, hold(inside, task, change));
  if (held.read) return success();
  BOOTHWISE_CHECK(inside.change(sql::set_task_read, {{"at", seconds_of(change.at)}, {"task", task}}));
  Completion change_of;
  change_of.read = 1;
  return count(inside, held, held.due_day, change_of);
}

Status set_task_due(Store& inside, std::int64_t task, const std::string& due_day, const Change& change) {
  BOOTHWISE_TRY(held, hold(inside, task, change));
  if (due_day < held.first_day) {
    return Error{ErrorKind::bad_input,
                 "due_before_start",
                 {"due before it starts, on " + held.first_day, held.first_day + " को शुरू होने से पहले की अंतिम तिथि"},
                 {{}, 0, "due_day", due_day}};
  }
  if (due_day == held.due_day) return success();
  BOOTHWISE_CHECK(inside.change(sql::set_task_due, {{"due_day", due_day}, {"task", task}}));
  const Completion one = one_task(held.state, held.read);
  std::array moved{std::pair(held.due_day, less(one)), std::pair(due_day, one)};
  if (due_day < held.due_day) std::swap(moved[0], moved[1]);  // in order of days: two may change at once
  for (const auto& [day, change_of] : moved) BOOTHWISE_CHECK(count(inside, held, day, change_of));
  return note(inside, held, "state", held.due_day + ">" + due_day, change);
}

Status set_task_assignee(Store& inside, std::int64_t task, const std::string& post, const std::string& person,
                         const Change& change) {
  BOOTHWISE_TRY(held, hold(inside, task, change));
  BOOTHWISE_CHECK(
      inside.change(sql::set_task_assignee, {{"post", post}, {"person", text_or_null(person)}, {"task", task}}));
  return note(inside, held, "assignee", post, change);
}

Status comment_on_task(Store& inside, std::int64_t task, const std::string& text, const Change& change) {
  BOOTHWISE_TRY(held, hold(inside, task, change));
  return note(inside, held, "comment", text, change);
}

Result<std::vector<TaskNote>> task_notes(Store& store, std::int64_t task) {
  return list_of(store, sql::task_notes, {{"task", task}}, [](const Row& row) {
    return TaskNote{row.text(1), row.text(2), row.text(3), instant_of(row.integer(4))};
  });
}

Status add_task_file(Store& inside, const TaskFile& file, std::size_t most, const Change& change) {
  BOOTHWISE_TRY(held, hold(inside, file.task, change));
  BOOTHWISE_TRY(there, task_files(inside, file.task));
  if (there.size() >= most) {
    const std::string number = std::to_string(most);
    return Error{ErrorKind::conflict,
                 "too_many_files",
                 {"a task takes at most " + number + " files", "एक काम में अधिक से अधिक " + number + " फ़ाइलें"}};
  }
  BOOTHWISE_CHECK(inside.change(sql::add_task_file, {{"id", file.id},
                                                     {"task", file.task},
                                                     {"path", held.path},
                                                     {"name", file.name},
                                                     {"type", file.type},
                                                     {"bytes", file.bytes},
                                                     {"sha256", file.sha256},
                                                     {"by", change.by},
                                                     {"at", seconds_of(change.at)}}));
  return note(inside, held, "file", file.name, change);
}

Result<std::vector<TaskFile>> task_files(Store& store, std::int64_t task) {
  return list_of(store, sql::task_files, {{"task", task}}, file_of);
}

Result<std::optional<TaskFile>> task_file(Store& store, const std::string& id) {
  return first_of(store, sql::task_file, {{"file", id}}, file_of);
}

namespace {

/// Names of the counts in which two answers differ.
Result<std::vector<std::string>> differing(Store& store, std::string_view recount, std::string_view kept_counts) {
  using Line = std::pair<std::string, std::array<std::int64_t, 4>>;
  const auto lines_of = [](const std::vector<Row>& rows) {
    std::vector<Line> lines;
    lines.reserve(rows.size());
    for (const Row& row : rows) {
      lines.emplace_back(row.text(0) + " " + row.text(1) + " " + row.text(2) + " " + std::to_string(row.integer(3)),
                         std::array<std::int64_t, 4>{row.integer(4), row.integer(5), row.integer(6), row.integer(7)});
    }
    std::ranges::sort(lines);
    return lines;
  };
  BOOTHWISE_TRY(recounted, store.ask(recount));
  BOOTHWISE_TRY(kept, store.ask(kept_counts));
  std::vector<Line> differ;
  std::ranges::set_symmetric_difference(lines_of(recounted), lines_of(kept), std::back_inserter(differ));
  std::vector<std::string> names;
  names.reserve(differ.size());
  for (Line& line : differ) names.push_back(std::move(line.first));
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

Result<std::vector<std::string>> wrong_counts(Store& store) {
  BOOTHWISE_TRY(wrong, differing(store, sql::recount_tasks, sql::kept_task_counts));
  BOOTHWISE_TRY(wrong_of_districts, differing(store, sql::recount_districts, sql::kept_district_counts));
  for (std::string& name : wrong_of_districts) wrong.push_back("district " + std::move(name));
  return wrong;
}

}  // namespace boothwise::operations
