#include "training/hall.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "services/report_json.hpp"

namespace boothwise::training {

namespace json = boost::json;
using operations::Attendee;
using operations::TrainingSession;
using operations::TrainingStep;

const Course* Hall::course(std::string_view code) const {
  const auto found = std::ranges::find(courses, code, &Course::code);
  return found == courses.end() ? nullptr : &*found;
}

Result<const Course*> Hall::known_course(std::string_view code) const {
  if (const Course* found = course(code)) return found;
  Error error{ErrorKind::not_found, "course_unknown", {"there is no such course", "ऐसा कोई पाठ्यक्रम नहीं है"}};
  error.where.value = shortened(code, 60);
  for (const Course& one : courses) error.choices.push_back(one.code);
  return error;
}

std::vector<std::string> codes_in(std::string_view text) {
  std::vector<std::string> codes = split(text, ' ');
  std::erase(codes, "");
  return codes;
}

std::string joined(const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& code : codes) text += (text.empty() ? "" : " ") + code;
  return text;
}

Result<TrainingSession> known_session(Hall& hall, const std::string& id) {
  BOOTHWISE_TRY(found, operations::training_session(hall.caller.whole_store(), id));
  if (found) return std::move(*found);
  Error error{ErrorKind::not_found, "session_unknown", {"there is no such session", "ऐसा कोई सत्र नहीं है"}};
  error.where.value = shortened(id, 60);
  return error;
}

Error session_closed() {
  return {ErrorKind::conflict, "session_closed", {"this session is over", "यह सत्र समाप्त हो चुका है"}};
}

Result<TrainingSession> held_session(Hall& hall, const std::string& id) {
  BOOTHWISE_CHECK(hall.caller.access().require(Right::hold_training));
  return known_session(hall, id);
}

CourseStanding standing_of(const Course& course, std::span<const TrainingStep> steps) {
  CourseStanding standing;
  standing.steps =
      static_cast<std::int64_t>(course.lessons.size() + course.exercises.size()) + (course.questions.empty() ? 0 : 1);
  standing.exercises = static_cast<std::int64_t>(course.exercises.size());
  const auto is_step = [&](const TrainingStep& step) {
    if (step.kind == "lesson") return course.lesson(step.step) != nullptr;
    if (step.kind == "quiz") return !course.questions.empty();
    return course.exercise(step.step) != nullptr;
  };
  for (const TrainingStep& step : steps) {
    if (step.course != course.code || !is_step(step)) continue;
    standing.begun = true;
    if (step.kind == "quiz") standing.quiz = step.score;
    if (!step.passed_at) continue;
    ++standing.passed;
    if (step.kind == "exercise") ++standing.exercises_passed;
    standing.last_passed_on = std::max(standing.last_passed_on, iso_date(day_in_india(*step.passed_at)));
  }
  return standing;
}

bool finished(const Hall& hall, const TrainingSession& session, std::span<const TrainingStep> steps) {
  return std::ranges::all_of(codes_in(session.courses), [&](const std::string& code) {
    const Course* course = hall.course(code);
    return course != nullptr && standing_of(*course, steps).finished();
  });
}

std::string trainee_of_person(std::string_view person) { return "person:" + std::string(person); }

namespace {

std::string seal_of(const ServerKey& key, const Attendee& attendee) {
  return key.keyed_id(ServerKey::Purpose::tokens,
                      "training invitation " + attendee.id + " " + std::to_string(attendee.generation));
}

}  // namespace

std::string invitation_token(const ServerKey& key, const Attendee& attendee) {
  return attendee.id + "-" + seal_of(key, attendee);
}

std::string invitation_digits(const ServerKey& key, const Attendee& attendee) {
  constexpr std::size_t digits = 6;
  std::string text;
  for (const char c : seal_of(key, attendee).substr(0, digits)) {
    const int value = c <= '9' ? c - '0' : c - 'a' + 10;
    text += static_cast<char>('0' + value % 10);
  }
  return text;
}

Result<Attendee> invited(Hall& hall, std::string_view token) {
  const Error unknown{
      ErrorKind::not_found,
      "training_invitation_unknown",
      {"this invitation is none, or a newer one took its place", "यह निमंत्रण मान्य नहीं है, या इसकी जगह नया निमंत्रण आ गया"}};
  token = trimmed(token);
  if (const std::size_t hash = token.rfind('#'); hash != std::string_view::npos) token.remove_prefix(hash + 1);
  const std::size_t dash = token.find('-');
  if (dash == std::string_view::npos) return unknown;
  BOOTHWISE_TRY(found, operations::attendee(hall.caller.whole_store(), std::string(token.substr(0, dash))));
  if (!found || found->person.empty() || !same_secret(invitation_token(hall.caller.key(), *found), token)) {
    return unknown;
  }
  return std::move(*found);
}

json::object session_json(const Hall& hall, const TrainingSession& session) {
  json::array courses;
  for (const std::string& code : codes_in(session.courses)) {
    const Course* course = hall.course(code);
    courses.push_back(
        {{"course", code}, {"title", services::to_json(course == nullptr ? Bilingual{code, code} : course->title)}});
  }
  boost::system::error_code damaged;
  json::value experts = json::parse(session.experts, damaged);
  json::value agenda = json::parse(session.agenda, damaged);
  return {{"session", session.id},         {"title", session.title},        {"day", session.day},
          {"begins", session.begins},      {"ends", session.ends},          {"venue", session.venue},
          {"words", session.words},        {"experts", std::move(experts)}, {"agenda", std::move(agenda)},
          {"courses", std::move(courses)}, {"state", session.state}};
}

}  // namespace boothwise::training
