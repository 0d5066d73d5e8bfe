#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "domain/results.hpp"
#include "domain/side.hpp"

namespace boothwise {

/// How a side stands in a seat, from results alone. Definition: docs/definitions.md#seat-class.
enum class SeatClass : std::uint8_t { not_contested, lost, narrow, weak, strong };

/// "not_contested", "lost", …
std::string_view to_string(SeatClass seat_class);
Bilingual seat_class_name(SeatClass seat_class);

/// In percentage points of valid votes.
struct ClassThresholds {
  double narrow_points = 5;  ///< won by less: narrow; lost by less: lost close
  double weak_points = 10;   ///< won by less: weak
  double fell_points = 10;   ///< lead fell by more since the election before: weak
  friend auto operator<=>(const ClassThresholds&, const ClassThresholds&) = default;
};

/// Errors: `threshold_out_of_range` unless 0 < narrow <= weak <= 100 and 0 < fell <= 200.
Status check_thresholds(const ClassThresholds& thresholds);

/// The class by margin alone; `narrow` and `weak` also where `lead` is an estimate (booths).
SeatClass class_of_lead(double lead_points, const ClassThresholds& thresholds);

/// A candidate's place in a contest.
struct Placed {
  std::string candidate;
  std::string party;
  std::string alliance;  ///< id in that election; empty if none
  Votes votes = 0;
  std::optional<Fraction> share;  ///< of valid votes
};

/// Who won a contest, and how a side stood in it. The side's margin is its best candidate minus the best of all others,
/// so it is winner minus runner-up except where both belong to the side. docs/definitions.md#margin.
struct SideLead {
  std::optional<Placed> winner;
  std::optional<Placed> runner_up;
  std::optional<Placed> best;  ///< the side's best candidate; missing where it had none
  std::int32_t position = 0;   ///< of that candidate, from 1; 0 if none
  Votes valid_votes = 0;
  std::optional<Votes> margin_votes;    ///< negative where the side trailed; missing where it had no candidate
  std::optional<double> margin_points;  ///< of valid votes
  std::optional<Fraction> share;        ///< all candidates of the side together, of valid votes
};

/// REQUIRES: candidates in order (`order_candidates`). `alliances` may name each candidate's alliance.
SideLead side_lead(const Contest& contest, const Side& side, const ElectionId& election, const Alliances& alliances);

/// Why a seat has its class. `code` is stable; `value` is the number in the text, if any.
struct Reason {
  std::string code;
  std::optional<double> value;
  Bilingual text;
};

/// One past election of the same seat and side.
struct TrendPoint {
  ElectionId election;
  std::optional<double> margin_points;
  std::optional<Fraction> share;
  SeatClass seat_class = SeatClass::not_contested;  ///< by margin alone
};

/// How a side stood in one seat at one election.
struct SeatStanding {
  std::int32_t seat = 0;  ///< pc_no or ac_no
  SeatClass seat_class = SeatClass::not_contested;
  bool lost_close = false;  ///< lost by less than `narrow_points`
  std::optional<std::int32_t>
      lost_of_last_three;  ///< how many of the last three on these boundaries, this one included
  SideLead lead;
  std::optional<Votes> nota;
  std::optional<Votes> electors;
  std::optional<Fraction> turnout;
  std::optional<double> share_change_points;  ///< since the election of the same kind before
  std::optional<double> swing_points;         ///< half the change of the side's lead (Butler)
  std::optional<double> turnout_change_points;
  std::optional<std::int32_t> segments_led;  ///< Lok Sabha only
  std::optional<std::int32_t> segments;
  std::vector<Reason> reasons;    ///< never empty, most telling first
  std::vector<TrendPoint> trend;  ///< oldest first, this election last
};

/// An earlier election of the same house on the same boundaries, with the side as it stood then.
struct EarlierElection {
  const ElectionResults* results = nullptr;
  Side side;
};

/// What a classification needs besides the results themselves.
struct ClassContext {
  const SegmentResults* segments = nullptr;  ///< null: not known, or not a Lok Sabha election
  const Places* places = nullptr;            ///< which segments a PC holds; needed with `segments`
  std::vector<EarlierElection> earlier;      ///< newest first
  const Alliances* alliances = nullptr;      ///< never null
};

/// Classifies every seat of `results` for `side`, in seat order.
std::vector<SeatStanding> classify_seats(const ElectionResults& results, const Side& side, const ClassContext& context,
                                         const ClassThresholds& thresholds);

/// Seats by class over a whole election.
struct ClassCounts {
  std::int32_t seats = 0;
  std::int32_t won = 0;
  std::int32_t lost = 0;
  std::int32_t lost_close = 0;
  std::int32_t narrow = 0;
  std::int32_t weak = 0;
  std::int32_t strong = 0;
  std::int32_t not_contested = 0;
};

ClassCounts count_classes(const std::vector<SeatStanding>& standings);

/// "80 में 64 जीतीं (इनमें 14 कम अंतर से), 16 हारीं" and the same in English.
Bilingual summary_sentence(const ClassCounts& counts);

}  // namespace boothwise
