#pragma once

#include <boost/json/object.hpp>

#include "base/result.hpp"

namespace boothwise::services {

/// What an error says: `title` (its code), `detail`, `detail_hi` and, where known, `field`, `value`, `line`, `file`,
/// `choices`. In a view it stands beside what could be told all the same.
boost::json::object problem_json(const Error& error);

}  // namespace boothwise::services
