#include "server/route_parts.hpp"
#include "services/message_desk.hpp"

/// Text messages, for who holds the settings: docs/api.md#messages. Nothing here is cached.
namespace boothwise::server {

using services::Caller;

namespace {

const services::SmsSettings* sms_settings_of(const App& app) {
  const auto messenger = app.messenger();
  return messenger ? &messenger->settings : nullptr;
}

}  // namespace

void add_message_routes(Router& router, App& app) {
  Parameter state = query("state", "only those; all if left out");
  state.choices = {"waiting", "sending", "sent", "failed", "uncertain", "dropped"};
  router.add(get("/api/v1/messages", "messages", Right::manage_settings,
                 "Text messages: how they go out, how many, and the newest", {std::move(state)},
                 for_caller(app, [&app](Caller& caller, const Request& request) {
                   return services::messages_view(caller, sms_settings_of(app), request.query_value("state"));
                 })));
  router.add(post_json("/api/v1/messages/{message}/again", "send_message_again", Right::manage_settings,
                       "Send one that did not arrive once more", {text_in_path("message", "its id")}, 200,
                       for_caller(app, [&app](Caller& caller, const Request& request) {
                         return services::send_message_again(caller, sms_settings_of(app),
                                                             request.path_parameters.at("message"), request.body);
                       })));
}

}  // namespace boothwise::server
