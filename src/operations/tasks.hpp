#pragma once

#include "operations/store.hpp"
#include "operations/works.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"

/// What one unit has to do. Every change keeps the counts (works.hpp) in the same transaction.
namespace boothwise::operations {

struct Task {
  std::int64_t id = 0;
  std::string work;  ///< empty for a task of its own
  std::int64_t unit = 0;
  UnitPath path;
  std::int64_t ac = 0;  ///< 0: in several segments or none
  std::string title;    ///< of a task of its own
  std::string words;
  std::string first_day;
  std::string due_day;
  std::string assignee_post;  ///< empty with `assignee_person`: the unit's head
  std::string assignee_person;
  std::optional<std::int64_t> measured;  ///< the booth's own number that the target comes from
  std::optional<std::int64_t> target;
  std::optional<std::int64_t> reached;
  std::string state = "open";  ///< open, done, blocked
  std::string note;            ///< what was done, or what blocks it
  std::optional<Instant> read_at;
  Instant changed_at;
  Bilingual unit_name;
  Bilingual work_title;
  std::string work_kind;
};

/// Adds a task of its own and counts it. Returns its number. REQUIRES: `inside` is a transaction's store, which is true
/// of all that change something here. Errors: `operations_failed`.
Result<std::int64_t> add_task(Store& inside, const Task& task, const std::string& by);

/// Nothing where the store does not let it through. Errors: `operations_failed`.
Result<std::optional<Task>> task(Store& store, std::int64_t id);

/// A day that a person has a task on which is of that day alone, and its segment (0: in several or none).
struct BookedDay {
  std::string day;
  std::int64_t ac = 0;
};
/// In order of day; days themselves included. Errors: `operations_failed`.
Result<std::vector<BookedDay>> booked_days(Store& store, const std::string& person, const std::string& first_day,
                                           const std::string& last_day);

struct TaskQuestion {
  UnitPath path;
  std::string work;           ///< empty: of all
  bool own_only = false;      ///< only tasks of no work
  std::string state = "all";  ///< all, open, done, blocked, late
  std::string today;
  std::string after_path;  ///< behind this one in the order of path and number
  std::int64_t after_task = 0;
  std::int64_t most = 50;
  bool wide = false;  ///< the path's unit is counted for itself: those in a state are found by the counts
};
/// In order of path and number; with `wide` and a state, first by the unit where they are counted. Errors:
/// `operations_failed`.
Result<std::vector<Task>> tasks(Store& store, const TaskQuestion& question);

/// Who changes a task, when; the name goes to the task's own history.
struct Change {
  std::string by;
  std::string name;
  Instant at;
};

struct Report {
  std::string state;
  std::string note;
  std::optional<std::int64_t> reached;
};
/// All errors: `task_unknown`; `operations_failed`. Reporting again is allowed: the counts move.
Status report_task(Store& inside, std::int64_t task, const Report& report, const Change& change);
/// A second time changes nothing.
Status mark_task_read(Store& inside, std::int64_t task, const Change& change);
/// Errors: also `due_before_start`.
Status set_task_due(Store& inside, std::int64_t task, const std::string& due_day, const Change& change);
/// A post of the unit, a person, or neither: the unit's head.
Status set_task_assignee(Store& inside, std::int64_t task, const std::string& post, const std::string& person,
                         const Change& change);
Status comment_on_task(Store& inside, std::int64_t task, const std::string& text, const Change& change);

struct TaskNote {
  std::string kind;  ///< comment, state ("open>done"), assignee, file
  std::string text;
  std::string by;
  Instant at;
};
/// In order of time. Errors: `operations_failed`.
Result<std::vector<TaskNote>> task_notes(Store& store, std::int64_t task);

struct TaskFile {
  std::string id;
  std::int64_t task = 0;
  UnitPath path;
  std::string name;
  std::string type;  ///< image/png, …
  std::int64_t bytes = 0;
  std::string sha256;
  Instant at;
};
/// Its id is given by the caller, who has laid the bytes there. Errors: `too_many_files` (conflict) above `most`.
Status add_task_file(Store& inside, const TaskFile& file, std::size_t most, const Change& change);
Result<std::vector<TaskFile>> task_files(Store& store, std::int64_t task);
Result<std::optional<TaskFile>> task_file(Store& store, const std::string& id);

/// A count that is not what the tasks add up to: "path work day segment", with "district " before it for a district's.
/// Empty where all hold. For the check of a
/// store. Errors: `operations_failed`.
Result<std::vector<std::string>> wrong_counts(Store& store);

}  // namespace boothwise::operations
