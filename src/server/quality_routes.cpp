#include "field/contacts.hpp"
#include "field/quality.hpp"

#include "server/route_parts.hpp"

/// Quality of field work, decisions about a worker's day, those who agreed to be contacted: docs/api.md#quality.
namespace boothwise::server {

using services::Caller;

namespace {

/// For a caller, with what opens records.
template <typename View>
auto with_records(App& app, View view) {
  return for_caller(app, [&app, view](Caller& caller, const Request& request) -> Result<boost::json::object> {
    BOOTHWISE_TRY(door, app.field_door());
    return view(door, caller, request);
  });
}

Response contacts_file(App& app, const Request& request) {
  auto caller = app.caller(request);
  if (!caller) return problem(caller.error());
  auto door = app.field_door();
  if (!door) return problem(door.error());
  auto file = field::export_contacts(*door, *caller, request.body);
  if (!file) return problem(file.error());
  Response response;
  response.type = file->media_type;
  response.body = std::move(file->bytes);
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file->name + "\"");
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

void add_quality_routes(Router& router, App& app) {
  router.add(get("/api/v1/records/quality", "record_quality", Right::review_field_data,
                 "Coverage, odd days with their reasons, what was decided; no answers",
                 {unit_or_topmost(), query("form", "the form's id", true), query("first_day", "such as 2026-11-15"),
                  query("last_day", "today if left out")},
                 with_records(app, [](const field::FieldDoor& door, Caller& caller, const Request& request) {
                   return field::quality_view(door, caller,
                                              {integer_in_query(request, "unit"), request.query_value("form"),
                                               request.query_value("first_day"), request.query_value("last_day")});
                 })));
  router.add(post_json(
      "/api/v1/records/days", "review_day", Right::review_field_data,
      "Approve a worker's day, send it back, or roll it back", {}, 200,
      for_caller(app, [](Caller& caller, const Request& request) { return field::review_day(caller, request.body); })));
  router.add(post_json("/api/v1/records/call-backs", "draw_call_backs", Right::export_field_contacts,
                       "A random sample of those who agreed to be contacted", {}, 200,
                       with_records(app, [](const field::FieldDoor& door, Caller& caller, const Request& request) {
                         return field::draw_call_backs(door, caller, request.body);
                       })));
  router.add(answering(post_json("/api/v1/records/contacts", "export_contacts", Right::export_field_contacts,
                                 "Those who agreed to be contacted, as a file; more than one part needs two people", {},
                                 200, [&app](const Request& request) { return contacts_file(app, request); }),
                       {"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}));
}

}  // namespace boothwise::server
