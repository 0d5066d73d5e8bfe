#include <boost/json.hpp>

#include "server/route_parts.hpp"
#include "services/receipts_view.hpp"
#include "services/scheme_views.hpp"

/// Public schemes, their official counts and the outcomes beside them: docs/api.md#schemes. What is in force depends on
/// the day, so nothing here is kept.
namespace boothwise::server {

namespace json = boost::json;
using services::SchemeDesk;

namespace {

template <typename View>
auto at_desk(App& app, View view) {
  return [&app, view = std::move(view)](const Request& request) -> Response {
    auto snapshot = app.snapshot();
    if (!snapshot) return problem(snapshot.error());
    return answer_with(view(SchemeDesk{**snapshot, app.workspace(), app.options().data_folder, today()}, request));
  };
}

/// Changing the catalogue makes answers void that depend on it, here and on other servers.
template <typename Change>
auto changing_catalogue(App& app, Change change, unsigned status) {
  return for_caller(
      app,
      [&app, change = std::move(change)](services::Caller& caller, const Request& request) -> Result<json::object> {
        BOOTHWISE_TRY(view, change(caller, request));
        app.forget_answers();
        return view;
      },
      status);
}

}  // namespace

void add_scheme_routes(Router& router, App& app) {
  const auto code = text_in_path("code", "the scheme's code, such as pm_kisan");
  router.add(get("/api/v1/schemes", "schemes", Right::view_results,
                 "All public schemes with their newest official count", {},
                 at_desk(app, [](const SchemeDesk& desk, const Request&) { return services::schemes_view(desk); })));
  router.add(
      get("/api/v1/schemes/{code}", "scheme", Right::view_results,
          "One scheme by district: counts, share of a named base, change, outcomes beside it",
          {code, query("counted", "what is counted; the newest if left out"),
           query("day", "of the counts; the newest if left out"), query("before", "an earlier day to compare with"),
           query("base", "id of a base, or none; the scheme's own if left out")},
          at_desk(app, [](const SchemeDesk& desk, const Request& request) {
            return services::scheme_view(desk, request.path_parameters.at("code"),
                                         {request.query_value("counted"), request.query_value("day"),
                                          request.query_value("before"), request.query_value("base")});
          })));
  router.add(get("/api/v1/declared-receipts", "declared_receipts", Right::view_field_counts,
                 "What households said of schemes: rates of areas above the floors, and nothing else",
                 {query("scheme", "its code; all if left out"), query("district", "its id: with its segments"),
                  number_in_query("ac", "a segment: with its shakti kendras"),
                  query("kendra", "of the segment: with its booths"), query("part", "of the segment: one booth")},
                 of_snapshot(app, [&app](const services::Snapshot& snapshot, const Request& request) {
                   return services::receipts_view(
                       snapshot, *app.workspace().warehouse,
                       {request.query_value("scheme"), request.query_value("district"), ac_in_query(request),
                        request.query_value("kendra"), request.query_value("part")});
                 })));
  router.add(get("/api/v1/scheme-districts/{district}", "district_schemes", Right::view_results,
                 "All schemes and outcomes in one district", {text_in_path("district", "the district's id")},
                 at_desk(app, [](const SchemeDesk& desk, const Request& request) {
                   return services::district_schemes_view(desk, request.path_parameters.at("district"));
                 })));
  router.add(post_json(
      "/api/v1/schemes", "add_scheme", Right::edit_schemes, "Add a scheme to the catalogue", {}, 201,
      changing_catalogue(
          app,
          [](services::Caller& caller, const Request& request) { return services::add_scheme(caller, request.body); },
          201)));
  router.add(post_json("/api/v1/schemes/{code}/change", "change_scheme", Right::edit_schemes, "Change a scheme", {code},
                       200,
                       changing_catalogue(
                           app,
                           [](services::Caller& caller, const Request& request) {
                             return services::change_scheme(caller, request.path_parameters.at("code"), request.body);
                           },
                           200)));
  router.add(post_json("/api/v1/schemes/{code}/close", "close_scheme", Right::edit_schemes,
                       "Say that a scheme is closed; its official counts stay", {code}, 200,
                       changing_catalogue(
                           app,
                           [](services::Caller& caller, const Request& request) {
                             return services::close_scheme(caller, request.path_parameters.at("code"), request.body);
                           },
                           200)));
}

}  // namespace boothwise::server
