#include <boost/json.hpp>

#include "server/route_parts.hpp"
#include "server/sessions.hpp"
#include "services/account.hpp"
#include "services/approvals.hpp"
#include "services/audit_trail.hpp"
#include "services/calendar_feed.hpp"
#include "services/json_body.hpp"
#include "services/message_now.hpp"
#include "services/qr_code.hpp"
#include "services/users.hpp"

/// Signing in, own account, users and their roles, approvals, audit trail: docs/api.md#users. Nothing here is cached.
namespace boothwise::server {

namespace json = boost::json;
using services::Caller;
using services::FrontDoor;
using services::Identity;
using services::JsonBody;
using services::Opened;
using services::Visitor;

namespace {

constexpr std::size_t secret_bytes = 600;

Visitor visitor_of(const Request& request) { return {request.client, request.header("user-agent")}; }

std::string_view name_of(services::Missing missing) {
  switch (missing) {
    case services::Missing::nothing:
      return "nothing";
    case services::Missing::code:
      return "code";
    case services::Missing::code_setup:
      return "code_setup";
  }
  return {};
}

Response answer_with_session(const App& app, const Opened& opened, json::object view = {}) {
  view["missing"] = name_of(opened.missing);
  Response response = answer_with(view);
  response.headers.push_back(session_cookie(opened, now(), app.secure()));
  return response;
}

/// A view of the door's, with a session that it opens.
template <typename Open>
auto opens_session(App& app, Open open) {
  return [&app, open = std::move(open)](const Request& request) -> Response {
    auto door = app.front_door();
    if (!door) return problem(door.error());
    const Result<Opened> opened = open(*door, request);
    return opened ? answer_with_session(app, *opened) : problem(opened.error());
  };
}

/// One whose session is there, whole or waiting.
Result<const Identity*> identity_in(const Request& request) {
  if (request.identity == nullptr || request.identity->session.empty()) {
    return Error{ErrorKind::unauthenticated, "sign_in_needed", {"sign in first", "पहले साइन इन करें"}};
  }
  return request.identity.get();
}

json::object session_view(const App& app, const Request& request) {
  json::array rights;
  for (std::size_t i = 0; i < rights_count; ++i) {
    const auto right = static_cast<Right>(i);
    if (request.access.may(right)) rights.emplace_back(boothwise::name_of(right));
  }
  json::array roles;
  for (const Grant& grant : request.access.grants()) {
    json::array reach;
    for (const UnitPath& path : grant.reach) reach.emplace_back(path.text);
    const services::Role* role = app.roles().find(grant.role);
    roles.push_back(
        {{"role", grant.role},
         {"name", role == nullptr ? json::value() : json::value{{"en", role->name.en}, {"hi", role->name.hi}}},
         {"reach", std::move(reach)}});
  }
  const Identity* identity = request.identity.get();
  return {{"signed_in", request.access.known()},
          {"owner", request.access.user() == Access::owner().user()},
          {"missing", identity == nullptr ? "nothing" : name_of(identity->missing)},
          {"name", request.access.name()},
          {"language", identity == nullptr ? json::value() : json::value(identity->language)},
          {"practice", app.options().practice != nullptr},
          {"roles", std::move(roles)},
          {"rights", std::move(rights)}};
}

void add_sign_in(Router& router, App& app) {
  router.add(get("/api/v1/session", "session", Right::open_to_all, "Who is signed in, and what she may do", {},
                 [&app](const Request& request) { return answer_with(session_view(app, request)); }));
  router.add(post_json("/api/v1/sign-in", "sign_in", Right::open_to_all, "Sign in with a telephone number or name", {},
                       200, opens_session(app, [](const FrontDoor& door, const Request& request) -> Result<Opened> {
                         BOOTHWISE_TRY(body, JsonBody::parse(request.body));
                         BOOTHWISE_TRY(name, body.text("name", secret_bytes));
                         BOOTHWISE_TRY(password, body.text("password", secret_bytes));
                         return services::sign_in(door, name, password, visitor_of(request));
                       })));
  router.add(post_json("/api/v1/sign-in/code", "sign_in_code", Right::open_to_all,
                       "The one-time code, or a recovery code, that a session waits for", {}, 200,
                       opens_session(app, [&app](const FrontDoor& door, const Request& request) -> Result<Opened> {
                         BOOTHWISE_TRY(body, JsonBody::parse(request.body));
                         BOOTHWISE_TRY(code, body.text("code", 40));
                         return services::give_code(door, session_token(request, app.secure()), code,
                                                    visitor_of(request));
                       })));
  router.add(post("/api/v1/sign-out", "sign_out", Right::open_to_all, "End the session", {}, 200,
                  [&app](const Request& request) -> Response {
                    auto door = app.front_door();
                    if (!door) return problem(door.error());
                    if (const auto identity = identity_in(request)) {
                      if (const Status done = services::sign_out(*door, **identity); !done)
                        return problem(done.error());
                    }
                    Response response = answer_with(json::object{{"signed_in", false}});
                    response.headers.push_back(ended_cookie(app.secure()));
                    return response;
                  }));
  router.add(post_json("/api/v1/invitation", "invitation", Right::open_to_all, "Whose invitation it is", {}, 200,
                       [&app](const Request& request) -> Response {
                         const auto view = [&]() -> Result<json::object> {
                           BOOTHWISE_TRY(door, app.front_door());
                           BOOTHWISE_TRY(body, JsonBody::parse(request.body));
                           BOOTHWISE_TRY(secret, body.text("invitation", secret_bytes));
                           BOOTHWISE_TRY(user, services::invited_user(door, secret));
                           return json::object{{"name", user.name}, {"sign_in_name", user.sign_in_name}};
                         };
                         return answer_with(view());
                       }));
  router.add(post_json("/api/v1/invitation/take", "take_invitation", Right::open_to_all,
                       "Set a password with an invitation", {}, 200,
                       opens_session(app, [](const FrontDoor& door, const Request& request) -> Result<Opened> {
                         BOOTHWISE_TRY(body, JsonBody::parse(request.body));
                         BOOTHWISE_TRY(secret, body.text("invitation", secret_bytes));
                         BOOTHWISE_TRY(password, body.text("password", secret_bytes));
                         return services::take_invitation(door, secret, password, visitor_of(request));
                       })));
}

void add_codes(Router& router, App& app) {
  router.add(
      post("/api/v1/account/codes/begin", "begin_codes", Right::open_to_all,
           "A new secret for one-time codes, with its QR code", {}, 200, [&app](const Request& request) -> Response {
             const auto view = [&]() -> Result<json::object> {
               BOOTHWISE_TRY(identity, identity_in(request));
               BOOTHWISE_TRY(door, app.front_door());
               BOOTHWISE_TRY(setup, services::begin_code_setup(door, *identity));
               return json::object{
                   {"address", setup.address}, {"secret", setup.secret}, {"qr", services::qr_svg(setup.address)}};
             };
             return answer_with(view());
           }));
  router.add(post_json(
      "/api/v1/account/codes/end", "end_codes", Right::open_to_all, "The first code; answers with recovery codes, once",
      {}, 200, [&app](const Request& request) -> Response {
        auto identity = identity_in(request);
        if (!identity) return problem(identity.error());
        auto door = app.front_door();
        if (!door) return problem(door.error());
        const auto set = [&]() -> Result<services::CodesSet> {
          BOOTHWISE_TRY(body, JsonBody::parse(request.body));
          BOOTHWISE_TRY(code, body.text("code", 40));
          return services::end_code_setup(*door, **identity, code, visitor_of(request));
        }();
        if (!set) return problem(set.error());
        json::object view{{"recovery_codes", json::value_from(set->recovery_codes)}};
        return set->opened ? answer_with_session(app, *set->opened, std::move(view)) : answer_with(view);
      }));
}

void add_account(Router& router, App& app) {
  router.add(get("/api/v1/account", "account", Right::signed_in, "Own roles, devices, tokens", {},
                 for_caller(app, [&app](Caller& caller, const Request& request) -> Result<json::object> {
                   static const Identity nobody;
                   return services::account_view(caller, app.roles(),
                                                 request.identity == nullptr ? nobody : *request.identity);
                 })));
  router.add(post_json("/api/v1/account/password", "change_password", Right::signed_in, "Change the own password", {},
                       200, [&app](const Request& request) -> Response {
                         const auto view = [&]() -> Result<json::object> {
                           BOOTHWISE_TRY(identity, identity_in(request));
                           BOOTHWISE_TRY(door, app.front_door());
                           BOOTHWISE_TRY(body, JsonBody::parse(request.body));
                           BOOTHWISE_TRY(former, body.text("former", secret_bytes));
                           BOOTHWISE_TRY(password, body.text("password", secret_bytes));
                           BOOTHWISE_CHECK(
                               services::change_password(door, *identity, former, password, visitor_of(request)));
                           return json::object{{"changed", true}};
                         };
                         return answer_with(view());
                       }));
  router.add(post("/api/v1/account/sign-out-elsewhere", "sign_out_elsewhere", Right::signed_in,
                  "End all other sessions and tokens", {}, 200, [&app](const Request& request) -> Response {
                    const auto view = [&]() -> Result<json::object> {
                      BOOTHWISE_TRY(identity, identity_in(request));
                      BOOTHWISE_TRY(door, app.front_door());
                      BOOTHWISE_CHECK(services::sign_out_elsewhere(door, *identity));
                      return json::object{{"signed_out", true}};
                    };
                    return answer_with(view());
                  }));
  router.add(post("/api/v1/account/devices/{session}/end", "end_device", Right::signed_in, "Sign out another device",
                  {text_in_path("session", "its id")}, 200, for_caller(app, [](Caller& caller, const Request& request) {
                    return services::end_own_session(caller, request.path_parameters.at("session"));
                  })));
  router.add(post_json("/api/v1/account/language", "set_language", Right::signed_in, "Choose the language", {}, 200,
                       for_caller(app, [](Caller& caller, const Request& request) {
                         return services::set_own_language(caller, request.body);
                       })));
  router.add(post_json("/api/v1/account/tokens", "make_token", Right::signed_in, "A token for a program, shown once",
                       {}, 201,
                       for_caller(
                           app,
                           [](Caller& caller, const Request& request) -> Result<json::object> {
                             BOOTHWISE_CHECK(identity_in(request));  // a token makes no token that outlives it
                             return services::make_token(caller, request.body);
                           },
                           201)));
  router.add(post("/api/v1/account/tokens/{token}/revoke", "revoke_token", Right::signed_in, "Take a token back",
                  {text_in_path("token", "its id")}, 200, for_caller(app, [](Caller& caller, const Request& request) {
                    return services::revoke_token(caller, request.path_parameters.at("token"));
                  })));
}

/// An invitation with its whole address and the QR code of it, for the phone of who is invited. The listener has
/// checked the name that the request came under.
Result<json::object> with_qr(const App& app, const Request& request, Result<json::object> invitation) {
  if (!invitation) return invitation;
  const std::string address = (app.secure() ? "https://" : "http://") + request.header("host") +
                              std::string(invitation->at("address").as_string());
  (*invitation)["link"] = address;
  (*invitation)["qr"] = services::qr_svg(address);
  return invitation;
}

/// The same; where the body asks for it (`send`), the link goes to the telephone number too. An invitation that is made
/// stays made: `message` says whether it went out.
Result<json::object> sent_with_qr(App& app, Caller& caller, const Request& request, Result<json::object> made) {
  Result<json::object> invitation = with_qr(app, request, std::move(made));
  if (!invitation) return invitation;
  BOOTHWISE_TRY(body, JsonBody::parse(request.body));
  BOOTHWISE_TRY(send, body.flag("send"));
  (*invitation)["message"] = nullptr;
  if (!send) return invitation;
  const auto sent = [&]() -> Status {
    const auto messenger = app.messenger();
    if (!messenger) return services::no_messages();
    BOOTHWISE_TRY(snapshot, app.snapshot());
    BOOTHWISE_TRY(user, services::managed_user(caller, invitation->at("id").as_string()));
    return services::send_invitation(caller, *snapshot, *messenger, user, invitation->at("link").as_string());
  }();
  (*invitation)["message"] =
      sent.ok()
          ? json::object{{"sent", true}, {"why", nullptr}}
          : json::object{{"sent", false}, {"why", {{"en", sent.error().message.en}, {"hi", sent.error().message.hi}}}};
  return invitation;
}

void add_users(Router& router, App& app) {
  const auto user_in = [](const Request& request) { return request.path_parameters.at("user"); };
  const auto of_user = [](std::vector<Parameter> more = {}) {
    more.insert(more.begin(), text_in_path("user", "the user's id"));
    return more;
  };
  router.add(get("/api/v1/roles", "roles", Right::signed_in, "Roles and what they may do", {},
                 [&app](const Request&) { return answer_with(services::roles_view(app.roles())); }));
  Parameter state = query("state", "only those; all if left out");
  state.choices = {"invited", "active", "suspended"};
  router.add(get(
      "/api/v1/users", "users", Right::manage_users, "Users of a unit and below",
      {number_in_query("unit", "the unit's number; the topmost that the caller manages if left out"),
       query("q", "part of a name or sign-in name"), std::move(state), query("after", "the `next` of the page before")},
      for_caller(app, [&app](Caller& caller, const Request& request) {
        return services::users_view(caller, app.roles(),
                                    {integer_in_query(request, "unit"), request.query_value("after"),
                                     request.query_value("q"), request.query_value("state")});
      })));
  router.add(get("/api/v1/users/{user}", "user", Right::manage_users, "One user with roles and devices", of_user(),
                 for_caller(app, [&app, user_in](Caller& caller, const Request& request) {
                   return services::user_view(caller, app.roles(), user_in(request));
                 })));
  router.add(post_json("/api/v1/users", "invite_user", Right::manage_users, "Invite somebody with a role", {}, 201,
                       for_caller(
                           app,
                           [&app](Caller& caller, const Request& request) -> Result<json::object> {
                             BOOTHWISE_TRY(snapshot, app.snapshot());
                             return sent_with_qr(
                                 app, caller, request,
                                 services::invite_user(caller, app.roles(), snapshot->places, request.body));
                           },
                           201)));
  router.add(post_json("/api/v1/users/{user}/roles", "give_role", Right::manage_users, "Give a role", of_user(), 201,
                       for_caller(
                           app,
                           [&app, user_in](Caller& caller, const Request& request) -> Result<json::object> {
                             BOOTHWISE_TRY(snapshot, app.snapshot());
                             return services::give_role(caller, app.roles(), snapshot->places, user_in(request),
                                                        request.body);
                           },
                           201)));
  router.add(post("/api/v1/users/{user}/roles/{grant}/end", "end_role", Right::manage_users, "End a role",
                  of_user({text_in_path("grant", "the role's id")}), 200,
                  for_caller(app, [&app, user_in](Caller& caller, const Request& request) {
                    return services::end_role(caller, app.roles(), user_in(request),
                                              request.path_parameters.at("grant"));
                  })));
  router.add(post("/api/v1/users/{user}/suspend", "suspend_user", Right::manage_users, "Suspend a user", of_user(), 200,
                  for_caller(app, [&app, user_in](Caller& caller, const Request& request) {
                    return services::suspend_user(caller, app.roles(), user_in(request));
                  })));
  router.add(post("/api/v1/users/{user}/reinstate", "reinstate_user", Right::manage_users,
                  "Invite a suspended user again", of_user(), 200,
                  for_caller(app, [&app, user_in](Caller& caller, const Request& request) {
                    return with_qr(app, request, services::reinstate_user(caller, user_in(request)));
                  })));
  router.add(post("/api/v1/users/{user}/sign-out", "sign_user_out", Right::manage_users,
                  "End every session and token of a user", of_user(), 200,
                  for_caller(app, [user_in](Caller& caller, const Request& request) {
                    return services::sign_user_out(caller, user_in(request));
                  })));
  router.add(post("/api/v1/users/{user}/end", "end_user", Right::manage_users,
                  "End an account for good; name and secrets are erased", of_user(), 200,
                  for_caller(app, [&app, user_in](Caller& caller, const Request& request) {
                    return services::end_user(caller, app.roles(), user_in(request));
                  })));
  router.add(post_json("/api/v1/users/{user}/reset", "reset_user", Right::manage_users,
                       "A new invitation instead of password and codes", of_user(), 200,
                       for_caller(app, [&app, user_in](Caller& caller, const Request& request) {
                         return sent_with_qr(app, caller, request,
                                             services::reset_user(caller, app.roles(), user_in(request), request.body));
                       })));
}

void add_approvals(Router& router, App& app) {
  router.add(get("/api/v1/approvals", "approvals", Right::signed_in, "What waits for, or got, a second person", {},
                 for_caller(app, [](Caller& caller, const Request&) { return services::approvals_view(caller); })));
  router.add(post_json(
      "/api/v1/approvals", "ask_approval", Right::signed_in, "Ask a second person", {}, 201,
      for_caller(
          app, [](Caller& caller, const Request& request) { return services::ask_approval(caller, request.body); },
          201)));
  router.add(post_json("/api/v1/approvals/{approval}/decide", "decide_approval", Right::approve, "Approve or refuse",
                       {text_in_path("approval", "its id")}, 200,
                       for_caller(app, [](Caller& caller, const Request& request) {
                         return services::decide_approval(caller, request.path_parameters.at("approval"), request.body);
                       })));
}

void add_audit(Router& router, App& app) {
  router.add(get("/api/v1/audit", "audit", Right::read_audit, "Who saw and changed what, newest first",
                 {number_in_query("unit", "of this unit and below"),
                  query("who", "keyed id, of who did it or of whom it was done to"),
                  query("action", "an action or its beginning, such as user."), query("day", "2026-11-23, in India"),
                  query("after", "the `next` of the page before")},
                 for_caller(app, [](Caller& caller, const Request& request) {
                   return services::audit_view(caller, {integer_in_query(request, "unit"), request.query_value("who"),
                                                        request.query_value("action"), request.query_value("day"),
                                                        request.query_value("after")});
                 })));
  router.add(get("/api/v1/audit/heads", "audit_heads", Right::read_audit, "The last row of every chain", {},
                 for_caller(app, [](Caller& caller, const Request&) { return services::audit_heads_view(caller); })));
  router.add(answering(get("/api/v1/audit/heads/signed", "signed_audit_heads", Right::read_audit,
                           "The same as a signed text, to keep", {},
                           [&app](const Request& request) -> Response {
                             auto caller = app.caller(request);
                             if (!caller) return problem(caller.error());
                             Response response = answer_with_text(services::signed_audit_heads(*caller), "text/plain");
                             if (response.status != 200) return response;
                             response.headers.emplace_back(
                                 "Content-Disposition",
                                 "attachment; filename=\"audit-heads-" + iso_date(today()) + ".txt\"");
                             return response;
                           }),
                       {"text/plain"}));
  router.add(post_json("/api/v1/audit/verify", "verify_audit", Right::read_audit,
                       "Check every row, against heads that were stated before", {}, 200,
                       for_caller(app, [](Caller& caller, const Request& request) -> Result<json::object> {
                         BOOTHWISE_TRY(stated, services::parse_audit_heads(request.body));
                         return services::audit_verification(caller, stated);
                       })));
}

void add_calendar_address(Router& router, App& app) {
  router.add(post_json("/api/v1/account/calendar", "make_calendar_address", Right::signed_in,
                       "A secret address of the own calendar; the one before ends", {}, 201,
                       for_caller(
                           app,
                           [&app](Caller& caller, const Request& request) -> Result<json::object> {
                             BOOTHWISE_CHECK(identity_in(request));
                             BOOTHWISE_TRY(view, services::make_calendar_address(caller, request.body));
                             view["link"] = (app.secure() ? "https://" : "http://") + request.header("host") +
                                            std::string(view.at("address").as_string());
                             return view;
                           },
                           201)));
  router.add(post(
      "/api/v1/account/calendar/revoke", "revoke_calendar_address", Right::signed_in, "End the calendar's address", {},
      200, for_caller(app, [](Caller& caller, const Request&) { return services::revoke_calendar_address(caller); })));
  // No session and no header: phones' calendars ask with the address alone.
  router.add(answering(
      get("/api/v1/calendars/{secret}", "secret_calendar", Right::open_to_all,
          "The calendar behind a secret address, as iCalendar", {text_in_path("secret", "SECRET.ics")},
          [&app](const Request& request) -> Response {
            auto door = app.front_door();
            if (!door) return problem(door.error());
            const auto shown = services::identify_calendar(*door, request.path_parameters.at("secret"));
            if (!shown) return problem(shown.error());
            Request own = request;
            own.access = shown->access;
            auto caller = app.caller(own);
            if (!caller) return problem(caller.error());
            return answer_with_text(
                services::calendar_feed(*caller, shown->language == "en" ? Language::english : Language::hindi),
                "text/calendar");
          }),
      {"text/calendar"}));
}

}  // namespace

void add_account_routes(Router& router, App& app) {
  add_sign_in(router, app);
  add_codes(router, app);
  add_account(router, app);
  add_users(router, app);
  add_approvals(router, app);
  add_audit(router, app);
  add_calendar_address(router, app);
}

}  // namespace boothwise::server
