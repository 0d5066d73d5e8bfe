#include "operations/training.hpp"
#include "training/certificates.hpp"
#include "training/invitation_messages.hpp"
#include "training/roster.hpp"
#include "training/session_report.hpp"
#include "training/sessions.hpp"
#include "training/trainee.hpp"

#include <boost/json.hpp>
#include <set>

#include "base/atomic_file.hpp"
#include "server/practice.hpp"
#include "server/route_parts.hpp"
#include "services/json_body.hpp"
#include "services/message_now.hpp"

/// Training: courses and practice for who learns, sessions for who teaches, certificates for everybody:
/// docs/api.md#training. All of it is the real App's; it writes to the tables of training alone, except for follow-up
/// tasks. Nothing here is cached.
namespace boothwise::server {

namespace json = boost::json;
using training::Hall;
using training::Trainee;

namespace {

constexpr const char* prepare_kind = "prepare_practice";
constexpr const char* send_kind = "training_messages";

/// What somebody sees of training who is signed in, or whose browser carries a pass: she needs no account to learn.
Result<Trainee> trainee_in(App& app, const Request& request) {
  BOOTHWISE_TRY(store, app.workspace().operations->store());
  if (request.access.known() && request.access.user() != Access::owner().user()) {
    return training::trainee_of_user(*store, request.access.user());
  }
  BOOTHWISE_TRY(pass, app.practice()->pass_of(request));
  if (pass) return training::trainee_named(pass->trainee);
  if (request.access.known()) return training::trainee_named("user:" + request.access.user());
  return Error{ErrorKind::unauthenticated,
               "sign_in_needed",
               {"sign in, or open your invitation", "साइन इन करें, या अपना निमंत्रण खोलें"}};
}

/// A use case of who holds sessions, or of anybody.
template <typename View>
auto in_hall(App& app, View view, unsigned status = 200) {
  return for_caller(
      app,
      [&app, view = std::move(view)](services::Caller& caller, const Request& request) -> Result<json::object> {
        Hall hall{caller, app.courses()};
        return view(hall, request);
      },
      status);
}

/// The same of a trainee.
template <typename View>
auto for_trainee(App& app, View view) {
  return in_hall(app, [&app, view = std::move(view)](Hall& hall, const Request& request) -> Result<json::object> {
    BOOTHWISE_TRY(trainee, trainee_in(app, request));
    return view(hall, trainee, request);
  });
}

const std::string& named_in(const Request& request, const char* name) { return request.path_parameters.at(name); }

Result<bool> practises(App& app, const Request& request) {
  BOOTHWISE_TRY(pass, app.practice()->pass_of(request));
  return pass && pass->practising;
}

/// The browser is hers and practises from now on.
Status go_practising(App& app, const Request& request, const Trainee& trainee, Response& response) {
  BOOTHWISE_CHECK(app.practice()->room_of(trainee.id, *std::make_unique<NoProgress>()));
  BOOTHWISE_TRY(pass, app.practice()->pass_of(request));
  if (pass && pass->trainee == trainee.id) return app.practice()->set_practising(request, true);
  BOOTHWISE_TRY(cookie, app.practice()->make_pass(trainee.id, true));
  response.headers.push_back(cookie);
  return success();
}

/// The practice district is being made; the page asks again.
json::object not_yet(const json::object& making) { return {{"practising", false}, {"making", making}}; }

/// A trainee's act after which her browser practises; first of all the practice district is made, as a job.
template <typename Act>
auto then_practising(App& app, Act act) {
  return [&app, act = std::move(act)](const Request& request) -> Response {
    Response response;
    const auto view = [&]() -> Result<json::object> {
      BOOTHWISE_TRY(caller, app.caller(request));
      Hall hall{caller, app.courses()};
      BOOTHWISE_TRY(trainee, trainee_in(app, request));
      BOOTHWISE_TRY(making, app.practice()->making_for(trainee.id));
      if (making) return not_yet(*making);
      BOOTHWISE_TRY(made, act(hall, trainee, request));
      BOOTHWISE_CHECK(go_practising(app, request, trainee, response));
      made["practising"] = true;
      return made;
    }();
    Response answer = answer_with(view);
    if (view) answer.headers.insert(answer.headers.end(), response.headers.begin(), response.headers.end());
    return answer;
  };
}

void add_learning(Router& router, App& app) {
  const auto course = text_in_path("course", "the course's code, such as results");
  const auto exercise = text_in_path("exercise", "the exercise's code");
  router.add(
      get("/api/v1/training", "training", Right::open_to_all,
          "A trainee's courses, what comes next, her sessions and certificates", {},
          for_trainee(app, [&app](Hall& hall, const Trainee& trainee, const Request& request) -> Result<json::object> {
            BOOTHWISE_TRY(view, training::training_view(hall, trainee));
            BOOTHWISE_TRY(practising, practises(app, request));
            view["practising"] = practising;
            return view;
          })));
  router.add(get("/api/v1/training/courses/{course}", "course", Right::open_to_all,
                 "A course: lessons, questions, exercises, and how far she is", {course},
                 for_trainee(app, [](Hall& hall, const Trainee& trainee, const Request& request) {
                   return training::course_view(hall, trainee, named_in(request, "course"));
                 })));
  router.add(post("/api/v1/training/courses/{course}/lessons/{lesson}/read", "read_lesson", Right::open_to_all,
                  "A lesson was read", {course, text_in_path("lesson", "the lesson's code, such as lesson-1")}, 200,
                  for_trainee(app, [](Hall& hall, const Trainee& trainee, const Request& request) {
                    return training::read_lesson(hall, trainee, named_in(request, "course"),
                                                 named_in(request, "lesson"));
                  })));
  router.add(post_json("/api/v1/training/courses/{course}/quiz", "answer_quiz", Right::open_to_all,
                       "Answer a course's questions; tells what was right and why", {course}, 200,
                       for_trainee(app, [](Hall& hall, const Trainee& trainee, const Request& request) {
                         return training::answer_quiz(hall, trainee, named_in(request, "course"), request.body);
                       })));
  router.add(
      post("/api/v1/training/courses/{course}/exercises/{exercise}/begin", "begin_exercise", Right::open_to_all,
           "Begin an exercise: from now on the browser practises in the trainee's own workspace", {course, exercise},
           200, then_practising(app, [](Hall& hall, const Trainee& trainee, const Request& request) {
             return training::begin_exercise(hall, trainee, named_in(request, "course"), named_in(request, "exercise"));
           })));
  router.add(post_json(
      "/api/v1/training/courses/{course}/exercises/{exercise}/check", "check_exercise", Right::open_to_all,
      "Look whether an exercise is done", {course, exercise}, 200,
      for_trainee(app, [&app](Hall& hall, const Trainee& trainee, const Request& request) -> Result<json::object> {
        BOOTHWISE_TRY(ask, app.practice()->ask_of(trainee.id));
        return training::check_exercise(hall, trainee, named_in(request, "course"), named_in(request, "exercise"),
                                        request.body, ask);
      })));
  router.add(post("/api/v1/training/courses/{course}/exercises/{exercise}/hint", "exercise_hint", Right::open_to_all,
                  "The next hint, after a try that failed", {course, exercise}, 200,
                  for_trainee(app, [](Hall& hall, const Trainee& trainee, const Request& request) {
                    return training::next_hint(hall, trainee, named_in(request, "course"),
                                               named_in(request, "exercise"));
                  })));
}

void add_practice(Router& router, App& app) {
  router.add(post("/api/v1/training/practice/enter", "enter_practice", Right::open_to_all,
                  "The browser practises from now on", {}, 200,
                  then_practising(app, [](Hall&, const Trainee&, const Request&) -> Result<json::object> {
                    return json::object();
                  })));
  router.add(post("/api/v1/training/practice/leave", "leave_practice", Right::open_to_all,
                  "Back to the real workspace; what was practised stays for next time", {}, 200,
                  [&app](const Request& request) -> Response {
                    if (const Status left = app.practice()->set_practising(request, false); !left) {
                      return problem(left.error());
                    }
                    return answer_with(json::object{{"practising", false}});
                  }));
  router.add(post("/api/v1/training/practice/anew", "practice_anew", Right::open_to_all,
                  "A fresh practice workspace in place of the trainee's", {}, 200,
                  for_trainee(app, [&app](Hall&, const Trainee& trainee, const Request&) -> Result<json::object> {
                    BOOTHWISE_TRY(making, app.practice()->making_for(trainee.id, true));
                    if (making) return not_yet(*making);
                    NoProgress nobody;
                    BOOTHWISE_CHECK(app.practice()->room_anew(trainee.id, nobody));
                    return json::object{{"fresh", true}};
                  })));
  router.add(answering(
      get("/api/v1/training/files/{file}", "practice_file", Right::open_to_all,
          "A made-up file to practise importing with", {text_in_path("file", "its name, as the exercise gives it")},
          [&app](const Request& request) -> Response {
            const std::string& name = named_in(request, "file");
            bool known = false;
            for (const training::Course& course : app.courses()) {
              for (const training::Exercise& one : course.exercises)
                known = known || (!name.empty() && one.file == name);
            }
            if (!known) {
              return problem(
                  {ErrorKind::not_found, "file_unknown", {"no exercise has this file", "किसी अभ्यास की यह फ़ाइल नहीं है"}});
            }
            Response response =
                answer_with_text(read_file(app.options().data_folder / "practice" / "files" / name), "text/csv");
            if (response.status == 200) {
              response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
            }
            return response;
          }),
      {"text/csv"}));
}

void add_invitations(Router& router, App& app) {
  router.add(post_json(
      "/api/v1/training/reply", "training_reply", Right::open_to_all, "What an invitation is to, and the answer to it",
      {}, 200, in_hall(app, [](Hall& hall, const Request& request) { return training::reply(hall, request.body); })));
  router.add(answering(
      get("/api/v1/training/invitation.ics", "training_calendar", Right::open_to_all,
          "The session of an invitation, as iCalendar",
          {query("token", "the invitation's token", true), query("language", "hi or en; hi if left out")},
          [&app](const Request& request) -> Response {
            auto caller = app.caller(request);
            if (!caller) return problem(caller.error());
            Hall hall{*caller, app.courses()};
            return answer_with_text(training::invitation_calendar(
                                        hall, request.query_value("token"),
                                        request.query_value("language") == "en" ? Language::english : Language::hindi),
                                    "text/calendar");
          }),
      {"text/calendar"}));
  router.add(post_json("/api/v1/training/join", "join_training", Right::open_to_all,
                       "Learn with an invitation: gives the browser a pass that opens nothing real", {}, 200,
                       [&app](const Request& request) -> Response {
                         std::pair<std::string, std::string> cookie;
                         const auto view = [&]() -> Result<json::object> {
                           BOOTHWISE_TRY(caller, app.caller(request));
                           Hall hall{caller, app.courses()};
                           BOOTHWISE_TRY(body, services::JsonBody::parse(request.body));
                           BOOTHWISE_CHECK(body.only({"token"}));
                           BOOTHWISE_TRY(token, body.text("token", 400));
                           BOOTHWISE_TRY(place, training::invited(hall, token));
                           BOOTHWISE_TRY(made,
                                         app.practice()->make_pass(training::trainee_of_person(place.person), false));
                           cookie = made;
                           return json::object{{"name", place.name}, {"session", place.session}};
                         }();
                         Response response = answer_with(view);
                         if (view) response.headers.push_back(cookie);
                         return response;
                       }));
  router.add(post_json("/api/v1/training/check-in", "check_in_self", Right::open_to_all,
                       "Say that one has come, with the code at the door", {}, 200,
                       for_trainee(app, [](Hall& hall, const Trainee& trainee, const Request& request) {
                         return training::check_in_self(hall, trainee, request.body);
                       })));
  const auto session = text_in_path("session", "the session's id");
  router.add(post_json("/api/v1/training/sessions/{session}/help", "ask_training_help", Right::open_to_all,
                       "Call an expert", {session}, 200,
                       for_trainee(app, [](Hall& hall, const Trainee& trainee, const Request& request) {
                         return training::ask_help(hall, trainee, named_in(request, "session"), request.body);
                       })));
  router.add(post_json("/api/v1/training/sessions/{session}/feedback", "training_feedback", Right::open_to_all,
                       "What somebody says of a session; kept without her name", {session}, 200,
                       for_trainee(app, [](Hall& hall, const Trainee& trainee, const Request& request) {
                         return training::give_feedback(hall, trainee, named_in(request, "session"), request.body);
                       })));
}

template <typename View>
Route of_session(App& app,
                 Route (*route)(std::string, std::string, Right, std::string, std::vector<Parameter>,
                                std::function<Response(const Request&)>),
                 const std::string& below, std::string id, std::string summary, View view) {
  return route("/api/v1/training/sessions/{session}" + below, std::move(id), Right::hold_training, std::move(summary),
               {text_in_path("session", "the session's id")},
               in_hall(app, [view = std::move(view)](Hall& hall, const Request& request) {
                 return view(hall, named_in(request, "session"), request);
               }));
}

Route post_plain(std::string pattern, std::string id, Right right, std::string summary,
                 std::vector<Parameter> parameters, std::function<Response(const Request&)> handler) {
  return post(std::move(pattern), std::move(id), right, std::move(summary), std::move(parameters), 200,
              std::move(handler));
}

Route post_body(std::string pattern, std::string id, Right right, std::string summary,
                std::vector<Parameter> parameters, std::function<Response(const Request&)> handler) {
  return post_json(std::move(pattern), std::move(id), right, std::move(summary), std::move(parameters), 200,
                   std::move(handler));
}

void add_sessions(Router& router, App& app) {
  using std::string;
  router.add(get("/api/v1/training/templates", "session_templates", Right::hold_training,
                 "What a session can be made from", {},
                 in_hall(app, [](Hall& hall, const Request&) { return training::session_templates_view(hall); })));
  router.add(get("/api/v1/training/sessions", "training_sessions", Right::hold_training, "Sessions, the latest first",
                 {}, in_hall(app, [](Hall& hall, const Request&) { return training::sessions_view(hall); })));
  router.add(post_json(
      "/api/v1/training/sessions", "make_training_session", Right::hold_training,
      "Set a session up from a template; its roster is filled from the posts", {}, 201,
      in_hall(
          app, [](Hall& hall, const Request& request) { return training::make_session(hall, request.body); }, 201)));
  router.add(of_session(app, get, "", "training_session", "A session with its roster",
                        [](Hall& hall, const string& id, const Request&) { return training::session_view(hall, id); }));
  router.add(of_session(app, post_body, "/change", "change_training_session", "Change or close a session",
                        [](Hall& hall, const string& id, const Request& request) {
                          return training::change_session(hall, id, request.body);
                        }));
  router.add(
      of_session(app, post_plain, "/roster/refresh", "refresh_roster", "Look again who holds the posts",
                 [](Hall& hall, const string& id, const Request&) { return training::refresh_roster(hall, id); }));
  router.add(of_session(app, post_plain, "/invitations", "invite_to_training",
                        "Invite everybody who has no invitation yet; gives all invitations to print or send",
                        [&app](Hall& hall, const string& id, const Request&) -> Result<json::object> {
                          BOOTHWISE_TRY(view, training::invite(hall, id));
                          const auto messenger = app.messenger();
                          view["messages"] = !messenger ? "none" : messenger->settings.dry_run ? "file" : "http";
                          return view;
                        }));
  router.add(post("/api/v1/training/sessions/{session}/invitations/{attendee}/renew", "renew_training_invitation",
                  Right::hold_training, "A new invitation in place of one that was lost",
                  {text_in_path("session", "the session's id"), text_in_path("attendee", "the place's id")}, 200,
                  in_hall(app, [](Hall& hall, const Request& request) {
                    return training::renew(hall, named_in(request, "session"), named_in(request, "attendee"));
                  })));
  router.add(of_session(
      app, post_body, "/check-in", "check_in", "Somebody has come, with an invitation's code",
      [](Hall& hall, const string& id, const Request& request) { return training::check_in(hall, id, request.body); }));
  router.add(of_session(app, get, "/board", "training_board", "Who is at which exercise, and who waits for help",
                        [](Hall& hall, const string& id, const Request&) { return training::board_view(hall, id); }));
  const std::vector<Parameter> of_help{text_in_path("session", "the session's id"),
                                       text_in_path("help", "the call's id")};
  router.add(post("/api/v1/training/sessions/{session}/help/{help}/take", "take_training_help", Right::hold_training,
                  "Go to somebody who called", of_help, 200, in_hall(app, [](Hall& hall, const Request& request) {
                    return training::take_help(hall, named_in(request, "session"), named_in(request, "help"));
                  })));
  router.add(post("/api/v1/training/sessions/{session}/help/{help}/end", "end_training_help", Right::hold_training,
                  "A call was answered", of_help, 200, in_hall(app, [](Hall& hall, const Request& request) {
                    return training::end_help(hall, named_in(request, "session"), named_in(request, "help"));
                  })));
}

/// Starts a job of `kind` over the session in the path, which the caller must hold; `task`: what it is told besides.
Response start_for_session(App& app, const Request& request, const char* kind, json::object task = {}) {
  auto caller = app.caller(request);
  if (!caller) return problem(caller.error());
  Hall hall{*caller, app.courses()};
  const auto known = training::held_session(hall, named_in(request, "session"));
  if (!known) return problem(known.error());
  task["session"] = known->id;
  Request job = request;
  job.body = json::serialize(task);
  return start_job(app, job, kind);
}

/// Makes the template and a practice workspace for everybody on a roster, before they come.
void add_preparing(Router& router, App& app) {
  app.jobs().add_kind(std::string(Practice::making_kind), "practice", [&app](const TakenJob&, Progress& progress) {
    JobOutcome outcome;
    if (const Status made = app.practice()->prepare_template(progress); !made) outcome.failure = made.error();
    return outcome;
  });
  app.jobs().add_kind(prepare_kind, "work", [&app](const TakenJob& job, Progress& progress) -> JobOutcome {
    JobOutcome outcome;
    const auto prepared = [&]() -> Result<std::int64_t> {
      const std::string session(json::parse(job.asked.task).as_object().at("session").as_string());
      BOOTHWISE_TRY(store, app.workspace().operations->store());
      BOOTHWISE_TRY(places, operations::attendees(*store, session));
      std::set<std::string> people;
      for (const operations::Attendee& place : places) {
        if (!place.person.empty()) people.insert(place.person);
      }
      std::int64_t done = 0;
      for (const std::string& person : people) {
        if (progress.stop_requested()) break;
        BOOTHWISE_CHECK(app.practice()->room_of(training::trainee_of_person(person), progress));
        ++done;
        progress.report(static_cast<double>(done) / static_cast<double>(people.size()),
                        {"copying practice workspaces", "अभ्यास कार्यक्षेत्र बनाए जा रहे हैं"});
      }
      return done;
    }();
    if (prepared) {
      outcome.report = {{"workspaces", *prepared}};
    } else {
      outcome.failure = prepared.error();
    }
    return outcome;
  });
  Route prepare = post("/api/v1/training/sessions/{session}/practice", "prepare_practice", Right::hold_training,
                       "Copy practice workspaces for everybody on the roster, before the session",
                       {text_in_path("session", "the session's id")}, 202,
                       [&app](const Request& request) { return start_for_session(app, request, prepare_kind); });
  router.add(std::move(prepare));
}

/// Sends the invitations by text message; it takes as long as the provider does, so as a job.
void add_messages(Router& router, App& app) {
  app.jobs().add_kind(send_kind, "work", [&app](const TakenJob& job, Progress& progress) -> JobOutcome {
    JobOutcome outcome;
    const auto sent = [&]() -> Result<json::object> {
      const json::object task = json::parse(job.asked.task).as_object();
      const auto messenger = app.messenger();
      if (!messenger) return services::no_messages();
      BOOTHWISE_TRY(access, app.access_of(job.asked.asked_by));
      BOOTHWISE_TRY(caller, app.caller(access));
      BOOTHWISE_TRY(snapshot, app.snapshot());
      Hall hall{caller, app.courses()};
      return training::send_invitations(hall, *snapshot, *messenger, std::string(task.at("session").as_string()),
                                        task.at("pages").as_string(), progress);
    }();
    if (sent) {
      outcome.report = *sent;
    } else {
      outcome.failure = sent.error();
    }
    return outcome;
  });
  router.add(post("/api/v1/training/sessions/{session}/messages", "send_training_invitations", Right::hold_training,
                  "Send everybody on the roster the invitation's link as a text message, each once",
                  {text_in_path("session", "the session's id")}, 202, [&app](const Request& request) -> Response {
                    if (!app.messenger()) return problem(services::no_messages());
                    return start_for_session(app, request, send_kind, {{"pages", app.base_url(request)}});
                  }));
}

Route report_table(App& app) {
  return answering(get("/api/v1/training/sessions/{session}/report.csv", "session_report_csv", Right::hold_training,
                       "The report of a session as a table; PDF and Excel: /api/v1/reports/made/training",
                       {text_in_path("session", "the session's id"), query("language", "hi or en; hi if left out")},
                       [&app](const Request& request) -> Response {
                         auto caller = app.caller(request);
                         if (!caller) return problem(caller.error());
                         Hall hall{*caller, app.courses()};
                         const Language language =
                             request.query_value("language") == "en" ? Language::english : Language::hindi;
                         Response response = answer_with_text(
                             training::session_report_csv(hall, named_in(request, "session"), language), "text/csv");
                         if (response.status != 200) return response;
                         response.type = "text/csv";
                         response.headers.emplace_back("Content-Disposition", "attachment; filename=\"training.csv\"");
                         return response;
                       }),
                   {"text/csv"});
}

void add_outcomes(Router& router, App& app) {
  using std::string;
  router.add(
      of_session(app, get, "/report", "session_report", "By unit: who was asked, came, finished",
                 [](Hall& hall, const string& id, const Request&) { return training::session_report(hall, id); }));
  router.add(report_table(app));
  router.add(
      of_session(app, get, "/certificates", "session_certificates", "Certificates of a session",
                 [](Hall& hall, const string& id, const Request&) { return training::certificates_view(hall, id); }));
  router.add(
      of_session(app, post_plain, "/certificates", "issue_certificates", "Certificates for who came and finished",
                 [](Hall& hall, const string& id, const Request&) { return training::issue_certificates(hall, id); }));
  router.add(
      of_session(app, post_plain, "/follow-ups", "plan_follow_ups", "Tasks 30, 60 and 90 days after, for who came",
                 [](Hall& hall, const string& id, const Request&) { return training::plan_follow_ups(hall, id); }));
  const auto code = text_in_path("code", "the certificate's code");
  router.add(get("/api/v1/certificates/{code}", "certificate", Right::open_to_all,
                 "Whether a certificate holds, whose it is and what for", {code},
                 in_hall(app, [](Hall& hall, const Request& request) {
                   return training::certificate_view(hall, named_in(request, "code"));
                 })));
  router.add(answering(
      get("/api/v1/certificates/{code}/pdf", "certificate_pdf", Right::open_to_all, "The certificate to print", {code},
          [&app](const Request& request) -> Response {
            auto caller = app.caller(request);
            if (!caller) return problem(caller.error());
            Hall hall{*caller, app.courses()};
            const std::string address = app.base_url(request) + "/certificates/" + named_in(request, "code");
            Response response = answer_with_text(training::certificate_pdf(hall, named_in(request, "code"), address),
                                                 "application/pdf");
            if (response.status == 200) response.type = "application/pdf";
            return response;
          }),
      {"application/pdf"}));
  router.add(post_json("/api/v1/certificates/{code}/revoke", "revoke_certificate", Right::hold_training,
                       "A certificate holds no more", {code}, 200, in_hall(app, [](Hall& hall, const Request& request) {
                         return training::revoke_certificate(hall, named_in(request, "code"), request.body);
                       })));
}

}  // namespace

void add_training_routes(Router& router, App& app) {
  add_learning(router, app);
  add_practice(router, app);
  add_invitations(router, app);
  add_sessions(router, app);
  add_preparing(router, app);
  add_messages(router, app);
  add_outcomes(router, app);
}

}  // namespace boothwise::server
