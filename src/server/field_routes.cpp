#include "field/assessment.hpp"
#include "field/door.hpp"
#include "field/files.hpp"
#include "field/form_desk.hpp"
#include "field/form_making.hpp"
#include "field/records.hpp"
#include "field/rights.hpp"

#include <boost/json.hpp>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "server/route_parts.hpp"

/// Forms, notices, phones' ways in, rights of persons: docs/api.md#forms and #rights. Nothing here is cached.
namespace boothwise::server {

namespace json = boost::json;
using services::Caller;

namespace {

std::string in_path(const Request& request, const char* name) { return request.path_parameters.at(name); }

std::int64_t unit_asked(const Request& request) { return integer_in_query(request, "unit"); }

/// A POST that brings one file.
template <typename Take>
Route file_route(App& app, std::string pattern, std::string id, std::string summary, std::vector<Parameter> parameters,
                 Take take) {
  Route route = post(std::move(pattern), std::move(id), Right::design_forms, std::move(summary), std::move(parameters),
                     201, [&app, take](const Request& request) -> Response {
                       const field::Uploaded upload(request.body_file);
                       auto caller = app.caller(request);
                       if (!caller) return problem(caller.error());
                       return answer_with(take(*caller, request), 201);
                     });
  route.takes_file = true;
  return route;
}

void add_forms(Router& router, App& app) {
  router.add(get("/api/v1/forms", "forms", Right::view_field_counts, "Forms, drafts too", {},
                 for_caller(app, [](Caller& caller, const Request&) { return field::forms_view(caller); })));
  router.add(get("/api/v1/ready-forms", "ready_forms", Right::view_field_counts,
                 "Definitions of forms that come with the program", {},
                 for_caller(app, [](Caller& caller, const Request&) { return field::ready_forms_view(caller); })));
  router.add(post_json("/api/v1/forms/preview", "preview_form", Right::design_forms,
                       "A form definition as it would be, with what the linter finds; nothing is kept", {}, 200,
                       for_caller(app, [](Caller& caller, const Request& request) {
                         return field::preview_form(caller, request.body);
                       })));
  router.add(get("/api/v1/forms/{id}", "form", Right::view_field_counts,
                 "A form: its draft, versions, files, and what stands in the way of publishing",
                 {text_in_path("id", "its id")}, for_caller(app, [](Caller& caller, const Request& request) {
                   return field::form_view(caller, in_path(request, "id"));
                 })));
  router.add(post_json(
      "/api/v1/forms", "put_form", Right::design_forms, "Bring a form, or a new draft of one", {}, 201,
      for_caller(
          app, [](Caller& caller, const Request& request) { return field::put_form(caller, request.body); }, 201)));
  router.add(post_json(
      "/api/v1/forms/ready", "add_ready_forms", Right::design_forms,
      "Drafts of the ready-made forms and notices that are not here yet, with who asks in their notices", {}, 201,
      for_caller(
          app, [](Caller& caller, const Request& request) { return field::add_ready_forms(caller, request.body); },
          201)));
  router.add(post("/api/v1/forms/{id}/publish", "publish_form", Right::design_forms, "Open the draft for field work",
                  {text_in_path("id", "its id")}, 200,
                  with_snapshot(app, [](Caller& caller, const services::Snapshot& snapshot, const Request& request) {
                    return field::publish_form(caller, snapshot, in_path(request, "id"));
                  })));
  router.add(post_json("/api/v1/forms/{id}/close", "close_form", Right::design_forms,
                       "Close a form; late records are taken for some days", {text_in_path("id", "its id")}, 200,
                       for_caller(app, [](Caller& caller, const Request& request) {
                         return field::close_form(caller, in_path(request, "id"), request.body);
                       })));
  router.add(file_route(
      app, "/api/v1/forms/{id}/files", "put_form_file", "A picture, sound or list that the form names",
      {text_in_path("id", "its id"), query("name", "the file's name in the form", true)},
      [](Caller& caller, const Request& request) {
        return field::put_form_file(caller, in_path(request, "id"), request.query_value("name"), request.body_file);
      }));
  router.add(get("/api/v1/notices", "notices", Right::view_field_counts, "Notices, all versions", {},
                 for_caller(app, [](Caller& caller, const Request&) { return field::notices_view(caller); })));
  router.add(post_json(
      "/api/v1/notices", "put_notice", Right::design_forms, "A new version of a notice", {}, 201,
      for_caller(
          app, [](Caller& caller, const Request& request) { return field::put_notice(caller, request.body); }, 201)));
  router.add(file_route(app, "/api/v1/notices/{key}/{version}/audio", "put_notice_audio", "A notice as it is spoken",
                        {text_in_path("key", "its key"), number_in_path("version", "its number"),
                         query("language", "hi, en or ur", true)},
                        [](Caller& caller, const Request& request) {
                          return field::put_notice_audio(caller, in_path(request, "key"),
                                                         integer_in_path(request, "version"),
                                                         request.query_value("language"), request.body_file);
                        }));
}

void add_devices(Router& router, App& app) {
  router.add(get("/api/v1/devices", "devices", Right::view_field_counts, "Phones' ways in at a unit and below",
                 {unit_or_topmost()}, for_caller(app, [](Caller& caller, const Request& request) {
                   return field::devices_view(caller, unit_asked(request));
                 })));
  router.add(post_json("/api/v1/devices", "give_device", Right::give_devices,
                       "A way in for a worker's phone; its key is shown once", {}, 201,
                       for_caller(
                           app,
                           [&app](Caller& caller, const Request& request) {
                             return field::give_device(caller, app.base_url(request), request.body);
                           },
                           201)));
  router.add(post("/api/v1/devices/{id}/revoke", "revoke_device", Right::give_devices, "Take a way in back",
                  {text_in_path("id", "its id")}, 200, for_caller(app, [](Caller& caller, const Request& request) {
                    return field::revoke_device(caller, in_path(request, "id"));
                  })));
}

void add_records(Router& router, App& app) {
  router.add(get("/api/v1/records/counts", "record_counts", Right::view_field_counts,
                 "How many records came from where; no answers", {unit_or_topmost()},
                 for_caller(app, [](Caller& caller, const Request& request) {
                   return field::record_counts(caller, unit_asked(request));
                 })));
}

/// For anybody with a slip: few tries from one side.
template <typename Use>
auto with_slip(App& app, Use use) {
  return [&app, use](const Request& request) -> Response {
    if (const auto wait = app.code_wait_of(request.client)) {
      Error error{
          ErrorKind::too_many, "too_many_requests", {"too many tries; wait a little", "बहुत बार कोशिश हुई; थोड़ा रुकें"}};
      error.retry_seconds = *wait;
      return problem(error);
    }
    auto door = app.field_door();
    if (!door) return problem(door.error());
    return answer_with(use(*door, request.body));
  };
}

void add_rights(Router& router, App& app) {
  router.add(post_json("/api/v1/receipt", "receipt", Right::open_to_all, "What is held under a receipt's code", {}, 200,
                       with_slip(app, field::receipt_view)));
  router.add(post_json("/api/v1/receipt/withdraw", "withdraw", Right::open_to_all,
                       "Take back what was agreed to; with the last purpose everything is erased", {}, 200,
                       with_slip(app, field::withdraw)));
  router.add(post_json("/api/v1/receipt/requests", "ask_for_rights", Right::open_to_all,
                       "A complaint, a correction, a nominee", {}, 200, with_slip(app, field::ask_for_rights)));
  router.add(get("/api/v1/rights", "rights", Right::handle_rights, "What persons asked for, by when it is due",
                 {unit_or_topmost()}, for_caller(app, [](Caller& caller, const Request& request) {
                   return field::rights_view(caller, unit_asked(request));
                 })));
  router.add(post_json("/api/v1/rights/{id}/answer", "answer_request", Right::handle_rights, "Answer a request",
                       {text_in_path("id", "its id")}, 200, for_caller(app, [](Caller& caller, const Request& request) {
                         return field::answer_request(caller, in_path(request, "id"), request.body);
                       })));
  router.add(get(
      "/api/v1/assessment", "assessment", Right::manage_settings, "The impact assessment from the live configuration",
      {}, for_caller(app, [&app](Caller& caller, const Request&) { return field::assessment(caller, app.roles()); })));
  router.add(post_json(
      "/api/v1/breaches", "report_breach", Right::signed_in, "Report a breach of data, or drill one", {}, 201,
      for_caller(
          app, [](Caller& caller, const Request& request) { return field::report_breach(caller, request.body); },
          201)));
}

}  // namespace

void add_field_routes(Router& router, App& app) {
  add_forms(router, app);
  add_devices(router, app);
  add_records(router, app);
  add_rights(router, app);
}

}  // namespace boothwise::server
