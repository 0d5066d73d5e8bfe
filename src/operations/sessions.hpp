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

/// Who is signed in, with what; invitations, recovery codes, tokens, failed attempts. Only hashes of what is secret are
/// kept. All of it is the server's own (Scope::whole). Errors of all: `operations_failed`.
namespace boothwise::operations {

struct Session {
  std::string id;
  std::string user;
  bool whole = false;  ///< false: the one-time code is still to come
  std::string device;
  Instant made_at;
  Instant seen_at;
  Instant ends_at;
  std::int64_t idle_seconds = 0;
};

/// A role that a user holds now, and where.
struct HeldRole {
  std::string role;
  std::vector<UnitPath> reach;
};

/// A session or a token as a request shows it, with its user.
struct Shown {
  std::string id;  ///< of the session or token
  std::string user;
  bool whole = false;
  Instant seen_at;
  std::string name;
  std::string language;
  std::string state;  ///< the user's
  UnitPath path;
  std::string rights;                ///< of a token: names with spaces between them
  std::vector<HeldRole> roles{};     ///< that the user holds now
  std::int64_t answers_version = 0;  ///< at this moment (answers_version.hpp); of a session or token, as the next
  KeptStamps stamps{};               ///< at this moment (Store::as_of)
};

Status add_session(Store& store, const Session& session, std::string_view hash);
/// Nothing where it is none, ended, or was idle too long.
Result<std::optional<Shown>> shown_session(Store& store, std::string_view hash, Instant at);
Status touch_session(Store& store, std::string_view session, Instant at);
Result<std::vector<Session>> sessions_of(Store& store, std::string_view user, Instant at);
Result<bool> end_session(Store& store, std::string_view user, std::string_view session);
/// All but one; all where that is empty.
Status end_sessions(Store& store, std::string_view user, std::string_view except);
Status drop_old_sessions(Store& store, Instant at);

struct Attempts {
  std::int64_t failures = 0;
  Instant last_at;
  Instant locked_until;
};
/// None where nothing failed.
Result<Attempts> attempts(Store& store, std::string_view key);
Status note_failure(Store& store, std::string_view key, const Attempts& attempts);
Status forget_failures(Store& store, std::string_view key);

struct Invitation {
  std::string user;
  Instant ends_at;
  bool used = false;
};
Status add_invitation(Store& store, std::string_view user, std::string_view hash, std::string_view by, Instant at,
                      Instant ends_at);
Result<std::optional<Invitation>> invitation(Store& store, std::string_view hash);
/// False where it was used or has ended.
Result<bool> use_invitation(Store& store, std::string_view hash, Instant at);
/// Earlier ones of a user are good no more.
Status retire_invitations(Store& store, std::string_view user, Instant at);

Status set_recovery_codes(Store& store, std::string_view user, const std::vector<std::string>& hashes);
Result<bool> use_recovery_code(Store& store, std::string_view user, std::string_view hash, Instant at);
Result<std::int64_t> recovery_codes_left(Store& store, std::string_view user);

struct ApiToken {
  std::string id;
  std::string title;
  std::string rights;
  Instant made_at;
  Instant ends_at;
  std::optional<Instant> seen_at{};
};
Status add_api_token(Store& store, std::string_view user, const ApiToken& token, std::string_view hash);
Result<std::optional<Shown>> shown_token(Store& store, std::string_view hash, Instant at);
Status touch_api_token(Store& store, std::string_view token, Instant at);
Result<std::vector<ApiToken>> api_tokens_of(Store& store, std::string_view user);
Result<bool> revoke_api_token(Store& store, std::string_view user, std::string_view token, Instant at);
Status revoke_api_tokens(Store& store, std::string_view user, Instant at);

/// A calendar that whoever has its address may read.
struct CalendarAddress {
  Instant made_at;
  std::optional<Instant> seen_at{};
  std::string language;
};
/// Ends the one before. REQUIRES: a transaction's store.
Status set_calendar_address(Store& inside, std::string_view user, std::string_view hash, std::string_view language,
                            Instant at);
Status revoke_calendar_address(Store& inside, std::string_view user, Instant at);
Result<std::optional<CalendarAddress>> calendar_address_of(Store& store, std::string_view user);
/// Whose calendar an address is, and in which language: `rights` is empty, `whole` true. Nothing where it is none.
Result<std::optional<Shown>> shown_calendar(Store& store, std::string_view hash);
Status touch_calendar_address(Store& store, std::string_view hash, Instant at);

/// What needs a second person (R37). `object`: "user:…".
struct Approval {
  std::string id;
  std::string kind;
  std::string object;
  UnitPath path;
  std::string reason;
  std::string asked_by;
  Instant asked_at;
  Instant ends_at;
  std::string decided_by;
  std::string decision;  ///< approved, refused, or empty
  bool used = false;
};
Status add_approval(Store& store, const Approval& approval);
Result<std::optional<Approval>> approval(Store& store, std::string_view id);
Result<std::vector<Approval>> approvals_below(Store& store, const UnitPath& at, Instant since, std::int64_t most);
/// False where it was decided already or has ended.
Result<bool> decide_approval(Store& store, std::string_view id, std::string_view by, std::string_view decision,
                             Instant at);
/// Uses up what was approved for this very thing. False where nothing such is there.
Result<bool> use_approval(Store& store, std::string_view id, std::string_view kind, std::string_view object,
                          std::string_view by, Instant at);

}  // namespace boothwise::operations
