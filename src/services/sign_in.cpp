#include "services/sign_in.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "base/digest.hpp"
#include "base/one_time_code.hpp"
#include "base/text.hpp"
#include "domain/phone.hpp"
#include "services/caller.hpp"
#include "services/common_passwords.hpp"
#include "services/kept_password.hpp"

namespace boothwise::services {

namespace {

using operations::Attempts;
using operations::Store;
using operations::User;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto officer_session = hours(12);  // OWASP ASVS 3.3.2: sign in anew after 12 hours
constexpr auto officer_idle = hours(4);
constexpr auto worker_session = hours(24 * 30);  // a booth worker's own phone
constexpr auto worker_idle = hours(24 * 14);
constexpr auto waiting_session = minutes(15);  // for the one-time code
constexpr auto invitation_lasts = hours(72);
constexpr std::int64_t failures_of_name = 5;
constexpr std::int64_t failures_of_client = 30;  // many share one address behind a mobile network

Error sign_in_refused() {
  return {ErrorKind::unauthenticated,
          "sign_in_refused",
          {"this name and password do not fit together", "यह नाम और पासवर्ड मेल नहीं खाते"}};
}

Error code_refused() {
  return {ErrorKind::unauthenticated,
          "code_refused",
          {"this code is not good, or was used already", "यह कोड सही नहीं है, या पहले काम आ चुका है"}};
}

Error sign_in_needed() { return {ErrorKind::unauthenticated, "sign_in_needed", {"sign in first", "पहले साइन इन करें"}}; }

/// A hash that no password has, so that an unknown name takes as long as a known one.
const std::string& nobodys_password() {
  static const std::string kept = kept_password(ServerKey::passing(), new_token());
  return kept;
}

/// Lock-outs that back off: after so many failures 30 seconds, then twice as long each time, an hour at most. A day
/// without a failure wipes the slate.
class Lock {
 public:
  Lock(const FrontDoor& door, std::string_view kind, std::string_view what, std::int64_t free)
      : door_(door),
        key_(door.key.keyed_id(ServerKey::Purpose::tokens, std::string(kind) + ":" + std::string(what))),
        free_(free) {}

  Status check() const {
    BOOTHWISE_TRY(attempts, operations::attempts(door_.store, key_));
    if (attempts.locked_until <= door_.now) return success();
    Error error{ErrorKind::too_many,
                "too_many_attempts",
                {"too many attempts; wait a little and try again", "बहुत बार कोशिश हुई; थोड़ा रुककर फिर करें"}};
    error.retry_seconds = (attempts.locked_until - door_.now).count();
    return error;
  }

  Status failed(Store& inside) const {
    BOOTHWISE_TRY(attempts, operations::attempts(inside, key_));
    constexpr auto forgotten = hours(24);
    if (door_.now - attempts.last_at > forgotten) attempts = Attempts{};
    ++attempts.failures;
    attempts.last_at = door_.now;
    attempts.locked_until = door_.now;
    if (attempts.failures >= free_) {
      constexpr std::int64_t first_seconds = 30;
      constexpr std::int64_t longest_seconds = 3600;
      constexpr std::int64_t doublings = 7;
      const std::int64_t wait = first_seconds << std::min(attempts.failures - free_, doublings);
      attempts.locked_until += seconds(std::min(wait, longest_seconds));
    }
    return operations::note_failure(inside, key_, attempts);
  }

  Status forget(Store& inside) const { return operations::forget_failures(inside, key_); }

 private:
  const FrontDoor& door_;
  std::string key_;
  std::int64_t free_;
};

Lock name_lock(const FrontDoor& door, std::string_view name) { return {door, "name", name, failures_of_name}; }
Lock client_lock(const FrontDoor& door, const Visitor& visitor) {
  return {door, "client", visitor.client, failures_of_client};
}

Status note(Store& inside, const FrontDoor& door, const User& user, std::string_view action) {
  return note_audit(inside, {door.key, user.id, door.now}, action, "user:" + user.id, user.path);
}

/// What held roles allow, as far as they are still roles.
template <typename Held>
std::vector<Grant> granted(const Roles& roles, const std::vector<Held>& held) {
  std::vector<Grant> grants;
  for (const Held& one : held) {
    if (const Role* role = roles.find(one.role)) grants.push_back({one.role, role->rights, one.reach});
  }
  return grants;
}

/// Of roles that the user holds now.
Result<std::vector<Grant>> grants_of(Store& store, const Roles& roles, std::string_view user) {
  BOOTHWISE_TRY(held, operations::role_grants_of(store, user));
  return granted(roles, held);
}

bool needs_second_factor(const Roles& roles, const std::vector<Grant>& grants) {
  return std::ranges::any_of(grants, [&roles](const Grant& grant) { return roles.find(grant.role)->second_factor; });
}

Missing missing_of(const User& user, bool second_factor) {
  if (user.code_confirmed) return Missing::code;
  return second_factor ? Missing::code_setup : Missing::nothing;
}

/// A session with its token. REQUIRES: `inside` is a transaction's store.
Result<Opened> open_session(Store& inside, const FrontDoor& door, const User& user, Missing missing, bool officer,
                            const Visitor& visitor) {
  operations::Session session;
  session.id = operations::new_id();
  session.user = user.id;
  session.whole = missing == Missing::nothing;
  session.device = shortened(visitor.device, 120);
  session.made_at = door.now;
  const seconds lasts = !session.whole ? waiting_session : officer ? officer_session : worker_session;
  session.ends_at = door.now + lasts;
  session.idle_seconds = (!session.whole ? seconds(waiting_session)
                          : officer      ? seconds(officer_idle)
                                         : seconds(worker_idle))
                             .count();
  Opened opened{new_token(), session.ends_at, missing};
  BOOTHWISE_CHECK(operations::add_session(inside, session, token_hash(opened.token)));
  if (session.whole) BOOTHWISE_CHECK(operations::note_sign_in(inside, user.id, door.now));
  return opened;
}

/// The user of a session that is there, whole or waiting.
Result<User> user_of(const FrontDoor& door, const Identity& identity) {
  BOOTHWISE_TRY(user, operations::user_with_id(door.store, identity.user));
  if (!user || user->state != "active") return sign_in_needed();
  return *user;
}

/// Takes the step of a good code. False for a bad one.
Result<bool> take_code(Store& inside, const FrontDoor& door, const User& user, std::string_view code) {
  BOOTHWISE_TRY(secret, door.key.open(ServerKey::Purpose::one_time_codes, user.code_sealed));
  const auto step = matching_step(secret, code, door.now.time_since_epoch().count(), user.code_step);
  if (!step) return false;
  return operations::take_one_time_step(inside, user.id, *step);
}

std::string recovery_hash(const FrontDoor& door, std::string_view user, std::string_view code) {
  std::string plain;
  for (const char c : ascii_lower(code)) {
    if (c != '-' && c != ' ') plain += c;
  }
  return door.key.keyed_id(ServerKey::Purpose::tokens, "recovery:" + std::string(user) + ":" + plain);
}

/// Four groups of four letters and digits that are not taken for each other: 80 bits.
std::string new_recovery_code() {
  constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz123456789";
  std::string code;
  for (int i = 0; i < 16; ++i) {
    if (i > 0 && i % 4 == 0) code += '-';
    code += letters[random_below(static_cast<std::uint32_t>(letters.size()))];
  }
  return code;
}

Result<std::optional<Identity>> identity_of(const FrontDoor& door, const operations::Shown& shown, bool is_token) {
  if (shown.state != "active") return std::optional<Identity>();
  Identity identity;
  identity.user = shown.user;
  identity.language = shown.language;
  identity.answers_version = shown.answers_version;
  identity.stamps = shown.stamps;
  if (!is_token) identity.session = shown.id;
  if (shown.whole) {
    identity.access = Access(shown.user, shown.name, granted(door.roles, shown.roles));
  } else {
    BOOTHWISE_TRY(user, operations::user_with_id(door.store, shown.user));
    if (user) identity.missing = missing_of(*user, true);
  }
  return std::optional(std::move(identity));
}

Result<operations::User> user_of_invitation(const FrontDoor& door, std::string_view invitation) {
  BOOTHWISE_TRY(found, operations::invitation(door.store, token_hash(invitation)));
  if (!found) {
    return Error{ErrorKind::not_found,
                 "invitation_unknown",
                 {"there is no such invitation; ask for a new one", "ऐसा कोई निमंत्रण नहीं है; नया माँगें"}};
  }
  BOOTHWISE_TRY(user, operations::user_with_id(door.store, found->user));
  if (found->used || found->ends_at <= door.now || !user || user->state == "suspended") {
    return Error{
        ErrorKind::conflict,
        "invitation_over",
        {"this invitation was used or has ended; ask for a new one", "यह निमंत्रण काम आ चुका है या समाप्त हो गया; नया माँगें"}};
  }
  return *user;
}

}  // namespace

std::string token_hash(std::string_view token) { return sha256(token); }

Result<std::string> normal_sign_in_name(std::string_view text) {
  const std::string_view given = trimmed(text);
  const auto malformed = [&given](Bilingual expected) {
    return Error{
        ErrorKind::bad_input, "sign_in_name_malformed", std::move(expected), {{}, 0, {}, shortened(given, 80)}};
  };
  const bool number = !given.empty() && given.find_first_not_of("+0123456789 -()") == std::string_view::npos;
  if (const auto indian = parse_phone(given)) return *indian;
  if (number) {
    std::string digits;
    std::ranges::copy_if(given, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    if (given.front() == '+' && digits.size() >= 8 && digits.size() <= 15) return "+" + digits;
    return malformed({"expected a telephone number of 10 digits", "10 अंकों का फ़ोन नंबर चाहिए"});
  }
  constexpr std::size_t shortest = 3;
  constexpr std::size_t longest = 80;
  if (given.size() < shortest || given.size() > longest || !is_utf8(given) ||
      given.find_first_of(" \t\r\n") != std::string_view::npos) {
    return malformed({"expected a telephone number, or a name of 3 to 80 bytes without spaces",
                      "फ़ोन नंबर, या बिना ख़ाली जगह 3 से 80 बाइट का नाम चाहिए"});
  }
  return ascii_lower(given);
}

Status check_password(std::string_view password, std::string_view name, std::string_view sign_in_name) {
  const auto weak = [](Bilingual why) {
    return Error{ErrorKind::bad_input, "password_weak", std::move(why), {{}, 0, "password", {}}};
  };
  constexpr std::size_t least = 12;  // OWASP ASVS 2.1.1
  constexpr std::size_t most_bytes = 512;
  const auto characters = static_cast<std::size_t>(
      std::ranges::count_if(password, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  if (characters < least || password.size() > most_bytes || !is_utf8(password)) {
    return weak({"expected at least 12 characters; a sentence is good", "कम से कम 12 अक्षर चाहिए; एक वाक्य अच्छा है"});
  }
  if (holds_own_name(password, name, sign_in_name)) {
    return weak({"it holds your own name or number", "इसमें आपका अपना नाम या नंबर है"});
  }
  const std::string lower = ascii_lower(password);
  std::vector<char> kinds(lower.begin(), lower.end());
  std::ranges::sort(kinds);
  const auto repeated = std::ranges::unique(kinds);
  kinds.erase(repeated.begin(), repeated.end());
  constexpr std::size_t kinds_least = 5;
  bool keys_in_a_row = false;
  for (const std::string_view row :
       {"0123456789012345678901234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm"}) {
    keys_in_a_row = keys_in_a_row || row.find(lower.substr(0, least)) != std::string_view::npos;
  }
  if (kinds.size() < kinds_least || keys_in_a_row) {
    return weak({"it is too easy to guess", "इसका अनुमान लगाना बहुत आसान है"});
  }
  if (is_common_password(password)) {
    return weak(
        {"many people use this or something like it; choose words of your own", "ऐसे पासवर्ड बहुत लोग रखते हैं; अपने शब्द चुनें"});
  }
  return success();
}

Result<Opened> sign_in(const FrontDoor& door, std::string_view name, std::string_view password,
                       const Visitor& visitor) {
  const auto normal = normal_sign_in_name(name);
  const Lock by_name = name_lock(door, normal ? *normal : std::string(name));
  const Lock by_client = client_lock(door, visitor);
  BOOTHWISE_CHECK(by_client.check());
  BOOTHWISE_CHECK(by_name.check());
  std::optional<User> user;
  if (normal) {
    BOOTHWISE_TRY(found, operations::user_named(door.store, *normal));
    user = std::move(found);
  }
  const bool known = user && user->state == "active" && !user->password_hash.empty();
  const bool right = is_kept_password(door.key, known ? user->password_hash : nobodys_password(), password);
  if (!known || !right) {
    BOOTHWISE_CHECK(door.store.atomically([&](Store& inside) -> Status {
      BOOTHWISE_CHECK(by_name.failed(inside));
      BOOTHWISE_CHECK(by_client.failed(inside));
      return user ? note(inside, door, *user, "sign_in.refused") : success();
    }));
    return sign_in_refused();
  }
  BOOTHWISE_TRY(grants, grants_of(door.store, door.roles, user->id));
  const bool officer = needs_second_factor(door.roles, grants);
  const std::string anew = is_kept_without_key(user->password_hash) ? kept_password(door.key, password) : std::string();
  Opened opened;
  BOOTHWISE_CHECK(door.store.atomically([&](Store& inside) -> Status {
    if (!anew.empty()) BOOTHWISE_CHECK(operations::set_password(inside, user->id, anew));
    const Missing missing = missing_of(*user, officer);
    if (missing == Missing::nothing) BOOTHWISE_CHECK(by_name.forget(inside));
    BOOTHWISE_TRY(made, open_session(inside, door, *user, missing, officer, visitor));
    opened = std::move(made);
    BOOTHWISE_CHECK(operations::drop_old_sessions(inside, door.now));
    return note(inside, door, *user, missing == Missing::nothing ? "sign_in.done" : "sign_in.password_given");
  }));
  return opened;
}

Result<Opened> give_code(const FrontDoor& door, std::string_view token, std::string_view code, const Visitor& visitor) {
  BOOTHWISE_TRY(identity, identify(door, token));
  if (!identity || identity->missing != Missing::code) return sign_in_needed();
  BOOTHWISE_TRY(user, user_of(door, *identity));
  const Lock by_name = name_lock(door, user.sign_in_name);
  const Lock by_client = client_lock(door, visitor);
  BOOTHWISE_CHECK(by_name.check());
  BOOTHWISE_TRY(grants, grants_of(door.store, door.roles, user.id));
  std::optional<Opened> opened;
  BOOTHWISE_CHECK(door.store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(good, take_code(inside, door, user, code));
    bool recovered = false;
    if (!good) {
      BOOTHWISE_TRY(used, operations::use_recovery_code(inside, user.id, recovery_hash(door, user.id, code), door.now));
      recovered = used;
    }
    if (!good && !recovered) {
      BOOTHWISE_CHECK(by_name.failed(inside));
      BOOTHWISE_CHECK(by_client.failed(inside));
      return note(inside, door, user, "sign_in.code_refused");
    }
    BOOTHWISE_CHECK(by_name.forget(inside));
    BOOTHWISE_CHECK(operations::end_session(inside, user.id, identity->session));
    BOOTHWISE_TRY(made,
                  open_session(inside, door, user, Missing::nothing, needs_second_factor(door.roles, grants), visitor));
    opened = std::move(made);
    return note(inside, door, user, recovered ? "sign_in.done_by_recovery_code" : "sign_in.done");
  }));
  if (!opened) return code_refused();
  return *opened;
}

Result<CodeSetup> begin_code_setup(const FrontDoor& door, const Identity& identity) {
  BOOTHWISE_TRY(user, user_of(door, identity));
  if (identity.missing == Missing::code) return sign_in_needed();
  const std::string secret = new_one_time_secret();
  BOOTHWISE_CHECK(door.store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(
        operations::set_one_time_secret(inside, user.id, door.key.seal(ServerKey::Purpose::one_time_codes, secret)));
    return note(inside, door, user, "codes.begun");
  }));
  return CodeSetup{one_time_address(secret, "Boothwise", user.sign_in_name), base32(secret)};
}

Result<CodesSet> end_code_setup(const FrontDoor& door, const Identity& identity, std::string_view code,
                                const Visitor& visitor) {
  BOOTHWISE_TRY(user, user_of(door, identity));
  if (identity.missing == Missing::code || user.code_sealed.empty() || user.code_confirmed) return code_refused();
  const Lock by_name = name_lock(door, user.sign_in_name);
  const Lock by_client = client_lock(door, visitor);
  BOOTHWISE_CHECK(by_name.check());
  BOOTHWISE_TRY(grants, grants_of(door.store, door.roles, user.id));
  constexpr int codes_count = 10;
  CodesSet set;
  std::vector<std::string> hashes;
  for (int i = 0; i < codes_count; ++i) {
    set.recovery_codes.push_back(new_recovery_code());
    hashes.push_back(recovery_hash(door, user.id, set.recovery_codes.back()));
  }
  bool good = false;
  BOOTHWISE_CHECK(door.store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(taken, take_code(inside, door, user, code));
    good = taken;
    if (!good) {
      BOOTHWISE_CHECK(by_client.failed(inside));
      return by_name.failed(inside);
    }
    BOOTHWISE_CHECK(operations::set_recovery_codes(inside, user.id, hashes));
    if (identity.missing == Missing::code_setup) {
      BOOTHWISE_CHECK(operations::end_session(inside, user.id, identity.session));
      BOOTHWISE_TRY(
          made, open_session(inside, door, user, Missing::nothing, needs_second_factor(door.roles, grants), visitor));
      set.opened = std::move(made);
    }
    return note(inside, door, user, "codes.set_up");
  }));
  if (!good) return code_refused();
  return set;
}

Result<std::optional<Identity>> identify(const FrontDoor& door, std::string_view session_token) {
  BOOTHWISE_TRY(shown, operations::shown_session(door.store, token_hash(session_token), door.now));
  if (!shown) return std::optional<Identity>();
  constexpr auto often_enough = minutes(5);
  if (door.now - shown->seen_at > often_enough) {
    BOOTHWISE_CHECK(operations::touch_session(door.store, shown->id, door.now));
  }
  return identity_of(door, *shown, false);
}

Result<Access> access_of(const FrontDoor& door, std::string_view user_id) {
  BOOTHWISE_TRY(user, operations::user_with_id(door.store, user_id));
  if (!user || user->state != "active") return sign_in_needed();
  BOOTHWISE_TRY(grants, grants_of(door.store, door.roles, user_id));
  return Access(user->id, user->name, std::move(grants));
}

Result<std::optional<Identity>> identify_token(const FrontDoor& door, std::string_view api_token) {
  BOOTHWISE_TRY(shown, operations::shown_token(door.store, token_hash(api_token), door.now));
  if (!shown) return std::optional<Identity>();
  BOOTHWISE_CHECK(operations::touch_api_token(door.store, shown->id, door.now));
  BOOTHWISE_TRY(identity, identity_of(door, *shown, true));
  if (identity) {
    RightSet scope;
    for (const std::string& name : split(shown->rights, ' ')) {
      if (const auto right = right_named(name)) scope.add(*right);
    }
    identity->access = identity->access.only(scope);
  }
  return identity;
}

Result<Identity> identify_calendar(const FrontDoor& door, std::string_view file) {
  constexpr std::string_view suffix = ".ics";
  if (file.ends_with(suffix)) file.remove_suffix(suffix.size());
  const std::string hash = token_hash(file);
  BOOTHWISE_TRY(shown, operations::shown_calendar(door.store, hash));
  std::optional<Identity> identity;
  if (shown) {
    BOOTHWISE_TRY(found, identity_of(door, *shown, true));
    identity = std::move(found);
  }
  if (!identity) {
    return Error{ErrorKind::not_found, "calendar_unknown", {"there is no such calendar", "ऐसा कोई कैलेंडर नहीं है"}};
  }
  BOOTHWISE_CHECK(operations::touch_calendar_address(door.store, hash, door.now));
  identity->access = identity->access.only({Right::view_work});
  return *identity;
}

Status sign_out(const FrontDoor& door, const Identity& identity) {
  BOOTHWISE_TRY(user, operations::user_with_id(door.store, identity.user));
  return door.store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::end_session(inside, identity.user, identity.session));
    return user ? note(inside, door, *user, "sign_out.done") : success();
  });
}

Status sign_out_elsewhere(const FrontDoor& door, const Identity& identity) {
  BOOTHWISE_TRY(user, user_of(door, identity));
  return door.store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(end_access(inside, identity.user, identity.session, door.now));
    return note(inside, door, user, "sign_out.everywhere");
  });
}

Result<operations::User> invited_user(const FrontDoor& door, std::string_view invitation) {
  return user_of_invitation(door, invitation);
}

Result<Opened> take_invitation(const FrontDoor& door, std::string_view invitation, std::string_view password,
                               const Visitor& visitor) {
  const Lock by_client = client_lock(door, visitor);
  BOOTHWISE_CHECK(by_client.check());
  const auto user = user_of_invitation(door, invitation);
  if (!user) {
    BOOTHWISE_CHECK(door.store.atomically([&](Store& inside) { return by_client.failed(inside); }));
    return user.error();
  }
  BOOTHWISE_CHECK(check_password(password, user->name, user->sign_in_name));
  const std::string kept = kept_password(door.key, password);
  BOOTHWISE_TRY(grants, grants_of(door.store, door.roles, user->id));
  const bool officer = needs_second_factor(door.roles, grants);
  Opened opened;
  BOOTHWISE_CHECK(door.store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(used, operations::use_invitation(inside, token_hash(invitation), door.now));
    if (!used)
      return user_of_invitation(door, invitation).ok() ? sign_in_refused()
                                                       : user_of_invitation(door, invitation).error();
    BOOTHWISE_CHECK(operations::set_password(inside, user->id, kept));
    BOOTHWISE_CHECK(operations::end_sessions(inside, user->id, ""));
    BOOTHWISE_TRY(made, open_session(inside, door, *user, missing_of(*user, officer), officer, visitor));
    opened = std::move(made);
    return note(inside, door, *user, "invitation.taken");
  }));
  return opened;
}

Status change_password(const FrontDoor& door, const Identity& identity, std::string_view former,
                       std::string_view password, const Visitor& visitor) {
  BOOTHWISE_TRY(user, user_of(door, identity));
  const Lock by_name = name_lock(door, user.sign_in_name);
  const Lock by_client = client_lock(door, visitor);
  BOOTHWISE_CHECK(by_name.check());
  if (!is_kept_password(door.key, user.password_hash, former)) {
    BOOTHWISE_CHECK(door.store.atomically([&](Store& inside) -> Status {
      BOOTHWISE_CHECK(by_client.failed(inside));
      return by_name.failed(inside);
    }));
    return sign_in_refused();
  }
  BOOTHWISE_CHECK(check_password(password, user.name, user.sign_in_name));
  const std::string kept = kept_password(door.key, password);
  return door.store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::set_password(inside, user.id, kept));
    BOOTHWISE_CHECK(operations::end_sessions(inside, user.id, identity.session));
    return note(inside, door, user, "password.changed");
  });
}

Status end_access(Store& inside, const std::string& user, std::string_view except_session, Instant now) {
  BOOTHWISE_CHECK(operations::end_sessions(inside, user, except_session));
  return operations::revoke_api_tokens(inside, user, now);
}

Result<std::string> make_invitation(Store& inside, const std::string& user, const std::string& by, Instant now) {
  const std::string secret = new_token();
  BOOTHWISE_CHECK(operations::retire_invitations(inside, user, now));
  BOOTHWISE_CHECK(operations::add_invitation(inside, user, token_hash(secret), by, now, now + invitation_lasts));
  return secret;
}

}  // namespace boothwise::services
