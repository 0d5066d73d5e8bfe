#pragma once

#include "planning/planner.hpp"

#include <boost/json/object.hpp>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "services/planning_input.hpp"

namespace boothwise::services {

/// Who is responsible for what: a plan made from files, and the reasons for it.
class Assignment {
 public:
  /// Reads the files and makes the cheapest plan. Errors: those of `read_assign_input`; `plan_impossible` (says why, in
  /// the files' ids), `plan_not_found` in the time given; `stopped`.
  static Result<Assignment> make(const AssignJob& job, Progress& progress);

  /// The same of what is there already, whose pairs are in order. Errors: likewise, but none of reading.
  static Result<Assignment> make(AssignInput input, double seconds_max, Progress& progress);

  /// For each post, who would be the next best there and what the whole plan would then cost more. A search for each
  /// post if there are conflicts or groups, at most `seconds_max` of the job each. Errors: `stopped`.
  Status find_second_choices(Progress& progress);

  /// The plan: totals, and each post with its leaders, the parts of the cost, and second choices where they were asked
  /// for. `--format json` and `docs/formats.md#plans` show it.
  [[nodiscard]] boost::json::object view() const;

  /// Why a post's leaders are there: their cost, the next best leaders, what each would cost the whole plan and what
  /// would change. Errors: `post_unknown`; `stopped`.
  Result<boost::json::object> explain(std::string_view post_id, Progress& progress);

  /// One row an assignment: `post`, `leader`, `cost`, a column a part, `second_choice`, `second_choice_cost` (what the
  /// whole plan costs more; both empty where there is none or it was not proven in time). CSV or Parquet; the file
  /// appears only whole. Errors: `output_ending`, `file_unwritable`.
  Status write(const std::filesystem::path& path) const;

 private:
  Assignment(AssignInput input, double seconds_max);

  [[nodiscard]] boost::json::object leader_json(planning::PairNo pair) const;
  [[nodiscard]] boost::json::object changes_json(const std::vector<planning::PairNo>& other) const;
  [[nodiscard]] std::vector<planning::PairNo> chosen_at(planning::PostNo post) const;

  AssignInput input_;  // its problem is the planner's
  planning::Planner planner_;
  planning::Plan plan_;
  double seconds_max_;
  std::vector<std::optional<planning::Alternative>> second_choices_;  // by post, once asked for
};

}  // namespace boothwise::services
