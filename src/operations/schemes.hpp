#pragma once

#include "operations/store.hpp"

#include <string>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/scheme.hpp"

/// Schemes that an organisation added or changed; those shipped are a table of ours (data/schemes/schemes.csv).
namespace boothwise::operations {

/// In order of their codes. Errors: `operations_failed`.
Result<std::vector<Scheme>> changed_schemes(Store& store);
/// In place of the one that is there. REQUIRES: `check_scheme` finds nothing. Errors: `operations_failed`.
Status put_scheme(Store& inside, const Scheme& scheme, const std::string& by, Instant at);

}  // namespace boothwise::operations
