#pragma once

#include "planning/booth_effort.hpp"
#include "planning/vote_targets.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "services/effort_plan.hpp"

/// Effort over booths, which a seat's page and `plan booths` share (docs/definitions.md#booth-effort).
namespace boothwise::services {

/// What is assumed of effort at a booth, and how much of it one booth may have.
struct BoothEffortRules {
  std::uint32_t units_a_booth_most = 5;
  Range votes_share{0.25, 0.5, 1};  ///< of a booth's movable votes that boundless effort gains
  Range half_units{1, 2, 4};        ///< units that reach half of that
};

struct EffortBooth {
  planning::MovableVotes votes;
  double lead = 0;                            ///< of any one unit; the nearest to 0 is the closest booth
  double response = 1;                        ///< what effort counts here
  std::optional<std::uint32_t> units_most{};  ///< less than the rule's
  std::size_t area = 0;
};

struct BoothEffortPlan {
  planning::BoothUnits units;
  std::vector<double> votes;  ///< by booth, that its units gain under the middle response
  /// What all of it is worth under the middle and under each response, beside equal effort and closest booths first.
  boost::json::object worth;
};

/// The best plan under the middle response. Errors: those of planning::best_over_booths.
Result<BoothEffortPlan> plan_over_booths(std::vector<planning::EffortArea> areas, std::span<const EffortBooth> booths,
                                         const BoothEffortRules& rules);

}  // namespace boothwise::services
