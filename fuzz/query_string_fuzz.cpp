#include "check.hpp"
#include "unit/domain/builders.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/elections.hpp"
#include "domain/side.hpp"
#include "server/http.hpp"
#include "server/router.hpp"

using namespace boothwise;
using namespace boothwise::server;

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// Routes with each kind of parameter; the handler checks that the router let nothing through that its table forbids.
Router make_router() {
  Router router;
  Route route;
  route.pattern = "/s/{no}";
  route.id = "seat";
  route.right = Right::open_to_all;
  route.parameters = {{"no", Parameter::Place::path, Parameter::Type::integer, true, "", {}, 1, 403},
                      {"election", Parameter::Place::query, Parameter::Type::text, false, "", {}, 0, 0},
                      {"side", Parameter::Place::query, Parameter::Type::text, false, "", {}, 0, 0},
                      {"sort", Parameter::Place::query, Parameter::Type::text, false, "", {"margin", "turnout"}, 0, 0},
                      {"narrow", Parameter::Place::query, Parameter::Type::number, false, "", {}, 0, 100}};
  route.handler = [](const Request& request) {
    const int no = std::stoi(request.path_parameters.at("no"));
    fuzzing::must(no >= 1 && no <= 403);
    const std::string sort = request.query_value("sort");
    fuzzing::must(sort.empty() || sort == "margin" || sort == "turnout");
    if (const std::string narrow = request.query_value("narrow"); !narrow.empty()) {
      const double value = std::stod(narrow);
      fuzzing::must(value >= 0 && value <= 100);
    }
    if (const auto election = parse_election(request.query_value("election"))) {
      fuzzing::must(parse_election(to_string(*election)) == election);
    }
    static const ElectionResults results =
        test::election("VS-2022", {test::contest(1, {{"A", 50}, {"B", 40}, {"C", 30}, {"NOTA", 5}})});
    static const Alliances alliances{{{House::vidhan_sabha, 2022, "C+", {"C and others", "C और अन्य"}, {"C", "Q"}}}};
    if (const auto side = resolve_side(request.query_value("side"), results, alliances, {})) {
      fuzzing::must(!side->parties.empty() && std::ranges::is_sorted(side->parties));
    }
    return Response{};
  };
  router.add(std::move(route));
  return router;
}

}  // namespace

/// The bytes as a request target, as the listener takes it: path and query split, decoded, checked against a route's
/// table, then election and side read from it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Router router = make_router();
  auto target = parse_target(fuzzing::text_of(data, size));
  if (!target) {
    fuzzing::must(is_utf8(target.error().where.value));
    return 0;
  }
  fuzzing::must(target->path.starts_with('/'));
  for (const std::string& part : split(target->path, '/')) fuzzing::must(part != "..");
  for (const auto& [name, value] : target->query) {
    fuzzing::must(is_utf8(name) && is_utf8(value) && std::ranges::none_of(value, is_control));
  }
  Request request;
  request.method = Method::get;
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  const Response response = router.answer(request);
  fuzzing::must(response.status == 200 || response.status == 400 || response.status == 404);
  return 0;
}
