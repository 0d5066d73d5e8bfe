#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/bilingual.hpp"

/// Odd days in field work: what a worker brought on a day, against what everybody's days bring. What is odd is a reason
/// to look and to ask, never a verdict. docs/definitions.md#field-quality.
namespace boothwise::estimation {

/// One filled form. All of a call are of one form, so that `answers` mean the same.
struct VisitFacts {
  std::string worker;
  std::string booth;
  std::string area;                     ///< whose booths are neighbours: an assembly segment
  std::int64_t day = 0;                 ///< since 1970
  std::optional<std::int64_t> began{};  ///< seconds since 1970
  std::optional<std::int64_t> ended{};  ///< likewise
  std::vector<std::int32_t> answers{};  ///< of each question with choices: the choice's place from 0; -1: none
  std::vector<std::int64_t> numbers{};  ///< whole numbers that were answered
  std::optional<std::pair<double, double>> place{};    ///< latitude and longitude in degrees, to two decimals (R39)
  std::optional<std::pair<double, double>> station{};  ///< of the booth's polling station, likewise
};

enum class Oddity : std::uint8_t {
  speed,              ///< visits much shorter than the form's
  overlap,            ///< visits in progress at the same time
  same_answers,       ///< the same answers to all questions again and again
  round_numbers,      ///< numbers that end in 0 or 5 much more often
  unlike_neighbours,  ///< a question answered otherwise than around there
  far_away,           ///< visits far from the booth's others
  far_from_station    ///< visits far from the booth's polling station
};
constexpr std::size_t oddities_count = static_cast<std::size_t>(Oddity::far_from_station) + 1;
/// The enumerator's name: "speed". Lives for ever.
const char* name_of(Oddity oddity);

/// Below the minimum counts nothing is said. Kinds of effect: docs/definitions.md#field-quality.
struct QualityRules {
  double false_alarm_max = 0.05;   ///< of what is told, so much may be chance
  std::size_t days_least = 10;     ///< days of work to compare with
  std::size_t workers_least = 3;   ///< whose these are
  std::int64_t visits_least = 10;  ///< of a day that something is said about, 1 or more
  /// Honest days differ at least so much beyond chance: squares of a factor's logarithm (a fifth), of a share's arcsine
  /// (ten in a hundred about a half).
  double pace_variance_least = 0.04;
  double share_variance_least = 0.01;
  double speed_most = 0.5;          ///< mean length over the form's usual one
  double share_least = 0.3;         ///< of visits that overlap, repeat answers, are far away
  double rounded_least = 0.6;       ///< of numbers
  std::int64_t numbers_least = 20;  ///< of a day
  std::size_t questions_least = 4;  ///< that were answered by choices
  double unlike_least = 0.8;        ///< Cohen's h; "large" (Cohen 1988)
  double far_km = 3;                ///< from the middle of the booth's other visits
  /// From the polling station: nobody should have to walk more than 2 km to it (ECI, Manual on Polling Stations), and
  /// both places are rounded by up to 0.8 km.
  double station_km = 4;
  std::int64_t overlap_seconds = 60;  ///< that two visits share
};

/// Something odd about a worker's day.
struct DayFinding {
  std::string worker;
  std::int64_t day = 0;
  Oddity kind = Oddity::speed;
  std::int64_t counted = 0;  ///< visits (numbers, for round_numbers) that it rests on
  double found = 0;          ///< seconds for speed; Cohen's h for unlike_neighbours; a share for the others
  double usual = 0;          ///< the same of the other days; 0 for unlike_neighbours
  std::size_t compared = 0;  ///< other days of work
  std::size_t question = 0;  ///< of unlike_neighbours: its place among `answers`
  double false_alarm = 0;    ///< Benjamini & Hochberg's adjusted value
};

struct QualityReport {
  std::vector<DayFinding> findings;  ///< by worker, day, kind
  std::size_t days = 0;              ///< of work that were looked at
  std::size_t tests = 0;
};

/// A day's figure is compared with the other days' in a funnel that is as wide as chance and workers' honest
/// differences make it (Spiegelhalter 2005, Qual Saf Health Care 14:347), all tests together by Benjamini & Hochberg.
/// An honest worker's day is told with less than the stated chance.
QualityReport check_visits(std::span<const VisitFacts> visits, const QualityRules& rules = {});

/// Why it is told, with its numbers. `question`: its label; used by unlike_neighbours only.
Bilingual reason_of(const DayFinding& finding, const Bilingual& question = {});

}  // namespace boothwise::estimation
