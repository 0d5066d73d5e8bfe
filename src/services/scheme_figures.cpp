#include "services/scheme_figures.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/text.hpp"
#include "services/district_names.hpp"
#include "services/own_tables.hpp"
#include "services/report_json.hpp"
#include "services/workspace.hpp"

namespace boothwise::services {

namespace json = boost::json;
using warehouse::DistrictIndicator;

namespace {

/// Which column of which table a base or outcome is.
struct WantedColumn {
  std::string indicator;
  std::string area;
  std::string round;
};

/// Values of an indicator by district of ours. Where several data sets have it the first of them that does is taken
/// whole, so that one column is from one source.
ByDistrict district_values(const std::vector<DistrictIndicator>& all, const WantedColumn& wanted,
                           const DistrictNames& districts, std::set<std::string>& scopes) {
  ByDistrict values;
  std::string scope;
  for (const DistrictIndicator& one : all) {
    if (one.indicator != wanted.indicator || one.area != wanted.area || one.round != wanted.round) continue;
    if (!scope.empty() && one.scope != scope) break;
    scope = one.scope;
    if (const auto district = districts.find(one.district)) values[*district] = one.value;
  }
  if (!scope.empty()) scopes.insert(scope);
  return values;
}

Status read_district_changes(const std::filesystem::path& path,
                             std::map<std::string, std::string, std::less<>>& changed_on) {
  if (!std::filesystem::exists(path)) return success();  // a state without such a table
  return each_own_row(path, [&](const std::vector<std::string>& cells) {
    std::vector<std::string> touched = split(cells[2], ';');
    touched.push_back(cells[0]);
    for (const std::string& district : touched) {
      std::string& day = changed_on[district];
      day = std::max(day, cells[1]);
    }
  });
}

}  // namespace

Result<SchemeFigures> SchemeFigures::read(const Snapshot& snapshot, warehouse::Warehouse& warehouse,
                                          const std::filesystem::path& data_folder, std::string_view state) {
  SchemeFigures figures;
  const std::filesystem::path folder = data_folder / "schemes";
  std::vector<WantedColumn> of_bases;
  std::vector<WantedColumn> of_outcomes;
  BOOTHWISE_CHECK(each_own_row(folder / "bases.csv", [&](const std::vector<std::string>& cells) {
    SchemeBase base{cells[0], {cells[1], cells[2]}, parse_scheme_unit(cells[3]).value_or(SchemeUnit::other)};
    base.as_of = cells[6];
    base.source = {cells[7], cells[8]};
    figures.bases_.push_back(std::move(base));
    of_bases.push_back({cells[4], cells[5], ""});
  }));
  BOOTHWISE_CHECK(each_own_row(folder / "outcomes.csv", [&](const std::vector<std::string>& cells) {
    Outcome outcome{cells[0], {cells[1], cells[2]}};
    outcome.survey = {cells[6], cells[7]};
    outcome.year = cells[8];
    outcome.of = {cells[9], cells[10]};
    outcome.of_households = cells[9] == "households";
    if (!cells[11].empty()) outcome.schemes = split(cells[11], ';');
    outcome.method = {cells[12], cells[13]};
    outcome.source_url = cells[14];
    figures.outcomes_.push_back(std::move(outcome));
    of_outcomes.push_back({cells[3], cells[4], cells[5]});
  }));
  BOOTHWISE_CHECK(each_own_row(folder / "counted.csv", [&](const std::vector<std::string>& cells) {
    for (const std::string& label : {cells[0], cells[1], cells[2]}) {  // a report's own heading may be one of the names
      figures.counted_names_.try_emplace(label, Bilingual{cells[1], cells[2]});
    }
  }));
  if (!state.empty()) {
    BOOTHWISE_CHECK(
        read_district_changes(state_folder(data_folder, state) / "district_changes.csv", figures.changed_on_));
  }
  std::set<std::string> names;
  for (const WantedColumn& one : of_bases) names.insert(one.indicator);
  for (const WantedColumn& one : of_outcomes) names.insert(one.indicator);
  BOOTHWISE_TRY(all, warehouse::SchemeReader(warehouse, *snapshot.manifest).indicators(names));
  const DistrictNames districts(snapshot.places);
  std::set<std::string> scopes;
  for (std::size_t i = 0; i < of_bases.size(); ++i)
    figures.bases_[i].values = district_values(all, of_bases[i], districts, scopes);
  for (std::size_t i = 0; i < of_outcomes.size(); ++i)
    figures.outcomes_[i].values = district_values(all, of_outcomes[i], districts, scopes);
  for (SchemeBase& base : figures.bases_) {
    base.whole = std::ranges::all_of(snapshot.places.districts(), [&](const District& district) {
      return base.values.contains(district.id) || figures.area_changed(district.id, base);
    });
  }
  std::erase_if(figures.bases_, [](const SchemeBase& base) { return base.values.empty(); });
  std::erase_if(figures.outcomes_, [](const Outcome& outcome) { return outcome.values.empty(); });
  std::ranges::stable_sort(figures.outcomes_, std::greater{}, &Outcome::year);
  figures.add_estimated_bases();
  for (const std::string& scope : scopes) figures.drawn_.emplace_back("area_statistics", scope);
  return figures;
}

void SchemeFigures::add_estimated_bases() {
  const auto households = std::ranges::find(bases_, "households", &SchemeBase::id);
  if (households == bases_.end()) return;
  const SchemeBase of = *households;
  for (const Outcome& outcome : outcomes_) {
    if (outcome.schemes.empty()) continue;  // nobody is to be reached by it
    const std::string id = "without:" + outcome.id;
    if (!outcome.of_households || std::ranges::find(bases_, id, &SchemeBase::id) != bases_.end()) continue;
    SchemeBase base{id,
                    {"households without: " + outcome.name.en + " (estimate)",
                     "जिन परिवारों में नहीं: " + outcome.name.hi + " (अनुमान)"},
                    of.unit};
    base.as_of = of.as_of;
    base.source = {of.source.en + " × " + outcome.survey.en + " " + outcome.year,
                   of.source.hi + " × " + outcome.survey.hi + " " + outcome.year};
    base.estimate = true;
    constexpr double hundred = 100;
    for (const auto& [district, per_cent] : outcome.values) {
      const auto count = of.values.find(district);
      if (count != of.values.end()) base.values[district] = count->second * (1 - per_cent / hundred);
    }
    bases_.push_back(std::move(base));
  }
}

std::vector<const Outcome*> SchemeFigures::outcomes_of(std::string_view scheme) const {
  std::vector<const Outcome*> list;
  for (const Outcome& outcome : outcomes_) {
    if (std::ranges::find(outcome.schemes, scheme) != outcome.schemes.end()) list.push_back(&outcome);
  }
  return list;
}

bool SchemeFigures::area_changed(std::string_view district, const SchemeBase& base) const {
  const auto changed = changed_on_.find(district);
  return changed != changed_on_.end() && !base.as_of.empty() && changed->second > base.as_of;
}

Bilingual SchemeFigures::counted_name(std::string_view counted) const {
  const auto found = counted_names_.find(counted);
  if (found != counted_names_.end()) return found->second;
  std::string words(counted);
  std::ranges::replace(words, '_', ' ');
  return {words, words};
}

json::object base_json(const SchemeBase& base) {
  return {{"id", base.id},
          {"name", to_json(base.name)},
          {"unit", name_of(base.unit)},
          {"unit_name", to_json(title_of(base.unit))},
          {"as_of", text_or_null(base.as_of)},
          {"source", to_json(base.source)},
          {"estimate", base.estimate}};
}

json::object outcome_json(const Outcome& outcome, std::string_view only_district) {
  json::object values;
  std::vector<double> sorted;
  for (const auto& [district, value] : outcome.values) {
    sorted.push_back(value);
    if (only_district.empty() || only_district == district) values[district] = value;
  }
  std::ranges::sort(sorted);
  return {{"outcome", outcome.id},
          {"name", to_json(outcome.name)},
          {"survey", to_json(outcome.survey)},
          {"year", outcome.year},
          {"of", to_json(outcome.of)},
          {"method", to_json(outcome.method)},
          {"source_url", outcome.source_url},
          {"schemes", json::value_from(outcome.schemes)},
          {"districts", outcome.values.size()},
          {"lowest", sorted.front()},
          {"middle", sorted[sorted.size() / 2]},
          {"highest", sorted.back()},
          {"values", std::move(values)}};
}

}  // namespace boothwise::services
