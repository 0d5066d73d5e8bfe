#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/dates.hpp"

/// What may not be done while an election is on: the model code of conduct (R30) and the silence before the poll closes
/// (R29; Representation of the People Act 1951, s. 126 and 126A).
namespace boothwise {

/// One poll of one constituency. The same election has a row a constituency, or one for the whole state.
struct PollDates {
  std::string election;  ///< "LS-2029"
  Day announced_on;
  Day poll_on;
  std::int32_t closes_at = 18 * 60;  ///< when the poll closes, minutes after midnight in India
  Day result_on;
};

enum class ElectionPhase : std::uint8_t {
  ordinary,   ///< no election is on
  announced,  ///< code of conduct, from the day of announcement to the day of the result
  silence,    ///< the 48 hours that end when the poll closes; the code of conduct holds too
};

std::string_view to_string(ElectionPhase phase);
Bilingual phase_name(ElectionPhase phase);

/// Days begin at midnight in India. The later phase wins where several polls are given.
ElectionPhase phase_at(std::span<const PollDates> polls, Instant at);

/// When the silence of a poll begins and ends.
Instant silence_begins(const PollDates& poll);
Instant poll_closes(const PollDates& poll);

/// Exit polls are barred from the beginning of the first poll's day until half an hour after the last poll of that
/// election closes (s. 126A; the hours are notified, so the whole day counts).
bool exit_polls_barred(std::span<const PollDates> polls, Instant at);

/// A feature that a phase locks: a row of data/elections/locks.csv.
struct LockRule {
  std::string feature;  ///< "outgoing_message"
  ElectionPhase phase = ElectionPhase::announced;
  bool overridable = false;  ///< by two persons with a reason (R37); what the Act forbids is not
  Bilingual name;
  std::string rule;  ///< "R29"
};

/// True if `rule` locks in `phase`: silence locks what the code of conduct locks, and more.
bool locks_in(const LockRule& rule, ElectionPhase phase);

}  // namespace boothwise
