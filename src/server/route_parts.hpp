#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/dates.hpp"
#include "server/app.hpp"
#include "services/booth_targets.hpp"
#include "services/views.hpp"

/// Pieces that the tables of routes share.
namespace boothwise::server {

Response answer_with(const boost::json::object& view);
/// The view, or the problem.
Response answer_with(const Result<boost::json::object>& view);
/// The same with another status for what went well.
Response answer_with(const Result<boost::json::object>& view, unsigned status);

/// A text of another media type than JSON, or the problem.
Response answer_with_text(Result<std::string> text, const std::string& type);

/// A view of the present data: the same for the same address until something is imported.
template <typename View>
auto of_snapshot(App& app, View view) {
  return [&app, view = std::move(view)](const Request& request) -> Response {
    auto snapshot = app.snapshot(request);
    if (!snapshot) return problem(snapshot.error());
    Response response = answer_with(view(**snapshot, request));
    response.cacheable = true;
    return response;
  };
}

/// What a caller sees of the organisation, or does to it. Never cached.
template <typename View>
auto for_caller(App& app, View view, unsigned status = 200) {
  return [&app, view = std::move(view), status](const Request& request) -> Response {
    auto caller = app.caller(request);
    if (!caller) return problem(caller.error());
    return answer_with(view(*caller, request), status);
  };
}

/// The same of what rests on the present results and booths as well.
template <typename View>
auto with_snapshot(App& app, View view, unsigned status = 200) {
  return for_caller(
      app,
      [&app, view = std::move(view)](services::Caller& caller, const Request& request) -> Result<boost::json::object> {
        BOOTHWISE_TRY(snapshot, app.snapshot(request));
        return view(caller, *snapshot, request);
      },
      status);
}

/// REQUIRES: the route's table has checked the value.
std::int32_t integer_in_path(const Request& request, const char* name);
/// 0 where it is left out. REQUIRES: likewise.
std::int64_t integer_in_query(const Request& request, const char* name);
std::optional<AcNo> ac_in_query(const Request& request);
std::optional<std::int32_t> part_in_query(const Request& request);
services::Asked asked_in(const Request& request);
/// Of vote targets: the votes to be newly won, and the most of electors (0.5 to 1); none where left out.
std::optional<std::int64_t> need_in(const Request& request);
std::optional<double> turnout_in(const Request& request);
/// Effort to be spread over a seat's booths, as effort_parameters() have it; none without units.
std::optional<services::SeatEffort> effort_in(const Request& request);

Parameter query(std::string name, std::string description, bool required = false);
/// `unit`, the number of one; handlers take the topmost that the caller sees where it is left out.
Parameter unit_or_topmost();
Parameter number_in_path(std::string name, std::string description);
Parameter number_in_query(std::string name, std::string description, bool required = false);
Parameter text_in_path(std::string name, std::string description);
Parameter need_parameter();
Parameter turnout_parameter();
/// Of vote targets: these after `before`.
std::vector<Parameter> effort_parameters(std::vector<Parameter> before);
std::vector<Parameter> asked_parameters(std::vector<Parameter> before = {});

Route get(std::string pattern, std::string id, Right right, std::string summary, std::vector<Parameter> parameters,
          std::function<Response(const Request&)> handler);
Route post(std::string pattern, std::string id, Right right, std::string summary, std::vector<Parameter> parameters,
           unsigned status, std::function<Response(const Request&)> handler);
/// A POST whose body is JSON.
Route post_json(std::string pattern, std::string id, Right right, std::string summary,
                std::vector<Parameter> parameters, unsigned status, std::function<Response(const Request&)> handler);

/// The same route, whose answers are of other media types than JSON.
Route answering(Route route, std::vector<std::string> media_types);

/// Jobs on the data of results and rolls; one at a time, since the warehouse has one writer.
inline const std::string data_lane = "data";

/// Starts a job of what the body asks and answers with its id (202). REQUIRES: the kind was added to the jobs, and the
/// body is good.
Response start_job(App& app, const Request& request, const std::string& kind);

Instant now();
/// The day in India, which is what election days go by.
Day today();

void add_ask_routes(Router& router, App& app);
void add_roll_routes(Router& router, App& app);
void add_community_routes(Router& router, App& app);
void add_estimate_routes(Router& router, App& app);
void add_plan_routes(Router& router, App& app);
void add_forecast_routes(Router& router, App& app);
void add_review_routes(Router& router, App& app);
void add_roll_work_routes(Router& router, App& app);
void add_account_routes(Router& router, App& app);
void add_message_routes(Router& router, App& app);
void add_organisation_routes(Router& router, App& app);
void add_work_routes(Router& router, App& app);
void add_field_routes(Router& router, App& app);
void add_quality_routes(Router& router, App& app);
void add_scheme_routes(Router& router, App& app);
void add_answer_routes(Router& router, App& app);
void add_training_routes(Router& router, App& app);

}  // namespace boothwise::server
