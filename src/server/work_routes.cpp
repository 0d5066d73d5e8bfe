#include <boost/json.hpp>

#include "base/text.hpp"
#include "server/route_parts.hpp"
#include "services/calendar_feed.hpp"
#include "services/election_locks.hpp"
#include "services/responsibility.hpp"
#include "services/responsibility_proposal.hpp"
#include "services/tasks.hpp"
#include "services/today_view.hpp"
#include "services/works.hpp"
#include "services/works_giving.hpp"

/// Responsibility, programmes, directives, tasks, homes, locks: docs/api.md#work. Nothing here is cached.
namespace boothwise::server {

namespace json = boost::json;
using services::Caller;
using services::Snapshot;

namespace {

using View = Result<json::object>;

std::optional<std::int64_t> number_or_none(const Request& request, const char* name) {
  return parse_number<std::int64_t>(request.query_value(name));
}

std::string id_in_path(const Request& request, const char* name) { return request.path_parameters.at(name); }

void add_responsibility(Router& router, App& app) {
  router.add(get("/api/v1/responsibility", "responsibility", Right::view_work, "Places and who answers for them",
                 {query("kind", "pc, ac, unit or part", true), unit_or_topmost(),
                  query("level", "of units: districts if left out")},
                 with_snapshot(app, [](Caller& caller, const Snapshot& snapshot, const Request& request) {
                   return services::responsibility_view(caller, snapshot, request.query_value("kind"),
                                                        number_or_none(request, "unit"), request.query_value("level"));
                 })));
  router.add(get("/api/v1/responsibility/history", "responsibility_history", Right::view_work,
                 "Who answered for a place, newest first",
                 {query("kind", "pc, ac, unit or part", true), number_in_query("place_no", "its number", true),
                  query("part", "of a station")},
                 with_snapshot(app, [](Caller& caller, const Snapshot& snapshot, const Request& request) {
                   return services::responsibility_history(caller, snapshot, request.query_value("kind"),
                                                           number_or_none(request, "place_no").value_or(0),
                                                           request.query_value("part"));
                 })));
  router.add(get("/api/v1/responsibility/people", "responsible_people", Right::assign_responsibility,
                 "People of a unit and for how much each answers",
                 {unit_or_topmost(), query("after", "the `next` of the page before")},
                 for_caller(app, [](Caller& caller, const Request& request) {
                   return services::responsible_people(caller, number_or_none(request, "unit"),
                                                       request.query_value("after"));
                 })));
  router.add(post_json("/api/v1/responsibility", "give_responsibility", Right::assign_responsibility,
                       "Give duties, all or none", {}, 201,
                       with_snapshot(
                           app,
                           [](Caller& caller, const Snapshot& snapshot, const Request& request) {
                             return services::give_responsibility(caller, snapshot, request.body);
                           },
                           201)));
  router.add(post_json("/api/v1/responsibility/proposal", "propose_responsibility", Right::assign_responsibility,
                       "The planner's proposal, with reasons and second choices", {}, 200,
                       with_snapshot(app, [](Caller& caller, const Snapshot& snapshot, const Request& request) {
                         NoProgress quiet;
                         return services::propose_responsibility(caller, snapshot, request.body, quiet);
                       })));
  router.add(post_json("/api/v1/responsibility/{id}/end", "end_responsibility", Right::assign_responsibility,
                       "Say on which day a duty ends", {text_in_path("id", "its id")}, 200,
                       for_caller(app, [](Caller& caller, const Request& request) {
                         return services::end_responsibility(caller, id_in_path(request, "id"), request.body);
                       })));
}

/// 201 where all tasks are given, 202 with the job's place where they are being given.
template <typename Work>
auto issuing(App& app, Work work) {
  return [&app, work = std::move(work)](const Request& request) -> Response {
    const View issued = [&]() -> View {
      BOOTHWISE_TRY(caller, app.caller(request));
      BOOTHWISE_TRY(snapshot, app.snapshot());
      return work(caller, *snapshot, request);
    }();
    const bool goes_on = issued.ok() && !issued->at("job").is_null();
    Response response = answer_with(issued, goes_on ? 202 : 201);
    if (!goes_on) return response;
    response.headers.emplace_back("Location", "/api/v1/jobs/" + std::string(issued->at("job").as_string()));
    app.jobs().wake();
    return response;
  };
}

/// A route of such.
Route going_on(Route route) {
  route.may_go_on = true;
  return route;
}

JobOutcome given_outcome(App& app, const TakenJob& taken, Progress& progress) {
  JobOutcome outcome;
  const auto given = [&]() -> Result<std::int64_t> {
    BOOTHWISE_TRY(store, app.workspace().operations->store());
    BOOTHWISE_TRY(snapshot, app.snapshot());
    return services::give_all(app.workspace(), *store, *snapshot, taken.asked.task, taken.holder, progress);
  }();
  if (!given) {
    outcome.failure = given.error();
  } else {
    outcome.report = {{"given", *given}};
  }
  return outcome;
}

void add_works(Router& router, App& app) {
  router.add(get(
      "/api/v1/programmes/templates", "programme_templates", Right::view_work, "What a programme can be made from", {},
      [&app](const Request&) { return answer_with(services::programme_templates_view(app.options().data_folder)); }));
  router.add(going_on(post_json("/api/v1/programmes", "issue_programme", Right::direct_work,
                                "Make a programme: a task for each unit", {}, 201,
                                issuing(app, [](Caller& caller, const Snapshot& snapshot, const Request& request) {
                                  return services::issue_programme(caller, snapshot, request.body);
                                }))));
  router.add(going_on(post_json("/api/v1/directives", "issue_directive", Right::direct_work,
                                "Issue a directive to a level below a unit", {}, 201,
                                issuing(app, [](Caller& caller, const Snapshot&, const Request& request) {
                                  return services::issue_directive(caller, request.body);
                                }))));
  app.jobs().add_kind(services::giving_kind, services::giving_lane, [&app](const TakenJob& taken, Progress& progress) {
    return given_outcome(app, taken, progress);
  });
  Parameter kind = query("kind", "programme or directive; both if left out");
  kind.choices = {"programme", "directive"};
  router.add(get("/api/v1/works", "works", Right::view_work, "Programmes and directives and how far they are",
                 {unit_or_topmost(), kind}, for_caller(app, [](Caller& caller, const Request& request) {
                   return services::works_view(caller, number_or_none(request, "unit"), request.query_value("kind"));
                 })));
  router.add(get("/api/v1/works/{work}", "work", Right::view_work, "One of them at a unit, by unit right below",
                 {text_in_path("work", "its id"), unit_or_topmost()},
                 for_caller(app, [](Caller& caller, const Request& request) {
                   return services::work_view(caller, id_in_path(request, "work"), number_or_none(request, "unit"));
                 })));
  router.add(post("/api/v1/works/{work}/close", "close_work", Right::direct_work, "Expect no more of it",
                  {text_in_path("work", "its id")}, 200, for_caller(app, [](Caller& caller, const Request& request) {
                    return services::close_work(caller, id_in_path(request, "work"));
                  })));
}

Response evidence_answer(const Result<services::Evidence>& file) {
  if (!file) return problem(file.error());
  Response response;
  response.type = file->type;
  response.body = file->bytes;
  // Never shown by the browser as a page of ours, whatever it holds.
  response.headers.emplace_back("Content-Disposition", "attachment");
  response.headers.emplace_back("Content-Security-Policy", "sandbox");
  response.headers.emplace_back("Cache-Control", "private, no-store");
  return response;
}

using TaskChange = View (*)(Caller&, std::int64_t, std::string_view);

Route task_post(App& app, const char* what, const char* id, Right right, const char* summary, TaskChange change) {
  return post_json("/api/v1/tasks/{task}/" + std::string(what), id, right, summary,
                   {number_in_path("task", "its number")}, 200,
                   for_caller(app, [change](Caller& caller, const Request& request) {
                     return change(caller, integer_in_path(request, "task"), request.body);
                   }));
}

void add_tasks(Router& router, App& app) {
  Parameter state = query("state", "which of them; all if left out");
  state.choices = {"all", "open", "done", "blocked", "late"};
  router.add(get("/api/v1/tasks", "tasks", Right::view_work, "Tasks at and below a unit",
                 {unit_or_topmost(), query("work", "only of this programme or directive"), state,
                  query("after", "the `next` of the page before")},
                 for_caller(app, [](Caller& caller, const Request& request) {
                   return services::tasks_view(caller, {number_or_none(request, "unit"), request.query_value("work"),
                                                        request.query_value("state"), request.query_value("after")});
                 })));
  router.add(post_json(
      "/api/v1/tasks", "add_task", Right::direct_work, "Give a unit a task of its own", {}, 201,
      for_caller(
          app, [](Caller& caller, const Request& request) { return services::add_task(caller, request.body); }, 201)));
  router.add(get("/api/v1/tasks/{task}", "task", Right::view_work, "One task with its history and files",
                 {number_in_path("task", "its number")}, for_caller(app, [](Caller& caller, const Request& request) {
                   return services::task_view(caller, integer_in_path(request, "task"));
                 })));
  router.add(post("/api/v1/tasks/{task}/read", "read_task", Right::report_work, "The unit has seen it",
                  {number_in_path("task", "its number")}, 200,
                  for_caller(app, [](Caller& caller, const Request& request) {
                    return services::read_task(caller, integer_in_path(request, "task"));
                  })));
  router.add(task_post(app, "report", "report_task", Right::report_work, "Say what was done, or what blocks it",
                       services::report_task));
  router.add(task_post(app, "comments", "comment_on_task", Right::report_work, "Say something about it",
                       services::comment_on_task));
  router.add(task_post(app, "change", "change_task", Right::direct_work, "Another due day, another assignee",
                       services::change_task));
  Route files = post("/api/v1/tasks/{task}/files", "add_task_file", Right::report_work,
                     "Evidence: a picture or a PDF, never of documents",
                     {number_in_path("task", "its number"), query("name", "the file's name", true)}, 201,
                     for_caller(
                         app,
                         [](Caller& caller, const Request& request) {
                           auto view = services::add_evidence(caller, integer_in_path(request, "task"),
                                                              request.query_value("name"), request.body_file);
                           std::error_code ignored;
                           std::filesystem::remove(request.body_file, ignored);
                           return view;
                         },
                         201));
  files.takes_file = true;
  router.add(std::move(files));
  router.add(answering(get("/api/v1/task-files/{file}", "task_file", Right::view_work, "One file of a task",
                           {text_in_path("file", "its id")},
                           [&app](const Request& request) {
                             auto caller = app.caller(request);
                             if (!caller) return problem(caller.error());
                             return evidence_answer(services::evidence(*caller, id_in_path(request, "file")));
                           }),
                       {"image/png", "image/jpeg", "image/webp", "application/pdf"}));
}

void add_homes(Router& router, App& app) {
  router.add(get("/api/v1/today", "today", Right::view_work, "A role's home: what needs one today", {unit_or_topmost()},
                 with_snapshot(app, [](Caller& caller, const Snapshot& snapshot, const Request& request) {
                   return services::today_view(caller, snapshot, number_or_none(request, "unit"));
                 })));
  Parameter language = query("lang", "of titles: hi or en");
  language.choices = {"hi", "en"};
  router.add(answering(get("/api/v1/calendar.ics", "calendar_feed", Right::view_work,
                           "Programmes, directives and tasks as iCalendar", {language},
                           [&app](const Request& request) {
                             auto caller = app.caller(request);
                             if (!caller) return problem(caller.error());
                             const bool english = request.query_value("lang") == "en";
                             return answer_with_text(
                                 services::calendar_feed(*caller, english ? Language::english : Language::hindi),
                                 "text/calendar");
                           }),
                       {"text/calendar"}));
}

void add_locks(Router& router, App& app) {
  const auto by_body = [&app](auto change) {
    return for_caller(app, [change](Caller& caller, const Request& request) { return change(caller, request.body); });
  };
  router.add(get("/api/v1/locks", "locks", Right::signed_in, "Which phase of an election holds, and what it locks",
                 {number_in_query("ac", "a segment; anywhere in the state if left out")},
                 with_snapshot(app, [](Caller& caller, const Snapshot& snapshot, const Request& request) {
                   std::vector<std::int64_t> segments;
                   if (const auto ac = number_or_none(request, "ac")) segments.push_back(*ac);
                   return services::locks_view(caller, snapshot, segments);
                 })));
  router.add(get("/api/v1/polls", "polls", Right::view_work, "The election calendar, and locks that were lifted", {},
                 with_snapshot(app, [](Caller& caller, const Snapshot& snapshot, const Request&) {
                   return services::calendar_view(caller, snapshot);
                 })));
  router.add(post_json("/api/v1/polls", "set_poll", Right::manage_settings, "Say when an election is on", {}, 200,
                       with_snapshot(app, [](Caller& caller, const Snapshot& snapshot, const Request& request) {
                         return services::set_poll(caller, snapshot, request.body);
                       })));
  router.add(post_json("/api/v1/polls/remove", "remove_poll", Right::manage_settings, "Take a poll out again", {}, 200,
                       by_body(services::remove_poll)));
  router.add(post_json("/api/v1/locks/overrides", "ask_for_override", Right::manage_settings,
                       "Ask to lift a lock for some hours; a second person has to agree", {}, 200,
                       by_body(services::ask_for_override)));
  router.add(post("/api/v1/locks/overrides/{id}/approve", "approve_override", Right::approve,
                  "Agree, as another person than the one who asked", {text_in_path("id", "its id")}, 200,
                  for_caller(app, [](Caller& caller, const Request& request) {
                    return services::approve_override(caller, id_in_path(request, "id"));
                  })));
}

}  // namespace

void add_work_routes(Router& router, App& app) {
  add_homes(router, app);
  add_responsibility(router, app);
  add_works(router, app);
  add_tasks(router, app);
  add_locks(router, app);
}

}  // namespace boothwise::server
