#include "operations/jobs.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/text.hpp"
#include "services/election_locks.hpp"
#include "services/own_tables.hpp"
#include "services/report_json.hpp"
#include "services/view_parts.hpp"
#include "services/work_measures.hpp"
#include "services/works.hpp"
#include "services/works_giving.hpp"

namespace boothwise::services {

namespace json = boost::json;
using operations::Work;
using operations::WorkLevel;

namespace {

constexpr std::int64_t days_most = 365;
constexpr std::size_t seats_most = 500;

/// A row of data/programmes/templates.csv.
struct Template {
  std::string code;
  std::string level;
  std::int64_t days = 0;
  std::int64_t remind_days = 0;
  std::int64_t escalate_days = 1;
  std::string target_measure;
  double target_factor = 1;
  std::string locked_feature;
  Bilingual title;
  Bilingual words;
};

Result<std::vector<Template>> read_templates(const std::filesystem::path& data_folder) {
  std::vector<Template> templates;
  BOOTHWISE_CHECK(
      each_own_row(data_folder / "programmes" / "templates.csv", [&](const std::vector<std::string>& cells) {
        const auto number = [&cells](std::size_t column) {
          return parse_number<std::int64_t>(cells[column]).value_or(0);
        };
        templates.push_back({cells[0],
                             cells[1],
                             number(2),
                             number(3),
                             std::max<std::int64_t>(1, number(4)),
                             cells[5],
                             parse_number<double>(cells[6]).value_or(1),
                             cells[7],
                             {cells[8], cells[9]},
                             {cells[10], cells[11]}});
      }));
  return templates;
}

Result<Template> template_named(const std::filesystem::path& data_folder, std::string_view code) {
  BOOTHWISE_TRY(templates, read_templates(data_folder));
  const auto found = std::ranges::find(templates, code, &Template::code);
  if (found != templates.end()) return *found;
  Error error = refused_field(ErrorKind::bad_input, "template_unknown", "template",
                              {"expected one of these", "इनमें से एक चाहिए"}, code);
  for (const Template& one : templates) error.choices.push_back(one.code);
  return error;
}

Result<WorkLevel> level_named(Caller& caller, std::string_view code) {
  BOOTHWISE_TRY(levels, operations::work_levels(caller.whole_store()));
  const auto found = std::ranges::find(levels, code, &WorkLevel::code);
  if (found != levels.end()) return *found;
  Error error = refused_field(ErrorKind::bad_input, "level_unknown", "level",
                              {"the organisation has these levels", "संगठन में ये स्तर हैं"}, code);
  for (const WorkLevel& one : levels) error.choices.push_back(one.code);
  return error;
}

Status add_segments(const Snapshot& snapshot, std::int64_t seat, std::set<std::int64_t>& segments) {
  const auto inside = snapshot.places.segments_of(PcNo(static_cast<std::int32_t>(seat)));
  if (inside.empty()) {
    return refused_field(ErrorKind::not_found, "unknown_seat", "area", {"there is no such seat", "ऐसी कोई सीट नहीं है"},
                         std::to_string(seat));
  }
  for (const AssemblyConstituency* ac : inside) segments.insert(ac->no.value);
  return success();
}

/// Segments of the seats that an area's classes hold.
Status add_classes(const Snapshot& snapshot, const JsonBody& area, const std::vector<std::string>& classes,
                   std::set<std::int64_t>& segments) {
  const std::set<std::string> known{"not_contested", "lost", "narrow", "weak", "strong"};
  for (const std::string& one : classes) {
    if (known.contains(one)) continue;
    Error error =
        refused_field(ErrorKind::bad_input, "class_unknown", "area", {"expected one of these", "इनमें से एक चाहिए"}, one);
    error.choices.assign(known.begin(), known.end());
    return error;
  }
  BOOTHWISE_TRY(election, area.text_or_empty("election", code_bytes_most));
  BOOTHWISE_TRY(side, area.text_or_empty("side", code_bytes_most));
  BOOTHWISE_TRY(classified, classify(snapshot, election, side, {}));
  if (classified->election->results.election.house != House::lok_sabha) {
    return refused_field(ErrorKind::bad_input, "area_malformed", "area",
                         {"classes are of Lok Sabha seats", "वर्ग लोक सभा सीटों के होते हैं"}, election);
  }
  for (const SeatStanding& standing : classified->standings) {
    if (std::ranges::find(classes, to_string(standing.seat_class)) == classes.end()) continue;
    BOOTHWISE_CHECK(add_segments(snapshot, standing.seat, segments));
  }
  return success();
}

/// An area is seats or classes of seats, never anything about persons (R17). Nothing given: the whole unit.
Result<std::vector<std::int64_t>> segments_in(const Snapshot& snapshot, const JsonBody& body) {
  std::set<std::int64_t> segments;
  BOOTHWISE_TRY(area, body.object_or_none("area"));
  if (!area) return std::vector<std::int64_t>();
  BOOTHWISE_CHECK(area->only({"seats", "classes", "election", "side"}));
  BOOTHWISE_TRY(seats, area->integers("seats", seats_most, 1, 9999));
  std::vector<std::string> classes;
  if (area->has("classes")) {
    constexpr std::size_t classes_most = 5;
    BOOTHWISE_TRY(named, area->texts("classes", classes_most, code_bytes_most));
    classes = std::move(named);
  }
  for (const std::int64_t seat : seats) BOOTHWISE_CHECK(add_segments(snapshot, seat, segments));
  if (!classes.empty()) BOOTHWISE_CHECK(add_classes(snapshot, *area, classes, segments));
  if (segments.empty()) {
    return refused_field(ErrorKind::bad_input, "area_malformed", "area",
                         {"no seat is in this area; leave it out for all of the unit",
                          "इस क्षेत्र में कोई सीट नहीं; पूरी इकाई के लिए इसे छोड़ दें"});
  }
  return std::vector<std::int64_t>(segments.begin(), segments.end());
}

Status check_days(const Work& work) {
  if (work.due_day >= work.first_day) return success();
  return refused_field(ErrorKind::bad_input, "due_before_start", "due_day",
                       {"it is due before it starts", "इसकी अंतिम तिथि शुरू होने से पहले है"}, work.due_day);
}

Status check_owner(Caller& caller, const std::string& person) {
  if (person.empty()) return success();
  BOOTHWISE_TRY(who, operations::work_person(caller.whole_store(), person));
  if (who && caller.access().reaches(who->path)) return success();
  return refused_field(ErrorKind::not_found, "person_unknown", "owner",
                       {"there is no such person", "ऐसा कोई व्यक्ति नहीं है"}, person);
}

/// Accepts it and notes it. Few tasks are given at once; many are left to a job, which is accepted with it or not at
/// all.
Result<json::object> issue(Caller& caller, Work work, const BoothMeasure* measure, const std::string& side) {
  constexpr std::int64_t jobs_waiting_most = 200;
  BOOTHWISE_CHECK(check_days(work));
  work.made_by = caller.access().user();
  work.made_at = caller.now();
  const Status done = caller.store().atomically([&](operations::Store& inside) -> Status {
    BOOTHWISE_CHECK(operations::issue_work(inside, work));
    if (work.asked <= given_at_once_most) {
      BOOTHWISE_TRY(giving, give_some(inside, work, measure, given_at_once_most + 1, caller.now()));
      work.given = giving.given;
    } else {
      operations::Job job;
      job.kind = giving_kind;
      job.task = json::serialize(json::object{{"work", work.id}, {"side", side}});
      job.asked_by = work.made_by;
      job.asked_at = work.made_at;
      BOOTHWISE_CHECK(operations::add_job(inside, job, giving_lane, jobs_waiting_most));
      BOOTHWISE_CHECK(operations::set_work_job(inside, work.id, job.id));
      work.job = job.id;
    }
    return caller.note(inside, work.kind + ".issued", "work:" + work.id, work.path,
                       {{"level", work.level}, {"asked", work.asked}, {"due_day", work.due_day}});
  });
  BOOTHWISE_CHECK(done);
  return json::object{{"work", work.id},
                      {"kind", work.kind},
                      {"asked", work.asked},
                      {"given", work.given},
                      {"job", text_or_null(work.job)},
                      {"title", to_json(work.title)}};
}

}  // namespace

Result<json::object> programme_templates_view(const std::filesystem::path& data_folder) {
  BOOTHWISE_TRY(templates, read_templates(data_folder));
  json::array rows;
  for (const Template& one : templates) {
    const auto measure = measure_named(one.target_measure);
    rows.push_back({{"template", one.code},
                    {"level", one.level},
                    {"days", one.days},
                    {"title", to_json(one.title)},
                    {"words", to_json(one.words)},
                    {"target_measure", text_or_null(one.target_measure)},
                    {"target_name", measure ? json::value(to_json(measure->name)) : json::value(nullptr)},
                    {"target_factor", one.target_factor},
                    {"locked_feature", text_or_null(one.locked_feature)}});
  }
  return json::object{{"templates", std::move(rows)}};
}

Result<json::object> issue_programme(Caller& caller, const Snapshot& snapshot, std::string_view text) {
  constexpr std::int64_t number_most = 999'999'999;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(body.only({"template", "unit", "area", "level", "first_day", "due_day", "owner", "targets", "side"}));
  BOOTHWISE_TRY(code, body.text("template", code_bytes_most));
  BOOTHWISE_TRY(unit_no, body.integer("unit", 1, number_most));
  BOOTHWISE_TRY(first_day, day_in(body, "first_day"));
  BOOTHWISE_TRY(due_day, day_or_none(body, "due_day"));
  BOOTHWISE_TRY(asked_level, body.text_or_empty("level", code_bytes_most));
  BOOTHWISE_TRY(owner, body.text_or_empty("owner", code_bytes_most));
  BOOTHWISE_TRY(targets, body.flag("targets"));
  BOOTHWISE_TRY(side, body.text_or_empty("side", code_bytes_most));
  BOOTHWISE_TRY(made_from, template_named(caller.data_folder(), code));
  BOOTHWISE_TRY(unit, unit_for(caller, Right::direct_work, unit_no));
  BOOTHWISE_TRY(segments, segments_in(snapshot, body));
  BOOTHWISE_TRY(level, level_named(caller, asked_level.empty() ? made_from.level : asked_level));
  BOOTHWISE_CHECK(check_owner(caller, owner));
  if (!made_from.locked_feature.empty()) {
    BOOTHWISE_CHECK(require_unlocked(caller, snapshot, made_from.locked_feature, segments));
  }
  Work work;
  work.kind = "programme";
  work.template_ = made_from.code;
  work.unit = unit.id;
  work.path = unit.path;
  work.level = level.code;
  work.levels_below = std::max<std::int64_t>(0, level.place - unit.place);
  work.title = made_from.title;
  work.words = made_from.words;
  work.segments = std::move(segments);
  work.first_day = first_day;
  work.due_day = due_day.empty() ? iso_date(days_after(kept_day(first_day), made_from.days)) : due_day;
  work.remind_days = made_from.remind_days;
  work.escalate_days = made_from.escalate_days;
  work.owner = owner;
  work.synthetic = unit.synthetic;
  std::optional<BoothMeasure> measure;
  if (targets && !made_from.target_measure.empty()) {
    BOOTHWISE_TRY(opened, BoothMeasure::open(caller.workspace(), snapshot, made_from.target_measure, side));
    measure.emplace(std::move(opened));
    work.target_measure = made_from.target_measure;
    work.target_factor = made_from.target_factor;
    work.target_source = measure->source();
    work.target_day = measure->day();
  }
  return issue(caller, std::move(work), measure ? &*measure : nullptr, side);
}

Result<json::object> issue_directive(Caller& caller, std::string_view text) {
  constexpr std::int64_t number_most = 999'999'999;
  BOOTHWISE_TRY(body, JsonBody::parse(text));
  BOOTHWISE_CHECK(
      body.only({"unit", "level", "title", "words", "first_day", "due_day", "remind_days", "escalate_days"}));
  BOOTHWISE_TRY(unit_no, body.integer("unit", 1, number_most));
  BOOTHWISE_TRY(level_code, body.text("level", code_bytes_most));
  BOOTHWISE_TRY(title, body.text("title", title_bytes_most));
  BOOTHWISE_TRY(words, body.text_or_empty("words", words_bytes_most));
  BOOTHWISE_TRY(first_day, day_or_none(body, "first_day"));
  BOOTHWISE_TRY(due_day, day_in(body, "due_day"));
  BOOTHWISE_TRY(remind_days, body.integer_or_none("remind_days", 0, days_most));
  BOOTHWISE_TRY(escalate_days, body.integer_or_none("escalate_days", 1, days_most));
  BOOTHWISE_TRY(unit, unit_for(caller, Right::direct_work, unit_no));
  BOOTHWISE_TRY(level, level_named(caller, level_code));
  if (level.place <= unit.place) {
    return refused_field(ErrorKind::bad_input, "level_not_below", "level",
                         {"a directive goes to a level below the unit", "निर्देश इकाई से नीचे के स्तर को जाता है"},
                         level_code);
  }
  Work work;
  work.kind = "directive";
  work.unit = unit.id;
  work.path = unit.path;
  work.level = level.code;
  work.levels_below = level.place - unit.place;
  work.title = {title, title};
  work.words = {words, words};
  work.first_day = first_day.empty() ? iso_date(caller.today()) : first_day;
  work.due_day = due_day;
  work.remind_days = remind_days.value_or(work.remind_days);
  work.escalate_days = escalate_days.value_or(work.escalate_days);
  work.synthetic = unit.synthetic;
  return issue(caller, std::move(work), nullptr, "");
}

}  // namespace boothwise::services
