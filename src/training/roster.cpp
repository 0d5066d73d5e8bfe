#include "training/roster.hpp"

#include "operations/units.hpp"
#include "training/trainee.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "services/calendar_feed.hpp"
#include "services/json_body.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"
#include "services/work_parts.hpp"

namespace boothwise::training {

namespace json = boost::json;
using operations::Attendee;
using operations::HelpAsked;
using operations::TrainingSession;
using operations::TrainingStep;
using services::JsonBody;
using services::OrganisationCatalogue;
using services::to_json;

namespace {

/// Tries after which somebody should go and look.
constexpr std::int64_t stuck_after_tries = 3;
constexpr std::int64_t stuck_after_seconds = 15 * 60;

json::value when(const std::optional<Instant>& at) { return at ? json::value(iso_utc(*at)) : json::value(); }

Bilingual post_name(const OrganisationCatalogue& catalogue, const std::string& code) {
  const services::Post* post = catalogue.post(code);
  return post == nullptr ? Bilingual{code, code} : post->name;
}

json::object place_json(const OrganisationCatalogue& catalogue, const Attendee& place) {
  return {{"attendee", place.id},
          {"unit", place.unit},
          {"unit_name", to_json(place.unit_name)},
          {"post", place.post},
          {"post_name", to_json(post_name(catalogue, place.post))},
          {"vacant", place.person.empty()},
          {"name", place.name},
          {"invited_at", when(place.invited_at)},
          {"reply", services::text_or_null(place.reply)},
          {"reply_words", services::text_or_null(place.reply_words)},
          {"checked_in_at", when(place.checked_in_at)}};
}

/// A place by post and unit; several holders of one post have one each.
using Wanted = std::map<std::pair<std::int64_t, std::string>, std::vector<std::string>>;

Result<Wanted> wanted_places(operations::Store& store, const TrainingSession& session, const UnitPath& below) {
  Wanted wanted;
  for (const std::string& post : codes_in(session.posts)) {
    BOOTHWISE_TRY(held, operations::places_of_post(store, below, session.level, post));
    for (const operations::PostPlace& one : held) wanted[{one.unit, post}].push_back(one.person);
  }
  return wanted;
}

Status add_place(operations::Store& inside, const TrainingSession& session, std::int64_t unit, const std::string& post,
                 const std::string& person) {
  Attendee place;
  place.id = operations::new_id();
  place.session = session.id;
  place.unit = unit;
  place.post = post;
  place.person = person;
  return operations::add_attendee(inside, place);
}

/// The holders of one place of the organisation, against what the roster has of it.
Status match_places(operations::Store& inside, const TrainingSession& session,
                    const std::pair<std::int64_t, std::string>& place, std::vector<std::string> holders,
                    std::vector<const Attendee*> there) {
  for (const Attendee* one : std::vector(there)) {
    const auto held = std::ranges::find(holders, one->person);
    if (held == holders.end() && !one->checked_in_at) continue;
    if (held != holders.end()) holders.erase(held);
    std::erase(there, one);
  }
  for (const Attendee* one : there) {
    const std::string next = holders.empty() ? std::string() : holders.back();
    if (!holders.empty()) holders.pop_back();
    BOOTHWISE_CHECK(operations::set_attendee_person(inside, one->id, next));
  }
  for (const std::string& person : holders) {
    if (!person.empty()) BOOTHWISE_CHECK(add_place(inside, session, place.first, place.second, person));
  }
  return success();
}

Error invitation_unknown() {
  return {ErrorKind::not_found,
          "training_invitation_unknown",
          {"no invitation to this session has this code", "इस सत्र के किसी निमंत्रण का यह कोड नहीं है"}};
}

json::object invitation_json(const ServerKey& key, const OrganisationCatalogue& catalogue, const Attendee& place) {
  json::object view = place_json(catalogue, place);
  view["token"] = invitation_token(key, place);
  view["digits"] = invitation_digits(key, place);
  return view;
}

Result<Attendee> by_digits(Hall& hall, const std::string& session, std::string_view digits) {
  BOOTHWISE_TRY(places, operations::attendees(hall.caller.whole_store(), session));
  std::optional<Attendee> found;
  for (const Attendee& place : places) {
    if (place.person.empty() || invitation_digits(hall.caller.key(), place) != digits) continue;
    if (found) {
      return Error{ErrorKind::conflict,
                   "code_ambiguous",
                   {"two invitations have these digits; scan the code instead", "ये अंक दो निमंत्रणों पर हैं; कोड स्कैन करें"}};
    }
    found = place;
  }
  if (!found) return invitation_unknown();
  return std::move(*found);
}

/// What one of them is at, as the board has it.
json::object standing_json(const Hall& hall, const TrainingSession& session, const Attendee& place,
                           const std::vector<TrainingStep>& steps) {
  json::array courses;
  for (const std::string& code : codes_in(session.courses)) {
    const Course* course = hall.course(code);
    if (course == nullptr) continue;
    const CourseStanding standing = standing_of(*course, steps);
    courses.push_back({{"course", code}, {"steps", standing.steps}, {"passed", standing.passed}});
  }
  json::object view{{"courses", std::move(courses)}, {"finished", finished(hall, session, steps)}};
  view["at"] = nullptr;
  view["stuck"] = false;
  if (!place.checked_in_at || steps.empty()) return view;
  const TrainingStep& last = steps.front();
  const Course* course = hall.course(last.course);
  const Exercise* exercise = course == nullptr ? nullptr : course->exercise(last.step);
  const bool open = !last.passed_at;
  const std::int64_t seconds = (hall.caller.now() - last.seen_at).count();
  view["at"] =
      json::object{{"course", last.course},
                   {"course_title", to_json(course == nullptr ? Bilingual{last.course, last.course} : course->title)},
                   {"kind", last.kind},
                   {"step", last.step},
                   {"title", to_json(exercise == nullptr ? Bilingual{} : exercise->title)},
                   {"tries", last.tries},
                   {"hints", last.hints},
                   {"passed", !open},
                   {"since", iso_utc(last.begun_at)}};
  view["stuck"] = open && (last.tries >= stuck_after_tries || seconds > stuck_after_seconds);
  return view;
}

Result<json::array> help_queue(Hall& hall, const std::string& session, const std::map<std::string, Attendee>& people) {
  BOOTHWISE_TRY(asked, operations::help_asked(hall.caller.whole_store(), session));
  json::array queue;
  for (const HelpAsked& one : asked) {
    if (one.ended_at) continue;
    const auto person = people.find(one.trainee);
    const Course* course = hall.course(one.course);
    queue.push_back({{"help", one.id},
                     {"name", person == people.end() ? "" : person->second.name},
                     {"unit_name", to_json(person == people.end() ? Bilingual{} : person->second.unit_name)},
                     {"course", services::text_or_null(one.course)},
                     {"course_title", course == nullptr ? json::value() : json::value(to_json(course->title))},
                     {"step", services::text_or_null(one.step)},
                     {"words", services::text_or_null(one.words)},
                     {"asked_at", iso_utc(one.asked_at)},
                     {"taken", one.taken_at.has_value()}});
  }
  return queue;
}

Result<json::object> after_help(Hall& hall, const std::string& session, const Result<bool>& changed) {
  if (!changed) return changed.error();
  if (!*changed) {
    return Error{ErrorKind::conflict,
                 "help_unknown",
                 {"this call has ended, or somebody took it", "यह पुकार पूरी हो गई, या किसी ने ले ली"}};
  }
  return board_view(hall, session);
}

}  // namespace

Result<std::int64_t> fill_roster(operations::Store& inside, const TrainingSession& session, const UnitPath& below) {
  BOOTHWISE_TRY(wanted, wanted_places(inside, session, below));
  std::int64_t places = 0;
  for (const auto& [place, holders] : wanted) {
    for (const std::string& person : holders) {
      BOOTHWISE_CHECK(add_place(inside, session, place.first, place.second, person));
      ++places;
    }
  }
  return places;
}

json::object roster_counts(std::span<const Attendee> places) {
  std::int64_t vacant = 0;
  std::int64_t invited = 0;
  std::int64_t came = 0;
  std::map<std::string, std::int64_t> replies;
  for (const Attendee& place : places) {
    if (place.person.empty()) ++vacant;
    if (place.invited_at) ++invited;
    if (place.invited_at) ++replies[place.reply];
    if (place.checked_in_at) ++came;
  }
  return {{"places", places.size()}, {"vacant", vacant},    {"invited", invited},
          {"yes", replies["yes"]},   {"no", replies["no"]}, {"perhaps", replies["perhaps"]},
          {"silent", replies[""]},   {"came", came}};
}

Status add_roster(Hall& hall, const TrainingSession& session, json::object& view) {
  BOOTHWISE_TRY(places, operations::attendees(hall.caller.whole_store(), session.id));
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(hall.caller.data_folder()));
  json::array roster;
  for (const Attendee& place : places) roster.push_back(place_json(catalogue, place));
  view["counts"] = roster_counts(places);
  view["roster"] = std::move(roster);
  return success();
}

Result<json::object> refresh_roster(Hall& hall, const std::string& id) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  BOOTHWISE_CHECK(hall.caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(unit, operations::unit_by_id(inside, session.unit));
    BOOTHWISE_TRY(wanted, wanted_places(inside, session, unit ? unit->path : whole_organisation));
    BOOTHWISE_TRY(places, operations::attendees(inside, id));
    for (const auto& [place, holders] : wanted) {
      std::vector<const Attendee*> there;
      for (const Attendee& one : places) {
        if (one.unit == place.first && one.post == place.second) there.push_back(&one);
      }
      if (there.empty()) {
        for (const std::string& person : holders) {
          BOOTHWISE_CHECK(add_place(inside, session, place.first, place.second, person));
        }
      } else {
        BOOTHWISE_CHECK(match_places(inside, session, place, holders, there));
      }
    }
    return hall.caller.note(inside, "training.roster_refreshed", "training:" + id, whole_organisation);
  }));
  json::object view = session_json(hall, session);
  BOOTHWISE_CHECK(add_roster(hall, session, view));
  return view;
}

Result<json::object> invite(Hall& hall, const std::string& id) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  BOOTHWISE_CHECK(hall.caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(invited, operations::invite_attendees(inside, id, hall.caller.now()));
    return hall.caller.note(inside, "training.invited", "training:" + id, whole_organisation, {{"people", invited}});
  }));
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(hall.caller.data_folder()));
  BOOTHWISE_TRY(places, operations::attendees(hall.caller.whole_store(), id));
  json::array invitations;
  for (const Attendee& place : places) {
    if (!place.person.empty()) invitations.push_back(invitation_json(hall.caller.key(), catalogue, place));
  }
  json::object view = session_json(hall, session);
  view["check_in_code"] = session.check_in_code;
  view["invitations"] = std::move(invitations);
  return view;
}

Result<json::object> renew(Hall& hall, const std::string& session, const std::string& attendee) {
  BOOTHWISE_TRY(known, held_session(hall, session));
  BOOTHWISE_TRY(renewed, operations::renew_invitation(hall.caller.whole_store(), attendee, hall.caller.now()));
  BOOTHWISE_TRY(place, operations::attendee(hall.caller.whole_store(), attendee));
  if (!renewed || !place || place->session != known.id) {
    return Error{ErrorKind::not_found, "attendee_unknown", {"nobody to invite here", "यहाँ बुलाने को कोई नहीं है"}};
  }
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(hall.caller.data_folder()));
  return invitation_json(hall.caller.key(), catalogue, *place);
}

Result<json::object> reply(Hall& hall, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"token", "reply", "words"}));
  BOOTHWISE_TRY(token, body.text("token", 400));
  BOOTHWISE_TRY(place, invited(hall, token));
  BOOTHWISE_TRY(session, known_session(hall, place.session));
  BOOTHWISE_TRY(answer, body.text_or_empty("reply", 10));
  BOOTHWISE_TRY(words, body.text_or_empty("words", 600));
  if (!answer.empty()) {
    if (answer != "yes" && answer != "no" && answer != "perhaps") {
      return JsonBody::malformed("reply", "expected yes, no or perhaps", "yes, no या perhaps चाहिए", answer);
    }
    if (session.state != "open") return session_closed();
    BOOTHWISE_CHECK(
        operations::reply_of_attendee(hall.caller.whole_store(), place.id, answer, words, hall.caller.now()));
    place.reply = answer;
    place.reply_words = words;
  }
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(hall.caller.data_folder()));
  json::object view = session_json(hall, session);
  view["you"] = place_json(catalogue, place);
  view["digits"] = invitation_digits(hall.caller.key(), place);
  return view;
}

Result<std::string> invitation_calendar(Hall& hall, std::string_view token, Language language) {
  BOOTHWISE_TRY(place, invited(hall, token));
  BOOTHWISE_TRY(session, known_session(hall, place.session));
  const Day day = services::kept_day(session.day);
  const std::string hours = session.begins + "–" + session.ends + " · " + session.venue;
  const Bilingual name{"Training", "प्रशिक्षण"};
  return services::ics_of(
      {{session.id + "@boothwise-training", day, day, session.title, hours + "\n" + session.words, session.made_at}},
      in_language(name, language));
}

Result<json::object> check_in(Hall& hall, const std::string& id, std::string_view text) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"code"}));
  BOOTHWISE_TRY(code, body.text("code", 400));
  constexpr std::size_t digits = 6;
  BOOTHWISE_TRY(place, code.size() == digits ? by_digits(hall, session.id, code) : invited(hall, code));
  if (place.session != session.id) return invitation_unknown();
  BOOTHWISE_TRY(first, operations::check_in_attendee(hall.caller.whole_store(), place.id, hall.caller.now()));
  BOOTHWISE_TRY(now, operations::attendee(hall.caller.whole_store(), place.id));
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(hall.caller.data_folder()));
  BOOTHWISE_TRY(places, operations::attendees(hall.caller.whole_store(), session.id));
  json::object view = place_json(catalogue, *now);
  view["first"] = first;
  view["counts"] = roster_counts(places);
  return view;
}

Result<json::object> board_view(Hall& hall, const std::string& id) {
  BOOTHWISE_TRY(session, held_session(hall, id));
  operations::Store& store = hall.caller.whole_store();
  BOOTHWISE_TRY(places, operations::attendees(store, id));
  BOOTHWISE_TRY(all_steps, operations::steps_of_session(store, id));
  BOOTHWISE_TRY(catalogue, OrganisationCatalogue::read(hall.caller.data_folder()));
  std::map<std::string, std::vector<TrainingStep>> steps;
  for (TrainingStep& step : all_steps) steps[step.trainee].push_back(std::move(step));
  std::map<std::string, Attendee> people;
  for (const Attendee& place : places) {
    if (!place.person.empty()) people[trainee_of_person(place.person)] = place;
  }
  BOOTHWISE_TRY(queue, help_queue(hall, id, people));
  json::array rows;
  std::int64_t finished_count = 0;
  std::int64_t stuck = 0;
  for (const Attendee& place : places) {
    if (!place.checked_in_at) continue;
    json::object row = place_json(catalogue, place);
    json::object standing = standing_json(hall, session, place, steps[trainee_of_person(place.person)]);
    for (json::key_value_pair& member : standing) row[member.key()] = std::move(member.value());
    if (row.at("finished").as_bool()) ++finished_count;
    if (row.at("stuck").as_bool()) ++stuck;
    rows.push_back(std::move(row));
  }
  json::object view = session_json(hall, session);
  view["check_in_code"] = session.check_in_code;
  view["counts"] = roster_counts(places);
  view["finished"] = finished_count;
  view["stuck"] = stuck;
  view["people"] = std::move(rows);
  view["help"] = std::move(queue);
  return view;
}

Result<json::object> take_help(Hall& hall, const std::string& session, const std::string& help) {
  BOOTHWISE_TRY(known, held_session(hall, session));
  return after_help(
      hall, known.id,
      operations::take_help(hall.caller.whole_store(), known.id, help, hall.caller.access().user(), hall.caller.now()));
}

Result<json::object> end_help(Hall& hall, const std::string& session, const std::string& help) {
  BOOTHWISE_TRY(known, held_session(hall, session));
  return after_help(hall, known.id, operations::end_help(hall.caller.whole_store(), known.id, help, hall.caller.now()));
}

}  // namespace boothwise::training
