#pragma once

#include "field/door.hpp"
#include "forms/xform.hpp"
#include "operations/records.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "estimation/field_quality.hpp"

/// Filled forms opened in memory, for what is counted about the work (never about persons) and for those who agreed to
/// be contacted.
namespace boothwise::field {

/// What became of a visit.
enum class Outcome : std::uint8_t {
  agreed,   ///< at least one purpose was agreed to
  refused,  ///< said no
  nobody,   ///< nobody at home, another time
  none      ///< the form asks for no consent
};

struct Visit {
  operations::Record record;
  estimation::VisitFacts facts;
  Outcome outcome = Outcome::none;
  std::string section;
  std::string house_no;
  // Only where `contact` was agreed to, in the record's ledger as it stands.
  std::string name;
  std::string phone;  ///< "+91…"; empty if none, or not to be called any more (R27)
  std::string agreed_on;
};

struct VisitsQuestion {
  UnitPath at;
  std::string form;  ///< its id
  std::string first_day;
  std::string last_day;
};

/// The questions of all versions of a form, by path.
struct AskedQuestion {
  std::string path;
  Bilingual label;
  std::vector<std::string> choices;
};

struct Visits {
  operations::Form form;
  std::vector<AskedQuestion> questions;  ///< with choices, not about consent; as VisitFacts::answers has them
  bool asks_place = false;               ///< a version of the form asks where the visit is
  std::vector<Visit> visits;             ///< current ones (not replaced by an edit), not rolled back, not quarantined
};

/// Errors: `form_unknown`; `too_many_records` above 20,000: a smaller unit or fewer days are to be asked for.
Result<Visits> read_visits(const FieldDoor& door, Caller& caller, const VisitsQuestion& question);

/// Questions are known by their names where no attribute says what they are: the house's number, its section, and when
/// the household wishes to be contacted.
bool is_house_number(const forms::FormField& field);
bool is_section(const forms::FormField& field);
bool is_wished_hour(const forms::FormField& field);

/// Seconds since 1970 of "2026-11-29T10:00:00.000+05:30"; nothing for what is no such time.
std::optional<std::int64_t> parse_form_time(std::string_view text);
/// "26.8467 80.9462 0 5" as degrees to two decimals, which is a kilometre (R39).
std::optional<std::pair<double, double>> coarse_place(std::string_view geopoint);
/// Degrees to two decimals.
std::pair<double, double> coarse_place(const std::pair<double, double>& exact);

}  // namespace boothwise::field
