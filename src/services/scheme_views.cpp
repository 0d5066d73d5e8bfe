#include "services/scheme_views.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/date_text.hpp"
#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/report_json.hpp"

namespace boothwise::services {

namespace json = boost::json;
using warehouse::SchemeCount;

namespace {

/// Counts of one thing over time.
struct CountMeasure {
  std::string counted;
  SchemeUnit unit = SchemeUnit::household;
  std::map<std::string, std::vector<const SchemeCount*>, std::greater<>> by_day;  ///< newest first

  [[nodiscard]] const SchemeCount* at(std::string_view day, std::string_view district) const {
    const auto found = by_day.find(std::string(day));
    if (found == by_day.end()) return nullptr;
    const auto row = std::ranges::find_if(found->second, [&](const SchemeCount* one) {
      return district.empty() ? one->kind == AreaKind::state : one->district == district;
    });
    return row == found->second.end() ? nullptr : *row;
  }
  [[nodiscard]] std::size_t districts(std::string_view day) const {
    const auto found = by_day.find(std::string(day));
    if (found == by_day.end()) return 0;
    return static_cast<std::size_t>(std::ranges::count(found->second, AreaKind::district, &SchemeCount::kind));
  }
};

/// A scheme's counted_things, the one to lead with first: newest, of the scheme's own unit, of most districts.
std::vector<CountMeasure> measures_of(const Scheme& scheme, const std::vector<SchemeCount>& counts) {
  std::vector<CountMeasure> counted_things;
  for (const SchemeCount& count : counts) {
    if (count.scheme != scheme.code) continue;
    auto found = std::ranges::find(counted_things, count.counted, &CountMeasure::counted);
    if (found == counted_things.end()) {
      counted_things.push_back({count.counted, count.unit.value_or(scheme.unit), {}});
      found = counted_things.end() - 1;
    }
    found->by_day[count.day].push_back(&count);
  }
  std::ranges::stable_sort(counted_things, [&](const CountMeasure& one, const CountMeasure& other) {
    const auto order = [&](const CountMeasure& of) {
      const std::string& day = of.by_day.begin()->first;
      return std::tuple(day, of.unit == scheme.unit, of.districts(day));
    };
    return order(one) > order(other);
  });
  return counted_things;
}

/// The bases that the rows of a day bring along themselves, one a name.
std::vector<SchemeBase> bases_of_report(const CountMeasure& measure, std::string_view day,
                                        const SchemeFigures& figures) {
  std::vector<SchemeBase> bases;
  const auto rows = measure.by_day.find(std::string(day));
  if (rows == measure.by_day.end()) return bases;
  for (const SchemeCount* row : rows->second) {
    if (!row->base || row->kind != AreaKind::district) continue;
    const std::string label = row->base_counted.empty() ? "target" : row->base_counted;
    const std::string id = "report:" + label;
    auto found = std::ranges::find(bases, id, &SchemeBase::id);
    if (found == bases.end()) {
      SchemeBase base{id, figures.counted_name(label), row->base_unit.value_or(measure.unit)};
      base.source = {row->source, row->source};
      bases.push_back(std::move(base));
      found = bases.end() - 1;
    }
    found->values[row->district] = static_cast<double>(*row->base);
  }
  return bases;
}

/// What a scheme is shown by: a measure, its days, and the base that its counts are compared with.
struct SchemeShown {
  const Scheme* scheme = nullptr;
  const CountMeasure* measure = nullptr;  ///< null: no official counts
  std::string day;
  std::string before;             ///< empty: no earlier day
  std::vector<SchemeBase> bases;  ///< all that can be chosen
  const SchemeBase* base = nullptr;
};

Error choose_one_of(std::string code, std::string_view field, std::string_view value,
                    std::vector<std::string> choices) {
  Error error =
      refused_field(ErrorKind::bad_input, std::move(code), field, {"expected one of these", "इनमें से एक चाहिए"}, value);
  error.choices = std::move(choices);
  return error;
}

Result<SchemeShown> choose_shown(const Scheme& scheme, const std::vector<CountMeasure>& counted_things,
                                 const SchemeFigures& figures, const SchemeAsked& asked) {
  SchemeShown shown;
  shown.scheme = &scheme;
  shown.bases = figures.bases();
  if (!counted_things.empty()) {
    const auto found = asked.counted.empty() ? counted_things.begin()
                                             : std::ranges::find(counted_things, asked.counted, &CountMeasure::counted);
    if (found == counted_things.end()) {
      std::vector<std::string> choices;
      for (const CountMeasure& one : counted_things) choices.push_back(one.counted);
      return choose_one_of("counted_unknown", "counted", asked.counted, std::move(choices));
    }
    shown.measure = &*found;
    std::vector<std::string> days;
    for (const auto& [day, rows] : found->by_day) days.push_back(day);
    for (const auto& [field, day] : {std::pair("day", &asked.day), std::pair("before", &asked.before)}) {
      if (!day->empty() && std::ranges::find(days, *day) == days.end())
        return choose_one_of("day_unknown", field, *day, days);
    }
    shown.day = asked.day.empty() ? days.front() : asked.day;
    const auto earlier = std::ranges::find_if(days, [&](const std::string& day) { return day < shown.day; });
    shown.before = !asked.before.empty() ? asked.before : earlier == days.end() ? std::string() : *earlier;
    auto own = bases_of_report(*found, shown.day, figures);
    shown.bases.insert(shown.bases.begin(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
  }
  const bool of_report = !shown.bases.empty() && shown.bases.front().id.starts_with("report:");
  const std::string wanted = !asked.base.empty() ? asked.base : of_report ? shown.bases.front().id : scheme.base;
  const auto base = std::ranges::find(shown.bases, wanted, &SchemeBase::id);
  if (base != shown.bases.end()) {
    shown.base = &*base;
  } else if (!asked.base.empty() && asked.base != "none") {
    std::vector<std::string> choices{"none"};
    for (const SchemeBase& one : shown.bases) choices.push_back(one.id);
    return choose_one_of("base_unknown", "base", asked.base, std::move(choices));
  }
  return shown;
}

std::optional<double> value_in(const SchemeBase* base, std::string_view district) {
  if (base == nullptr) return std::nullopt;
  const auto found = base->values.find(district);
  return found == base->values.end() ? std::nullopt : std::optional(found->second);
}

/// One district's figures of what is shown.
struct DistrictFigures {
  const SchemeCount* count = nullptr;
  const SchemeCount* before = nullptr;
  std::optional<double> base;
  Coverage coverage;
};

DistrictFigures figures_in(const SchemeShown& shown, std::string_view district, const SchemeFigures& figures) {
  DistrictFigures one;
  one.coverage.why = NoCoverage::no_count;
  if (shown.measure == nullptr) return one;
  one.count = shown.measure->at(shown.day, district);
  if (!shown.before.empty()) one.before = shown.measure->at(shown.before, district);
  one.base = value_in(shown.base, district);
  const auto count = one.count == nullptr ? std::nullopt : std::optional(one.count->count);
  const bool changed = shown.base != nullptr && figures.area_changed(district, *shown.base);
  one.coverage =
      coverage_of(count, shown.measure->unit, one.base, shown.base == nullptr ? SchemeUnit::other : shown.base->unit);
  if (changed && one.coverage.share) one.coverage = {std::nullopt, NoCoverage::area_changed};
  return one;
}

json::object figures_json(const DistrictFigures& one) {
  json::object row{{"count", nullptr},
                   {"before", nullptr},
                   {"change", nullptr},
                   {"base", or_null(one.base)},
                   {"share", or_null(one.coverage.share)},
                   {"why", nullptr}};
  if (one.count != nullptr) row["count"] = one.count->count;
  if (one.before != nullptr) row["before"] = one.before->count;
  if (one.count != nullptr && one.before != nullptr) row["change"] = one.count->count - one.before->count;
  if (one.coverage.why) row["why"] = name_of(*one.coverage.why);
  return row;
}

/// The whole state: the count that the report states for it, else the sum of its districts where all are there.
struct StateFigures {
  std::optional<std::int64_t> count;
  bool stated = false;
  std::optional<std::int64_t> before;
  std::optional<double> base;
  Coverage coverage;
  std::size_t districts = 0;        ///< with a count
  std::size_t share_districts = 0;  ///< that the share is of
};

StateFigures state_figures(const SchemeShown& shown, const Snapshot& snapshot, const SchemeFigures& figures) {
  StateFigures state;
  state.coverage.why = NoCoverage::no_count;
  if (shown.measure == nullptr) return state;
  std::int64_t sum = 0;
  std::int64_t sum_before = 0;
  std::size_t with_before = 0;
  std::int64_t sum_both = 0;
  double base_both = 0;
  for (const District& district : snapshot.places.districts()) {
    const DistrictFigures one = figures_in(shown, district.id, figures);
    if (one.before != nullptr) {
      ++with_before;
      sum_before += one.before->count;
    }
    if (one.count == nullptr) continue;
    ++state.districts;
    sum += one.count->count;
    if (!one.coverage.share) continue;
    ++state.share_districts;
    sum_both += one.count->count;
    base_both += one.base.value_or(0);
  }
  const std::size_t all = snapshot.places.districts().size();
  const auto whole = [&](std::string_view day, std::size_t with, std::int64_t of) -> std::optional<std::int64_t> {
    if (const SchemeCount* stated = shown.measure->at(day, "")) return stated->count;
    return with == all && all > 0 ? std::optional(of) : std::nullopt;
  };
  state.stated = shown.measure->at(shown.day, "") != nullptr;
  state.count = whole(shown.day, state.districts, sum);
  if (!shown.before.empty()) state.before = whole(shown.before, with_before, sum_before);
  const SchemeUnit base_unit = shown.base == nullptr ? SchemeUnit::other : shown.base->unit;
  if (state.count && shown.base != nullptr && shown.base->whole) {
    double of_state = 0;
    for (const auto& [district, value] : shown.base->values) of_state += value;
    state.base = of_state;
    state.share_districts = all;
    state.coverage = coverage_of(state.count, shown.measure->unit, state.base, base_unit);
  } else if (state.share_districts > 0) {
    state.base = base_both;
    state.coverage = coverage_of(sum_both, shown.measure->unit, state.base, base_unit);
  } else {
    state.coverage = coverage_of(state.districts > 0 ? std::optional(sum) : state.count, shown.measure->unit,
                                 shown.base == nullptr ? std::nullopt : std::optional(0.0), base_unit);
  }
  return state;
}

json::object scheme_state_json(const StateFigures& state) {
  json::object row{{"count", or_null(state.count)},
                   {"stated", state.stated},
                   {"before", or_null(state.before)},
                   {"change", nullptr},
                   {"base", or_null(state.base)},
                   {"share", or_null(state.coverage.share)},
                   {"why", nullptr},
                   {"districts", state.districts},
                   {"share_districts", state.share_districts}};
  if (state.count && state.before) row["change"] = *state.count - *state.before;
  if (state.coverage.why) row["why"] = name_of(*state.coverage.why);
  return row;
}

json::object shown_json(const SchemeShown& shown, const SchemeFigures& figures) {
  if (shown.measure == nullptr) {
    return {{"counted", nullptr}, {"counted_name", nullptr}, {"unit", nullptr}, {"unit_name", nullptr},
            {"day", nullptr},     {"before", nullptr},       {"base", nullptr}};
  }
  return {{"counted", shown.measure->counted},
          {"counted_name", to_json(figures.counted_name(shown.measure->counted))},
          {"unit", name_of(shown.measure->unit)},
          {"unit_name", to_json(title_of(shown.measure->unit))},
          {"day", shown.day},
          {"before", text_or_null(shown.before)},
          {"base", shown.base == nullptr ? json::value(nullptr) : json::value(base_json(*shown.base))}};
}

/// Least share first; then without a share by count; then without a count, by name.
bool goes_before(const std::pair<const District*, DistrictFigures>& one,
                 const std::pair<const District*, DistrictFigures>& other) {
  const auto order = [](const auto& pair) {
    const DistrictFigures& of = pair.second;
    return std::tuple(!of.coverage.share, of.count == nullptr, of.coverage.share.value_or(0),
                      of.count == nullptr ? 0 : of.count->count, std::string_view(pair.first->id));
  };
  return order(one) < order(other);
}

std::string share_text(double share) { return one_decimal(share * 100) + " %"; }

/// "Houses completed" at the beginning of a sentence.
std::string at_beginning(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

/// "Houses completed: 61.2 % of rural households, Census 2011 (75 districts, 31 March 2026)."
Bilingual scheme_sentence(const SchemeShown& shown, const StateFigures& state, const SchemeFigures& figures) {
  if (shown.measure == nullptr) {
    return {"No official counts are here yet: import a report of the portal.",
            "आधिकारिक संख्याएँ अभी नहीं हैं: पोर्टल की रिपोर्ट आयात करें।"};
  }
  const auto day = parse_date(shown.day);
  const Bilingual when = day ? date_text(*day) : Bilingual{shown.day, shown.day};
  const Bilingual counted = figures.counted_name(shown.measure->counted);
  const Bilingual what{at_beginning(counted.en), counted.hi};
  if (state.coverage.share && shown.base != nullptr) {
    const std::string share = share_text(*state.coverage.share);
    const std::string of = std::to_string(state.share_districts);
    return {what.en + ": " + share + " of " + shown.base->name.en + " (" + of + " districts, " + when.en + ").",
            what.hi + ": " + share + ", आधार " + shown.base->name.hi + " (" + of + " ज़िले, " + when.hi + ")।"};
  }
  if (state.count) {
    const std::string count = grouped(*state.count);
    return {what.en + ": " + count + " (" + when.en + ").", what.hi + ": " + count + " (" + when.hi + ")।"};
  }
  const std::string of = std::to_string(state.districts);
  return {what.en + ": counts of " + of + " districts (" + when.en + ").",
          what.hi + ": " + of + " ज़िलों की संख्याएँ (" + when.hi + ")।"};
}

json::object scheme_district_json(const District& district) {
  return {{"district", district.id}, {"name", to_json(district.name)}};
}

/// Numbers of a district's segments: where it lies on the map.
json::array segments_json(const Places& places, std::string_view district) {
  json::array segments;
  for (const AssemblyConstituency& ac : places.acs()) {
    if (ac.district == district) segments.emplace_back(ac.no.value);
  }
  return segments;
}

json::array sources_of_counts(const SchemeShown& shown) {
  json::array list;
  std::set<std::pair<std::string, std::string>> seen;
  if (shown.measure == nullptr) return list;
  for (const std::string& day : {shown.day, shown.before}) {
    const auto rows = shown.measure->by_day.find(day);
    if (rows == shown.measure->by_day.end()) continue;
    for (const SchemeCount* row : rows->second) {
      if (seen.emplace(row->source, row->url).second)
        list.push_back({{"day", day}, {"source", row->source}, {"url", text_or_null(row->url)}});
    }
  }
  return list;
}

struct SchemeData {
  std::vector<SchemeCount> rows;
  std::vector<Scheme> catalogue;
  SchemeFigures figures;
};

Result<SchemeData> read_schemes(const SchemeDesk& desk, std::string_view code) {
  SchemeData all;
  BOOTHWISE_TRY(catalogue, scheme_catalogue(desk.workspace, desk.data_folder));
  all.catalogue = std::move(catalogue);
  warehouse::Warehouse& warehouse = *desk.workspace.warehouse;
  BOOTHWISE_TRY(rows, warehouse::SchemeReader(warehouse, *desk.snapshot.manifest).of_state_and_districts(code));
  all.rows = std::move(rows);
  BOOTHWISE_TRY(figures, SchemeFigures::read(desk.snapshot, warehouse, desk.data_folder, desk.workspace.state));
  all.figures = std::move(figures);
  return all;
}

Drawn drawn_with(const SchemeFigures& figures, const std::vector<SchemeCount>& rows) {
  Drawn drawn = figures.drawn();
  std::set<std::string> schemes;
  for (const SchemeCount& row : rows) schemes.insert(row.scheme);
  for (const std::string& scheme : schemes) drawn.emplace_back("scheme_counts", scheme);
  return drawn;
}

}  // namespace

Result<json::object> schemes_view(const SchemeDesk& desk) {
  BOOTHWISE_TRY(all, read_schemes(desk, {}));
  json::array schemes;
  std::size_t counted = 0;
  for (const Scheme& scheme : all.catalogue) {
    const std::vector<CountMeasure> counted_things = measures_of(scheme, all.rows);
    BOOTHWISE_TRY(shown, choose_shown(scheme, counted_things, all.figures, {}));
    json::object row = scheme_json(scheme, desk.today);
    row["shown"] = shown_json(shown, all.figures);
    row["state"] = scheme_state_json(state_figures(shown, desk.snapshot, all.figures));
    row["outcomes"] = all.figures.outcomes_of(scheme.code).size();
    counted += counted_things.empty() ? 0 : 1;
    schemes.push_back(std::move(row));
  }
  json::array districts;
  for (const District& district : desk.snapshot.places.districts()) districts.push_back(scheme_district_json(district));
  json::object view{{"schemes", std::move(schemes)},
                    {"with_counts", counted},
                    {"outcomes", all.figures.outcomes().size()},
                    {"districts", std::move(districts)}};
  add_sources(view, *desk.snapshot.manifest, drawn_with(all.figures, all.rows));
  return view;
}

Result<json::object> scheme_view(const SchemeDesk& desk, std::string_view code, const SchemeAsked& asked) {
  BOOTHWISE_TRY(scheme, scheme_named(desk.workspace, desk.data_folder, code));
  BOOTHWISE_TRY(all, read_schemes(desk, code));
  const std::vector<CountMeasure> counted_things = measures_of(scheme, all.rows);
  BOOTHWISE_TRY(shown, choose_shown(scheme, counted_things, all.figures, asked));
  std::vector<std::pair<const District*, DistrictFigures>> rows;
  for (const District& district : desk.snapshot.places.districts())
    rows.emplace_back(&district, figures_in(shown, district.id, all.figures));
  std::ranges::sort(rows, goes_before);
  json::array districts;
  for (const auto& [district, figures] : rows) {
    json::object row = scheme_district_json(*district);
    for (auto& [key, value] : figures_json(figures)) row[key] = value;
    row["segments"] = segments_json(desk.snapshot.places, district->id);
    districts.push_back(std::move(row));
  }
  json::array measure_list;
  for (const CountMeasure& measure : counted_things) {
    json::array days;
    for (const auto& [day, of_day] : measure.by_day) days.emplace_back(day);
    measure_list.push_back({{"counted", measure.counted},
                            {"name", to_json(all.figures.counted_name(measure.counted))},
                            {"unit", name_of(measure.unit)},
                            {"days", std::move(days)}});
  }
  json::array bases;
  for (const SchemeBase& base : shown.bases) {
    json::object row = base_json(base);
    row["fits"] = shown.measure != nullptr && shown.measure->unit == base.unit && base.unit != SchemeUnit::other;
    bases.push_back(std::move(row));
  }
  json::array outcomes;
  for (const Outcome* outcome : all.figures.outcomes_of(code)) outcomes.push_back(outcome_json(*outcome));
  const StateFigures state = state_figures(shown, desk.snapshot, all.figures);
  json::object view{{"scheme", scheme_json(scheme, desk.today)},
                    {"sentence", to_json(scheme_sentence(shown, state, all.figures))},
                    {"shown", shown_json(shown, all.figures)},
                    {"measures", std::move(measure_list)},
                    {"bases", std::move(bases)},
                    {"state", scheme_state_json(state)},
                    {"districts", std::move(districts)},
                    {"outcomes", std::move(outcomes)},
                    {"counts_from", sources_of_counts(shown)}};
  add_sources(view, *desk.snapshot.manifest, drawn_with(all.figures, all.rows));
  return view;
}

Result<json::object> district_schemes_view(const SchemeDesk& desk, std::string_view id) {
  const District* district = desk.snapshot.places.district(id);
  if (district == nullptr) {
    Error error = refused_field(ErrorKind::not_found, "district_unknown", "district",
                                {"there is no such district", "ऐसा कोई ज़िला नहीं"}, id);
    for (const District& one : desk.snapshot.places.districts()) error.choices.push_back(one.id);
    return error;
  }
  BOOTHWISE_TRY(all, read_schemes(desk, {}));
  json::array schemes;
  for (const Scheme& scheme : all.catalogue) {
    const std::vector<CountMeasure> counted_things = measures_of(scheme, all.rows);
    BOOTHWISE_TRY(shown, choose_shown(scheme, counted_things, all.figures, {}));
    const DistrictFigures here = figures_in(shown, id, all.figures);
    std::size_t with_share = 0;
    std::size_t lower = 0;
    for (const District& other : desk.snapshot.places.districts()) {
      const DistrictFigures there = figures_in(shown, other.id, all.figures);
      if (!there.coverage.share) continue;
      ++with_share;
      lower += here.coverage.share && *there.coverage.share < *here.coverage.share ? 1U : 0U;
    }
    json::object row = scheme_json(scheme, desk.today);
    row["shown"] = shown_json(shown, all.figures);
    for (auto& [key, value] : figures_json(here)) row[key == "base" ? "base_count" : key] = value;
    row["lower_districts"] = here.coverage.share ? json::value(lower) : json::value(nullptr);
    row["compared_districts"] = with_share;
    row["state"] = scheme_state_json(state_figures(shown, desk.snapshot, all.figures));
    schemes.push_back(std::move(row));
  }
  json::array outcomes;
  for (const Outcome& outcome : all.figures.outcomes()) {
    if (outcome.values.contains(id)) outcomes.push_back(outcome_json(outcome, id));
  }
  json::object view = scheme_district_json(*district);
  view["schemes"] = std::move(schemes);
  view["outcomes"] = std::move(outcomes);
  json::array others;
  for (const District& one : desk.snapshot.places.districts()) others.push_back(scheme_district_json(one));
  view["districts"] = std::move(others);
  add_sources(view, *desk.snapshot.manifest, drawn_with(all.figures, all.rows));
  return view;
}

}  // namespace boothwise::services
