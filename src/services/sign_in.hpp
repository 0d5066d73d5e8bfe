#pragma once

#include "operations/sessions.hpp"
#include "operations/users.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.hpp"
#include "base/result.hpp"
#include "base/secrets.hpp"
#include "domain/access.hpp"
#include "services/roles.hpp"

/// Who is there: passwords, one-time codes, sessions, tokens, invitations (R11, R36). docs/security.md#sign-in has the
/// limits and why.
namespace boothwise::services {

/// What signing in works with. The store sees everything: nobody is known yet.
struct FrontDoor {
  operations::Store& store;
  const ServerKey& key;
  const Roles& roles;
  Instant now;
};

/// Where a request comes from, for lock-outs and the list of devices.
struct Visitor {
  std::string client;  ///< address
  std::string device;  ///< the browser's own words
};

/// What is still to do before a session counts.
enum class Missing : std::uint8_t { nothing, code, code_setup };

struct Opened {
  std::string token;  ///< for the cookie; kept nowhere
  Instant ends_at;
  Missing missing = Missing::nothing;
};

/// Who a request comes from.
struct Identity {
  Access access;        ///< nobody's while something is missing
  std::string user;     ///< her id, known even then
  std::string session;  ///< id; empty for a token
  std::string language;
  Missing missing = Missing::nothing;
  std::int64_t answers_version = 0;  ///< when she was known (operations/answers_version.hpp)
  operations::KeptStamps stamps{};   ///< and of what kept answers rest on
};

/// A telephone number as +91…, or a name in lower case: what a user is found by. Errors: `sign_in_name_malformed`.
Result<std::string> normal_sign_in_name(std::string_view text);

/// At least 12 characters, at most 512 bytes; not the own name or number, not one character or a row of keys over and
/// over, not what many people choose (common_passwords.hpp). Errors: `password_weak` (says why).
Status check_password(std::string_view password, std::string_view name, std::string_view sign_in_name);

/// Errors: `sign_in_refused` (the same for an unknown name, a wrong password and a suspended user),
/// `too_many_attempts`.
Result<Opened> sign_in(const FrontDoor& door, std::string_view name, std::string_view password, const Visitor& visitor);

/// A one-time code or a recovery code for a session that waits for it. A new token takes the place of the old one.
/// Errors: `code_refused`, `too_many_attempts`, `sign_in_needed`.
Result<Opened> give_code(const FrontDoor& door, std::string_view token, std::string_view code, const Visitor& visitor);

/// Begins (or begins anew) the set-up of one-time codes: the address for the QR code, and the secret to type.
struct CodeSetup {
  std::string address;
  std::string secret;  ///< base 32
};
Result<CodeSetup> begin_code_setup(const FrontDoor& door, const Identity& identity);
struct CodesSet {
  std::vector<std::string> recovery_codes;  ///< ten, shown once
  std::optional<Opened> opened{};           ///< a session that waited for the set-up is whole now, with a new token
};
/// Ends it with a first code. Errors: `code_refused`.
Result<CodesSet> end_code_setup(const FrontDoor& door, const Identity& identity, std::string_view code,
                                const Visitor& visitor);

/// Nothing where the token is of no session.
Result<std::optional<Identity>> identify(const FrontDoor& door, std::string_view session_token);
/// What a user may do, wherever she is signed in. Errors: `sign_in_needed` where she may not sign in any more.
Result<Access> access_of(const FrontDoor& door, std::string_view user_id);
/// Nothing where it is of no token.
Result<std::optional<Identity>> identify_token(const FrontDoor& door, std::string_view api_token);

/// Whose calendar a secret address ("SECRET.ics") is: her access, to read work only. No lock-out: nobody guesses 256
/// bits, and a phone that goes on asking for a revoked calendar must not lock out those who share its address. Errors:
/// `calendar_unknown`.
Result<Identity> identify_calendar(const FrontDoor& door, std::string_view file);

Status sign_out(const FrontDoor& door, const Identity& identity);
/// Every session but the present one, and every token.
Status sign_out_elsewhere(const FrontDoor& door, const Identity& identity);

/// Whose invitation it is, so that the page can greet. Errors: `invitation_unknown`, `invitation_over`.
Result<operations::User> invited_user(const FrontDoor& door, std::string_view invitation);
/// Sets the password; the invitation is used up, other sessions end. Errors: as above, and `password_weak`.
Result<Opened> take_invitation(const FrontDoor& door, std::string_view invitation, std::string_view password,
                               const Visitor& visitor);
/// Errors: `sign_in_refused`, `password_weak`, `too_many_attempts`.
Status change_password(const FrontDoor& door, const Identity& identity, std::string_view former,
                       std::string_view password, const Visitor& visitor);

/// An invitation's secret, good for three days and once; earlier ones of the user are good no more.
Result<std::string> make_invitation(operations::Store& inside, const std::string& user, const std::string& by,
                                    Instant now);

/// Ends every session but one (all where that is empty) and every token. REQUIRES: a transaction's store.
Status end_access(operations::Store& inside, const std::string& user, std::string_view except_session, Instant now);

/// How the store keeps a token.
std::string token_hash(std::string_view token);

}  // namespace boothwise::services
