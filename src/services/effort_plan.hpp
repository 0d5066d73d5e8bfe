#pragma once

#include "planning/allocation.hpp"

#include <array>
#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "base/result.hpp"

namespace boothwise::services {

/// What effort does to a seat's lead is not known: a least, a middle and a most that it could be.
using Range = std::array<double, 3>;

struct SeatEffortJob {
  std::filesystem::path seats;  ///< seat, lead_points, sd_points; name, response (what effort counts there, else 1)
  std::uint32_t units = 100;    ///< of effort (days, visits, teams)
  std::uint32_t units_a_seat_most = 10;
  planning::SeatAim aim;
  double shared_sd_points = 5;     ///< of the error that all seats share
  Range response_points{1, 2, 4};  ///< the most that effort adds to a lead
  Range half_units{2, 4, 8};       ///< the effort at which half of that is reached
  std::uint32_t draws = 400;
};

/// The plan for the middle response, and what it gains under each response against equal effort and against nearest
/// margins first. Errors: those of reading, `id_repeated`, `number_malformed`, those of allocate_effort.
Result<boost::json::object> plan_seat_effort(const SeatEffortJob& job, Progress& progress);

struct OptionJob {
  std::filesystem::path options;                        ///< place, option, gain and a column a kind of effort
  std::vector<std::pair<std::string, double>> budgets;  ///< by kind of effort
  double seconds_most = 60;
};

/// One option a place within all budgets. Errors: those of reading, `number_malformed`, those of allocate_options.
Result<boost::json::object> plan_options(const OptionJob& job, Progress& progress);

struct TargetJob {
  std::filesystem::path booths;  ///< booth, electors, expected_votes, lead_sd_points; name
  std::int64_t need = 0;
  double turnout_most = 0.85;  ///< of electors
};

/// A vote target a booth, adding up to the need; in proportion to electors times the spread of the estimated lead.
/// Errors: those of reading, `id_repeated`, `number_malformed`, those of split_need.
Result<boost::json::object> plan_targets(const TargetJob& job, Progress& progress);

}  // namespace boothwise::services
