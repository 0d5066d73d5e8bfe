#pragma once

#include "operations/booth_agents.hpp"
#include "operations/people.hpp"
#include "operations/unit_places.hpp"
#include "operations/units.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/organisation_catalogue.hpp"

/// Pieces that views and changes of the organisation share.
namespace boothwise::services {

/// A unit where the caller holds anything. Errors: `unit_unknown`, for what is out of reach as well.
Result<operations::Unit> reachable_unit(Caller& caller, std::int64_t unit);
/// The same, open. Errors: `unit_closed` as well.
Result<operations::Unit> open_unit(Caller& caller, std::int64_t unit);
/// The unit asked for, or the topmost where the caller holds `right` (0: nothing was asked for). Errors:
/// `unit_unknown`; those of Access::permit.
Result<operations::Unit> asked_unit(Caller& caller, std::int64_t unit, Right right);
/// Someone who has not left, at a unit where the caller holds anything. Errors: `person_unknown`.
Result<operations::OrganisationPerson> reachable_person(Caller& caller, const std::string& person);

/// Numbers of the units of a path, from the top.
std::vector<operations::UnitId> units_of(const UnitPath& path);
/// The path of a unit below `above` (empty at the top).
UnitPath path_below(const UnitPath& above, operations::UnitId unit);
/// The path of the unit above; empty at the top.
UnitPath path_above(const UnitPath& path);

/// The lowest unit that covers a part, in the whole organisation; nothing where none does.
Result<std::optional<UnitPath>> lowest_holder(operations::Store& whole, const Places& places, const CoveredPlace& part);
/// The names of a unit as search compares them.
std::string folded_names(const Bilingual& name);
/// Who does something, for rows that say it.
operations::NotedBy noted_by(const Caller& caller);

/// Ends what a person holds and erases what tells who she was (rule R39), noted in the trail. REQUIRES: inside a
/// transaction.
Status write_departure(const Caller& caller, operations::Store& inside, const OrganisationCatalogue& catalogue,
                       const operations::OrganisationPerson& person, const std::string& day);

/// Unit of docs/api.md#organisation, without what stands around it.
boost::json::object unit_json(const OrganisationCatalogue& catalogue, const operations::Unit& unit);
boost::json::object held_post_json(const OrganisationCatalogue& catalogue, const operations::HeldPost& held);
/// Contact data only where `contacts`.
boost::json::object person_json(const operations::OrganisationPerson& person, bool contacts);
boost::json::object agent_json(const operations::BoothAgent& agent);
boost::json::object places_json(std::span<const CoveredPlace> places);

}  // namespace boothwise::services
