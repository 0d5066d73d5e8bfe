#include "domain/scheme.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace boothwise {

namespace {

template <typename Value>
struct SchemeWord {
  std::string_view text;  ///< small letters
  Value value;
};

constexpr std::array unit_words = std::to_array<SchemeWord<SchemeUnit>>({
    {"household", SchemeUnit::household}, {"households", SchemeUnit::household}, {"family", SchemeUnit::household},
    {"families", SchemeUnit::household},  {"परिवार", SchemeUnit::household},     {"घर", SchemeUnit::household},
    {"person", SchemeUnit::person},       {"persons", SchemeUnit::person},       {"people", SchemeUnit::person},
    {"व्यक्ति", SchemeUnit::person},        {"लोग", SchemeUnit::person},           {"account", SchemeUnit::account},
    {"accounts", SchemeUnit::account},    {"loan", SchemeUnit::account},         {"loans", SchemeUnit::account},
    {"खाता", SchemeUnit::account},        {"खाते", SchemeUnit::account},          {"ऋण", SchemeUnit::account},
    {"couple", SchemeUnit::couple},       {"couples", SchemeUnit::couple},       {"जोड़ा", SchemeUnit::couple},
    {"जोड़े", SchemeUnit::couple},          {"other", SchemeUnit::other},          {"अन्य", SchemeUnit::other},
});

constexpr std::array area_words = std::to_array<SchemeWord<AreaKind>>({
    {"state", AreaKind::state},
    {"प्रदेश", AreaKind::state},
    {"राज्य", AreaKind::state},
    {"district", AreaKind::district},
    {"ज़िला", AreaKind::district},
    {"जिला", AreaKind::district},
    {"जनपद", AreaKind::district},
    {"block", AreaKind::block},
    {"ब्लॉक", AreaKind::block},
    {"विकास खंड", AreaKind::block},
    {"ac", AreaKind::ac},
    {"assembly constituency", AreaKind::ac},
    {"विधान सभा", AreaKind::ac},
    {"gram_panchayat", AreaKind::gram_panchayat},
    {"gram panchayat", AreaKind::gram_panchayat},
    {"gp", AreaKind::gram_panchayat},
    {"ग्राम पंचायत", AreaKind::gram_panchayat},
    {"village", AreaKind::village},
    {"गाँव", AreaKind::village},
    {"गांव", AreaKind::village},
    {"ग्राम", AreaKind::village},
});

constexpr std::array status_names = std::to_array<std::string_view>({"proposed", "in_force", "closed"});
constexpr std::array unit_names =
    std::to_array<std::string_view>({"household", "person", "account", "couple", "other"});
constexpr std::array area_names =
    std::to_array<std::string_view>({"state", "district", "block", "ac", "gram_panchayat", "village"});
constexpr std::array no_coverage_names =
    std::to_array<std::string_view>({"no_count", "no_base", "base_is_zero", "units_differ", "area_changed"});

template <typename Value, typename Words>
std::optional<Value> scheme_word(const Words& words, std::string_view text) {
  const std::string lower = ascii_lower(trimmed(text));
  const auto found = std::ranges::find(words, lower, &SchemeWord<Value>::text);
  return found == words.end() ? std::nullopt : std::optional(found->value);
}

Error scheme_wrong(std::string code, std::string_view field, Bilingual message, std::string_view value = {}) {
  return {ErrorKind::bad_input, std::move(code), std::move(message), {{}, 0, std::string(field), std::string(value)}};
}

bool is_scheme_code(std::string_view text) {
  constexpr std::size_t least = 2;
  constexpr std::size_t most = 30;
  return text.size() >= least && text.size() <= most &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_web_address(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

Day last_known_day(const KnownDay& known) {
  return known.year_only ? Day(known.day.year(), std::chrono::December, std::chrono::day(31)) : known.day;
}

}  // namespace

std::string_view name_of(SchemeStatus status) { return status_names.at(static_cast<std::size_t>(status)); }

std::optional<SchemeStatus> scheme_status_named(std::string_view name) {
  const auto* found = std::ranges::find(status_names, name);
  if (found == status_names.end()) return std::nullopt;
  return static_cast<SchemeStatus>(found - status_names.begin());
}

Bilingual title_of(SchemeStatus status) {
  switch (status) {
    case SchemeStatus::proposed:
      return {"proposed", "प्रस्तावित"};
    case SchemeStatus::in_force:
      return {"in force", "लागू"};
    case SchemeStatus::closed:
      return {"closed", "बंद"};
  }
  throw BrokenInvariant("scheme status outside its range");
}

std::string_view name_of(SchemeUnit unit) { return unit_names.at(static_cast<std::size_t>(unit)); }

Bilingual title_of(SchemeUnit unit) {
  switch (unit) {
    case SchemeUnit::household:
      return {"households", "परिवार"};
    case SchemeUnit::person:
      return {"people", "लोग"};
    case SchemeUnit::account:
      return {"accounts", "खाते"};
    case SchemeUnit::couple:
      return {"couples", "जोड़े"};
    case SchemeUnit::other:
      return {"other things", "अन्य"};
  }
  throw BrokenInvariant("scheme unit outside its range");
}

std::optional<SchemeUnit> parse_scheme_unit(std::string_view text) { return scheme_word<SchemeUnit>(unit_words, text); }

std::string_view name_of(AreaKind kind) { return area_names.at(static_cast<std::size_t>(kind)); }

std::optional<AreaKind> parse_area_kind(std::string_view text) { return scheme_word<AreaKind>(area_words, text); }

std::optional<KnownDay> parse_known_day(std::string_view text) {
  constexpr std::size_t year_digits = 4;
  constexpr int year_least = 1947;
  constexpr int year_most = 2100;
  if (text.size() == year_digits) {
    const auto year = parse_number<int>(text);
    if (!year || *year < year_least || *year > year_most) return std::nullopt;
    return KnownDay{Day(std::chrono::year(*year), std::chrono::January, std::chrono::day(1)), true};
  }
  const auto day = parse_date(text);
  return day ? std::optional(KnownDay{*day, false}) : std::nullopt;
}

std::string to_string(const KnownDay& day) {
  const std::string text = iso_date(day.day);
  return day.year_only ? text.substr(0, text.find('-')) : text;
}

Status check_scheme(const Scheme& scheme) {
  if (!is_scheme_code(scheme.code)) {
    return scheme_wrong("scheme_code_malformed", "code",
                        {"expected 2 to 30 small letters, digits and _, such as pm_kisan",
                         "2 से 30 छोटे अक्षर, अंक और _ चाहिए, जैसे pm_kisan"},
                        shortened(scheme.code, 80));
  }
  if (scheme.name.en.empty() || scheme.name.hi.empty()) {
    return scheme_wrong("scheme_name_missing", scheme.name.en.empty() ? "name_en" : "name_hi",
                        {"expected the name in both languages", "दोनों भाषाओं में नाम चाहिए"});
  }
  if (!is_web_address(scheme.source_url)) {
    return scheme_wrong("scheme_source_missing", "source_url",
                        {"expected the address of the official source, beginning with https:// (R20)",
                         "आधिकारिक स्रोत का पता चाहिए, https:// से शुरू (R20)"},
                        shortened(scheme.source_url, 80));
  }
  if (scheme.from && scheme.to && last_known_day(*scheme.to) < scheme.from->day) {
    return scheme_wrong("scheme_dates_reversed", "to_day", {"it ends before it begins", "यह शुरू होने से पहले समाप्त होती है"},
                        to_string(*scheme.to));
  }
  if (scheme.status == SchemeStatus::closed && !scheme.to) {
    return scheme_wrong("scheme_end_missing", "to_day",
                        {"a closed scheme has a last day or year", "बंद योजना की अंतिम तिथि या वर्ष चाहिए"});
  }
  return success();
}

bool is_in_force(const Scheme& scheme, const Day& day) {
  if (scheme.status != SchemeStatus::in_force) return false;
  if (scheme.from && day < scheme.from->day) return false;
  return !scheme.to || day <= last_known_day(*scheme.to);
}

Status may_be_asked_about(const Scheme& scheme, const Day& day) {
  if (scheme.source_url.empty()) {
    return scheme_wrong("scheme_source_missing", "source_url",
                        {"a scheme without its official source is not asked about (R20)",
                         "बिना आधिकारिक स्रोत की योजना के बारे में नहीं पूछा जाता (R20)"},
                        scheme.code);
  }
  if (is_in_force(scheme, day)) return success();
  const bool ended = scheme.status == SchemeStatus::closed || (scheme.to && day > last_known_day(*scheme.to));
  Bilingual why = ended ? Bilingual{"it is closed: official counts only", "यह बंद है: केवल आधिकारिक संख्याएँ"}
                        : Bilingual{"it is not in force yet", "यह अभी लागू नहीं है"};
  Error error = scheme_wrong(
      "scheme_not_in_force", "scheme",
      {"only schemes in force are asked about (R20); " + why.en, "केवल लागू योजनाओं के बारे में पूछा जाता है (R20); " + why.hi},
      scheme.code);
  error.kind = ErrorKind::conflict;
  return error;
}

std::string_view name_of(NoCoverage why) { return no_coverage_names.at(static_cast<std::size_t>(why)); }

Coverage coverage_of(std::optional<std::int64_t> count, SchemeUnit counted, std::optional<double> base,
                     SchemeUnit base_unit) {
  if (!count) return {std::nullopt, NoCoverage::no_count};
  if (!base) return {std::nullopt, NoCoverage::no_base};
  if (counted != base_unit || counted == SchemeUnit::other) return {std::nullopt, NoCoverage::units_differ};
  if (*base <= 0) return {std::nullopt, NoCoverage::base_is_zero};
  return {static_cast<double>(*count) / *base, std::nullopt};
}

}  // namespace boothwise
