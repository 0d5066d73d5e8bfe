#include "services/account.hpp"

#include "operations/units.hpp"

#include <boost/json.hpp>
#include <chrono>

#include "services/json_body.hpp"
#include "services/users.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::Store;

Result<json::object> account_view(Caller& caller, const Roles& roles, const Identity& identity) {
  Store& store = caller.whole_store();
  BOOTHWISE_TRY(user, operations::user_with_id(store, identity.user));
  if (!user) return json::object{{"owner", true}, {"name", caller.access().name()}, {"roles", json::array{}}};
  json::object view = user_json(*user);
  view["owner"] = false;
  BOOTHWISE_TRY(held, held_roles(store, roles, *user));
  view["roles"] = std::move(held);
  BOOTHWISE_TRY(sessions, operations::sessions_of(store, user->id, caller.now()));
  json::array devices;
  for (const operations::Session& session : sessions) {
    devices.push_back({{"id", session.id},
                       {"device", session.device},
                       {"since", iso_utc(session.made_at)},
                       {"seen", iso_utc(session.seen_at)},
                       {"this_one", session.id == identity.session}});
  }
  view["devices"] = std::move(devices);
  BOOTHWISE_TRY(tokens, operations::api_tokens_of(store, user->id));
  json::array list;
  for (const operations::ApiToken& token : tokens) {
    list.push_back({{"id", token.id},
                    {"title", token.title},
                    {"rights", token.rights},
                    {"ends_at", iso_utc(token.ends_at)},
                    {"seen", token.seen_at ? json::value(iso_utc(*token.seen_at)) : json::value()}});
  }
  view["tokens"] = std::move(list);
  BOOTHWISE_TRY(calendar, operations::calendar_address_of(store, user->id));
  view["calendar"] =
      !calendar ? json::value()
                : json::value{{"since", iso_utc(calendar->made_at)},
                              {"seen", calendar->seen_at ? json::value(iso_utc(*calendar->seen_at)) : json::value()},
                              {"language", calendar->language}};
  BOOTHWISE_TRY(left, operations::recovery_codes_left(store, user->id));
  view["recovery_codes_left"] = left;
  return view;
}

Result<json::object> make_token(Caller& caller, std::string_view text) {
  constexpr std::size_t title_bytes = 120;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(title, body.text("title", title_bytes));
  BOOTHWISE_TRY(names, body.texts("rights", rights_count, 40));
  BOOTHWISE_TRY(days, body.integer("days", 1, 365));
  operations::ApiToken token{
      operations::new_id(), title, {}, caller.now(), caller.now() + std::chrono::hours(24 * days)};
  for (const std::string& name : names) {
    const auto right = right_named(name);
    if (!right)
      return refused_field(ErrorKind::bad_input, "right_unknown", "rights",
                           {"there is no such right", "ऐसा कोई अधिकार नहीं है"}, name);
    BOOTHWISE_CHECK(caller.access().require(*right));
    token.rights += (token.rights.empty() ? "" : " ") + name;
  }
  if (names.empty()) return JsonBody::malformed("rights", "expected at least one right", "कम से कम एक अधिकार चाहिए");
  const std::string secret = new_token();
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::add_api_token(inside, caller.access().user(), token, token_hash(secret)));
    return caller.note(inside, "token.made", "token:" + token.id, whole_organisation, {{"rights", token.rights}});
  }));
  return json::object{{"id", token.id},
                      {"title", title},
                      {"rights", token.rights},
                      {"ends_at", iso_utc(token.ends_at)},
                      {"token", secret}};
}

Result<json::object> revoke_token(Caller& caller, std::string_view id) {
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(revoked, operations::revoke_api_token(inside, caller.access().user(), id, caller.now()));
    if (!revoked)
      return refused_field(ErrorKind::not_found, "token_unknown", "",
                           {"you have no such token", "आपका ऐसा कोई टोकन नहीं है"});
    return caller.note(inside, "token.revoked", "token:" + std::string(id), whole_organisation);
  }));
  return json::object{{"revoked", id}};
}

Result<json::object> end_own_session(Caller& caller, std::string_view id) {
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(ended, operations::end_session(inside, caller.access().user(), id));
    if (!ended)
      return refused_field(ErrorKind::not_found, "session_unknown", "",
                           {"you are not signed in there", "आप वहाँ साइन इन नहीं हैं"});
    return caller.note(inside, "sign_out.other_device", "user:" + caller.access().user(), whole_organisation);
  }));
  return json::object{{"ended", id}};
}

Result<json::object> make_calendar_address(Caller& caller, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(language, body.text("language", 2));
  BOOTHWISE_CHECK(check_language(language));
  const std::string secret = new_token();
  const std::string& user = caller.access().user();
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::set_calendar_address(inside, user, token_hash(secret), language, caller.now()));
    return caller.note(inside, "calendar.address_made", "user:" + user, whole_organisation);
  }));
  return json::object{{"address", "/api/v1/calendars/" + secret + ".ics"}, {"language", language}};
}

Result<json::object> revoke_calendar_address(Caller& caller) {
  const std::string& user = caller.access().user();
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::revoke_calendar_address(inside, user, caller.now()));
    return caller.note(inside, "calendar.address_revoked", "user:" + user, whole_organisation);
  }));
  return json::object{{"revoked", true}};
}

Result<json::object> set_own_language(Caller& caller, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(language, body.text("language", 2));
  BOOTHWISE_CHECK(check_language(language));
  BOOTHWISE_CHECK(operations::set_user_language(caller.whole_store(), caller.access().user(), language));
  return json::object{{"language", language}};
}

}  // namespace boothwise::services
