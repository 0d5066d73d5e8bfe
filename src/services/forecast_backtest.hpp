#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "services/forecast_polls.hpp"
#include "services/forecasts.hpp"

namespace boothwise::services {

struct BacktestAsked {
  std::string election;                ///< empty: every one that has a past of its own
  std::optional<forecast::Mode> mode;  ///< empty: A and B, and C where there are polls
  PastPolls polls{};                   ///< of past elections, for mode C
};

/// How well each election would have been told from those before it alone: the fit, the split of alliances, the base
/// and the state's errors all see nothing later. One object a target and mode, with every baseline; pooled coverage by
/// mode. Mode C is told with the polls that were published before the election; it needs them of somebody, as results
/// have none. The form: docs/formats.md#backtest. Errors: `unknown_election`, `no_past_election`, `polls_missing`;
/// `bloc_unknown`, `share_missing` for polls of other blocs than stood, with file and line.
Result<boost::json::object> forecast_backtest(const std::vector<ForecastData>& data, const BacktestAsked& asked,
                                              const ForecastSettings& settings);

}  // namespace boothwise::services
