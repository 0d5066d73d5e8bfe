#include "server/route_parts.hpp"

#include <boost/json.hpp>
#include <chrono>

#include "base/text.hpp"
#include "services/json_text.hpp"

namespace boothwise::server {

namespace json = boost::json;
using services::Asked;

namespace {

constexpr double hundred = 100;  // per cent of a fraction

}  // namespace

Response answer_with(const json::object& view) {
  Response response;
  response.body = services::json_text(view);
  return response;
}

Response answer_with(const Result<json::object>& view) { return view ? answer_with(*view) : problem(view.error()); }

Response answer_with(const Result<json::object>& view, unsigned status) {
  Response response = answer_with(view);
  if (view) response.status = status;
  return response;
}

Response answer_with_text(Result<std::string> text, const std::string& type) {
  if (!text) return problem(text.error());
  Response response;
  response.type = type + "; charset=utf-8";
  response.body = std::move(text).value();
  return response;
}

Parameter unit_or_topmost() {
  return number_in_query("unit", "a unit of the organisation; the topmost that the caller sees if left out");
}

Parameter query(std::string name, std::string description, bool required) {
  return {std::move(name), Parameter::Place::query, Parameter::Type::text, required, std::move(description)};
}

namespace {

/// REQUIRES: the route's table has checked the value.
double number_in(const std::string& text, double otherwise) { return parse_number<double>(text).value_or(otherwise); }

Parameter points(std::string name, std::string description) {
  Parameter parameter = query(std::move(name), std::move(description));
  parameter.type = Parameter::Type::number;
  parameter.least = 0;
  parameter.most = 200;
  return parameter;
}

}  // namespace

std::int32_t integer_in_path(const Request& request, const char* name) {
  return parse_number<std::int32_t>(request.path_parameters.at(name)).value_or(0);
}

std::int64_t integer_in_query(const Request& request, const char* name) {
  return parse_number<std::int64_t>(request.query_value(name)).value_or(0);
}

Asked asked_in(const Request& request) {
  Asked asked;
  asked.election = request.query_value("election");
  asked.side = request.query_value("side");
  asked.thresholds.narrow_points = number_in(request.query_value("narrow"), asked.thresholds.narrow_points);
  asked.thresholds.weak_points = number_in(request.query_value("weak"), asked.thresholds.weak_points);
  asked.thresholds.fell_points = number_in(request.query_value("fell"), asked.thresholds.fell_points);
  return asked;
}

std::optional<std::int64_t> need_in(const Request& request) {
  return parse_number<std::int64_t>(request.query_value("need"));
}

std::optional<double> turnout_in(const Request& request) {
  const auto percent = parse_number<double>(request.query_value("turnout"));
  return percent ? std::optional(*percent / hundred) : std::nullopt;
}

std::optional<services::SeatEffort> effort_in(const Request& request) {
  const auto units = parse_number<std::uint32_t>(request.query_value("units"));
  if (!units) return std::nullopt;
  services::SeatEffort effort{.units = *units};
  effort.units_a_segment_most = parse_number<std::uint32_t>(request.query_value("segment_units"));
  const services::BoothEffortRules usual;
  const double gain = number_in(request.query_value("gain"), usual.votes_share[1] * hundred);
  effort.rules = services::rules_around(
      gain / hundred, number_in(request.query_value("half_units"), usual.half_units[1]),
      parse_number<std::uint32_t>(request.query_value("booth_units")).value_or(usual.units_a_booth_most));
  return effort;
}

Parameter need_parameter() {
  Parameter parameter =
      number_in_query("need", "votes to be newly won in the seat; what the last result lacked if left out");
  parameter.least = 0;
  return parameter;
}

Parameter turnout_parameter() {
  Parameter parameter = number_in_query("turnout", "no booth beyond so many per cent of electors; 85 if left out");
  parameter.least = 50;
  parameter.most = 100;
  return parameter;
}

std::vector<Parameter> effort_parameters(std::vector<Parameter> before) {
  constexpr double units_most = 100'000;
  const auto add = [&before](Parameter parameter, double least, double most) {
    parameter.least = least;
    parameter.most = most;
    before.push_back(std::move(parameter));
  };
  add(number_in_query("units", "of effort (days, visits) in this seat, to be spread over its booths"), 0, units_most);
  add(number_in_query("booth_units", "no booth gets more units; 5 if left out"), 1, planning::booth_units_bound);
  add(number_in_query("segment_units", "no segment gets more units"), 0, units_most);
  add(points("gain", "of a booth's movable votes that boundless effort would gain, assumed, per cent; 50 if left out"),
      1, 100);
  add(points("half_units", "units that reach half of that, assumed; 2 if left out"), 0.1, 1000);
  return before;
}

Parameter number_in_path(std::string name, std::string description) {
  Parameter parameter{std::move(name), Parameter::Place::path, Parameter::Type::integer, true, std::move(description)};
  parameter.least = 1;
  parameter.most = 9999999;
  return parameter;
}

Parameter text_in_path(std::string name, std::string description) {
  return {std::move(name), Parameter::Place::path, Parameter::Type::text, true, std::move(description)};
}

std::vector<Parameter> asked_parameters(std::vector<Parameter> before) {
  before.push_back(query("election", "election id such as LS-2019; the newest fitting one if left out"));
  before.push_back(query("side", "alliance, party, or several joined by +; the largest if left out"));
  before.push_back(points("narrow", "won by less than so many points: narrow (5)"));
  before.push_back(points("weak", "won by less than so many points: weak (10)"));
  before.push_back(points("fell", "lead fell by more than so many points: weak (10)"));
  return before;
}

Route get(std::string pattern, std::string id, Right right, std::string summary, std::vector<Parameter> parameters,
          std::function<Response(const Request&)> handler) {
  Route route;
  route.pattern = std::move(pattern);
  route.id = std::move(id);
  route.right = right;
  route.summary = std::move(summary);
  route.parameters = std::move(parameters);
  route.handler = std::move(handler);
  return route;
}

Route post(std::string pattern, std::string id, Right right, std::string summary, std::vector<Parameter> parameters,
           unsigned status, std::function<Response(const Request&)> handler) {
  Route route =
      get(std::move(pattern), std::move(id), right, std::move(summary), std::move(parameters), std::move(handler));
  route.method = Method::post;
  route.success_status = status;
  return route;
}

std::optional<AcNo> ac_in_query(const Request& request) {
  const auto number = parse_number<std::int32_t>(request.query_value("ac"));
  return number ? std::optional(AcNo(*number)) : std::nullopt;
}

Instant now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

std::optional<std::int32_t> part_in_query(const Request& request) {
  return parse_number<std::int32_t>(request.query_value("part"));
}

Parameter number_in_query(std::string name, std::string description, bool required) {
  Parameter parameter = number_in_path(std::move(name), std::move(description));
  parameter.place = Parameter::Place::query;
  parameter.required = required;
  return parameter;
}

Route post_json(std::string pattern, std::string id, Right right, std::string summary,
                std::vector<Parameter> parameters, unsigned status, std::function<Response(const Request&)> handler) {
  Route route = post(std::move(pattern), std::move(id), right, std::move(summary), std::move(parameters), status,
                     std::move(handler));
  route.takes_json = true;
  return route;
}

Route answering(Route route, std::vector<std::string> media_types) {
  route.answer_types = std::move(media_types);
  return route;
}

Response start_job(App& app, const Request& request, const std::string& kind) {
  auto job = app.jobs().start(kind, request.body, request.access.user(), now());
  if (!job) return problem(job.error());
  return answer_with(json::object{{"job", *job}}, 202);
}

Day today() { return day_in_india(now()); }

}  // namespace boothwise::server
