#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/elections.hpp"
#include "forecast/state_level.hpp"

namespace boothwise::services {

/// A scenario as a file has it: who stands together, and what they may poll. docs/formats.md#scenarios.
struct ForecastScenario {
  struct Candidates {
    std::string party;
    std::vector<std::int64_t> seats;  ///< where it is this member that stands
    std::uint64_t line = 0;
  };
  struct Bloc {
    std::string name;
    std::vector<std::string> parties;
    std::optional<double> share;
    std::optional<double> follow;
    std::vector<std::int64_t> not_in;  ///< seats without a candidate of it
    std::vector<Candidates> candidates;
    std::uint64_t line = 0;
  };
  struct Poll {
    std::string house;
    double people = 1000;
    std::vector<double> shares;  ///< of each bloc, then all others
    std::uint64_t line = 0;
  };
  std::string file;  ///< as errors call it
  ElectionId election;
  forecast::Mode mode = forecast::Mode::no_polls;
  std::optional<double> turnout;
  std::vector<Bloc> blocs;
  std::vector<Poll> polls;
};

/// Reads one TOML document. Errors, with line, key and value: `scenario_malformed`, `scenario_version`,
/// `bloc_repeated`, `party_repeated`, `shares_over_1`, `share_missing`, `bloc_unknown`.
Result<ForecastScenario> read_forecast_scenario(std::string_view text, std::string_view display_name);

/// A, B, C or given, no_polls, polls.
std::optional<forecast::Mode> forecast_mode_named(std::string_view name);
std::string_view forecast_mode_code(forecast::Mode mode);

}  // namespace boothwise::services
