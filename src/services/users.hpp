#pragma once

#include "operations/users.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "domain/places.hpp"
#include "services/caller.hpp"
#include "services/roles.hpp"

/// Users and their roles (R36, R37). Who gives a role must manage users at that unit and stand above it in the tree, so
/// that nobody lifts herself. Views: docs/api.md#users.
namespace boothwise::services {

/// A user whom the caller may manage. Errors: `user_unknown`, for those out of reach as well.
Result<operations::User> managed_user(Caller& caller, std::string_view id);

/// User of docs/api.md#users, without roles.
boost::json::object user_json(const operations::User& user);
/// The roles that a user holds, with their units as far as the store lets them through.
Result<boost::json::array> held_roles(operations::Store& store, const Roles& roles, const operations::User& user);

/// A language that pages speak. Errors: `body_malformed`.
Status check_language(std::string_view language);

/// The roles there are, with what they may do.
boost::json::object roles_view(const Roles& roles);

struct UsersAsked {
  std::int64_t unit = 0;  ///< 0: the topmost one where the caller manages users
  std::string after{};    ///< the `next` of the page before
  std::string words{};    ///< part of a name or sign-in name
  std::string state{};    ///< invited, active, suspended; empty: all
};
/// Users of a unit and below, 100 a page, with how many there are. Errors: `unit_unknown`, `not_yours`.
Result<boost::json::object> users_view(Caller& caller, const Roles& roles, const UsersAsked& asked);

/// One of them with roles, devices, the id that the audit trail has for her, and what the caller may do. Errors:
/// `user_unknown`.
Result<boost::json::object> user_view(Caller& caller, const Roles& roles, std::string_view id);

/// Makes a user with a role and answers with the invitation's address path. Body: name, sign_in_name, role, unit, pc
/// (of a seat's role), language, person (of the register; if left out, the one with this telephone number within
/// reach). Errors: `role_unknown`, `role_not_here`, `sign_in_name_taken`, `unit_unknown`, `not_yours`,
/// `person_unknown`.
Result<boost::json::object> invite_user(Caller& caller, const Roles& roles, const Places& places,
                                        std::string_view text);

/// Body: role, unit, pc. Errors: `user_unknown`, and those of invite_user.
Result<boost::json::object> give_role(Caller& caller, const Roles& roles, const Places& places,
                                      std::string_view user_id, std::string_view text);
/// Errors: `user_unknown`, `grant_unknown`, `last_officer`.
Result<boost::json::object> end_role(Caller& caller, const Roles& roles, std::string_view user, std::string_view grant);

/// A suspended user is signed out everywhere. Errors: `user_unknown`, `own_account`, `last_officer`.
Result<boost::json::object> suspend_user(Caller& caller, const Roles& roles, std::string_view user);
Result<boost::json::object> reinstate_user(Caller& caller, std::string_view user);

/// Ends an account for good: roles, sessions, tokens, invitations; name and secrets are erased (R39). Errors:
/// `user_unknown`, `own_account`, `last_officer`, `not_yours`.
Result<boost::json::object> end_user(Caller& caller, const Roles& roles, std::string_view user);
/// Whether the caller may. Errors: likewise.
Status may_end_account(Caller& caller, const Roles& roles, const operations::User& user);
/// The ending itself, inside another change. REQUIRES: a transaction of the whole store; may_end_account said yes.
Status end_account(const Caller& caller, operations::Store& inside, const operations::User& user);
/// Ends every session and token of a user. Errors: `user_unknown`, `own_account`, `not_yours`.
Result<boost::json::object> sign_user_out(Caller& caller, std::string_view user);

/// A new invitation instead of password and one-time codes. For who may approve, manage the whole or read the audit
/// trail a second officer must have approved it: body {approval}. Errors: `user_unknown`, `own_account`,
/// `approval_needed`.
Result<boost::json::object> reset_user(Caller& caller, const Roles& roles, std::string_view user_id,
                                       std::string_view text);

/// The first officer: a user at the top of the organisation, which is made if there is none, with the role
/// state_data_head. Returns the invitation's secret. Errors: `officer_there` where anybody can sign in already;
/// `sign_in_name_malformed`.
Result<std::string> make_first_officer(Caller& caller, std::string_view name, std::string_view given);

}  // namespace boothwise::services
