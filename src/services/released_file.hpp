#pragma once

#include "privacy/released_table.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "services/release_areas.hpp"
#include "services/wave_keys.hpp"
#include "services/wave_plan.hpp"

/// Finished tables on their way back to the server: signed, and nothing in them that may not be shown.
/// docs/formats.md#released-tables.
namespace boothwise::services {

struct ReleasedHead {
  WavePlan plan;
  Day released_on;
};

/// One cell of a released table. Nothing where it is hidden.
struct ReleasedCell {
  ReleasePlace place;
  std::int64_t question = 0;  ///< from 1
  std::int64_t position = 0;  ///< of the answer among those of the level, from 1
  PlannedAnswer answer;
  std::optional<std::int64_t> base;
  std::optional<privacy::Interval> base_interval;
  std::optional<privacy::ShownCell> shown;
  std::optional<double> share_most;  ///< of a hidden cell whose base is shown
};

/// Writes the tables, one a question of the plan. Errors: `file_unwritable`.
Status write_released(const std::filesystem::path& file, const WaveSecretKeys& keys, const ReleasedHead& head,
                      const ReleaseAreas& areas, const std::vector<privacy::ReleasedTable>& tables);

/// Checks the signature over the whole file, then gives the head and each cell. `verifying_of` says with which key a
/// wave's tables must be signed. Errors: those of reading; `released_malformed` with the line; `signature_wrong`; those
/// of the callbacks.
Status read_released(const std::filesystem::path& file,
                     const std::function<Result<std::string>(const std::string& wave)>& verifying_of,
                     const std::function<Status(const ReleasedHead& head)>& take_head,
                     const std::function<Status(const ReleasedCell& cell)>& take);

}  // namespace boothwise::services
