#include <boost/json.hpp>

#include "server/route_parts.hpp"
#include "services/booth_targets.hpp"
#include "services/visit_proposal.hpp"

/// Where effort goes: vote targets by booth, leaders' visits: docs/api.md#visits.
namespace boothwise::server {

void add_plan_routes(Router& router, App& app) {
  router.add(
      get("/api/v1/seats/{pc}/targets", "booth_targets", Right::view_results,
          "What a seat needs, booth by booth: vote targets that add up, the chances they go by, and where units of "
          "effort gain most",
          asked_parameters(
              effort_parameters({number_in_path("pc", "Lok Sabha seat"), need_parameter(), turnout_parameter()})),
          of_snapshot(app, [&app](const services::Snapshot& snapshot, const Request& request) {
            services::BoothTargetsAsked asked;
            asked.asked = asked_in(request);
            asked.need = need_in(request);
            asked.turnout_most = turnout_in(request).value_or(asked.turnout_most);
            asked.effort = effort_in(request);
            return services::booth_targets_view(snapshot, app.workspace(), PcNo(integer_in_path(request, "pc")), asked);
          })));
  router.add(post_json(
      "/api/v1/visits/proposal", "propose_visits", Right::direct_work,
      "A calendar of leaders' visits: who goes where on which day; nothing is kept", {}, 200,
      with_snapshot(app, [](services::Caller& caller, const services::Snapshot& snapshot, const Request& request) {
        return services::propose_visits(caller, snapshot, request.body);
      })));
  router.add(post_json("/api/v1/visits", "accept_visits", Right::direct_work,
                       "Visits that are taken into everybody's work: a task each, all or none", {}, 201,
                       with_snapshot(
                           app,
                           [](services::Caller& caller, const services::Snapshot& snapshot, const Request& request) {
                             return services::accept_visits(caller, snapshot, request.body);
                           },
                           201)));
}

}  // namespace boothwise::server
