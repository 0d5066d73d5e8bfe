#pragma once

#include "planning/contradiction.hpp"

#include "base/result.hpp"
#include "services/planning_input.hpp"

namespace boothwise::services {

/// Why there is no plan, in the ids and terms of the files: the error `plan_impossible`.
Error plan_impossible(const AssignInput& input, const planning::AssignmentProblem& problem,
                      const planning::Contradiction& why);

}  // namespace boothwise::services
