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
  std::optional<Error> polls_fault{};  ///< why they could not be read
  bool polls_needed = false;           ///< a fault of theirs is an error, not told beside A and B
};

/// How well each election would have been told from those before it alone: the fit, the split of alliances, the base
/// and the state's errors all see nothing later. One object a target and mode, with every baseline; pooled coverage by
/// mode. Mode C is told with the polls that were published before the election; it needs them of somebody, as results
/// have none. A fault of the polls is told in `polls_problem` and takes C away, unless C alone is asked for or the
/// polls are needed. The form: docs/formats.md#backtest. Errors: `unknown_election`, `no_past_election`,
/// `polls_missing`; those of the polls: `polls_fault`, `bloc_unknown` and `share_missing` where they tell other blocs
/// than stood, with file and line.
Result<boost::json::object> forecast_backtest(const std::vector<ForecastData>& data, const BacktestAsked& asked,
                                              const ForecastSettings& settings);

}  // namespace boothwise::services
