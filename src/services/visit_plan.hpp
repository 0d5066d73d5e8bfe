#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>

#include "base/dates.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"

namespace boothwise::services {

struct VisitJob {
  std::filesystem::path leaders;  ///< id, latitude, longitude; name, away (days between semicolons)
  std::filesystem::path visits;   ///< leader, place, latitude, longitude, district; name, day
  Day first;
  std::uint32_t days = 30;
  std::uint32_t visits_a_day = 3;
  double km_a_day = 250;
};

/// A calendar of leaders' visits; docs/formats.md#visit-calendar. Errors: those of reading, `id_missing`,
/// `id_repeated`, `leader_unknown`, `date_malformed`, `day_outside`, `number_malformed`.
Result<boost::json::object> plan_visits_of_files(const VisitJob& job, Progress& progress);

}  // namespace boothwise::services
