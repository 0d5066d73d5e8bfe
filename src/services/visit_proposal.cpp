#include "services/visit_proposal.hpp"

#include "planning/planner.hpp"
#include "planning/visit_calendar.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <chrono>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "services/report_json.hpp"
#include "services/segment_points.hpp"
#include "services/view_parts.hpp"
#include "services/views.hpp"
#include "services/work_parts.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::WorkPerson;
using planning::Point;

namespace {

constexpr std::int64_t days_most = 366;
constexpr std::size_t leaders_most = 100;
constexpr std::int64_t visits_of_seat_most = 100;
constexpr std::int64_t visits_most = 600;  // so that an answer takes less than a second
constexpr std::int64_t number_most = 9999;

struct VisitsAsked {
  operations::WorkUnit unit;
  std::string side;
  Day first;
  planning::VisitProblem problem;                    ///< but for wishes
  std::vector<WorkPerson> people;                    ///< in order of the problem's leaders
  std::vector<std::pair<PcNo, std::int64_t>> seats;  ///< visits
  std::map<std::int32_t, Point> points;
};

/// A person whom the caller reaches.
Result<WorkPerson> person_in_reach(Caller& caller, std::string_view field, const std::string& id) {
  BOOTHWISE_TRY(person, operations::work_person(caller.whole_store(), id));
  if (person && !person->left && caller.access().reaches(person->path)) return std::move(*person);
  return refused_field(ErrorKind::not_found, "person_unknown", field,
                       {"there is no such person", "ऐसा कोई व्यक्ति नहीं है"}, id);
}

Status take_leaders(Caller& caller, const JsonBody& body, VisitsAsked& asked) {
  BOOTHWISE_TRY(ids, body.texts("people", leaders_most, code_bytes_most));
  std::set<std::string> once;
  for (const std::string& id : ids) {
    if (!once.insert(id).second) continue;
    BOOTHWISE_TRY(person, person_in_reach(caller, "people", id));
    const auto home = asked.points.find(static_cast<std::int32_t>(person.home_ac.value_or(0)));
    if (home == asked.points.end()) {
      return refused_field(ErrorKind::conflict, "home_unknown", "people",
                           {"the home segment of this person is not known; note it with the person first",
                            "इनका गृह विधान सभा क्षेत्र ज्ञात नहीं; पहले व्यक्ति के साथ दर्ज करें"},
                           person.name);
    }
    asked.problem.leaders.push_back({home->second, {}});
    asked.people.push_back(std::move(person));
  }
  if (!asked.people.empty()) return success();
  return refused_field(ErrorKind::bad_input, "nothing_to_propose", "people",
                       {"name at least one person who visits", "दौरा करने वाला कम से कम एक व्यक्ति चुनें"});
}

Status take_seats(Caller& caller, const Snapshot& snapshot, const JsonBody& body, VisitsAsked& asked) {
  BOOTHWISE_TRY(known, seats_of_unit(caller, snapshot, asked.unit));
  BOOTHWISE_TRY(list, body.objects("seats", known.size() + 1));
  std::int64_t all = 0;
  for (const JsonBody& one : list) {
    BOOTHWISE_TRY(number, one.integer("pc_no", 1, number_most));
    BOOTHWISE_TRY(visits, one.integer("visits", 0, visits_of_seat_most));
    const PcNo pc(static_cast<std::int32_t>(number));
    if (std::ranges::find(known, pc) == known.end()) {
      return refused_field(ErrorKind::not_found, "seat_not_here", "seats",
                           {"the unit has no such seat", "इस इकाई में ऐसी कोई सीट नहीं है"}, std::to_string(number));
    }
    all += visits;
    if (visits > 0) asked.seats.emplace_back(pc, visits);
  }
  if (asked.seats.empty()) {
    return refused_field(ErrorKind::bad_input, "nothing_to_propose", "seats",
                         {"ask for at least one visit", "कम से कम एक दौरा माँगें"});
  }
  if (all <= visits_most) return success();
  return refused_field(ErrorKind::bad_input, "too_many_visits", "seats",
                       {"at most " + std::to_string(visits_most) + " visits at once; take fewer seats",
                        "एक बार में अधिकतम " + std::to_string(visits_most) + " दौरे; कम सीटें लें"},
                       std::to_string(all));
}

Result<VisitsAsked> read_visits(Caller& caller, const Snapshot& snapshot, std::string_view text) {
  constexpr std::size_t side_bytes_most = 200;
  constexpr std::int64_t a_day_most = 20;
  constexpr double km_most = 3000;
  VisitsAsked asked;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"unit", "side", "first_day", "days", "visits_a_day", "km_a_day", "people", "seats"}));
  BOOTHWISE_TRY(unit_no, body.integer_or_none("unit", 1, 999'999'999));
  BOOTHWISE_TRY(unit, unit_asked(caller, unit_no));
  BOOTHWISE_CHECK(caller.access().permit(Right::direct_work, unit.path));
  asked.unit = std::move(unit);
  BOOTHWISE_TRY(side, body.text_or_empty("side", side_bytes_most));
  asked.side = side;
  BOOTHWISE_TRY(first, day_in(body, "first_day"));
  asked.first = kept_day(first);
  BOOTHWISE_TRY(days, body.integer("days", 1, days_most));
  BOOTHWISE_TRY(a_day, body.integer_or_none("visits_a_day", 1, a_day_most));
  asked.problem.days = static_cast<std::uint32_t>(days);
  asked.problem.visits_a_day_most =
      static_cast<std::uint32_t>(a_day.value_or(std::int64_t{asked.problem.visits_a_day_most}));
  if (body.has("km_a_day")) {
    BOOTHWISE_TRY(km, body.number("km_a_day", 0, km_most));
    asked.problem.km_a_day_most = km;
  }
  BOOTHWISE_TRY(points, segment_points(state_folder(caller.data_folder(), caller.workspace().state)));
  asked.points = std::move(points);
  BOOTHWISE_CHECK(take_leaders(caller, body, asked));
  BOOTHWISE_CHECK(take_seats(caller, snapshot, body, asked));
  return asked;
}

/// Segments of a seat that have a point, weakest for the side first; those whose result is not known last.
Result<std::vector<AcNo>> segments_by_weakness(const Snapshot& snapshot, PcNo pc, const VisitsAsked& asked) {
  std::map<std::int64_t, double> margin;
  Asked of_seat;
  of_seat.side = asked.side;
  if (const auto seat = seat_view(snapshot, pc, of_seat)) {
    for (const json::value& segment : seat->at("segments").as_array()) {
      if (!segment.at("margin_votes").is_null())
        margin[segment.at("ac_no").as_int64()] = segment.at("margin_votes").to_number<double>();
    }
  } else if (seat.error().kind == ErrorKind::environment) {
    return seat.error();
  }
  std::vector<AcNo> segments;
  for (const AssemblyConstituency* ac : snapshot.places.segments_of(pc)) {
    if (asked.points.contains(ac->no.value)) segments.push_back(ac->no);
  }
  constexpr double unknown = 1e12;
  std::ranges::stable_sort(segments, {}, [&margin](AcNo ac) {
    const auto found = margin.find(ac.value);
    return found == margin.end() ? unknown : found->second;
  });
  return segments;
}

/// Puts visits together and lets the kernel find leaders, days and ways.
class Proposal {
 public:
  Proposal(Caller& caller, const Snapshot& snapshot, VisitsAsked asked)
      : caller_(caller), snapshot_(snapshot), asked_(std::move(asked)) {}

  Result<json::object> make() {
    BOOTHWISE_CHECK(take_booked());
    booked_ = asked_.problem.wishes.size();
    std::vector<AcNo> visits;
    for (const auto& [pc, count] : asked_.seats) {
      BOOTHWISE_TRY(segments, segments_by_weakness(snapshot_, pc, asked_));
      for (std::int64_t visit = 0; visit < count && !segments.empty(); ++visit)
        visits.push_back(segments[static_cast<std::size_t>(visit) % segments.size()]);
    }
    if (visits.empty()) {
      return refused_field(
          ErrorKind::conflict, "nothing_to_propose", "seats",
          {"it is not known where the segments of these seats lie", "इन सीटों के विधान सभा क्षेत्र कहाँ हैं, यह ज्ञात नहीं"});
    }
    BOOTHWISE_CHECK(share_out(visits));
    BOOTHWISE_TRY(calendar, planning::plan_visits(asked_.problem));
    return view(calendar);
  }

 private:
  std::uint32_t place_of(AcNo ac) {
    const auto [found, is_new] = place_.emplace(ac.value, static_cast<std::uint32_t>(acs_.size()));
    if (is_new) {
      acs_.push_back(ac);
      const std::string& district = snapshot_.places.ac(ac)->district;
      const auto number = static_cast<std::uint32_t>(district_.size());
      asked_.problem.places.push_back({asked_.points.at(ac.value), district_.emplace(district, number).first->second});
    }
    return found->second;
  }

  /// What leaders have to do in these days already keeps its place; a day of something that has none is not free.
  Status take_booked() {
    const Day last(std::chrono::sys_days(asked_.first) + std::chrono::days(asked_.problem.days - 1));
    for (std::size_t leader = 0; leader < asked_.people.size(); ++leader) {
      BOOTHWISE_TRY(booked, operations::booked_days(caller_.whole_store(), asked_.people[leader].id,
                                                    iso_date(asked_.first), iso_date(last)));
      for (const operations::BookedDay& one : booked) {
        const auto day = static_cast<std::uint32_t>(
            (std::chrono::sys_days(kept_day(one.day)) - std::chrono::sys_days(asked_.first)).count());
        const AcNo ac(static_cast<std::int32_t>(one.ac));
        if (snapshot_.places.ac(ac) == nullptr || !asked_.points.contains(ac.value)) {
          asked_.problem.leaders[leader].days_away.push_back(day);
        } else {
          asked_.problem.wishes.push_back({static_cast<std::uint32_t>(leader), place_of(ac), day});
        }
      }
    }
    return success();
  }

  /// Gives each visit to a leader: as many each, at the least distances from homes.
  Status share_out(const std::vector<AcNo>& visits) {
    const std::size_t leaders = asked_.people.size();
    const auto most = static_cast<std::uint32_t>((visits.size() + leaders - 1) / leaders);
    planning::AssignmentProblem problem;
    problem.part_count = 1;
    for (std::size_t leader = 0; leader < leaders; ++leader) problem.leaders.push_back({0, most});
    for (std::size_t visit = 0; visit < visits.size(); ++visit) {
      problem.posts.push_back({1, 1});
      for (std::size_t leader = 0; leader < leaders; ++leader) {
        const std::array km{
            planning::great_circle_km(asked_.problem.leaders[leader].home, asked_.points.at(visits[visit].value))};
        constexpr std::array weight{1.0};
        problem.allow(static_cast<planning::LeaderNo>(leader), static_cast<planning::PostNo>(visit), km, weight);
      }
    }
    constexpr double seconds_most = 5;
    planning::Planner planner(std::move(problem));
    const planning::Search search = planner.plan(seconds_most, NoProgress());
    for (const planning::PairNo pair : search.plan.chosen) {
      const planning::Pair& one = planner.problem().pairs[pair];
      asked_.problem.wishes.push_back({one.leader, place_of(visits[one.post]), std::nullopt});
    }
    return success();
  }

  [[nodiscard]] json::object wish_json(std::uint32_t number) const {
    const planning::VisitWish& wish = asked_.problem.wishes[number];
    const AssemblyConstituency& ac = *snapshot_.places.ac(acs_[wish.place]);
    return {{"person", asked_.people[wish.leader].id},
            {"person_name", asked_.people[wish.leader].name},
            {"ac_no", ac.no.value},
            {"ac_name", to_json(ac.name)},
            {"pc_no", ac.pc.value},
            {"pc_name", to_json(snapshot_.seat_name(House::lok_sabha, ac.pc.value))},
            {"district", ac.district.empty() ? json::value(nullptr) : districts_json(snapshot_, {ac.district}).at(0)}};
  }

  [[nodiscard]] json::object view(const planning::VisitCalendar& calendar) const {
    json::array visits;
    double km = 0;
    for (const planning::PlannedVisit& visit : calendar.visits) {
      json::object one = wish_json(visit.wish);
      one["day"] = iso_date(Day(std::chrono::sys_days(asked_.first) + std::chrono::days(visit.day)));
      one["turn"] = std::int64_t{visit.turn} + 1;
      one["km"] = visit.km;
      one["booked"] = visit.wish < booked_;
      km += visit.km;
      visits.push_back(std::move(one));
    }
    json::array left_over;
    for (const auto& [wish, why] : calendar.left_over) {
      if (wish < booked_) continue;  // it stands in the calendar as it is
      json::object one = wish_json(wish);
      one["why"] = "no_days";  // only what is booked already has a day of its own
      left_over.push_back(std::move(one));
    }
    return {{"unit", unit_json(asked_.unit)},
            {"first_day", iso_date(asked_.first)},
            {"days", asked_.problem.days},
            {"visits_a_day", asked_.problem.visits_a_day_most},
            {"km_a_day", asked_.problem.km_a_day_most},
            {"visits", std::move(visits)},
            {"left_over", std::move(left_over)},
            {"km", km}};
  }

  Caller& caller_;
  const Snapshot& snapshot_;
  VisitsAsked asked_;
  std::size_t booked_ = 0;  // wishes before it are visits that were there before
  std::map<std::int32_t, std::uint32_t> place_;
  std::map<std::string, std::uint32_t> district_;
  std::vector<AcNo> acs_;  // by place
};

/// A visit that was accepted, as the task it becomes.
Result<operations::Task> visit_task(Caller& caller, const Snapshot& snapshot, const JsonBody& visit, bool english) {
  BOOTHWISE_TRY(id, visit.text("person", code_bytes_most));
  BOOTHWISE_TRY(person, person_in_reach(caller, "visits", id));
  BOOTHWISE_TRY(number, visit.integer("ac_no", 1, number_most));
  BOOTHWISE_TRY(day, day_in(visit, "day"));
  const AssemblyConstituency* ac = snapshot.places.ac(AcNo(static_cast<std::int32_t>(number)));
  if (ac == nullptr) return unknown_seat(static_cast<std::int32_t>(number), snapshot.places.acs().size());
  BOOTHWISE_TRY(path, path_of_place(caller, snapshot, {"ac", number, ""}));
  BOOTHWISE_CHECK(caller.access().permit(Right::direct_work, path));
  BOOTHWISE_TRY(booked, operations::booked_days(caller.whole_store(), id, day, day));
  if (std::ranges::find(booked, number, &operations::BookedDay::ac) != booked.end()) {
    return refused_field(ErrorKind::conflict, "visit_there_already", "visits",
                         {"this person has a visit there on that day already", "उस दिन इनका वहाँ दौरा पहले से है"},
                         person.name + " " + day);
  }
  const std::vector<std::string> numbers = split(path.text, '.');  // "1.7.203.": the unit's own is the last
  operations::Task task;
  task.unit = parse_number<std::int64_t>(numbers[numbers.size() - 2]).value_or(0);
  task.path = path;
  task.ac = number;
  task.title = english ? "Visit: " + ac->name.en : "प्रवास: " + ac->name.hi;
  task.first_day = day;
  task.due_day = day;
  task.assignee_person = id;
  task.changed_at = caller.now();
  return task;
}

}  // namespace

Result<json::object> propose_visits(Caller& caller, const Snapshot& snapshot, std::string_view text) {
  BOOTHWISE_TRY(asked, read_visits(caller, snapshot, text));
  return Proposal(caller, snapshot, std::move(asked)).make();
}

Result<json::object> accept_visits(Caller& caller, const Snapshot& snapshot, std::string_view text) {
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"language", "visits"}));
  BOOTHWISE_TRY(language, body.text_or_empty("language", code_bytes_most));
  if (!language.empty() && language != "hi" && language != "en")
    return JsonBody::malformed("language", "expected hi or en", "hi या en चाहिए", language);
  BOOTHWISE_TRY(list, body.objects("visits", static_cast<std::size_t>(visits_most)));
  std::vector<operations::Task> tasks;
  std::set<std::tuple<std::string, std::string, std::int64_t>> once;
  for (const JsonBody& visit : list) {
    BOOTHWISE_CHECK(visit.only({"person", "ac_no", "day"}));
    BOOTHWISE_TRY(task, visit_task(caller, snapshot, visit, language == "en"));
    if (!once.emplace(task.assignee_person, task.due_day, task.ac).second) {
      return refused_field(ErrorKind::bad_input, "visit_there_already", "visits",
                           {"the same visit twice", "एक ही दौरा दो बार"}, task.due_day);
    }
    tasks.push_back(std::move(task));
  }
  json::array numbers;
  const Status done = caller.store().atomically([&](operations::Store& inside) -> Status {
    numbers.clear();
    for (const operations::Task& task : tasks) {
      BOOTHWISE_TRY(number, operations::add_task(inside, task, caller.access().user()));
      numbers.emplace_back(number);
      BOOTHWISE_CHECK(
          caller.note(inside, "task.added", "task:" + std::to_string(number), task.path, {{"due_day", task.due_day}}));
    }
    return success();
  });
  BOOTHWISE_CHECK(done);
  return json::object{{"tasks", std::move(numbers)}};
}

}  // namespace boothwise::services
