#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "forecast/needs.hpp"
#include "forecast/simulate.hpp"
#include "services/forecast_data.hpp"
#include "services/forecast_scenario.hpp"

namespace boothwise::services {

struct ForecastSettings {
  std::uint64_t seed = 1;
  unsigned threads = 2;
  std::size_t elections = 0;     ///< simulated; 0: 20,000 for up to 100 seats, else 4,000
  std::filesystem::path fits{};  ///< folder of kept fits (kept_fits.hpp); empty: none are kept
};

/// A fitted model for one election: all that takes time and does not depend on a scenario. Kept, it answers a changed
/// scenario in milliseconds. Never changed after; may be asked by several threads.
class ForecastModel {
 public:
  /// Fits on the elections before `election` alone. Errors: `no_past_election`.
  static Result<ForecastModel> fit(ForecastData data, const ElectionId& election, const ForecastSettings& settings);

  /// Chances of every bloc in every seat, with intervals, and the distribution of seats. The form: docs/formats.md.
  /// Errors: `party_unknown`, `seat_unknown`, `seat_without_candidates`, with file, line and value.
  [[nodiscard]] Result<boost::json::object> answer(const ForecastScenario& scenario,
                                                   const ForecastSettings& settings) const;

  struct NeedsAsked {
    std::string bloc;       ///< empty: the one with the most expected seats
    std::size_t seats = 0;  ///< wanted; 0: all
    double budget = 0;      ///< effort to spend; 0: no plan of effort
    forecast::Response response{};
  };
  /// What it would take for so many seats: the chance today first, then swings, votes by seat, tipping seats and, with
  /// a budget, where effort gains most over a range of responses. Errors: those of `answer`; `bloc_unknown`,
  /// `seats_out_of_range`.
  [[nodiscard]] Result<boost::json::object> needs(const ForecastScenario& scenario, const NeedsAsked& asked,
                                                  const ForecastSettings& settings) const;

 private:
  struct Prepared {
    forecast::Contest contest;
    forecast::StateShares state;
    forecast::Table expected;
    forecast::Table best_part;
    forecast::Simulated simulated;
    std::vector<std::string> blocs;  ///< names; the last one is "others"
  };
  [[nodiscard]] Result<forecast::Contest> contest_of(const ForecastScenario& scenario) const;
  [[nodiscard]] Result<Prepared> simulate(const ForecastScenario& scenario, const ForecastSettings& settings) const;
  [[nodiscard]] boost::json::object head(const ForecastScenario& scenario, const Prepared& prepared,
                                         const ForecastSettings& settings) const;

  ForecastData data_;
  ElectionId election_;
  forecast::Past past_;
  forecast::Ready ready_;
  double no_polls_lead_ = 0.2;
};

/// Elections that are in the data but that no forecast is fitted to, each with `why`: `by_election`.
boost::json::array not_fitted_json(const std::vector<std::string>& by_elections);

/// How the parties that polled 5 % before or after moved from each general election to the next, up to `year`;
/// elections on other boundaries among them.
std::vector<forecast::StateChange> state_changes(const ForecastData& data, double year);

/// How many elections to simulate, and of them how many shares to keep for intervals: fewer when few are asked for.
forecast::SimulationSettings simulation_settings(const ForecastSettings& settings, std::size_t seats);

}  // namespace boothwise::services
