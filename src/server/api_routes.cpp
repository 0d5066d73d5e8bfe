#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <set>

#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "intake/table.hpp"
#include "server/app.hpp"
#include "server/report_routes.hpp"
#include "server/route_parts.hpp"
#include "services/concordance_decisions.hpp"
#include "services/concordance_view.hpp"
#include "services/import_plan.hpp"
#include "services/import_service.hpp"
#include "services/json_text.hpp"
#include "services/preview.hpp"
#include "services/report_json.hpp"
#include "services/views.hpp"
#include "warehouse/queries.hpp"

namespace boothwise::server {

namespace json = boost::json;
using services::Asked;
using services::Snapshot;

namespace {

void add_result_routes(Router& router, App& app) {
  router.add(get("/api/v1/state", "state", Right::view_results, "The state, its elections, and what pages open with",
                 {}, of_snapshot(app, [&app](const Snapshot& snapshot, const Request&) {
                   json::object view = services::state_view(snapshot, app.workspace().state);
                   view["version"] = app.options().version;
                   view["name"] = services::to_json(app.maps().name);
                   return view;
                 })));
  router.add(get(
      "/api/v1/elections", "elections", Right::view_results, "All elections here", {},
      of_snapshot(app, [](const Snapshot& snapshot, const Request&) { return services::elections_view(snapshot); })));
  router.add(get("/api/v1/elections/{election}/sides", "sides", Right::view_results,
                 "Alliances and parties of an election, largest first", {text_in_path("election", "election id")},
                 of_snapshot(app, [](const Snapshot& snapshot, const Request& request) {
                   return services::sides_view(snapshot, request.path_parameters.at("election"));
                 })));
  router.add(get("/api/v1/focus", "focus", Right::view_results,
                 "Every seat's class for a side, with reasons, totals and what changed", asked_parameters(),
                 of_snapshot(app, [](const Snapshot& snapshot, const Request& request) {
                   return services::focus_view(snapshot, asked_in(request));
                 })));
  router.add(get("/api/v1/seats", "seats", Right::view_results, "Every seat's result for a side", asked_parameters(),
                 of_snapshot(app, [](const Snapshot& snapshot, const Request& request) {
                   return services::seats_view(snapshot, asked_in(request));
                 })));
  router.add(get("/api/v1/seats/{pc_no}", "seat", Right::view_results, "A Lok Sabha seat over time, with its segments",
                 asked_parameters({number_in_path("pc_no", "1 to the number of seats")}),
                 of_snapshot(app, [&app](const Snapshot& snapshot, const Request& request) -> Result<json::object> {
                   const std::int32_t pc = integer_in_path(request, "pc_no");
                   BOOTHWISE_TRY(view, services::seat_view(snapshot, PcNo(pc), asked_in(request)));
                   const auto neighbours = app.maps().pc_neighbours.find(pc);
                   view["neighbours"] = neighbours == app.maps().pc_neighbours.end()
                                            ? json::value(json::array{})
                                            : json::value_from(neighbours->second);
                   return view;
                 })));
  router.add(get("/api/v1/segments/{ac_no}", "segment", Right::view_results, "An AC segment over time, with its booths",
                 asked_parameters({number_in_path("ac_no", "1 to the number of segments")}),
                 of_snapshot(app, [&app](const Snapshot& snapshot, const Request& request) {
                   return services::segment_view(snapshot, *app.workspace().warehouse,
                                                 AcNo(integer_in_path(request, "ac_no")), asked_in(request));
                 })));
  router.add(get("/api/v1/booths/{ac_no}/{part}", "booth", Right::view_results, "A polling station",
                 asked_parameters({number_in_path("ac_no", "its segment"),
                                   text_in_path("part", "part number with suffix, such as 12A")}),
                 of_snapshot(app, [&app](const Snapshot& snapshot, const Request& request) -> Result<json::object> {
                   const std::string text = request.path_parameters.at("part");
                   const auto part = parse_part(text);
                   if (!part) {
                     Error error{ErrorKind::bad_input,
                                 "part_malformed",
                                 {"expected a part number such as 12 or 12A", "12 या 12A जैसी भाग संख्या चाहिए"}};
                     error.where = {{}, 0, "part", shortened(text, 80)};
                     return error;
                   }
                   return services::booth_view(snapshot, app.workspace(), AcNo(integer_in_path(request, "ac_no")),
                                               *part, asked_in(request));
                 })));
  std::vector<Parameter> compared =
      asked_parameters({query("from", "the earlier election", true), query("to", "the later election", true)});
  std::erase_if(compared, [](const Parameter& parameter) { return parameter.name == "election"; });
  router.add(get("/api/v1/compare", "compare", Right::view_results,
                 "Two elections seat by seat, or by segment across houses", std::move(compared),
                 of_snapshot(app, [](const Snapshot& snapshot, const Request& request) {
                   const Asked asked = asked_in(request);
                   return services::compare_view(snapshot, request.query_value("from"), request.query_value("to"),
                                                 asked.side, asked.thresholds);
                 })));
  router.add(get("/api/v1/search", "search", Right::view_results, "Places by name, in either script",
                 {query("q", "a name or its beginning", true)},
                 of_snapshot(app, [](const Snapshot& snapshot, const Request& request) {
                   return services::search_view(snapshot, request.query_value("q"));
                 })));
}

void add_concordance_routes(Router& router, App& app) {
  Parameter ac = number_in_query("ac", "a segment; all if left out");
  router.add(get("/api/v1/concordance/sets", "station_sets", Right::view_results,
                 "Sets of polling stations: elections with booth sheets and rolls", {ac},
                 of_snapshot(app, [&app](const Snapshot& snapshot, const Request& request) {
                   return services::station_sets_view(app.workspace(), *snapshot.manifest, ac_in_query(request));
                 })));
  router.add(get(
      "/api/v1/concordance", "concordance", Right::view_results, "Which polling station of one set is which in another",
      {query("from", "election id, or a revision of the roll as roll:2026", true),
       query("to", "likewise, the later one", true), std::move(ac)},
      of_snapshot(app, [&app](const Snapshot& snapshot, const Request& request) -> Result<json::object> {
        constexpr unsigned threads = 2;
        BOOTHWISE_TRY(from, services::parse_station_set(*snapshot.manifest, request.query_value("from")));
        BOOTHWISE_TRY(to, services::parse_station_set(*snapshot.manifest, request.query_value("to")));
        return services::concordance_view(app.workspace(), *snapshot.manifest, from, to, ac_in_query(request), threads);
      })));
}

void add_decision_routes(Router& router, App& app) {
  Parameter ac = number_in_query("ac", "a segment; all if left out");
  router.add(get("/api/v1/concordance/decisions", "concordance_decisions", Right::work_on_rolls,
                 "What people said of matched stations",
                 {query("from", "the older set", true), query("to", "the newer set", true), std::move(ac)},
                 [&app](const Request& request) -> Response {
                   const auto manifest = app.workspace().warehouse->manifest();
                   auto from = services::parse_station_set(*manifest, request.query_value("from"));
                   if (!from) return problem(from.error());
                   auto to = services::parse_station_set(*manifest, request.query_value("to"));
                   if (!to) return problem(to.error());
                   return answer_with(
                       services::concordance_decisions_view(app.workspace(), *from, *to, ac_in_query(request)));
                 }));
  Route decide = post("/api/v1/concordance/decisions", "decide_concordance", Right::work_on_rolls,
                      "Say which stations one is", {}, 201, [&app](const Request& request) -> Response {
                        const auto manifest = app.workspace().warehouse->manifest();
                        auto kept = services::decide_concordance_view(app.workspace(), *manifest, request.body, now());
                        if (!kept) return problem(kept.error());
                        app.forget_answers();
                        Response response = answer_with(*kept);
                        response.status = 201;
                        return response;
                      });
  decide.takes_json = true;
  router.add(std::move(decide));
  router.add(
      post("/api/v1/concordance/decisions/{id}/undo", "undo_concordance", Right::work_on_rolls, "Take a decision back",
           {text_in_path("id", "the decision's")}, 200, [&app](const Request& request) -> Response {
             auto undone = services::undo_concordance_view(app.workspace(), request.path_parameters.at("id"), now());
             if (undone) app.forget_answers();
             return answer_with(undone);
           }));
}

Parameter level_parameter(std::vector<std::string> levels) {
  Parameter parameter = query("level", "which places", true);
  parameter.choices = std::move(levels);
  return parameter;
}

void add_map_routes(Router& router, App& app) {
  router.add(get("/api/v1/maps/hexagons", "hexagons", Right::view_results,
                 "Equal hexagons, one a seat, placed so that neighbours stay neighbours",
                 {level_parameter({"pc", "ac"})}, [&app](const Request& request) {
                   const std::string level = request.query_value("level");
                   json::array cells;
                   for (const services::HexagonCell& cell : level == "pc" ? app.maps().pc : app.maps().ac) {
                     cells.push_back({{"no", cell.number}, {"column", cell.column}, {"row", cell.row}});
                   }
                   Response response = answer_with(json::object{{"level", level}, {"cells", std::move(cells)}});
                   response.cacheable = true;
                   return response;
                 }));
  router.add(answering(
      get("/api/v1/maps/boundaries", "boundaries", Right::view_results, "True boundaries as GeoJSON",
          {level_parameter({"pc", "ac", "district"})},
          [&app](const Request& request) -> Response {
            const auto manifest = app.workspace().warehouse->manifest();
            const auto active = warehouse::active_files(*manifest, "boundaries", request.query_value("level"));
            if (active.empty()) {
              return problem({ErrorKind::not_found,
                              "no_boundaries",
                              {"no boundaries of this kind were imported", "इस तरह की सीमाएँ आयात नहीं हुईं"}});
            }
            auto text = read_file(app.workspace().warehouse->folder() / active.front().file->path);
            if (!text) return problem(text.error());
            Response response;
            response.type = "application/geo+json";
            response.body = std::move(text).value();
            response.cacheable = true;
            return response;
          }),
      {"application/geo+json"}));
}

/// The body of an import or preview request.
struct ImportRequest {
  std::vector<services::ImportFile> files;
  services::ImportOptions options;
};

Result<ImportRequest> parse_import(App& app, const std::string& body, Instant at) {
  const auto malformed = [](std::string_view field, std::string_view en, std::string_view hi) {
    Error error{ErrorKind::bad_input, "body_malformed", {std::string(en), std::string(hi)}};
    error.where.column = field;
    return error;
  };
  boost::system::error_code failure;
  const json::value document = json::parse(body, failure);
  if (failure || !document.is_object()) return malformed("", "expected a JSON object", "JSON ऑब्जेक्ट चाहिए");
  const json::object& object = document.as_object();
  const auto text = [&](std::string_view name) -> std::optional<std::string> {
    const json::value* value = object.if_contains(name);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return std::string(value->as_string());
  };
  ImportRequest request;
  const json::value* uploads = object.if_contains("uploads");
  if (uploads == nullptr || !uploads->is_array() || uploads->as_array().empty()) {
    return malformed("uploads", "expected the ids of uploaded files", "भेजी गई फ़ाइलों के id चाहिए");
  }
  for (const json::value& id : uploads->as_array()) {
    if (!id.is_string()) return malformed("uploads", "expected texts", "पाठ चाहिए");
    BOOTHWISE_TRY(upload, app.upload(std::string(id.as_string())));
    request.files.push_back({upload.path, upload.name});
  }
  if (const auto kind = text("kind"); kind && !kind->empty()) {
    request.options.kinds = services::kinds_named(*kind);
    if (request.options.kinds.empty()) return malformed("kind", "this is no kind of data", "यह आँकड़ों का कोई प्रकार नहीं");
  }
  if (const json::value* mapping = object.if_contains("mapping"); mapping != nullptr && mapping->is_object()) {
    for (const auto& [theirs, ours] : mapping->as_object()) {
      if (!ours.is_string()) return malformed("mapping", "expected texts", "पाठ चाहिए");
      request.options.mapping.columns.emplace_back(std::string(theirs), std::string(ours.as_string()));
    }
  }
  if (const auto file = text("mapping_file"); file && !file->empty()) {
    BOOTHWISE_TRY(read, intake::read_mapping(*file, "mapping_file"));
    for (auto& pair : request.options.mapping.columns) {  // what was chosen on the page goes before the file
      std::erase_if(read.columns, [&](const auto& of) { return of.first == pair.first || of.second == pair.second; });
      read.columns.push_back(std::move(pair));
    }
    request.options.mapping = std::move(read);
    if (request.options.mapping.kind) request.options.kinds = {*request.options.mapping.kind};
  }
  if (const auto election = text("election"); election && !election->empty())
    request.options.mapping.election = *election;
  const json::value* skip_bad = object.if_contains("skip_bad");
  request.options.skip_bad = skip_bad != nullptr && skip_bad->is_bool() && skip_bad->as_bool();
  const json::value* synthetic = object.if_contains("synthetic");
  request.options.synthetic = synthetic != nullptr && synthetic->is_bool() && synthetic->as_bool();
  request.options.source = text("source").value_or("");
  request.options.revision = text("revision").value_or("");
  request.options.qualifying_date = text("qualifying_date").value_or("");
  request.options.publication_date = text("publication_date").value_or("");
  request.options.now = at;
  return request;
}

/// Done again, it finds what it brought there already.
JobOutcome import_outcome(App& app, const operations::Job& job, Progress& progress) {
  JobOutcome outcome;
  auto parsed = parse_import(app, job.task, job.asked_at);
  if (!parsed) {
    outcome.failure = std::move(parsed).error();
    return outcome;
  }
  ImportRequest& request = *parsed;
  request.options.rejects = app.upload_folder() / ("refused-" + job.id + ".csv");
  auto report = services::import_files(*app.workspace().warehouse, request.files, request.options, progress);
  if (!report) {
    outcome.failure = std::move(report).error();
    return outcome;
  }
  outcome.report = services::report_to_json(*report);
  for (const services::GroupReport& group : report->groups) {
    if (report->committed && group.run) outcome.run = group.run;
  }
  if (!report->committed) {
    std::int64_t refused = 0;
    for (const services::GroupReport& group : report->groups) refused += group.rows_refused;
    const std::string count = grouped(refused);
    outcome.failure = Error{
        ErrorKind::bad_input,
        "rows_refused",
        {count + " rows do not fit or a check failed; nothing was taken. Mend the file, or take the good rows only",
         count + " पंक्तियाँ ठीक नहीं या कोई जाँच विफल; कुछ नहीं लिया गया। फ़ाइल सुधारें, या केवल ठीक पंक्तियाँ लें"}};
    return outcome;
  }
  if (auto rejects = read_file(request.options.rejects)) outcome.rejects = std::move(rejects).value();
  std::error_code ignored;
  std::filesystem::remove(request.options.rejects, ignored);
  return outcome;
}

Response take_upload(App& app, const Request& request) {
  const std::string name = std::filesystem::path(request.query_value("name")).filename().string();
  const std::filesystem::path path = request.body_file;
  std::error_code failure;
  const std::uint64_t bytes = std::filesystem::file_size(path, failure);
  auto digest = sha256_of_file(path);
  if (failure || !digest)
    return problem({ErrorKind::environment, "file_unwritable", {"the file could not be kept", "फ़ाइल रखी नहीं जा सकी"}});
  json::value recognised = nullptr;
  json::value already = nullptr;
  const services::ImportFile file{path, name};
  services::ImportOptions options;
  options.leave_unknown = true;
  if (auto plan = services::plan_import({&file, 1}, options); plan && !plan->groups.empty()) {
    const services::PlannedFile& planned = plan->groups.front().files.front();
    const intake::Layout* layout = planned.recognised.layout;
    const Bilingual title = layout != nullptr ? layout->title : Bilingual{"boundaries", "सीमाएँ"};
    recognised = {{"kind", kind_name(planned.kind)},
                  {"layout", layout != nullptr ? json::value(layout->id) : json::value(nullptr)},
                  {"title", services::to_json(title)}};
    const auto manifest = app.workspace().warehouse->manifest();
    for (const warehouse::Run& run : manifest->runs) {
      const auto same = [&](const warehouse::SourceFile& source) { return source.sha256 == *digest; };
      if (!run.undone && std::ranges::any_of(run.files, same)) already = run.number;
    }
  }
  auto id = app.add_upload(path, name, request.access.user());
  if (!id) return problem(id.error());
  Response response = answer_with(json::object{{"upload", *id},
                                               {"name", name},
                                               {"bytes", bytes},
                                               {"sha256", *digest},
                                               {"recognised", recognised},
                                               {"already_run", already}});
  response.status = 201;
  return response;
}

void add_import_routes(Router& router, App& app) {
  router.add(get(
      "/api/v1/imports", "imports", Right::view_imports, "All import runs, newest first", {},
      [&app](const Request&) { return answer_with(services::imports_view(*app.workspace().warehouse->manifest())); }));
  router.add(get("/api/v1/imports/{run}", "import_run", Right::view_imports, "One run with its report",
                 {number_in_path("run", "number of the run")}, [&app](const Request& request) {
                   const auto& warehouse = *app.workspace().warehouse;
                   return answer_with(
                       services::import_view(warehouse, *warehouse.manifest(), integer_in_path(request, "run")));
                 }));
  Route upload = post("/api/v1/imports/uploads", "upload", Right::run_imports, "Send a file; it is not imported yet",
                      {query("name", "the file's name", true)}, 201,
                      [&app](const Request& request) { return take_upload(app, request); });
  upload.takes_file = true;
  router.add(std::move(upload));
  Route preview = post("/api/v1/imports/preview", "preview", Right::run_imports, "What an import would do", {}, 200,
                       [&app](const Request& request) -> Response {
                         auto parsed = parse_import(app, request.body, now());
                         if (!parsed) return problem(parsed.error());
                         NoProgress progress;
                         return answer_with(services::preview_import(*app.workspace().warehouse, parsed->files,
                                                                     parsed->options, progress));
                       });
  preview.takes_json = true;
  router.add(std::move(preview));
  Route start = post("/api/v1/imports", "start_import", Right::run_imports, "Import uploaded files; answers with a job",
                     {}, 202, [&app](const Request& request) -> Response {
                       auto parsed = parse_import(app, request.body, now());
                       if (!parsed) return problem(parsed.error());
                       return start_job(app, request, "import");
                     });
  start.takes_json = true;
  router.add(std::move(start));
  router.add(post("/api/v1/imports/{run}/undo", "undo_import", Right::run_imports, "Take a run back",
                  {number_in_path("run", "number of the run")}, 200, [&app](const Request& request) -> Response {
                    auto& warehouse = *app.workspace().warehouse;
                    auto run = services::undo_run(warehouse, integer_in_path(request, "run"));
                    if (!run) return problem(run.error());
                    return answer_with(services::run_to_json(*warehouse.manifest(), *run));
                  }));
  app.jobs().add_kind("import", data_lane, [&app](const TakenJob& taken, Progress& progress) {
    return import_outcome(app, taken.asked, progress);
  });
}

/// Whose jobs are shown to whom: everybody's to those who may import anything, else one's own.
Jobs::Asker asker_of(const Request& request) {
  return {request.access.user(), request.access.may(Right::run_imports, whole_organisation)};
}

void add_job_routes(Router& router, App& app) {
  router.add(get("/api/v1/jobs/{job}", "job", Right::signed_in, "How far a job is, for who asked for it",
                 {text_in_path("job", "its id")}, [&app](const Request& request) {
                   return answer_with(app.jobs().state(request.path_parameters.at("job"), asker_of(request)));
                 }));
  router.add(answering(get("/api/v1/jobs/{job}/rejects.csv", "job_rejects", Right::signed_in, "Rows that a job refused",
                           {text_in_path("job", "its id")},
                           [&app](const Request& request) -> Response {
                             return answer_with_text(
                                 app.jobs().rejects(request.path_parameters.at("job"), asker_of(request)), "text/csv");
                           }),
                       {"text/csv"}));
  router.add(post("/api/v1/jobs/{job}/stop", "stop_job", Right::signed_in, "Ask a job to stop",
                  {text_in_path("job", "its id")}, 202, [&app](const Request& request) -> Response {
                    const std::string id = request.path_parameters.at("job");
                    const Jobs::Asker asker = asker_of(request);
                    if (const Status stopped = app.jobs().stop(id, asker); !stopped) return problem(stopped.error());
                    return answer_with(app.jobs().state(id, asker), 202);
                  }));
}

Response plain(std::string text) { return answer_with_text(std::move(text), "text/plain"); }

void add_operation_routes(Router& router, App& app) {
  router.add(answering(get("/healthz", "health", Right::open_to_all, "The process lives", {},
                           [](const Request&) { return plain("ok\n"); }),
                       {"text/plain"}));
  router.add(answering(get("/readyz", "ready", Right::open_to_all, "The warehouse answers", {},
                           [&app](const Request&) {
                             auto connection = app.workspace().warehouse->connect();
                             if (const Status asked = connection.run("SELECT 1"); !asked) return problem(asked.error());
                             return plain(app.ready_text());
                           }),
                       {"text/plain"}));
  router.add(answering(get("/metrics", "metrics", Right::open_to_all, "Prometheus text", {},
                           [&app](const Request&) { return plain(app.metrics_text()); }),
                       {"text/plain"}));
  router.add(get("/api/v1/openapi.json", "openapi", Right::open_to_all, "This description", {}, [&app](const Request&) {
    Response response;
    response.body = openapi_document(app.router(), app.options().version);
    response.cacheable = true;
    return response;
  }));
}

}  // namespace

void add_routes(Router& router, App& app) {
  add_result_routes(router, app);
  add_concordance_routes(router, app);
  add_decision_routes(router, app);
  add_map_routes(router, app);
  add_import_routes(router, app);
  add_job_routes(router, app);
  add_roll_routes(router, app);
  add_community_routes(router, app);
  add_ask_routes(router, app);
  add_forecast_routes(router, app);
  add_estimate_routes(router, app);
  add_plan_routes(router, app);
  add_review_routes(router, app);
  add_roll_work_routes(router, app);
  add_account_routes(router, app);
  add_message_routes(router, app);
  add_organisation_routes(router, app);
  add_work_routes(router, app);
  add_field_routes(router, app);
  add_quality_routes(router, app);
  add_scheme_routes(router, app);
  add_report_routes(router, app);
  add_answer_routes(router, app);
  // A practice workspace has no training of its own: what asks for it goes to the real one (Practice::stays_real).
  if (!app.options().practice) add_training_routes(router, app);
  add_operation_routes(router, app);
}

}  // namespace boothwise::server
