#pragma once

#include "operations/store.hpp"

#include <array>
#include <string_view>

#include "base/result.hpp"
#include "domain/access.hpp"

namespace boothwise::operations {

/// Every table whose rows stand at a unit and say so in a column `path`: a unit that moves takes them all along. The
/// audit trail and the ledger of consents are not here: they are only added to, and tell where something was when it
/// happened.
constexpr std::array unit_path_tables = std::to_array<std::string_view>(
    {"units",     "unit_places",      "people",  "posts_held",      "booth_agents", "users",      "role_grants",
     "approvals", "responsibilities", "works",   "tasks",           "task_notes",   "task_files", "unit_words",
     "messages",  "devices",          "records", "rights_requests", "field_days",   "claims",     "people_words"});

/// Moves a subtree: paths that begin with `from` begin with `to` afterwards. REQUIRES: `inside` is a transaction's
/// store that sees all rows; nothing stands below `to` yet. Errors: `operations_failed`.
Status move_paths(Store& inside, const UnitPath& from, const UnitPath& to);

}  // namespace boothwise::operations
