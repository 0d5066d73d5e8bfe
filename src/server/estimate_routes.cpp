#include <boost/json.hpp>

#include "server/route_parts.hpp"
#include "services/area_estimates.hpp"
#include "services/vote_transfer_view.hpp"

/// What can be said of areas from few answers, and of votes from sums; never of communities (R13):
/// docs/api.md#estimates.
namespace boothwise::server {

namespace {

constexpr std::uint32_t draws = 500;  // half a second at most; the command line takes more

/// All districts and segments, or one segment whole: a whole district down to its booths takes seconds, and is left to
/// the command line.
services::EstimatedAreas areas_in(const Request& request) { return {{}, ac_in_query(request)}; }

}  // namespace

void add_estimate_routes(Router& router, App& app) {
  const Parameter ac = number_in_query(
      "ac", "a segment: its shakti kendras and booths, beside its district; all districts and segments if left out");
  router.add(get("/api/v1/estimates/economy", "economy_estimates", Right::view_released_tables,
                 "Means by area, estimated from a wave's released tables; never communities",
                 {query("wave", "its code; the newest if left out"), query("question", "its code", true), ac},
                 of_snapshot(app, [&app](const services::Snapshot& snapshot, const Request& request) {
                   services::EconomyAsked asked{
                       request.query_value("wave"), request.query_value("question"), areas_in(request), {}, {}};
                   asked.posterior.draws = draws;
                   NoProgress quiet;
                   return services::economy_estimates(snapshot, *app.workspace().warehouse, asked, quiet);
                 })));
  router.add(get("/api/v1/estimates/schemes", "scheme_reach_estimates", Right::view_field_counts,
                 "A scheme's reach by area, estimated from what households said",
                 {query("scheme", "its code", true), ac},
                 of_snapshot(app, [&app](const services::Snapshot& snapshot, const Request& request) {
                   services::SchemeReachAsked asked{request.query_value("scheme"), areas_in(request), {}};
                   asked.posterior.draws = draws;
                   return services::scheme_reach_estimates(snapshot, *app.workspace().warehouse, asked);
                 })));
  router.add(get("/api/v1/transfer", "vote_transfer", Right::view_results,
                 "Where the votes of one election went at another: an estimate from sums, with bounds",
                 {query("from", "the earlier election", true), query("to", "the later one", true),
                  number_in_query("pc", "only a Lok Sabha seat; the whole state if left out")},
                 of_snapshot(app, [](const services::Snapshot& snapshot, const Request& request) {
                   services::TransferAsked asked;
                   asked.from = request.query_value("from");
                   asked.to = request.query_value("to");
                   if (const std::int64_t pc = integer_in_query(request, "pc"); pc != 0)
                     asked.pc = PcNo(static_cast<std::int32_t>(pc));
                   return services::transfer_view(snapshot, asked);
                 })));
}

}  // namespace boothwise::server
