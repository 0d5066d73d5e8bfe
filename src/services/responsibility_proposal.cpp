#include "services/responsibility_proposal.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

#include "base/text.hpp"
#include "services/planning.hpp"
#include "services/report_json.hpp"
#include "services/segment_neighbours.hpp"
#include "services/work_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::WorkPerson;
using operations::WorkUnit;

namespace {

constexpr std::int64_t number_most = 9999;
constexpr std::int64_t people_most = 2000;
constexpr std::size_t list_most = 5000;
constexpr std::int64_t unknown_distance = 30;  // segments, where a home is not known or not joined to the place

struct Place {
  std::int64_t number = 0;
  std::vector<std::int64_t> segments;
  std::vector<std::string> languages;
  std::map<std::int64_t, std::int64_t> steps;  // to all segments
};

/// What a body asks for.
struct Asked {
  std::string kind;
  WorkUnit unit;
  std::int64_t cap = 2;
  std::optional<std::int64_t> apart_most;
  double seconds_max = 10;
  std::vector<Place> places;
  std::vector<WorkPerson> people;
  std::set<std::pair<std::string, std::int64_t>> not_there;
  std::vector<std::pair<std::string, std::int64_t>> fixed;
  std::vector<std::array<std::int64_t, 2>> not_together;
};

std::vector<std::int64_t> segments_of_place(const Snapshot& snapshot, std::string_view kind, std::int64_t number) {
  if (kind == "ac") return {number};
  std::vector<std::int64_t> segments;
  for (const auto* ac : snapshot.places.segments_of(PcNo(static_cast<std::int32_t>(number)))) {
    segments.push_back(ac->no.value);
  }
  return segments;
}

/// Numbers of a unit's places of the kind that nobody but deputies answers for.
Result<std::vector<std::int64_t>> unanswered(Caller& caller, const Snapshot& snapshot, const Asked& asked) {
  std::set<std::int64_t> numbers;
  if (asked.kind == "pc") {
    BOOTHWISE_TRY(seats, seats_of_unit(caller, snapshot, asked.unit));
    for (const PcNo pc : seats) numbers.insert(pc.value);
  } else if (asked.unit.path == whole_organisation) {
    for (const AssemblyConstituency& ac : snapshot.places.acs()) numbers.insert(ac.no.value);
  } else {
    BOOTHWISE_TRY(segments, operations::segments_under(caller.whole_store(), asked.unit.path));
    numbers.insert(segments.begin(), segments.end());
  }
  const std::string day = iso_date(caller.today());
  BOOTHWISE_TRY(inside, operations::responsibilities_on(caller.store(), asked.kind, asked.unit.path, day));
  BOOTHWISE_TRY(around, operations::responsibilities_around(caller.store(), asked.kind, asked.unit.path, day));
  for (const auto* list : {&inside, &around}) {
    for (const operations::Responsibility& one : *list) {
      if (one.duty != "deputy") numbers.erase(one.place.place);
    }
  }
  return std::vector<std::int64_t>(numbers.begin(), numbers.end());
}

Status take_places(Caller& caller, const Snapshot& snapshot, const JsonBody& body, Asked& asked) {
  BOOTHWISE_TRY(open, unanswered(caller, snapshot, asked));
  BOOTHWISE_TRY(named, body.integers("places", list_most, 1, number_most));
  for (const std::int64_t number : named) {
    if (std::ranges::find(open, number) != open.end()) continue;
    return refused_field(ErrorKind::conflict, "place_answered", "places",
                         {"somebody answers for this place, or it is not in the unit",
                          "इस स्थान का दायित्व किसी के पास है, या यह इकाई में नहीं है"},
                         std::to_string(number));
  }
  for (const std::int64_t number : named.empty() ? open : named) {
    asked.places.push_back({number, segments_of_place(snapshot, asked.kind, number), {}, {}});
  }
  if (asked.places.empty()) {
    return refused_field(ErrorKind::conflict, "nothing_to_propose", "kind",
                         {"every place of this kind has somebody", "इस प्रकार के हर स्थान का दायित्व किसी के पास है"});
  }
  if (!body.has("languages")) return success();
  BOOTHWISE_TRY(spoken, body.objects("languages", list_most));
  for (const JsonBody& one : spoken) {
    constexpr std::size_t languages_most = 10;
    BOOTHWISE_TRY(number, one.integer("place_no", 1, number_most));
    BOOTHWISE_TRY(languages, one.texts("languages", languages_most, code_bytes_most));
    const auto place = std::ranges::find(asked.places, number, &Place::number);
    if (place != asked.places.end()) place->languages = std::move(languages);
  }
  return success();
}

Status take_people(Caller& caller, const JsonBody& body, Asked& asked) {
  const std::string day = iso_date(caller.today());
  if (body.has("people")) {
    BOOTHWISE_TRY(ids, body.texts("people", list_most, code_bytes_most));
    std::set<std::string> once(ids.begin(), ids.end());
    for (const std::string& id : once) {
      BOOTHWISE_TRY(person, operations::work_person(caller.whole_store(), id));
      if (!person || person->left || !caller.access().reaches(person->path)) {
        return refused_field(ErrorKind::not_found, "person_unknown", "people",
                             {"there is no such person", "ऐसा कोई व्यक्ति नहीं है"}, id);
      }
      BOOTHWISE_TRY(load, operations::load_of(caller.store(), id, day));
      person->load = load;
      asked.people.push_back(std::move(*person));
    }
  } else {
    BOOTHWISE_TRY(
        people, operations::people_of_levels(caller.store(), asked.unit.path,
                                             std::max(asked.unit.place, operations::district_place), day, people_most));
    asked.people = std::move(people);
  }
  if (!asked.people.empty()) return success();
  return refused_field(ErrorKind::conflict, "nobody_to_propose", "people",
                       {"no people are here to propose; add people of the organisation first",
                        "प्रस्ताव के लिए कोई व्यक्ति नहीं; पहले संगठन के लोग जोड़ें"});
}

Status take_rules(const JsonBody& body, Asked& asked) {
  const auto pairs = [&](std::string_view field, auto take) -> Status {
    if (!body.has(field)) return success();
    BOOTHWISE_TRY(list, body.objects(field, list_most));
    for (const JsonBody& one : list) {
      BOOTHWISE_TRY(person, one.text("person", code_bytes_most));
      BOOTHWISE_TRY(number, one.integer("place_no", 1, number_most));
      take(person, number);
    }
    return success();
  };
  BOOTHWISE_CHECK(
      pairs("not_there", [&](const auto& person, auto number) { asked.not_there.emplace(person, number); }));
  BOOTHWISE_CHECK(pairs("fixed", [&](const auto& person, auto number) { asked.fixed.emplace_back(person, number); }));
  if (!body.has("not_together")) return success();
  BOOTHWISE_TRY(apart, body.objects("not_together", list_most));
  for (const JsonBody& one : apart) {
    BOOTHWISE_TRY(first, one.integer("one", 1, number_most));
    BOOTHWISE_TRY(second, one.integer("other", 1, number_most));
    asked.not_together.push_back({first, second});
  }
  return success();
}

Result<Asked> read_asked(Caller& caller, const Snapshot& snapshot, std::string_view text) {
  constexpr std::int64_t cap_most = 50;
  constexpr double seconds_most = 60;
  Asked asked;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"kind", "unit", "places", "people", "cap", "apart_most", "languages", "not_together",
                             "not_there", "fixed", "seconds_max"}));
  BOOTHWISE_TRY(kind, body.text("kind", code_bytes_most));
  BOOTHWISE_TRY(unit_no, body.integer_or_none("unit", 1, 999'999'999));
  BOOTHWISE_TRY(cap, body.integer_or_none("cap", 1, cap_most));
  BOOTHWISE_TRY(apart_most, body.integer_or_none("apart_most", 0, number_most));
  if (kind != "pc" && kind != "ac") {
    Error error =
        refused_field(ErrorKind::bad_input, "kind_unknown", "kind", {"expected pc or ac", "pc या ac चाहिए"}, kind);
    error.choices = {"pc", "ac"};
    return error;
  }
  if (body.has("seconds_max")) {
    BOOTHWISE_TRY(seconds, body.number("seconds_max", 0.1, seconds_most));
    asked.seconds_max = seconds;
  }
  BOOTHWISE_TRY(unit, unit_asked(caller, unit_no));
  BOOTHWISE_CHECK(caller.access().permit(Right::assign_responsibility, unit.path));
  asked.kind = kind;
  asked.unit = std::move(unit);
  asked.cap = cap.value_or(asked.cap);
  asked.apart_most = apart_most;
  BOOTHWISE_CHECK(take_places(caller, snapshot, body, asked));
  BOOTHWISE_CHECK(take_people(caller, body, asked));
  BOOTHWISE_CHECK(take_rules(body, asked));
  return asked;
}

std::int64_t nearest(const std::map<std::int64_t, std::int64_t>& steps, const std::vector<std::int64_t>& segments) {
  std::int64_t least = unknown_distance;
  for (const std::int64_t ac : segments) {
    const auto found = steps.find(ac);
    if (found != steps.end()) least = std::min(least, found->second);
  }
  return least;
}

/// The planner's problem: leaders are people, posts are places.
AssignInput problem_of(Caller& caller, const Snapshot& snapshot, Asked& asked, const SegmentNeighbours& neighbours) {
  AssignInput input;
  input.parts = {"segments_away", "languages_missing", "duties_held"};
  input.problem.part_count = static_cast<std::uint32_t>(input.parts.size());
  constexpr std::array weights = {1.0, 10.0, 3.0};
  for (const WorkPerson& person : asked.people) {
    const std::int64_t free = std::max<std::int64_t>(0, asked.cap - person.load);
    input.leaders.push_back({person.id, person.name, {}, person.languages, 0});
    input.problem.leaders.push_back({0, static_cast<std::uint32_t>(free)});
  }
  for (Place& place : asked.places) {
    place.steps = neighbours.steps_from(place.segments);
    const Bilingual name = place_name(caller, snapshot, {asked.kind, place.number, ""});
    input.posts.push_back({std::to_string(place.number), name.hi, asked.kind, {}, place.languages, 0});
    input.problem.posts.push_back({1, 1});
    const auto post = static_cast<planning::PostNo>(input.posts.size() - 1);
    for (std::size_t i = 0; i < asked.people.size(); ++i) {
      const WorkPerson& person = asked.people[i];
      if (asked.not_there.contains({person.id, place.number})) continue;
      const auto missing = std::ranges::count_if(place.languages, [&person](const std::string& language) {
        return std::ranges::find(person.languages, language) == person.languages.end();
      });
      const std::int64_t away = person.home_ac ? nearest(place.steps, {*person.home_ac}) : unknown_distance;
      const std::array amounts = {static_cast<double>(away), static_cast<double>(missing),
                                  static_cast<double>(person.load)};
      input.problem.allow(static_cast<planning::LeaderNo>(i), post, amounts, weights);
    }
  }
  return input;
}

/// Pairs of places that may not be one person's: named so, or too far apart.
void forbid(const Asked& asked, AssignInput& input) {
  const auto apart = [&asked](const Place& one, const Place& other) {
    for (const auto& [first, second] : asked.not_together) {
      if ((first == one.number && second == other.number) || (first == other.number && second == one.number))
        return true;
    }
    return asked.apart_most && nearest(one.steps, other.segments) > *asked.apart_most;
  };
  for (std::size_t i = 0; i < asked.places.size(); ++i) {
    for (std::size_t j = i + 1; j < asked.places.size(); ++j) {
      if (!apart(asked.places[i], asked.places[j])) continue;
      for (std::size_t leader = 0; leader < asked.people.size(); ++leader) {
        const auto number = static_cast<planning::LeaderNo>(leader);
        const auto one = input.problem.find(number, static_cast<planning::PostNo>(i));
        const auto other = input.problem.find(number, static_cast<planning::PostNo>(j));
        if (one && other && input.problem.leaders[leader].most > 1) input.problem.conflicts.push_back({*one, *other});
      }
    }
  }
  input.far_from = input.problem.conflicts.size();
}

Status fix(const Asked& asked, AssignInput& input) {
  for (const auto& [person, number] : asked.fixed) {
    const auto leader = std::ranges::find(asked.people, person, &WorkPerson::id);
    const auto place = std::ranges::find(asked.places, number, &Place::number);
    if (leader == asked.people.end() || place == asked.places.end()) {
      return refused_field(
          ErrorKind::bad_input, "fixed_unknown", "fixed",
          {"a fixed choice names a person and a place of this proposal", "तय चुनाव में इसी प्रस्ताव का व्यक्ति और स्थान दें"},
          person);
    }
    const auto pair = input.problem.find(static_cast<planning::LeaderNo>(leader - asked.people.begin()),
                                         static_cast<planning::PostNo>(place - asked.places.begin()));
    if (!pair) {
      return refused_field(ErrorKind::bad_input, "fixed_forbidden", "fixed",
                           {"this choice is fixed and excluded at once", "यह चुनाव तय भी है और मना भी"}, person);
    }
    input.problem.fixed.push_back(*pair);
  }
  return success();
}

/// Why somebody got a place, in words: from the parts of the cost.
Bilingual reason(const json::object& leader, const json::object& place) {
  const json::object& parts = leader.at("parts").as_object();
  const auto amount = [&parts](const char* name, double weight) {
    return std::int64_t{std::llround(parts.at(name).to_number<double>() / weight)};
  };
  const std::int64_t away = amount("segments_away", 1.0);
  const std::int64_t held = amount("duties_held", 3.0);
  const std::int64_t missing = amount("languages_missing", 10.0);
  Bilingual text;
  if (away == 0) {
    text = {"at home there", "वहीं के हैं"};
  } else if (away >= unknown_distance) {
    text = {"home not known", "गृह क्षेत्र ज्ञात नहीं"};
  } else {
    text = {fmt::format("{} segments from home", away), fmt::format("घर से {} विधान सभा दूर", away)};
  }
  text.en += missing == 0 ? ", speaks the languages asked for" : fmt::format(", {} languages missing", missing);
  text.hi += missing == 0 ? ", माँगी गई भाषाएँ आती हैं" : fmt::format(", {} भाषाएँ नहीं आतीं", missing);
  text.en += held == 0 ? ", answers for nothing else" : fmt::format(", answers for {} already", held);
  text.hi += held == 0 ? ", और कोई दायित्व नहीं" : fmt::format(", पहले से {} दायित्व", held);
  if (const json::value* second = place.if_contains("second_choice"); second != nullptr && second->is_object()) {
    const std::string name(second->as_object().at("name").as_string());
    const double more = second->as_object().at("plan_costs_more").to_number<double>();
    text.en += fmt::format("; with {} the whole plan costs {:.0f} more", name, more);
    text.hi += fmt::format("; {} को देने पर पूरी योजना {:.0f} महँगी", name, more);
  }
  return text;
}

}  // namespace

Result<json::object> propose_responsibility(Caller& caller, const Snapshot& snapshot, std::string_view text,
                                            Progress& progress) {
  BOOTHWISE_TRY(asked, read_asked(caller, snapshot, text));
  BOOTHWISE_TRY(neighbours, SegmentNeighbours::read(state_folder(caller.data_folder(), caller.workspace().state)));
  AssignInput input = problem_of(caller, snapshot, asked, neighbours);
  forbid(asked, input);
  BOOTHWISE_CHECK(fix(asked, input));
  BOOTHWISE_TRY(assignment, Assignment::make(std::move(input), asked.seconds_max, progress));
  BOOTHWISE_CHECK(assignment.find_second_choices(progress));
  json::object view = assignment.view();
  for (json::value& one : view.at("posts").as_array()) {
    json::object& place = one.as_object();
    const auto number = parse_number<std::int64_t>(std::string(place.at("post").as_string())).value_or(0);
    place["place_no"] = number;
    place["name"] = to_json(place_name(caller, snapshot, {asked.kind, number, ""}));
    for (json::value& leader : place.at("leaders").as_array()) {
      leader.as_object()["why"] = to_json(reason(leader.as_object(), place));
    }
  }
  view["kind"] = asked.kind;
  view["unit"] = unit_json(asked.unit);
  view["cap"] = asked.cap;
  return view;
}

}  // namespace boothwise::services
