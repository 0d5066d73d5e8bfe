#pragma once

#include "operations/sessions.hpp"

#include <boost/json/object.hpp>
#include <string_view>

#include "services/caller.hpp"

/// What a second person must see before it is done (R37). Views: docs/api.md#users.
namespace boothwise::services {

/// Those who agreed to be contacted, of more than one part (field/contacts.hpp).
constexpr std::string_view field_contacts_kind = "field_contacts";
/// Voter slips of more than one part (papers/slips.hpp); the object is "slips:" and the roll's revision.
constexpr std::string_view voter_slips_kind = "voter_slips";

/// Body: kind (`reset_user`, `field_contacts`, `voter_slips`), object (`user:…`, `unit:…`, `slips:REVISION`), reason.
/// Errors: `user_unknown`, `unit_unknown`; those of Access::permit.
Result<boost::json::object> ask_approval(Caller& caller, std::string_view text);
/// Those of the last 30 days within reach.
Result<boost::json::object> approvals_view(Caller& caller);
/// Body: decision (`approved`, `refused`). Errors: `approval_unknown`, `own_request`, `approval_decided`.
Result<boost::json::object> decide_approval(Caller& caller, std::string_view id, std::string_view text);

}  // namespace boothwise::services
