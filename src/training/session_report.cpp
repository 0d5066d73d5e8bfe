#include "training/session_report.hpp"

#include "operations/units.hpp"
#include "training/roster.hpp"
#include "training/trainee.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "domain/work.hpp"
#include "intake/csv_writer.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"
#include "services/work_parts.hpp"

namespace boothwise::training {

namespace json = boost::json;
using operations::Attendee;
using operations::Feedback;
using operations::TrainingSession;
using operations::TrainingStep;
using services::to_json;

namespace {

/// Fewer words of people than this would tell who said what.
constexpr std::size_t feedback_least = 5;

/// Follow-up tasks: all of them, those that are done, those whose day passed without.
struct FollowUps {
  std::int64_t planned = 0;
  std::int64_t done = 0;
  std::int64_t late = 0;

  void take(const operations::FollowUp& one, const std::string& today) {
    ++planned;
    done += one.state == "done" ? 1 : 0;
    late += one.state != "done" && one.due_day < today ? 1 : 0;
  }
  void add(const FollowUps& other) {
    planned += other.planned;
    done += other.done;
    late += other.late;
  }
  [[nodiscard]] json::object json() const { return {{"planned", planned}, {"done", done}, {"late", late}}; }
};

/// Quizzes that were answered, in per cent right.
struct Quizzes {
  std::int64_t answered = 0;
  std::int64_t per_cent = 0;  ///< of all together

  void take(const std::optional<std::int64_t>& score) {
    if (!score) return;
    ++answered;
    per_cent += *score;
  }
  void add(const Quizzes& other) {
    answered += other.answered;
    per_cent += other.per_cent;
  }
  /// The mean as a fraction; null where none was answered.
  [[nodiscard]] json::value json() const {
    constexpr double hundred = 100;
    if (answered == 0) return nullptr;
    return static_cast<double>(per_cent) / static_cast<double>(answered) / hundred;
  }
};

/// One place of the roster with what came of it.
struct Outcome {
  Attendee place;
  Bilingual post;
  std::int64_t passed = 0;
  std::int64_t steps = 0;
  std::int64_t exercises = 0;
  std::int64_t exercises_passed = 0;
  Quizzes quizzes;
  bool finished = false;
  std::string certificate;  ///< the code of a valid one
  FollowUps follow_ups;
};

/// What a unit, or the whole roster, comes to.
struct Sum {
  std::int64_t places = 0;
  std::int64_t came = 0;
  std::int64_t exercises = 0;  ///< of who came, as the next two
  std::int64_t exercises_passed = 0;
  Quizzes quizzes;
  std::int64_t finished = 0;
  std::int64_t certificates = 0;
  FollowUps follow_ups;

  void take(const Outcome& one) {
    ++places;
    finished += one.finished ? 1 : 0;
    certificates += one.certificate.empty() ? 0 : 1;
    follow_ups.add(one.follow_ups);
    if (!one.place.checked_in_at) return;
    ++came;
    exercises += one.exercises;
    exercises_passed += one.exercises_passed;
    quizzes.add(one.quizzes);
  }
  [[nodiscard]] json::object json() const {
    return {{"places", places},
            {"came", came},
            {"exercises", exercises},
            {"exercises_passed", exercises_passed},
            {"quiz", quizzes.json()},
            {"finished", finished},
            {"certificates", certificates},
            {"follow_ups", follow_ups.json()}};
  }
};

/// What became of one course, over all who have a place.
struct CourseOutcome {
  Bilingual title;
  std::int64_t begun = 0;
  std::int64_t finished = 0;
  std::int64_t exercises = 0;  ///< of those who began
  std::int64_t exercises_passed = 0;
  Quizzes quizzes;

  void take(const CourseStanding& standing) {
    if (!standing.begun) return;
    ++begun;
    finished += standing.finished() ? 1 : 0;
    exercises += standing.exercises;
    exercises_passed += standing.exercises_passed;
    quizzes.take(standing.quiz);
  }
};

struct Outcomes {
  std::vector<Outcome> places;
  std::map<std::string, CourseOutcome> courses;  ///< by code
  std::map<std::int64_t, FollowUps> follow_ups;  ///< by days after the session
};

Result<Outcomes> outcomes(Hall& hall, const TrainingSession& session) {
  operations::Store& store = hall.caller.whole_store();
  BOOTHWISE_TRY(places, operations::attendees(store, session.id));
  BOOTHWISE_TRY(all_steps, operations::steps_of_session(store, session.id));
  BOOTHWISE_TRY(certificates, operations::certificates_of_session(store, session.id));
  BOOTHWISE_TRY(planned, operations::follow_ups(store, session.id));
  BOOTHWISE_TRY(catalogue, services::OrganisationCatalogue::read(hall.caller.data_folder()));
  std::map<std::string, std::vector<TrainingStep>> steps;
  for (TrainingStep& step : all_steps) steps[step.trainee].push_back(std::move(step));
  std::map<std::string, std::string> codes;
  for (const operations::Certificate& one : certificates) {
    if (one.revoked_on.empty()) codes[one.trainee] = one.code;
  }
  Outcomes all;
  const std::string today = iso_date(hall.caller.today());
  std::map<std::string, FollowUps> tasks;
  for (const operations::FollowUp& one : planned) {
    tasks[one.attendee].take(one, today);
    all.follow_ups[one.days].take(one, today);
  }
  for (Attendee& place : places) {
    Outcome outcome;
    const services::Post* post = catalogue.post(place.post);
    outcome.post = post == nullptr ? Bilingual{place.post, place.post} : post->name;
    const std::string trainee = trainee_of_person(place.person);
    const std::vector<TrainingStep>& own = steps[trainee];
    for (const std::string& code : codes_in(session.courses)) {
      const Course* course = hall.course(code);
      if (course == nullptr) continue;
      const CourseStanding standing = standing_of(*course, own);
      outcome.passed += standing.passed;
      outcome.steps += standing.steps;
      outcome.exercises += standing.exercises;
      outcome.exercises_passed += standing.exercises_passed;
      outcome.quizzes.take(standing.quiz);
      CourseOutcome& of_course = all.courses[code];
      of_course.title = course->title;
      if (!place.person.empty()) of_course.take(standing);
    }
    outcome.finished = !place.person.empty() && finished(hall, session, own);
    outcome.certificate = place.person.empty() ? std::string() : codes[trainee];
    outcome.follow_ups = tasks[place.id];
    outcome.place = std::move(place);
    all.places.push_back(std::move(outcome));
  }
  return all;
}

json::value feedback_json(const std::vector<Feedback>& all) {
  if (all.size() < feedback_least) return nullptr;
  double useful = 0;
  double clear = 0;
  double pace = 0;
  json::array words;
  for (const Feedback& one : all) {
    useful += static_cast<double>(one.useful);
    clear += static_cast<double>(one.clear);
    pace += static_cast<double>(one.pace);
    if (!one.words.empty()) words.emplace_back(one.words);
  }
  const auto count = static_cast<double>(all.size());
  return json::object{
      {"useful", useful / count}, {"clear", clear / count}, {"pace", pace / count}, {"words", std::move(words)}};
}

json::object outcome_json(const Outcome& one) {
  return {{"post", one.place.post},
          {"post_name", to_json(one.post)},
          {"name", one.place.name},
          {"vacant", one.place.person.empty()},
          {"invited", one.place.invited_at.has_value()},
          {"reply", services::text_or_null(one.place.reply)},
          {"came", one.place.checked_in_at.has_value()},
          {"passed", one.passed},
          {"steps", one.steps},
          {"exercises", one.exercises},
          {"exercises_passed", one.exercises_passed},
          {"quiz", one.quizzes.json()},
          {"finished", one.finished},
          {"certificate", services::text_or_null(one.certificate)},
          {"follow_ups", one.follow_ups.json()}};
}

json::array courses_json(const Outcomes& all, const TrainingSession& session) {
  json::array courses;
  for (const std::string& code : codes_in(session.courses)) {
    const auto found = all.courses.find(code);
    if (found == all.courses.end()) continue;
    const CourseOutcome& one = found->second;
    courses.push_back({{"course", code},
                       {"title", to_json(one.title)},
                       {"begun", one.begun},
                       {"finished", one.finished},
                       {"exercises", one.exercises},
                       {"exercises_passed", one.exercises_passed},
                       {"quiz", one.quizzes.json()}});
  }
  return courses;
}

json::array follow_ups_json(const Outcomes& all, const TrainingSession& session) {
  json::array stages;
  for (const auto& [days, tasks] : all.follow_ups) {
    json::object stage = tasks.json();
    stage["days"] = days;
    stage["due_day"] = iso_date(days_after(services::kept_day(session.day), days));
    stages.push_back(std::move(stage));
  }
  return stages;
}

std::vector<std::string> columns(Language language) {
  if (language == Language::hindi) {
    return {"ज़िला / इकाई", "पद", "नाम", "निमंत्रण", "जवाब", "आए", "पूरे हिस्से", "कुल हिस्से", "पूरा किया", "प्रमाणपत्र कोड"};
  }
  return {"unit", "post", "name", "invited", "reply", "came", "parts passed", "parts", "finished", "certificate code"};
}

std::string yes_or_no(bool is, Language language) {
  if (language == Language::hindi) return is ? "हाँ" : "नहीं";
  return is ? "yes" : "no";
}

std::string reply_word(const std::string& reply, Language language) {
  static const std::map<std::string, Bilingual> words = {
      {"yes", {"yes", "आएँगे"}}, {"no", {"no", "नहीं आ सकेंगे"}}, {"perhaps", {"perhaps", "शायद"}}};
  const auto found = words.find(reply);
  return found == words.end() ? std::string() : std::string(in_language(found->second, language));
}

std::vector<std::string> cells_of(const Outcome& one, Language language) {
  const Bilingual vacant{"(vacant)", "(पद रिक्त)"};
  return {std::string(in_language(one.place.unit_name, language)),
          std::string(in_language(one.post, language)),
          one.place.person.empty() ? std::string(in_language(vacant, language)) : one.place.name,
          yes_or_no(one.place.invited_at.has_value(), language),
          reply_word(one.place.reply, language),
          yes_or_no(one.place.checked_in_at.has_value(), language),
          std::to_string(one.passed),
          std::to_string(one.steps),
          yes_or_no(one.finished, language),
          one.certificate};
}

/// What a spreadsheet would take for a formula is a text.
std::string plain(const std::string& cell) {
  return !cell.empty() && std::string_view("=+-@").find(cell.front()) != std::string_view::npos ? "'" + cell : cell;
}

std::string heading(const TrainingSession& session) {
  return session.title + ", " + session.day + ", " + session.venue;
}

}  // namespace

Result<json::object> session_report(Hall& hall, const std::string& id) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  BOOTHWISE_TRY(all, outcomes(hall, session));
  json::array units;
  std::vector<Attendee> places;
  Sum whole;
  std::map<std::int64_t, Sum> sums;
  for (const Outcome& one : all.places) {
    places.push_back(one.place);
    whole.take(one);
    sums[one.place.unit].take(one);
    if (units.empty() || units.back().at("unit").as_int64() != one.place.unit) {
      units.push_back(
          {{"unit", one.place.unit}, {"unit_name", to_json(one.place.unit_name)}, {"people", json::array()}});
    }
    units.back().at("people").as_array().push_back(outcome_json(one));
  }
  for (json::value& unit : units) unit.as_object()["sum"] = sums[unit.at("unit").as_int64()].json();
  BOOTHWISE_TRY(said, operations::feedback_of(hall.caller.whole_store(), id));
  BOOTHWISE_TRY(unit, operations::unit_by_id(hall.caller.whole_store(), session.unit));
  json::object view = session_json(hall, session);
  view["synthetic"] = unit && unit->synthetic;
  json::object counts = roster_counts(places);
  counts["finished"] = whole.finished;
  counts["certificates"] = whole.certificates;
  counts["follow_ups"] = whole.follow_ups.planned;
  view["counts"] = std::move(counts);
  view["sum"] = whole.json();
  view["units"] = std::move(units);
  view["course_outcomes"] = courses_json(all, session);
  view["follow_ups"] = follow_ups_json(all, session);
  view["feedback_given"] = said.size();
  view["feedback"] = feedback_json(said);
  return view;
}

Result<std::string> session_report_csv(Hall& hall, const std::string& id, Language language) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  BOOTHWISE_TRY(all, outcomes(hall, session));
  std::string text =
      "\xEF\xBB\xBF" + intake::csv_line(std::vector{plain(heading(session))}) + intake::csv_line(columns(language));
  for (const Outcome& one : all.places) {
    std::vector<std::string> cells = cells_of(one, language);
    for (std::string& cell : cells) cell = plain(cell);
    text += intake::csv_line(cells);
  }
  return text;
}

}  // namespace boothwise::training
