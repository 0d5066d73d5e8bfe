#include "training/trainee.hpp"

#include "operations/people.hpp"
#include "operations/users.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "domain/work.hpp"
#include "services/json_body.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"

namespace boothwise::training {

namespace json = boost::json;
using operations::Attendee;
using operations::TrainingSession;
using operations::TrainingStep;
using services::JsonBody;
using services::to_json;

namespace {

constexpr std::string_view person_prefix = "person:";
constexpr std::string_view quiz_step = "quiz";
constexpr std::int64_t refresh_after_days = 90;
constexpr std::size_t answer_bytes_most = 300;

Error step_unknown(std::string_view code) {
  Error error{ErrorKind::not_found, "step_unknown", {"the course has no such part", "पाठ्यक्रम में ऐसा कोई हिस्सा नहीं है"}};
  error.where.value = shortened(code, 60);
  return error;
}

const TrainingStep* find(const std::vector<TrainingStep>& steps, std::string_view course, std::string_view step) {
  const auto found =
      std::ranges::find_if(steps, [&](const TrainingStep& one) { return one.course == course && one.step == step; });
  return found == steps.end() ? nullptr : &*found;
}

json::object step_json(const TrainingStep* step) {
  if (step == nullptr) return {{"state", "new"}, {"tries", 0}, {"hints", 0}};
  return {{"state", step->state},
          {"tries", step->tries},
          {"hints", step->hints},
          {"score", services::or_null(step->score)},
          {"begun_at", iso_utc(step->begun_at)},
          {"passed_at", step->passed_at ? json::value(iso_utc(*step->passed_at)) : json::value()},
          {"seconds", step->passed_at ? json::value((*step->passed_at - step->begun_at).count()) : json::value()}};
}

json::object exercise_json(const Exercise& exercise, const TrainingStep* step) {
  json::object view = step_json(step);
  json::array hints;
  const auto taken = static_cast<std::size_t>(step == nullptr ? 0 : step->hints);
  for (std::size_t i = 0; i < std::min(taken, exercise.hints.size()); ++i) hints.push_back(to_json(exercise.hints[i]));
  view["exercise"] = exercise.code;
  view["title"] = to_json(exercise.title);
  view["task"] = to_json(exercise.task);
  view["page"] = exercise.page;
  view["file"] = services::text_or_null(exercise.file);
  view["asks_answer"] = exercise.check.kind == Check::Kind::answer;
  view["given_hints"] = std::move(hints);
  view["hint_due"] = step != nullptr && !step->passed_at && step->tries > step->hints &&
                     step->hints < static_cast<std::int64_t>(exercise.hints.size());
  return view;
}

json::object course_json(const Hall& hall, const Course& course, const std::vector<TrainingStep>& steps) {
  const CourseStanding standing = standing_of(course, steps);
  const bool refresh =
      standing.finished() && standing.last_passed_on <= iso_date(days_after(hall.caller.today(), -refresh_after_days));
  return {{"course", course.code},
          {"title", to_json(course.title)},
          {"summary", to_json(course.summary)},
          {"minutes", course.minutes},
          {"lessons", course.lessons.size()},
          {"questions", course.questions.size()},
          {"exercises", course.exercises.size()},
          {"steps", standing.steps},
          {"passed", standing.passed},
          {"begun", standing.begun},
          {"finished", standing.finished()},
          {"refresh", refresh}};
}

/// The first part of a course that is not passed.
json::value next_of(const Course& course, const std::vector<TrainingStep>& steps) {
  const auto open = [&](std::string_view code) {
    const TrainingStep* step = find(steps, course.code, code);
    return step == nullptr || !step->passed_at;
  };
  const auto next = [&](std::string_view kind, std::string_view step, const Bilingual& title) {
    return json::object{{"course", course.code}, {"kind", kind}, {"step", step}, {"title", to_json(title)}};
  };
  for (const Lesson& lesson : course.lessons) {
    if (open(lesson.code)) return next("lesson", lesson.code, lesson.title);
  }
  for (const Exercise& exercise : course.exercises) {
    if (open(exercise.code)) return next("exercise", exercise.code, exercise.title);
  }
  if (!course.questions.empty() && open(quiz_step)) return next("quiz", quiz_step, course.title);
  return nullptr;
}

TrainingStep step_now(const Hall& hall, const Trainee& trainee, const std::string& course, std::string_view step,
                      std::string_view kind) {
  TrainingStep now;
  now.trainee = trainee.id;
  now.course = course;
  now.step = step;
  now.kind = kind;
  now.begun_at = now.seen_at = hall.caller.now();
  return now;
}

/// Begins a step if it is new and notes one try.
Status attempt(Hall& hall, const TrainingStep& step, bool passed, std::optional<std::int64_t> score,
               const std::string& answer) {
  return hall.caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::begin_step(inside, step));
    BOOTHWISE_TRY(begun, operations::step_of(inside, step.trainee, step.course, step.step));
    return operations::note_attempt(inside, *begun, passed, score, answer, hall.caller.now());
  });
}

Result<std::pair<const Course*, const Exercise*>> known_exercise(const Hall& hall, const std::string& course,
                                                                 const std::string& exercise) {
  BOOTHWISE_TRY(found, hall.known_course(course));
  const Exercise* one = found->exercise(exercise);
  if (one == nullptr) return step_unknown(exercise);
  return std::pair(found, one);
}

Result<json::object> exercise_now(Hall& hall, const Trainee& trainee, const std::string& course,
                                  const Exercise& exercise) {
  BOOTHWISE_TRY(step, operations::step_of(hall.caller.whole_store(), trainee.id, course, exercise.code));
  return exercise_json(exercise, step ? &*step : nullptr);
}

Result<json::array> sessions_of(Hall& hall, const Trainee& trainee) {
  json::array list;
  if (trainee.person.empty()) return list;
  BOOTHWISE_TRY(places, operations::attendees_of_person(hall.caller.whole_store(), trainee.person));
  for (const Attendee& place : places) {
    BOOTHWISE_TRY(session, known_session(hall, place.session));
    json::object view = session_json(hall, session);
    view["today"] = session.day == iso_date(hall.caller.today());
    view["reply"] = services::text_or_null(place.reply);
    view["came"] = place.checked_in_at.has_value();
    view["feedback_given"] = place.feedback_given;
    list.push_back(std::move(view));
  }
  std::ranges::sort(list, std::ranges::greater(),
                    [](const json::value& one) { return std::string(one.as_object().at("day").as_string()); });
  return list;
}

}  // namespace

Trainee trainee_named(const std::string& id) {
  return {id, id.starts_with(person_prefix) ? id.substr(person_prefix.size()) : std::string()};
}

Result<Trainee> trainee_of_user(operations::Store& whole, const std::string& user) {
  BOOTHWISE_TRY(found, operations::user_with_id(whole, user));
  if (found && !found->person.empty()) return trainee_named(trainee_of_person(found->person));
  return trainee_named("user:" + user);
}

Result<std::string> name_of(operations::Store& whole, const Trainee& trainee) {
  if (!trainee.person.empty()) {
    BOOTHWISE_TRY(person, operations::person_by_id(whole, trainee.person));
    return person ? person->name : std::string();
  }
  BOOTHWISE_TRY(user, operations::user_with_id(whole, trainee.id.substr(trainee.id.find(':') + 1)));
  return user && !user->ended ? user->name : std::string();
}

Result<json::object> training_view(Hall& hall, const Trainee& trainee) {
  operations::Store& store = hall.caller.whole_store();
  BOOTHWISE_TRY(steps, operations::steps_of(store, trainee.id));
  json::array courses;
  json::value next;
  for (const Course& course : hall.courses) {
    courses.push_back(course_json(hall, course, steps));
    if (next.is_null()) next = next_of(course, steps);
  }
  BOOTHWISE_TRY(sessions, sessions_of(hall, trainee));
  BOOTHWISE_TRY(kept, operations::certificates_of(store, trainee.id));
  json::array certificates;
  for (const operations::Certificate& one : kept) {
    certificates.push_back({{"code", one.code},
                            {"issued_on", one.issued_on},
                            {"valid", one.revoked_on.empty()},
                            {"courses", codes_in(one.courses).size()}});
  }
  BOOTHWISE_TRY(name, name_of(store, trainee));
  return json::object{{"name", name},
                      {"courses", std::move(courses)},
                      {"next", std::move(next)},
                      {"sessions", std::move(sessions)},
                      {"certificates", std::move(certificates)}};
}

Result<json::object> course_view(Hall& hall, const Trainee& trainee, const std::string& code) {
  BOOTHWISE_TRY(course, hall.known_course(code));
  BOOTHWISE_TRY(steps, operations::steps_of(hall.caller.whole_store(), trainee.id));
  json::object view = course_json(hall, *course, steps);
  json::array lessons;
  for (const Lesson& lesson : course->lessons) {
    const TrainingStep* step = find(steps, code, lesson.code);
    lessons.push_back({{"lesson", lesson.code},
                       {"title", to_json(lesson.title)},
                       {"text", json::object{{"hi", lesson.hi}, {"en", lesson.en}}},
                       {"read", step != nullptr && step->passed_at.has_value()}});
  }
  json::array questions;
  for (const Question& question : course->questions) {
    json::array options;
    for (const Bilingual& option : question.options) options.push_back(to_json(option));
    questions.push_back(
        {{"question", question.code}, {"text", to_json(question.text)}, {"options", std::move(options)}});
  }
  json::array exercises;
  for (const Exercise& exercise : course->exercises) {
    exercises.push_back(exercise_json(exercise, find(steps, code, exercise.code)));
  }
  view["lessons"] = std::move(lessons);
  view["quiz"] = step_json(find(steps, code, quiz_step));
  view["questions"] = std::move(questions);
  view["exercises"] = std::move(exercises);
  view["next"] = next_of(*course, steps);
  return view;
}

Result<json::object> read_lesson(Hall& hall, const Trainee& trainee, const std::string& code,
                                 const std::string& lesson) {
  BOOTHWISE_TRY(course, hall.known_course(code));
  if (course->lesson(lesson) == nullptr) return step_unknown(lesson);
  BOOTHWISE_CHECK(attempt(hall, step_now(hall, trainee, code, lesson, "lesson"), true, std::nullopt, {}));
  return course_view(hall, trainee, code);
}

Result<json::object> answer_quiz(Hall& hall, const Trainee& trainee, const std::string& code, std::string_view text) {
  BOOTHWISE_TRY(course, hall.known_course(code));
  if (course->questions.empty()) return step_unknown(quiz_step);
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"answers"}));
  BOOTHWISE_TRY(answers, body.object_or_none("answers"));
  if (!answers) return JsonBody::malformed("answers", "expected an option a question", "हर प्रश्न का विकल्प चाहिए");
  json::array results;
  std::int64_t right = 0;
  std::string given;
  for (const Question& question : course->questions) {
    BOOTHWISE_TRY(chosen, answers->integer(question.code, 1, static_cast<std::int64_t>(question.options.size())));
    const bool is_it = static_cast<std::size_t>(chosen - 1) == question.right;
    right += is_it ? 1 : 0;
    given += (given.empty() ? "" : " ") + question.code + "=" + std::to_string(chosen);
    results.push_back({{"question", question.code},
                       {"right", is_it},
                       {"right_option", question.right + 1},
                       {"reason", to_json(question.reason)}});
  }
  const std::int64_t score = right * 100 / static_cast<std::int64_t>(course->questions.size());
  const bool passed = score >= quiz_passes_at;
  BOOTHWISE_CHECK(
      attempt(hall, step_now(hall, trainee, code, quiz_step, "quiz"), passed, score, shortened(given, 500)));
  return json::object{{"passed", passed},
                      {"score", score},
                      {"passes_at", quiz_passes_at},
                      {"right", right},
                      {"questions", std::move(results)}};
}

Result<json::object> begin_exercise(Hall& hall, const Trainee& trainee, const std::string& course,
                                    const std::string& exercise) {
  BOOTHWISE_TRY(found, known_exercise(hall, course, exercise));
  BOOTHWISE_CHECK(
      operations::begin_step(hall.caller.whole_store(), step_now(hall, trainee, course, exercise, "exercise")));
  return exercise_now(hall, trainee, course, *found.second);
}

Result<json::object> check_exercise(Hall& hall, const Trainee& trainee, const std::string& course,
                                    const std::string& exercise, std::string_view text, const Ask& ask) {
  BOOTHWISE_TRY(found, known_exercise(hall, course, exercise));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"answer"}));
  BOOTHWISE_TRY(answer, body.text_or_empty("answer", answer_bytes_most));
  BOOTHWISE_TRY(graded, grade(found.second->check, ask, answer));
  BOOTHWISE_CHECK(
      attempt(hall, step_now(hall, trainee, course, exercise, "exercise"), graded.passed, std::nullopt, answer));
  BOOTHWISE_TRY(view, exercise_now(hall, trainee, course, *found.second));
  view["passed"] = graded.passed;
  view["message"] = to_json(graded.message);
  BOOTHWISE_TRY(steps, operations::steps_of(hall.caller.whole_store(), trainee.id));
  view["next"] = next_of(*found.first, steps);
  return view;
}

Result<json::object> next_hint(Hall& hall, const Trainee& trainee, const std::string& course,
                               const std::string& exercise) {
  BOOTHWISE_TRY(found, known_exercise(hall, course, exercise));
  const TrainingStep step = step_now(hall, trainee, course, exercise, "exercise");
  BOOTHWISE_TRY(taken, operations::take_hint(hall.caller.whole_store(), step,
                                             static_cast<std::int64_t>(found.second->hints.size()), step.seen_at));
  if (!taken) {
    return Error{
        ErrorKind::conflict,
        "no_hint_yet",
        {"a hint comes after a try that did not succeed; there are two", "संकेत एक असफल कोशिश के बाद मिलता है; कुल दो हैं"}};
  }
  return exercise_now(hall, trainee, course, *found.second);
}

Result<Attendee> place_in(Hall& hall, const Trainee& trainee, const std::string& session) {
  BOOTHWISE_TRY(known, known_session(hall, session));
  if (!trainee.person.empty()) {
    BOOTHWISE_TRY(places, operations::attendees_of_person(hall.caller.whole_store(), trainee.person));
    const auto found = std::ranges::find(places, known.id, &Attendee::session);
    if (found != places.end()) return std::move(*found);
  }
  return Error{
      ErrorKind::conflict,
      "not_on_roster",
      {"you are not on this session's roster; tell the trainer", "इस सत्र की सूची में आपका नाम नहीं है; प्रशिक्षक को बताएँ"}};
}

Result<json::object> ask_help(Hall& hall, const Trainee& trainee, const std::string& session, std::string_view text) {
  BOOTHWISE_TRY(place, place_in(hall, trainee, session));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"words", "course", "step"}));
  BOOTHWISE_TRY(words, body.text_or_empty("words", 600));
  BOOTHWISE_TRY(course, body.text_or_empty("course", 40));
  BOOTHWISE_TRY(step, body.text_or_empty("step", 40));
  operations::Store& store = hall.caller.whole_store();
  const Status done = store.atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(waiting, operations::help_asked(inside, session));
    const bool asked =
        std::ranges::any_of(waiting, [&](const auto& one) { return one.trainee == trainee.id && !one.ended_at; });
    if (asked) {
      return Error{ErrorKind::conflict,
                   "help_asked_already",
                   {"you asked already; somebody is coming", "आप पूछ चुके हैं; कोई आ रहा है"}};
    }
    return operations::add_help_asked(
        inside, {operations::new_id(), session, trainee.id, course, step, words, hall.caller.now()});
  });
  BOOTHWISE_CHECK(done);
  return json::object{{"asked", true}};
}

Result<json::object> give_feedback(Hall& hall, const Trainee& trainee, const std::string& session,
                                   std::string_view text) {
  BOOTHWISE_TRY(place, place_in(hall, trainee, session));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"useful", "clear", "pace", "words"}));
  operations::Feedback feedback;
  BOOTHWISE_TRY(useful, body.integer("useful", 1, 5));
  BOOTHWISE_TRY(clear, body.integer("clear", 1, 5));
  BOOTHWISE_TRY(pace, body.integer("pace", 1, 5));
  BOOTHWISE_TRY(words, body.text_or_empty("words", 1200));
  feedback = {useful, clear, pace, words};
  bool first = false;
  BOOTHWISE_CHECK(hall.caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(added, operations::add_feedback(inside, session, place.id, feedback));
    first = added;
    return success();
  }));
  if (!first) {
    return Error{ErrorKind::conflict, "feedback_given_already", {"you gave yours already", "आप अपनी राय दे चुके हैं"}};
  }
  return json::object{{"given", true}};
}

Result<json::object> check_in_self(Hall& hall, const Trainee& trainee, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"code"}));
  BOOTHWISE_TRY(code, body.text("code", 40));
  BOOTHWISE_TRY(session, operations::training_session_by_code(hall.caller.whole_store(), code));
  if (!session) {
    return services::refused_field(ErrorKind::not_found, "check_in_code_unknown", "code",
                                   {"no open session has this code", "किसी खुले सत्र का यह कोड नहीं है"}, code);
  }
  BOOTHWISE_TRY(place, place_in(hall, trainee, session->id));
  BOOTHWISE_TRY(first, operations::check_in_attendee(hall.caller.whole_store(), place.id, hall.caller.now()));
  return json::object{{"session", session->id}, {"title", session->title}, {"first", first}};
}

}  // namespace boothwise::training
