#include <boost/json.hpp>

#include "server/route_parts.hpp"
#include "services/forecast_desk.hpp"

/// Chances under a scenario, what it would take, and how good past forecasts were: docs/api.md#forecast.
namespace boothwise::server {

namespace json = boost::json;
using services::ForecastDesk;

namespace {

ForecastDesk desk_of(App& app, const services::Snapshot& snapshot) {
  return {snapshot, services::state_folder(app.options().data_folder, app.workspace().state), app.forecast_shelf()};
}

}  // namespace

void add_forecast_routes(Router& router, App& app) {
  router.add(get("/api/v1/forecast", "forecast_start", Right::view_results,
                 "Parties with their last shares, and a scenario to begin with",
                 {query("election", "the one to come; the next Lok Sabha if left out")},
                 of_snapshot(app, [&app](const services::Snapshot& snapshot, const Request& request) {
                   return services::forecast_start_view(desk_of(app, snapshot), request.query_value("election"));
                 })));
  router.add(post_json(
      "/api/v1/forecast/answer", "forecast_answer", Right::view_results,
      "Chances of every bloc in every seat under a scenario", {}, 200,
      with_snapshot(app, [&app](services::Caller& caller, const services::Snapshot& snapshot, const Request& request) {
        return services::forecast_answer_view(caller, desk_of(app, snapshot), request.body);
      })));
  router.add(post_json(
      "/api/v1/forecast/needs", "forecast_needs", Right::view_results,
      "What it would take a bloc to win so many seats, or all", {}, 200,
      with_snapshot(app, [&app](services::Caller& caller, const services::Snapshot& snapshot, const Request& request) {
        return services::forecast_needs_view(caller, desk_of(app, snapshot), request.body);
      })));
  router.add(get("/api/v1/forecast/backtest", "forecast_backtest", Right::view_results,
                 "How good a forecast of each past election would have been, with its baselines",
                 {query("election", "one of them; all if left out"),
                  query("mode", "A, B or C; A and B if left out, and C where there are polls")},
                 of_snapshot(app, [&app](const services::Snapshot& snapshot, const Request& request) {
                   return services::forecast_backtest_view(desk_of(app, snapshot), request.query_value("election"),
                                                           request.query_value("mode"));
                 })));
  router.add(get(
      "/api/v1/forecast/scenarios", "forecast_scenarios", Right::view_work, "Scenarios that were kept", {},
      for_caller(app, [](services::Caller& caller, const Request&) { return services::kept_scenarios_view(caller); })));
  router.add(post_json("/api/v1/forecast/scenarios", "keep_scenario", Right::view_work, "Keep a scenario", {}, 201,
                       for_caller(
                           app,
                           [](services::Caller& caller, const Request& request) {
                             return services::keep_scenario(caller, request.body);
                           },
                           201)));
  router.add(post("/api/v1/forecast/scenarios/{id}/forget", "forget_scenario", Right::view_work,
                  "Forget a scenario that was kept", {text_in_path("id", "its id")}, 200,
                  for_caller(app, [](services::Caller& caller, const Request& request) {
                    return services::forget_scenario(caller, request.path_parameters.at("id"));
                  })));
}

}  // namespace boothwise::server
