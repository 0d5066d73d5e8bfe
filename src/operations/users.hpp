#pragma once

#include "operations/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"

/// Who may sign in, and which roles they hold where. Nothing here is a secret in clear: passwords are hashed, one-time
/// secrets sealed.
namespace boothwise::operations {

struct User {
  std::string id;
  std::string person;  ///< people.person_id; empty where the user is nobody of the register
  std::int64_t unit = 0;
  UnitPath path;
  std::string name;
  std::string sign_in_name;   ///< normalised: a telephone number +91…, or a name in lower case
  std::string password_hash;  ///< empty until an invitation was taken
  std::string code_sealed;    ///< secret of one-time codes; empty where there is none
  bool code_confirmed = false;
  std::int64_t code_step = 0;  ///< the last step that was used
  std::string language;        ///< hi, en
  std::string state;           ///< invited, active, suspended
  std::string made_by;
  Instant made_at;
  std::optional<Instant> last_sign_in{};  ///< with all steps done
  bool ended = false;                     ///< left: nothing tells who it was
};

/// A role that somebody holds. `pc`: the Lok Sabha seat of a seat's in-charge.
struct RoleGrant {
  std::string id;
  std::string user;
  std::string role;
  std::int64_t unit = 0;
  UnitPath path;
  std::optional<std::int64_t> pc{};
  std::vector<UnitPath> reach;
  std::string given_by;
  Instant given_at;
};

/// True once anybody can sign in. Errors of all: `operations_failed`.
Result<bool> users_exist(Store& store);
/// Errors: `operations_taken` where the name is.
Status add_user(Store& store, const User& user);
/// Nothing where there is none.
Result<std::optional<User>> user_named(Store& store, std::string_view sign_in_name);
Result<std::optional<User>> user_with_id(Store& store, std::string_view id);

/// Which users of a unit and below.
struct UserQuestion {
  UnitPath at;
  std::string after{};  ///< a sign-in name, from the page before
  std::string words{};  ///< part of a name or sign-in name; empty: all
  std::string state{};  ///< empty: all
  std::int64_t most = 100;
};
/// By sign-in name, without those who left.
Result<std::vector<User>> users_below(Store& store, const UserQuestion& question);
/// The accounts of a person of the register.
Result<std::vector<User>> users_of_person(Store& store, std::string_view person);

struct UserCounts {
  std::int64_t all = 0;
  std::int64_t active = 0;
  std::int64_t invited = 0;
  std::int64_t suspended = 0;
  std::int64_t without_codes = 0;  ///< active ones without one-time codes
};
Result<UserCounts> count_users(Store& store, const UnitPath& at);

Status set_password(Store& store, std::string_view user, std::string_view hash);
Status set_one_time_secret(Store& store, std::string_view user, std::string_view sealed);
/// False where that step, or a later one, was used already.
Result<bool> take_one_time_step(Store& store, std::string_view user, std::int64_t step);
Status set_user_state(Store& store, std::string_view user, std::string_view state);
Status note_sign_in(Store& store, std::string_view user, Instant at);
/// Erases name and secrets and ends every role. Sessions, tokens and invitations are the caller's to end. REQUIRES: a
/// transaction's store.
Status end_user(Store& inside, std::string_view user, std::string_view by, Instant at);
Status set_user_language(Store& store, std::string_view user, std::string_view language);

Status add_role_grant(Store& store, const RoleGrant& grant);
Result<std::vector<RoleGrant>> role_grants_of(Store& store, std::string_view user);
/// Those of the users of a unit and below.
Result<std::vector<RoleGrant>> role_grants_below(Store& store, const UnitPath& at);
Result<std::optional<RoleGrant>> role_grant(Store& store, std::string_view id);
Result<bool> end_role_grant(Store& store, std::string_view id, std::string_view by, Instant at);
/// Those at Lok Sabha seats, whose reach follows the organisation.
Result<std::vector<RoleGrant>> seat_grants(Store& store);
Status set_reach(Store& store, std::string_view grant, const std::vector<UnitPath>& reach);

}  // namespace boothwise::operations
