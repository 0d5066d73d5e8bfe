#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/result.hpp"

/// Which numbers can be asked for by name: the fixed set of measures, and references to one number of them. A
/// reference is text such as "margin?area=seat:64&election=LS-2019&side=NDA"; docs/definitions.md#figure says what each
/// measure is.
namespace boothwise::asking {

enum class Measure : std::uint8_t {
  winner,         ///< who won: a name, and the winner's margin in votes
  seats,          ///< seats of a group (won, lost, narrow …) of a side
  margin,         ///< of a side, votes; negative where it trailed
  margin_share,   ///< the same in points of valid votes
  votes,          ///< of a side
  vote_share,     ///< of valid votes
  turnout,        ///< votes polled over electors
  electors,       ///< at an election
  votes_polled,   ///< NOTA included
  nota,           ///< votes for "none of the above"
  swing,          ///< half the change of a side's lead since the election before, points
  segments_led,   ///< assembly segments of a seat in which a side led
  booths,         ///< polling stations with a booth sheet
  booths_behind,  ///< of them, those in which a side trailed, by at most `most` votes where that is said
  booths_ahead,   ///< likewise those in which it led
  roll_electors,  ///< in a revision of the electoral roll
  roll_added,     ///< by its supplements
  roll_struck,    ///< by its supplements
  scheme_count,   ///< official count of a scheme
  scheme_share,   ///< the count over its base
  statistic,      ///< a published statistic of a district: survey or census
  base,           ///< households or people, as a census counted them
  declared,       ///< what households said of a scheme: a protected share (R24)
  community       ///< an answer's share in a released table (R16 to R18)
};

/// "winner", "seats", …
std::string_view name_of(Measure measure);
std::optional<Measure> measure_named(std::string_view name);
Bilingual title_of(Measure measure);
/// All, in their order.
const std::vector<Measure>& all_measures();
/// Whether a side's place in a contest is what is measured.
bool needs_side(Measure measure);
/// Whether it is of one election.
bool needs_election(Measure measure);
/// Whether a change between two elections can be asked for.
bool can_change(Measure measure);

enum class AreaLevel : std::uint8_t { state, region, district, seat, segment, booth };
std::string_view name_of(AreaLevel level);

/// A place: `id` is a district's or region's id, a PC's or AC's number, or AC/PART; empty for the state.
struct Area {
  AreaLevel level = AreaLevel::state;
  std::string id;

  friend auto operator<=>(const Area&, const Area&) = default;
};
/// "state", "seat:64", "district:Agra", "booth:322/112". Errors: `reference_malformed`.
Result<Area> parse_area(std::string_view text);

/// Seats of a side at an election, as docs/definitions.md#seat-class has them; `lost_close` is a part of `lost`.
enum class SeatGroup : std::uint8_t { won, lost, lost_close, narrow, weak, strong, all };
std::string_view name_of(SeatGroup group);
std::optional<SeatGroup> seat_group_named(std::string_view name);
Bilingual title_of(SeatGroup group);

/// Before the id of a statistic: the share of those without it, what it leaves of a hundred.
constexpr std::string_view without_prefix = "without:";

/// Which number. Empty texts: the latest election, its largest side, the newest day.
struct Reference {
  Measure measure = Measure::winner;
  Area area;
  std::string election;
  std::string since;                 ///< an earlier election: the change since then is meant
  std::string side;                  ///< as side.hpp reads it
  SeatGroup group = SeatGroup::won;  ///< of `seats`
  std::string item;                  ///< scheme, statistic, base, or a question of a released table
  std::string answer;                ///< of `declared` and `community`
  std::string when;                  ///< day of a count, year of a statistic, revision of a roll
  std::optional<std::int64_t> most;  ///< votes, of booths behind and ahead

  friend bool operator==(const Reference&, const Reference&) = default;
};

/// Only what is set, in a fixed order, so that equal references are equal texts.
std::string to_string(const Reference& reference);
/// Errors: `reference_malformed` naming the part; `measure_unknown` with the choices.
Result<Reference> parse_reference(std::string_view text);

}  // namespace boothwise::asking
