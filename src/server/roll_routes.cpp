#include <boost/json.hpp>

#include "base/text.hpp"
#include "server/route_parts.hpp"
#include "services/json_body.hpp"
#include "services/roll_diff.hpp"
#include "services/roll_duplicates.hpp"
#include "services/rolls_view.hpp"

/// Electoral rolls: docs/api.md#rolls. Those that answer with persons are not cached.
namespace boothwise::server {

namespace json = boost::json;
using services::JsonBody;
using services::Snapshot;

namespace {

constexpr std::size_t revision_bytes_most = 40;
constexpr std::int64_t ac_most = 9999;

linkage::Resources resources() {
  linkage::Resources resources;
  resources.threads = 2;
  return resources;
}

Result<std::optional<AcNo>> ac_in_body(const JsonBody& body) {
  BOOTHWISE_TRY(ac, body.integer_or_none("ac", 1, ac_most));
  return ac ? std::optional(AcNo(static_cast<std::int32_t>(*ac))) : std::nullopt;
}

/// A job that says how many segments it did.
JobOutcome counted(const Result<std::size_t>& segments) {
  JobOutcome outcome;
  if (!segments) {
    outcome.failure = segments.error();
  } else {
    outcome.report = {{"segments", *segments}};
  }
  return outcome;
}

Result<services::RollDiffJob> parse_comparison(const std::string& text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(from, body.text("from", revision_bytes_most));
  BOOTHWISE_TRY(to, body.text("to", revision_bytes_most));
  BOOTHWISE_TRY(ac, ac_in_body(body));
  return services::RollDiffJob{std::move(from), std::move(to), ac, resources()};
}

Result<services::RollDuplicatesJob> parse_search(const std::string& text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(revision, body.text("revision", revision_bytes_most));
  BOOTHWISE_TRY(ac, ac_in_body(body));
  return services::RollDuplicatesJob{std::move(revision), ac, resources()};
}

std::vector<Parameter> two_revisions() {
  return {query("from", "the earlier revision", true), query("to", "the later revision", true)};
}

void add_numbers(Router& router, App& app) {
  router.add(get("/api/v1/rolls", "rolls", Right::view_roll_counts,
                 "Revisions of the roll that are here, and what was done with them", {},
                 of_snapshot(app, [&app](const Snapshot& snapshot, const Request&) {
                   return services::rolls_view(*app.workspace().warehouse, *snapshot.manifest);
                 })));
  router.add(get("/api/v1/rolls/stats", "roll_stats", Right::view_roll_counts,
                 "A revision's figures: age, gender, households, deletions",
                 {query("revision", "as it was imported", true), number_in_query("ac", "a segment; all if left out"),
                  number_in_query("part", "a part of it")},
                 of_snapshot(app, [&app](const Snapshot& snapshot, const Request& request) {
                   return services::roll_stats_view(*app.workspace().warehouse, *snapshot.manifest,
                                                    request.query_value("revision"), ac_in_query(request),
                                                    part_in_query(request));
                 })));
  std::vector<Parameter> compared = two_revisions();
  compared.push_back(number_in_query("ac", "a segment; all if left out"));
  router.add(get("/api/v1/rolls/changes", "roll_changes", Right::view_roll_counts,
                 "What a revision did, and where its deletions are unusual", std::move(compared),
                 of_snapshot(app, [&app](const Snapshot& snapshot, const Request& request) {
                   return services::roll_diff_view(*app.workspace().warehouse, *snapshot.manifest,
                                                   request.query_value("from"), request.query_value("to"),
                                                   ac_in_query(request));
                 })));
  router.add(get("/api/v1/rolls/duplicates", "roll_duplicates", Right::view_roll_counts,
                 "How many stand in a roll more than once",
                 {query("revision", "as it was imported", true), number_in_query("ac", "a segment; all if left out")},
                 of_snapshot(app, [&app](const Snapshot& snapshot, const Request& request) {
                   return services::roll_duplicates_view(*app.workspace().warehouse, *snapshot.manifest,
                                                         request.query_value("revision"), ac_in_query(request));
                 })));
}

void add_persons(Router& router, App& app) {
  router.add(get("/api/v1/rolls/part", "roll_part", Right::view_roll_rows, "A part's entries, for its own booth agent",
                 {query("revision", "as it was imported", true), number_in_query("ac", "its segment", true),
                  number_in_query("part", "its number", true)},
                 for_caller(app, [](services::Caller& caller, const Request& request) -> Result<json::object> {
                   const AcNo ac = *ac_in_query(request);
                   const std::int32_t part = *part_in_query(request);
                   BOOTHWISE_CHECK(
                       services::permit_part(caller, Right::view_roll_rows, ac.value, part, "roll_part.seen"));
                   warehouse::Warehouse& data = *caller.workspace().warehouse;
                   return services::roll_part_view(data, *data.manifest(), request.query_value("revision"), ac, part);
                 })));
  std::vector<Parameter> of_part = two_revisions();
  of_part.push_back(number_in_query("ac", "the segment", true));
  of_part.push_back(number_in_query("part", "a part of the later roll", true));
  router.add(
      get("/api/v1/rolls/changes/part", "roll_part_changes", Right::view_roll_rows,
          "Who was struck off, came, moved or was corrected in a part, for its own booth agent", std::move(of_part),
          for_caller(app, [](services::Caller& caller, const Request& request) -> Result<json::object> {
            const AcNo ac = *ac_in_query(request);
            const std::int32_t part = *part_in_query(request);
            BOOTHWISE_CHECK(services::permit_part(caller, Right::view_roll_rows, ac.value, part, "roll_changes.seen"));
            warehouse::Warehouse& data = *caller.workspace().warehouse;
            return services::roll_part_changes_view(data, *data.manifest(), request.query_value("from"),
                                                    request.query_value("to"), ac, part);
          })));
}

void add_jobs(Router& router, App& app) {
  router.add(post_json("/api/v1/rolls/compare", "compare_rolls", Right::work_on_rolls,
                       "Compare two revisions; answers with a job", {}, 202,
                       [&app](const Request& request) -> Response {
                         auto parsed = parse_comparison(request.body);
                         if (!parsed) return problem(parsed.error());
                         return start_job(app, request, "compare_rolls");
                       }));
  router.add(post_json("/api/v1/rolls/find-duplicates", "find_roll_duplicates", Right::work_on_rolls,
                       "Look for those who stand in a roll more than once; answers with a job", {}, 202,
                       [&app](const Request& request) -> Response {
                         auto parsed = parse_search(request.body);
                         if (!parsed) return problem(parsed.error());
                         return start_job(app, request, "find_roll_duplicates");
                       }));
  app.jobs().add_kind("compare_rolls", data_lane, [&app](const TakenJob& taken, Progress& progress) {
    return counted([&]() -> Result<std::size_t> {
      BOOTHWISE_TRY(job, parse_comparison(taken.asked.task));
      return services::compare_rolls(*app.workspace().warehouse, job, progress);
    }());
  });
  app.jobs().add_kind("find_roll_duplicates", data_lane, [&app](const TakenJob& taken, Progress& progress) {
    return counted([&]() -> Result<std::size_t> {
      BOOTHWISE_TRY(job, parse_search(taken.asked.task));
      return services::find_roll_duplicates(*app.workspace().warehouse, job, progress);
    }());
  });
}

}  // namespace

void add_roll_routes(Router& router, App& app) {
  add_numbers(router, app);
  add_persons(router, app);
  add_jobs(router, app);
}

}  // namespace boothwise::server
