#pragma once

#include "operations/store.hpp"

#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"

/// Scenarios of forecasts that people keep to compare. Every function's errors: `operations_failed`.
namespace boothwise::operations {

struct KeptScenario {
  std::string id;
  std::string title;
  std::string content;  ///< TOML: docs/formats.md#scenarios
  std::string made_by;  ///< user
  Instant made_at;
};

Status add_scenario(Store& store, const KeptScenario& scenario);
/// The newest first.
Result<std::vector<KeptScenario>> kept_scenarios(Store& store);
/// False where it is not there.
Result<bool> drop_scenario(Store& store, const std::string& id);

}  // namespace boothwise::operations
