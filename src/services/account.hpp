#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "services/caller.hpp"
#include "services/roles.hpp"
#include "services/sign_in.hpp"

/// The own account: roles, devices, tokens, language. Views: docs/api.md#users.
namespace boothwise::services {

/// Own name, roles with their units, devices, tokens, recovery codes left.
Result<boost::json::object> account_view(Caller& caller, const Roles& roles, const Identity& identity);
/// Body: title, rights, days (1 to 365). Answers with the token, once. Errors: `right_unknown`, `not_yours`.
Result<boost::json::object> make_token(Caller& caller, std::string_view text);
Result<boost::json::object> revoke_token(Caller& caller, std::string_view id);
Result<boost::json::object> end_own_session(Caller& caller, std::string_view id);
/// A secret address of the own calendar, shown once; the one before ends. Body: language. Errors: `body_malformed`.
Result<boost::json::object> make_calendar_address(Caller& caller, std::string_view text);
Result<boost::json::object> revoke_calendar_address(Caller& caller);
/// Body: language.
Result<boost::json::object> set_own_language(Caller& caller, std::string_view text);

}  // namespace boothwise::services
