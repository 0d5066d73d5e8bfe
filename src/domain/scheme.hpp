#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/dates.hpp"
#include "base/result.hpp"

/// Public schemes: what they are and which may be asked about (R20), and what a count is of. Which schemes there are is
/// data (data/schemes/schemes.csv and the table `schemes` of the operations store). No persons anywhere (R23).
namespace boothwise {

enum class SchemeStatus : std::uint8_t { proposed, in_force, closed };
/// The enumerator's name, in both languages for people.
std::string_view name_of(SchemeStatus status);
std::optional<SchemeStatus> scheme_status_named(std::string_view name);
Bilingual title_of(SchemeStatus status);

/// What a scheme gives to, or a count counts. `other`: houses, villages, days of work; never divided by a base.
enum class SchemeUnit : std::uint8_t { household, person, account, couple, other };
std::string_view name_of(SchemeUnit unit);
Bilingual title_of(SchemeUnit unit);
/// Its name, or a usual word of a report in either language: families, परिवार, खाते.
std::optional<SchemeUnit> parse_scheme_unit(std::string_view text);

/// Whose places an official count is of.
enum class AreaKind : std::uint8_t { state, district, block, ac, gram_panchayat, village };
std::string_view name_of(AreaKind kind);
/// Its name or a usual word of a report in either language.
std::optional<AreaKind> parse_area_kind(std::string_view text);

/// A day as far as it is known: "2019" or "2019-02-24".
struct KnownDay {
  Day day;  ///< of a year alone its first day
  bool year_only = false;
};
/// Nothing for what is neither.
std::optional<KnownDay> parse_known_day(std::string_view text);
std::string to_string(const KnownDay& day);

struct Scheme {
  std::string code;  ///< 2 to 30 small letters, digits and _
  Bilingual name;
  std::string owner;  ///< "centre", or a state's code
  SchemeUnit unit = SchemeUnit::household;
  SchemeStatus status = SchemeStatus::in_force;
  std::optional<KnownDay> from;
  std::optional<KnownDay> to;  ///< its last day; of a year alone the last of that year
  std::string base;            ///< id of the base that its counts are compared with; empty: none is fit
  Bilingual benefit;
  Bilingual eligibility;
  std::string source_url;  ///< official
  std::string portal_url;  ///< where a household applies (R22)
  Bilingual office;        ///< whom to ask (R22)
  std::string helpline;    ///< empty: not known
  /// Names of facts that nobody has yet checked at the official source: benefit, from_day, to_day, status, eligibility,
  /// portal_url, office, helpline.
  std::vector<std::string> to_check;
};

/// Success where the parts fit together. Errors, each naming the field: `scheme_code_malformed`, `scheme_name_missing`,
/// `scheme_source_missing`, `scheme_dates_reversed`, `scheme_end_missing` for a closed one.
Status check_scheme(const Scheme& scheme);

/// Whether its benefit can be had on a day.
bool is_in_force(const Scheme& scheme, const Day& day);

/// Whether a question of a form may be about it on a day (R20): existing benefits only, each with its official source.
/// Errors: `scheme_not_in_force` (conflict), saying why.
Status may_be_asked_about(const Scheme& scheme, const Day& day);

/// Why a count is not shown as a share of a base.
enum class NoCoverage : std::uint8_t { no_count, no_base, base_is_zero, units_differ, area_changed };
std::string_view name_of(NoCoverage why);

/// A count as a share of a base of the same unit; may be above 1 where the base is older than the count. Definition:
/// docs/definitions.md#coverage-of-a-scheme.
struct Coverage {
  std::optional<double> share;
  std::optional<NoCoverage> why;  ///< exactly one of the two is there
};
Coverage coverage_of(std::optional<std::int64_t> count, SchemeUnit counted, std::optional<double> base,
                     SchemeUnit base_unit);

}  // namespace boothwise
