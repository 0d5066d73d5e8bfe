#pragma once

#include <cstdint>
#include <set>

#include "base/progress.hpp"
#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/organisation_import.hpp"
#include "services/snapshot.hpp"

namespace boothwise::services {

/// What made-up organisation is wanted.
struct OrganisationSynthesis {
  std::uint64_t seed = 2019;
  std::int32_t booths_per_segment = 447;  ///< of a segment of which no booths are here: 180,000 in 403
  std::set<AcNo> only_booths_of;          ///< segments that get shakti kendras and booths; all if empty
};

/// Makes up an organisation over the state's places: six regions, a district each, mandals of some 95 booths, shakti
/// kendras of five to eight, a unit a booth; people with made-up names, whose telephone numbers nobody can have
/// (+911…), most posts held and most booths with an agent. Everything is marked synthetic. Needs an organisation that
/// is empty. Errors: `no_segments`; `organisation_there_already`; those of
/// import_organisation.
Result<OrganisationImport> synthesise_organisation(Caller& caller, const Snapshot& snapshot,
                                                   const OrganisationSynthesis& wanted, Progress& progress);

}  // namespace boothwise::services
