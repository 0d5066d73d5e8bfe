#pragma once

#include "operations/works.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/snapshot.hpp"
#include "services/work_parts.hpp"

/// Programmes and directives: issuing them, and how far they are. Shapes: docs/api.md#work. Errors of all also: those
/// of Access::permit, `unit_unknown`, `operations_failed`.
namespace boothwise::services {

/// What a programme can be made from: data/programmes/templates.csv. None has an audience by community (R17, R18).
Result<boost::json::object> programme_templates_view(const std::filesystem::path& data_folder);

/// Body: {template, unit, area?: {seats: [..]} or {classes: [..], election?, side?}, level?, first_day, due_day?,
/// owner?, targets?: bool, side?}. One task a unit: up to `given_at_once_most` at once, more by a job, which the answer
/// names in `job`. Errors: `template_unknown`, `level_unknown`,
/// `area_malformed`, `unknown_seat`, `class_unknown`, `due_before_start`, `person_unknown`, `measure_missing`,
/// `nobody_asked`, `locked_by_election`, those of classify.
Result<boost::json::object> issue_programme(Caller& caller, const Snapshot& snapshot, std::string_view text);

/// Body: {unit, level, title, words, first_day?, due_day, remind_days?, escalate_days?}. Errors: `level_not_below`,
/// and of those above.
Result<boost::json::object> issue_directive(Caller& caller, std::string_view text);

/// What the jobs are called that give a work's tasks (works_giving.hpp), and the lane they run in.
inline const std::string giving_kind = "give_tasks";
inline const std::string giving_lane = "work";

/// A work, how far it is in a unit's subtree, and how much of it is shown there because it is late below.
struct WorkStanding {
  operations::Work work;
  Completion of;
  std::int64_t escalated = 0;
  bool due_soon = false;
};
/// What is asked in a subtree.
struct WorkStandings {
  std::vector<WorkStanding> works;  ///< first due first, closed ones left out
  Completion own;                   ///< tasks that belong to no work
};
Result<WorkStandings> work_standings(Caller& caller, const operations::WorkUnit& unit);

/// The same from counts that are there already. `open`: those near it at least
/// (operations::open_works_near); `places`: of places_of_levels.
WorkStandings standings_of(const Caller& caller, const operations::WorkUnit& unit,
                           const std::vector<operations::TaskCount>& counts, const std::vector<operations::Work>& open,
                           const std::map<std::string, std::int64_t>& places);

/// What a unit's subtree is counted by, if nothing is shown unit by unit.
operations::CountedBy counted_by(const operations::WorkUnit& unit);
/// Leaves out what works ask that are not among the open ones.
void leave_out_closed(std::vector<operations::TaskCount>& counts, const std::vector<operations::Work>& open);
/// Everything asked in a unit's subtree, by open works and by no work.
Result<std::vector<operations::TaskCount>> open_counts(Caller& caller, const operations::WorkUnit& unit,
                                                       operations::CountedBy by);
/// Where each level stands in the tree, by its code.
Result<std::map<std::string, std::int64_t>> places_of_levels(Caller& caller);

/// Works of a kind (programme, directive; empty: both) that ask anything at or below a unit.
Result<boost::json::object> works_view(Caller& caller, std::optional<std::int64_t> unit, std::string_view kind);
/// One of them at a unit: how far, by unit right below, with replies. Errors: `work_unknown`.
Result<boost::json::object> work_view(Caller& caller, const std::string& id, std::optional<std::int64_t> unit);
/// No more is expected of it. Errors: `work_unknown`.
Result<boost::json::object> close_work(Caller& caller, const std::string& id);

boost::json::object standing_of_work_json(const WorkStanding& standing, Names& names);

}  // namespace boothwise::services
