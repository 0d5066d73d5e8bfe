#pragma once

#include "planning/assignment.hpp"
#include "planning/distance.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"

namespace boothwise::services {

/// The files of a plan and what else it follows from; docs/formats.md#plans has their columns. An empty path is not
/// read.
struct AssignJob {
  std::filesystem::path leaders;
  std::filesystem::path posts;
  std::filesystem::path costs;
  std::filesystem::path conflicts;
  std::filesystem::path groups;
  std::filesystem::path fixed;
  std::uint32_t cap = 1;                                ///< posts of a leader whose row has no cap
  std::optional<double> km_most;                        ///< how far apart two posts of one leader may be
  std::vector<std::pair<std::string, double>> weights;  ///< of parts of the cost, by name
  double seconds_max = 60;                              ///< for each search
};

struct AssignLeader {
  std::string id;
  std::string name;
  planning::Point home;
  std::vector<std::string> languages;
  double grade = 0;
};

struct AssignPost {
  std::string id;
  std::string name;
  std::string kind;
  planning::Point place;
  std::vector<std::string> languages;
  double grade = 0;
};

/// What the files say. Leaders, posts, parts and groups are numbered as in `problem`.
struct AssignInput {
  std::vector<AssignLeader> leaders;
  std::vector<AssignPost> posts;
  std::vector<std::string>
      parts;  ///< of the cost: `distance_km`, `languages_missing`, `grades_below`, then those of the costs file
  std::vector<std::string> groups;
  std::size_t far_from = 0;  ///< conflicts from here on are of posts too far apart
  planning::AssignmentProblem problem;
};

/// Reads and checks the files. Errors: those of reading a table; `id_missing`, `id_repeated`, `number_malformed`,
/// `leader_unknown`, `post_unknown`, `allowed_malformed`, `pair_repeated`, `part_name`, `weight_unknown`,
/// `cost_too_large`, `fixed_forbidden`, `conflict_malformed`, `group_malformed`, `plan_too_large`; each with file,
/// line, column and value.
Result<AssignInput> read_assign_input(const AssignJob& job, Progress& progress);

}  // namespace boothwise::services
