#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/forecasts.hpp"
#include "services/snapshot.hpp"

/// The page *Forecast*: models that stay fitted while somebody moves sliders, and scenarios that people keep to
/// compare. Views: docs/api.md#forecast.
namespace boothwise::services {

/// Fitted models of the last few questions. Thread-safe.
class ForecastShelf {
 public:
  /// Fits are kept in the workspace's folder too from now on. Call before the first question.
  void keep_in(const std::filesystem::path& workspace) { workspace_ = workspace; }
  /// Empty while nothing is kept.
  [[nodiscard]] const std::filesystem::path& workspace() const { return workspace_; }
  /// Fits one unless one of the same data, election and parties is there. Errors: those of forecast_data and
  /// ForecastModel::fit.
  Result<std::shared_ptr<const ForecastModel>> model(const Snapshot& snapshot, const ForecastScenario& scenario,
                                                     const std::filesystem::path& state_folder);

 private:
  struct Kept {
    std::int64_t next_run = 0;  ///< of the data
    ElectionId election;
    std::vector<std::string> parties;  ///< that the scenario names, sorted
    std::shared_ptr<const ForecastModel> model;
  };
  std::filesystem::path workspace_;
  std::mutex mutex_;
  std::vector<Kept> kept_;  // the newest last
};

/// What the page works with.
struct ForecastDesk {
  const Snapshot& snapshot;
  std::filesystem::path state_folder;  ///< of the state's tables
  ForecastShelf& shelf;
};

/// What a page begins with: past elections, parties with their last shares, and a scenario of the alliances as they
/// last stood, without polls. `asked`: the election to come; empty: the next Lok Sabha. Errors: `no_results`,
/// `unknown_election`.
Result<boost::json::object> forecast_start_view(const ForecastDesk& desk, std::string_view asked);
/// Body: `scenario` (TOML), `seed`, `elections` (simulated, 200 to 200,000; fewer while somebody moves a slider).
/// Errors: those of read_forecast_scenario and ForecastModel::answer; `locked_by_election` for polls in the time in
/// which their results are barred (R29).
Result<boost::json::object> forecast_answer_view(Caller& caller, const ForecastDesk& desk, std::string_view text);
/// Body: likewise, and `bloc`, `seats` (all if left out), `budget`, `lead_most`, `effort_scale`, `seed`. Errors:
/// likewise.
Result<boost::json::object> forecast_needs_view(Caller& caller, const ForecastDesk& desk, std::string_view text);
/// How good forecasts of past elections would have been. `election`: one, or all; `mode`: A, B, C or empty for all that
/// can be told: C takes the polls of the workspace's polls.csv, whose faults are told beside A and B. Errors: those of
/// forecast_backtest; `mode_unknown`; those of polls_of_workspace where C alone is asked for.
Result<boost::json::object> forecast_backtest_view(const ForecastDesk& desk, std::string_view election,
                                                   std::string_view mode);

/// Scenarios that were kept, the newest first.
Result<boost::json::object> kept_scenarios_view(Caller& caller);
/// Body: `title`, `scenario`. Errors: those of read_forecast_scenario.
Result<boost::json::object> keep_scenario(Caller& caller, std::string_view text);
/// By who kept it, or somebody who directs work at the top. Errors: `scenario_unknown`, `not_yours`.
Result<boost::json::object> forget_scenario(Caller& caller, const std::string& id);

}  // namespace boothwise::services
