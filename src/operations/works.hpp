#pragma once

#include "operations/store.hpp"
#include "operations/work_units.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"
#include "domain/work.hpp"

/// Programmes and directives: what is asked of all units of a level below a unit, and how far it is.
namespace boothwise::operations {

struct Work {
  std::string id;
  std::string kind;       ///< programme, directive
  std::string template_;  ///< of data/programmes; empty for a directive
  std::int64_t unit = 0;  ///< that issues it
  UnitPath path;
  std::string level;  ///< of the units asked
  std::int64_t levels_below = 0;
  Bilingual title;
  Bilingual words;
  std::string area;  ///< what was asked for, in the caller's words: "class:weak LS-2019 …"; empty for all
  std::vector<std::int64_t> segments;  ///< when it is added; empty for all of the unit
  std::string first_day;
  std::string due_day;
  std::int64_t remind_days = 3;
  std::int64_t escalate_days = 3;
  std::string owner;           ///< a person's id, or empty
  std::string target_measure;  ///< empty: no targets
  double target_factor = 1;
  std::string target_source;
  std::string target_day;
  std::string made_by;
  Instant made_at;
  bool closed = false;
  bool synthetic = false;
  std::int64_t asked = 0;  ///< how many units it asks
  std::int64_t given = 0;  ///< how many of them have their task
  bool all_given = false;
  std::string job;  ///< that gives the tasks; empty where they were given at once
};

/// Adds a work whose tasks are still to be given; its id and how many it asks are set. REQUIRES: `inside` is a
/// transaction's store, which is true of all that change something here. Errors: `nobody_asked` (conflict) where no
/// such unit is there; `operations_failed`.
Status issue_work(Store& inside, Work& work);
/// Which job gives its tasks. Errors: `operations_failed`.
Status set_work_job(Store& inside, const std::string& work, const std::string& job);

/// Numbers from `first` up to before `end`.
struct TaskNumbers {
  std::int64_t first = 0;
  std::int64_t end = 0;
};
/// What was given at once.
struct Giving {
  TaskNumbers tasks;
  std::int64_t given = 0;  ///< of the work, with these
  bool ended = false;      ///< no unit is left, or the work was closed
};
/// Gives tasks to the work's next units, at most `most`, and counts them; a unit that has its task gets no other,
/// however often it is asked for. REQUIRES: `work` with its segments. Errors: `work_unknown`; `operations_failed`.
Result<Giving> give_tasks(Store& inside, const Work& work, std::int64_t most, Instant at);
/// Nothing where the store does not let it through. Errors: `operations_failed`.
Result<std::optional<Work>> work(Store& store, const std::string& id);
/// Open works of a subtree and of the units above it, in any order. Errors: `operations_failed`.
Result<std::vector<Work>> open_works_near(Store& store, const UnitPath& path);
/// No more is expected of it; homes count it no longer. Errors: `work_unknown`, also where it is closed;
/// `operations_failed`.
Status close_work(Store& inside, const std::string& id, Instant at);

/// A polling station that a task is about.
struct TaskPart {
  std::int64_t task = 0;
  std::int64_t ac = 0;
  std::string part;
};
/// In order of segment and task. Errors: `operations_failed`.
Result<std::vector<TaskPart>> parts_of_tasks(Store& inside, const TaskNumbers& tasks);
/// In order; none where it is for all of its unit. Errors: `operations_failed`.
Result<std::vector<std::int64_t>> segments_of_work(Store& store, const std::string& work);
/// A task's target, and what it was made from.
struct TaskTarget {
  std::int64_t task = 0;
  std::optional<std::int64_t> measured{};
  std::optional<std::int64_t> target{};
};
/// Errors: `operations_failed`; the value is the number of the first task that failed.
Status set_task_targets(Store& inside, std::span<const TaskTarget> targets);

/// What the counts of a subtree are read from.
enum class CountedBy : std::uint8_t {
  district,  ///< what is kept by district (work_units.hpp, `district_place`)
  unit,      ///< what is kept by unit of `counted_place`
  task       ///< the tasks themselves, of units that have few
};
/// How far what is asked of one unit or district, in one segment and by one day, is done. work: empty for tasks of
/// their own; ac: 0 for several segments or none.
struct TaskCount {
  UnitPath path;
  UnitPath district;
  std::int64_t ac = 0;
  std::string work;
  std::string due_day;
  Completion of;
};
/// Everything that is asked in a subtree, in any order; of works that are closed too, as far as it is kept. `today`:
/// for what is late. REQUIRES: the subtree's top stands no lower than what is counted by. Errors: `operations_failed`.
Result<std::vector<TaskCount>> counts_within(Store& store, const UnitPath& path, CountedBy by,
                                             const std::string& today);

/// By unit that is counted for itself, of one work; for a subtree below those, by unit. Errors: `operations_failed`.
struct UnitCount {
  UnitPath path;
  Completion of;
};
Result<std::vector<UnitCount>> counts_of_work(Store& store, const std::string& work, const UnitPath& path, bool counted,
                                              const std::string& today);

/// Counts follow a subtree whose tasks have their new paths already. `before`: where its top was counted. REQUIRES: as
/// move_paths (unit_paths.hpp). Errors: `operations_failed`.
Status move_task_counts(Store& inside, const UnitPath& from, const UnitPath& to, const CountedAt& before);

/// What a unit said about a work.
struct Reply {
  std::int64_t task = 0;
  Bilingual unit;
  std::string text;
  std::string by;
  Instant at;
};
/// Newest first. Errors: `operations_failed`.
Result<std::vector<Reply>> replies_to(Store& store, const std::string& work, const UnitPath& path, std::int64_t most);

}  // namespace boothwise::operations
