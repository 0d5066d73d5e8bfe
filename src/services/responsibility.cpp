#include "services/responsibility.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>

#include "base/text.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"
#include "services/work_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::AnsweredPlace;
using operations::Responsibility;
using operations::WorkUnit;

namespace {

constexpr std::array kinds = {"unit", "pc", "ac", "part"};
constexpr std::array duties = {"president", "in_charge", "deputy"};

template <typename Words>
Status one_of(const Words& words, std::string_view word, std::string code, std::string_view field) {
  if (std::ranges::find(words, word) != words.end()) return success();
  Error error =
      refused_field(ErrorKind::bad_input, std::move(code), field, {"expected one of these", "इनमें से एक चाहिए"}, word);
  error.choices.assign(words.begin(), words.end());
  return error;
}

bool is_there(const Snapshot& snapshot, const AnsweredPlace& place) {
  const auto number = static_cast<std::int32_t>(place.place);
  if (place.kind == "pc") return snapshot.places.pc(PcNo(number)) != nullptr;
  if (place.kind == "ac" || place.kind == "part") return snapshot.places.ac(AcNo(number)) != nullptr;
  return true;
}

/// Units of a level at or below one: walked level by level, as the tree is.
Result<std::vector<WorkUnit>> units_of_level(Caller& caller, const WorkUnit& top, std::string_view level) {
  std::vector<WorkUnit> found;
  std::vector<WorkUnit> waiting{top};
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    if (waiting[i].level == level || (level.empty() && waiting[i].place == operations::district_place)) {
      found.push_back(waiting[i]);
      continue;
    }
    if (waiting[i].place >= operations::counted_place) continue;  // not through all booths
    BOOTHWISE_TRY(below, operations::work_units_below(caller.store(), waiting[i].id));
    waiting.insert(waiting.end(), below.begin(), below.end());
  }
  return found;
}

Result<std::vector<AnsweredPlace>> places_of(Caller& caller, const Snapshot& snapshot, std::string_view kind,
                                             const WorkUnit& unit, std::string_view level) {
  std::vector<AnsweredPlace> places;
  const auto add = [&](std::int64_t number, std::string part = {}) {
    places.push_back({std::string(kind), number, std::move(part)});
  };
  if (kind == "pc") {
    BOOTHWISE_TRY(seats, seats_of_unit(caller, snapshot, unit));
    for (const PcNo seat : seats) add(seat.value);
  } else if (kind == "ac" && unit.path == whole_organisation) {
    for (const AssemblyConstituency& ac : snapshot.places.acs()) add(ac.no.value);
  } else if (kind == "ac") {
    BOOTHWISE_TRY(segments, operations::segments_under(caller.whole_store(), unit.path));
    for (const std::int64_t ac : segments) add(ac);
  } else if (kind == "unit") {
    BOOTHWISE_TRY(units, units_of_level(caller, unit, level));
    for (const WorkUnit& one : units) add(one.id);
  } else {
    if (unit.place <= operations::district_place) {
      return refused_field(ErrorKind::bad_input, "unit_too_large", "unit",
                           {"booths are listed for one mandal or less", "बूथ एक मंडल या उससे छोटी इकाई के ही दिखाए जाते हैं"});
    }
    BOOTHWISE_TRY(parts, operations::parts_under(caller.whole_store(), unit.path));
    for (const operations::UnitPart& part : parts) add(part.ac, part.part);
  }
  return places;
}

/// Those of the places that are listed: of units, only of the level.
Result<std::vector<Responsibility>> held_inside(Caller& caller, std::string_view kind, const WorkUnit& unit,
                                                std::string_view level, const std::string& day) {
  if (kind != "unit") return operations::responsibilities_on(caller.store(), kind, unit.path, day);
  std::int64_t place = operations::district_place;
  BOOTHWISE_TRY(levels, operations::work_levels(caller.whole_store()));
  for (const operations::WorkLevel& one : levels) {
    if (one.code == level) place = one.place;
  }
  return operations::responsibilities_of_units(caller.store(), unit.path, place, place, day);
}

json::object place_json(Caller& caller, const Snapshot& snapshot, const AnsweredPlace& place) {
  return {{"kind", place.kind},
          {"place_no", place.place},
          {"part", text_or_null(place.part)},
          {"name", to_json(place_name(caller, snapshot, place))}};
}

/// What somebody is to answer for, as a body says it.
Result<Responsibility> wanted_in(Caller& caller, const Snapshot& snapshot, const JsonBody& body) {
  constexpr std::int64_t number_most = 9'999'999;
  Responsibility wanted;
  BOOTHWISE_TRY(person, body.text("person", code_bytes_most));
  BOOTHWISE_TRY(duty, body.text("duty", code_bytes_most));
  BOOTHWISE_TRY(kind, body.text("kind", code_bytes_most));
  BOOTHWISE_TRY(place, body.integer("place_no", 1, number_most));
  BOOTHWISE_TRY(part, body.text_or_empty("part", 20));
  BOOTHWISE_TRY(from_day, day_in(body, "from_day"));
  BOOTHWISE_TRY(to_day, day_or_none(body, "to_day"));
  BOOTHWISE_CHECK(one_of(duties, duty, "duty_unknown", "duty"));
  BOOTHWISE_CHECK(one_of(kinds, kind, "kind_unknown", "kind"));
  if (!to_day.empty() && to_day < from_day) {
    return refused_field(ErrorKind::bad_input, "ends_before_start", "to_day",
                         {"it ends before it starts", "यह शुरू होने से पहले समाप्त होता है"}, to_day);
  }
  wanted.place = {kind, place, part};
  if ((kind == "part") == part.empty()) {
    return JsonBody::malformed("part", "a station, and only that, needs its part", "केवल मतदान केंद्र के साथ भाग संख्या चाहिए",
                               part);
  }
  if (!is_there(snapshot, wanted.place)) {
    return refused_field(ErrorKind::not_found, "unknown_seat", "place_no",
                         {"there is no such seat or segment", "ऐसी कोई सीट या विधान सभा नहीं है"}, std::to_string(place));
  }
  BOOTHWISE_TRY(who, operations::work_person(caller.whole_store(), person));
  if (!who || !caller.access().reaches(who->path)) {
    return refused_field(ErrorKind::not_found, "person_unknown", "person",
                         {"there is no such person", "ऐसा कोई व्यक्ति नहीं है"}, person);
  }
  if (who->left) {
    return refused_field(ErrorKind::conflict, "person_left", "person",
                         {"this person has left the organisation", "यह व्यक्ति संगठन छोड़ चुका है"}, person);
  }
  wanted.person = person;
  wanted.duty = duty;
  wanted.from_day = from_day;
  wanted.to_day = to_day;
  wanted.noted_at = caller.now();
  BOOTHWISE_TRY(path, path_of_place(caller, snapshot, wanted.place));
  BOOTHWISE_CHECK(caller.access().permit(Right::assign_responsibility, path));
  wanted.path = std::move(path);
  return wanted;
}

}  // namespace

Result<json::object> responsibility_view(Caller& caller, const Snapshot& snapshot, std::string_view kind,
                                         std::optional<std::int64_t> unit_no, std::string_view level) {
  BOOTHWISE_CHECK(one_of(kinds, kind, "kind_unknown", "kind"));
  BOOTHWISE_TRY(unit, unit_asked(caller, unit_no));
  BOOTHWISE_TRY(places, places_of(caller, snapshot, kind, unit, level));
  const std::string day = iso_date(caller.today());
  BOOTHWISE_TRY(inside, held_inside(caller, kind, unit, level, day));
  BOOTHWISE_TRY(around, operations::responsibilities_around(caller.store(), kind, unit.path, day));
  std::map<AnsweredPlace, std::vector<Responsibility>> held;
  for (std::vector<Responsibility>* list : {&inside, &around}) {
    for (Responsibility& one : *list) held[one.place].push_back(std::move(one));
  }
  Names names(caller);
  json::array rows;
  std::int64_t without = 0;
  for (const AnsweredPlace& place : places) {
    json::object row = place_json(caller, snapshot, place);
    json::array duties_held;
    bool answered = false;
    for (const Responsibility& one : held[place]) {
      answered = answered || one.duty != "deputy";
      duties_held.push_back(duty_json(one, names));
    }
    without += answered ? 0 : 1;
    row["duties"] = std::move(duties_held);
    row["answered"] = answered;
    rows.push_back(std::move(row));
  }
  return json::object{{"unit", unit_json(unit)},
                      {"kind", kind},
                      {"day", day},
                      {"without", without},
                      {"may_assign", caller.access().may(Right::assign_responsibility, unit.path)},
                      {"places", std::move(rows)}};
}

Result<json::object> responsibility_history(Caller& caller, const Snapshot& snapshot, std::string_view kind,
                                            std::int64_t place_no, std::string_view part) {
  BOOTHWISE_CHECK(one_of(kinds, kind, "kind_unknown", "kind"));
  const AnsweredPlace place{std::string(kind), place_no, std::string(part)};
  if (!is_there(snapshot, place)) {
    return refused_field(ErrorKind::not_found, "unknown_seat", "place_no",
                         {"there is no such seat or segment", "ऐसी कोई सीट या विधान सभा नहीं है"},
                         std::to_string(place_no));
  }
  BOOTHWISE_TRY(path, path_of_place(caller, snapshot, place));
  const auto near = [&](const UnitPath& held) { return held.covers(path) || path.covers(held); };
  if (!std::ranges::any_of(caller.access().reach(Right::view_work), near)) {
    BOOTHWISE_CHECK(caller.access().permit(Right::view_work, path));
  }
  BOOTHWISE_TRY(all, operations::responsibilities_of(caller.store(), place));
  Names names(caller);
  json::array rows;
  for (const Responsibility& one : all) rows.push_back(duty_json(one, names));
  json::object view = place_json(caller, snapshot, place);
  view["history"] = std::move(rows);
  return view;
}

Result<json::object> responsible_people(Caller& caller, std::optional<std::int64_t> unit_no, const std::string& after) {
  constexpr std::int64_t page = 100;
  BOOTHWISE_TRY(unit, unit_asked(caller, unit_no));
  BOOTHWISE_CHECK(caller.access().permit(Right::assign_responsibility, unit.path));
  BOOTHWISE_TRY(people, operations::people_under(caller.store(), unit.path, iso_date(caller.today()), after, page));
  json::array rows;
  for (const operations::WorkPerson& one : people) {
    rows.push_back({{"person", one.id},
                    {"name", one.name},
                    {"unit", one.unit},
                    {"languages", json::array(one.languages.begin(), one.languages.end())},
                    {"home_ac", or_null(one.home_ac)},
                    {"load", one.load}});
  }
  const bool more = rows.size() == static_cast<std::size_t>(page);
  return json::object{{"unit", unit_json(unit)},
                      {"people", std::move(rows)},
                      {"next", more ? json::value(people.back().id) : json::value(nullptr)}};
}

Result<json::object> give_responsibility(Caller& caller, const Snapshot& snapshot, std::string_view text) {
  constexpr std::size_t at_once_most = 1000;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(origin, body.text_or_empty("origin", code_bytes_most));
  BOOTHWISE_CHECK(one_of(std::array{"", "hand", "proposal"}, origin, "body_malformed", "origin"));
  BOOTHWISE_TRY(give, body.objects("give", at_once_most));
  std::vector<Responsibility> wanted;
  for (const JsonBody& one : give) {
    BOOTHWISE_TRY(duty, wanted_in(caller, snapshot, one));
    if (!origin.empty()) duty.origin = origin;
    wanted.push_back(std::move(duty));
  }
  if (wanted.empty()) return JsonBody::malformed("give", "expected at least one duty", "कम से कम एक दायित्व चाहिए");
  std::vector<Responsibility> given;
  const Status done = caller.store().atomically([&](operations::Store& inside) -> Status {
    given.clear();
    for (const Responsibility& one : wanted) {
      BOOTHWISE_TRY(added, operations::add_responsibility(inside, one, caller.access().user()));
      BOOTHWISE_CHECK(caller.note(inside, "responsibility.given", "person:" + added.person, added.path,
                                  {{"responsibility", added.id},
                                   {"duty", added.duty},
                                   {"kind", added.place.kind},
                                   {"place_no", added.place.place},
                                   {"part", added.place.part}}));
      given.push_back(std::move(added));
    }
    return success();
  });
  BOOTHWISE_CHECK(done);
  Names names(caller);
  json::array rows;
  for (const Responsibility& one : given) {
    json::object row = place_json(caller, snapshot, one.place);
    row["duty"] = duty_json(one, names);
    rows.push_back(std::move(row));
  }
  return json::object{{"given", std::move(rows)}};
}

Result<json::object> end_responsibility(Caller& caller, const std::string& id, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_TRY(last_day, day_in(body, "last_day"));
  BOOTHWISE_TRY(there, operations::responsibility(caller.whole_store(), id));
  if (!there || !caller.access().reaches(there->path)) {
    return refused_field(ErrorKind::not_found, "responsibility_unknown", "responsibility",
                         {"there is no such responsibility", "ऐसा कोई दायित्व नहीं है"}, id);
  }
  BOOTHWISE_CHECK(caller.access().permit(Right::assign_responsibility, there->path));
  const Status done = caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::end_responsibility(inside, id, last_day));
    return caller.note(inside, "responsibility.ended", "person:" + there->person, there->path,
                       {{"responsibility", id}, {"last_day", last_day}});
  });
  BOOTHWISE_CHECK(done);
  return json::object{{"responsibility", id}, {"last_day", last_day}};
}

}  // namespace boothwise::services
