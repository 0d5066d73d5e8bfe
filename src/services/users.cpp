#include "services/users.hpp"

#include "operations/people.hpp"
#include "operations/sessions.hpp"
#include "operations/units.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/organisation_parts.hpp"
#include "services/seat_reach.hpp"
#include "services/sign_in.hpp"
#include "services/tombstones.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::RoleGrant;
using operations::Store;
using operations::User;

namespace {

constexpr std::string_view seat_level = "pc";
constexpr std::string_view first_role = "state_data_head";

Error own_account() {
  return refused_field(ErrorKind::conflict, "own_account", "",
                       {"not your own account; ask another officer", "अपना खाता नहीं; किसी दूसरे पदाधिकारी से कहें"});
}

Result<User> other_user(Caller& caller, std::string_view id) {
  if (id == caller.access().user()) return own_account();
  return managed_user(caller, id);
}

json::object held_role_json(const Roles& roles, const RoleGrant& grant, const operations::Unit* unit) {
  const Role* role = roles.find(grant.role);
  json::object view{{"id", grant.id}, {"role", grant.role}};
  view["name"] = role == nullptr ? json::object{{"en", grant.role}, {"hi", grant.role}}
                                 : json::object{{"en", role->name.en}, {"hi", role->name.hi}};
  view["unit"] = grant.unit;
  if (unit != nullptr) view["unit_name"] = json::object{{"en", unit->name.en}, {"hi", unit->name.hi}};
  view["pc_no"] = grant.pc ? json::value(*grant.pc) : json::value();
  view["since"] = iso_utc(grant.given_at);
  return view;
}

/// What is asked for when a role is given, checked.
struct Wanted {
  const Role* role = nullptr;
  operations::Unit unit;
  std::optional<std::int64_t> pc;
  std::vector<UnitPath> reach;
};

/// Below the caller in the tree, or by one who manages the whole.
Status may_give(const Caller& caller, const UnitPath& at) {
  BOOTHWISE_CHECK(caller.access().permit(Right::manage_users, at));
  for (const UnitPath& held : caller.access().reach(Right::manage_users)) {
    if (held == whole_organisation || (held.covers(at) && held != at)) return success();
  }
  return refused_field(ErrorKind::forbidden, "not_yours", "",
                       {"you give roles in units below your own; ask the one above you for this one",
                        "आप अपने से नीचे की इकाइयों में भूमिका देते हैं; इसके लिए अपने से ऊपर कहें"});
}

Result<Wanted> wanted_role(Caller& caller, const Roles& roles, const Places& places, const JsonBody& body) {
  constexpr std::size_t code_bytes = 40;
  constexpr std::int64_t most = 1000000000;
  BOOTHWISE_TRY(code, body.text("role", code_bytes));
  BOOTHWISE_TRY(unit_id, body.integer("unit", 1, most));
  BOOTHWISE_TRY(pc, body.integer_or_none("pc", 1, 9999));
  Wanted wanted;
  wanted.role = roles.find(code);
  if (wanted.role == nullptr) {
    Error error = refused_field(ErrorKind::bad_input, "role_unknown", "role",
                                {"there is no such role", "ऐसी कोई भूमिका नहीं है"}, code);
    for (const auto& [known, role] : roles.all()) error.choices.push_back(known);
    return error;
  }
  BOOTHWISE_TRY(unit, open_unit(caller, unit_id));
  wanted.unit = unit;
  BOOTHWISE_CHECK(may_give(caller, unit.path));
  const bool of_seat = wanted.role->held_at == seat_level;
  if (of_seat != pc.has_value() || (!of_seat && wanted.role->held_at != unit.level) ||
      (of_seat && unit.path != whole_organisation)) {
    return refused_field(ErrorKind::bad_input, "role_not_here", "role",
                         {of_seat ? "this role is given at the top of the organisation, with the number of a seat (pc)"
                                  : "this role is held at the level " + wanted.role->held_at + ", not " + unit.level,
                          of_seat ? "यह भूमिका संगठन के शीर्ष पर, सीट संख्या (pc) के साथ दी जाती है"
                                  : "यह भूमिका " + wanted.role->held_at + " स्तर की है, " + unit.level + " की नहीं"},
                         code);
  }
  wanted.pc = pc;
  wanted.reach = {unit.path};
  if (of_seat) {
    BOOTHWISE_TRY(reach, reach_of_seat(caller.whole_store(), places, *pc));
    wanted.reach = std::move(reach);
  }
  return wanted;
}

/// Another's account may be changed by one who may give every role that she holds, wherever: else a district could take
/// over what the state gave.
Status may_manage(Caller& caller, const User& user) {
  BOOTHWISE_CHECK(may_give(caller, user.path));
  BOOTHWISE_TRY(grants, operations::role_grants_of(caller.whole_store(), user.id));
  for (const RoleGrant& grant : grants) BOOTHWISE_CHECK(may_give(caller, grant.path));
  return success();
}

RoleGrant grant_of(const Caller& caller, const Wanted& wanted, const std::string& user) {
  return {operations::new_id(), user,      wanted.role->code, wanted.unit.id,
          wanted.unit.path,     wanted.pc, wanted.reach,      caller.access().user(),
          caller.now()};
}

/// True if somebody else than `user` manages users at the top. Without one nobody could ever be let in again.
Result<bool> another_officer(Caller& caller, const Roles& roles, const std::string& user) {
  Store& store = caller.whole_store();
  BOOTHWISE_TRY(grants, operations::role_grants_below(store, whole_organisation));
  for (const RoleGrant& grant : grants) {
    const Role* role = roles.find(grant.role);
    if (grant.user == user || role == nullptr || !role->rights.has(Right::manage_users)) continue;
    if (std::ranges::find(grant.reach, whole_organisation) == grant.reach.end()) continue;
    BOOTHWISE_TRY(holder, operations::user_with_id(store, grant.user));
    if (holder && holder->state == "active") return true;
  }
  return false;
}

Status check_not_last(Caller& caller, const Roles& roles, const std::string& user) {
  BOOTHWISE_TRY(another, another_officer(caller, roles, user));
  if (another) return success();
  return refused_field(ErrorKind::conflict, "last_officer", "",
                       {"nobody else manages the whole organisation; give that role to somebody first",
                        "पूरे संगठन को सँभालने वाला और कोई नहीं है; पहले किसी को वह भूमिका दें"});
}

/// Whose reset needs four eyes (R37).
bool is_sensitive(const Roles& roles, const std::vector<RoleGrant>& grants) {
  return std::ranges::any_of(grants, [&roles](const RoleGrant& grant) {
    const Role* role = roles.find(grant.role);
    return role != nullptr && (role->rights.has(Right::approve) || role->rights.has(Right::read_audit) ||
                               role->rights.has(Right::manage_settings));
  });
}

/// The person of the register whose account it is: the one named, or within reach the one with this telephone number.
Result<std::string> person_of_user(Caller& caller, const std::string& asked, const std::string& sign_in_name) {
  if (!asked.empty()) {
    BOOTHWISE_TRY(person, reachable_person(caller, asked));
    return person.id;
  }
  if (!sign_in_name.starts_with('+')) return std::string();
  BOOTHWISE_TRY(found, operations::person_by_phone(caller.whole_store(), sign_in_name));
  return found && caller.access().reaches(found->path) ? found->id : std::string();
}

json::object invitation_json(const User& user, const std::string& secret) {
  json::object view = user_json(user);
  view["invitation"] = secret;
  view["address"] = "/invitation#" + secret;  // behind '#': it reaches no server's log
  return view;
}

}  // namespace

Result<User> managed_user(Caller& caller, std::string_view id) {
  BOOTHWISE_TRY(user, operations::user_with_id(caller.store(), id));
  if (!user || user->ended || !caller.access().may(Right::manage_users, user->path)) {
    return refused_field(ErrorKind::not_found, "user_unknown", "",
                         {"there is no such user within your reach", "आपके दायरे में ऐसा कोई उपयोगकर्ता नहीं है"}, id);
  }
  return *user;
}

json::object user_json(const User& user) {
  return {{"id", user.id},
          {"name", user.name},
          {"sign_in_name", user.sign_in_name},
          {"state", user.state},
          {"unit", user.unit},
          {"language", user.language},
          {"one_time_codes", user.code_confirmed},
          {"since", iso_utc(user.made_at)},
          {"last_sign_in", user.last_sign_in ? json::value(iso_utc(*user.last_sign_in)) : json::value()}};
}

Result<json::array> held_roles(Store& store, const Roles& roles, const User& user) {
  BOOTHWISE_TRY(grants, operations::role_grants_of(store, user.id));
  json::array held;
  for (const RoleGrant& grant : grants) {
    BOOTHWISE_TRY(at, operations::unit_by_id(store, grant.unit));
    held.push_back(held_role_json(roles, grant, at ? &*at : nullptr));
  }
  return held;
}

Status check_language(std::string_view language) {
  constexpr std::array<std::string_view, 2> languages = {"hi", "en"};
  if (std::ranges::find(languages, language) != languages.end()) return success();
  return JsonBody::malformed("language", "expected hi or en", "hi या en चाहिए", language);
}

json::object roles_view(const Roles& roles) {
  json::array list;
  for (const auto& [code, role] : roles.all()) {
    json::array rights;
    for (std::size_t i = 0; i < rights_count; ++i) {
      if (role.rights.has(static_cast<Right>(i))) rights.emplace_back(name_of(static_cast<Right>(i)));
    }
    list.push_back({{"role", code},
                    {"held_at", role.held_at},
                    {"one_time_codes", role.second_factor},
                    {"name", {{"en", role.name.en}, {"hi", role.name.hi}}},
                    {"rights", std::move(rights)}});
  }
  return {{"roles", std::move(list)}};
}

Result<json::object> users_view(Caller& caller, const Roles& roles, const UsersAsked& asked) {
  constexpr std::int64_t page = 100;
  BOOTHWISE_TRY(unit, asked_unit(caller, asked.unit, Right::manage_users));
  BOOTHWISE_TRY(counts, operations::count_users(caller.store(), unit.path));
  BOOTHWISE_TRY(users,
                operations::users_below(caller.store(), {unit.path, asked.after, asked.words, asked.state, page + 1}));
  const bool more = users.size() > page;
  if (more) users.pop_back();
  json::array list;
  for (const User& user : users) {
    json::object view = user_json(user);
    BOOTHWISE_TRY(held, held_roles(caller.store(), roles, user));
    view["roles"] = std::move(held);
    list.push_back(std::move(view));
  }
  json::object view{{"unit", unit.id}, {"unit_name", {{"en", unit.name.en}, {"hi", unit.name.hi}}}};
  view["counts"] = json::object{{"all", counts.all},
                                {"active", counts.active},
                                {"invited", counts.invited},
                                {"suspended", counts.suspended},
                                {"without_codes", counts.without_codes}};
  view["users"] = std::move(list);
  view["next"] = more ? json::value(users.back().sign_in_name) : json::value();
  return view;
}

Result<json::object> user_view(Caller& caller, const Roles& roles, std::string_view id) {
  BOOTHWISE_TRY(user, managed_user(caller, id));
  Store& store = caller.whole_store();
  json::object view = user_json(user);
  BOOTHWISE_TRY(at, operations::unit_by_id(store, user.unit));
  view["unit_name"] = at ? json::value{{"en", at->name.en}, {"hi", at->name.hi}} : json::value();
  BOOTHWISE_TRY(held, held_roles(caller.store(), roles, user));
  view["roles"] = std::move(held);
  BOOTHWISE_TRY(grants, operations::role_grants_of(store, user.id));
  const bool own = user.id == caller.access().user();
  view["own"] = own;
  view["may_manage"] = !own && may_manage(caller, user).ok();
  view["four_eyes"] = is_sensitive(roles, grants);
  view["tied_to_person"] = !user.person.empty();
  view["audit_id"] = caller.key().keyed_id(ServerKey::Purpose::audit_ids, user.id);
  BOOTHWISE_TRY(sessions, operations::sessions_of(store, user.id, caller.now()));
  json::array devices;
  for (const operations::Session& session : sessions) {
    devices.push_back(
        {{"device", session.device}, {"since", iso_utc(session.made_at)}, {"seen", iso_utc(session.seen_at)}});
  }
  view["devices"] = std::move(devices);
  BOOTHWISE_TRY(tokens, operations::api_tokens_of(store, user.id));
  view["tokens"] = tokens.size();
  return view;
}

Result<json::object> invite_user(Caller& caller, const Roles& roles, const Places& places, std::string_view text) {
  constexpr std::size_t name_bytes = 200;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(name, body.text("name", name_bytes));
  BOOTHWISE_TRY(given, body.text("sign_in_name", name_bytes));
  BOOTHWISE_TRY(sign_in_name, normal_sign_in_name(given));
  BOOTHWISE_TRY(language, body.text_or_empty("language", 2));
  BOOTHWISE_TRY(asked_person, body.text_or_empty("person", 80));
  BOOTHWISE_TRY(wanted, wanted_role(caller, roles, places, body));
  BOOTHWISE_TRY(person, person_of_user(caller, asked_person, sign_in_name));
  if (!language.empty()) BOOTHWISE_CHECK(check_language(language));
  User user;
  user.id = operations::new_id();
  user.person = person;
  user.unit = wanted.unit.id;
  user.path = wanted.unit.path;
  user.name = name;
  user.sign_in_name = sign_in_name;
  user.language = language.empty() ? "hi" : language;
  user.state = "invited";
  user.made_by = caller.access().user();
  user.made_at = caller.now();
  std::string secret;
  const Status done = caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::add_user(inside, user));
    BOOTHWISE_CHECK(operations::add_role_grant(inside, grant_of(caller, wanted, user.id)));
    BOOTHWISE_TRY(made, make_invitation(inside, user.id, caller.access().user(), caller.now()));
    secret = std::move(made);
    return caller.note(inside, "user.invited", "user:" + user.id, user.path, {{"role", wanted.role->code}});
  });
  if (!done && done.error().code == "operations_taken") {
    return refused_field(ErrorKind::conflict, "sign_in_name_taken", "sign_in_name",
                         {"somebody has this telephone number or name already", "यह फ़ोन नंबर या नाम पहले से किसी का है"},
                         sign_in_name);
  }
  BOOTHWISE_CHECK(done);
  return invitation_json(user, secret);
}

Result<json::object> give_role(Caller& caller, const Roles& roles, const Places& places, std::string_view user_id,
                               std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(user, other_user(caller, user_id));
  BOOTHWISE_TRY(wanted, wanted_role(caller, roles, places, body));
  const RoleGrant grant = grant_of(caller, wanted, user.id);
  BOOTHWISE_CHECK(caller.store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::add_role_grant(inside, grant));
    return caller.note(inside, "role.given", "user:" + user.id, grant.path, {{"role", grant.role}});
  }));
  return held_role_json(roles, grant, &wanted.unit);
}

Result<json::object> end_role(Caller& caller, const Roles& roles, std::string_view user_id, std::string_view grant_id) {
  BOOTHWISE_TRY(user, other_user(caller, user_id));
  BOOTHWISE_TRY(grant, operations::role_grant(caller.store(), grant_id));
  if (!grant || grant->user != user.id) {
    return refused_field(ErrorKind::not_found, "grant_unknown", "",
                         {"she holds no such role", "उनके पास ऐसी कोई भूमिका नहीं है"}, grant_id);
  }
  BOOTHWISE_CHECK(may_give(caller, grant->path));
  if (grant->path == whole_organisation) BOOTHWISE_CHECK(check_not_last(caller, roles, user.id));
  BOOTHWISE_CHECK(caller.store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::end_role_grant(inside, grant->id, caller.access().user(), caller.now()));
    return caller.note(inside, "role.ended", "user:" + user.id, grant->path, {{"role", grant->role}});
  }));
  return json::object{{"ended", grant->id}};
}

Result<json::object> suspend_user(Caller& caller, const Roles& roles, std::string_view user_id) {
  BOOTHWISE_TRY(user, other_user(caller, user_id));
  BOOTHWISE_CHECK(may_manage(caller, user));
  BOOTHWISE_CHECK(check_not_last(caller, roles, user.id));
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::set_user_state(inside, user.id, "suspended"));
    BOOTHWISE_CHECK(end_access(inside, user.id, "", caller.now()));
    BOOTHWISE_CHECK(operations::retire_invitations(inside, user.id, caller.now()));
    return caller.note(inside, "user.suspended", "user:" + user.id, user.path);
  }));
  return json::object{{"id", user.id}, {"state", "suspended"}};
}

Result<json::object> reinstate_user(Caller& caller, std::string_view user_id) {
  BOOTHWISE_TRY(user, other_user(caller, user_id));
  BOOTHWISE_CHECK(may_manage(caller, user));
  if (user.state != "suspended") {
    return refused_field(ErrorKind::conflict, "not_suspended", "",
                         {"this user is not suspended", "यह उपयोगकर्ता निलंबित नहीं है"});
  }
  std::string secret;
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::set_user_state(inside, user.id, "invited"));
    BOOTHWISE_TRY(made, make_invitation(inside, user.id, caller.access().user(), caller.now()));
    secret = std::move(made);
    return caller.note(inside, "user.reinstated", "user:" + user.id, user.path);
  }));
  user.state = "invited";
  return invitation_json(user, secret);
}

Status may_end_account(Caller& caller, const Roles& roles, const User& user) {
  if (user.id == caller.access().user()) return own_account();
  BOOTHWISE_CHECK(may_manage(caller, user));
  BOOTHWISE_TRY(grants, operations::role_grants_of(caller.whole_store(), user.id));
  const bool at_top = std::ranges::any_of(grants, [](const RoleGrant& one) { return one.path == whole_organisation; });
  return at_top ? check_not_last(caller, roles, user.id) : success();
}

Status end_account(const Caller& caller, Store& inside, const User& user) {
  BOOTHWISE_CHECK(end_access(inside, user.id, "", caller.now()));
  BOOTHWISE_CHECK(operations::retire_invitations(inside, user.id, caller.now()));
  BOOTHWISE_CHECK(operations::set_recovery_codes(inside, user.id, {}));
  BOOTHWISE_CHECK(operations::revoke_calendar_address(inside, user.id, caller.now()));
  BOOTHWISE_CHECK(operations::end_user(inside, user.id, caller.access().user(), caller.now()));
  BOOTHWISE_CHECK(bury(caller, inside, Buried::user, user.id));
  return caller.note(inside, "user.ended", "user:" + user.id, user.path);
}

Result<json::object> end_user(Caller& caller, const Roles& roles, std::string_view user_id) {
  BOOTHWISE_TRY(user, other_user(caller, user_id));
  BOOTHWISE_CHECK(may_end_account(caller, roles, user));
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) { return end_account(caller, inside, user); }));
  return json::object{{"id", user.id}, {"ended", true}};
}

Result<json::object> sign_user_out(Caller& caller, std::string_view user_id) {
  BOOTHWISE_TRY(user, other_user(caller, user_id));
  BOOTHWISE_CHECK(may_manage(caller, user));
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(end_access(inside, user.id, "", caller.now()));
    return caller.note(inside, "user.signed_out", "user:" + user.id, user.path);
  }));
  return json::object{{"id", user.id}, {"signed_out", true}};
}

Result<json::object> reset_user(Caller& caller, const Roles& roles, std::string_view user_id, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(approval, body.text_or_empty("approval", 32));
  BOOTHWISE_TRY(user, other_user(caller, user_id));
  BOOTHWISE_CHECK(may_manage(caller, user));
  BOOTHWISE_TRY(grants, operations::role_grants_of(caller.whole_store(), user.id));
  const bool four_eyes = is_sensitive(roles, grants);
  std::string secret;
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    if (four_eyes) {
      BOOTHWISE_TRY(approved, operations::use_approval(inside, approval, "reset_user", "user:" + user.id,
                                                       caller.access().user(), caller.now()));
      if (!approved) {
        return refused_field(ErrorKind::conflict, "approval_needed", "",
                             {"for this user a second officer must approve first",
                              "इस उपयोगकर्ता के लिए पहले दूसरे पदाधिकारी की मंज़ूरी चाहिए"});
      }
    }
    BOOTHWISE_CHECK(operations::set_one_time_secret(inside, user.id, ""));
    BOOTHWISE_CHECK(operations::set_recovery_codes(inside, user.id, {}));
    BOOTHWISE_CHECK(end_access(inside, user.id, "", caller.now()));
    BOOTHWISE_TRY(made, make_invitation(inside, user.id, caller.access().user(), caller.now()));
    secret = std::move(made);
    return caller.note(inside, "user.reset", "user:" + user.id, user.path, {{"four_eyes", four_eyes}});
  }));
  return invitation_json(user, secret);
}

Result<std::string> make_first_officer(Caller& caller, std::string_view name, std::string_view given) {
  BOOTHWISE_TRY(sign_in_name, normal_sign_in_name(given));
  Store& store = caller.whole_store();
  BOOTHWISE_TRY(there, operations::users_exist(store));
  if (there) {
    return refused_field(
        ErrorKind::conflict, "officer_there", "",
        {"there are users already; an officer invites others", "उपयोगकर्ता पहले से हैं; दूसरों को पदाधिकारी निमंत्रण देते हैं"});
  }
  std::string secret;
  BOOTHWISE_CHECK(store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(top, operations::unit_by_id(inside, 1));
    if (!top) {
      return refused_field(ErrorKind::conflict, "no_organisation", "",
                           {"there is no organisation here yet", "यहाँ अभी कोई संगठन नहीं है"});
    }
    User user;
    user.id = operations::new_id();
    user.unit = top->id;
    user.path = top->path;
    user.name = name;
    user.sign_in_name = sign_in_name;
    user.language = "hi";
    user.made_by = caller.access().user();
    user.made_at = caller.now();
    BOOTHWISE_CHECK(operations::add_user(inside, user));
    BOOTHWISE_CHECK(operations::add_role_grant(inside, {operations::new_id(),
                                                        user.id,
                                                        std::string(first_role),
                                                        top->id,
                                                        top->path,
                                                        {},
                                                        {top->path},
                                                        caller.access().user(),
                                                        caller.now()}));
    BOOTHWISE_TRY(made, make_invitation(inside, user.id, caller.access().user(), caller.now()));
    secret = std::move(made);
    return caller.note(inside, "user.first_officer", "user:" + user.id, top->path);
  }));
  return secret;
}

}  // namespace boothwise::services
