#include "server/router.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"

namespace boothwise::server {

namespace json = boost::json;

void Router::add(Route route) {
  std::vector<std::string> parts = split(route.pattern, '/');
  const std::size_t length = parts.size();
  patterns_[length].push_back({std::move(parts), routes_.size()});
  routes_.push_back(std::move(route));
}

namespace {

bool is_hole(std::string_view part) { return part.starts_with('{'); }

/// REQUIRES: as many parts of both.
bool matches(const std::vector<std::string>& wanted, const std::vector<std::string>& given) {
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_hole(wanted[i]) ? given[i].empty() : wanted[i] != given[i]) return false;
  }
  return true;
}

Error bad_parameter(const Parameter& parameter, std::string_view value, const Bilingual& expected) {
  Error error{ErrorKind::bad_input, "parameter_malformed", expected};
  error.where.column = parameter.name;
  error.where.value = shortened(value, 80);
  error.choices = parameter.choices;
  return error;
}

Status check_value(const Parameter& parameter, const std::string& value) {
  if (parameter.type == Parameter::Type::text) {
    constexpr std::size_t bytes_max = 256;
    if (value.size() > bytes_max)
      return bad_parameter(parameter, value, {"expected at most 256 bytes", "अधिकतम 256 बाइट चाहिए"});
    if (!parameter.choices.empty() && std::ranges::find(parameter.choices, value) == parameter.choices.end()) {
      return bad_parameter(parameter, value, {"expected one of the choices", "विकल्पों में से एक चाहिए"});
    }
    return success();
  }
  const std::string range = one_decimal(parameter.least) + " – " + one_decimal(parameter.most);
  const Bilingual expected{"expected a number in the range " + range, range + " के बीच की संख्या चाहिए"};
  const auto number = parse_number<double>(value);
  const bool written_whole = parameter.type != Parameter::Type::integer || parse_number<std::int64_t>(value);
  if (!number || !written_whole || *number < parameter.least || *number > parameter.most) {
    return bad_parameter(parameter, value, expected);
  }
  return success();
}

Status check_parameters(const Route& route, const Request& request) {
  for (const auto& [name, value] : request.query) {
    const auto known = std::ranges::find_if(route.parameters, [&name = name](const Parameter& parameter) {
      return parameter.place == Parameter::Place::query && parameter.name == name;
    });
    if (known == route.parameters.end()) {
      Error error{ErrorKind::bad_input,
                  "parameter_unknown",
                  {"this address takes no such parameter", "यह पता ऐसा पैरामीटर नहीं लेता"}};
      error.where.column = shortened(name, 80);
      for (const Parameter& parameter : route.parameters) {
        if (parameter.place == Parameter::Place::query) error.choices.push_back(parameter.name);
      }
      return error;
    }
    if (!value.empty() || known->required) BOOTHWISE_CHECK(check_value(*known, value));
  }
  for (const Parameter& parameter : route.parameters) {
    if (parameter.place == Parameter::Place::path) {
      BOOTHWISE_CHECK(check_value(parameter, request.path_parameters.at(parameter.name)));
    } else if (parameter.required && request.query_value(parameter.name).empty()) {
      return bad_parameter(parameter, "", {"this parameter is needed", "यह पैरामीटर ज़रूरी है"});
    }
  }
  return success();
}

/// Programs that say nothing about a body mean JSON too.
bool is_json(std::string_view content_type) {
  return content_type.empty() ||
         ascii_lower(trimmed(content_type.substr(0, content_type.find(';')))) == "application/json";
}

Response plain_problem(unsigned status, std::string_view code, std::string_view en, std::string_view hi) {
  Response response = problem({ErrorKind::not_found, std::string(code), {std::string(en), std::string(hi)}});
  json::object body = json::parse(response.body).as_object();
  body["status"] = status;
  response.status = status;
  response.body = json::serialize(body);
  return response;
}

}  // namespace

Router::Match Router::match(Method method, std::string_view path) const {
  Match match;
  const std::vector<std::string> given = split(path, '/');
  const auto candidates = patterns_.find(given.size());
  if (candidates == patterns_.end()) return match;
  // An address that stands in the table as it is belongs to no pattern with a hole: /imports/preview is no import.
  const bool is_named = std::ranges::any_of(candidates->second, [&](const Pattern& one) { return one.parts == given; });
  for (const Pattern& pattern : candidates->second) {
    if (is_named ? pattern.parts != given : !matches(pattern.parts, given)) continue;
    const Route& route = routes_[pattern.route];
    if (!match.allowed.empty()) match.allowed += ", ";
    match.allowed += route.method == Method::post ? "POST" : "GET, HEAD";
    if (route.method != method) continue;
    match.route = &route;
    for (std::size_t i = 0; i < given.size(); ++i) {
      const std::string& part = pattern.parts[i];
      if (is_hole(part)) match.path_parameters[part.substr(1, part.size() - 2)] = given[i];
    }
    return match;
  }
  return match;
}

Router::Admitted Router::admit(Request& request) const {
  Match found = match(request.method, request.path);
  if (found.route == nullptr) {
    if (found.allowed.empty()) {
      return {nullptr, plain_problem(404, "not_found", "there is nothing at this address", "इस पते पर कुछ नहीं है")};
    }
    Response refusal =
        plain_problem(405, "method_not_allowed", "this address does not take this method", "यह पता यह मेथड नहीं लेता");
    refusal.headers.emplace_back("Allow", found.allowed);  // RFC 9110 15.5.6
    return {nullptr, std::move(refusal)};
  }
  request.route = found.route->id;
  if (const Status allowed = request.access.require(found.route->right.value()); !allowed) {
    return {nullptr, problem(allowed.error())};
  }
  request.path_parameters = std::move(found.path_parameters);
  return {found.route};
}

Response Router::answer(Request& request) const {
  Admitted admitted = admit(request);
  return admitted.route == nullptr ? std::move(admitted.refusal) : answer(*admitted.route, request);
}

Response Router::answer(const Route& route, const Request& request) const {
  if (route.takes_json && !is_json(request.header("content-type"))) {
    return plain_problem(415, "media_type", "expected a body of the type application/json",
                         "application/json प्रकार का मूल भाग चाहिए");
  }
  if (const Status checked = check_parameters(route, request); !checked) return problem(checked.error());
  try {
    return route.handler(request);
  } catch (const std::exception& failure) {
    // What went wrong inside is for the log, not for the answer.
    Response response = plain_problem(500, "internal_error", "something went wrong inside; nothing was changed",
                                      "भीतर कुछ गड़बड़ हुई; कुछ बदला नहीं गया");
    response.headers.emplace_back("X-Boothwise-Failure", failure.what());
    return response;
  }
}

namespace {

json::object schema_of(const Parameter& parameter) {
  json::object schema;
  switch (parameter.type) {
    case Parameter::Type::text:
      schema["type"] = "string";
      schema["maxLength"] = 256;
      if (!parameter.choices.empty()) schema["enum"] = json::value_from(parameter.choices);
      break;
    case Parameter::Type::integer:
    case Parameter::Type::number:
      schema["type"] = parameter.type == Parameter::Type::integer ? "integer" : "number";
      schema["minimum"] = parameter.least;
      schema["maximum"] = parameter.most;
      break;
  }
  return schema;
}

json::object operation_of(const Route& route) {
  json::array parameters;
  for (const Parameter& parameter : route.parameters) {
    const bool in_path = parameter.place == Parameter::Place::path;
    parameters.push_back({{"name", parameter.name},
                          {"in", in_path ? "path" : "query"},
                          {"required", in_path || parameter.required},
                          {"description", parameter.description},
                          {"schema", schema_of(parameter)}});
  }
  const auto problem_answer = [](const char* description) {
    return json::object{
        {"description", description},
        {"content", {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
  };
  json::object contents;
  for (const std::string& type : route.answer_types) {
    contents[type] = {{"schema", {{"type", type == "application/json" ? "object" : "string"}}}};
  }
  json::object answers{
      {std::to_string(route.success_status), {{"description", route.answer}, {"content", std::move(contents)}}},
      {"400", problem_answer("what was given cannot be understood")},
      {"401", problem_answer("nobody is signed in")},
      {"403",
       problem_answer("not within the role's reach; or a POST not from this origin or without the header X-Boothwise")},
      {"404", problem_answer("nothing there")},
      {"409", problem_answer("not possible in the present state")},
      {"429", problem_answer("too often; Retry-After says how many seconds to wait")},
      {"503", problem_answer("disk or data not available")}};
  if (route.may_go_on) {
    answers["202"] = {{"description", "taken; Location is the job that goes on with it"},
                      {"content", answers.at(std::to_string(route.success_status)).at("content")}};
  }
  if (route.method == Method::get) answers["304"] = {{"description", "unchanged since the given ETag"}};
  if (route.method == Method::post) {
    answers["413"] = problem_answer("larger than what is taken");
    if (route.takes_json) answers["415"] = problem_answer("a body that is not JSON");
    parameters.push_back({{"name", "X-Boothwise"},
                          {"in", "header"},
                          {"required", true},
                          {"description", "keeps other sites' forms out; any value"},
                          {"schema", {{"type", "string"}, {"minLength", 1}}}});
  }
  json::object operation{{"operationId", route.id},
                         {"summary", route.summary},
                         {"x-right", name_of(route.right.value())},
                         {"parameters", parameters},
                         {"responses", answers}};
  if (route.takes_json) {
    operation["requestBody"] = {{"required", true},
                                {"content", {{"application/json", {{"schema", {{"type", "object"}}}}}}}};
  }
  if (route.takes_file) {
    operation["requestBody"] = {
        {"required", true},
        {"content", {{"application/octet-stream", {{"schema", {{"type", "string"}, {"format", "binary"}}}}}}}};
  }
  return operation;
}

}  // namespace

std::string openapi_document(const Router& router, std::string_view version) {
  json::object paths;
  for (const Route& route : router.routes()) {
    if (!paths.contains(route.pattern)) paths[route.pattern] = json::object{};
    paths[route.pattern].as_object()[route.method == Method::post ? "post" : "get"] = operation_of(route);
  }
  const json::object text{{"type", "string"}};
  json::object document{
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Boothwise"},
        {"version", version},
        {"description", "Results seat by seat and booth by booth. Shapes and conventions: docs/api.md."},
        {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
      {"paths", std::move(paths)},
      {"security", json::array{{{"session", json::array{}}}, {{"token", json::array{}}}, json::object{}}},
      {"components",
       {{"securitySchemes",
         {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "__Host-boothwise"}}},
          {"token", {{"type", "http"}, {"scheme", "bearer"}}}}},
        {"schemas",
         {{"Problem",
           {{"type", "object"},
            {"required", {"type", "title", "status", "detail"}},
            {"properties",
             {{"type", text},
              {"title", text},
              {"status", {{"type", "integer"}}},
              {"detail", text},
              {"detail_hi", text},
              {"field", text},
              {"value", text},
              {"choices", {{"type", "array"}, {"items", text}}}}}}}}}}}};
  return json::serialize(document);
}

}  // namespace boothwise::server
