#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "services/caller.hpp"
#include "services/roles.hpp"
#include "services/sign_in.hpp"

/// Users and their roles (R36, R37). Who gives a role must manage users at that unit and stand above it in the tree, so
/// that nobody lifts herself. Views: docs/api.md#users.
namespace boothwise::services {

/// The roles there are, with what they may do.
boost::json::object roles_view(const Roles& roles);

/// Users of a unit and below, 100 a page, from behind the sign-in name `after`. Errors: `unit_unknown`, `not_yours`.
Result<boost::json::object> users_view(Caller& caller, const Roles& roles, std::int64_t unit, std::string_view after);

/// Makes a user with a role and answers with the invitation's address path. Body: name, sign_in_name, role, unit, pc
/// (of a seat's role), language, person. Errors: `role_unknown`, `role_not_here`, `sign_in_name_taken`, `unit_unknown`,
/// `not_yours`.
Result<boost::json::object> invite_user(Caller& caller, const Roles& roles, std::string_view body);

/// Body: role, unit, pc. Errors: `user_unknown`, and those of invite_user.
Result<boost::json::object> give_role(Caller& caller, const Roles& roles, std::string_view user, std::string_view body);
/// Errors: `user_unknown`, `grant_unknown`, `last_officer`.
Result<boost::json::object> end_role(Caller& caller, const Roles& roles, std::string_view user, std::string_view grant);

/// A suspended user is signed out everywhere. Errors: `user_unknown`, `own_account`, `last_officer`.
Result<boost::json::object> suspend_user(Caller& caller, const Roles& roles, std::string_view user);
Result<boost::json::object> reinstate_user(Caller& caller, std::string_view user);

/// A new invitation instead of password and one-time codes. For who may approve, manage the whole or read the audit
/// trail a second officer must have approved it: body {approval}. Errors: `user_unknown`, `own_account`,
/// `approval_needed`.
Result<boost::json::object> reset_user(Caller& caller, const Roles& roles, std::string_view user,
                                       std::string_view body);

/// Body: kind (`reset_user`), object (`user:…`), reason. Errors: `user_unknown`.
Result<boost::json::object> ask_approval(Caller& caller, std::string_view body);
/// Those of the last 30 days within reach.
Result<boost::json::object> approvals_view(Caller& caller);
/// Body: decision (`approved`, `refused`). Errors: `approval_unknown`, `own_request`, `approval_decided`.
Result<boost::json::object> decide_approval(Caller& caller, std::string_view approval, std::string_view body);

/// Own name, roles with their units, devices, tokens, recovery codes left.
Result<boost::json::object> account_view(Caller& caller, const Roles& roles, const Identity& identity);
/// Body: title, rights, days (1 to 365). Answers with the token, once. Errors: `right_unknown`, `not_yours`.
Result<boost::json::object> make_token(Caller& caller, std::string_view body);
Result<boost::json::object> revoke_token(Caller& caller, std::string_view token);
Result<boost::json::object> end_own_session(Caller& caller, std::string_view session);
/// Body: language.
Result<boost::json::object> set_own_language(Caller& caller, std::string_view body);

/// The first officer: a user at the top of the organisation, which is made if there is none, with the role
/// state_data_head. Returns the invitation's secret. Errors: `officer_there` where anybody can sign in already;
/// `sign_in_name_malformed`.
Result<std::string> make_first_officer(Caller& caller, std::string_view name, std::string_view sign_in_name);

/// Where a role at a Lok Sabha seat reaches: the topmost units all of whose places lie inside it.
Result<std::vector<UnitPath>> reach_of_seat(Caller& caller, std::int64_t pc);
/// Reaches of all such roles anew; after the organisation or the map of seats changed.
Status refresh_seat_reaches(Caller& caller);

}  // namespace boothwise::services
