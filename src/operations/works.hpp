#pragma once

#include "operations/store.hpp"
#include "operations/work_units.hpp"

#include <cstdint>
#include <map>
#include <optional>
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
};

/// Adds a work and one task for each unit of its level, in one statement, and counts them. Returns how many; its id is
/// set. REQUIRES: `inside` is a transaction's store. Errors: `nobody_asked` (conflict) where no such unit is there;
/// `operations_failed`.
Result<std::int64_t> issue_work(Store& inside, Work& work);
/// Nothing where the store does not let it through. Errors: `operations_failed`.
Result<std::optional<Work>> work(Store& store, const std::string& id);
/// No more is expected of it. Errors: `work_unknown`, also where it is closed; `operations_failed`.
Status close_work(Store& inside, const std::string& id, Instant at);

/// A polling station that a task is about.
struct TaskPart {
  std::int64_t task = 0;
  std::int64_t ac = 0;
  std::string part;
};
/// In order of segment and task. Errors: `operations_failed`.
Result<std::vector<TaskPart>> parts_of_work(Store& inside, const std::string& work);
/// Errors: `operations_failed`.
Status set_task_target(Store& inside, std::int64_t task, std::optional<std::int64_t> measured,
                       std::optional<std::int64_t> target);

/// How far a work is in a subtree, of what is due on one day. work: empty for tasks of their own.
struct WorkCount {
  std::string work;
  std::string due_day;
  Completion of;
};
/// In order of work and day. `counted`: the subtree's top is a unit that is counted for itself (work_units.hpp).
/// `today`: for what is late. Errors: `operations_failed`.
Result<std::vector<WorkCount>> counts_of(Store& store, const UnitPath& path, bool counted, const std::string& today);

/// Over all works, by district and segment (0: several or none). Errors: `operations_failed`.
struct AreaCount {
  UnitPath district;
  std::int64_t ac = 0;
  Completion of;
};
Result<std::vector<AreaCount>> counts_by_area(Store& store, const UnitPath& path, const std::string& today);

/// By unit that is counted for itself, of one work; for a subtree below those, by unit. Errors: `operations_failed`.
struct UnitCount {
  UnitPath path;
  Completion of;
};
Result<std::vector<UnitCount>> counts_of_work(Store& store, const std::string& work, const UnitPath& path, bool counted,
                                              const std::string& today);

/// The same over all works. Errors: `operations_failed`.
Result<std::vector<UnitCount>> counts_by_unit(Store& store, const UnitPath& path, bool counted,
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
