#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/text.hpp"
#include "services/booth_list.hpp"
#include "services/organisation_parts.hpp"
#include "services/organisation_views.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"

/// Booths that no unit names, booths without an agent, units without a head (docs/api.md#organisation). A booth is
/// covered when a unit names it itself, and not only a place around it.
namespace boothwise::services {

namespace json = boost::json;
using operations::Unit;

namespace {

constexpr std::int64_t page_rows = 50;

/// A booth of a unit, and what it lacks.
struct BoothState {
  AcNo ac;
  Part part;
  std::string name;
  bool covered = false;
  bool has_agent = false;
  bool listed = true;  ///< the newest roll or sheets know it
};

/// The booths that belong to a unit: all of the segments that it or units below it name, and those named one by one.
class UnitBooths {
 public:
  UnitBooths(Caller& caller, const Snapshot& snapshot)
      : caller_(caller), snapshot_(snapshot), list_(snapshot, caller.workspace()) {}

  Status look_at(const Unit& unit) {
    path_ = unit.path;
    segments_.clear();
    named_.clear();
    BOOTHWISE_TRY(wide, operations::wide_places_within(caller_.store(), unit.path));
    for (const PlaceHolder& held : wide) add_segments(held.place);
    if (!unit.parent) add_segments({PlaceKind::state, 0, {}});
    BOOTHWISE_TRY(parts, operations::parts_within(caller_.store(), unit.path));
    for (const PlaceHolder& held : parts) {
      if (const auto part = parse_part(held.place.text)) named_[AcNo(held.place.number)].insert(*part);
    }
    return success();
  }

  /// Segments of which the unit has booths, in order.
  [[nodiscard]] std::set<AcNo> segments() const {
    std::set<AcNo> all = segments_;
    for (const auto& [ac, parts] : named_) all.insert(ac);
    return all;
  }

  /// The unit's booths of a segment, in order.
  Result<std::vector<BoothState>> booths(AcNo ac) {
    BOOTHWISE_TRY(listed, list_.segment(ac));
    BOOTHWISE_TRY(agents, operations::agent_parts(caller_.whole_store(), ac));
    std::set<Part> with_agent;
    for (const operations::BoothAgent& agent : agents) {
      if (const auto part = parse_part(agent.part)) with_agent.insert(*part);
    }
    std::set<Part> named = named_.contains(ac) ? named_.at(ac) : std::set<Part>();
    const bool whole = segments_.contains(ac);
    std::vector<BoothState> states;
    for (ListedBooth& booth : listed) {
      const bool covered = named.erase(booth.part) > 0;
      if (!covered && !whole) continue;
      const bool has_agent = with_agent.contains(booth.part);
      states.push_back({ac, std::move(booth.part), std::move(booth.name), covered, has_agent, true});
    }
    for (const Part& part : named) states.push_back({ac, part, {}, true, with_agent.contains(part), false});
    return states;
  }

  [[nodiscard]] const StationSet* set_of(AcNo ac) const { return list_.set_of(ac); }

 private:
  void add_segments(const CoveredPlace& place) {
    if (place.kind == PlaceKind::ac) segments_.insert(AcNo(place.number));
    for (const AssemblyConstituency& ac : snapshot_.places.acs()) {
      const std::vector<CoveredPlace> above = around(snapshot_.places, {PlaceKind::ac, ac.no.value, {}});
      if (std::ranges::find(above, place) != above.end()) segments_.insert(ac.no);
    }
  }

  Caller& caller_;
  const Snapshot& snapshot_;
  BoothList list_;
  UnitPath path_;
  std::set<AcNo> segments_;               // wholly the unit's
  std::map<AcNo, std::set<Part>> named_;  // named one by one
};

/// As the store has them now, or as they were counted since the organisation was last changed.
Result<GapCounts> count_gaps(UnitBooths& booths, const Unit& unit, GapShelf& kept, const GapsOf& of) {
  if (auto counted = kept.find(of, unit.id)) return std::move(*counted);
  GapCounts counts;
  BOOTHWISE_CHECK(booths.look_at(unit));
  for (const AcNo ac : booths.segments()) {
    BOOTHWISE_TRY(states, booths.booths(ac));
    if (const StationSet* set = booths.set_of(ac)) counts.sets.insert(set->id());
    for (const BoothState& one : states) {
      counts.booths += one.listed ? 1 : 0;
      counts.unlisted += one.listed ? 0 : 1;
      counts.uncovered += one.listed && !one.covered ? 1 : 0;
      counts.without_agent += one.listed && !one.has_agent ? 1 : 0;
    }
  }
  kept.keep(of, unit.id, counts);
  return counts;
}

void put_counts(json::object& row, const GapCounts& counts, std::int64_t headless) {
  row["booths"] = counts.booths;
  row["uncovered"] = counts.uncovered;
  row["without_agent"] = counts.without_agent;
  row["not_in_list"] = counts.unlisted;
  row["without_head"] = headless;
}

/// "12/7" of the page before; nothing where it is empty.
Result<std::optional<std::pair<AcNo, Part>>> booth_after(const std::string& after) {
  if (after.empty()) return std::optional<std::pair<AcNo, Part>>();
  const std::size_t slash = after.find('/');
  const auto ac = parse_number<std::int32_t>(after.substr(0, slash));
  const auto part = slash == std::string::npos ? std::nullopt : parse_part(after.substr(slash + 1));
  if (ac && part) return std::optional(std::pair(AcNo(*ac), *part));
  Error error{
      ErrorKind::bad_input, "page_unknown", {"expected the `next` of the page before", "पिछले पृष्ठ का `next` चाहिए"}};
  error.where.column = "after";
  error.where.value = shortened(after, 80);
  return error;
}

Result<json::object> booth_page(UnitBooths& booths, const Snapshot& snapshot, const std::string& kind,
                                const std::string& after) {
  BOOTHWISE_TRY(begin, booth_after(after));
  json::array rows;
  std::string last;
  for (const AcNo ac : booths.segments()) {
    if (begin && ac < begin->first) continue;
    BOOTHWISE_TRY(states, booths.booths(ac));
    for (const BoothState& one : states) {
      const bool lacks = one.listed && (kind == "booths" ? !one.covered : !one.has_agent);
      if (!lacks || (begin && ac == begin->first && one.part <= begin->second)) continue;
      if (rows.size() == static_cast<std::size_t>(page_rows)) {
        return json::object{{"rows", std::move(rows)}, {"next", last}};
      }
      rows.push_back({{"ac_no", ac.value},
                      {"ac_name", to_json(segment_name(snapshot.places, ac))},
                      {"part", to_string(one.part)},
                      {"name", one.name}});
      last = std::to_string(ac.value) + "/" + to_string(one.part);
    }
  }
  return json::object{{"rows", std::move(rows)}, {"next", nullptr}};
}

Result<json::object> head_page(Caller& caller, const OrganisationCatalogue& catalogue, const Unit& unit,
                               const std::string& after) {
  BOOTHWISE_TRY(units, operations::headless_units(caller.store(), unit.path, after, page_rows + 1));
  const bool more = units.size() > static_cast<std::size_t>(page_rows);
  if (more) units.pop_back();
  json::array rows;
  for (const Unit& one : units) {
    json::object row = unit_json(catalogue, one);
    BOOTHWISE_TRY(above, operations::unit_by_id(caller.whole_store(), one.parent.value_or(one.id)));
    row["where"] = to_json(above && one.parent ? above->name : Bilingual{});
    row["head_name"] = to_json(catalogue.level(one.level)->head);
    rows.push_back(std::move(row));
  }
  return json::object{{"rows", std::move(rows)},
                      {"next", more ? json::value(units.back().path.text) : json::value(nullptr)}};
}

}  // namespace

Result<json::object> gaps_view(Caller& caller, const Snapshot& snapshot, std::int64_t id, GapShelf& kept) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(unit, asked_unit(caller, id, Right::view_organisation));
  UnitBooths booths(caller, snapshot);
  BOOTHWISE_TRY(version, operations::organisation_version(caller.whole_store()));
  const GapsOf of{snapshot.manifest, version};
  BOOTHWISE_TRY(counts, count_gaps(booths, unit, kept, of));
  BOOTHWISE_TRY(headless, operations::count_headless_units(caller.store(), unit.path));
  json::object view{{"unit", unit_json(catalogue, unit)}};
  put_counts(view, counts, headless);
  json::array sets;
  for (const std::string& set : counts.sets) sets.emplace_back(set);
  view["booths_of"] = std::move(sets);
  BOOTHWISE_TRY(below, operations::units_below(caller.store(), unit.id));
  json::array rows;
  for (const Unit& one : below) {
    BOOTHWISE_TRY(own, count_gaps(booths, one, kept, of));
    BOOTHWISE_TRY(own_headless, operations::count_headless_units(caller.store(), one.path));
    json::object row = unit_json(catalogue, one);
    put_counts(row, own, own_headless);
    rows.push_back(std::move(row));
  }
  view["below"] = std::move(rows);
  return view;
}

Result<json::object> gap_list_view(Caller& caller, const Snapshot& snapshot, std::int64_t id, const std::string& kind,
                                   const std::string& after) {
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(caller.data_folder()));
  BOOTHWISE_TRY(unit, asked_unit(caller, id, Right::view_organisation));
  json::object view{{"unit", unit_json(catalogue, unit)}, {"kind", kind}};
  json::object page;
  if (kind == "heads") {
    BOOTHWISE_TRY(heads, head_page(caller, catalogue, unit, after));
    page = std::move(heads);
  } else if (kind == "booths" || kind == "agents") {
    UnitBooths booths(caller, snapshot);
    BOOTHWISE_CHECK(booths.look_at(unit));
    BOOTHWISE_TRY(found, booth_page(booths, snapshot, kind, after));
    page = std::move(found);
  } else {
    Error error{ErrorKind::bad_input,
                "gap_kind_unknown",
                {"expected booths, agents or heads", "booths, agents या heads चाहिए"}};
    error.where.column = "kind";
    error.where.value = shortened(kind, 80);
    error.choices = {"booths", "agents", "heads"};
    return error;
  }
  for (auto& [name, value] : page) view[name] = std::move(value);
  return view;
}

}  // namespace boothwise::services
