#include "domain/election_lock.hpp"

#include <algorithm>
#include <array>

namespace boothwise {

namespace {

constexpr std::chrono::hours silence{48};
constexpr std::chrono::minutes exit_poll_rest{30};

struct PhaseWords {
  std::string_view code;
  std::string_view en;
  std::string_view hi;
};
constexpr std::array phases = {PhaseWords{"ordinary", "No election is on", "अभी कोई चुनाव नहीं"},
                               PhaseWords{"announced", "Code of conduct", "आचार संहिता"},
                               PhaseWords{"silence", "Silence before the poll", "मतदान से पहले का मौन काल"}};

}  // namespace

std::string_view to_string(ElectionPhase phase) { return phases.at(static_cast<std::size_t>(phase)).code; }

Bilingual phase_name(ElectionPhase phase) {
  const PhaseWords& words = phases.at(static_cast<std::size_t>(phase));
  return {std::string(words.en), std::string(words.hi)};
}

Instant poll_closes(const PollDates& poll) {
  return begin_in_india(poll.poll_on) + std::chrono::minutes(poll.closes_at);
}

Instant silence_begins(const PollDates& poll) { return poll_closes(poll) - silence; }

ElectionPhase phase_at(std::span<const PollDates> polls, Instant at) {
  ElectionPhase phase = ElectionPhase::ordinary;
  for (const PollDates& poll : polls) {
    if (at >= silence_begins(poll) && at < poll_closes(poll)) return ElectionPhase::silence;
    const Instant over = begin_in_india(poll.result_on) + std::chrono::days(1);
    if (at >= begin_in_india(poll.announced_on) && at < over) phase = ElectionPhase::announced;
  }
  return phase;
}

bool exit_polls_barred(std::span<const PollDates> polls, Instant at) {
  return std::ranges::any_of(polls, [&](const PollDates& one) {
    Instant first = begin_in_india(one.poll_on);
    Instant last = poll_closes(one);
    for (const PollDates& other : polls) {
      if (other.election != one.election) continue;
      first = std::min(first, begin_in_india(other.poll_on));
      last = std::max(last, poll_closes(other));
    }
    return at >= first && at < last + exit_poll_rest;
  });
}

bool locks_in(const LockRule& rule, ElectionPhase phase) {
  return phase != ElectionPhase::ordinary && rule.phase != ElectionPhase::ordinary && rule.phase <= phase;
}

}  // namespace boothwise
