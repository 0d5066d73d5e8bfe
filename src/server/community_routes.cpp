#include <boost/json.hpp>

#include "server/route_parts.hpp"
#include "services/community_view.hpp"

/// *Community and economy*: released tables, of areas alone: docs/api.md#community. No parameter names a person.
namespace boothwise::server {

namespace {

services::CommunityAsked community_asked(const Request& request) {
  return {request.query_value("wave"), request.query_value("district"), ac_in_query(request),
          request.query_value("kendra"), request.query_value("part")};
}

Response exported(App& app, const Request& request, const std::string& format, const std::string& type) {
  auto snapshot = app.snapshot();
  if (!snapshot) return problem(snapshot.error());
  auto bytes =
      services::exported_community(**snapshot, *app.workspace().warehouse, request.query_value("wave"), format);
  Response response = answer_with_text(std::move(bytes), type);
  if (response.status != 200) return response;
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"community." + format + "\"");
  return response;
}

}  // namespace

void add_community_routes(Router& router, App& app) {
  router.add(get("/api/v1/community", "community", Right::view_released_tables,
                 "Community and economy: released tables of the state's districts, or of the area asked for",
                 {query("wave", "its code; the newest if left out"), query("district", "its id: with its segments"),
                  number_in_query("ac", "a segment: with its shakti kendras"),
                  query("kendra", "of the segment: with its booths"), query("part", "of the segment: one booth")},
                 of_snapshot(app, [&app](const services::Snapshot& snapshot, const Request& request) {
                   return services::community_view(snapshot, *app.workspace().warehouse, community_asked(request));
                 })));
  router.add(answering(get("/api/v1/community.csv", "community_csv", Right::view_released_tables,
                           "A wave's released tables as CSV", {query("wave", "its code; the newest if left out")},
                           [&app](const Request& request) { return exported(app, request, "csv", "text/csv"); }),
                       {"text/csv"}));
  router.add(answering(get("/api/v1/community.parquet", "community_parquet", Right::view_released_tables,
                           "The same as Parquet", {query("wave", "its code; the newest if left out")},
                           [&app](const Request& request) {
                             return exported(app, request, "parquet", "application/vnd.apache.parquet");
                           }),
                       {"application/vnd.apache.parquet"}));
  const std::string workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  router.add(
      answering(get("/api/v1/community.xlsx", "community_xlsx", Right::view_released_tables,
                    "The same as an Excel workbook", {query("wave", "its code; the newest if left out")},
                    [&app, workbook](const Request& request) { return exported(app, request, "xlsx", workbook); }),
                {workbook}));
}

}  // namespace boothwise::server
