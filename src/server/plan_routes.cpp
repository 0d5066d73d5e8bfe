#include <boost/json.hpp>

#include "server/route_parts.hpp"
#include "services/booth_targets.hpp"

/// Where effort goes: vote targets by booth, docs/api.md#plans.
namespace boothwise::server {

void add_plan_routes(Router& router, App& app) {
  router.add(get("/api/v1/seats/{pc}/targets", "booth_targets", Right::view_results,
                 "What a seat needs, booth by booth: vote targets that add up, and the chances they go by",
                 asked_parameters({number_in_path("pc", "Lok Sabha seat"), need_parameter(), turnout_parameter()}),
                 of_snapshot(app, [&app](const services::Snapshot& snapshot, const Request& request) {
                   services::BoothTargetsAsked asked;
                   asked.asked = asked_in(request);
                   asked.need = need_in(request);
                   asked.turnout_most = turnout_in(request).value_or(asked.turnout_most);
                   return services::booth_targets_view(snapshot, app.workspace(), PcNo(integer_in_path(request, "pc")),
                                                       asked);
                 })));
}

}  // namespace boothwise::server
