#include <boost/json.hpp>

#include "services/import_service.hpp"
#include "services/view_parts.hpp"
#include "services/views.hpp"

namespace boothwise::services {

namespace json = boost::json;

json::object imports_view(const warehouse::Manifest& manifest) {
  json::array runs;
  for (auto run = manifest.runs.rbegin(); run != manifest.runs.rend(); ++run)
    runs.emplace_back(run_to_json(manifest, *run));
  return {{"runs", std::move(runs)}};
}

Result<json::object> import_view(const warehouse::Warehouse& warehouse, const warehouse::Manifest& manifest,
                                 std::int64_t number) {
  const warehouse::Run* run = manifest.run(number);
  if (run == nullptr) {
    const std::string text = std::to_string(number);
    return Error{ErrorKind::not_found, "run_unknown", {"there is no import run " + text, "आयात " + text + " नहीं है"}};
  }
  json::object view = run_to_json(manifest, *run);
  const auto report = report_of_run(warehouse, number);
  view["report"] = report ? json::parse(*report) : json::value(nullptr);
  return view;
}

}  // namespace boothwise::services
