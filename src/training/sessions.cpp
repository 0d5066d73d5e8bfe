#include "training/sessions.hpp"

#include "operations/units.hpp"
#include "training/roster.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "services/json_body.hpp"
#include "services/report_json.hpp"
#include "services/work_parts.hpp"

namespace boothwise::training {

namespace json = boost::json;
using operations::TrainingSession;
using services::JsonBody;
using services::to_json;

namespace {

constexpr std::size_t words_bytes_most = 2000;
constexpr std::size_t courses_most = 20;
constexpr int minutes_of_day = 24 * 60;

Result<json::array> templates(const Hall& hall) {
  const auto file = hall.caller.data_folder() / "training" / "session_templates.json";
  BOOTHWISE_TRY(text, read_file(file));
  boost::system::error_code failure;
  json::value list = json::parse(text, failure);
  if (failure || !list.is_array()) {
    return Error{ErrorKind::environment,
                 "table_damaged",
                 {"expected a list of templates", "साँचों की सूची चाहिए"},
                 {file.string()}};
  }
  return std::move(list.as_array());
}

Result<json::object> known_template(const Hall& hall, const std::string& code) {
  BOOTHWISE_TRY(all, templates(hall));
  Error error = services::refused_field(ErrorKind::not_found, "template_unknown", "template",
                                        {"there is no such template", "ऐसा कोई साँचा नहीं है"}, code);
  for (json::value& one : all) {
    json::object& object = one.as_object();
    if (object.at("template").as_string() == code) return std::move(object);
    error.choices.emplace_back(object.at("template").as_string());
  }
  return error;
}

/// "10:30" as minutes; nothing for what is no time of day.
std::optional<int> minutes_in(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = parse_number<int>(text.substr(0, 2));
  const auto minutes = parse_number<int>(text.substr(3));
  if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59) return std::nullopt;
  return *hours * 60 + *minutes;
}

std::string clock_of(int minutes) {
  minutes = std::clamp(minutes, 0, minutes_of_day - 1);
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

Result<std::string> time_in(const JsonBody& body, std::string_view field, const std::string& otherwise) {
  BOOTHWISE_TRY(text, body.text_or_empty(field, 5));
  if (text.empty()) return otherwise;
  if (!minutes_in(text))
    return JsonBody::malformed(field, "expected a time such as 10:30", "10:30 जैसा समय चाहिए", text);
  return text;
}

std::string template_text(const json::object& object, std::string_view key) {
  return std::string(object.at(key).as_string());
}

/// The template's agenda at the hour the session begins; parts that teach a course that is left out are left out.
json::array agenda_of(const Hall& hall, const json::object& made_from, const TrainingSession& session) {
  const auto chosen = codes_in(session.courses);
  const int begins = minutes_in(session.begins).value_or(0);
  json::array agenda;
  for (const json::value& one : made_from.at("agenda").as_array()) {
    const json::object& part = one.as_object();
    json::object entry{{"at", clock_of(begins + part.at("after_minutes").to_number<int>())}};
    if (const json::value* taught = part.if_contains("course")) {
      const std::string code(taught->as_string());
      const Course* course = hall.course(code);
      if (course == nullptr || std::ranges::find(chosen, code) == chosen.end()) continue;
      entry["course"] = code;
      entry["title"] = to_json(course->title);
    } else {
      entry["title"] = part.at("title");
    }
    agenda.push_back(std::move(entry));
  }
  return agenda;
}

Result<std::string> experts_in(const JsonBody& body) {
  json::array experts;
  if (body.has("experts")) {
    BOOTHWISE_TRY(list, body.objects("experts", 30));
    for (const JsonBody& one : list) {
      BOOTHWISE_CHECK(one.only({"name", "subject"}));
      BOOTHWISE_TRY(name, one.text("name", 120));
      BOOTHWISE_TRY(subject, one.text_or_empty("subject", 160));
      experts.push_back({{"name", name}, {"subject", subject}});
    }
  }
  return json::serialize(experts);
}

Result<std::string> courses_in(const Hall& hall, const JsonBody& body, const json::object& made_from) {
  std::vector<std::string> codes;
  if (body.has("courses")) {
    BOOTHWISE_TRY(list, body.texts("courses", courses_most, 40));
    codes = list;
  } else {
    for (const json::value& one : made_from.at("courses").as_array()) codes.emplace_back(one.as_string());
  }
  if (codes.empty()) return JsonBody::malformed("courses", "expected at least one course", "कम से कम एक पाठ्यक्रम चाहिए");
  for (const std::string& code : codes) BOOTHWISE_CHECK(hall.known_course(code));
  return joined(codes);
}

/// Six digits that no open session has.
Result<std::string> new_check_in_code(operations::Store& inside) {
  while (true) {
    constexpr std::uint32_t first = 100'000;
    std::string code = std::to_string(first + random_below(9 * first));
    BOOTHWISE_TRY(taken, operations::training_session_by_code(inside, code));
    if (!taken) return code;
  }
}

Result<TrainingSession> session_in(Hall& hall, const JsonBody& body, const json::object& made_from) {
  TrainingSession session;
  BOOTHWISE_TRY(language, body.text_or_empty("language", 2));
  const char* tongue = language == "en" ? "en" : "hi";
  const auto of_template = [&](const char* key) {
    return std::string(made_from.at(key).as_object().at(tongue).as_string());
  };
  BOOTHWISE_TRY(title, body.text_or_empty("title", services::title_bytes_most));
  BOOTHWISE_TRY(day, services::day_in(body, "day"));
  BOOTHWISE_TRY(venue, body.text("venue", 300));
  BOOTHWISE_TRY(words, body.text_or_empty("words", words_bytes_most));
  BOOTHWISE_TRY(begins, time_in(body, "begins", template_text(made_from, "begins")));
  BOOTHWISE_TRY(courses, courses_in(hall, body, made_from));
  BOOTHWISE_TRY(experts, experts_in(body));
  session.id = operations::new_id();
  session.title = title.empty() ? of_template("name") : title;
  session.courses = courses;
  session.day = day;
  session.venue = venue;
  session.words = words.empty() ? of_template("words") : words;
  session.begins = begins;
  const int lasts = minutes_in(template_text(made_from, "ends")).value_or(0) -
                    minutes_in(template_text(made_from, "begins")).value_or(0);
  session.ends = clock_of(minutes_in(begins).value_or(0) + lasts);
  session.experts = experts;
  session.agenda = json::serialize(agenda_of(hall, made_from, session));
  session.level = template_text(made_from, "level");
  std::vector<std::string> posts;
  for (const json::value& one : made_from.at("posts").as_array()) posts.emplace_back(one.as_string());
  session.posts = joined(posts);
  session.made_by = hall.caller.access().user();
  session.made_at = hall.caller.now();
  return session;
}

}  // namespace

Result<json::object> session_templates_view(const Hall& hall) {
  BOOTHWISE_TRY(all, templates(hall));
  for (json::value& one : all) one.as_object().erase("agenda");
  return json::object{{"templates", std::move(all)}};
}

Result<json::object> make_session(Hall& hall, std::string_view text) {
  BOOTHWISE_CHECK(hall.caller.access().require(Right::hold_training));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(
      body.only({"template", "day", "venue", "title", "begins", "words", "courses", "experts", "unit", "language"}));
  BOOTHWISE_TRY(code, body.text("template", services::code_bytes_most));
  BOOTHWISE_TRY(made_from, known_template(hall, code));
  BOOTHWISE_TRY(session, session_in(hall, body, made_from));
  BOOTHWISE_TRY(unit_no, body.integer_or_none("unit", 1, 999'999'999));
  BOOTHWISE_TRY(unit, operations::unit_by_id(hall.caller.whole_store(), unit_no.value_or(1)));
  if (!unit) {
    return services::refused_field(
        ErrorKind::not_found, "unit_unknown", "unit",
        {"there is no such unit; bring the organisation first", "ऐसी कोई इकाई नहीं है; पहले संगठन जोड़ें"});
  }
  session.unit = unit->id;
  BOOTHWISE_CHECK(hall.caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(check_in_code, new_check_in_code(inside));
    session.check_in_code = check_in_code;
    BOOTHWISE_CHECK(operations::add_training_session(inside, session));
    BOOTHWISE_TRY(places, fill_roster(inside, session, unit->path));
    if (places == 0) {
      return Error{ErrorKind::conflict,
                   "nobody_asked",
                   {"no unit has this level; bring the organisation first", "इस स्तर की कोई इकाई नहीं है; पहले संगठन जोड़ें"}};
    }
    return hall.caller.note(inside, "training.session_made", "training:" + session.id, unit->path,
                            {{"places", places}});
  }));
  return session_view(hall, session.id);
}

Result<json::object> sessions_view(Hall& hall) {
  BOOTHWISE_CHECK(hall.caller.access().require(Right::hold_training));
  BOOTHWISE_TRY(sessions, operations::training_sessions(hall.caller.whole_store()));
  json::array list;
  for (const TrainingSession& session : sessions) {
    json::object view = session_json(hall, session);
    BOOTHWISE_TRY(places, operations::attendees(hall.caller.whole_store(), session.id));
    view["counts"] = roster_counts(places);
    list.push_back(std::move(view));
  }
  return json::object{{"sessions", std::move(list)}};
}

Result<json::object> session_view(Hall& hall, const std::string& id) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  json::object view = session_json(hall, session);
  view["check_in_code"] = session.check_in_code;
  BOOTHWISE_CHECK(add_roster(hall, session, view));
  return view;
}

Result<json::object> change_session(Hall& hall, const std::string& id, std::string_view text) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"title", "day", "begins", "ends", "venue", "words", "experts", "state"}));
  if (body.has("title")) {
    BOOTHWISE_TRY(title, body.text("title", services::title_bytes_most));
    session.title = title;
  }
  if (body.has("day")) {
    BOOTHWISE_TRY(day, services::day_in(body, "day"));
    session.day = day;
  }
  if (body.has("venue")) {
    BOOTHWISE_TRY(venue, body.text("venue", 300));
    session.venue = venue;
  }
  if (body.has("words")) {
    BOOTHWISE_TRY(words, body.text_or_empty("words", words_bytes_most));
    session.words = words;
  }
  if (body.has("experts")) {
    BOOTHWISE_TRY(experts, experts_in(body));
    session.experts = experts;
  }
  BOOTHWISE_TRY(begins, time_in(body, "begins", session.begins));
  BOOTHWISE_TRY(ends, time_in(body, "ends", session.ends));
  session.begins = begins;
  session.ends = ends;
  if (body.has("state")) {
    BOOTHWISE_TRY(state, body.text("state", 10));
    if (state != "open" && state != "closed") {
      return JsonBody::malformed("state", "expected open or closed", "open या closed चाहिए", state);
    }
    session.state = state;
  }
  BOOTHWISE_CHECK(hall.caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::change_training_session(inside, session));
    return hall.caller.note(inside, "training.session_changed", "training:" + session.id, whole_organisation);
  }));
  return session_view(hall, id);
}

}  // namespace boothwise::training
