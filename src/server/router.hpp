#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/access.hpp"
#include "server/http.hpp"

namespace boothwise::server {

/// A parameter of a route, as the OpenAPI document tells it and as the router checks it.
struct Parameter {
  enum class Place : std::uint8_t { path, query };
  enum class Type : std::uint8_t { text, integer, number };
  std::string name;
  Place place = Place::query;
  Type type = Type::text;
  bool required = false;
  std::string description;
  std::vector<std::string> choices{};
  double least = 0;  ///< of integer and number
  double most = 0;
};

/// One row of the table that serves and that the OpenAPI document is made from.
struct Route {
  Method method = Method::get;
  std::string pattern;           ///< "/api/v1/seats/{pc_no}"
  std::string id;                ///< operationId, also the metric's label
  std::optional<Right> right{};  ///< what it needs; a server with a route that says nothing does not start
  std::string summary;
  std::vector<Parameter> parameters;
  bool takes_json = false;
  bool takes_file = false;
  std::string answer = "object";                              ///< what a 200 holds, in words
  std::vector<std::string> answer_types{"application/json"};  ///< media types of a 200
  unsigned success_status = 200;
  bool may_go_on = false;  ///< also 202, with the place of a job that goes on with it
  std::function<Response(const Request&)> handler;
};

/// The routes of an application. Made once, then read by all threads.
class Router {
 public:
  /// REQUIRES: pattern and method new.
  void add(Route route);
  [[nodiscard]] std::span<const Route> routes() const { return routes_; }

  struct Match {
    const Route* route = nullptr;  ///< null: no such path (404) or method (405)
    std::string allowed{};  ///< methods that the path takes, as the header Allow has them; empty for no such path
    std::map<std::string, std::string> path_parameters;
  };
  [[nodiscard]] Match match(Method method, std::string_view path) const;

  /// Finds the request's route, whose name the request carries from then on, and checks that the asker may use it.
  /// The answer is what to say instead: 404, 405, 401, 403.
  struct Admitted {
    const Route* route = nullptr;  ///< null: `refusal`
    Response refusal{};
  };
  [[nodiscard]] Admitted admit(Request& request) const;
  /// Checks parameters against the route's table and calls its handler. Unknown query parameters are refused, so that a
  /// typing error does not give a wrong answer. Exceptions become 500. REQUIRES: `route` admitted the request.
  [[nodiscard]] Response answer(const Route& route, const Request& request) const;
  /// Both. For tests.
  [[nodiscard]] Response answer(Request& request) const;

 private:
  std::vector<Route> routes_;
  struct Pattern {
    std::vector<std::string> parts;
    std::size_t route;
  };
  std::map<std::size_t, std::vector<Pattern>> patterns_;  // by how many parts they have
};

/// The OpenAPI 3.1 document of the routes, serialised.
std::string openapi_document(const Router& router, std::string_view version);

}  // namespace boothwise::server
