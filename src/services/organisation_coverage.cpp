#include "services/organisation_coverage.hpp"

#include "operations/unit_paths.hpp"

#include <algorithm>
#include <set>

#include "domain/coverage.hpp"
#include "services/organisation_parts.hpp"
#include "services/organisation_rules.hpp"

namespace boothwise::services {

using operations::Store;
using operations::Unit;

namespace {

/// The nearest unit at or above `path` that names places.
Result<std::optional<UnitPath>> nearest_with_places(Store& inside, UnitPath path) {
  for (; !path.text.empty(); path = path_above(path)) {
    BOOTHWISE_TRY(covered, operations::places_of_unit(inside, units_of(path).back()));
    if (!covered.empty()) return std::optional(path);
  }
  return std::optional<UnitPath>();
}

/// The fault as an error.
Status refused(Store& inside, const CoverageFault& fault) {
  BOOTHWISE_TRY(other, operations::unit_by_id(inside, units_of(fault.by).back()));
  return coverage_error(fault, other ? &*other : nullptr);
}

Status check_place(Store& inside, const Places& places, const UnitPath& path, const std::optional<UnitPath>& bound,
                   const CoveredPlace& place) {
  operations::StoredPlaceHolders holders(inside);
  BOOTHWISE_TRY(fault, coverage_fault(places, holders, path, bound, place, true));
  if (!fault) return success();
  return refused(inside, *fault);
}

/// What units of a subtree name, those of a unit before those of the units below it.
Result<std::vector<PlaceHolder>> held_within(Store& inside, const UnitPath& path) {
  BOOTHWISE_TRY(held, operations::wide_places_within(inside, path));
  BOOTHWISE_TRY(parts, operations::parts_within(inside, path));
  held.insert(held.end(), parts.begin(), parts.end());
  std::ranges::stable_sort(held, {}, &PlaceHolder::path);
  return held;
}

/// Every place that a unit below names lies in what the unit names now.
Status check_below(Store& inside, const Places& places, const Unit& unit, const std::vector<CoveredPlace>& wanted) {
  if (wanted.empty()) return success();
  BOOTHWISE_TRY(held, held_within(inside, unit.path));
  const auto holds = [&](const CoveredPlace& place) -> Result<bool> {
    return std::ranges::binary_search(wanted, place);
  };
  for (const PlaceHolder& one : held) {
    if (one.path == unit.path) continue;
    BOOTHWISE_TRY(within, lies_within(places, one.place, holds));
    if (within) continue;
    return refused(inside, {CoverageFault::Kind::foreign, one.place, unit.path});
  }
  return success();
}

/// Agents whose part lies in one of `changed` stand at the lowest unit that covers it.
Status settle_agents(Store& inside, const Places& places, const std::vector<CoveredPlace>& changed) {
  std::set<AcNo> segments;
  for (const CoveredPlace& place : changed) {
    if (place.kind == PlaceKind::ac || place.kind == PlaceKind::part) segments.insert(AcNo(place.number));
    for (const AssemblyConstituency& ac : places.acs()) {
      const std::vector<CoveredPlace> above = around(places, {PlaceKind::ac, ac.no.value, {}});
      if (std::ranges::find(above, place) != above.end()) segments.insert(ac.no);
    }
  }
  const std::set<CoveredPlace> concerned(changed.begin(), changed.end());
  for (const AcNo ac : segments) {
    BOOTHWISE_TRY(agents, operations::agent_parts(inside, ac));
    for (const operations::BoothAgent& agent : agents) {
      const CoveredPlace part{PlaceKind::part, ac.value, agent.part};
      const std::vector<CoveredPlace> above = around(places, part);
      if (std::ranges::none_of(above, [&](const CoveredPlace& one) { return concerned.contains(one); })) continue;
      BOOTHWISE_TRY(lowest, lowest_holder(inside, places, part));
      if (lowest && *lowest != agent.path) BOOTHWISE_CHECK(operations::set_agent_path(inside, agent.id, *lowest));
    }
  }
  return success();
}

}  // namespace

Status replace_places(Store& inside, const Places& places, const Unit& unit, const std::vector<CoveredPlace>& before,
                      const std::vector<CoveredPlace>& wanted) {
  std::vector<CoveredPlace> gone;
  std::vector<CoveredPlace> added;
  std::ranges::set_difference(before, wanted, std::back_inserter(gone));
  std::ranges::set_difference(wanted, before, std::back_inserter(added));
  for (const CoveredPlace& place : gone) BOOTHWISE_CHECK(operations::remove_unit_place(inside, unit.id, place));
  for (const CoveredPlace& place : added) {
    BOOTHWISE_CHECK(operations::add_unit_place(inside, {unit.id, unit.path, place}));
  }
  BOOTHWISE_TRY(bound, nearest_with_places(inside, path_above(unit.path)));
  for (const CoveredPlace& place : added) BOOTHWISE_CHECK(check_place(inside, places, unit.path, bound, place));
  if (!gone.empty() || before.empty()) BOOTHWISE_CHECK(check_below(inside, places, unit, wanted));
  gone.insert(gone.end(), added.begin(), added.end());
  return settle_agents(inside, places, gone);
}

Status move_subtree(Store& inside, const Places& places, const Unit& unit, const Unit& above) {
  const UnitPath to = path_below(above.path, unit.id);
  BOOTHWISE_CHECK(operations::set_unit_parent(inside, unit.id, above.id));
  BOOTHWISE_CHECK(operations::move_paths(inside, unit.path, to));
  BOOTHWISE_TRY(bound, nearest_with_places(inside, above.path));
  BOOTHWISE_TRY(held, held_within(inside, to));
  // Places further down lie in those of the topmost that names any, which are enough to ask about.
  UnitPath topmost;
  for (const PlaceHolder& one : held) {
    if (topmost != one.path && topmost.covers(one.path)) continue;
    topmost = one.path;
    BOOTHWISE_CHECK(check_place(inside, places, one.path, bound, one.place));
  }
  return success();
}

}  // namespace boothwise::services
