#include "services/report_json.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/dates.hpp"
#include "services/rollups.hpp"

namespace boothwise::services {

namespace json = boost::json;

json::object to_json(const Bilingual& text) { return {{"en", text.en}, {"hi", text.hi}}; }

json::object report_to_json(const GroupReport& group) {
  json::array refused;
  for (const intake::Refusal& refusal : group.refused) {
    refused.push_back({{"file", refusal.file},
                       {"line", refusal.line},
                       {"column", refusal.column},
                       {"value", refusal.value},
                       {"reason", to_json(refusal.reason)}});
  }
  json::array checks;
  for (const Check& check : group.checks) {
    constexpr std::array<std::string_view, 3> statuses = {"ok", "warning", "error"};
    json::array details;
    for (const Bilingual& detail : check.details) details.emplace_back(to_json(detail));
    checks.push_back({{"code", check.code},
                      {"status", statuses.at(static_cast<std::size_t>(check.status))},
                      {"text", to_json(check.text)},
                      {"detail", std::move(details)}});
  }
  return {{"rows", {{"read", group.rows_read}, {"taken", group.rows_taken}, {"refused", group.rows_refused}}},
          {"refused", std::move(refused)},
          {"checks", std::move(checks)}};
}

json::object run_to_json(const warehouse::Manifest& manifest, const warehouse::Run& run) {
  json::array files;
  for (const warehouse::SourceFile& file : run.files) {
    files.push_back({{"name", file.name}, {"sha256", file.sha256}, {"bytes", file.bytes}});
  }
  json::object mapping;
  for (const auto& [theirs, ours] : run.mapping) mapping[theirs] = ours;
  json::array elections;
  for (const ElectionId& election : elections_of(run)) elections.emplace_back(to_string(election));
  return {{"run", run.number},
          {"kind", run.kind},
          {"status", run.undone                     ? "undone"
                     : is_superseded(manifest, run) ? "superseded"
                                                    : "active"},
          {"files", std::move(files)},
          {"imported_at", iso_utc(run.imported_at)},
          {"source", run.source},
          {"mapping", std::move(mapping)},
          {"elections", std::move(elections)},
          {"rows", {{"read", run.rows_read}, {"taken", run.rows_taken}, {"refused", run.rows_refused}}},
          {"checks", {{"ok", run.checks_ok}, {"warnings", run.checks_warning}}},
          {"synthetic", run.synthetic}};
}

}  // namespace boothwise::services
