#pragma once

#include <array>
#include <cstdint>

#include "base/result.hpp"

namespace boothwise::synthesis {

/// Which letters a roll is typed in.
enum class Script : std::uint8_t { devanagari, latin, kruti_dev };

/// How the parts of the later roll are typed; the earlier roll is in Devanagari unless all is Latin.
enum class ScriptChoice : std::uint8_t {
  mixed,       ///< each part of the later roll in Devanagari or in Latin
  devanagari,  ///< all in Devanagari
  latin,       ///< all in Latin, both rolls
  legacy       ///< as `mixed`, and every tenth part of the later roll typed for the font Kruti Dev
};

/// What happens to people between the two rolls. Rates are a year where it says so. All are assumptions: round numbers
/// that give rolls of a plausible shape, measured on no roll (docs/synthesis.md).
struct LifeRates {
  double death_scale = 1;             ///< times Gompertz and Makeham: 0.0005 + 0.00003 exp(0.1 age) a year
  double households_move = 0.008;     ///< a year: a household moves within the segment
  double persons_move = 0.006;        ///< a year: one elector does
  double households_cross = 0.012;    ///< a year: a household of which all or one go to another segment, or register
                                      ///< there again
  double persons_leave = 0.003;       ///< a year: one elector goes where nothing is made up
  double women_marry = 0.14;          ///< a year, unmarried and 18 to 28
  double marry_elsewhere = 0.35;      ///< of them, leaving what is made up
  double households_receive = 0.012;  ///< a year: one elector comes from outside
};

/// Who is on a roll.
struct EnrolmentRates {
  double men = 0.97;
  double women = 0.88;
  double first_years = 0.3;  ///< at 18 and 19, in place of the above
  double late = 0.35;        ///< missing in the earlier roll, in the later one
};

/// What the offices get wrong in the later roll, or have not done yet.
struct KeepingRates {
  double dead_standing = 0.20;      ///< the dead who stand there still
  double dead_struck = 0.25;        ///< struck in this revision; the rest was taken out before
  double moved_standing = 0.20;     ///< old entries of those who moved
  double moved_struck = 0.40;       ///< struck in this revision
  double moved_missing = 0.10;      ///< moved and not registered at the new place
  double struck_wrongly = 0.004;    ///< alive, there, and struck in this revision
  double missing_wrongly = 0.006;   ///< alive, there, and not on the roll
  double repeated = 0.008;          ///< registered twice within the segment, later roll
  double repeated_before = 0.003;   ///< the same, earlier roll
  double repeated_same_epic = 0.3;  ///< of the repeated, with the same EPIC number
  double unusual_villages = 0.004;  ///< where unusually many are struck wrongly
  double unusual_struck = 0.18;     ///< share of the electors there
  double struck_before = 0.008;     ///< a household's entry struck in the earlier roll's own supplement
  double added_late = 0.5;          ///< of the new electors, by supplement and not in the mother roll
  double added_late_before = 0.02;  ///< of all, earlier roll
  double corrected = 0.010;         ///< entries that a supplement corrects
};

/// Clerks' errors. `noise` is the chance that a word is spelt otherwise; other errors are multiples of it.
struct ErrorRates {
  double noise_before = 0.06;      ///< earlier roll
  double noise_after = 0.30;       ///< later roll
  double noise_survey = 0.45;      ///< field survey
  double typo = 0.35;              ///< times noise, a word: an akshara or letter lost, doubled, swapped
  double word_lost = 0.25;         ///< times noise: the second word is left out
  double word_added = 0.15;        ///< times noise: a word that many bear is put in
  double abbreviated = 0.10;       ///< times noise: कु., मो.
  double honorific = 0.50;         ///< times noise: before the relation's name
  double age_off = 0.60;           ///< times noise: by one or two years
  double age_heaped = 0.15;        ///< electors over 30 whose age was rounded to 5 when they registered
  double house_changed = 0.30;     ///< times noise
  double relation_missing = 0.03;  ///< times noise
  double epic_missing = 0.06;
  double epic_changed = 0.06;   ///< later roll: a new number
  double epic_shared = 0.0005;  ///< another elector's number
};

/// How many electors a polling station may have, and where stations are.
struct StationRules {
  std::int32_t electors_max_before = 1500;  ///< Commission's ceiling until 2025
  std::int32_t electors_max_after = 1200;   ///< since
  std::int32_t electors_least = 350;        ///< villages with fewer share a station (assumption)
  double village_electors = 1200;           ///< median of a village; log-normal (assumption)
  double village_spread = 0.8;              ///< its standard deviation of the logarithm (assumption)
};

struct Settings {
  std::uint64_t seed = 1;
  std::int32_t years = 4;  ///< between the two rolls, 1 to 15
  ScriptChoice script = ScriptChoice::mixed;
  double survey_share = 0.05;  ///< of the later roll's electors
  LifeRates life;
  EnrolmentRates enrolment;
  KeepingRates keeping;
  ErrorRates errors;
  StationRules stations;
};

/// Errors: `settings_impossible`: a share outside 0 to 1, years outside 1 to 15, ceilings under 300.
Status check(const Settings& settings);

}  // namespace boothwise::synthesis
