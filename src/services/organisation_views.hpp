#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/gap_shelf.hpp"
#include "services/snapshot.hpp"

/// What the organisation's pages and commands show: docs/api.md#organisation. A unit of 0 is the topmost within the
/// caller's reach. Errors of all: `unit_unknown`, `not_yours`, `operations_failed`, and those named.
namespace boothwise::services {

/// Levels, posts, and where the caller begins.
Result<boost::json::object> organisation_view(Caller& caller);
/// A unit: the chain above, units below, places, posts, people's and gaps' counts.
Result<boost::json::object> unit_view(Caller& caller, std::int64_t id);
/// Units and people by name, in either script, within reach; best first, at most 20 of each.
Result<boost::json::object> search_organisation(Caller& caller, std::string_view query);

/// How much of a unit's booths nobody covers or has no agent, and how many units lack a head; by the units below it.
/// Counts that `kept` has are not made again.
Result<boost::json::object> gaps_view(Caller& caller, const Snapshot& snapshot, std::int64_t id, GapShelf& kept);
/// One page of: `booths` that no unit names, `agents`: booths without an agent, `heads`: units without one. `after`:
/// the `next` of the page before. Errors: `gap_kind_unknown`, `page_unknown`.
Result<boost::json::object> gap_list_view(Caller& caller, const Snapshot& snapshot, std::int64_t id,
                                          const std::string& kind, const std::string& after);

/// People of a unit and below. `contacts`: with telephone numbers and addresses, which needs the right and is noted.
/// Errors: `person_unknown` for a page behind nobody.
Result<boost::json::object> people_view(Caller& caller, std::int64_t id, std::string_view query,
                                        const std::string& after, bool contacts, std::string_view purpose);
/// One person, with posts and appointments of all times; contact data where the caller may see them, which is noted.
Result<boost::json::object> person_view(Caller& caller, const std::string& id, std::string_view purpose);
/// Present booth level agents of a unit and below. Errors: `agent_unknown` for a page behind nobody.
Result<boost::json::object> agents_view(Caller& caller, std::int64_t id, const std::string& after);

}  // namespace boothwise::services
