#include "field/quality.hpp"

#include "field/visits.hpp"
#include "operations/field_days.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/text.hpp"
#include "names/similarity.hpp"
#include "services/json_body.hpp"
#include "services/organisation_parts.hpp"
#include "services/report_json.hpp"
#include "warehouse/rolls.hpp"
#include "warehouse/station_points.hpp"

namespace boothwise::field {

using estimation::DayFinding;
using operations::Device;
using operations::FieldDay;
using operations::Record;
using services::asked_unit;
using services::code_bytes_most;
using services::JsonBody;
using services::refused_field;
using services::to_json;

namespace json = boost::json;

namespace {

constexpr std::size_t booths_with_houses_most = 100;  // the roll is asked booth by booth

struct Counts {
  std::int64_t visits = 0;
  std::int64_t agreed = 0;
  std::int64_t refused = 0;
  std::int64_t nobody = 0;
  std::int64_t incomplete = 0;
  std::int64_t faulty = 0;
  std::int64_t quarantined = 0;
  std::int64_t rolled_back = 0;

  void add(const Visit& visit) {
    ++visits;
    agreed += visit.outcome == Outcome::agreed ? 1 : 0;
    refused += visit.outcome == Outcome::refused ? 1 : 0;
    nobody += visit.outcome == Outcome::nobody ? 1 : 0;
    incomplete += visit.record.complete() ? 0 : 1;
    faulty += visit.record.faults == "[]" ? 0 : 1;
  }
  [[nodiscard]] json::object view() const {
    return {{"visits", visits},         {"agreed", agreed}, {"refused", refused},         {"nobody", nobody},
            {"incomplete", incomplete}, {"faulty", faulty}, {"quarantined", quarantined}, {"rolled_back", rolled_back}};
  }
};

using HouseKey = std::pair<std::string, std::string>;

/// A house as people write its number.
std::optional<HouseKey> house_of(const Visit& visit) {
  std::string number;
  for (const char c : visit.house_no) {
    if (c != ' ') number += c;
  }
  if (number.empty()) return std::nullopt;
  return HouseKey{trimmed(visit.section), number};
}

struct Booth {
  Counts counts;
  std::optional<std::int64_t> ac;
  std::string part;
  std::set<HouseKey> houses;
  std::map<std::string, std::map<std::string, Counts>> days;  ///< by device and day
};

/// Two visits that look like one household's.
json::object twin(const Visit& one, const Visit& other, const Bilingual& why) {
  const auto side = [](const Visit& visit) {
    return json::object{{"device", visit.record.device}, {"day", visit.record.day}, {"unit", visit.record.unit}};
  };
  return {{"first", side(one)}, {"second", side(other)}, {"why", to_json(why)}};
}

/// Households that came twice: the same telephone number, or in one booth the same house and a name that sounds alike.
json::array twins_in(const std::vector<Visit>& visits) {
  constexpr double alike_least = 0.85;
  constexpr std::size_t most = 200;
  json::array list;
  std::map<std::string, const Visit*> phones;
  std::map<std::pair<std::string, HouseKey>, std::vector<const Visit*>> houses;
  for (const Visit& visit : visits) {
    if (list.size() == most) break;
    if (!visit.phone.empty()) {
      const auto [there, fresh] = phones.try_emplace(visit.phone, &visit);
      if (!fresh) {
        list.push_back(twin(*there->second, visit, {"the same telephone number", "वही फ़ोन नंबर"}));
        continue;
      }
    }
    const auto house = house_of(visit);
    if (!house || visit.name.empty()) continue;
    auto& others = houses[{visit.record.path, *house}];
    const names::Name own = names::parse_name(visit.name);
    for (const Visit* other : others) {
      if (names::similarity(own, names::parse_name(other->name)) < alike_least) continue;
      list.push_back(twin(*other, visit, {"the same house, and the name sounds alike", "वही घर, और नाम सुनने में एक-सा"}));
      break;
    }
    others.push_back(&visit);
  }
  return list;
}

/// Houses of the newest roll by booth; nothing for those without one.
Result<std::map<std::string, std::int64_t>> houses_on_roll(const FieldDoor& door,
                                                           const std::map<std::string, Booth>& booths) {
  std::map<std::string, std::int64_t> counts;
  if (booths.size() > booths_with_houses_most) return counts;
  BOOTHWISE_CHECK(door.workspace.warehouse->refresh());
  const auto manifest = door.workspace.warehouse->manifest();
  warehouse::RollReader reader(*door.workspace.warehouse, *manifest);
  const std::set<std::string> revisions = reader.revisions();
  for (const auto& [path, booth] : booths) {
    const auto part = parse_number<std::int32_t>(booth.part);
    if (!booth.ac || !part) continue;
    const AcNo ac(static_cast<std::int32_t>(*booth.ac));
    const auto newest = std::find_if(revisions.rbegin(), revisions.rend(), [&](const std::string& revision) {
      return reader.segments(revision).contains(ac);
    });
    if (newest == revisions.rend()) continue;
    BOOTHWISE_TRY(houses, reader.houses(*newest, ac, *part));
    counts[path] = static_cast<std::int64_t>(houses.size());
  }
  return counts;
}

/// The stations' places, as coarse as the visits' (R39).
Result<std::map<warehouse::StationKey, warehouse::StationPoint>> coarse_stations(const FieldDoor& door,
                                                                                 const std::vector<Visit>& visits) {
  std::set<AcNo> acs;
  for (const Visit& visit : visits) {
    if (visit.record.ac) acs.insert(AcNo(static_cast<std::int32_t>(*visit.record.ac)));
  }
  BOOTHWISE_CHECK(door.workspace.warehouse->refresh());
  const auto manifest = door.workspace.warehouse->manifest();
  BOOTHWISE_TRY(points, warehouse::station_points(*door.workspace.warehouse, *manifest, acs));
  for (auto& [station, point] : points) point = coarse_place(point);
  return points;
}

/// What the check of distance from the polling station rests on; null where the form asks for no place.
struct DistanceChecked {
  bool asked = false;
  std::int64_t with_place = 0;         ///< visits that say where they were
  std::set<std::string> booths;        ///< of these
  std::set<std::string> with_station;  ///< those of them whose station's coordinates are here

  [[nodiscard]] json::value view() const {
    if (!asked) return nullptr;
    json::object made = {{"visits", with_place}, {"booths", booths.size()}, {"stations", with_station.size()}};
    made["words"] =
        with_station.empty()
            ? to_json(Bilingual{"Nobody can tell how far visits were from the polling station: no station's "
                                "coordinates are here",
                                "मतदान केंद्र से दूरी नहीं बताई जा सकती: किसी केंद्र के निर्देशांक यहाँ नहीं हैं"})
            : json::value(nullptr);
    return made;
  }
};

class View {
 public:
  View(const FieldDoor& door, Caller& caller, const VisitsQuestion& question)
      : door_(door), caller_(caller), question_(question) {}

  Result<json::object> make() {
    BOOTHWISE_TRY(read, read_visits(door_, caller_, question_));
    DistanceChecked distance{read.asks_place, 0, {}, {}};
    std::map<warehouse::StationKey, warehouse::StationPoint> stations;
    if (read.asks_place) {
      BOOTHWISE_TRY(found, coarse_stations(door_, read.visits));
      stations = std::move(found);
    }
    std::vector<estimation::VisitFacts> facts;
    for (Visit& visit : read.visits) {
      measure(visit, stations, distance);
      Booth& booth = booths_[visit.record.path];
      booth.ac = visit.record.ac;
      booth.part = visit.record.part;
      booth.counts.add(visit);
      booth.days[visit.record.device][visit.record.day].add(visit);
      if (auto house = house_of(visit)) booth.houses.insert(std::move(*house));
      facts.push_back(visit.facts);
    }
    BOOTHWISE_CHECK(count_the_rest());
    BOOTHWISE_TRY(decided,
                  operations::field_days_below(caller_.store(), question_.at, question_.first_day, question_.last_day));
    for (FieldDay& day : decided) decided_[{day.device, day.day}] = std::move(day);
    const estimation::QualityReport report = estimation::check_visits(facts);
    for (const DayFinding& finding : report.findings) {
      const Day day{std::chrono::sys_days(std::chrono::days(finding.day))};
      findings_[{finding.worker, iso_date(day)}].push_back(json::object{
          {"kind", estimation::name_of(finding.kind)},
          {"reason", to_json(estimation::reason_of(finding, finding.kind == estimation::Oddity::unlike_neighbours
                                                                ? read.questions[finding.question].label
                                                                : Bilingual{}))},
          {"counted", finding.counted},
          {"false_alarm", finding.false_alarm}});
    }
    BOOTHWISE_TRY(houses, houses_on_roll(door_, booths_));
    json::array list;
    for (auto& [path, booth] : booths_) {
      BOOTHWISE_TRY(made, booth_json(path, booth));
      const auto found = houses.find(path);
      made["houses"] = found == houses.end() ? json::value(nullptr) : json::value(found->second);
      list.push_back(std::move(made));
    }
    return json::object{{"form", read.form.id},
                        {"title", to_json(read.form.title)},
                        {"first_day", question_.first_day},
                        {"last_day", question_.last_day},
                        {"booths", std::move(list)},
                        {"twins", twins_in(read.visits)},
                        {"checked", json::object{{"days", report.days},
                                                 {"tests", report.tests},
                                                 {"distance", distance.view()},
                                                 {"false_alarm_max", estimation::QualityRules{}.false_alarm_max}}}};
  }

 private:
  static void measure(Visit& visit, const std::map<warehouse::StationKey, warehouse::StationPoint>& stations,
                      DistanceChecked& distance) {
    const Record& record = visit.record;
    if (!visit.facts.place) return;
    ++distance.with_place;
    distance.booths.insert(record.path);
    if (!record.ac) return;
    const auto station = stations.find({AcNo(static_cast<std::int32_t>(*record.ac)), record.part});
    if (station == stations.end()) return;
    visit.facts.station = station->second;
    distance.with_station.insert(record.path);
  }

  /// What was not opened: quarantined and rolled back.
  Status count_the_rest() {
    BOOTHWISE_TRY(counts, operations::count_records(caller_.store(), question_.at));
    BOOTHWISE_TRY(gone,
                  operations::field_days_below(caller_.store(), question_.at, question_.first_day, question_.last_day));
    for (const operations::RecordCount& count : counts) {
      if (count.form != question_.form || count.day < question_.first_day || count.day > question_.last_day) continue;
      const bool rolled = std::ranges::any_of(gone, [&](const FieldDay& day) {
        return day.device == count.device && day.day == count.day && day.state == "rolled_back";
      });
      Booth& booth = booths_[count.path];
      Counts& day = booth.days[count.device][count.day];
      const std::int64_t rolled_back = rolled ? count.records - count.quarantined : 0;
      for (Counts* of : {&booth.counts, &day}) {
        of->quarantined += count.quarantined;
        of->rolled_back += rolled_back;
      }
    }
    return success();
  }

  Result<json::object> booth_json(const std::string& path, const Booth& booth) {
    const auto units = services::units_of(UnitPath{path});
    BOOTHWISE_TRY(unit, operations::unit_by_id(caller_.store(), units.back()));
    json::object made = booth.counts.view();
    made["unit"] = units.back();
    made["name"] = unit ? json::value(to_json(unit->name)) : json::value(nullptr);
    made["ac_no"] = booth.ac ? json::value(*booth.ac) : json::value(nullptr);
    made["part"] = booth.part;
    made["houses_visited"] = booth.houses.size();
    std::vector<std::pair<std::string, json::object>> workers;
    for (const auto& [device, days] : booth.days) {
      BOOTHWISE_TRY(known, operations::device_by_id(caller_.store(), device));
      const std::string title = known ? known->title : std::string();
      json::array list;
      for (const auto& [day, counts] : days) list.push_back(day_json(device, day, counts));
      workers.emplace_back(title, json::object{{"device", device}, {"title", title}, {"days", std::move(list)}});
    }
    std::ranges::stable_sort(workers, {}, [](const auto& worker) { return worker.first; });
    json::array list;
    for (auto& [title, worker] : workers) list.push_back(std::move(worker));
    made["workers"] = std::move(list);
    return made;
  }

  json::object day_json(const std::string& device, const std::string& day, const Counts& counts) {
    json::object made = counts.view();
    made["day"] = day;
    made["over"] = day < iso_date(caller_.today());
    const auto decided = decided_.find({device, day});
    const bool known = decided != decided_.end();
    made["state"] = known ? json::value(decided->second.state) : json::value(nullptr);
    made["reason"] = known ? json::value(decided->second.reason) : json::value(nullptr);
    const auto found = findings_.find({device, day});
    made["findings"] = found == findings_.end() ? json::array() : found->second;
    return made;
  }

  const FieldDoor& door_;
  Caller& caller_;
  const VisitsQuestion& question_;
  std::map<std::string, Booth> booths_;
  std::map<std::pair<std::string, std::string>, FieldDay> decided_;
  std::map<std::pair<std::string, std::string>, json::array> findings_;
};

Error date_malformed(std::string_view field, std::string_view text) {
  return refused_field(ErrorKind::bad_input, "date_malformed", field,
                       {"expected a day such as 2026-11-29", "2026-11-29 जैसी तारीख़ चाहिए"}, text);
}

}  // namespace

Result<VisitsQuestion> visits_question(Caller& caller, const UnitPath& at, const QualityAsked& asked) {
  constexpr auto two_weeks = std::chrono::days(14);
  const auto last = asked.last_day.empty() ? std::optional(caller.today()) : parse_date(asked.last_day);
  if (!last) return date_malformed("last_day", asked.last_day);
  const auto first = asked.first_day.empty() ? std::optional(Day(std::chrono::sys_days(*last) - two_weeks))
                                             : parse_date(asked.first_day);
  if (!first || *first > *last) return date_malformed("first_day", asked.first_day);
  return VisitsQuestion{at, asked.form, iso_date(*first), iso_date(*last)};
}

Result<json::object> quality_view(const FieldDoor& door, Caller& caller, const QualityAsked& asked) {
  BOOTHWISE_TRY(at, asked_unit(caller, asked.unit, Right::review_field_data));
  BOOTHWISE_CHECK(caller.access().permit(Right::review_field_data, at.path));
  BOOTHWISE_TRY(question, visits_question(caller, at.path, asked));
  BOOTHWISE_TRY(view, View(door, caller, question).make());
  view["unit"] = at.id;
  view["unit_name"] = to_json(at.name);
  view["may_export"] = caller.access().may(Right::export_field_contacts, at.path);
  BOOTHWISE_CHECK(caller.store().atomically([&](operations::Store& inside) {
    return caller.note(inside, "field.quality_seen", "form:" + asked.form, at.path);
  }));
  return view;
}

Result<json::object> review_day(Caller& caller, std::string_view text) {
  constexpr std::size_t reason_bytes_most = 400;
  const std::vector<std::string> states = {"approved", "sent_back", "rolled_back"};
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"device", "day", "state", "reason"}));
  BOOTHWISE_TRY(id, body.text("device", code_bytes_most));
  BOOTHWISE_TRY(day_text, body.text("day", code_bytes_most));
  BOOTHWISE_TRY(state, body.text("state", code_bytes_most));
  const auto day = parse_date(day_text);
  if (!day) return date_malformed("day", day_text);
  if (std::ranges::find(states, state) == states.end()) {
    Error error = refused_field(ErrorKind::bad_input, "body_malformed", "state",
                                {"expected one of these", "इनमें से एक चाहिए"}, state);
    error.choices = states;
    return error;
  }
  BOOTHWISE_TRY(reason, state == "approved" ? body.text_or_empty("reason", reason_bytes_most)
                                            : body.text("reason", reason_bytes_most));
  BOOTHWISE_TRY(device, operations::device_by_id(caller.store(), id));
  if (!device || !caller.access().reaches(UnitPath{device->path})) {
    return refused_field(ErrorKind::not_found, "device_unknown", "device",
                         {"there is no such phone", "ऐसा कोई फ़ोन नहीं है"}, id);
  }
  BOOTHWISE_TRY(permit, caller.access().permit(Right::review_field_data, UnitPath{device->path}));
  if (*day >= caller.today()) {
    return refused_field(
        ErrorKind::conflict, "day_not_over", "day",
        {"records of this day may still come; decide tomorrow", "इस दिन के रिकॉर्ड अभी आ सकते हैं; कल निर्णय करें"}, day_text);
  }
  const FieldDay decided{id, iso_date(*day), device->path, state, reason, permit.by(), caller.now()};
  std::int64_t changed = 0;
  // Rows of records are changed by the server for whoever may review the phone's unit.
  BOOTHWISE_CHECK(caller.whole_store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_TRY(records, operations::set_day_state(inside, id, decided.day, state == "approved" ? "good" : state));
    changed = records;
    BOOTHWISE_CHECK(operations::put_field_day(inside, decided));
    return caller.note(inside, "field.day_" + state, "device:" + id, UnitPath{device->path},
                       {{"day", decided.day}, {"records", records}}, reason);
  }));
  return json::object{{"device", id}, {"day", decided.day}, {"state", state}, {"reason", reason}, {"changed", changed}};
}

Result<json::object> sent_back_view(const FieldDoor& door, const Device& device) {
  constexpr std::int64_t most = 60;
  BOOTHWISE_TRY(days, operations::sent_back_days(door.store, device.id, most));
  json::array list;
  for (const FieldDay& day : days) {
    list.push_back(json::object{{"day", day.day}, {"reason", day.reason}, {"decided_at", iso_utc(day.decided_at)}});
  }
  return json::object{{"sent_back", std::move(list)}};
}

}  // namespace boothwise::field
