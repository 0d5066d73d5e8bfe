#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "forecast/simulate.hpp"

namespace boothwise::forecast {

enum class Mode : std::uint8_t {
  given,     ///< A: the user says what the blocs poll
  no_polls,  ///< B: as the base has it, with all that elections have moved
  polls      ///< C: polls, with the error that they share
};

/// How the larger parties' shares moved from one election to the next.
struct StateChange {
  double year = 0;  ///< of the later one
  std::vector<double> before;
  std::vector<double> after;
};

/// A poll's shares of the blocs, adding up to 1.
struct Poll {
  std::vector<double> shares;
  double people = 1000;    ///< asked
  std::int32_t house = 0;  ///< who asked; polls of one house share an error
};

struct StateErrors {
  double no_polls_lead = 0.2;  ///< scale of a lead's change without polls
  double polls_lead = 0.09;    ///< of the error that all polls share
  double house_share = 0.03;   ///< sd of a house's error, on shares
  double design_effect = 2;
  double degrees = 4;
};

/// Scale of a lead's change from one election to the next by Student's law with 4 degrees: the posterior mean under a
/// half-normal(0.2) prior. Of each election the lead between who gained most and who lost most is what counts.
/// Shared model, section 4.
double no_polls_scale(std::span<const StateChange> changes);

/// Equally likely state shares for a mode; 4,096 rows (one for `given`). Shares are at least 0.001 and add up to 1.
/// `polls` only: averaging more of them never makes the error they share smaller. Where polls are, the base's own
/// spread counts as a prior beside them, as heavy-tailed as it is.
StateShares state_shares(Mode mode, std::span<const double> middle, std::span<const Poll> polls,
                         const StateErrors& errors, std::uint64_t seed);

}  // namespace boothwise::forecast
