#include <boost/json.hpp>

#include "base/text.hpp"
#include "server/route_parts.hpp"
#include "services/json_body.hpp"
#include "services/review.hpp"

/// Uncertain pairs of roll entries, looked at by people: docs/api.md#review. Nothing here is cached.
namespace boothwise::server {

namespace json = boost::json;
using services::JsonBody;

namespace {

constexpr std::size_t text_bytes_most = 100;

/// Calls `work` with the operations store and the present manifest.
template <typename Work>
Result<json::object> with_store(App& app, const Work& work) {
  BOOTHWISE_TRY(store, app.workspace().operations->store());
  return work(*store, *app.workspace().warehouse->manifest());
}

Result<json::object> decide(App& app, const std::string& text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  operations::PairDecision decision;
  BOOTHWISE_TRY(queue, body.text("queue", text_bytes_most));
  BOOTHWISE_TRY(left, body.text("left", text_bytes_most));
  BOOTHWISE_TRY(right, body.text("right", text_bytes_most));
  BOOTHWISE_TRY(verdict, body.text("verdict", text_bytes_most));
  BOOTHWISE_TRY(by, body.text_or_empty("by", text_bytes_most));
  decision.queue = std::move(queue);
  decision.left = std::move(left);
  decision.right = std::move(right);
  decision.by = std::move(by);
  decision.at = now();
  return with_store(app, [&](operations::Store& store, const warehouse::Manifest& manifest) {
    return services::review_decide(*app.workspace().warehouse, manifest, store, std::move(decision), verdict);
  });
}

struct Application {
  std::string queue;
  bool two = false;
};

Result<Application> parse_application(const std::string& text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(queue, body.text("queue", text_bytes_most));
  BOOTHWISE_TRY(two, body.flag("two"));
  return Application{std::move(queue), two};
}

JobOutcome apply(App& app, const std::string& task, Progress& progress) {
  JobOutcome outcome;
  const auto judged = [&]() -> Result<std::size_t> {
    BOOTHWISE_TRY(asked, parse_application(task));
    BOOTHWISE_TRY(store, app.workspace().operations->store());
    linkage::Resources resources;
    resources.threads = 2;
    return services::review_apply(*app.workspace().warehouse, *store, asked.queue, asked.two, resources, progress);
  }();
  if (!judged) {
    outcome.failure = judged.error();
  } else {
    outcome.report = {{"judgements", *judged}};
  }
  return outcome;
}

void add_views(Router& router, App& app) {
  router.add(get("/api/v1/review/queues", "review_queues", Right::work_on_rolls,
                 "Where uncertain pairs wait, and how far each queue is", {}, [&app](const Request&) {
                   return answer_with(
                       with_store(app, [&](operations::Store& store, const warehouse::Manifest& manifest) {
                         return services::review_queues_view(*app.workspace().warehouse, manifest, store);
                       }));
                 }));
  Parameter skip = number_in_query("skip", "pairs passed over for now");
  skip.least = 0;
  Parameter two = query("two", "each pair is shown to two persons");
  two.choices = {"0", "1"};
  router.add(get("/api/v1/review/next", "review_next", Right::work_on_rolls, "The next pair for somebody to look at",
                 {query("queue", "as review/queues names it", true), query("by", "who looks", true), two, skip},
                 [&app](const Request& request) {
                   const services::NextPair asked{request.query_value("queue"), request.query_value("by"),
                                                  request.query_value("two") == "1",
                                                  parse_number<std::size_t>(request.query_value("skip")).value_or(0)};
                   return answer_with(
                       with_store(app, [&](operations::Store& store, const warehouse::Manifest& manifest) {
                         return services::review_next_view(*app.workspace().warehouse, manifest, store, asked);
                       }));
                 }));
  router.add(get("/api/v1/review/outcome", "review_outcome", Right::work_on_rolls,
                 "How far a queue is, and where two persons differ",
                 {query("queue", "as review/queues names it", true)}, [&app](const Request& request) {
                   return answer_with(
                       with_store(app, [&](operations::Store& store, const warehouse::Manifest& manifest) {
                         return services::review_outcome_view(*app.workspace().warehouse, manifest, store,
                                                              request.query_value("queue"));
                       }));
                 }));
}

}  // namespace

void add_review_routes(Router& router, App& app) {
  add_views(router, app);
  router.add(post_json("/api/v1/review/decisions", "review_decide", Right::work_on_rolls,
                       "Say whether a pair is one person", {}, 201,
                       [&app](const Request& request) { return answer_with(decide(app, request.body), 201); }));
  router.add(post("/api/v1/review/decisions/{id}/undo", "review_undo", Right::work_on_rolls, "Take a verdict back",
                  {text_in_path("id", "the decision's")}, 200, [&app](const Request& request) {
                    const std::string id = request.path_parameters.at("id");
                    return answer_with(with_store(
                        app, [&](operations::Store& store, const warehouse::Manifest&) -> Result<json::object> {
                          BOOTHWISE_CHECK(operations::undo_pair_decision(store, id, now()));
                          return json::object{{"undone", id}};
                        }));
                  }));
  router.add(post_json("/api/v1/review/apply", "review_apply", Right::work_on_rolls,
                       "Link a queue's segment again with what was decided; answers with a job", {}, 202,
                       [&app](const Request& request) -> Response {
                         auto parsed = parse_application(request.body);
                         if (!parsed) return problem(parsed.error());
                         return start_job(app, request, "review_apply");
                       }));
  app.jobs().add_kind("review_apply", data_lane, [&app](const TakenJob& taken, Progress& progress) {
    return apply(app, taken.asked.task, progress);
  });
}

}  // namespace boothwise::server
