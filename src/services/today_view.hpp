#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>

#include "base/result.hpp"
#include "services/caller.hpp"
#include "services/snapshot.hpp"

namespace boothwise::services {

/// A role's home: today's three things, what is asked and how far it is, own seats by class with who answers for them,
/// units below, what is late, who can help. At one unit, or over everything that the caller reaches where no unit is
/// asked for. Counts come from kept counts, so that a state's home costs what its mandals cost, not its booths.
/// Shape: docs/api.md#today. Errors: `unit_unknown`, those of Access::permit, `operations_failed`.
Result<boost::json::object> today_view(Caller& caller, const Snapshot& snapshot, std::optional<std::int64_t> unit);

}  // namespace boothwise::services
